"""What people are called, and which children a number counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benefits.rules.household import Answers, Household
from benefits.words.persons import names
from tests.pages.conftest import Alone
from tests.pages.families import SECOND, couple

LOST: Answers = {"birth": date(1988, 3, 2), "deceased": True}


@pytest.mark.parametrize(
    ("children", "parents", "called"),
    [
        (None, "both", ["妈妈", "爸爸"]),
        ((SECOND,), "both", ["妈妈", "爸爸"]),
        ((LOST, {"birth": date(2026, 10, 1)}), "both", ["妈妈", "爸爸"]),
        ((LOST,), "both", ["妻子", "丈夫"]),
        ((), "both", ["妻子", "丈夫"]),
        ((LOST,), "mother", ["本人"]),
        ((LOST,), "father", ["本人"]),
    ],
)
def test_who_has_no_child_is_not_called_a_mother_or_a_father(
    children: tuple[Answers, ...] | None, parents: str, called: list[str]
) -> None:
    household = Household({"parents": parents}, children=children)
    assert [names(household)[parent] for parent in household.parents] == called


HIS: dict[str, Any] = SECOND | {"relation": "fathers"}
ADOPTED: dict[str, Any] = SECOND | {"relation": "adopted"}


@pytest.mark.parametrize(
    ("household", "benefit", "told"),
    [
        (couple("370102", HIS), "jinan-childrearing-600", "是爸爸以前的孩子，不算两人共同的孩子"),
        (couple("141029", HIS), "xiangning-birth-grant", "是爸爸以前的孩子，不是妈妈生的"),
        (couple("141029", ADOPTED), "xiangning-birth-grant", "是收养，不是妈妈生的"),
    ],
)
def test_a_child_that_a_number_leaves_out_is_told_with_the_reason(
    alone: Alone, household: Household, benefit: str, told: str
) -> None:
    lines = [line for one in alone(household, benefit) for line in one.lines]
    values = [one.value for line in lines for one in (line, *line.alternatives)]
    assert told in values
    assert "家里没有" not in values
