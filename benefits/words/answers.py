"""What a household's answers are called on pages."""

from __future__ import annotations

from datetime import date

from benefits.rules.facts import Fact, FactType
from benefits.rules.values import UNSURE, Known
from benefits.words.chinese import day_words
from regions.directory import directory


def answer_words(fact: Fact, value: Known) -> str:
    """An answer in words: 是, an option's label, a date, a place with those above it, 不清楚."""
    if value == UNSURE:
        return "不清楚"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day_words(value)
    if fact.type is FactType.CHOICE:
        return next((option.label for option in fact.options if option.value == value), str(value))
    return place_words(str(value)) if fact.type is FactType.REGION else str(value)


def place_words(code: str) -> str:
    """山东省 济南市 历下区; the code itself if no such region is held."""
    return directory().full_name(code) if directory().get(code) else code
