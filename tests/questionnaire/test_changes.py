from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from benefits.questionnaire.changes import settled, with_topics
from benefits.rules.household import Household
from benefits.rules.values import Ask, Known
from tests.questionnaire.questions import FACTS

TODAY = date(2026, 6, 1)
BORN: dict[str, Known] = {"birth": date(2024, 5, 1), "relation": "ours"}
FAMILY: dict[str, Known] = {
    "residence": "370102",
    "parents": "both",
    "all_here": False,
    "topic_housing": True,
    "renting": True,
}


def household(**changes: Any) -> Household:
    return replace(
        Household(
            family=FAMILY,
            mother={"work": "employee", "hukou": "141029", "hpf": True},
            father={"work": "none", "hukou": "370102"},
            children=({**BORN, "care": "home", "child_hukou": "370102", "difficult": True},),
        ),
        **changes,
    )


def changed(after: Household) -> tuple[Household, tuple[str, ...]]:
    return settled(household(), after, FACTS, TODAY)


def test_an_unchanged_family_keeps_every_answer() -> None:
    assert changed(household()) == (household(), ())


def test_living_elsewhere_asks_again_for_all_places_but_not_for_the_rest() -> None:
    after, dropped = changed(household(family=FAMILY | {"residence": "141029"}))
    assert dropped == ("all_here", "hukou", "child_hukou")
    assert after.family == {"residence": "141029", "parents": "both", "topic_housing": True, "renting": True}
    assert after.mother == {"work": "employee", "hpf": True}
    assert after.children == ({**BORN, "care": "home", "difficult": True},)


def test_all_in_one_place_makes_the_single_places_needless() -> None:
    after, dropped = changed(household(family=FAMILY | {"all_here": True}))
    assert dropped == ("hukou", "child_hukou")
    assert after.father == {"work": "none"}


def test_a_check_for_the_mother_alone_keeps_nothing_of_the_father() -> None:
    after, dropped = changed(household(family=FAMILY | {"parents": "mother"}))
    assert dropped == ("work", "hukou")
    assert after.father == {}
    assert after.mother == household().mother


def test_a_topic_taken_back_drops_what_it_had_opened() -> None:
    after, dropped = changed(household(family=FAMILY | {"topic_housing": False}))
    assert dropped == ("renting", "hpf")
    assert after.family["topic_housing"] is False
    assert "hpf" not in after.mother


def test_work_given_up_settles_the_housing_fund() -> None:
    after, dropped = changed(household(mother={"work": "none", "hukou": "141029", "hpf": True}))
    assert dropped == ("hpf",)
    assert after.mother == {"work": "none", "hukou": "141029"}


def test_a_child_found_to_be_expected_keeps_only_where_it_will_be_registered() -> None:
    ahead = {**household().children[0], "birth": date(2026, 9, 1)}  # type: ignore[index]
    after, dropped = changed(household(children=(ahead,)))
    assert dropped == ("care", "difficult")
    assert after.children == ({"birth": date(2026, 9, 1), "relation": "ours", "child_hukou": "370102"},)


def test_nothing_is_kept_of_a_child_that_has_died_but_the_child() -> None:
    gone = {**household().children[0], "deceased": True}  # type: ignore[index]
    after, dropped = changed(household(children=(gone,)))
    assert set(dropped) == {"care", "child_hukou", "difficult"}
    assert after.children == ({**BORN, "deceased": True},)


def test_an_adopted_child_has_no_delivery_of_this_couple() -> None:
    adopted = {**household().children[0], "relation": "adopted"}  # type: ignore[index]
    after, dropped = changed(household(children=(adopted,)))
    assert dropped == ("difficult",)
    assert after.children is not None
    assert after.children[0]["care"] == "home"


def test_not_sure_is_dropped_like_any_answer() -> None:
    unsure = household(family=FAMILY | {"all_here": "unsure"}, father={"hukou": "unsure"})
    after, dropped = settled(unsure, replace(unsure, family=FAMILY | {"all_here": True}), FACTS, TODAY)
    assert after.father == {}
    assert "hukou" in dropped


@pytest.mark.parametrize(("ticked", "expected"), [(False, True), (True, True), (None, None)])
def test_an_answer_behind_an_unticked_topic_ticks_it(ticked: bool | None, expected: bool | None) -> None:
    family = {} if ticked is None else {"topic_housing": ticked}
    after = with_topics(Household(family), FACTS, [Ask("renting", "family")])
    assert after.family.get("topic_housing") is expected
