"""What a household's persons and answers are called on pages."""

from __future__ import annotations

from datetime import date

from benefits.rules.facts import Fact, FactType
from benefits.rules.household import Household
from benefits.rules.values import FAMILY, FATHER, MOTHER, UNSURE, Known
from regions.directory import directory

_ADULTS = {FAMILY: "全家", MOTHER: "妈妈", FATHER: "爸爸"}
_DIGITS = "零一二三四五六七八九"


def person_name(household: Household, person: str) -> str:
    """妈妈, 二宝, or of a birth 生二宝: how a page names a person of the household."""
    if person in _ADULTS:
        return _ADULTS[person]
    kind, _, index = person.partition(":")
    if kind == "birth":
        return _birth_name(household, household.births[int(index)])
    return _child_name(household, int(index))


def day_text(day: date) -> str:
    """2024年5月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def value_text(fact: Fact, value: Known) -> str:
    """An answer in words: 是, an option's label, a date, a place with those above it, 不清楚."""
    if value == UNSURE:
        return "不清楚"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day_text(value)
    if fact.type is FactType.CHOICE:
        return next((option.label for option in fact.options if option.value == value), str(value))
    return place_text(str(value)) if fact.type is FactType.REGION else str(value)


def place_text(code: str) -> str:
    """山东省 济南市 历下区; the code itself if no such region is held."""
    return directory().full_name(code) if directory().get(code) else code


def _child_name(household: Household, index: int) -> str:
    children = household.children or ()
    if len(children) == 1:
        return "孩子"
    by_date = sorted(range(len(children)), key=lambda i: (household.birth_of(i), i))
    rank = by_date.index(index) + 1
    return "大宝" if rank == 1 else f"{_numeral(rank)}宝"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")


def _birth_name(household: Household, babies: tuple[int, ...]) -> str:
    return "生" + "、".join(_child_name(household, index) for index in babies)
