"""Birth order and births: twins, remarriage, adoption, a child that died (口径4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from benefits.rules.assess import assess
from benefits.rules.dates import Span
from benefits.rules.derived import DERIVED, PREGNANCY
from benefits.rules.household import Answers, Household
from benefits.rules.situation import Situation
from benefits.rules.values import Ask, Uncertain, Unknown, Value
from tests.rules.making import FACTS, HERE, benefit, child, household, plan_of, row

TODAY = date(2026, 3, 1)


def read(slug: str, home: Household, person: str, day: date = TODAY) -> Value:
    return Situation(home, FACTS).value(slug, person, HERE, day)


def shown(value: Value) -> object:
    """A value for a table: what is uncertain is the set of what it may be."""
    return set(value.values) if isinstance(value, Uncertain) else value


def kids(*children: tuple[str, dict[str, Any]]) -> tuple[Answers, ...]:
    return tuple(child(birth, **answers) for birth, answers in children)


OURS: dict[str, Any] = {}
ADOPTED, MOTHERS, FATHERS = {"relation": "adopted"}, {"relation": "mothers"}, {"relation": "fathers"}
GONE = {"deceased": True}

# The children as entered, and for each: the couple's order, the mother's, and the one that records ask for.
ORDERS = [
    ("one child", kids(("2024-05-01", OURS)), [1], [1], [1]),
    ("entered youngest first", kids(("2024-05-01", OURS), ("2020-05-01", OURS)), [2, 1], [2, 1], [2, 1]),
    ("twins first", kids(("2024-05-01", OURS), ("2024-05-01", OURS)), [1, {1, 2}], [1, {1, 2}], [1, {1, 2}]),
    (
        "twins first, then one",
        kids(("2020-05-01", OURS), ("2020-05-01", OURS), ("2024-05-01", OURS)),
        [1, {1, 2}, 3],
        [1, {1, 2}, 3],
        [1, {1, 2}, 3],
    ),
    (
        "twins second",
        kids(("2020-05-01", OURS), ("2024-05-01", OURS), ("2024-05-01", OURS)),
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
    ),
    (
        "adopted first: the couple's, not borne by her",
        kids(("2020-05-01", ADOPTED), ("2024-05-01", OURS)),
        [1, 2],
        [None, 1],
        [1, 2],
    ),
    (
        "her earlier child: the text does not say whose order",
        kids(("2015-05-01", MOTHERS), ("2024-05-01", OURS)),
        [None, 1],
        [1, 2],
        [None, {1, 2}],
    ),
    (
        "his earlier child counts for neither",
        kids(("2015-05-01", FATHERS), ("2024-05-01", OURS)),
        [None, 1],
        [None, 1],
        [None, 1],
    ),
    (
        "her later child does not change the elder's",
        kids(("2024-05-01", OURS), ("2025-05-01", MOTHERS)),
        [1, None],
        [1, 2],
        [1, None],
    ),
    (
        "an elder sibling died: how to count is written nowhere",
        kids(("2018-05-01", GONE), ("2024-05-01", OURS)),
        [1, {1, 2}],
        [1, {1, 2}],
        [1, {1, 2}],
    ),
    (
        "a younger sibling died",
        kids(("2018-05-01", OURS), ("2024-05-01", GONE)),
        [1, 2],
        [1, 2],
        [1, 2],
    ),
    (
        "an expected child counts by its due date",
        kids(("2026-08-01", OURS), ("2024-05-01", OURS)),
        [2, 1],
        [2, 1],
        [2, 1],
    ),
]


@pytest.mark.parametrize(
    ("children", "couple", "mother", "asked"), [rest for _, *rest in ORDERS], ids=[name for name, *_ in ORDERS]
)
def test_birth_orders(
    children: tuple[Answers, ...], couple: list[object], mother: list[object], asked: list[object]
) -> None:
    home = household(*children)
    persons = [f"child:{index}" for index in range(len(children))]
    assert [shown(read("couple_order", home, person)) for person in persons] == couple
    assert [shown(read("mother_order", home, person)) for person in persons] == mother
    assert [shown(read("birth_order", home, person)) for person in persons] == asked


def test_a_birth_is_the_couples_own_children_of_one_day() -> None:
    home = household(
        *kids(("2024-05-01", OURS), ("2020-05-01", OURS), ("2024-05-01", OURS), ("2019-01-01", ADOPTED)),
        child("2018-01-01", relation="mothers"),
    )
    assert home.births == ((1,), (0, 2))
    assert [read("babies", home, f"birth:{number}") for number in (0, 1)] == [1, 2]
    assert [read("date", home, f"birth:{number}") for number in (0, 1)] == [date(2020, 5, 1), date(2024, 5, 1)]


def test_a_birth_of_twins_has_the_order_of_its_first_and_of_its_last_baby() -> None:
    home = household(*kids(("2020-05-01", OURS), ("2024-05-01", OURS), ("2024-05-01", OURS)))
    assert (read("order", home, "birth:1"), read("last_order", home, "birth:1")) == (2, 3)


def test_each_birth_is_found_by_itself() -> None:
    record = benefit(subject="each_birth", conditions=[row("babies", "at_least", 2)])
    home = household(*kids(("2020-05-01", OURS), ("2024-05-01", OURS), ("2024-05-01", OURS)))
    verdicts = {one.subject: one.verdict.value for one in assess(plan_of(record), home, TODAY)}
    assert verdicts == {"birth:0": "ineligible", "birth:1": "eligible"}


def test_facts_of_a_birth_are_kept_with_its_babies() -> None:
    home = household(*kids(("2024-05-01", OURS), ("2024-05-01", OURS))).with_answer("difficult", "birth:0", value=True)
    assert [one.get("difficult") for one in home.children or ()] == [True, True]
    assert read("difficult", home, "birth:0") is True


def test_a_child_that_died_is_no_subject_but_its_birth_is() -> None:
    home = household(child("2024-05-01", deceased=True))
    each_child, each_birth = benefit(id="c", subject="each_child"), benefit(id="d", subject="each_birth")
    assert [one.subject for one in assess(plan_of(each_child, each_birth), home, TODAY)] == ["birth:0"]


def test_pregnancy_begins_280_days_before_the_birth_of_her_own_children() -> None:
    home = household(
        child("2026-08-01"), child("2020-01-01", relation="adopted"), child("2012-01-01", relation="mothers")
    )
    assert read("pregnancy_start", home, "child:0") == date(2026, 8, 1) - PREGNANCY
    assert read("pregnancy_start", home, "child:1") is None
    assert read("pregnancy_start", home, "child:2") == date(2012, 1, 1) - PREGNANCY


@pytest.mark.parametrize(("birth", "last_year"), [("2026-06-30", 2026), ("2026-07-01", 2027), ("2026-12-31", 2027)])
def test_a_newborn_can_be_insured_in_the_year_of_birth_or_in_the_year_in_which_it_is_six_months_old(
    birth: str, last_year: int
) -> None:
    home = household(child(birth))
    assert read("after_birth_year", home, "child:0") == date(2027, 1, 1)
    assert read("after_enrolment_year", home, "child:0") == date(last_year + 1, 1, 1)


@pytest.mark.parametrize(
    ("children", "day", "count"),
    [
        ((), TODAY, 0),
        (kids(("2024-05-01", OURS), ("2026-08-01", OURS)), date(2026, 7, 31), 1),
        (kids(("2024-05-01", OURS), ("2026-08-01", OURS)), date(2026, 8, 1), 2),
        (kids(("2024-05-01", OURS), ("2020-05-01", GONE)), TODAY, 1),
        (kids(("2024-05-01", OURS), ("2020-05-01", ADOPTED)), TODAY, 2),
        (kids(("2024-05-01", OURS), ("2015-05-01", MOTHERS)), TODAY, {1, 2}),
        (kids(("2024-05-01", OURS), ("2015-05-01", FATHERS)), TODAY, {1, 2}),
        (kids(("2024-05-01", OURS), ("2015-05-01", FATHERS), ("2014-05-01", MOTHERS)), TODAY, {1, 2, 3}),
    ],
)
def test_the_number_of_children_on_a_day(children: tuple[Answers, ...], day: date, count: object) -> None:
    assert shown(read("children", household(*children), "family", day)) == count


@pytest.mark.parametrize(("day", "count"), [("2023-04-30", 0), ("2023-05-01", 1), ("2036-04-30", 1), ("2036-05-01", 0)])
def test_school_age_runs_from_three_to_sixteen(day: str, count: int) -> None:
    home = household(child("2020-05-01"))
    assert read("siblings_at_school", home, "family", date.fromisoformat(day)) == count


@pytest.mark.parametrize(
    ("family", "births", "minor"),
    [
        ({}, ["2010-03-02"], True),
        ({}, [], False),
        ({"purchase_date": date(2023, 5, 1)}, ["2008-03-01"], True),
        ({"purchase_date": date(2023, 5, 1)}, ["2010-03-02", "2005-04-30"], False),
        ({"purchase_date": date(2026, 4, 1)}, ["2008-03-20"], False),
        ({"purchase_date": TODAY}, ["2008-03-01"], False),
    ],
)
def test_all_minor_is_judged_on_the_day_of_purchase_if_one_is_given(
    family: dict[str, Any], births: list[str], minor: bool
) -> None:
    home = household(*map(child, births), family=family)
    assert read("all_minor_at_purchase", home, "family") is minor


@pytest.mark.parametrize("said", [{}, {"purchase_date": "unsure"}])
def test_who_is_of_age_today_may_not_have_been_on_the_day_of_the_purchase(said: dict[str, Any]) -> None:
    value = read("all_minor_at_purchase", household(child("2010-03-02"), child("2008-03-01"), family=said), "family")
    assert value == Unknown(frozenset((Ask("purchase_date", "family"),)))


@pytest.mark.parametrize(
    ("children", "said", "is_one"),
    [
        (kids(("2015-12-31", OURS)), None, True),
        (kids(("2016-01-01", OURS)), None, False),
        (kids(("1988-03-02", GONE)), None, True),
        (kids(("1988-03-02", GONE)), False, False),
        (kids(("2010-03-02", ADOPTED)), True, True),
        ((), True, True),
    ],
)
def test_a_one_child_family_is_known_by_what_it_says_or_by_its_list(
    children: tuple[Answers, ...], said: bool | None, is_one: bool
) -> None:
    home = household(*children, family={} if said is None else {"onlychild_pre2016": said})
    assert read("only_child_family", home, "family") is is_one


@pytest.mark.parametrize(
    "children",
    [
        None,
        (),
        kids(("2010-03-02", ADOPTED)),
        kids(("2010-03-02", MOTHERS)),
        kids(("2010-03-02", OURS), ("2012-01-01", GONE)),
    ],
)
def test_any_other_list_leaves_open_whether_it_is_a_one_child_family(children: tuple[Answers, ...] | None) -> None:
    value = read("only_child_family", replace(household(), children=children), "family")
    assert value == Unknown(frozenset((Ask("onlychild_pre2016", "family"),)))


@pytest.mark.parametrize(
    ("children", "gone", "sibling"),
    [
        (kids(("1988-03-02", GONE)), True, False),
        (kids(("1988-03-02", OURS)), False, False),
        (kids(("2015-01-01", GONE), ("2025-06-20", OURS)), False, True),
        (kids(("2015-01-01", GONE), ("2017-06-20", GONE)), False, False),
        (kids(("2015-01-01", OURS), ("2025-06-20", ADOPTED)), False, True),
        (kids(("2015-01-01", GONE), ("2012-06-20", MOTHERS)), False, False),
        ((), False, False),
    ],
)
def test_the_list_tells_who_lost_an_only_child_and_who_did_not(
    children: tuple[Answers, ...], gone: bool, sibling: bool
) -> None:
    home = household(*children)
    assert read("only_child_gone", home, "family") is gone
    assert read("sibling_lives", home, "family") is sibling


@pytest.mark.parametrize("slug", ["all_minor", "all_minor_at_purchase"])
@pytest.mark.parametrize(
    ("relation", "minor"), [("ours", False), ("adopted", False), ("mothers", None), ("fathers", None)]
)
def test_a_grown_child_from_before_leaves_open_whether_all_are_minor(
    slug: str, relation: str, minor: bool | None
) -> None:
    home = household(child("2020-05-01"), child("2000-05-01", relation=relation), family={"purchase_date": TODAY})
    value = read(slug, home, "family")
    assert isinstance(value, Uncertain) if minor is None else value is minor


@pytest.mark.parametrize(
    ("children", "mothers", "fathers"),
    [
        ((), None, None),
        (kids(("2026-02-01", OURS)), "2026-02-01", "2026-02-01"),
        (kids(("2026-02-01", GONE)), "2026-02-01", "2026-02-01"),
        (kids(("2026-02-01", GONE), ("2020-05-01", OURS)), "2026-02-01", "2026-02-01"),
        (kids(("2026-02-01", GONE), ("2026-12-20", OURS)), "2026-02-01", "2026-02-01"),
        (kids(("2020-02-01", GONE), ("2026-12-20", OURS)), "2026-12-20", "2026-12-20"),
        (kids(("2026-02-01", MOTHERS), ("2020-05-01", FATHERS)), "2026-02-01", "2020-05-01"),
        (kids(("2026-02-01", ADOPTED)), None, None),
    ],
)
def test_the_last_delivery_is_a_parents_own_whatever_came_of_the_child(
    children: tuple[Answers, ...], mothers: str | None, fathers: str | None
) -> None:
    home = household(*children)
    days = (read("last_delivery", home, parent) for parent in ("mother", "father"))
    assert [day and str(day) for day in days] == [mothers, fathers]


def test_unknown_children_leave_what_is_counted_open() -> None:
    home = household(children=None)
    for slug in ("children", "siblings_at_school", "all_minor", "all_minor_at_purchase"):
        value = read(slug, home, "family")
        assert isinstance(value, Unknown)
        assert {ask.fact for ask in value.missing} == {"children"}


def test_every_derived_fact_is_in_the_vocabulary() -> None:
    assert set(DERIVED) <= set(FACTS)
    assert Span.parse("280 days").days == PREGNANCY.days


def test_what_follows_from_answers_is_never_taken_from_them() -> None:
    home = household(children=kids(("2020-05-01", {"couple_order": 3}), ("2024-05-01", {"mother_order": 5})))
    assert [read("couple_order", home, f"child:{index}") for index in (0, 1)] == [1, 2]
    assert read("mother_order", home, "child:1") == 2
