"""Whether the terms of an award (元, 每月, 不低于) are those of the quotation or of the note beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from benefits.audit.figures import Figure, figures, key_of
from benefits.audit.flaws import Code, Flaw
from benefits.content.yamlfile import spelled
from benefits.rules.model import Award, Benefit
from benefits.rules.terms import Bound, Period

_UNITS: Final = {"天": "[天日]", "日": "[天日]", "元": "元|万", "%": "%|全额|照发|免费|免除", "个百分点": "百分点"}
_PERIODS: Final = {
    Period.MONTH: "月",
    Period.YEAR: "年",
    Period.SCHOOL_YEAR: "学年",
}
_RECURRING: Final = re.compile("每月|每年|每学年|/月|/年")
_BOUNDS: Final = {
    Bound.AT_LEAST: "不少于|不低于|至少|以上",
    Bound.AT_MOST: "不超过|最高|至多|以内|上限|最多",
    Bound.ON_AVERAGE: "平均",
}


def check_terms(benefit: Benefit, quotes: Iterable[str]) -> Iterator[Flaw]:
    """Units, periods and bounds that no words stand for, and words of that kind that the award passes over."""
    quoted = "；".join(quotes)
    for number, award in enumerate(benefit.awards):
        if not award.number:
            continue
        for field, message in _terms(award, quoted, f"{quoted}；{award.note}；{benefit.note}"):
            where = spelled(("awards", number, field))
            yield Flaw(
                Code.UNWRITTEN_WORD, benefit.id, where, f"{where}：{message}；请照原文改正，或在旁边的说明里写明"
            )


def _terms(award: Award, quoted: str, text: str) -> Iterator[tuple[str, str]]:
    if not re.search(_UNITS.get(award.unit, re.escape(award.unit)), text):
        yield "unit", f"引文和说明里都没有单位“{award.unit}”"
    if award.period in _PERIODS:
        if not re.search(_PERIODS[award.period], text):
            yield "period", f"引文和说明里都没有“{_PERIODS[award.period]}”"
    elif _RECURRING.search(quoted):
        yield "period", "引文写的是按月、按年或按学年"
    yield from _bounds(award, quoted, text)


def _bounds(award: Award, quoted: str, text: str) -> Iterator[tuple[str, str]]:
    if award.bound in _BOUNDS:
        if not re.search(_BOUNDS[award.bound], text):
            yield "bound", f"引文和说明里都没有“{_BOUNDS[award.bound]}”这样的话"
    elif award.number_to is None:
        for words in _BOUNDS.values():
            if any(re.search(f"({words})[^，,；]{{0,4}}$", figure.before) for figure in _of(award, quoted)):
                yield "bound", f"引文里这个数前面写着“{words}”之一"


def _of(award: Award, quoted: str) -> Iterator[Figure]:
    """The figures of the quotations that are this award's number."""
    key = key_of(award.number or 0, award.unit)
    return (figure for figure in figures(quoted) if key in figure.keys)
