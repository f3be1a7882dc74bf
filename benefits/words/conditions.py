"""A condition as a Chinese sentence: 第几孩：第2孩（要求：至少第2孩）. The one home of these words.

`requirement` words a rule without anybody's answers, `Reader` adds a household's values to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from benefits.rules.assess import Finding, Trace
from benefits.rules.dates import Span
from benefits.rules.evaluate import by_line
from benefits.rules.facts import Fact, FactType, Holder
from benefits.rules.household import UNBORN_LIST, Answers, Household
from benefits.rules.model import Benefit, Condition, Validity
from benefits.rules.terms import Basis, IfNot, Operator, Subject, Whose
from benefits.rules.values import FAMILY, UNSURE, Gap, Known, Uncertain, Unknown, Value
from benefits.words.chinese import age_span_words, age_words, day_words, span_words
from benefits.words.labels import label
from regions.codes import is_code

PlaceName = Callable[[str], str]
"""The name of a region by its code."""

_RANKS = frozenset(("birth_order", "mother_order", "couple_order", "order", "last_order"))
_AGES = frozenset(("birth", "age_date"))
_PREGNANCY, _DELIVERY = "pregnancy_start", "date"

_AGED = {
    Operator.UNDER: "未满{}",
    Operator.WITHIN: "{}以内，满的当天也算",
    Operator.BELOW: "{}以下",
    Operator.REACHED: "已满{}",
    Operator.NOT_REACHED: "还没满{}，没出生的也算",
}
_SINCE = {
    Operator.UNDER: "到现在不到{}",
    Operator.WITHIN: "到现在不超过{}",
    Operator.BELOW: "到现在{}以下",
    Operator.REACHED: "到现在已满{}",
    Operator.NOT_REACHED: "到现在还没满{}",
}
_NUMBERED = {Operator.IS: "{}", Operator.IS_NOT: "不是{}", Operator.AT_LEAST: "至少{}", Operator.AT_MOST: "至多{}"}
_CHOSEN = {Operator.IS: "{}", Operator.IS_NOT: "不是{}", Operator.IN: "{}", Operator.NOT_IN: "不是{}"}
_FIXED_DAYS = {Operator.ON_OR_AFTER: "{}以后（含当天）", Operator.ON_OR_BEFORE: "{}以前（含当天）"}
_ALREADY = {
    (_PREGNANCY, Operator.REACHED): "已经怀孕",
    (_DELIVERY, Operator.REACHED): "已经分娩",
    (_DELIVERY, Operator.NOT_REACHED): "还没有分娩",
    ("birth", Operator.REACHED): "已经出生",
    ("birth", Operator.NOT_REACHED): "还没有出生",
}

# ---------------------------------------------------------------- the rule


def requirement(condition: Condition, fact: Fact, place: str) -> str:
    """What a row asks for, such as 至少第2孩, 未满36个月（3周岁）, 在济南市; blank if it only names a fact.

    ``place`` is the name of the benefit's region.
    """
    op, value = condition.op, condition.value
    if op is None:
        return ""
    match fact.type:
        case FactType.REGION:
            return f"{'在' if op is Operator.HERE else '不在'}{place}"
        case FactType.YESNO:
            return "是" if (op is Operator.IS) == (value is True) else "不是"
        case FactType.NUMBER:
            return _NUMBERED[op].format(_counted(fact.slug, value))
        case FactType.CHOICE:
            return _CHOSEN[op].format(_options(fact, value))
        case FactType.DATE:
            return _dated(fact.slug, op, str(value))


def _counted(slug: str, value: object) -> str:
    return f"第{value}孩" if slug in _RANKS else f"{value}个"


def _options(fact: Fact, value: object) -> str:
    wanted = value if isinstance(value, tuple) else (value,)
    labels = [option.label for option in fact.options if option.value in wanted]
    return labels[0] if len(labels) == 1 else "或".join(f"“{one}”" for one in labels)


def _dated(slug: str, op: Operator, value: str) -> str:
    if op in _FIXED_DAYS:
        return _FIXED_DAYS[op].format(day_words(date.fromisoformat(value)))
    span = Span.parse(value)
    if span == Span() and (slug, op) in _ALREADY:
        return _ALREADY[slug, op]
    if slug in _AGES:
        return _AGED[op].format(age_span_words(span))
    if slug == _PREGNANCY:
        return _SINCE[op].format(_weeks(span)).replace("到现在", "怀孕")
    return _SINCE[op].format(span_words(span))


def _weeks(span: Span) -> str:
    return f"{span.days // 7}周" if span.days and span.days % 7 == 0 else span_words(span)


def rule_label(condition: Condition, fact: Fact, subject: Subject) -> str:
    """What a row is about, with whose it is where that is not plain: 妈妈的工作情况."""
    if fact.holder is Holder.FAMILY or condition.whose is Whose.SUBJECT:
        return _of_mother(fact, subject)
    return f"{label(condition.whose)}的{fact.label}"


def _of_mother(fact: Fact, subject: Subject) -> str:
    return f"妈妈的{fact.label}" if fact.holder is Holder.MOTHER and subject is not Subject.MOTHER else fact.label


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A row of a record in words, without anybody's answers. A row that only tells has a blank requirement."""

    label: str
    requirement: str
    note: str
    interpreted: bool
    told: bool
    unclear: bool
    alternatives: tuple[RuleLine, ...] = ()


def rules(
    conditions: Iterable[Condition], benefit: Benefit, facts: Mapping[str, Fact], place: str
) -> tuple[RuleLine, ...]:
    """The rows of a record, alternatives gathered into one line each."""
    grouped: dict[str, list[RuleLine]] = {}
    for number, row in enumerate(conditions):
        grouped.setdefault(row.any_of or f"#{number}", []).append(_rule(row, benefit, facts, place))
    return tuple(_one_of(lines) for lines in grouped.values())


def _one_of(lines: list[RuleLine]) -> RuleLine:
    if len(lines) == 1:
        return lines[0]
    return RuleLine("下面有一项就行", "", "", interpreted=False, told=False, unclear=False, alternatives=tuple(lines))


def _rule(row: Condition, benefit: Benefit, facts: Mapping[str, Fact], place: str) -> RuleLine:
    fact = facts.get(row.fact)
    return RuleLine(
        label=rule_label(row, fact, benefit.subject) if fact else row.note,
        requirement=requirement(row, fact, place) if fact else "",
        note=row.note if fact else "",
        interpreted=row.basis is Basis.INTERPRETATION,
        told=row.if_not is IfNot.TOLD,
        unclear=row.if_not is IfNot.UNCLEAR,
    )


class Rulebook:
    """Words what rows ask for, each row once; shared by all households, whose answers never enter it."""

    def __init__(self, facts: Mapping[str, Fact], place_name: PlaceName) -> None:
        self.facts = facts
        self.place_name = place_name
        self.requirement = lru_cache(maxsize=65536)(self._requirement)

    def _requirement(self, condition: Condition, region: str) -> str:
        return requirement(condition, self.facts[condition.fact], self.place_name(region))


# ---------------------------------------------------------------- the household's values


class Mark(StrEnum):
    """How a row turned out; *spare* is an alternative that is not needed, since another holds."""

    MET = "met"
    FAILED = "failed"
    OPEN = "open"
    TOLD = "told"
    SPARE = "spare"


class Line(NamedTuple):
    """A row as it was decided, in words: label：value（要求：requirement）.

    A tuple, since a page makes hundreds of them.
    """

    mark: Mark
    label: str
    value: str
    requirement: str
    note: str
    interpreted: bool
    alternatives: tuple[Line, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole row as one sentence."""
        value = f"：{self.value}" if self.value else ""
        return f"{self.label}{value}" + (f"（要求：{self.requirement}）" if self.requirement else "")


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
        unique = dict.fromkeys(self._worded(group, finding) for group in _groups(finding))
        return tuple(sorted(unique, key=lambda line: line.mark is Mark.TOLD))

    def failed(self, finding: Finding) -> tuple[Line, ...]:
        """Only the rows that did not hold: the benefit's own, or else those that keep every award away."""
        own, awards = _apart(finding)
        failing = [group for group in _alternatives(own) if _fails(group)]
        if not failing:
            by_award = [[group for group in _alternatives(rows) if _fails(group)] for rows in awards]
            failing = [group for groups in by_award for group in groups] if all(by_award) else []
        return tuple(dict.fromkeys(self._worded(group, finding) for group in failing)) or (_missed(finding),)

    def _worded(self, group: list[Trace], finding: Finding) -> Line:
        lines = [self.line(trace, finding) for trace in group]
        return lines[0] if len(lines) == 1 else _either(lines)

    def line(self, trace: Trace, finding: Finding) -> Line:
        """One row with the family's value and the rule's."""
        row, fact = trace.condition, self.rulebook.facts.get(trace.condition.fact)
        interpreted = row.basis is Basis.INTERPRETATION
        if fact is None:
            mark = Mark.TOLD if trace.told else Mark.OPEN
            return Line(mark, row.note, "", "", "", interpreted)
        return Line(
            _mark(trace),
            self._label(trace, fact, finding),
            self._values(trace, fact, finding.state_day),
            self.rulebook.requirement(row, trace.source.region),
            row.note,
            interpreted,
        )

    def _label(self, trace: Trace, fact: Fact, finding: Finding) -> str:
        persons = {person for person, _ in trace.readings}
        named = _born(fact, trace.readings, self.as_of)
        if len(persons) != 1 or persons <= {finding.subject, FAMILY}:
            return named if persons else rule_label(trace.condition, fact, finding.benefit.subject)
        return f"{self.names[persons.pop()]}的{named}"

    def _values(self, trace: Trace, fact: Fact, day: date) -> str:
        readings = trace.readings
        if len(readings) == 1:
            return self.value(fact, *readings[0], day)
        return "；".join(f"{self.names[person]}{self.value(fact, person, value, day)}" for person, value in readings)

    def value(self, fact: Fact, person: str, value: Value, day: date) -> str:
        """A value in words, an open one with why it is open; many rows read the same, so it is worded once."""
        key = (fact.slug, person, value, day)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._value(fact, person, value, day)
        return said

    def _value(self, fact: Fact, person: str, value: Value, day: date) -> str:
        if value is None:
            return "家里没有"
        if isinstance(value, Unknown):
            return self._unknown(fact, person)
        if isinstance(value, Uncertain):
            return "或".join(self.known(fact, one, day) for one in value.values) + "，文件没有写清"
        return self.known(fact, value, day) + self._settled(fact, person)

    def _settled(self, fact: Fact, person: str) -> str:
        """Why an answer is taken as given that nobody gave: its topic was not ticked."""
        unticked = fact.topic and self.household.family.get(fact.topic) is False
        if not unticked or fact.slug in self._answers(person):
            return ""
        return f"（没有选“{self.rulebook.facts[fact.topic].label}”）"

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
            return _day(fact.slug, value, day)
        if isinstance(value, int):
            return _counted(fact.slug, value)
        if fact.type is FactType.REGION:
            return self.rulebook.place_name(value) if is_code(value) else value
        return next((option.label for option in fact.options if option.value == value), value)


def _born(fact: Fact, readings: Iterable[tuple[str, Value]], as_of: date) -> str:
    """A child's date is a date of birth or a due date, never both."""
    days = [value for _, value in readings if isinstance(value, date)]
    if fact.slug not in _AGES or len(days) != 1:
        return fact.label
    return "出生日期" if days[0] <= as_of else "预产期"


def _day(slug: str, value: date, day: date) -> str:
    said = day_words(value)
    if slug in _AGES:
        return f"{said}，{age_words(value, day)}" if value <= day else said
    return f"{'预计' if value > day else ''}{said}"


def _mark(trace: Trace) -> Mark:
    if trace.told:
        return Mark.TOLD
    return {True: Mark.MET, False: Mark.FAILED, None: Mark.OPEN}[trace.outcome.truth]


def _either(lines: list[Line]) -> Line:
    """Alternatives as one line: those not needed, because another holds, are no failure."""
    marks = {line.mark for line in lines}
    mark = next((one for one in (Mark.MET, Mark.OPEN) if one in marks), Mark.FAILED)
    if mark is Mark.MET:
        lines = [line if line.mark is Mark.MET else _spare(line) for line in lines]
    return Line(mark, "下面有一项就行", "", "", "", interpreted=False, alternatives=tuple(lines))


def _spare(line: Line) -> Line:
    return line._replace(mark=Mark.SPARE)


def _groups(finding: Finding) -> Iterator[list[Trace]]:
    """The rows of the benefit, then of each award that may apply; alternatives together."""
    own, awards = _apart(finding)
    yield from _alternatives(own)
    for rows in awards:
        yield from _alternatives(rows)


def _apart(finding: Finding) -> tuple[list[Trace], list[list[Trace]]]:
    """The rows of the benefit itself, and those of each award that may apply (of all, if none may)."""
    traces = iter(finding.traces)
    own = [next(traces) for row in finding.entry.rows if row.condition]
    by_award = [[next(traces) for row in plan.rows if row.condition] for plan in finding.entry.awards]
    applying = {id(state.plan) for states in by_line(finding.state.awards).values() for state in states}
    plans = zip(finding.entry.awards, by_award, strict=True)
    return own, [rows for plan, rows in plans if not applying or id(plan) in applying]


def _fails(group: list[Trace]) -> bool:
    return all(_mark(trace) is Mark.FAILED for trace in group)


def _alternatives(traces: list[Trace]) -> Iterable[list[Trace]]:
    grouped: dict[str, list[Trace]] = {}
    for number, trace in enumerate(traces):
        grouped.setdefault(trace.condition.any_of or f"#{number}", []).append(trace)
    return grouped.values()


def _missed(finding: Finding) -> Line:
    """Why nothing failed by itself and yet nothing holds: not while the rule is in force, or not on one day."""
    return Line(
        Mark.FAILED, "条件没有赶在同一个时间都符合", "", valid_words(finding.entry.valid), "", interpreted=False
    )


def valid_words(valid: Validity) -> str:
    """From when until when a rule is in force; blank if always."""
    if valid.since and valid.until:
        return f"{day_words(valid.since)}至{day_words(valid.until)}"
    if valid.since:
        return f"从{day_words(valid.since)}起"
    return f"到{day_words(valid.until)}为止" if valid.until else ""


def gap_words(gap: Gap) -> str:
    """What a text leaves open, as a sentence."""
    return gap.note.rstrip("。")
