"""Which question to ask next: derived from the rules, never wired by hand.

After each answer the asking benefits are assessed over the next twelve months. A missing fact is
worth a question only if some answer changes a verdict, a gap, an award or a date in that time.
Questions come in the human order that their records give; relevance comes from the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from benefits.questionnaire.prospects import Signature, prospects
from benefits.rules.compile import Entry, Plan
from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType, Form, Holder, How, Question
from benefits.rules.household import Answers, Household
from benefits.rules.model import Benefit
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, MOTHER, PARENTS, Ask, Known, Unknown
from regions.codes import ROOT, ancestors, is_code

ELSEWHERE = "990000"
"""A well-formed code of no place, for trying out the answer *somewhere else*."""


# In Python 3.11 each look at a member of an enumeration is a function call.
OF_FAMILY, OF_PARENT, OF_MOTHER, OF_CHILD, _OF_BIRTH = Holder


class Item(NamedTuple):
    """One fact of one person, to be asked on a page."""

    fact: Fact
    person: str


@dataclass(frozen=True, slots=True)
class Page:
    """One question with the persons and facts it is put for, and the benefits it decides."""

    question: Question
    items: tuple[Item, ...]
    decides: tuple[Benefit, ...] = ()


def places(household: Household) -> frozenset[str]:
    """Every region that the answers name, with all above it; at least the whole country."""
    answers = (household.family, household.mother, household.father, *(household.children or ()))
    named = {value for one in answers for value in one.values() if isinstance(value, str) and is_code(value)}
    return frozenset((ROOT, *named, *(above for code in named for above in ancestors(code))))


class _Open(NamedTuple):
    """An asking benefit that lacks facts, and what has to be asked for them now."""

    entry: Entry
    gates: frozenset[Ask]


class Interview:
    """The questionnaire for one household on one day."""

    def __init__(self, plan: Plan, questions: Iterable[Question], household: Household, as_of: date) -> None:
        self.plan = plan
        self.household = household
        self.as_of = as_of
        self.questions = tuple(sorted(questions, key=lambda question: question.order))
        self._question_of = {fact.slug: question for question in self.questions for fact in question.facts}
        self._gates_found: dict[Ask, tuple[Ask, ...]] = {}
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
        every, open_items = self.items(question), self._wanted.get(slug, ())
        items = tuple(item for item in every if item in open_items or self._has_answer(item))
        return self._page(question, items or every)

    def items(self, question: Question) -> tuple[Item, ...]:
        """Every item that a question has for this household, whether anything hangs on it or not."""
        return tuple(self._items_of(question, question.facts))

    def answered(self) -> list[Page]:
        """The questions that have answers, for checking them."""
        pages = []
        for question in self.questions:
            items = tuple(item for item in self.items(question) if self._has_answer(item))
            if items or (question.form is Form.CHILDREN and self.household.children is not None):
                pages.append(self._page(question, items))
        return pages

    @property
    def progress(self) -> tuple[int, int]:
        """How far along the human order the next question stands, and how long that order is."""
        page = self.next_page()
        slugs = list(self._askable)
        return (slugs.index(page.question.slug) if page else len(slugs)), len(slugs)

    @cached_property
    def _askable(self) -> dict[str, Question]:
        return {question.slug: question for question in self.questions if question.form is not Form.NONE}

    def _page(self, question: Question, items: tuple[Item, ...]) -> Page:
        asks = {Ask(item.fact.slug, item.person) for item in items}
        if question.form is Form.CHILDREN:
            asks.add(Ask("children", FAMILY))
        return Page(question, items, tuple(entry.benefit for entry in self._decided_by(asks)))

    def _decided_by(self, asks: set[Ask]) -> list[Entry]:
        """The asking benefits that lack some of these facts."""
        return list({one.entry.benefit.id: one.entry for one in self._open if asks & one.gates}.values())

    def _open_pages(self) -> Iterator[Page]:
        for question in self._askable.values():
            items = self._wanted.get(question.slug, ())
            if items and (self._opens_others(question) or self._matters(items)):
                yield self._page(question, tuple(items))

    def _opens_others(self, question: Question) -> bool:
        """Questions that open others (where, what about, who) are put as soon as anything hangs on them."""
        return question.form is Form.CHILDREN or any(fact.slug in self._openers for fact in question.facts)

    @cached_property
    def _openers(self) -> frozenset[str]:
        facts = self.plan.facts.values()
        topics = {fact.topic for fact in facts if fact.topic}
        local = {rule.fact for fact in facts for rule in fact.taken_as if rule.same_as}
        return frozenset((*topics, *local, "residence", "parents"))

    # ------------------------------------------------------------ items

    @cached_property
    def _wanted(self) -> Mapping[str, list[Item]]:
        """The open items that hang on each question, by its slug, in the order of its facts."""
        asks = self._topics.union(*(one.gates for one in self._open))
        if "residence" not in self.household.family:
            asks = {Ask("residence", FAMILY)}
        slugs = {ask.fact for ask in asks}
        wanted: dict[str, list[Item]] = {}
        for question in self._askable.values():
            facts = [fact for fact in question.facts if fact.slug in slugs]
            items = [item for item in self._items_of(question, facts) if Ask(item.fact.slug, item.person) in asks]
            if question.form is Form.CHILDREN and Ask("children", FAMILY) in asks:
                items = [Item(fact, FAMILY) for fact in question.facts]
            if items:
                wanted[question.slug] = items
        return wanted

    @cached_property
    def _topics(self) -> set[Ask]:
        """Every topic that some asking benefit could open, put once, before anyone is asked about persons."""
        facts, read = self.plan.facts, self.plan.asked_about
        opening = {fact.topic for fact in facts.values() if fact.topic}
        # Also those that open nothing, on a page of topics.
        pages = [self._question_of[topic] for topic in opening if topic in self._question_of]
        beside = {fact.slug for page in pages for fact in page.facts}
        topics = {facts[slug].topic for slug in read if facts[slug].topic} | (beside & read)
        return {Ask(topic, FAMILY) for topic in topics if topic not in self.household.family}

    def _gates_of(self, ask: Ask) -> tuple[Ask, ...]:
        """What has to be asked for this fact now: itself, or what must be known before."""
        if ask not in self._gates_found:
            self._gates_found[ask] = tuple(self._gate(ask))
        return self._gates_found[ask]

    def _gate(self, ask: Ask) -> Iterator[Ask]:
        if ask.fact == "children":
            yield from (ask,) if self.household.children is None else ()
            return
        fact = self.plan.facts[ask.fact]
        if fact.how is not How.ASKED or self._has_answer(Item(fact, ask.person)):
            return
        if fact.topic and self.household.family.get(fact.topic) is not True:
            return
        if ask.person in PARENTS and "parents" not in self.household.family:
            yield Ask("parents", FAMILY)
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
            return tuple(child for child in household.living if self._can_be_told(fact, child))
        births = (f"birth:{index}" for index in range(len(household.births)))
        return tuple(birth for birth in births if self._can_be_told(fact, birth))

    def _can_be_told(self, fact: Fact, person: str) -> bool:
        """Of a child not yet born only where it will be registered can be asked."""
        kind, _, index = person.partition(":")
        first = self.household.births[int(index)][0] if kind == "birth" else int(index)
        return fact.type is FactType.REGION or self.household.birth_of(first) <= self.as_of

    def _has_answer(self, item: Item) -> bool:
        if item.person not in self._said:
            self._said[item.person] = self.household.answers_of(item.person) or {}
        return item.fact.slug in self._said[item.person]

    # ------------------------------------------------------------ relevance

    @cached_property
    def _open(self) -> list[_Open]:
        """The asking benefits that lack facts, for each of their subjects."""
        entries = [entry for entry in self.plan.entries if entry.asks]
        found = []
        for entry, prospect in prospects(entries, self._situation(self.household), self.as_of):
            if prospect.missing:
                gates = frozenset().union(*map(self._gates_of, prospect.missing))
                found.append(_Open(entry, gates))
        return found

    def _matters(self, items: Iterable[Item]) -> bool:
        """Whether some answer to some item changes what any asking benefit would tell."""
        items = list(items)
        asks = {Ask(item.fact.slug, item.person) for item in items}
        entries = self._decided_by(asks)
        return any(self._change(entries, items, ground) for ground in self._grounds(entries, asks))

    def _change(self, entries: Iterable[Entry], items: list[Item], ground: Household) -> bool:
        """Whether some answer to these items changes what is told of that household."""
        before = list(self._signatures(entries, ground))
        trials = (self._tried(ground, items, combination) for combination in self._combinations(items))
        return any(
            tried != told for trial in trials for tried, told in zip_longest(self._signatures(entries, trial), before)
        )

    def _grounds(self, entries: Iterable[Entry], asks: set[Ask]) -> Iterator[Household]:
        """The household as it is; then with what is read together with these facts answered alike.

        本市户籍 is read from the child's and the parents' registration, which stand on two pages: neither
        would ever matter if it were tried without the other.
        """
        yield self.household
        together = [Item(self.plan.facts[ask.fact], ask.person) for ask in sorted(self._together(entries, asks))]
        answers = [tuple(self.telling_answers(item.fact)) for item in together]
        for value in dict.fromkeys(value for values in answers for value in values):
            yield self._tried(self.household, together, [value if value in values else None for values in answers])

    def _together(self, entries: Iterable[Entry], asks: set[Ask]) -> set[Ask]:
        """What else is missing where a derived fact reads several of a household's answers at once."""
        situation = self._situation(self.household)
        rows = {(row.condition.fact, row.place) for entry in entries for row in entry.every_row if row.condition}
        derived = [
            (fact, place) for slug, place in rows if (fact := self.plan.facts.get(slug)) and fact.how is How.DERIVED
        ]
        readings = (
            situation.value(fact.slug, person, place, self.as_of)
            for fact, place in derived
            for person in self._holders(fact)
        )
        missing = (reading.missing for reading in readings if isinstance(reading, Unknown))
        return {ask for one in missing if one & asks for ask in one - asks if ask.fact != "children"}

    def _situation(self, household: Household) -> Situation:
        return Situation(household, self.plan.facts)

    def _signatures(self, entries: Iterable[Entry], household: Household) -> Iterator[Signature]:
        return (one.signature for _, one in prospects(entries, self._situation(household), self.as_of))

    def _tried(self, household: Household, items: Iterable[Item], values: Iterable[Known | None]) -> Household:
        for item, value in zip(items, values, strict=True):
            if value is not None:
                household = household.with_answer(item.fact.slug, item.person, value)
        return household

    def _combinations(self, items: list[Item]) -> Iterator[tuple[Known | None, ...]]:
        """Each answer to each item by itself, then the same answer to all items that can take it."""
        options = [tuple(self.telling_answers(item.fact)) for item in items]
        for index, values in enumerate(options):
            for value in values:
                yield tuple(value if index == other else None for other in range(len(items)))
        if len(items) > 1:
            for value in dict.fromkeys(value for values in options for value in values):
                yield tuple(value if value in values else None for values in options)

    def telling_answers(self, fact: Fact) -> Iterator[Known]:
        """Answers that stand for all there could be."""
        if fact.type is FactType.YESNO:
            yield from (True, False)
        elif fact.type is FactType.CHOICE:
            yield from fact.values
        elif fact.type is FactType.REGION:
            yield from (str(self.household.family.get("residence", ELSEWHERE)), ELSEWHERE)
        elif fact.type is FactType.DATE:
            yield from self._telling_dates(fact)

    def _telling_dates(self, fact: Fact) -> Iterator[date]:
        """Dates on either side of whatever the rules compare this date with."""
        rows = [row for entry in self.plan.entries for row in entry.every_row if row.condition]
        spoken = [str(row.condition.value) for row in rows if row.condition and row.condition.fact == fact.slug]
        yield from (self.as_of, date(1900, 1, 1))
        for text in spoken:
            if text.endswith(("months", "days", "month", "day")):
                yield _before(self.as_of, Span.parse(text))
            else:
                yield date.fromisoformat(text)


def _before(day: date, span: Span) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - span.months - span.days // 30 - 1, 12)
    return date(max(year, 1900), month + 1, 1)
