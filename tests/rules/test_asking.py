"""Which records may raise questions."""

from __future__ import annotations

from typing import Any

import pytest

from benefits.rules.terms import Status
from tests.rules.making import CITED, ELSEWHERE, benefit, plan_of

DRAFT = [{**CITED, "document": "draft"}]


@pytest.mark.parametrize(
    ("keys", "asks"),
    [
        ({}, True),
        ({"kind": "service"}, False),
        ({"recipient": "institution"}, False),
        ({"force": "encouraged"}, False),
        ({"force": "refers_up"}, False),
        ({"force": "refers_up", "asks": True}, True),
        ({"asks": False}, False),
    ],
)
def test_what_binds_and_is_for_families_asks_unless_told_otherwise(keys: dict[str, Any], asks: bool) -> None:
    assert plan_of(benefit(**keys)).by_id["b"].asks is asks


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUPERSEDED, Status.EXPIRED])
def test_what_is_not_in_force_asks_nothing_beside_what_is(status: Status) -> None:
    plan = plan_of(benefit(), benefit(id="other", citations=DRAFT), draft=status)
    assert plan.by_id["b"].asks
    assert not plan.by_id["other"].asks


def test_a_draft_asks_where_its_region_has_nothing_else() -> None:
    draft = benefit(id="other", region=ELSEWHERE, citations=DRAFT)
    assert plan_of(benefit(), draft, draft=Status.DRAFT).by_id["other"].asks
    assert not plan_of(benefit(), draft, draft=Status.EXPIRED).by_id["other"].asks


def test_a_restatement_leaves_the_asking_to_what_it_restates() -> None:
    other = benefit(id="other", relations=[{"kind": "restates", "to": "b"}])
    plan = plan_of(benefit(), other)
    assert plan.by_id["b"].asks
    assert not plan.by_id["other"].asks


def test_a_restatement_that_says_more_may_ask_for_itself() -> None:
    other = benefit(id="other", asks=True, relations=[{"kind": "restates", "to": "b"}])
    plan = plan_of(benefit(), other)
    assert plan.by_id["b"].asks
    assert plan.by_id["other"].asks
