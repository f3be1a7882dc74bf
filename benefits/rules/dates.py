"""Spans of days and months, counted as 民法典 counts them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days beyond these are typing errors, in a record as in a household."""

_SPAN = re.compile(r"^(\d{1,5}) (day|month)s?$")


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day if it has no such day.

    Source: 民法典 第二百零二条, 第一千二百五十九条.
    """
    since = day.month - 1 + months
    year, month = day.year + since // 12, since % 12 + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        return _last_of_month(year, month)


def check_days(*days: date | None) -> None:
    """Raise ValueError for a day that no record can mean."""
    for day in days:
        if day and not EARLIEST <= day <= LATEST:
            raise ValueError(f"{day} must lie between {EARLIEST} and {LATEST}")


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days or of months; one of the two is nought."""

    days: int = 0
    months: int = 0

    @staticmethod
    @lru_cache(maxsize=512)
    def parse(text: str) -> Span:
        """Read ``36 months`` or ``188 days``; raises ValueError for anything else."""
        found = _SPAN.match(text)
        if not found:
            raise ValueError(f"{text!r} is not a span: write it like '36 months' or '188 days'")
        number = int(found[1])
        return Span(days=number) if found[2] == "day" else Span(months=number)

    def after(self, day: date) -> date:
        """The day this long after ``day``; the end of the calendar if that lies beyond it."""
        try:
            return add_months(day, self.months) if self.months else day + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return date.max


def month_index(day: date) -> int:
    """Calendar months since year nought, so that months can be subtracted."""
    return day.year * 12 + day.month - 1
