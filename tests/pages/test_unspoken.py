"""What a family ticked and nothing is held about."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Look
from tests.pages.families import SECOND, couple

CARING = "照顾自己的父母"
HARDSHIP = "家庭困难"
PAUSED = "妈妈中断工作、创业、科研"


@pytest.mark.parametrize(
    ("residence", "ticked", "told"),
    [
        ("141002", ["topic_elders"], f"您还选了“{CARING}”："),
        ("141002", ["topic_work", "topic_elders", "topic_housing"], f"您还选了“{PAUSED}”、“{CARING}”："),
        ("141002", ["topic_hardship"], f"您还选了“{HARDSHIP}”："),
        ("141002", ["topic_hardship", "topic_fp"], ""),
        ("141002", [], ""),
        ("370102", ["topic_elders"], ""),
        ("110101", ["topic_elders"], ""),
    ],
)
def test_a_topic_that_no_record_speaks_of_is_named_with_the_hotline(
    look: Look, residence: str, ticked: list[str], told: str
) -> None:
    text = look("/results/", couple(residence, SECOND, **dict.fromkeys(ticked, True))).text
    assert ("您还选了" in text) == bool(told)
    assert told in text
    assert not told or "12345 问一问当地有没有" in text
