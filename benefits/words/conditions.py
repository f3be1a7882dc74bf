"""What a condition asks for, in Chinese and without anybody's answers: 第几孩：至少第2孩.

`benefits.words.readings` adds a household's values to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType, Holder
from benefits.rules.given import BIRTH
from benefits.rules.model import Benefit, Condition, Validity
from benefits.rules.terms import Basis, IfNot, Operator, Subject, Whose
from benefits.rules.values import Gap
from benefits.words.chinese import age_span_words, day_words, span_words
from benefits.words.labels import label

PlaceName = Callable[[str], str]
"""The name of a region by its code."""

RANKS = frozenset(("birth_order", "mother_order", "couple_order", "order", "last_order"))
AGES = frozenset((BIRTH, "age_date"))
DELIVERIES = frozenset(("last_delivery",))
"""Facts of a parent that only who has had a child has."""
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
    (BIRTH, Operator.REACHED): "已经出生",
    (BIRTH, Operator.NOT_REACHED): "还没有出生",
}
_COME = {Operator.REACHED: "已经到了", Operator.NOT_REACHED: "还没到"}
"""Of a day itself, where nothing better is said of it."""

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
            return _NUMBERED[op].format(counted(fact.slug, value))
        case FactType.CHOICE:
            return _CHOSEN[op].format(_options(fact, value))
        case FactType.DATE:
            return _dated(fact.slug, op, str(value))


def counted(slug: str, value: object) -> str:
    """第2孩 of a rank, 2个 of a number."""
    return f"第{value}孩" if slug in RANKS else f"{value}个"


def _options(fact: Fact, value: object) -> str:
    wanted = value if isinstance(value, tuple) else (value,)
    labels = [option.label for option in fact.options if option.value in wanted]
    return labels[0] if len(labels) == 1 else "或".join(f"“{one}”" for one in labels)


def _dated(slug: str, op: Operator, value: str) -> str:
    if op in _FIXED_DAYS:
        return _FIXED_DAYS[op].format(day_words(date.fromisoformat(value)))
    span = Span.parse(value)
    if span == Span() and op in _COME:
        return _ALREADY.get((slug, op), _COME[op])
    if slug in AGES:
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
    return whose_label(label(condition.whose), fact.label, fact)


def whose_label(whose: str, what: str, fact: Fact) -> str:
    """妈妈的工作情况, 大宝是第几孩, 大宝和爸爸妈妈的关系: what a fact is about, with whose it is."""
    joint = "是" if fact.slug in RANKS else "" if what.startswith("和") else "的"
    return f"{whose}{joint}{what}"


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
