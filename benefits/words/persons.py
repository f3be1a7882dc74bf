"""What each person of a household is called on pages: 妈妈, 爸爸, 大宝, 二宝, 二宝出生这次; without a child 妻子, 丈夫."""

from __future__ import annotations

from datetime import date

from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.values import FAMILY, FATHER, MOTHER, PARENTS
from benefits.words.chinese import day_words, numeral

FIXED = {FAMILY: "全家", MOTHER: "妈妈", FATHER: "爸爸", UNBORN_LIST: "孩子"}
COUPLE = {MOTHER: "妻子", FATHER: "丈夫"}
ALONE = dict.fromkeys(PARENTS, "本人")


def names(household: Household) -> dict[str, str]:
    """The name of every person and birth of the household.

    Children are numbered through the family by date of birth, those who have died included, so that
    no child is called by another's number. An only child, of whatever age, is 孩子. Who has no child, or
    none that lives, is not called mother or father: that would only hurt.
    """
    children = household.children or ()
    in_order = sorted(range(len(children)), key=lambda index: (household.birth_of(index), index))
    named = {f"child:{index}": _child(rank, len(children)) for rank, index in enumerate(in_order, start=1)}
    births = {f"birth:{number}": _birth(babies, named) for number, babies in enumerate(household.births)}
    return FIXED | _adults(household) | named | births


def _adults(household: Household) -> dict[str, str]:
    if household.children is None or household.living:
        return {}
    return COUPLE if household.parents == PARENTS else ALONE


def described(household: Household, as_of: date) -> dict[str, str]:
    """As `names`, children and births with their day: 二宝（2024年5月1日出生）, 大宝（预产期2026年3月1日）."""
    plain = names(household)
    days = {f"child:{index}": household.birth_of(index) for index in range(len(household.children or ()))}
    days |= {f"birth:{number}": household.birth_of(babies[0]) for number, babies in enumerate(household.births)}
    return plain | {person: plain[person] + _when(day, as_of) for person, day in days.items()}


def _child(rank: int, among: int) -> str:
    if among == 1:
        return "孩子"
    return "大宝" if rank == 1 else f"{numeral(rank)}宝"


def _birth(babies: tuple[int, ...], named: dict[str, str]) -> str:
    return f"{'、'.join(named[f'child:{index}'] for index in babies)}出生这次"


def _when(day: date, as_of: date) -> str:
    return f"（预产期{day_words(day)}）" if day > as_of else f"（{day_words(day)}出生）"
