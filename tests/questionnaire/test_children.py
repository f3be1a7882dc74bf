from __future__ import annotations

from datetime import date

import pytest

from benefits.households.format import MOST_CHILDREN
from tests.questionnaire.family import TODAY, XIANGNING, Family, Screen, child_posted

FIRST, SECOND = date(2021, 3, 4), date(2024, 5, 1)


@pytest.fixture
def asked(family: Family) -> Family:
    """A family that has come to the question about its children."""
    family.settle()
    return family


def births(family: Family) -> list[object]:
    return [child["birth"] for child in family.visit.children]


def listed(screen: Screen) -> list[str]:
    """The names of the children as the list shows them."""
    return [part.partition("<")[0] for part in screen.html.split('class="child-name">')[1:]]


# ---------------------------------------------------------------- making the list


def test_a_child_is_added_to_a_list_that_counts_only_when_it_is_finished(asked: Family) -> None:
    screen = asked.add_child(SECOND)
    assert (screen.address, listed(screen)) == ("/check/children/", ["孩子（2024年5月1日出生）"])
    assert asked.visit.draft == asked.visit.children
    assert asked.see().address == "/check/children/"
    asked.finish_children()
    assert asked.household.children == ({"birth": SECOND, "relation": "ours"},)
    assert asked.visit.draft is None


def test_the_children_are_named_in_the_order_of_their_births(asked: Family) -> None:
    asked.add_child(SECOND)
    asked.add_child(date(2026, 9, 1))
    screen = asked.add_child(FIRST, "mothers")
    assert listed(screen) == [
        "大宝（2021年3月4日出生）",
        "二宝（2024年5月1日出生）",
        "三宝（预产期2026年9月1日）",
    ]
    assert births(asked) == [FIRST, SECOND, date(2026, 9, 1)]


def test_no_children_is_an_answer(asked: Family) -> None:
    assert asked.post("/check/children/", {"done": "none"}).address != "/check/children/"
    assert asked.household.children == ()


@pytest.mark.parametrize("done", ["all", "", "x"])
def test_an_empty_list_is_not_finished_by_accident(asked: Family, done: str) -> None:
    screen = asked.post("/check/children/", {"done": done} if done else {})
    assert screen.errors == ["还没有填孩子。有孩子就先添加；没有孩子，请选“没有孩子”。"]
    assert 'href="#birth-year"' in screen.html
    assert "birth-year" in screen.ids
    assert asked.household.children is None


def test_no_children_from_another_tab_does_not_wipe_the_list(asked: Family) -> None:
    asked.add_child(SECOND)
    assert "名单里已经有孩子" in asked.post("/check/children/", {"done": "none"}).errors[0]
    assert births(asked) == [SECOND]


def test_a_wrong_date_is_told_at_its_field_and_what_was_typed_stays(asked: Family) -> None:
    posted = child_posted(SECOND, "adopted") | {"birth-month": "6", "birth-day": "31"}
    screen = asked.post("/check/children/add/", posted)
    assert screen.errors == ["2024年6月没有31日，请看看日期是不是填错了。"]
    assert 'href="#birth-year"' in screen.html
    assert (screen.fields["birth-day"], screen.fields["relation"]) == (["31"], ["adopted"])
    assert births(asked) == []


@pytest.mark.parametrize(
    ("birth", "error"),
    [
        (date(2027, 3, 29), "预产期最晚填到2027年3月28日，请看看日期是不是填错了。"),
        (date(2050, 1, 1), "预产期最晚填到2027年3月28日，请看看日期是不是填错了。"),
        (date(1850, 1, 1), "1850年太早了，请看看年份是不是填错了。"),
    ],
)
def test_a_birth_that_cannot_be_is_refused(asked: Family, birth: date, error: str) -> None:
    assert asked.add_child(birth).errors == [error]
    assert births(asked) == []


def test_twins_are_one_tap(asked: Family) -> None:
    asked.add_child(SECOND, "adopted")
    twin = {"born": SECOND.isoformat(), "after": "1"}
    assert listed(asked.post("/check/children/0/twin/", twin)) == [
        "大宝（2024年5月1日出生）",
        "二宝（2024年5月1日出生）",
    ]
    asked.post("/check/children/0/twin/", twin)
    assert births(asked) == [SECOND, SECOND]
    assert [child["relation"] for child in asked.visit.children] == ["adopted", "adopted"]


def test_adding_twice_by_a_double_submit_adds_one(asked: Family) -> None:
    posted = child_posted(SECOND, after=0)
    for _ in range(2):
        asked.post("/check/children/add/", posted)
    assert births(asked) == [SECOND]


def test_two_tabs_add_two_children(asked: Family) -> None:
    asked.post("/check/children/add/", child_posted(SECOND, after=0))
    asked.post("/check/children/add/", child_posted(FIRST, after=0))
    assert births(asked) == [FIRST, SECOND]


def test_at_most_fifteen_children_are_listed(asked: Family) -> None:
    for year in range(2000, 2000 + MOST_CHILDREN):
        asked.add_child(date(year, 1, 1))
    screen = asked.see("/check/children/")
    assert "最多填 15 个孩子。" in screen.html
    assert "/check/children/add/" not in screen.links
    assert asked.see("/check/children/add/").address == "/check/children/"
    asked.add_child(date(2020, 1, 1))
    asked.post("/check/children/0/twin/", {"born": "2000-01-01", "after": "15"})
    assert len(births(asked)) == MOST_CHILDREN
    assert asked.finish_children().status == 200


def test_a_child_that_has_died_is_counted_and_never_asked_about(asked: Family) -> None:
    screen = asked.add_child(FIRST, deceased="yes")
    assert "已经离世" in screen.html
    assert "同一天还有" not in screen.html
    asked.add_child(SECOND)
    asked.finish_children()
    asked.answer("all_here", **{"all_here-family": "no"})
    of_children = [name for name in asked.see("/check/hukou/").asked if name.startswith("child_hukou")]
    assert of_children == [asked.name("child_hukou", "child:1")]


# ---------------------------------------------------------------- changing it


@pytest.fixture
def parents(asked: Family) -> Family:
    """A family whose two children are told, with an answer about each."""
    asked.add_child(FIRST)
    asked.add_child(SECOND)
    asked.finish_children()
    asked.answer("sex", **{asked.name("sex", "child:0"): "girl", asked.name("sex", "child:1"): "boy"})
    return asked


def answers_by_birth(family: Family) -> dict[object, object]:
    return {child["birth"]: child.get("sex") for child in family.household.children or ()}


def test_a_change_counts_at_once_when_the_list_was_finished_before(parents: Family) -> None:
    parents.add_child(TODAY)
    assert [child["birth"] for child in parents.household.children or ()] == [FIRST, SECOND, TODAY]


def test_answers_move_with_their_child(parents: Family) -> None:
    parents.post("/check/children/0/", child_posted(date(2025, 1, 1)) | {"born": FIRST.isoformat()})
    assert answers_by_birth(parents) == {SECOND: "boy", date(2025, 1, 1): "girl"}
    assert births(parents) == [SECOND, date(2025, 1, 1)]


def test_a_child_before_the_others_leaves_their_answers_with_them(parents: Family) -> None:
    parents.add_child(date(2015, 1, 1))
    assert answers_by_birth(parents) == {date(2015, 1, 1): None, FIRST: "girl", SECOND: "boy"}


def test_removing_is_confirmed_and_takes_only_that_child(parents: Family) -> None:
    screen = parents.see("/check/children/0/remove/")
    assert screen.heading == "删除大宝（2021年3月4日出生）吗？"
    assert answers_by_birth(parents) == {FIRST: "girl", SECOND: "boy"}
    parents.post("/check/children/0/remove/", {"born": FIRST.isoformat()})
    assert answers_by_birth(parents) == {SECOND: "boy"}


@pytest.mark.parametrize("what", ["", "remove/", "twin/"])
@pytest.mark.parametrize("index", [0, 1, 7, 10**9])
def test_a_form_for_another_child_than_the_one_now_there_changes_nothing(
    parents: Family, what: str, index: int
) -> None:
    before = parents.household
    for born in ("1999-01-01", "", "x"):
        screen = parents.post(f"/check/children/{index}/{what}", child_posted(TODAY, after=2) | {"born": born})
        assert screen.address == "/check/children/"
    assert parents.household == before


def test_a_child_found_to_be_expected_drops_what_only_a_born_one_has(parents: Family) -> None:
    screen = parents.post("/check/children/1/", child_posted(date(2026, 9, 1)) | {"born": SECOND.isoformat()})
    assert answers_by_birth(parents) == {FIRST: "girl", date(2026, 9, 1): None}
    assert "性别" in screen.notices[0]


def test_unticking_the_death_of_a_child_takes_it_back(parents: Family) -> None:
    parents.post("/check/children/0/", child_posted(FIRST) | {"born": FIRST.isoformat(), "deceased": "yes"})
    assert parents.see("/check/children/0/").fields["deceased"] == ["yes"]
    parents.post("/check/children/0/", child_posted(FIRST) | {"born": FIRST.isoformat()})
    assert parents.household.children is not None
    assert "deceased" not in parents.household.children[0]


def test_changing_the_list_from_the_answers_leads_back_to_them(parents: Family) -> None:
    screen = parents.see("/check/children/?from=answers")
    assert "/check/children/add/?from=answers" in screen.links
    assert "/check/children/0/?from=answers" in screen.links
    added = parents.post("/check/children/add/?from=answers", child_posted(TODAY, after=2))
    assert added.actions[-1] == "/check/children/?from=answers"
    assert parents.post("/check/children/?from=answers", {"done": "all"}).address == "/answers/"


@pytest.mark.parametrize("address", ["add/", "0/", "0/twin/", "0/remove/", ""])
@pytest.mark.parametrize("value", ["", "\0", "9" * 5000, "<b>", "🍼"])
def test_the_list_does_not_break_on_hostile_forms(parents: Family, address: str, value: str) -> None:
    names = ("birth-year", "birth-month", "birth-day", "relation", "deceased", "born", "after", "done")
    before = parents.household
    assert parents.post(f"/check/children/{address}", dict.fromkeys(names, value)).status == 200
    assert parents.household == before


def test_a_single_mother_in_another_region_builds_the_same_list(family: Family) -> None:
    family.settle(XIANGNING, parents="mother")
    family.add_child(SECOND)
    assert family.finish_children().address != "/check/children/"


# ---------------------------------------------------------------- a page for each child


def then(birth: date, how: str, after: int = 0, **more: str) -> dict[str, str]:
    return child_posted(birth, after=after) | {"then": how} | more


def test_the_first_page_of_the_children_is_the_form_of_the_first(asked: Family) -> None:
    first = asked.see("/check/children/")
    assert (first.address, first.heading) == ("/check/children/", "您家有哪些孩子？")
    assert {"birth-year", "relation", "babies", "then", "done"} <= first.controls
    assert "/check/children/add/" in first.actions


def test_an_only_child_takes_one_page(asked: Family) -> None:
    assert asked.post("/check/children/add/", then(SECOND, "done")).address == "/check/all_here/"
    assert births(asked) == [SECOND]
    assert asked.household.children is not None


def test_each_further_child_takes_one_page_more(asked: Family) -> None:
    more = asked.post("/check/children/add/", then(FIRST, "more"))
    assert (more.address, more.heading) == ("/check/children/add/", "添加一个孩子")
    assert "已经填了：孩子（2021年3月4日出生）" in more.html
    assert asked.household.children is None
    assert asked.post("/check/children/add/", then(SECOND, "done", after=1)).address == "/check/all_here/"
    assert births(asked) == [FIRST, SECOND]


def test_who_asked_for_one_form_too_many_goes_on_without_filling_it(asked: Family) -> None:
    more = asked.post("/check/children/add/", then(FIRST, "more"))
    assert "没有别的孩子了，继续" in more.html
    assert asked.post("/check/children/", {"done": "all"}).address == "/check/all_here/"
    assert births(asked) == [FIRST]


BLANK = {
    "birth-year": "",
    "birth-month": "",
    "birth-day": "",
    "babies": "1",
    "relation": "ours",
    "after": "1",
    "then": "done",
}


def test_these_are_all_the_children_said_at_a_form_left_empty_leads_on(asked: Family) -> None:
    asked.post("/check/children/add/", then(FIRST, "more"))
    assert asked.post("/check/children/add/", BLANK).address == "/check/all_here/"
    assert births(asked) == [FIRST]


@pytest.mark.parametrize(
    "told",
    [{"birth-year": "2024"}, {"babies": "2"}, {"relation": "mothers"}, {"deceased": "yes"}, {"then": "more"}],
    ids=str,
)
def test_a_form_of_which_something_was_told_is_not_passed_over(asked: Family, told: dict[str, str]) -> None:
    asked.post("/check/children/add/", then(FIRST, "more"))
    assert "年、月、日都要填。" in asked.post("/check/children/add/", BLANK | told).errors
    assert asked.household.children is None


def test_the_first_child_is_not_passed_over(asked: Family) -> None:
    assert asked.post("/check/children/add/", BLANK | {"after": "0"}).errors == ["年、月、日都要填。"]


@pytest.mark.parametrize(("babies", "number"), [("", 1), ("1", 1), ("2", 2), ("3", 3)])
def test_children_born_at_once_are_one_form(asked: Family, babies: str, number: int) -> None:
    asked.post("/check/children/add/", then(SECOND, "done", babies=babies))
    assert births(asked) == [SECOND] * number


def test_of_twins_one_of_whom_has_died_each_is_told_by_itself(asked: Family) -> None:
    screen = asked.post("/check/children/add/", then(SECOND, "done", babies="2", deceased="yes"))
    assert screen.errors == ["多胞胎里有孩子离世的，请一个一个填。"]
    assert 'href="#deceased"' in screen.html
    assert "deceased" in screen.ids


def test_a_list_that_was_finished_is_added_to_without_leading_on(asked: Family) -> None:
    asked.post("/check/children/add/", then(FIRST, "done"))
    screen = asked.post("/check/children/add/", then(SECOND, "done", after=1))
    assert screen.address == "/check/children/"
    assert births(asked) == [FIRST, SECOND]
