"""What the results page shows: one family's cards in groups and shelves, everything already in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

from django.urls import reverse

from benefits.editions.catalogue import Catalogue
from benefits.results.faces import HOTLINE, Face, face
from benefits.results.shown import Aside, Group, OpenQuestion, Section, Shelf, Shown
from benefits.results.totals import Sum, totals
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.cards import Card, cards
from benefits.rules.facts import Fact, FactType, Form, Question
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.terms import Category, Force, Operator, Status
from benefits.rules.values import FAMILY, Ask
from benefits.words import persons
from benefits.words.amounts import figures, for_each
from benefits.words.chinese import day_words
from benefits.words.conditions import Line, Mark, Reader, Rulebook, gap_words
from benefits.words.labels import label
from benefits.words.places import full_place_name, place_name
from benefits.words.stretches import on_day, when

_NOT_BINDING = (Force.ENCOURAGED, Force.PLANNED, Force.EXPLORATORY)
_CHILDREN = "children"


@dataclass(frozen=True)
class Results:
    """All that the page shows, for one household on one day."""

    household: Household
    as_of: date
    sections: tuple[Section, ...]
    asides: tuple[Aside, ...]
    totals: tuple[Sum, ...]
    place: str
    unheld: str

    @property
    def day(self) -> str:
        """The day it speaks of."""
        return day_words(self.as_of)

    @property
    def asks(self) -> bool:
        """Whether an answer is still missing somewhere."""
        return any(one.questions for one in self.shown)

    @property
    def shown(self) -> Iterator[Shown]:
        """Every card, in the order of the page."""
        return (one for section in self.sections for shelf in section.shelves for one in shelf.cards)

    def of(self, group: Group) -> tuple[Shown, ...]:
        """The cards of one group."""
        return tuple(one for one in self.shown if one.group is group)


def results(catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date) -> Results:
    """Assess the household against the benefits of these places and put it all in words."""
    plan = catalogue.plan_for(places)
    return _Desk(catalogue, household, as_of, plan.facts).results(cards(assess(plan, household, as_of)))


# ---------------------------------------------------------------- the work

_rulebooks: WeakKeyDictionary[Catalogue, Rulebook] = WeakKeyDictionary()


@dataclass(frozen=True)
class _Desk:
    """Words everything for one household."""

    catalogue: Catalogue
    household: Household
    as_of: date
    facts: Mapping[str, Fact]

    @cached_property
    def names(self) -> dict[str, str]:
        return persons.names(self.household)

    @cached_property
    def reader(self) -> Reader:
        rulebook = _rulebooks.setdefault(self.catalogue, Rulebook(self.catalogue.facts(), place_name))
        return Reader(self.household, rulebook, self.names, self.as_of)

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        questions = self.catalogue.questions()
        found = {fact.slug: question for question in questions for fact in question.facts}
        children = next(question for question in questions if question.form is Form.CHILDREN)
        return found | {_CHILDREN: children}

    def results(self, found: Iterable[Card]) -> Results:
        aside: dict[str, set[str]] = {}
        shown = []
        for card in found:
            topics = self._unticked(card.finding)
            for topic in topics:
                aside.setdefault(topic, set()).add(card.finding.benefit.id)
            if not topics:
                shown.append(self._shown(card))
        home = str(self.household.family.get("residence", ""))
        merged = _merged(shown)
        return Results(
            household=self.household,
            as_of=self.as_of,
            sections=tuple(_sections(merged)),
            asides=tuple(
                Aside(self.facts[topic].label, len(ids), self._asked_at(topic)) for topic, ids in aside.items()
            ),
            totals=totals(merged),
            place=full_place_name(home),
            unheld=self._unheld(home),
        )

    def _unheld(self, home: str) -> str:
        """What a family is told whose own place has no documents here, or drafts alone; blank if it has others."""
        documents = self.catalogue.documents_for(home) if home else ()
        own = [document for document in documents if document.region == home]
        if own and all(document.status is Status.DRAFT for document in own):
            return f"{place_name(home)}的文件还是征求意见稿，没有生效。下面只是它打算给的，能不能享受，请拨打{HOTLINE}问一问。"
        if not home or own:
            return ""
        above = "、".join(dict.fromkeys(place_name(document.region) for document in documents))
        if above:
            return f"{place_name(home)}自己的文件还没有收录，下面是{above}的规定，在您那里同样适用。当地有没有别的，可以拨打{HOTLINE}。"
        return f"{place_name(home)}和上级的文件都还没有收录，所以查不到当地的福利。可以拨打{HOTLINE}问一问。"

    def _unticked(self, finding: Finding) -> set[str]:
        """The topics not ticked on which an open verdict hangs; what is over in any case hangs on nothing."""
        if finding.closed_on:
            return set()
        asked = (self.facts[ask.fact].topic for ask in finding.missing if ask.fact in self.facts)
        return {topic for topic in asked if topic and self.household.family.get(topic) is False}

    def _shown(self, card: Card) -> Shown:
        finding = card.finding
        refused = finding.verdict is Verdict.INELIGIBLE
        front = face(self.catalogue, (finding.benefit, *(other.benefit for other in card.joined)), self.as_of)
        return Shown(
            benefit=finding.benefit,
            cards=(card,),
            group=_group(finding, front),
            face=front,
            who=self.names[finding.subject],
            figures=() if refused else figures(finding),
            when=tuple(when(finding)),
            on_day=on_day(finding),
            lines=self.reader.failed(finding) if refused else self.reader.lines(finding),
            questions=tuple(self._open_questions(finding)),
            gaps=tuple(dict.fromkeys(gap_words(gap) for gap in sorted(finding.gaps))),
            why_here="" if refused else self._why_here(finding),
            successor=self.catalogue.benefit(card.superseded_by) if card.superseded_by else None,
        )

    def _open_questions(self, finding: Finding) -> Iterator[OpenQuestion]:
        """The missing facts, those of one question together: 户籍地（妈妈、大宝）."""
        asked: dict[str, dict[str, list[str]]] = {}
        for ask in sorted(finding.missing):
            about = asked.setdefault(self._asked_at(ask.fact), {}).setdefault(self._asked(ask), [])
            about += [] if ask.person in (FAMILY, UNBORN_LIST) else [self.names[ask.person]]
        for href, facts in asked.items():
            said = [f"{fact}（{'、'.join(dict.fromkeys(whose))}）" if whose else fact for fact, whose in facts.items()]
            yield OpenQuestion(href, "；".join(said))

    def _asked_at(self, fact: str) -> str:
        """The page that asks for a fact."""
        return reverse("benefits:question", args=[self.question_of[fact].slug])

    def _asked(self, ask: Ask) -> str:
        return "家里有哪些孩子" if ask.fact == _CHILDREN else self.facts[ask.fact].label

    def _why_here(self, finding: Finding) -> str:
        """Whose rule it is and which of the family's places make it count."""
        place = place_name(finding.benefit.region)
        labels = dict.fromkeys(self._places_read(finding))
        return f"{place}的规定，看{'、'.join(labels)}" if labels else f"{place}的规定"

    def _places_read(self, finding: Finding) -> Iterator[str]:
        for trace in finding.traces:
            fact = self.facts.get(trace.condition.fact)
            if fact and trace.condition.op is Operator.HERE and fact.type is FactType.REGION:
                yield fact.label
            elif fact and fact.slug == "hukou_here":
                yield "户籍"


# ---------------------------------------------------------------- order and grouping


def _group(finding: Finding, front: Face) -> Group:
    verdict = finding.verdict
    if verdict is Verdict.INELIGIBLE:
        return Group.NOT
    if verdict is Verdict.ENDED or finding.closed_on:
        return Group.ENDED
    if finding.benefit.force in _NOT_BINDING or not front.in_force:
        return Group.HOPED
    if verdict is Verdict.UPCOMING or finding.opens_on:
        return Group.LATER
    return Group.CAN if verdict is Verdict.ELIGIBLE else Group.CONFIRM


def _merged(shown: Iterable[Shown]) -> list[Shown]:
    """The same right standing alike for several persons is shown once; only its days may differ."""
    merged: dict[object, list[Shown]] = {}
    for one in shown:
        key = (id(one.face), one.group, one.figures, one.questions, one.gaps, one.others, _outcome(one.lines))
        merged.setdefault(key, []).append(one)
    return [_joined(alike) if len(alike) > 1 else alike[0] for alike in merged.values()]


def _outcome(lines: Iterable[Line]) -> tuple[tuple[Mark, str], ...]:
    return tuple((line.mark, line.requirement) for line in lines)


def _joined(alike: list[Shown]) -> Shown:
    first = alike[0]
    same_days = all(one.when == first.when for one in alike)
    days = first.when if same_days else tuple(f"{one.who}：{line}" for one in alike for line in one.when)
    return replace(
        first,
        cards=tuple(card for one in alike for card in one.cards),
        who="、".join(one.who for one in alike),
        figures=tuple(map(for_each, first.figures)),
        when=days,
        on_day=first.on_day if same_days else "",
        lines=tuple(_side_by_side(alike, lines) for lines in zip(*(one.lines for one in alike), strict=True)),
    )


def _side_by_side(alike: Iterable[Shown], lines: tuple[Line, ...]) -> Line:
    """One row with the values of several persons."""
    first = lines[0]
    if all(line == first for line in lines):
        return first
    values = "；".join(f"{one.who}{line.value}" for one, line in zip(alike, lines, strict=True))
    return first._replace(label=first.label.removeprefix(f"{next(iter(alike)).who}的"), value=values)


def _sections(shown: Iterable[Shown]) -> Iterator[Section]:
    members: dict[Group, list[Shown]] = {group: [] for group in Group}
    for one in shown:
        members[one.group].append(one)
    for group, found in members.items():
        if found:
            yield Section(group, tuple(_shelves(found)))


def _shelves(members: Iterable[Shown]) -> Iterator[Shelf]:
    """By category, money first; what is used rather than claimed comes last."""
    claimed: dict[Category, list[Shown]] = {category: [] for category in Category}
    used: list[Shown] = []
    for one in members:
        (claimed[one.benefit.category] if one.claimed else used).append(one)
    for category, found in claimed.items():
        if found:
            yield Shelf(label(category), category.value, tuple(found))
    if used:
        yield Shelf("服务和给机构的补助", "community", tuple(used))
