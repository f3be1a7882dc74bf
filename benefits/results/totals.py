"""The sums a parent asks for: money a month, this calendar year, still to come at once, and days of leave.

Only what the family is entitled to enters, now or from a day that is known: neither what is encouraged, planned or
a draft, nor what is still to be confirmed, goes to an institution, or gives way to something better. Of what is over
only the months and days of this year that its own dates tell belong to the year's sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from benefits.results.shown import SUMMED, Group, Shown
from benefits.rules.amounts import Amount, amounts
from benefits.rules.assess import Finding, Verdict
from benefits.rules.dates import month_index
from benefits.rules.terms import Bound, Period
from benefits.words.chinese import amount_number

YUAN = "元"
DAYS = ("天", "日")
ABOUT = "约"
_ROOM = {Bound.EXACTLY: "", Bound.AT_LEAST: "至少", Bound.AT_MOST: "最多", Bound.ON_AVERAGE: ABOUT}
"""What stands before a figure, as far as its text leaves room."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one card adds to a sum; ``href`` leads to it, past the fold under which ended rights stand."""

    anchor: str
    href: str
    title: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum, in words, with the cards it adds up."""

    heading: str
    text: str
    shares: tuple[Share, ...]


class Part(NamedTuple):
    """From how much to how much, and what stands before it: blank, 至少, 最多 or 约."""

    low: float
    high: float
    room: str


Read = Callable[[Amount, Finding], Part | None]
"""What an amount comes to in a sum; None if it does not belong there."""


def totals(shown: Iterable[Shown]) -> tuple[Sum, ...]:
    """The sums that come to something, in the order in which parents ask for them."""
    shown = list(shown)
    cards = [one for one in shown if one.group in SUMMED and one.amounts and not one.card.lesser]
    now = [one for one in cards if one.group == Group.CAN]
    of_year = [one for one in shown if _ended_this_year(one)]
    sums = (
        _sum("现在每月", now, _monthly, YUAN),
        _sum("今年全年", [*cards, *of_year], _this_year, YUAN),
        _sum("还可以领的一次性的钱", cards, _at_once, YUAN),
        _sum("今年的假期", [*cards, *of_year], _leave, DAYS[0]),
    )
    return tuple(one for one in sums if one)


def _ended_this_year(one: Shown) -> bool:
    """Whether it is a right in force that ran out this year; one with a rival may have given way to it."""
    finding = one.card.finding
    over = one.group == Group.ENDED and finding.verdict is Verdict.ENDED and one.face.binding and one.face.in_force
    return over and _days_of(finding.as_of.year, finding) > 0 and not finding.entry.rivals


def _sum(heading: str, cards: Iterable[Shown], read: Read, unit: str) -> Sum | None:
    shares: list[Share] = []
    every: list[Part] = []
    for card in cards:
        parts = list(_parts(card, read))
        if parts:
            href = card.face.own_href if card.form == "row" else f"#{card.anchor}"
            shares.append(Share(card.anchor, href, card.benefit.title, card.who, _words(parts, unit)))
            every += parts
    return Sum(heading, _words(every, unit), tuple(shares)) if every else None


def _parts(card: Shown, read: Read) -> Iterator[Part]:
    for finding, found in card.amounts or [(one.finding, amounts(one.finding)) for one in card.cards]:
        for amount in found:
            # What opens only perhaps is still to be confirmed.
            counts = amount.counts and amount.low is not None and finding.verdict is not Verdict.UNDETERMINED
            part = read(amount, finding) if counts else None
            if part and part.high:
                yield part


def _words(parts: Iterable[Part], unit: str) -> str:
    parts = list(parts)
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    if unit == YUAN:
        # A twelfth of 1000 元 is not a whole number: fen would make a rough sum look exact.
        low, high = round(low), round(high)
    number = amount_number(high, unit) if low == high else f"{amount_number(low, unit)}至{amount_number(high, unit)}"
    rooms = {part.room for part in parts} - {""}
    return f"{rooms.pop() if len(rooms) == 1 else ABOUT if rooms else ''}{number}{unit}"


def _scaled(amount: Amount, periods: int, *, rough: bool = False) -> Part | None:
    both = amount.over(periods) if periods else None
    if both is None:
        return None
    return Part(both[0] if amount.certain else 0.0, both[1], ABOUT if rough else _ROOM[amount.bound])


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
    if finding.closed_on and not (amount.months or amount.years):
        # It hung on how the family stood then, and nobody has asked that.
        return None
    if amount.period is Period.MONTH:
        months = _months_of(year, amount, finding)
        # The first and the last month of a run are counted by a reading of ours.
        return _capped(_known_from_now(_scaled(amount, months, rough=months < 12), months, amount, finding), amount)
    if amount.period in (Period.YEAR, Period.SCHOOL_YEAR):
        belongs = year in amount.years if amount.years else _days_of(year, finding) > 0
        return _scaled(amount, int(belongs), rough=amount.period is Period.SCHOOL_YEAR)
    return None


def _known_from_now(part: Part | None, months: int, amount: Amount, finding: Finding) -> Part | None:
    """Money without a run hangs on how the family stands: so it does this month, but since when nobody has asked."""
    if part is None or amount.months or finding.opens_on:
        return part
    sure = _scaled(amount, min(months, 13 - finding.as_of.month))
    return part._replace(low=sure.low) if sure else part


def _capped(part: Part | None, amount: Amount) -> Part | None:
    """A year's sum, held to what the text gives at most in a year or school year."""
    cap = amount.cap
    if part is None or cap is None or cap.period not in (Period.YEAR, Period.SCHOOL_YEAR) or part.high <= cap.number:
        return part
    return Part(min(part.low, cap.number), cap.number, ABOUT)


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


def _leave(amount: Amount, finding: Finding) -> Part | None:
    """Days of leave of this year; of a leave that reaches into another year, those that fall into this one."""
    if amount.unit not in DAYS or amount.period not in (Period.YEAR, Period.EVENT):
        return None
    at_one_go = _at_one_go(amount, finding)
    within = _days_of(finding.as_of.year, finding)
    whole = _scaled(amount, int(within > 0))
    if whole is None or (finding.closed_on and not at_one_go):
        return None
    if amount.period is Period.YEAR:
        return whole
    if at_one_go and amount.bound is Bound.EXACTLY:
        return Part(_last_days(whole.low, finding), _last_days(whole.high, finding), whole.room)
    return Part(min(whole.low, within), min(whole.high, within), whole.room)


def _at_one_go(amount: Amount, finding: Finding) -> bool:
    """Whether the leave is taken day after day, so that its run is told in days; others may be taken within months."""
    awards = (state.plan.award for state in finding.state.awards if state.outcome.truth is not False)
    run = next((award.run for award in awards if award.line == amount.line), None)
    if run is None or amount.period is not Period.EVENT:
        return False
    return run.end == "length" or bool(run.last and not run.last.months)


def _last_days(number: float, finding: Finding) -> int:
    """How many of a leave's days fall into this year: where it runs longer, the days of another rule come before them."""
    end = finding.ends_on
    if end is None or not number:
        return 0
    year = finding.as_of.year
    first = max(end - timedelta(days=int(number) - 1), finding.since or date.min, date(year, 1, 1))
    return max((min(end, date(year, 12, 31)) - first).days + 1, 0)


def _days_of(year: int, finding: Finding) -> int:
    """How many days of a calendar year the stretch covers that is running or opens next."""
    first = max(finding.since or date.min, date(year, 1, 1))
    last = min(finding.ends_on or date.max, date(year, 12, 31))
    return max((last - first).days + 1, 0)
