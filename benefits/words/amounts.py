"""What a benefit comes to, in words: 每月600元, 已满31个月，还可领5个月，共约3000元."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from benefits.rules.amounts import Amount, Months, amounts
from benefits.rules.assess import Finding
from benefits.rules.model import Award, Cap
from benefits.rules.terms import Bound, Force, Period, Recipient, Subject
from benefits.words.chinese import amount_number, month_words

_BOUNDS = {Bound.EXACTLY: "", Bound.AT_LEAST: "不少于", Bound.AT_MOST: "最多", Bound.ON_AVERAGE: "平均"}
_PERIODS = {
    Period.ONCE: "一次性",
    Period.MONTH: "每月",
    Period.YEAR: "每年",
    Period.SCHOOL_YEAR: "每学年",
    Period.EVENT: "",
    Period.STANDARD: "",
}
_PERSONAL = (Subject.MOTHER, Subject.FATHER, Subject.EACH_PARENT, Subject.EACH_CHILD)
_PERIODIC = (Period.MONTH, Period.YEAR, Period.SCHOOL_YEAR)
"""On a card that names one person, 每个孩子 before 每月600元 says nothing more."""

_SUMMED = ("元", "天", "日")
_USUAL_LINE = Award.__dataclass_fields__["line"].default


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of an amount: ``text`` is the figure, ``progress`` what is due and left, ``notes`` what to know of it.

    ``apart`` says that it is money or days which enter no sum all the same.
    """

    line: str
    text: str
    progress: str
    notes: tuple[str, ...]
    apart: bool = False


def figures(finding: Finding, found: Iterable[Amount] | None = None) -> tuple[Figure, ...]:
    """Each line that may apply to this household; a line without a number tells only its notes.

    ``found`` are its amounts, where they are at hand.
    """
    personal = finding.benefit.subject in _PERSONAL
    lines = amounts(finding) if found is None else found
    worded = [_figure(amount, finding.as_of, personal=personal) for amount in lines]
    return tuple([figure for figure in worded if figure.text or figure.notes])


def for_each(figure: Figure) -> Figure:
    """The figure of one person on a card for several, each of whom has it: 每人每月600元."""
    progress = figure.progress.replace("共约", "每人共约")
    text = f"每人{figure.text}" if figure.text.startswith("每") and "每人" not in figure.text else figure.text
    return replace(figure, text=text.replace("每人每次", "每次"), progress=progress)


def _figure(amount: Amount, as_of: date, *, personal: bool) -> Figure:
    if personal and amount.period in _PERIODIC:
        amount = replace(amount, per="")
    line = "" if amount.line == _USUAL_LINE else amount.line
    doubt = () if amount.certain else ("要看还没有确定的条件，也可能没有",)
    apart = bool(amount.high) and amount.unit in _SUMMED and not amount.counts
    return Figure(line, amount_words(amount), progress(amount, as_of), (*amount.notes, *doubt), apart)


def amount_words(amount: Amount) -> str:
    """每个孩子每月600元; blank without a number."""
    if amount.low is None or amount.high is None:
        return ""
    number = _number(amount.low, amount.high, amount.unit)
    return _said(number, amount.unit, amount.period, amount.per, amount.bound, amount.of, amount.cap)


def award_words(award: Award) -> str:
    """As `amount_words`, for the rule itself."""
    if award.number is None:
        return ""
    number = _number(award.number, award.number_to or award.number, award.unit)
    return _said(number, award.unit, award.period, award.per, award.bound, award.of, award.cap)


def _number(low: float, high: float, unit: str) -> str:
    if low == high:
        return amount_number(low, unit)
    return f"{amount_number(low, unit)}至{amount_number(high, unit)}"


def _said(number: str, unit: str, period: Period, per: str, bound: Bound, of: str, cap: Cap | None) -> str:
    when = "" if per.startswith(("一次", "每次")) else _PERIODS[period]
    if (number, unit) == ("0", "元"):
        return f"{per}免费"
    if of:
        return f"{of}的{_BOUNDS[bound]}{number}{unit}" + (f"（{per}）" if per else "")
    between = "：" if per and unit not in ("元", "天", "日") else ""
    most = f"，{_PERIODS[cap.period]}最多{amount_number(cap.number, unit)}{unit}" if cap else ""
    return f"{per}{between}{when}{_BOUNDS[bound]}{number}{unit}{most}"


def progress(amount: Amount, as_of: date) -> str:
    """How many months are due and left and what the rest, or all of it, comes to; blank without a run."""
    months, unit = amount.months, amount.unit
    if months is None or not months.total:
        return ""
    if not months.due:
        span = f"从{month_words(months.first)}起，可领{months.total}个月"
        return f"{span}，{_about(amount.total, unit)}"
    if not months.left:
        return f"{month_words(months.first)}至{month_words(months.last)}，共{months.total}个月，{_about(amount.total, unit)}"
    return f"{_due(months, as_of)}，还可领{months.left}个月，{_about(amount.left, unit)}"


def _due(months: Months, as_of: date) -> str:
    return f"到{month_words(as_of)}已满{months.due}个月"


def _about(sums: tuple[float, float] | None, unit: str) -> str:
    return f"共约{_number(*sums, unit)}{unit}" if sums else "没有写数额"


_FORCES = {
    Force.ENCOURAGED: "文件只是鼓励这样做，给不给由单位或当地决定",
    Force.PLANNED: "还在计划中，不一定已经实行",
    Force.EXPLORATORY: "还在探索，不一定已经实行",
    Force.REFERS_UP: "这份文件没有写标准，按上级的规定",
}


def paid_to(recipient: Recipient, force: Force) -> str:
    """Whom money reaches and how binding that is; blank if the family is entitled and is paid itself."""
    if recipient is Recipient.INSTITUTION:
        return "补给机构，降低您的费用，不发给家庭"
    return _FORCES.get(force, "")
