"""Each operator on the days and values on either side of its edge (口径1, 口径2)."""

from __future__ import annotations

from typing import Any

import pytest

from benefits.rules.assess import Verdict
from benefits.rules.comparisons import RecordError
from benefits.rules.compile import check_benefit
from tests.rules.making import ELSEWHERE, FACTS, HERE, INSIDE, benefit, child, finding, household, plan_of, row

YES, NO, OPEN = True, False, None

# A child born on 2024-05-01 (or as given), asked about on a day: does the row hold?
ON_DAYS = [
    # 未满: the birth is included, the day it is reached is not.
    ("under", "36 months", "2024-05-01", "2024-04-30", NO),
    ("under", "36 months", "2024-05-01", "2024-05-01", YES),
    ("under", "36 months", "2024-05-01", "2027-04-30", YES),
    ("under", "36 months", "2024-05-01", "2027-05-01", NO),
    ("under", "12 months", "2024-02-29", "2025-02-27", YES),
    ("under", "12 months", "2024-02-29", "2025-02-28", NO),
    ("under", "1 month", "2024-01-31", "2024-02-28", YES),
    ("under", "1 month", "2024-01-31", "2024-02-29", NO),
    ("under", "158 days", "2024-05-01", "2024-10-05", YES),
    ("under", "158 days", "2024-05-01", "2024-10-06", NO),
    # N内: the same day of the last month is included.
    ("within", "6 months", "2024-05-01", "2024-04-30", NO),
    ("within", "6 months", "2024-05-01", "2024-05-01", YES),
    ("within", "6 months", "2024-05-01", "2024-11-01", YES),
    ("within", "6 months", "2024-05-01", "2024-11-02", NO),
    ("within", "6 months", "2024-08-31", "2025-02-28", YES),
    ("within", "6 months", "2024-08-31", "2025-03-01", NO),
    ("within", "30 days", "2024-05-01", "2024-05-31", YES),
    ("within", "30 days", "2024-05-01", "2024-06-01", NO),
    # 以下: as 未满, but the day itself is written nowhere.
    ("below", "36 months", "2024-05-01", "2024-04-30", NO),
    ("below", "36 months", "2024-05-01", "2024-05-01", YES),
    ("below", "36 months", "2024-05-01", "2027-04-30", YES),
    ("below", "36 months", "2024-05-01", "2027-05-01", OPEN),
    ("below", "36 months", "2024-05-01", "2027-05-02", NO),
    # 满: from that day on.
    ("reached", "36 months", "2024-05-01", "2027-04-30", NO),
    ("reached", "36 months", "2024-05-01", "2027-05-01", YES),
    ("reached", "36 months", "2024-02-29", "2027-02-28", YES),
    ("reached", "0 days", "2024-05-01", "2024-04-30", NO),
    ("reached", "0 days", "2024-05-01", "2024-05-01", YES),
    # 未到: its opposite, true also before the birth.
    ("not_reached", "36 months", "2024-05-01", "2027-04-30", YES),
    ("not_reached", "36 months", "2024-05-01", "2027-05-01", NO),
    ("not_reached", "36 months", "2024-05-01", "1999-01-01", YES),
    # Dates held against a fixed day; as_of does not matter.
    ("on_or_after", "2023-01-01", "2022-12-31", "2024-06-01", NO),
    ("on_or_after", "2023-01-01", "2023-01-01", "2024-06-01", YES),
    ("on_or_before", "2023-01-01", "2023-01-01", "2024-06-01", YES),
    ("on_or_before", "2023-01-01", "2023-01-02", "2024-06-01", NO),
]


@pytest.mark.parametrize(("op", "value", "birth", "as_of", "holds"), ON_DAYS)
def test_date_operators_on_their_boundary_days(op: str, value: str, birth: str, as_of: str, holds: bool | None) -> None:
    record = benefit(subject="each_child", conditions=[row("birth", op, value)])
    found = finding(record, household(child(birth)), as_of)
    assert found.truth_on(found.as_of) is holds


def test_the_day_that_below_leaves_open_is_a_gap_for_that_day_alone() -> None:
    record = benefit(subject="each_child", conditions=[row("birth", "below", "36 months")])
    found = finding(record, household(child("2024-05-01")), "2027-05-01")
    assert found.verdict is Verdict.UNDETERMINED
    assert [gap.kind for gap in found.gaps] == ["boundary"]
    assert found.ends_on == found.as_of
    assert not found.missing


BY_VALUE = [
    ("buying", "is", True, {"buying": True}, YES),
    ("buying", "is", True, {"buying": False}, NO),
    ("buying", "is_not", True, {"buying": False}, YES),
    ("buying", "is_not", True, {}, OPEN),
    ("buying", "is_not", True, {"buying": "unsure"}, OPEN),
    ("couple", "is", "married", {"couple": "married"}, YES),
    ("couple", "is_not", "married", {"couple": "divorced"}, YES),
    ("couple", "in", ["married", "widowed"], {"couple": "widowed"}, YES),
    ("couple", "in", ["married", "widowed"], {"couple": "divorced"}, NO),
    ("couple", "not_in", ["married", "widowed"], {"couple": "divorced"}, YES),
    ("couple", "not_in", ["married", "widowed"], {"couple": "unsure"}, OPEN),
    ("children", "is", 1, {}, YES),
    ("children", "is_not", 1, {}, NO),
    ("children", "at_least", 1, {}, YES),
    ("children", "at_least", 2, {}, NO),
    ("children", "at_most", 1, {}, YES),
    ("children", "at_most", 0, {}, NO),
    ("residence", "here", None, {"residence": HERE}, YES),
    ("residence", "here", None, {"residence": INSIDE}, YES),
    ("residence", "here", None, {"residence": "370000"}, NO),
    ("residence", "here", None, {"residence": ELSEWHERE}, NO),
    ("residence", "not_here", None, {"residence": ELSEWHERE}, YES),
    ("residence", "not_here", None, {"residence": INSIDE}, NO),
    ("residence", "not_here", None, {}, OPEN),
]


@pytest.mark.parametrize(("fact", "op", "value", "family", "holds"), BY_VALUE)
def test_operators_on_values(fact: str, op: str, value: Any, family: dict[str, Any], holds: bool | None) -> None:
    record = benefit(conditions=[row(fact, op, value)])
    found = finding(record, household(child("2024-05-01"), family=family), "2024-06-01")
    assert found.truth_on(found.as_of) is holds


@pytest.mark.parametrize(
    ("if_not", "met", "verdict"),
    [
        ("ineligible", True, Verdict.ELIGIBLE),
        ("ineligible", False, Verdict.INELIGIBLE),
        ("unclear", True, Verdict.ELIGIBLE),
        ("unclear", False, Verdict.UNDETERMINED),
        ("told", True, Verdict.ELIGIBLE),
        ("told", False, Verdict.ELIGIBLE),
    ],
)
def test_what_a_row_that_does_not_hold_means(if_not: str, met: bool, verdict: Verdict) -> None:
    record = benefit(conditions=[row("buying", "is", True, if_not=if_not, note="只写了买房的")])
    found = finding(record, household(family={"buying": met}), "2024-06-01")
    assert found.verdict is verdict
    assert [gap.note for gap in found.gaps] == (["只写了买房的"] if verdict is Verdict.UNDETERMINED else [])


def test_an_unclear_row_without_a_fact_is_always_a_gap() -> None:
    record = benefit(conditions=[{"if_not": "unclear", "note": "没有写清"}])
    assert finding(record, household(), "2024-06-01").verdict is Verdict.UNDETERMINED


def test_a_row_that_is_only_told_is_shown_and_never_judged() -> None:
    record = benefit(
        conditions=[{"if_not": "told", "note": "符合入学条件"}, row("in_hospital", "is", True, if_not="told")]
    )
    found = finding(record, household(), "2024-06-01")
    assert found.verdict is Verdict.ELIGIBLE
    assert [row.told for row in found.shown] == [True, True]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (True, True, Verdict.ELIGIBLE),
        (True, None, Verdict.ELIGIBLE),
        (False, True, Verdict.ELIGIBLE),
        (False, None, Verdict.UNDETERMINED),
        (False, False, Verdict.INELIGIBLE),
    ],
)
def test_one_alternative_is_enough(first: bool | None, second: bool | None, verdict: Verdict) -> None:
    rows = [row("buying", "is", True, any_of="A"), row("renting", "is", True, any_of="A")]
    answers = {"buying": first, "renting": second}
    family = {slug: value for slug, value in answers.items() if value is not None}
    assert finding(benefit(conditions=rows), household(family=family), "2024-06-01").verdict is verdict


def test_alternatives_of_different_labels_must_each_hold() -> None:
    rows = [row("buying", "is", True, any_of="A"), row("renting", "is", True, any_of="B")]
    family = {"buying": True, "renting": False}
    assert finding(benefit(conditions=rows), household(family=family), "2024-06-01").verdict is Verdict.INELIGIBLE


def test_an_unclear_alternative_leaves_a_gap_only_if_no_other_holds() -> None:
    rows = [row("buying", "is", True, any_of="A"), row("renting", "is", True, any_of="A", if_not="unclear", note="n")]
    verdicts = [
        finding(benefit(conditions=rows), household(family={"buying": buying, "renting": False}), "2024-06-01").verdict
        for buying in (True, False)
    ]
    assert verdicts == [Verdict.ELIGIBLE, Verdict.UNDETERMINED]


MISFITS = [
    ({"conditions": [row("wrok", "is", "none")]}, "no fact 'wrok'"),
    ({"conditions": [row("buying", "at_least", True)]}, "does not fit a yesno fact"),
    ({"conditions": [row("buying", "is", "yes")]}, "does not take the value 'yes'"),
    ({"conditions": [row("couple", "is", "engaged")]}, "'engaged' is not one of married"),
    ({"conditions": [row("couple", "in", "married")]}, "does not take the value"),
    ({"conditions": [row("children", "at_least", True)]}, "does not take the value True"),
    ({"conditions": [row("residence", "is", HERE)]}, "does not fit a region fact"),
    ({"conditions": [row("birth", "under", "3 years", whose="any_child")]}, "36 months"),
    ({"conditions": [row("birth", "under", 36, whose="any_child")]}, "takes a span"),
    ({"conditions": [row("birth", "on_or_after", "2023-02-30", whose="any_child")]}, "birth"),
    ({"conditions": [row("birth", "under", "36 months")]}, "say whose it is"),
    ({"conditions": [row("work", "is", "none")]}, "say whose it is"),
    ({"conditions": [row("work", "is", "none", whose="any_child")]}, "say whose it is"),
    ({"conditions": [row("own_business", "is", True, whose="father")]}, "say whose it is"),
    ({"conditions": [row("difficult", "is", True)], "subject": "each_child"}, "say whose it is"),
    ({"conditions": [row("in_hospital", "is", True, whose="mother")]}, "only be told"),
    ({"awards": [{"run": {"at": "brith"}}]}, "no fact 'brith'"),
    ({"awards": [{"times": {"fact": "kids"}}]}, "no fact 'kids'"),
    ({"awards": [{"times": {"fact": "buying"}}]}, "not a number"),
    ({"awards": [{"times": {"fact": "babies"}}]}, "say whose it is"),
    ({"awards": [{"when": [row("work", "is", "idle", whose="mother")]}]}, "'idle' is not one of employee"),
]


@pytest.mark.parametrize(("keys", "message"), MISFITS)
def test_a_row_that_makes_no_sense_is_named(keys: dict[str, Any], message: str) -> None:
    record = benefit(**keys)
    problems = check_benefit(record, FACTS)
    assert len(problems) == 1
    assert message in problems[0]
    with pytest.raises(RecordError, match=r"^b: "):
        plan_of(record)


def test_every_misfit_of_a_record_is_named_at_once() -> None:
    record = benefit(conditions=[row("wrok", "is", "none"), row("buying", "is", 1)], awards=[{"run": {"at": "brith"}}])
    assert len(check_benefit(record, FACTS)) == 3
