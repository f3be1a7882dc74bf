"""Days and spans: 民法典 第二百零二条 decides what a month is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.dates import Span, add_months, month_index

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-05-31", 1, "2024-06-30"),
        ("2024-05-01", 36, "2027-05-01"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-05-01", 0, "2024-05-01"),
        ("2024-12-15", 12, "2025-12-15"),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_its_month(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(DAYS, st.integers(0, 240))
def test_adding_months_moves_that_many_calendar_months(day: date, months: int) -> None:
    later = add_months(day, months)
    assert month_index(later) - month_index(day) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("36 months", Span(months=36)),
        ("1 month", Span(months=1)),
        ("188 days", Span(days=188)),
        ("1 day", Span(days=1)),
        ("0 days", Span()),
    ],
)
def test_spans_are_written_in_months_or_days(text: str, span: Span) -> None:
    assert Span.parse(text) == span


@pytest.mark.parametrize("text", ["3 years", "36", "months", "-1 days", "1.5 months", "36  months", "36个月", ""])
def test_other_spans_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="36 months"):
        Span.parse(text)


def test_spans_beyond_the_calendar_end_with_it() -> None:
    assert Span(days=99_999).after(date(9999, 1, 1)) == date.max
    assert Span(months=99_999).after(date(2024, 1, 1)) == date.max


@given(DAYS, st.integers(0, 5_000))
def test_a_span_of_days_is_that_many_days(day: date, days: int) -> None:
    assert Span(days=days).after(day) - day == timedelta(days=days)
