"""What the results page shows: one family's cards in groups and shelves, everything already in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from benefits import persons
from benefits.amount_words import Figure, figures
from benefits.catalogue import Catalogue
from benefits.chinese import day_words
from benefits.condition_words import Line, Mark, Reader, gap_words
from benefits.places import place_name
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.cards import Card, cards
from benefits.rules.facts import Fact, FactType, Form, Question
from benefits.rules.household import Household
from benefits.rules.model import Benefit, Category, Force, Kind, Operator, Status
from benefits.rules.values import Ask
from benefits.words import label

_NOT_BINDING = (Force.ENCOURAGED, Force.PLANNED, Force.EXPLORATORY)
_CHILDREN = "children"


class Group(StrEnum):
    """The groups of the page, in their order."""

    CAN = "can"
    CONFIRM = "confirm"
    LATER = "later"
    HOPED = "hoped"
    ENDED = "ended"
    NOT = "not"


HEADINGS: Mapping[Group, tuple[str, str]] = {
    Group.CAN: ("可以享受", "按您的回答，条件都符合。"),
    Group.CONFIRM: ("需要再确认", "还差一两件事才能定下来；差什么，每一项里都写了。"),
    Group.LATER: ("以后可以", "现在还没到时候，写明了从哪一天起。"),
    Group.HOPED: ("鼓励性或计划中", "文件只是鼓励、计划或征求意见，不一定有，不算进上面的合计。"),
    Group.ENDED: ("已截止", "以前可以，现在过了时间。"),
    Group.NOT: ("不符合", "列出了是哪一条不符合。"),
}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that decides something still open: where it is asked, and what it asks of whom."""

    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One right as it stands for one person, or for several for whom it stands alike."""

    card: Card
    group: Group
    persons: tuple[str, ...]
    who: str
    figures: tuple[Figure, ...]
    when: tuple[str, ...]
    on_day: str
    lines: tuple[Line, ...]
    questions: tuple[OpenQuestion, ...]
    gaps: tuple[str, ...]
    why_here: str

    @property
    def benefit(self) -> Benefit:
        """The record."""
        return self.card.finding.benefit

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"{self.benefit.id}-{self.persons[0].replace(':', '-')}"

    @property
    def failed(self) -> tuple[Line, ...]:
        """The rows that did not hold."""
        return tuple(line for line in self.lines if line.mark is Mark.FAILED)

    @property
    def judged(self) -> tuple[Line, ...]:
        """The rows that were judged."""
        return tuple(line for line in self.lines if line.mark is not Mark.TOLD)

    @property
    def told(self) -> tuple[Line, ...]:
        """The rows that only tell something."""
        return tuple(line for line in self.lines if line.mark is Mark.TOLD)

    @property
    def others(self) -> tuple[Benefit, ...]:
        """Rights that cannot be had besides this one."""
        return tuple(rival.benefit for rival in self.card.not_with)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of one category inside a group."""

    label: str
    icon: str
    cards: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the page. Groups about which a family can do nothing are folded."""

    group: Group
    shelves: tuple[Shelf, ...]

    @property
    def heading(self) -> str:
        """可以享受."""
        return HEADINGS[self.group][0]

    @property
    def hint(self) -> str:
        """What the group means."""
        return HEADINGS[self.group][1]

    @property
    def folded(self) -> bool:
        """Whether it is shown closed."""
        return self.group in (Group.ENDED, Group.NOT)

    @property
    def count(self) -> int:
        """How many cards it holds."""
        return sum(len(shelf.cards) for shelf in self.shelves)


@dataclass(frozen=True, slots=True)
class Aside:
    """A topic that was not ticked, and how many rights it may concern."""

    label: str
    count: int


@dataclass(frozen=True)
class Results:
    """All that the page shows, for one household on one day."""

    household: Household
    as_of: date
    sections: tuple[Section, ...]
    asides: tuple[Aside, ...]

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
        return Reader(self.household, self.facts, self.names, place_name, self.as_of)

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
        asides = tuple(Aside(self.facts[topic].label, len(ids)) for topic, ids in aside.items())
        return Results(self.household, self.as_of, tuple(_sections(_merged(shown))), asides)

    def _unticked(self, finding: Finding) -> set[str]:
        """The topics not ticked on which an open verdict hangs."""
        asked = (self.facts[ask.fact].topic for ask in finding.missing if ask.fact in self.facts)
        return {topic for topic in asked if topic and self.household.family.get(topic) is False}

    def _shown(self, card: Card) -> Shown:
        finding = card.finding
        return Shown(
            card=card,
            group=self._group(finding),
            persons=(finding.subject,),
            who=self.names[finding.subject],
            figures=figures(finding) if finding.verdict is not Verdict.INELIGIBLE else (),
            when=tuple(when(finding)),
            on_day=_on_day(finding),
            lines=self.reader.lines(finding),
            questions=tuple(self._open_questions(finding)),
            gaps=tuple(dict.fromkeys(gap_words(gap) for gap in sorted(finding.gaps))),
            why_here=self._why_here(finding),
        )

    def _group(self, finding: Finding) -> Group:
        verdict = finding.verdict
        if verdict is Verdict.INELIGIBLE:
            return Group.NOT
        if verdict is Verdict.ENDED or finding.closed_on:
            return Group.ENDED
        if finding.benefit.force in _NOT_BINDING or not self._in_force(finding.benefit):
            return Group.HOPED
        if verdict is Verdict.UPCOMING or finding.opens_on:
            return Group.LATER
        return Group.CAN if verdict is Verdict.ELIGIBLE else Group.CONFIRM

    def _in_force(self, benefit: Benefit) -> bool:
        documents = (self.catalogue.document(citation.document) for citation in benefit.citations)
        return any(document is None or document.status is Status.IN_FORCE for document in documents)

    def _open_questions(self, finding: Finding) -> Iterator[OpenQuestion]:
        """The missing facts, those of one question together: 户籍地（妈妈、大宝）."""
        asked: dict[str, dict[str, list[str]]] = {}
        for ask in sorted(finding.missing):
            about = asked.setdefault(self.question_of[ask.fact].slug, {}).setdefault(self._asked(ask), [])
            about += [] if ask.person in ("family", "child:?") else [self.names[ask.person]]
        for slug, facts in asked.items():
            said = [f"{fact}（{'、'.join(dict.fromkeys(whose))}）" if whose else fact for fact, whose in facts.items()]
            yield OpenQuestion(slug, "；".join(said))

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


def _on_day(finding: Finding) -> str:
    """Which day the rows speak of, where that is not today."""
    if finding.state_day == finding.as_of:
        return ""
    return f"{day_words(finding.state_day)}那天"


def when(finding: Finding) -> Iterator[str]:
    """Since when, until when, and by when to apply."""
    first, last = began(finding), finding.ends_on
    if finding.verdict is Verdict.INELIGIBLE:
        return
    if finding.closed_on:
        maybe = "" if finding.verdict is Verdict.ENDED else "无论如何现在都已截止："
        yield f"{maybe}{_from_to(first, finding.closed_on)}"
        return
    if finding.opens_on:
        again = "" if finding.verdict is Verdict.UPCOMING else "，到时再确认"
        yield f"{_from_to(finding.opens_on, last)}{again}"
    elif first or last:
        yield _from_to(first, last)
    if finding.apply_by:
        yield f"最晚{day_words(finding.apply_by)}申请（当天也可以）"


def _from_to(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{day_words(first)}至{day_words(last)}"
    return f"从{day_words(first)}起" if first else f"到{day_words(last)}为止" if last else "时间不确定"


def began(finding: Finding) -> date | None:
    """The first day of the stretch that is running, or of the last one if it is over."""
    if not finding.closed_on:
        return finding.since
    first = None
    for edge in reversed(finding.edges[: bisect_right(finding.edges, finding.closed_on)]):
        if finding.truth_on(edge) is not finding.state.outcome.truth:
            break
        first = edge
    return first


# ---------------------------------------------------------------- order and grouping


def _merged(shown: Iterable[Shown]) -> list[Shown]:
    """The same right standing alike for several persons is shown once."""
    merged: dict[object, Shown] = {}
    for one in shown:
        key = (one.benefit.id, one.group, one.figures, one.when, one.questions, one.gaps, _outcome(one.lines))
        known = merged.get(key)
        merged[key] = _joined(known, one) if known else one
    return list(merged.values())


def _outcome(lines: Iterable[Line]) -> tuple[tuple[Mark, str], ...]:
    return tuple((line.mark, line.requirement) for line in lines)


def _joined(first: Shown, other: Shown) -> Shown:
    lines = tuple(
        line if line == twin else _both(first.who, line, other.who, twin)
        for line, twin in zip(first.lines, other.lines, strict=True)
    )
    return Shown(
        card=first.card,
        group=first.group,
        persons=(*first.persons, *other.persons),
        who=f"{first.who}、{other.who}",
        figures=first.figures,
        when=first.when,
        on_day=first.on_day,
        lines=lines,
        questions=first.questions,
        gaps=first.gaps,
        why_here=first.why_here,
    )


def _both(who: str, line: Line, other: str, twin: Line) -> Line:
    """One row with the values of several persons."""
    mine = line.value if line.value.startswith(who) or not line.value else f"{who}{line.value}"
    values = f"{mine}；{other}{twin.value}" if twin.value else mine
    return Line(line.mark, line.label, values, line.requirement, line.note, line.interpreted, line.alternatives)


def _sections(shown: Iterable[Shown]) -> Iterator[Section]:
    shown = list(shown)
    for group in Group:
        members = [one for one in shown if one.group is group]
        if members:
            yield Section(group, tuple(_shelves(members)))


def _shelves(members: Iterable[Shown]) -> Iterator[Shelf]:
    """By category, money first; what is used rather than claimed comes last."""
    members = list(members)
    for category in Category:
        claimed = [one for one in members if one.benefit.category is category and one.benefit.kind is Kind.BENEFIT]
        if claimed:
            yield Shelf(label(category), category.value, tuple(claimed))
    used = tuple(one for one in members if one.benefit.kind is Kind.SERVICE)
    if used:
        yield Shelf("服务", "community", used)
