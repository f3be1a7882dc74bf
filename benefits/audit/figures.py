"""Numbers and dates as official texts write them: 3周岁, 二孩, 六个月, 90万元, 2023年1月1日, 50%."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

Key = tuple[str, float | date]
"""What a figure comes to: ``days``, ``months``, ``day`` (a date) or ``number`` with its value, so that 3周岁 is 36 months."""

_DIGITS: Final = "零一二三四五六七八九"
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MONTHS: Final = {"周岁": 12, "岁": 12, "学年": 12, "年": 12, "个月": 1, "月龄": 1, "月": 1}
_DAYS: Final = {"周": 7, "天": 1, "日": 1}
_COUNTERS: Final = "孩|胎|元|倍|次|成|分钟|小时|人|个|%|‰|平方米|㎡"
_UNITS: Final = "|".join([*_MONTHS, *_DAYS, _COUNTERS])

_DATE: Final = re.compile(r"(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?")
_WRITTEN_DATE: Final = re.compile(r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_NUMBER: Final = re.compile(rf"(?P<n>\d[\d,，]*(?:\.\d+)?)\s*(?P<s>[十百千万亿]*)余?(?P<u>{_UNITS})?")
_CHINESE: Final = re.compile(
    r"(?<![第统专唯同进万])(?P<n>[一二两三四五六七八九十百千万]+)(?P<u>孩|胎|个月|周岁|岁|年|天|日|元|倍|成)(?!级|系|体|政策|生育政策)"
)
_SERIES: Final = re.compile(
    r"([一二三四五六七八九\d]+)(?=[、和或至到—－~-][一二三四五六七八九\d]+、?[一二三四五六七八九\d]*(孩|胎|周岁|岁|个月|月龄|月|天))"
)
_WORDS: Final[dict[str, tuple[Key, ...]]] = {
    "单胎": (("number", 1),),
    "双胞胎": (("number", 2),),
    "三胞胎": (("number", 3),),
    "多胞胎": (("number", 2),),
    "双女": (("number", 2),),
    "半年": (("months", 6),),
    "未成年": (("months", 216),),
    "成年": (("months", 216),),
    "独生子女": (("number", 1),),
    "全额": (("number", 100),),
    "照发": (("number", 100),),
    "免费": (("number", 100),),
    "免除": (("number", 100),),
}
"""Words that are figures: their keys may be used, but need not be."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number or date in a text: its words, what they come to, its place, and what stands before it."""

    text: str
    keys: frozenset[Key]
    at: int
    before: str


def figures(text: str) -> list[Figure]:
    """The numbers and dates of a text that say how much, how many, how long or when."""
    found = list(_dates(text))
    rest = _DATE.sub(lambda match: " " * len(match[0]), text)
    return [*found, *_numbers(rest), *_chinese(rest), *_series(rest)]


def meanings(text: str) -> frozenset[Key]:
    """All that the figures and the words of number in a text come to."""
    words = (key for word, keys in _WORDS.items() if word in text for key in keys)
    days: Iterator[Key] = (("day", day) for match in _WRITTEN_DATE.finditer(text) for day in _days(match))
    return frozenset((*words, *days, *(key for figure in figures(text) for key in figure.keys)))


def _figure(text: str, match: re.Match[str], keys: Iterator[Key] | list[Key]) -> Figure:
    return Figure(
        match[0].strip(),
        frozenset(keys),
        match.start(),
        text[max(0, match.start() - 8) : match.start()],
    )


def _dates(text: str) -> Iterator[Figure]:
    for match in _DATE.finditer(text):
        yield _figure(text, match, [("day", day) for day in _days(match)])


def _days(match: re.Match[str]) -> Iterator[date]:
    """The day; of a month or a year alone its first and its last."""
    year, month, day = int(match["y"]), match["m"], match["d"]
    if not 1900 <= year <= 2199 or (month and not 1 <= int(month) <= 12):
        return
    if day:
        if 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
            yield date(year, int(month), int(day))
        return
    first, last = (int(month), int(month)) if month else (1, 12)
    yield date(year, first, 1)
    yield date(year, last, calendar.monthrange(year, last)[1])


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        value = float(re.sub("[,，]", "", match["n"]))
        for scale in match["s"]:
            value *= _SCALES[scale]
        if value and (match["u"] or not _SERIES.match(text, match.start())):
            yield _figure(text, match, [key_of(value, match["u"] or "")])


def _chinese(text: str) -> Iterator[Figure]:
    for match in _CHINESE.finditer(text):
        value = chinese_number(match["n"])
        if value:
            yield _figure(text, match, [key_of(value, match["u"])])


def _series(text: str) -> Iterator[Figure]:
    """The earlier members of 二、三孩 and 0—6岁, which share the unit of the last."""
    for match in _SERIES.finditer(text):
        value = float(match[1]) if match[1].isdigit() else chinese_number(match[1])
        if value:
            yield _figure(text, match, [key_of(value, match[2])])


def key_of(value: float, unit: str) -> Key:
    """What a number of a unit comes to."""
    if unit in _MONTHS:
        return "months", value * _MONTHS[unit]
    if unit in _DAYS:
        return "days", value * _DAYS[unit]
    return "number", value


def chinese_number(text: str) -> int:
    """三百六十五 is 365; nought for what is no number."""
    total = section = digit = 0
    for character in text.replace("两", "二"):
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif _SCALES[character] < 10_000:
            section += (digit or 1) * _SCALES[character]
            digit = 0
        else:
            total += (section + digit) * _SCALES[character]
            section = digit = 0
    return total + section + digit
