"""A household's values beside what the rules ask for: 第几孩：第2孩（要求：至少第2孩）. The one home of these words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from benefits.rules.assess import Finding
from benefits.rules.casts import Decision, Readings
from benefits.rules.evaluate import by_line
from benefits.rules.facts import Fact, FactType
from benefits.rules.given import RELATION
from benefits.rules.household import UNBORN_LIST, Answers, Household
from benefits.rules.lazy import lazy
from benefits.rules.parts import Doubtful, Window
from benefits.rules.rows import Row
from benefits.rules.values import FAMILY, FATHER, MOTHER, PARENTS, UNSURE, Known, Uncertain, Unknown, Value
from benefits.words.chinese import age_words, day_words
from benefits.words.conditions import AGES, DELIVERIES, counted, valid_words, whose_label
from benefits.words.rulebook import Clause, Rulebook, RuleWords, Sheet
from regions.codes import is_code

Mark = Literal["met", "failed", "open", "told", "spare"]
"""How a row turned out; *spare* is an alternative that is not needed, since another holds."""

# Plain texts: in Python 3.11 to look at a member of an enumeration, or to hash it, is a function call.
MET: Final = "met"
FAILED: Final = "failed"
OPEN: Final = "open"
TOLD: Final = "told"
SPARE: Final = "spare"
_MARKS: Final[Mapping[bool | None, Mark]] = {True: MET, False: FAILED, None: OPEN}


class Line(NamedTuple):
    """A row as it was decided, in words: label：value（要求：requirement）.

    A tuple, since a page makes hundreds of them.
    """

    mark: Mark
    label: str
    value: str
    rule: RuleWords
    alternatives: tuple[Line, ...] = ()

    @property
    def requirement(self) -> str:
        """What the rule asks for."""
        return self.rule.requirement

    @property
    def note(self) -> str:
        """What is to be known of the rule."""
        return self.rule.note

    @property
    def interpreted(self) -> bool:
        """Whether the rule is our reading of its text."""
        return self.rule.interpreted

    @property
    def sentence(self) -> str:
        """The whole row as one sentence."""
        value = f"：{self.value}" if self.value else ""
        return f"{self.label}{value}" + (f"（要求：{self.requirement}）" if self.requirement else "")


WITHOUT_CHILDREN: Final = RuleWords("这一项是给家里有孩子的家庭的")
"""Why a row about children fails in a family that has none: told once, without their ages and numbers."""

WITHOUT_PARENT: Final = {
    person: RuleWords(f"要看{name}的情况，这次没有为{name}查") for person, name in ((MOTHER, "妈妈"), (FATHER, "爸爸"))
}
"""Why a row about a parent fails for whom the check is not made: told once."""

_NOT_OF_BOTH: Final = "不算两人共同的孩子"
_NOT_OF_HER: Final = "不是妈妈生的"
UNCOUNTED: Final = {
    "birth_order": _NOT_OF_BOTH,
    "couple_order": _NOT_OF_BOTH,
    "mother_order": _NOT_OF_HER,
    "pregnancy_start": _NOT_OF_HER,
}
"""Why a child has no such number or day, by the fact: it is told after whose child it is."""


@dataclass(frozen=True)
class Reader:
    """Words the rows of findings for one household; ``names`` are those of `benefits.words.persons`."""

    household: Household
    rulebook: Rulebook
    names: Mapping[str, str]
    as_of: date
    _said: dict[tuple[str, str, Value, date], str] = field(default_factory=dict, repr=False, compare=False)

    def lines(self, finding: Finding) -> tuple[Line, ...]:
        """Every row that mattered to the finding, alternatives gathered, told rows last."""
        sheet = self.rulebook.sheet(finding.entry)
        clauses = sheet.own
        if sheet.awards:
            applying = {id(state.plan) for states in by_line(finding.state.awards).values() for state in states}
            found = [rows for plan, rows in sheet.awards if not applying or id(plan) in applying]
            clauses = (*clauses, *[clause for rows in found for clause in rows])
        return self._all(clauses, sheet, finding)

    def failed(self, finding: Finding, failures: Failures | None = None) -> tuple[Line, ...]:
        """Only the rows that did not hold: the benefit's own, or else those that keep every award away.

        ``failures`` are the finding's, where they are at hand.
        """
        failures = failures or self.failures(finding)
        return self._all(failures.clauses, failures.sheet, finding) or (_missed(finding),)

    def failures(self, finding: Finding) -> Failures:
        """What did not hold of a finding."""
        return Failures(self.rulebook.sheet(finding.entry), finding)

    def _all(self, clauses: Iterable[Clause], sheet: Sheet, finding: Finding) -> tuple[Line, ...]:
        rows, traces, rules, day = finding.shown, finding.traces, sheet.rules, finding.state_day
        told: list[Line] = []
        judged: list[Line] = []
        for clause in clauses:
            lines = [
                self.line(rules[number], rows[number], traces[number], finding.subject, day) for number in clause.rows
            ]
            line = lines[0] if clause.either is None else _either(lines, clause.either)
            (told if line.mark is TOLD else judged).append(line)
        both = judged + told
        return tuple(_once(both) if sheet.repeats or self._childless or self._absent_parents else both)

    @lazy
    def _childless(self) -> bool:
        return not self.household.living

    @lazy
    def _absent_parents(self) -> tuple[str, ...]:
        """The parent for whom the check is not made."""
        return tuple([parent for parent in PARENTS if parent not in self.household.parents])

    def line(self, rule: RuleWords, row: Row, trace: Decision, subject: str, day: date) -> Line:
        """One row with the family's value and the rule's, as it stood on a day."""
        mark = TOLD if row.told else _MARKS[trace.outcome.truth]
        fact, readings = rule.fact, trace.readings
        if fact is None:
            return Line(mark, rule.label, "", rule)
        if len(readings) != 1:
            return self._of_several(rule, mark, readings, day)
        person, value = readings[0]
        if value is None and mark is FAILED:
            if self._childless and fact.slug in DELIVERIES:
                return Line(mark, WITHOUT_CHILDREN.label, "", WITHOUT_CHILDREN)
            if person in self._absent_parents:
                return Line(mark, WITHOUT_PARENT[person].label, "", WITHOUT_PARENT[person])
        label = self._born(fact, value) if fact.slug in AGES else fact.label
        if person not in (subject, FAMILY):
            label = whose_label(self.names[person], label, fact)
        return Line(mark, label, self.value(fact, person, value, day), rule)

    def _of_several(self, rule: RuleWords, mark: Mark, readings: Readings, day: date) -> Line:
        """A row that reads both parents or every child; or nobody, where there is no such person."""
        if readings and rule.fact:
            fact = rule.fact
            each = [f"{self.names[person]}{self.value(fact, person, value, day)}" for person, value in readings]
            return Line(mark, rule.label, "；".join(each), rule)
        if rule.of_children and mark is FAILED:
            return Line(mark, WITHOUT_CHILDREN.label, "", WITHOUT_CHILDREN)
        return Line(mark, rule.label, "", rule)

    def _born(self, fact: Fact, value: Value) -> str:
        """A child's date is a date of birth or a due date, never both."""
        if not isinstance(value, date):
            return fact.label
        return "出生日期" if value <= self.as_of else "预产期"

    def value(self, fact: Fact, person: str, value: Value, day: date) -> str:
        """A value in words, an open one with why it is open; many rows read the same, so it is worded once."""
        key = (fact.slug, person, value, day)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._value(fact, person, value, day)
        return said

    def _value(self, fact: Fact, person: str, value: Value, day: date) -> str:
        if value is None:
            return self._absent(fact, person)
        if isinstance(value, Unknown):
            return self._unknown(fact, person)
        if isinstance(value, Uncertain):
            return "或".join(self.known(fact, one, day) for one in value.values) + "，文件没有写清"
        topic = self.unticked(fact, person)
        return self.known(fact, value, day) + (f"（没有选“{self.rulebook.facts[topic].label}”）" if topic else "")

    def _absent(self, fact: Fact, person: str) -> str:
        """Why there is no such value: nobody is there of whom to tell it, or a child is not among those it counts."""
        relation = self._answers(person).get(RELATION) if fact.slug in UNCOUNTED else None
        if relation is None:
            return "家里没有"
        return f"是{self.known(self.rulebook.facts[RELATION], relation, self.as_of)}，{UNCOUNTED[fact.slug]}"

    def unticked(self, fact: Fact, person: str) -> str:
        """The topic that was not ticked, if that is why an answer is taken as given that nobody gave; else blank."""
        settled = fact.topic and self.household.family.get(fact.topic) is False
        return fact.topic if settled and fact.slug not in self._answers(person) else ""

    def _answers(self, person: str) -> Answers:
        return {} if person == UNBORN_LIST else self.household.answers_of(person) or {}

    def _unknown(self, fact: Fact, person: str) -> str:
        if self._answers(person).get(fact.slug) == UNSURE:
            return "您选了不清楚"
        if fact.topic and self.household.family.get(fact.topic) is False:
            return f"没有选“{self.rulebook.facts[fact.topic].label}”，所以没有问"
        return "还不知道"

    def known(self, fact: Fact, value: Known, day: date) -> str:
        """A value that is known, in words; ages are those on ``day``."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, date):
            return _day(fact.slug, value, day, self.as_of)
        if isinstance(value, int):
            return counted(fact.slug, value)
        if fact.type is FactType.REGION:
            return self.rulebook.place_name(value) if is_code(value) else value
        return next((option.label for option in fact.options if option.value == value), value)


class Failures:
    """What did not hold of a finding."""

    def __init__(self, sheet: Sheet, finding: Finding) -> None:
        self.sheet = sheet
        every = [
            trace.outcome.truth is False and not row.told
            for row, trace in zip(finding.shown, finding.traces, strict=True)
        ]
        day, traces = finding.state_day, finding.traces
        # That a child is not born yet keeps nothing away for good: it is no reason beside another.
        self._rows = [failed and not _is_expected(traces[number], day) for number, failed in enumerate(every)]
        if not self._found:
            self._rows = every

    def has(self, clause: Clause) -> bool:
        """Whether none of the clause's rows holds or may hold."""
        rows = self._rows
        return rows[clause.rows[0]] and (clause.either is None or all(rows[number] for number in clause.rows))

    @lazy
    def clauses(self) -> list[Clause]:
        """The record's own clauses that did not hold, or else those that keep every award away; none if none did."""
        return self._found

    @property
    def _found(self) -> list[Clause]:
        own = [clause for clause in self.sheet.own if self.has(clause)]
        if own:
            return own
        by_award = [[clause for clause in clauses if self.has(clause)] for _, clauses in self.sheet.awards]
        return [clause for clauses in by_award for clause in clauses] if all(by_award) else []

    @lazy
    def nearest(self) -> tuple[Clause, ...]:
        """The clauses of the award for which the fewest fail."""
        awards = [clauses for _, clauses in self.sheet.awards]
        if len(awards) < 2:
            return awards[0] if awards else ()
        return min(awards, key=lambda clauses: sum([self.has(clause) for clause in clauses]))


def _is_expected(trace: Decision, day: date) -> bool:
    """Whether a row waits for nothing but the very date that it reads, such as a birth."""
    window = trace.part.window if isinstance(trace.part, Doubtful) else trace.part
    return (
        isinstance(window, Window) and window.first > day and any(value == window.first for _, value in trace.readings)
    )


def _day(slug: str, value: date, day: date, as_of: date) -> str:
    said = day_words(value)
    if slug in AGES:
        then = "到时" if day > as_of else "那时" if day < as_of else ""
        return f"{said}，{then}{age_words(value, day)}" if value < day or value == day == as_of else said
    return f"{'预计' if value > day else ''}{said}"


def _once(lines: Iterable[Line]) -> Iterator[Line]:
    """Two rows that say the same are shown once."""
    seen = set()
    for line in lines:
        key = (line.mark, line.label, line.value, line.rule.requirement, line.rule.note)
        if line.alternatives or key not in seen:
            seen.add(key)
            yield line


def _either(lines: list[Line], rule: RuleWords) -> Line:
    """Alternatives as one line: those not needed, because another holds, are no failure."""
    marks = {line.mark for line in lines}
    mark: Mark = MET if MET in marks else OPEN if OPEN in marks else FAILED
    if mark is FAILED and all(line.rule is lines[0].rule for line in lines):
        return lines[0]
    if mark is MET:
        lines = [line if line.mark is MET else line._replace(mark=SPARE) for line in lines]
    return Line(mark, rule.label, "", rule, tuple(_once(lines)))


def _missed(finding: Finding) -> Line:
    """Why nothing failed by itself and yet nothing holds: the rule came too late, went too early, or days differ."""
    valid = finding.entry.valid
    if valid.since:
        said = f"这条规定{valid_words(valid)}才实行，那时已经过了可以享受的时间"
    elif valid.until:
        said = f"这条规定只实行{valid_words(valid)}"
    else:
        said = "几个条件没有哪一天是同时符合的"
    return Line(FAILED, said, "", RuleWords(said))
