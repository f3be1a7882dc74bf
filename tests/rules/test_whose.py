"""Whose value a row reads: the same child, the same parent, every child, both parents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from benefits.rules.assess import assess
from benefits.rules.values import Ask
from tests.rules.making import benefit, child, finding, findings, household, plan_of, row

AS_OF = "2026-03-01"
YOUNG, OLD = "2025-05-01", "2015-05-01"
UNDER_3 = row("birth", "under", "36 months", whose="any_child")
DISABLED = row("disabled", "is", value=True, whose="any_child")


@pytest.mark.parametrize(
    ("young", "old", "verdict"),
    [
        ({"disabled": True}, {"disabled": False}, "eligible"),
        # The elder met both rows once, the younger never did.
        ({"disabled": False}, {"disabled": True}, "ended"),
        ({"disabled": False}, {"disabled": False}, "ineligible"),
        ({}, {"disabled": True}, "undetermined"),
        ({}, {"disabled": False}, "undetermined"),
    ],
)
def test_all_any_child_rows_speak_of_the_same_child(young: dict[str, Any], old: dict[str, Any], verdict: str) -> None:
    record = benefit(conditions=[UNDER_3, DISABLED])
    for children in ([child(YOUNG, **young), child(OLD, **old)], [child(OLD, **old), child(YOUNG, **young)]):
        assert finding(record, household(*children), AS_OF).verdict.value == verdict


def test_the_finding_speaks_of_the_youngest_child_that_fits() -> None:
    found = finding(benefit(conditions=[UNDER_3]), household(child("2024-01-01"), child(YOUNG), child(OLD)), AS_OF)
    assert found.binding.child == "child:1"


@pytest.mark.parametrize("children", [(), (child(OLD, deceased=True),)])
def test_any_child_needs_a_living_child(children: tuple[Mapping[str, Any], ...]) -> None:
    record = benefit(conditions=[row("care", "in", ["home", "nursery", "school"], whose="any_child")])
    assert finding(record, household(*children), AS_OF).verdict.value == "ineligible"


@pytest.mark.parametrize(
    ("mother", "father", "verdict"),
    [
        ({"work": "employee", "hpf": True}, {"work": "none"}, "eligible"),
        ({"work": "employee", "hpf": False}, {"work": "flexible", "hpf": True}, "ineligible"),
        ({"work": "employee"}, {"work": "flexible", "hpf": True}, "undetermined"),
        ({"work": "none"}, {"work": "employee", "hpf": True}, "eligible"),
        ({"work": "none"}, {}, "undetermined"),
    ],
)
def test_all_either_parent_rows_speak_of_the_same_parent(
    mother: dict[str, Any], father: dict[str, Any], verdict: str
) -> None:
    rows = [row("work", "is", "employee", whose="either_parent"), row("hpf", "is", value=True, whose="either_parent")]
    found = finding(benefit(conditions=rows), household(mother=mother, father=father), AS_OF)
    assert found.verdict.value == verdict


def test_the_rows_of_an_award_speak_of_the_child_of_the_conditions() -> None:
    record = benefit(conditions=[UNDER_3], awards=[{"number": 100, "unit": "元", "when": [DISABLED]}])
    fitting = household(child(YOUNG, disabled=True), child(OLD, disabled=False))
    apart = household(child(YOUNG, disabled=False), child(OLD, disabled=True))
    assert [finding(record, home, AS_OF).verdict.value for home in (fitting, apart)] == ["eligible", "ended"]


@pytest.mark.parametrize(
    ("cares", "verdict"),
    [
        (["home"], "eligible"),
        (["home", "home"], "eligible"),
        (["home", "school"], "ineligible"),
        (["home", None], "undetermined"),
        (["school", None], "ineligible"),
        ([], "ineligible"),
    ],
)
def test_every_child_needs_one_child_at_least(cares: list[str | None], verdict: str) -> None:
    record = benefit(conditions=[row("care", "is", "home", whose="every_child")])
    children = [child(YOUNG, **({"care": care} if care else {})) for care in cares]
    assert finding(record, household(*children), AS_OF).verdict.value == verdict


@pytest.mark.parametrize(
    ("parents", "mother", "father", "verdict"),
    [
        ("both", "employee", "employee", "eligible"),
        ("both", "employee", "none", "ineligible"),
        ("both", "employee", None, "undetermined"),
        ("both", None, "none", "ineligible"),
        ("mother", "employee", "employee", "ineligible"),
        ("father", "employee", "employee", "ineligible"),
    ],
)
def test_both_parents_needs_two(parents: str, mother: str | None, father: str | None, verdict: str) -> None:
    record = benefit(conditions=[row("work", "is", "employee", whose="both_parents")])
    home = household(
        family={"parents": parents},
        mother={"work": mother} if mother else {},
        father={"work": father} if father else {},
    )
    assert finding(record, home, AS_OF).verdict.value == verdict


@pytest.mark.parametrize(
    ("subject", "parents", "subjects"),
    [
        ("family", "both", ["family"]),
        ("mother", "both", ["mother"]),
        ("mother", "father", []),
        ("father", "mother", []),
        ("each_parent", "both", ["mother", "father"]),
        ("each_parent", "father", ["father"]),
        ("each_child", "both", ["child:0", "child:2"]),
        ("each_birth", "both", ["birth:0", "birth:1"]),
    ],
)
def test_for_whom_a_record_is_assessed(subject: str, parents: str, subjects: list[str]) -> None:
    home = household(
        child(YOUNG), child(OLD, deceased=True), child(YOUNG, relation="adopted"), family={"parents": parents}
    )
    found = findings(benefit(subject=subject), home, AS_OF)
    assert [person for _, person in found] == subjects


@pytest.mark.parametrize("subject", ["each_child", "each_birth"])
def test_one_stand_in_waits_for_the_children(subject: str) -> None:
    record = benefit(subject=subject, conditions=[row("relation", "is", "ours", whose="any_child")])
    found = finding(record, household(children=None), AS_OF)
    assert found.verdict.value == "undetermined"
    assert found.missing == {Ask("children", "family")}


def test_a_child_row_of_a_birth_reads_its_first_baby() -> None:
    record = benefit(subject="each_birth", conditions=[row("disabled", "is", value=True)])
    home = household(child(OLD, disabled=True), child(YOUNG, disabled=False), child(YOUNG, disabled=True))
    verdicts = {one.subject: one.verdict.value for one in assess(plan_of(record), home, date.fromisoformat(AS_OF))}
    assert verdicts == {"birth:0": "eligible", "birth:1": "ineligible"}


@pytest.mark.parametrize(
    ("family", "mother", "verdict"),
    [
        ({}, {"work": "none"}, "ineligible"),
        ({}, {"work": "employee"}, "undetermined"),
        ({}, {"work": "none", "hpf": True}, "eligible"),
    ],
)
def test_a_fact_is_taken_as_another_says(family: dict[str, Any], mother: dict[str, Any], verdict: str) -> None:
    record = benefit(conditions=[row("hpf", "is", value=True, whose="mother")])
    assert finding(record, household(family=family, mother=mother), AS_OF).verdict.value == verdict


@pytest.mark.parametrize(
    ("fact", "family", "verdict"),
    [
        ("dibao", {"topic": False}, "ineligible"),
        ("dibao", {"topic": True}, "undetermined"),
        ("dibao", {}, "undetermined"),
        ("dibao", {"topic": False, "dibao": True}, "eligible"),
        ("renting", {"topic": False}, "undetermined"),
    ],
)
def test_a_topic_not_chosen_settles_its_facts_where_they_say_so(
    fact: str, family: dict[str, Any], verdict: str
) -> None:
    record = benefit(conditions=[row(fact, "is", value=True)])
    assert finding(record, household(family=family), AS_OF).verdict.value == verdict
