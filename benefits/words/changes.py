"""What would turn a refusal: 如果妈妈户口在济南市，就可以享受; and what nothing can change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from benefits.rules.assess import Finding
from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType
from benefits.rules.model import Condition
from benefits.rules.terms import Operator
from benefits.rules.values import FAMILY
from benefits.words.chinese import age_span_words
from benefits.words.conditions import AGES, DELIVERIES, RANKS
from benefits.words.readings import Failures, Reader
from benefits.words.rulebook import Clause, RuleWords, Sheet


@dataclass(frozen=True, slots=True)
class Change:
    """What would alter a refusal.

    ``text`` says it, or that nothing can where it is not ``possible``; ``topics`` are those not ticked that may matter.
    """

    text: str = ""
    topics: tuple[str, ...] = ()
    possible: bool = False


NOTHING: Final = Change()
_FIXED: Final = dict.fromkeys((*AGES, *DELIVERIES), "出生日期") | dict.fromkeys(RANKS, "第几孩")


class _Step(NamedTuple):
    """One thing that would have to be otherwise: in words, or topics of which one is to be ticked.

    ``moves`` says that somebody would have to live, work or be registered elsewhere.
    """

    text: str = ""
    topics: tuple[str, ...] = ()
    moves: bool = False


def change(finding: Finding, reader: Reader, failures: Failures | None = None, promise: str = "可以享受") -> Change:
    """The smallest change of a refused finding: of its own rows, and of the award that is nearest.

    ``failures`` are the finding's, where they are at hand; ``promise`` is what the change would bring.
    """
    failures = failures or reader.failures(finding)
    sheet = failures.sheet
    if _is_past(finding):
        return _fixed(failures.clauses, sheet, finding)
    wanted = (*sheet.own, *failures.nearest)
    failed = [clause for clause in wanted if failures.has(clause)]
    steps: list[_Step] = []
    for clause in failed:
        step = _step(clause, sheet, finding, reader)
        if step is None:
            return _fixed(failures.clauses, sheet, finding)
        steps.append(step)
    text = "，并且".join(dict.fromkeys([step.text for step in steps if step.text]))
    topics = tuple(dict.fromkeys([topic for step in steps for topic in step.topics]))
    if not text or (topics and all(step.moves for step in steps if step.text)):
        # What is not about this family at all is not offered for moving house.
        return Change(topics=topics) if topics else NOTHING
    sure = not topics and all(clause in failed or _settled(clause, finding) for clause in wanted)
    return Change(f"如果{text}，{'就' if sure else '可能就'}{promise}", topics, possible=True)


def _is_past(finding: Finding) -> bool:
    """Whether it is about a delivery that is over, or its time has run out: what one does now comes too late."""
    if finding.subject.startswith("birth:"):
        household = finding.household
        return household.birth_of(household.births[int(finding.subject.removeprefix("birth:"))][0]) <= finding.as_of
    times = (row for row in finding.entry.rows if row.condition is None)
    return any(finding.decided(row).outcome.truth is False for row in times)


def _settled(clause: Clause, finding: Finding) -> bool:
    return any(finding.traces[number].outcome.truth or finding.shown[number].told for number in clause.rows)


def _step(clause: Clause, sheet: Sheet, finding: Finding, reader: Reader) -> _Step | None:
    """What one clause would need: of alternatives the first that a family can bring about."""
    rows = (_of_row(sheet.rules[number], finding, number, reader) for number in clause.rows)
    found = [step for step in rows if step]
    if not found or found[0].text:
        return found[0] if found else None
    return _Step(topics=tuple([topic for step in found for topic in step.topics]))


def _of_row(rule: RuleWords, finding: Finding, number: int, reader: Reader) -> _Step | None:
    fact, condition, readings = rule.fact, finding.shown[number].condition, finding.traces[number].readings
    if fact is None or condition is None or condition.op is None or not readings:
        return None
    persons = [person for person, _ in readings]
    topic = fact.slug if fact.slug in reader.rulebook.topics else reader.unticked(fact, persons[0])
    who = "、".join(reader.names[person] for person in persons if person != FAMILY)
    if topic and not _forbids(condition):
        return _Step(topics=(topic,))
    if fact.slug in AGES and condition.op is Operator.REACHED:
        return _Step(f"{who}满{age_span_words(Span.parse(str(condition.value)))}")
    if fact.changeable and not _forbids(condition):
        return _Step(f"{who}{fact.said.format(_target(fact, condition, rule.place))}", moves=rule.here)
    return None


def _forbids(condition: Condition) -> bool:
    """Whether a row wants something not to be so: nobody is told to give up what they have."""
    wants_no = condition.op is Operator.IS and condition.value is False
    return wants_no or condition.op in (Operator.IS_NOT, Operator.NOT_IN, Operator.NOT_HERE)


def _target(fact: Fact, condition: Condition, place: str) -> str:
    if fact.type is not FactType.CHOICE:
        return place
    wanted = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    labels = [option.label for option in fact.options if option.value in wanted]
    return "或".join(filter(None, ("、".join(labels[:-1]), *labels[-1:])))


def _fixed(clauses: Iterable[Clause], sheet: Sheet, finding: Finding) -> Change:
    """That days of birth and ranks are as they are, where these are what failed."""
    rows = [number for clause in clauses for number in clause.rows if finding.traces[number].readings]
    read = [(sheet.rules[number].fact, finding.traces[number].readings[0][1]) for number in rows]
    given = (
        fact
        for fact, value in read
        if fact and (fact.slug in RANKS or fact.type is FactType.DATE) and (value or fact.slug not in DELIVERIES)
    )
    labels = dict.fromkeys(_FIXED.get(fact.slug, fact.label) for fact in given)
    return Change(f"{'、'.join(labels)}改变不了") if labels else NOTHING
