"""The sums a parent asks for: money a month, this calendar year, still to come at once, and days of leave.

Only what the family is entitled to now enters: neither what is encouraged, planned or a draft, nor
what is still to be confirmed, goes to an institution, or gives way to something better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from benefits.results.shown import Group, Shown
from benefits.rules.amounts import Amount, amounts
from benefits.rules.assess import Finding
from benefits.rules.dates import month_index
from benefits.rules.terms import Bound, Period
from benefits.words.chinese import amount_number

YUAN = "元"
DAYS = ("天", "日")


@dataclass(frozen=True, slots=True)
class Share:
    """What one card adds to a sum."""

    anchor: str
    title: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum, in words, with the cards it adds up."""

    heading: str
    text: str
    shares: tuple[Share, ...]


Part = tuple[float, float, bool]
"""Low, high, and whether the text leaves room (约)."""

Read = Callable[[Amount, Finding], Part | None]


def totals(shown: Iterable[Shown]) -> tuple[Sum, ...]:
    """The sums that come to something, in the order in which parents ask for them."""
    cards = [one for one in shown if one.group is Group.CAN and not one.card.lesser]
    sums = (
        _sum("现在每月", cards, _monthly, YUAN),
        _sum("今年全年", cards, _this_year, YUAN),
        _sum("一次性的钱", cards, _at_once, YUAN),
        _sum("今年的假期", cards, _leave, DAYS[0]),
    )
    return tuple(one for one in sums if one)


def _sum(heading: str, cards: Iterable[Shown], read: Read, unit: str) -> Sum | None:
    shares: list[Share] = []
    low = high = 0.0
    about = False
    for card in cards:
        parts = list(_parts(card, read))
        if parts:
            mine = sum(part[0] for part in parts), sum(part[1] for part in parts)
            rough = any(part[2] for part in parts)
            shares.append(Share(card.anchor, card.benefit.title, card.who, _words(*mine, unit, about=rough)))
            low, high, about = low + mine[0], high + mine[1], about or rough
    return Sum(heading, _words(low, high, unit, about=about), tuple(shares)) if high else None


def _parts(card: Shown, read: Read) -> Iterator[Part]:
    for finding in (one.finding for one in card.cards):
        for amount in amounts(finding):
            part = read(amount, finding) if amount.counts and amount.low is not None else None
            if part and part[1]:
                yield part


def _words(low: float, high: float, unit: str, *, about: bool) -> str:
    if unit == YUAN:
        # A twelfth of 1000 元 is not a whole number: fen would make a rough sum look exact.
        low, high = round(low), round(high)
    number = amount_number(high, unit) if low == high else f"{amount_number(low, unit)}至{amount_number(high, unit)}"
    return f"{'约' if about else ''}{number}{unit}"


def _scaled(amount: Amount, periods: int, *, rough: bool = False) -> Part | None:
    both = amount.over(periods) if periods else None
    if both is None:
        return None
    low = both[0] if amount.certain else 0.0
    return low, both[1], rough or amount.bound is not Bound.EXACTLY


def _monthly(amount: Amount, finding: Finding) -> Part | None:
    """What this month gives."""
    if amount.period is not Period.MONTH or amount.unit != YUAN:
        return None
    months = amount.months
    runs = months is None or months.first <= finding.as_of <= months.last
    return _scaled(amount, 1) if runs else None


def _this_year(amount: Amount, finding: Finding) -> Part | None:
    """What belongs to the calendar year of ``as_of``, the months before and after today included."""
    if amount.unit != YUAN:
        return None
    year = finding.as_of.year
    if amount.period is Period.MONTH:
        return _capped(_scaled(amount, _months_of(year, amount, finding), rough=True), amount)
    if amount.period in (Period.YEAR, Period.SCHOOL_YEAR):
        belongs = not amount.years or year in amount.years
        return _scaled(amount, int(belongs), rough=amount.period is Period.SCHOOL_YEAR)
    return None


def _capped(part: Part | None, amount: Amount) -> Part | None:
    """A year's sum, held to what the text gives at most in a year or school year."""
    cap = amount.cap
    if part is None or cap is None or cap.period not in (Period.YEAR, Period.SCHOOL_YEAR):
        return part
    low, high, rough = part
    return min(low, cap.number), min(high, cap.number), rough


def _months_of(year: int, amount: Amount, finding: Finding) -> int:
    """How many months of a calendar year the run, or without one the right itself, covers."""
    months = amount.months
    first = months.first if months else finding.since
    last = months.last if months else finding.ends_on
    begin = max(month_index(date(year, 1, 1)), month_index(first) if first else 0)
    end = min(month_index(date(year, 12, 1)), month_index(last) if last else month_index(date.max))
    return max(end - begin + 1, 0)


def _at_once(amount: Amount, _: Finding) -> Part | None:
    if amount.period not in (Period.ONCE, Period.EVENT) or amount.unit != YUAN:
        return None
    return _scaled(amount, 1)


def _leave(amount: Amount, _: Finding) -> Part | None:
    if amount.unit not in DAYS or amount.period not in (Period.YEAR, Period.EVENT):
        return None
    return _scaled(amount, 1)
