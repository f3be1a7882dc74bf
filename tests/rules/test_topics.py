"""What hangs on a topic that was not ticked, and what other answers may still settle."""

from __future__ import annotations

from typing import Any

import pytest

from benefits.rules.household import Answers
from benefits.rules.topics import left_aside
from tests.rules.making import benefit, child, finding, household, row

RENTING, BUYING = row("renting", "is", True), row("buying", "is", True)
"""Nobody has answered either: the first stands behind the topic, the second behind none."""
SMALL_OR_RENTING = [
    row("birth", "under", "36 months", whose="any_child", any_of="A"),
    row("renting", "is", True, any_of="A"),
    BUYING,
]
BIG, SMALL = child("2019-05-01"), child("2025-05-01")


def either(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [one | {"any_of": "A"} for one in rows]


@pytest.mark.parametrize(
    ("keys", "children", "hangs"),
    [
        ({"conditions": [RENTING]}, (), True),
        ({"conditions": [BUYING]}, (), False),
        ({"conditions": [RENTING, BUYING]}, (), True),
        ({"conditions": either(RENTING, BUYING)}, (), False),
        ({"awards": [{"number": 1, "unit": "元", "when": [RENTING]}]}, (), True),
        ({"awards": [{"number": 1, "unit": "元", "when": [one]} for one in (RENTING, BUYING)]}, (), False),
        ({"conditions": SMALL_OR_RENTING}, (BIG,), True),
        ({"conditions": SMALL_OR_RENTING}, (BIG, SMALL), False),
    ],
    ids=["alone", "other", "both", "either", "award", "awards", "big", "big-and-small"],
)
def test_it_hangs_on_a_topic_if_nothing_else_can_settle_it(
    keys: dict[str, Any], children: tuple[Answers, ...], hangs: bool
) -> None:
    record = benefit(subject="family", **keys)
    told = {ticked: _aside(record, children, ticked) for ticked in (False, True)}
    assert told == {False: frozenset(["topic"] if hangs else []), True: frozenset()}


def _aside(record: Any, children: tuple[Answers, ...], ticked: bool) -> frozenset[str]:
    found = finding(record, household(*children, family={"topic": ticked}), "2026-06-01")
    assert found.missing
    return left_aside(found.standing.case, found.state.outcome, found.state_day, found.standing.stage.alone.situation)
