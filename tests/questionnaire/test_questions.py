from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.questionnaire.family import LIXIA, SECOND, XIANGNING, Family, Screen, with_two_children
from tests.questionnaire.questions import ASKABLE, QUESTIONS

NEVER_PUT = sorted(set(QUESTIONS) - set(ASKABLE))


# ---------------------------------------------------------------- the way through


def test_the_first_question_is_where_the_family_lives(family: Family) -> None:
    first = family.see()
    assert (first.address, first.heading) == ("/check/residence/", "您家现在住在哪里？")
    assert settings.HOUSEHOLD_COOKIE not in family.client.cookies


def test_a_place_leads_to_the_topics_and_these_to_who_is_in_the_family(family: Family) -> None:
    topics = family.answer("residence", **{"residence-family": LIXIA})
    assert topics.address == "/check/topics/"
    assert family.household.family == {"residence": LIXIA}
    assert family.settle().address == "/check/children/"


def test_a_heading_names_the_place_the_family_lives_in(family: Family) -> None:
    assert with_two_children(family).heading == "户籍、工作单位、参保都在济南市吗？"


def test_who_is_not_all_local_is_asked_on_one_page_where_the_parents_and_the_children_are_registered(
    family: Family,
) -> None:
    with_two_children(family)
    hukou = family.answer("all_here", **{"all_here-family": "no"})
    children = [family.name("child_hukou", child) for child in ("child:0", "child:1")]
    assert (hukou.address, hukou.asked) == ("/check/hukou/", ["hukou-mother", "hukou-father", *children])


def test_a_page_says_in_the_questions_own_words_why_it_is_asked(family: Family) -> None:
    why = family.see("/check/residence/").html.partition("为什么问这个")[2]
    assert "先知道您家住在哪里" in why
    assert "各地的规定不一样" not in why


def test_a_page_says_which_benefits_it_decides(family: Family) -> None:
    work = with_two_children(family) and family.answer("all_here", **{"all_here-family": "yes"})
    assert work.address == "/check/work/"
    why = work.html.partition("为什么问这个")[2]
    assert "育儿假" in why
    changing = family.see("/check/all_here/?from=answers").html.partition("为什么问这个")[2]
    assert "600元" in changing


def test_progress_never_goes_back_and_the_results_come_at_last(family: Family) -> None:
    screen, shown = with_two_children(family, topics=["housing", "hardship"]), [0]
    for _ in range(20):
        if screen.address == "/results/":
            break
        shown.append(screen.progress or 0)
        screen = family.post(screen.address, first_choices(screen))
    assert screen.address == "/results/"
    assert shown == sorted(shown)
    assert 0 < max(shown) < 100


def first_choices(screen: Screen) -> dict[str, str]:
    """The first choice of every item of a page."""
    posted = {name: first_value(screen, name) for name in screen.asked}
    return {"none": "yes"} if "none" in screen.controls else posted


def first_value(screen: Screen, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', screen.html)
    assert found, f"{screen.address} offers nothing for {name}"
    return found.group(1)


def test_back_leads_to_the_question_answered_before(family: Family) -> None:
    assert '<p class="back"><a href="/"' in family.see().html
    assert '<p class="back"><a href="/check/parents/"' in family.settle().html
    work = with_two_children(family) and family.answer("all_here", **{"all_here-family": "yes"})
    assert '<p class="back"><a href="/check/all_here/"' in work.html
    assert '<p class="back"><a href="/answers/"' in family.see("/check/parents/?from=answers").html


@pytest.mark.parametrize("slug", [*NEVER_PUT, "unknown", "residence2", "a" * 500])
def test_a_question_that_is_never_put_does_not_exist(family: Family, slug: str) -> None:
    family.settle()
    assert family.see(f"/check/{slug}/").status == 404
    assert family.post(f"/check/{slug}/", {"x": "1"}).status == 404


@pytest.mark.parametrize("slug", ["care", "delivery", "sex"])
def test_a_question_about_nobody_leads_on(family: Family, slug: str) -> None:
    family.settle()
    assert family.see(f"/check/{slug}/").address == "/check/children/"
    assert family.post(f"/check/{slug}/").address == "/check/children/"


# ---------------------------------------------------------------- without a place


@pytest.mark.parametrize("slug", [slug for slug in ASKABLE if slug not in ("residence", "children")])
def test_a_question_before_the_first_leads_to_the_first(family: Family, slug: str) -> None:
    screen = family.see(f"/check/{slug}/")
    assert (screen.address, screen.notices) == ("/check/residence/", [])


@pytest.mark.parametrize("address", ["/answers/", "/results/"])
def test_whoever_looks_for_answers_that_are_gone_is_told_so_once(family: Family, address: str) -> None:
    screen = family.see(address)
    assert screen.address == "/check/residence/"
    assert len(screen.notices) == 1
    assert "这里没有您的回答" in screen.notices[0]
    assert family.answer("residence", **{"residence-family": LIXIA}).notices == []


@pytest.mark.parametrize(
    "address", ["/check/work/", "/check/children/", "/check/children/add/", "/check/children/0/", "/answers/"]
)
def test_whoever_was_in_the_middle_when_the_answers_ran_out_is_told_so(family: Family, address: str) -> None:
    if address == "/answers/":
        family.set_cookie("forged")
        screen, told = family.see(address), "读不出来"
    else:
        screen, told = family.post(address, {"work-mother": "employee"}), "太久没有操作"
    assert screen.address == "/check/residence/"
    assert len(screen.notices) == 1
    assert told in screen.notices[0]
    assert family.answer("residence", **{"residence-family": LIXIA}).notices == []


def test_a_forged_cookie_starts_afresh_once_and_then_works(family: Family) -> None:
    family.set_cookie("forged:cookie:value")
    screen = family.see("/results/")
    assert screen.address == "/check/residence/"
    assert family.settle().address == "/check/children/"


# ---------------------------------------------------------------- answers


def test_not_sure_is_kept_as_an_answer(family: Family) -> None:
    with_two_children(family)
    assert family.answer("all_here", **{"all_here-family": "unsure"}).address != "/check/all_here/"
    assert family.household.family["all_here"] == "unsure"


def test_nothing_chosen_is_told_at_the_top_and_at_the_field_and_answers_200(family: Family) -> None:
    with_two_children(family)
    response = family.post_only("/check/work/", {"work-mother": "employee", "asked": ["work-mother", "work-father"]})
    assert response.status_code == 200
    assert response["HX-Push-Url"] == "false"
    screen = family.post("/check/work/", {"work-mother": "employee", "asked": ["work-mother", "work-father"]})
    assert screen.errors == ["爸爸：请选一项。"]
    assert 'href="#work-father"' in screen.html
    assert 'aria-describedby="work-father-error"' in screen.html
    assert "work-father" in screen.ids
    assert screen.fields["work-mother"] == ["employee"]
    assert "work" not in family.household.mother


def test_no_control_has_the_id_of_another(family: Family) -> None:
    with_two_children(family)
    for slug in ASKABLE:
        ids = family.see(f"/check/{slug}/").ids
        assert len(ids) == len(set(ids)), slug


def test_boxes_left_alone_are_asked_for_again(family: Family) -> None:
    family.answer("residence", **{"residence-family": LIXIA})
    assert family.answer("topics").errors == ["请选出符合的；一样都不符合，就选“以上都没有”。"]
    family.answer("topics", none="yes")
    assert set(family.household.family.values()) == {LIXIA, False}


def test_boxes_can_be_gone_through_one_by_one_with_the_ticks_kept(family: Family) -> None:
    with_two_children(family, topics=["housing"])
    each = family.answer("housing", **{"renting-family": "yes", "one-by-one": "1"})
    assert "?each=1" in each.html
    assert each.fields["renting-family"] == ["yes"]
    assert family.said("renting") is True
    posted = dict.fromkeys(each.asked, "unsure") | {"renting-family": "no"}
    family.answer("housing", "?each=1", **posted)
    assert family.said("renting") is False
    assert family.household.family["public_rental"] == "unsure"
    assert family.see("/check/housing/").status == 200


def test_a_page_with_something_not_sure_opens_one_by_one(family: Family) -> None:
    with_two_children(family, topics=["housing"])
    each = family.see("/check/housing/?each=1")
    family.answer("housing", "?each=1", **dict.fromkeys(each.asked, "unsure"))
    again = family.see("/check/housing/?from=answers")
    assert again.fields["renting-family"] == ["unsure"]


def test_answering_behind_an_unticked_topic_ticks_it(family: Family) -> None:
    with_two_children(family)
    assert family.said("topic_housing") is False
    family.answer("housing", **{"renting-family": "yes"})
    assert family.said("topic_housing") is True
    assert family.said("renting") is True


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("", "请选择一个地方。"),
        ("000000", "请至少选到省。"),
        ("123456", "没有找到这个地方，请从列表中重新选择。"),
        ("<script>", "没有找到这个地方，请从列表中重新选择。"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(family: Family, code: str, error: str) -> None:
    screen = family.answer("residence", **{"residence-family": code})
    assert screen.errors == [error]
    assert screen.address == "/check/residence/"
    assert family.household.family == {}


def test_a_place_is_stepped_into_and_searched_by_plain_links(family: Family) -> None:
    inside = family.see("/check/residence/?residence-family-in=370100")
    assert f'value="{LIXIA}"' in inside.html
    found = family.see("/check/residence/?residence-family-q=xiangning")
    assert f'value="{XIANGNING}"' in found.html
    assert family.see("/check/residence/?residence-family-q=%00%ff&residence-family-in=x").status == 200


def test_a_place_can_be_searched_while_the_rest_of_the_page_is_still_coming(family: Family) -> None:
    ids = family.see("/check/residence/").ids
    assert ids.index("picker-residence-family-search") < ids.index("picker-residence-family-q")


PARENTS = ["hukou-mother", "hukou-father"]


def test_each_person_elsewhere_gets_a_picker_of_its_own_and_comes_back_to_the_questions(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "no"})
    first = family.answer("hukou", asked=PARENTS, **dict.fromkeys(PARENTS, "elsewhere"))
    assert "妈妈" in first.html
    assert first.asked == ["hukou-mother"]
    assert "picker-options" in first.html
    query = "?elsewhere=hukou-mother&elsewhere=hukou-father"
    second = family.answer("hukou", query, **{"hukou-mother": XIANGNING, "asked": "hukou-mother"})
    assert second.asked == ["hukou-father"]
    family.answer("hukou", "?elsewhere=hukou-father", **{"hukou-father": "370100", "asked": "hukou-father"})
    assert family.household.mother["hukou"] == XIANGNING
    assert family.household.father["hukou"] == "370100"


def test_a_page_that_comes_again_says_so_and_keeps_what_was_chosen(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "no"})
    assert "答过一部分" not in family.see().html
    again = family.answer("hukou", asked=PARENTS, **dict.fromkeys(PARENTS, LIXIA))
    assert again.address == "/check/hukou/"
    assert "这一页您答过一部分" in again.html
    assert again.fields["hukou-mother"] == [LIXIA]
    assert family.name("child_hukou", "child:1") in again.asked


def test_every_topic_is_put_at_once_so_that_a_place_named_later_brings_none_back(family: Family) -> None:
    family.answer("residence", **{"residence-family": LIXIA})
    asked = family.see("/check/topics/").asked
    assert {name.partition("-")[0] for name in asked} == {fact.slug for fact in QUESTIONS["topics"].facts}


def test_a_place_left_to_be_picked_is_picked_though_nothing_hangs_on_it_any_more(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "no"})
    picker = family.answer("hukou", asked=PARENTS, **{"hukou-mother": "elsewhere", "hukou-father": LIXIA})
    assert picker.asked == ["hukou-mother"]
    family.answer("hukou", "?elsewhere=hukou-mother", **{"hukou-mother": XIANGNING, "asked": "hukou-mother"})
    assert (family.said("hukou", "mother"), family.said("hukou", "father")) == (XIANGNING, LIXIA)


def test_who_is_in_the_same_place_as_the_first_needs_no_picker(family: Family) -> None:
    with_two_children(family)
    hukou = family.answer("all_here", **{"all_here-family": "no"})
    assert "和妈妈一样" in hukou.html
    mother, *others = hukou.asked
    picker = family.answer("hukou", asked=hukou.asked, **{mother: "elsewhere"} | dict.fromkeys(others, "alike"))
    assert picker.asked == [mother]
    assert '<p class="person">妈妈、爸爸、大宝、二宝</p>' in picker.html
    after = family.post(picker.actions[-1], {mother: XIANGNING, "asked": mother})
    assert after.address != "/check/hukou/"
    assert family.household.father["hukou"] == XIANGNING
    assert [child["child_hukou"] for child in family.household.children or ()] == [XIANGNING, XIANGNING]


def test_a_place_of_the_first_that_is_known_counts_at_once_for_who_is_in_the_same(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "no"})
    family.answer("hukou", asked=PARENTS, **{"hukou-mother": LIXIA, "hukou-father": "alike"})
    assert family.household.father["hukou"] == LIXIA


def test_places_named_before_are_one_tap_away(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "no"})
    family.answer("hukou", "?elsewhere=hukou-mother", **{"hukou-mother": XIANGNING})
    offered = family.see("/check/work_place/")
    assert re.findall(r'name="work_place-mother" value="(\w+)"', offered.html) == [
        LIXIA,
        XIANGNING,
        "elsewhere",
        "unsure",
    ]


# ---------------------------------------------------------------- changing


def test_a_change_leads_back_to_the_answers_and_says_until_the_next_answer_what_it_dropped(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "no"})
    family.answer("hukou", asked=PARENTS, **dict.fromkeys(PARENTS, LIXIA))
    back = family.answer("all_here", "?from=answers", **{"all_here-family": "yes"})
    assert back.address == "/answers/"
    assert back.notices == ["您改了前面的回答，“户籍地”不再适用，已经清除；还用得上的会再问您。"]
    assert family.see("/answers/").notices == back.notices
    assert family.household.mother == {}
    assert family.answer("parents", "?from=answers", **{"parents-family": "both"}).notices == []


def test_living_elsewhere_asks_for_the_places_again_and_keeps_the_children(family: Family) -> None:
    with_two_children(family)
    family.answer("all_here", **{"all_here-family": "yes"})
    family.answer("work", **{"work-mother": "employee", "work-father": "none"})
    family.answer("residence", "?from=answers", **{"residence-family": XIANGNING})
    assert "all_here" not in family.household.family
    assert family.household.mother == {"work": "employee"}
    assert len(family.household.children or ()) == 2
    assert family.answer("topics", none="yes").address == "/check/all_here/"


def test_reading_a_page_again_changes_nothing(family: Family) -> None:
    with_two_children(family)
    before = family.household
    for slug in ASKABLE:
        family.see(f"/check/{slug}/")
    assert family.household == before


def test_two_tabs_answer_two_questions_and_both_count(family: Family) -> None:
    with_two_children(family)
    one, other = family.see("/check/all_here/"), family.see("/check/work/")
    family.post(other.address, first_choices(other))
    family.post(one.address, first_choices(one))
    assert family.household.family["all_here"] is True
    assert family.household.mother["work"] == "employee"


def test_a_double_submit_is_as_good_as_one(family: Family) -> None:
    with_two_children(family)
    screen = family.see("/check/all_here/")
    once = family.post(screen.address, first_choices(screen))
    said = family.household
    assert family.post(screen.address, first_choices(screen)).address == once.address
    assert family.household == said


def test_a_page_opened_before_the_children_changed_answers_for_no_other_child(family: Family) -> None:
    with_two_children(family)
    old = family.see("/check/sex/")
    names = [name for name in old.asked if name.startswith("sex-child")]
    assert names == [family.name("sex", f"child:{index}") for index in range(2)]
    family.post("/check/children/0/remove/", {"born": "2021-03-04"})
    family.post("/check/sex/", {"asked": names, names[0]: "girl", names[1]: "boy"})
    assert family.household.children == ({"birth": SECOND, "relation": "ours"},)
