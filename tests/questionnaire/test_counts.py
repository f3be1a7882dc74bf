from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from benefits.rules.household import Answers, Household
from tests.questionnaire.simulation.counting import (
    KINDS,
    LOST,
    ONE,
    REGIONS,
    SCHOOLCHILD,
    Kind,
    granted,
    lacking,
    pages,
)


@pytest.mark.parametrize("place", REGIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_ordinary_family_comes_to_its_results_in_few_pages(kind: str, place: str) -> None:
    seen = pages(KINDS[kind], REGIONS[place])
    assert seen[0] == "residence"
    assert len(seen) <= KINDS[kind].most, seen


def test_what_stands_behind_a_topic_that_was_not_ticked_costs_no_page() -> None:
    marrying = Kind((), 6, family={"topic_marrying": True, "couple": "unmarried"})
    assert pages(marrying, REGIONS["济南"]) == ["residence", "topics", "parents", "children", "all_here", "results"]
    assert pages(Kind((), 5), REGIONS["济南"]) == ["residence", "topics", "parents", "children", "results"]


JINAN = REGIONS["济南"]
ALL_IN_JINAN: Final[Answers] = {
    "all_here": False,
    "hukou": JINAN,
    "child_hukou": JINAN,
    "work_place": JINAN,
    "insured_place": JINAN,
}
TWO_CHILDREN = Kind((SCHOOLCHILD, ONE), 14, family=ALL_IN_JINAN)
ON_LOW_INCOME = replace(
    TWO_CHILDREN,
    family={**ALL_IN_JINAN, "topic_hardship": True, "dibao": True, "parents": "mother", "couple": "divorced"},
)
ELDERS: Final[Answers] = {"topic_elders": True, "parents": "father", "parent_60": True, "only_child": True}
OF_OLD_PARENTS = Kind((), 9, family={**ALL_IN_JINAN, **ELDERS})


@pytest.mark.parametrize(
    ("kind", "home", "asked", "brings"),
    [
        (TWO_CHILDREN, "371581", "hukou", "jinan-childrearing-600"),
        (TWO_CHILDREN, "141024", "hukou", "jinan-childrearing-600"),
        (TWO_CHILDREN, "441523", "hukou", "jinan-childrearing-600"),
        (TWO_CHILDREN, "110105", "hukou", "jinan-childrearing-600"),
        (ON_LOW_INCOME, "371581", "hukou", "jinan-childrearing-plus-200"),
        (OF_OLD_PARENTS, "141024", "work_place", "jinan-eldercare-leave-onlychild"),
        (OF_OLD_PARENTS, "110105", "work_place", "jinan-eldercare-leave-onlychild"),
    ],
)
def test_whoever_is_registered_or_works_elsewhere_is_asked_where_and_told_what_is_granted_there(
    kind: Kind, home: str, asked: str, brings: str
) -> None:
    said = Household({"residence": home, "all_here": False})
    seen = pages(kind, home, said)
    assert asked in seen
    assert len(seen) <= kind.most, seen
    assert brings in granted(kind, home, said)


def test_a_topic_that_only_another_place_knows_leads_to_asking_whether_all_is_local() -> None:
    assert "all_here" in pages(OF_OLD_PARENTS, REGIONS["临汾"])


def test_a_place_without_documents_asks_nothing_more_before_it_is_said_that_not_all_is_there() -> None:
    assert pages(TWO_CHILDREN, "110105") == ["residence", "results"]


@pytest.mark.parametrize(
    ("children", "is_asked"),
    [((LOST,), False), ((LOST, ONE), False), ((SCHOOLCHILD,), True), ((), True)],
)
def test_who_told_of_an_only_child_that_died_is_not_asked_again(children: tuple[Answers, ...], is_asked: bool) -> None:
    of_one_child = Kind(children, 13, family={"topic_fp": True})
    assert ("fp_special" in pages(of_one_child, JINAN)) is is_asked


@pytest.mark.parametrize("place", ["临清", "临汾", "济南", "乡宁"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_what_is_in_force_waits_for_nothing_that_was_not_asked(kind: str, place: str) -> None:
    assert lacking(KINDS[kind], REGIONS[place]) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_asks_no_more_than_what_is_in_force_elsewhere(kind: str) -> None:
    counts = {place: len(pages(KINDS[kind], REGIONS[place])) for place in REGIONS}
    assert counts.pop("陆河") <= min(counts.values())
