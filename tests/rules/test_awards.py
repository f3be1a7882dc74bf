"""What an award comes to: lines, ranges, factors, runs, lengths and sums."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from benefits.rules.amounts import Amount, amounts
from benefits.rules.assess import Finding, Verdict
from benefits.rules.comparisons import RecordError
from benefits.rules.household import Household
from benefits.rules.model import Benefit
from benefits.rules.terms import Bound
from tests.rules.making import benefit, child, finding, household, plan_of, row

AS_OF = "2024-06-01"
BUYING, RENTING = row("buying", "is", value=True), row("renting", "is", value=True)


def lines(record: Benefit, home: Household, as_of: str = AS_OF, subject: str = "") -> dict[str, Amount]:
    return {one.line: one for one in amounts(finding(record, home, as_of, subject))}


def figures(record: Benefit, home: Household, as_of: str = AS_OF, subject: str = "") -> dict[str, Any]:
    """Least and most of each line."""
    return {name: (one.low, one.high) for name, one in lines(record, home, as_of, subject).items()}


def yuan(number: float, *when: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"number": number, "unit": "元", "when": list(when), **keys}


# ---------------------------------------------------------------- lines

STEPS = [yuan(200, BUYING), yuan(100, RENTING), yuan(50)]


@pytest.mark.parametrize(
    ("family", "expected", "certain"),
    [
        ({"buying": True, "renting": True}, (200, 200), True),
        ({"buying": False, "renting": True}, (100, 100), True),
        ({"buying": False, "renting": False}, (50, 50), True),
        # An earlier award that is not known makes a range with the first that is sure.
        ({"renting": True}, (100, 200), True),
        ({"renting": False}, (50, 200), True),
        ({"buying": True}, (200, 200), True),
        ({"buying": False}, (50, 100), True),
        ({}, (50, 200), True),
    ],
)
def test_inside_a_line_the_first_award_that_holds_applies(
    family: dict[str, Any], expected: tuple[int, int], certain: bool
) -> None:
    record = benefit(awards=STEPS)
    assert figures(record, household(family=family)) == {"基础": expected}
    assert lines(record, household(family=family))["基础"].certain is certain


def test_lines_add_up() -> None:
    record = benefit(awards=[yuan(98), yuan(15, BUYING, line="难产"), yuan(60, line="增加")])
    assert figures(record, household(family={"buying": True})) == {"基础": (98, 98), "难产": (15, 15), "增加": (60, 60)}
    assert figures(record, household(family={"buying": False})) == {"基础": (98, 98), "增加": (60, 60)}


def test_a_line_that_may_come_to_nothing_says_so() -> None:
    record = benefit(awards=[yuan(98), yuan(15, BUYING, line="难产")])
    found = lines(record, household())
    assert [(name, one.certain) for name, one in found.items()] == [("基础", True), ("难产", False)]


@pytest.mark.parametrize(
    ("family", "verdict"),
    [
        ({"buying": True}, "eligible"),
        ({"renting": True}, "eligible"),
        ({"buying": False}, "undetermined"),
        ({"buying": False, "renting": False}, "ineligible"),
    ],
)
def test_a_benefit_with_awards_holds_only_if_one_of_them_does(family: dict[str, Any], verdict: str) -> None:
    record = benefit(awards=[yuan(200, BUYING), yuan(100, RENTING)])
    assert finding(record, household(family=family), AS_OF).verdict.value == verdict


def test_a_range_of_the_text_stays_a_range() -> None:
    record = benefit(awards=[yuan(83.3, number_to=100, bound="at_most")])
    amount = lines(record, household())["基础"]
    assert (amount.low, amount.high, amount.bound, amount.approximate) == (83.3, 100, Bound.AT_MOST, True)


def test_an_award_without_a_figure_has_no_sums() -> None:
    amount = lines(benefit(awards=[{"note": "按国家规定"}]), household())["基础"]
    assert (amount.low, amount.high, amount.total, amount.left) == (None, None, None, None)
    assert amount.notes == ("按国家规定",)


def test_a_percentage_with_its_cap_is_handed_on() -> None:
    award = {"number": 50, "unit": "%", "of": "托育费", "period": "month", "cap": {"number": 500, "period": "month"}}
    amount = lines(benefit(awards=[award]), household())["基础"]
    assert (amount.low, amount.unit, amount.of) == (50, "%", "托育费")
    assert amount.cap is not None
    assert amount.cap.number == 500
    assert not amount.counts


# ---------------------------------------------------------------- factors


@pytest.mark.parametrize(("number", "square_metres"), [(1, 0), (2, 15), (3, 30)])
def test_a_number_is_multiplied_by_the_children_less_so_many(number: int, square_metres: int) -> None:
    award = {"number": 15, "unit": "平方米", "times": {"fact": "children", "less": 1}}
    home = household(*(child(date(2015 + year, 5, 1)) for year in range(number)))
    assert figures(benefit(awards=[award]), home) == {"基础": (square_metres, square_metres)}


def test_more_than_one_baby_adds_days_for_each() -> None:
    extra = {"line": "多胞胎", "number": 15, "unit": "天", "times": {"fact": "babies", "less": 1}}
    record = benefit(subject="each_birth", awards=[{"number": 98, "unit": "天"}, extra])
    home = household(child("2024-05-01"), child("2024-05-01"), child("2024-05-01"))
    assert figures(record, home) == {"基础": (98, 98), "多胞胎": (30, 30)}


def test_a_birth_counts_its_own_babies_whatever_child_the_other_rows_speak_of() -> None:
    award = {"number": 15, "unit": "天", "times": {"fact": "babies", "less": 1}}
    rows = [row("care", "is", "school", whose="any_child")]
    record = benefit(subject="each_birth", conditions=rows, awards=[award])
    home = household(child("2015-05-01", care="school"), child("2024-05-01"), child("2024-05-01"))
    assert figures(record, home, subject="birth:1") == {"基础": (15, 15)}


def test_a_factor_that_is_not_known_leaves_no_figure() -> None:
    award = {"number": 15, "unit": "平方米", "times": {"fact": "children"}}
    assert figures(benefit(awards=[award]), household(children=None)) == {"基础": (None, None)}


# ---------------------------------------------------------------- runs

MONTHLY = benefit(
    subject="each_child",
    awards=[yuan(600, period="month", run={"at": "birth", "start": "0 months", "end": "36 months"})],
)


@pytest.mark.parametrize(
    ("birth", "as_of", "due", "left", "rest"),
    [
        # From the month of birth through the month before the one of the third birthday: 36.
        ("2024-05-01", "2024-05-01", 1, 35, 21000),
        ("2024-05-31", "2024-05-31", 1, 35, 21000),
        ("2024-05-01", "2024-05-31", 1, 35, 21000),
        ("2024-05-01", "2024-06-01", 2, 34, 20400),
        ("2024-05-15", "2027-04-30", 36, 0, 0),
        ("2024-05-15", "2027-05-14", 36, 0, 0),
        ("2024-02-29", "2027-02-27", 36, 0, 0),
    ],
)
def test_months_due_and_left(birth: str, as_of: str, due: int, left: int, rest: int) -> None:
    amount = lines(MONTHLY, household(child(birth)), as_of)["基础"]
    assert amount.months
    assert (amount.months.total, amount.months.due, amount.months.left) == (36, due, left)
    assert (amount.left, amount.total, amount.approximate) == ((rest, rest), (21600, 21600), True)


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [("2024-04-30", "upcoming"), ("2024-05-01", "eligible"), ("2027-04-30", "eligible"), ("2027-05-01", "ended")],
)
def test_a_run_lasts_until_the_day_before_its_end(as_of: str, verdict: str) -> None:
    assert finding(MONTHLY, household(child("2024-05-01")), as_of).verdict.value == verdict


def test_a_run_that_begins_later_leaves_out_the_months_before() -> None:
    record = benefit(
        subject="each_child",
        valid={"since": date(2025, 1, 1)},
        awards=[yuan(600, period="month", run={"at": "birth", "end": "36 months"})],
    )
    amount = lines(record, household(child("2024-05-01")), "2025-03-10")["基础"]
    assert amount.months
    assert (amount.months.first, amount.months.total, amount.months.due) == (date(2025, 1, 1), 28, 3)


@pytest.mark.parametrize("order", [1, -1])
def test_months_of_several_children_are_counted_once_for_the_family(order: int) -> None:
    record = benefit(awards=[yuan(200, period="month", run={"at": "birth", "end": "36 months"})])
    children = [child("2024-05-01"), child("2024-05-01"), child("2026-05-01")][::order]
    amount = lines(record, household(*children), "2026-05-01")["基础"]
    assert amount.months
    assert amount.months.total == 60


def test_yearly_payments_belong_to_calendar_years() -> None:
    award = yuan(3600, period="year", claim={"at": "birth", "by_year": 1, "yearly": 3})
    amount = lines(benefit(subject="each_child", awards=[award]), household(child("2025-11-20")), "2026-02-01")["基础"]
    assert amount.years == (2025, 2026, 2027)
    assert amount.total == (10800, 10800)


def test_what_is_paid_once_is_its_own_total() -> None:
    amount = lines(benefit(awards=[yuan(2000)]), household())["基础"]
    assert (amount.total, amount.left, amount.approximate) == ((2000, 2000), None, False)


# ---------------------------------------------------------------- runs as long as their lines

BY_LENGTH = {"run": {"at": "date", "end": "length"}}
LINES: list[dict[str, Any]] = [
    {"number": 98, "unit": "天"},
    {"number": 60, "unit": "天", "line": "增加"},
    {"number": 15, "unit": "天", "line": "难产", "when": [row("difficult", "is", value=True)]},
    {"number": 15, "unit": "天", "line": "多胞胎", "times": {"fact": "babies", "less": 1}},
]
LEAVE = benefit(subject="each_birth", awards=[line | BY_LENGTH for line in LINES])


def leave(as_of: date | str, difficult: bool | None, babies: int = 1) -> Finding:
    known = {} if difficult is None else {"difficult": difficult}
    return finding(LEAVE, household(*[child("2024-05-01", **known)] * babies), as_of)


@pytest.mark.parametrize(
    ("difficult", "babies", "last"),
    [
        (False, 1, "2024-10-05"),  # 158 days, the birth being the first
        (True, 1, "2024-10-20"),  # 173
        (True, 2, "2024-11-04"),  # 188
        (False, 3, "2024-11-04"),  # 188
    ],
)
def test_leave_is_over_when_its_own_length_is(difficult: bool, babies: int, last: str) -> None:
    day = date.fromisoformat(last)
    running = leave(day, difficult, babies)
    assert (running.verdict, running.ends_on) == (Verdict.ELIGIBLE, day)
    over = leave(day + timedelta(days=1), difficult, babies)
    assert (over.verdict, over.closed_on) == (Verdict.ENDED, day)


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        ("2024-10-05", "eligible"),
        ("2024-10-06", "undetermined"),
        ("2024-10-20", "undetermined"),
        ("2024-10-21", "ended"),
    ],
)
def test_between_the_least_and_the_most_length_the_open_fact_decides(as_of: str, verdict: str) -> None:
    found = leave(as_of, difficult=None)
    assert found.verdict.value == verdict
    assert {ask.fact for ask in found.missing} == ({"difficult"} if verdict == "undetermined" else set())


def test_lines_without_a_run_of_their_own_lengthen_it_but_do_not_end_with_it() -> None:
    record = benefit(subject="each_birth", awards=[LINES[0] | BY_LENGTH, LINES[1]])
    home = household(child("2024-05-01"))
    assert figures(record, home, "2024-10-05") == {"基础": (98, 98), "增加": (60, 60)}
    assert figures(record, home, "2024-10-06") == {"增加": (60, 60)}


# ---------------------------------------------------------------- totals


@pytest.mark.parametrize(
    ("keys", "award", "counts"),
    [
        ({}, yuan(1), True),
        ({}, {"number": 1, "unit": "天"}, True),
        ({}, {"number": 1, "unit": "平方米"}, False),
        ({}, yuan(1, sum=False), False),
        ({"force": "encouraged"}, yuan(1), False),
        ({"force": "planned"}, yuan(1), False),
        ({"kind": "service"}, yuan(1), False),
        ({"recipient": "institution"}, yuan(1), False),
        ({"force": "refers_up"}, yuan(1, sum=True), True),
    ],
)
def test_only_what_a_family_is_entitled_to_enters_its_totals(
    keys: dict[str, Any], award: dict[str, Any], counts: bool
) -> None:
    assert lines(benefit(**keys, awards=[award]), household())["基础"].counts is counts


# ---------------------------------------------------------------- records that cannot be worked out


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"number": -1, "unit": "元"}, "between 0 and"),
        ({"number": float("inf"), "unit": "元"}, "between 0 and"),
        ({"number": 5, "number_to": 4, "unit": "元"}, "must not be below"),
        ({"number_to": 4, "unit": "元"}, "must not be below"),
        ({"number": 5}, "needs its unit"),
        ({"claim": {"at": "birth"}}, "exactly one of"),
        ({"claim": {"at": "birth", "end": "1 month", "by_year": 1}}, "exactly one of"),
        ({"claim": {"end": "1 month"}}, "counts from"),
        ({"claim": {"at": "birth", "by_year": 1, "yearly": 0}}, "1 or more"),
        ({"run": {"at": "birth", "end": "3 years"}}, "36 months"),
    ],
)
def test_an_award_that_makes_no_sense_is_refused(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        benefit(awards=[keys])


@pytest.mark.parametrize("fact", ["children", "siblings_at_school"])
def test_a_length_cannot_hang_on_a_number_that_changes_with_the_day(fact: str) -> None:
    award = {"number": 10, "unit": "天", "times": {"fact": fact}, "run": {"at": "purchase_date", "end": "length"}}
    with pytest.raises(RecordError, match="length"):
        plan_of(benefit(awards=[award]))
