"""How days, spans of time, ages and numbers are written in Chinese."""

from __future__ import annotations

from datetime import date

from benefits.rules.dates import Span, add_months, month_index

_NUMERALS = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """A small whole number in characters (二, 十一); in digits from 20 on."""
    if number <= 10:
        return _NUMERALS[number]
    return f"十{_NUMERALS[number - 10]}" if number < 20 else str(number)


def day_words(day: date) -> str:
    """2024年5月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_words(day: date) -> str:
    """2024年5月."""
    return f"{day.year}年{day.month}月"


def number_words(number: float) -> str:
    """21600, 1.5, 83.33: at most two decimals, none that are not needed."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def amount_number(number: float, unit: str) -> str:
    """As `number_words`; round sums of money from 10000 元 on in 万: 90万."""
    if unit == "元" and number >= 10_000 and number % 1000 == 0:
        return f"{number_words(number / 10_000)}万"
    return number_words(number)


def span_words(span: Span) -> str:
    """36个月（3年）, 188天."""
    if not span.months:
        return f"{span.days}天"
    return f"{span.months}个月" + (f"（{span.months // 12}年）" if span.months % 12 == 0 else "")


def age_span_words(span: Span) -> str:
    """A span since a birth: 36个月（3周岁）, 60周岁, 28天."""
    if not span.months:
        return f"{span.days}天"
    if span.months % 12:
        return f"{span.months}个月"
    years = span.months // 12
    return f"{span.months}个月（{years}周岁）" if years <= 7 else f"{years}周岁"


def age_words(birth: date, as_of: date) -> str:
    """How old somebody is on that day: 26天, 7个月, 1岁7个月, 12岁."""
    months = month_index(as_of) - month_index(birth)
    if add_months(birth, max(months, 0)) > as_of:
        months -= 1
    if months < 1:
        return f"{(as_of - birth).days}天"
    years, rest = divmod(months, 12)
    if not years:
        return f"{rest}个月"
    return f"{years}岁{rest}个月" if rest and years < 7 else f"{years}岁"
