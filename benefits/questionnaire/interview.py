"""Which question to ask next: derived from the rules, never wired by hand.

After each answer the asking benefits are assessed over the next twelve months. A missing fact is
worth a question only if some answer changes a verdict, a gap, an award or a date in that time.
Questions come in the human order that their records give; relevance comes from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from benefits.questionnaire.page import Item, Page
from benefits.questionnaire.prospects import prospects
from benefits.questionnaire.relevance import matters
from benefits.questionnaire.unborn import awaits_birth
from benefits.rules.compile import Entry, Plan
from benefits.rules.facts import Fact, FactType, Form, Holder, How, Question
from benefits.rules.given import ALL_HERE, CHILDREN, RESIDENCE, WHO
from benefits.rules.household import Answers, Household
from benefits.rules.lazy import lazy
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, MOTHER, PARENTS, Ask, Unknown
from regions.codes import ROOT, ancestors, is_code

# In Python 3.11 each look at a member of an enumeration is a function call.
OF_FAMILY: Final = Holder.FAMILY
OF_PARENT: Final = Holder.PARENT
OF_MOTHER: Final = Holder.MOTHER
OF_CHILD: Final = Holder.CHILD


def places(household: Household) -> frozenset[str]:
    """Every region that the answers name, with all above it; at least the whole country."""
    answers = (household.family, household.mother, household.father, *(household.children or ()))
    named = {value for one in answers for value in one.values() if isinstance(value, str) and is_code(value)}
    return frozenset((ROOT, *named, *(above for code in named for above in ancestors(code))))


class _Open(NamedTuple):
    """An asking benefit that lacks facts, and what has to be asked for them now."""

    entry: Entry
    missing: frozenset[Ask]
    gates: frozenset[Ask]


AROUND_A_CHILD = 4
"""About as many pages hang on the children, as long as nobody knows of any: the list, places, work, insurance."""


class Interview:
    """The questionnaire for one household on one day.

    ``everywhere`` gives the rules of all places: which of them a family may still come to name
    decides whether it is asked where it is registered, works and is insured. Without it only the places
    that it has named count.
    """

    def __init__(
        self,
        plan: Plan,
        questions: Iterable[Question],
        household: Household,
        as_of: date,
        everywhere: Callable[[], Plan] | None = None,
    ) -> None:
        self.plan = plan
        self.everywhere = everywhere
        self.household = household
        self.as_of = as_of
        self.questions = tuple(sorted(questions, key=lambda question: question.order))
        self._question_of = {fact.slug: question for question in self.questions for fact in question.facts}
        self._gates_found: dict[Ask, tuple[Ask, ...]] = {}
        self._gates_of_sets: dict[frozenset[Ask], frozenset[Ask]] = {}
        self._said: dict[str, Answers] = {}

    # ------------------------------------------------------------ pages

    def next_page(self) -> Page | None:
        """The next question worth asking; None when no answer could change anything."""
        return next(self._open_pages(), None)

    def page(self, slug: str) -> Page:
        """A question with every item it has for this household, answered or open, for changing an answer.

        Raises KeyError for a question that does not exist or is never put.
        """
        question = self._askable[slug]
        lacking = self._open if self._opens_others(question) else self._lacking(self._readers(question))
        every, wanted = self.items(question), self._wanted_of(question, self._asks(lacking))
        items = tuple(item for item in every if item in wanted or self._has_answer(item))
        return self._page(question, items or every, lacking)

    def items(self, question: Question) -> tuple[Item, ...]:
        """Every item that a question has for this household, whether anything hangs on it or not."""
        return tuple(self._items_of(question, question.facts))

    def answered(self) -> list[Page]:
        """The questions that have answers, for checking them; not what they decided."""
        pages = []
        for question in self.questions:
            items = tuple(item for item in self.items(question) if self._has_answer(item))
            if items or (question.form is Form.CHILDREN and self.household.children is not None):
                pages.append(Page(question, items))
        return pages

    @property
    def progress(self) -> int:
        """How many per cent of the pages that this family will see are answered, as far as can be told by now."""
        answered, to_come = len(self.answered()), len(self._to_come)
        if self.household.children is None:
            to_come += AROUND_A_CHILD
        return 100 * answered // (answered + max(to_come, 1))

    @property
    def _to_come(self) -> set[str]:
        """The questions that may still be put: something is missing that they ask, and its topic is not left aside."""
        facts, said = self.plan.facts, self.household.family
        missing = {ask.fact for one in (*self._open, *self._abroad) for ask in one.missing if ask.fact in facts}
        open_facts = (
            facts[slug] for slug in missing if not facts[slug].topic or said.get(facts[slug].topic) is not False
        )
        found = (self._question_of.get(fact.slug) for fact in open_facts)
        return {question.slug for question in found if question and question.slug in self._askable}

    @lazy
    def _askable(self) -> dict[str, Question]:
        return {question.slug: question for question in self.questions if question.form is not Form.NONE}

    @staticmethod
    def _page(question: Question, items: tuple[Item, ...], lacking: Iterable[_Open]) -> Page:
        asks = {Ask(item.fact.slug, item.person) for item in items}
        if question.form is Form.CHILDREN:
            asks.add(Ask(CHILDREN, FAMILY))
        return Page(question, items, tuple(entry.benefit for entry in _decided_by(asks, lacking)))

    def _open_pages(self) -> Iterator[Page]:
        asks = self._asks(self._open)
        for question in self._askable.values():
            items = self._wanted_of(question, asks)
            if items and (self._opens_others(question) or self._matters(items)):
                yield self._page(question, tuple(items), (*self._open, *self._abroad))

    def _opens_others(self, question: Question) -> bool:
        """Questions that open others (where, what about, who) are put as soon as anything hangs on them."""
        return question.form is Form.CHILDREN or any(fact.slug in self._openers for fact in question.facts)

    @lazy
    def _openers(self) -> frozenset[str]:
        facts = self.plan.facts.values()
        topics = {fact.topic for fact in facts if fact.topic}
        local = {rule.fact for fact in facts for rule in fact.taken_as if rule.same_as}
        return frozenset((*topics, *local, RESIDENCE, WHO))

    # ------------------------------------------------------------ items

    def _asks(self, lacking: Iterable[_Open]) -> Collection[Ask]:
        """What has to be asked now for these benefits."""
        if RESIDENCE not in self.household.family:
            return {Ask(RESIDENCE, FAMILY)}
        return self._topics.union(*(one.gates for one in (*lacking, *self._abroad)))

    def _wanted_of(self, question: Question, asks: Collection[Ask]) -> list[Item]:
        """The open items of a question that are asked for, in the order of its facts."""
        if question.form is Form.CHILDREN:
            is_wanted = Ask(CHILDREN, FAMILY) in asks
            return [Item(fact, FAMILY) for fact in question.facts] if is_wanted else []
        slugs = {ask.fact for ask in asks}
        facts = [fact for fact in question.facts if fact.slug in slugs]
        return [item for item in self._items_of(question, facts) if self._is_wanted(item, asks)]

    def _is_wanted(self, item: Item, asks: Collection[Ask]) -> bool:
        """Whether it is asked for; of a family that is not all local also what another place may ask of the others.

        Else the page would come again once a place with rules of its own is named. Where a parent works or is insured
        is asked of nobody who need not say: there may be no such place.
        """
        if Ask(item.fact.slug, item.person) in asks:
            return True
        is_of_all = item.fact.holder is (OF_CHILD if item.fact.type is FactType.REGION else OF_PARENT)
        return is_of_all and self._is_scattered and not self._has_answer(item) and self._is_open(item)

    @lazy
    def _is_scattered(self) -> bool:
        """Whether the family said that it is not all local, or is not sure."""
        return self.household.family.get(ALL_HERE, True) is not True

    def _is_open(self, item: Item) -> bool:
        return isinstance(self._situation.asked(item.fact.slug, item.person), Unknown)

    @lazy
    def _situation(self) -> Situation:
        return Situation(self.household, self.plan.facts)

    @lazy
    def _topics(self) -> set[Ask]:
        """The topics, all of them at once, before anyone is asked about persons, if anything hangs on one.

        Not only those that something hangs on here: a place named later may bring rules on the others,
        and a page that came again with what was left of it would be taken for the same.
        """
        facts, read = self.plan.facts, self.plan.asked_about
        if self._is_scattered:
            read |= self._every_place.asked_about
        topics = {fact.topic for fact in facts.values() if fact.topic}
        listed = {fact.slug for topic in topics for fact in self._question_of[topic].facts}
        if not any(slug in listed or facts[slug].topic for slug in read):
            return set()
        return {Ask(slug, FAMILY) for slug in listed if slug not in self.household.family}

    def _gates_of(self, ask: Ask) -> tuple[Ask, ...]:
        """What has to be asked for this fact now: itself, or what must be known before."""
        if ask not in self._gates_found:
            self._gates_found[ask] = tuple(self._gate(ask))
        return self._gates_found[ask]

    def _gate(self, ask: Ask) -> Iterator[Ask]:
        if ask.fact == CHILDREN:
            yield from (ask,) if self.household.children is None else ()
            return
        fact = self.plan.facts[ask.fact]
        if fact.how is not How.ASKED or self._has_answer(Item(fact, ask.person)):
            return
        if fact.topic and self.household.family.get(fact.topic) is not True:
            return
        if ask.person in PARENTS and WHO not in self.household.family:
            yield Ask(WHO, FAMILY)
        else:
            yield self._place_gate(fact) or ask

    def _place_gate(self, fact: Fact) -> Ask | None:
        """*Is everything local?* comes before each place is asked by itself."""
        for rule in fact.taken_as:
            if rule.same_as and rule.fact not in self.household.family:
                return Ask(rule.fact, FAMILY)
        return None

    def _items_of(self, question: Question, facts: Iterable[Fact]) -> Iterator[Item]:
        if question.form is not Form.CHILDREN:
            for fact in facts:
                for person in self._holders(fact):
                    yield Item(fact, person)

    def _holders(self, fact: Fact) -> tuple[str, ...]:
        household, holder = self.household, fact.holder
        if holder is OF_FAMILY:
            return (FAMILY,)
        if holder is OF_PARENT:
            return household.parents
        if holder is OF_MOTHER:
            return (MOTHER,) if MOTHER in household.parents else ()
        if holder is OF_CHILD:
            held = household.living
        else:
            held = tuple(f"birth:{number}" for number, babies in enumerate(household.births) if self._lives_on(babies))
        return tuple(one for one in held if not awaits_birth(fact, household, one, self.as_of))

    def _lives_on(self, babies: tuple[int, ...]) -> bool:
        """Nobody is asked about a birth of which no child is left."""
        return any(f"child:{index}" in self.household.living for index in babies)

    def _has_answer(self, item: Item) -> bool:
        if item.person not in self._said:
            self._said[item.person] = self.household.answers_of(item.person) or {}
        return item.fact.slug in self._said[item.person]

    # ------------------------------------------------------------ relevance

    @lazy
    def _open(self) -> list[_Open]:
        """The asking benefits that lack facts, for each of their subjects."""
        return self._lacking(entry for entry in self.plan.entries if entry.asks)

    def _lacking(self, entries: Iterable[Entry]) -> list[_Open]:
        """Those of these benefits that lack facts, for each of their subjects."""
        return [
            _Open(entry, prospect.missing, self._gates_of_all(prospect.missing))
            for entry, prospect in prospects(entries, self._situation, self.as_of)
            if prospect.missing
        ]

    @lazy
    def _abroad(self) -> list[_Open]:
        """The rights of places not named yet that somebody's registration, work or insurance there may bring."""
        if not self._may_be_abroad:
            return []
        plan = self._every_place
        placed = [fact.slug for fact in plan.facts.values() if self._is_place(fact)]
        found = {entry.benefit.id: entry for slug in placed for entry in plan.readers.get(slug, ())}
        lacking = self._lacking(entry for slug, entry in found.items() if slug not in self.plan.by_id)
        narrowed = ((one, self._up_to_places(one.missing)) for one in lacking)
        return [one._replace(missing=few, gates=self._gates_of_all(few)) for one, few in narrowed if few]

    @lazy
    def _every_place(self) -> Plan:
        return self.everywhere() if self.everywhere else self.plan

    @property
    def _may_be_abroad(self) -> bool:
        """Whether another place may count: the family is not all local or, with all before it told, has yet to say."""
        if self._is_scattered or ALL_HERE in self.household.family:
            return self._is_scattered
        opened = {ask.fact for one in self._open for ask in one.gates}.union(ask.fact for ask in self._topics)
        return any(entry.asks for entry in self.plan.entries) and not opened & {*self._openers, CHILDREN}

    @staticmethod
    def _is_place(fact: Fact) -> bool:
        return fact.type is FactType.REGION and fact.slug != RESIDENCE

    def _up_to_places(self, missing: frozenset[Ask]) -> frozenset[Ask]:
        """Of what a right elsewhere lacks the places, and what comes before them of the same persons."""
        listed = Ask(CHILDREN, FAMILY)
        asked = [(self._question_of[ask.fact].order, ask) for ask in missing if ask != listed]
        last = {ask.person: order for order, ask in sorted(asked) if self._is_place(self.plan.facts[ask.fact])}
        return missing & {listed, *(ask for order, ask in asked if order <= last.get(ask.person, 0))}

    def _readers(self, question: Question) -> Iterable[Entry]:
        """The asking benefits that read what a question asks."""
        found = (entry for fact in question.facts for entry in self.plan.readers.get(fact.slug, ()))
        return {entry.benefit.id: entry for entry in found}.values()

    def _gates_of_all(self, missing: frozenset[Ask]) -> frozenset[Ask]:
        if missing not in self._gates_of_sets:
            self._gates_of_sets[missing] = frozenset().union(*map(self._gates_of, missing))
        return self._gates_of_sets[missing]

    def _matters(self, items: Iterable[Item]) -> bool:
        """Whether some answer to some item changes what any asking benefit would tell."""
        items = list(items)
        asks = {Ask(item.fact.slug, item.person) for item in items}
        if matters(self.plan, _decided_by(asks, self._open), self.household, items, self.as_of):
            return True
        abroad = _decided_by(asks, self._abroad)
        return bool(abroad) and matters(self._every_place, abroad, self.household, items, self.as_of)


def _decided_by(asks: Collection[Ask], lacking: Iterable[_Open]) -> list[Entry]:
    """Those of these benefits that lack some of these facts."""
    wanted = frozenset(asks)
    return list({one.entry.benefit.id: one.entry for one in lacking if wanted & one.gates}.values())
