"""本市户籍 of a family: the whole truth table of 口径3."""

from __future__ import annotations

from typing import Any

import pytest

from benefits.rules.assess import Verdict
from tests.rules.making import ELSEWHERE, HERE, INSIDE, benefit, child, finding, household, row

H, A, U = INSIDE, ELSEWHERE, None
"""Registered here, away, or not said."""

ELIGIBLE, INELIGIBLE, GAP, MISSING = "eligible", "ineligible", "gap", "missing"

TABLE = [
    # child, mother, father
    (H, H, H, ELIGIBLE),
    (H, H, A, ELIGIBLE),
    (H, A, H, ELIGIBLE),
    (H, A, A, GAP),
    (A, H, H, GAP),
    (A, H, A, GAP),
    (A, A, H, GAP),
    (A, A, A, INELIGIBLE),
    # One parent here is enough, whatever the other's.
    (H, H, U, ELIGIBLE),
    (H, U, H, ELIGIBLE),
    (A, H, U, GAP),
    (A, U, H, GAP),
    # Otherwise what was not said could decide.
    (H, A, U, MISSING),
    (H, U, A, MISSING),
    (H, U, U, MISSING),
    (A, A, U, MISSING),
    (A, U, U, MISSING),
    (U, H, H, MISSING),
    (U, H, A, MISSING),
    (U, A, A, MISSING),
    (U, U, U, MISSING),
]
RECORD = benefit(subject="each_child", conditions=[row("hukou_here", "is", value=True)])


def said(slug: str, code: str | None) -> dict[str, Any]:
    return {} if code is None else {slug: code}


@pytest.mark.parametrize(("of_child", "of_mother", "of_father", "expected"), TABLE)
def test_local_registration(of_child: str | None, of_mother: str | None, of_father: str | None, expected: str) -> None:
    home = household(
        child("2024-05-01", **said("child_hukou", of_child)),
        mother=said("hukou", of_mother),
        father=said("hukou", of_father),
    )
    found = finding(RECORD, home, "2024-06-01")
    reason = {ELIGIBLE: (False, False), INELIGIBLE: (False, False), GAP: (False, True), MISSING: (True, False)}
    assert (bool(found.missing), bool(found.gaps)) == reason[expected]
    verdict = expected if expected in (ELIGIBLE, INELIGIBLE) else "undetermined"
    assert found.verdict.value == verdict


def test_what_is_missing_names_whose_registration() -> None:
    home = household(child("2024-05-01"), mother={"hukou": HERE}, father={"hukou": ELSEWHERE})
    assert finding(RECORD, home, "2024-06-01").missing == {("child_hukou", "child:0")}


@pytest.mark.parametrize(("parents", "verdict"), [("mother", Verdict.INELIGIBLE), ("both", Verdict.UNDETERMINED)])
def test_a_parent_who_is_not_there_does_not_count(parents: str, verdict: Verdict) -> None:
    home = household(
        child("2024-05-01", child_hukou=ELSEWHERE),
        family={"parents": parents},
        mother={"hukou": ELSEWHERE},
        father={"hukou": HERE},
    )
    assert finding(RECORD, home, "2024-06-01").verdict is verdict


@pytest.mark.parametrize(
    ("residence", "verdict"), [(HERE, "eligible"), (INSIDE, "eligible"), (ELSEWHERE, "ineligible")]
)
def test_everything_local_takes_registration_from_the_home(residence: str, verdict: str) -> None:
    home = household(child("2024-05-01"), family={"residence": residence, "all_here": True})
    assert finding(RECORD, home, "2024-06-01").verdict.value == verdict


def test_an_own_answer_counts_more_than_everything_local() -> None:
    family = {"residence": HERE, "all_here": True}
    home = household(child("2024-05-01", child_hukou=ELSEWHERE), family=family)
    assert [gap.kind for gap in finding(RECORD, home, "2024-06-01").gaps] == ["hukou"]


def test_a_gap_in_registration_goes_where_the_rule_asks_for_no_registration() -> None:
    record = benefit(subject="each_child", conditions=[row("hukou_here", "is_not", value=True)])
    verdicts = []
    for of_child in (HERE, ELSEWHERE):
        home = household(child("2024-05-01", child_hukou=of_child), mother={"hukou": HERE}, father={"hukou": HERE})
        verdicts.append(finding(record, home, "2024-06-01").verdict.value)
    assert verdicts == ["ineligible", "undetermined"]
