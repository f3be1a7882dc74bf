"""The numbers that open a clause: 第一章, 第十八条, 一、, （一）, 1., （1）, ① and 附件1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

#: The last four are Kangxi radicals, which text taken out of a PDF often has in place of the numerals.
_DIGITS = dict(zip("零〇一二三四五六七八九两⼀⼆⼋", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 1, 2, 8), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "⼗": 10}
_N = f"([{''.join(_DIGITS)}{''.join(_UNITS)}]{{1,9}})"


class Rank(IntEnum):
    """How high a mark stands: a clause holds the clauses of greater rank that follow it."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    DIVISION = 3
    ARTICLE = 4
    PARAGRAPH = 5
    SECTION = 6
    SUBSECTION = 7
    POINT = 8
    SUBPOINT = 9
    CIRCLED = 10


@dataclass(frozen=True)
class Mark:
    """A number at the start of a line: as printed, as cited (二, （四）, 12, 第十八条), and as an integer.

    ``insert`` is the 一 of 第十八条之一, 0 where there is none.
    """

    rank: Rank
    printed: str
    name: str
    value: int
    insert: int = 0


_PATTERNS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.ANNEX, re.compile(rf"附件(?:{_N}|([0-9]{{1,2}}))?[:：]?$")),
    (Rank.PART, re.compile(rf"第{_N}(?:编|部分)(?=[^。]{{0,40}}$)\s?")),
    (Rank.CHAPTER, re.compile(rf"第{_N}章(?=[^。]{{0,40}}$)\s?")),
    (Rank.DIVISION, re.compile(rf"第{_N}节(?=[^。]{{0,40}}$)\s?")),
    # "第四十条规定的", "第二条、第三条" and "第五条第二款" at the start of a line speak of an article; they do not open one.
    (Rank.ARTICLE, re.compile(rf"第{_N}条(?:之{_N})?(?:\s|(?![规的款项所中、，,和或及与至到第之（(]))")),
    (Rank.SECTION, re.compile(rf"{_N}、")),
    (Rank.SUBSECTION, re.compile(rf"[（(]{_N}[)）](?![款项条目])[、.．]?")),
    # 1.5倍 is a number, but nothing is counted in 1.2026年.
    (Rank.POINT, re.compile(r"([0-9]{1,3})(?:[.．](?![0-9])|[.．](?=(?:19|20)[0-9]{2}年)|、)")),
    (Rank.SUBPOINT, re.compile(r"[（(]([0-9]{1,3})[)）](?![款项条目])[、.．]?")),
    (Rank.CIRCLED, re.compile("([①-⑳])")),
)


#: What a mark can begin with; most lines begin with something else, and need no closer look.
_OPENERS = frozenset("附第（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳") | _DIGITS.keys() | _UNITS.keys()


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic numeral: 十二 is 12, 一百零三 is 103, 二〇二三 is 2023."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for character in text:
        if unit := _UNITS.get(character):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = digit * 10 + _DIGITS[character]
    return total + digit


def mark_of(line: str) -> Mark | None:
    """The number that opens this line, if one does."""
    if line[:1] not in _OPENERS:
        return None
    for rank, pattern in _PATTERNS:
        if match := pattern.match(line):
            return _mark(rank, match)
    return None


def _mark(rank: Rank, match: re.Match[str]) -> Mark:
    printed = match[0]
    if rank is Rank.CIRCLED:
        return Mark(rank, printed, printed, ord(printed) - ord("①") + 1)
    numerals = [group for group in match.groups() if group]
    values = [numeral(group) for group in numerals] or [1]
    return Mark(rank, printed, _name(rank, printed, numerals), *values[:2])


def _name(rank: Rank, printed: str, numerals: list[str]) -> str:
    if rank in (Rank.SECTION, Rank.POINT):
        return numerals[0]
    if rank in (Rank.SUBSECTION, Rank.SUBPOINT):
        return f"（{numerals[0]}）"
    return printed.strip().rstrip("：:")
