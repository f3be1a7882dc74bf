"""Families whose results the tests look at."""

from __future__ import annotations

from datetime import date
from typing import Any

from benefits.rules.household import Household

NO_TOPICS: dict[str, Any] = dict.fromkeys(
    (
        "topic_marrying",
        "topic_planning",
        "topic_housing",
        "topic_hardship",
        "topic_health",
        "topic_work",
        "topic_fp",
        "topic_elders",
    ),
    False,
)
EMPLOYED: dict[str, Any] = {"work": "employee", "insurance": "maternity", "hpf": True}
FIRST: dict[str, Any] = {"birth": date(2020, 3, 1), "relation": "ours", "care": "public_kg", "enrolled_6m": True}
SECOND: dict[str, Any] = {"birth": date(2024, 5, 1), "relation": "ours", "care": "home", "enrolled_6m": True}
EXPECTED: dict[str, Any] = {"birth": date(2026, 10, 10), "relation": "ours"}


def couple(residence: str, *children: dict[str, Any], **family: Any) -> Household:
    """A married couple, both employed, everything local, no topic ticked unless given."""
    answers: dict[str, Any] = {"residence": residence, "all_here": True, "parents": "both", "couple": "married"}
    return Household(answers | NO_TOPICS | family, EMPLOYED, EMPLOYED, children)


JINAN = couple("370102", FIRST, SECOND)
XIANGNING = couple("141029", FIRST, SECOND)
LUHE = couple("441523", FIRST, SECOND)
LINQING = couple("371581", FIRST, EXPECTED)
NOWHERE = couple("110101", SECOND)
APART = Household(
    NO_TOPICS | {"residence": "370102", "parents": "both", "couple": "married", "all_here": False},
    EMPLOYED | {"hukou": "371581", "work_place": "370102", "insured_place": "370102"},
    EMPLOYED | {"hukou": "371581", "work_place": "371581", "insured_place": "371581"},
    (FIRST | {"child_hukou": "371581"}, SECOND | {"child_hukou": "371581"}),
)
BUYING = couple("370102", FIRST, SECOND, topic_housing=True, buying=True, purchase_place="370102")
BEGUN = Household({"residence": "370102"})
EVERYBODY = {
    "jinan": JINAN,
    "xiangning": XIANGNING,
    "luhe": LUHE,
    "linqing": LINQING,
    "nowhere": NOWHERE,
    "buying": BUYING,
    "apart": APART,
    "begun": BEGUN,
}
