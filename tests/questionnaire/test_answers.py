from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from benefits.questionnaire.answer_sheet import answer_sheet
from benefits.questionnaire.interview import Interview
from benefits.rules.compile import compile_plan
from benefits.rules.household import Household
from benefits.rules.values import Known
from tests.questionnaire.family import LIXIA, Family
from tests.questionnaire.questions import FACTS, QUESTIONS

TODAY = date(2026, 6, 1)


def sheet(household: Household) -> dict[str, list[tuple[str, str]]]:
    interview = Interview(compile_plan((), FACTS, {}), QUESTIONS.values(), household, TODAY)
    return {section.title: [(line.label, line.said) for line in section.lines] for section in answer_sheet(interview)}


@pytest.mark.usefixtures("some_places")
def test_answers_stand_by_section_in_everyday_words() -> None:
    household = Household(
        {
            "residence": "141029",
            "purchase_place": "999999",
            "parents": "both",
            "all_here": "unsure",
            "purchase_date": date(2026, 1, 2),
        },
        {"work": "none"},
        {"work": "employee"},
        ({"birth": date(2024, 5, 1)}, {"birth": date(2026, 9, 1), "relation": "mothers"}),
    )
    assert sheet(household) == {
        "住在哪里": [("现在住的地方", "乡宁县")],
        "家里人": [("为谁查", "爸爸妈妈两人")],
        "孩子": [("大宝（2024年5月1日出生）", "我们两人亲生"), ("二宝（预产期2026年9月1日）", "妈妈以前的孩子")],
        "户籍和参保": [("户籍、工作、参保都在住的地方", "不清楚")],
        "工作": [("妈妈：工作情况", "没有工作"), ("爸爸：工作情况", "在企业等单位上班")],
        "住房": [("买房的地方", "999999"), ("购房日期", "2026年1月2日")],
    }


def test_boxes_are_told_by_what_is_ticked_and_what_is_not_sure() -> None:
    said: dict[str, Known] = {"renting": True, "buying": False, "public_rental": "unsure"}
    label = QUESTIONS["housing"].heading
    assert sheet(Household(said))["住房"] == [(label, "租房住，在本地没有自己的房子；不清楚：符合公租房申请条件")]
    assert sheet(Household({"renting": False, "buying": False}))["住房"] == [(label, "都没有")]
    assert sheet(Household({"renting": "unsure"}))["住房"] == [(label, "不清楚：租房住，在本地没有自己的房子")]


def test_boxes_of_several_persons_are_told_by_person() -> None:
    household = Household({"parents": "both"}, {"hpf": True, "researcher": False}, {"hpf": False})
    heading = QUESTIONS["work_checks"].heading
    assert sheet(household)["工作"] == [(f"妈妈：{heading}", "缴存住房公积金"), (f"爸爸：{heading}", "都没有")]


def test_a_child_that_has_died_and_no_children_are_told_plainly() -> None:
    gone = Household(children=({"birth": date(2010, 1, 1), "deceased": True},))
    assert sheet(gone)["孩子"][0][1] == "我们两人亲生，已经离世"
    assert sheet(Household(children=()))["孩子"] == [("孩子", "没有孩子")]
    assert sheet(Household()) == {}


def test_every_answer_has_a_way_to_change_it_that_leads_back(family: Family) -> None:
    family.settle()
    family.add_child(date(2024, 5, 1))
    family.finish_children()
    family.answer("all_here", **{"all_here-family": "yes"})
    screen = family.see("/answers/")
    changes = [link for link in screen.links if link.endswith("?from=answers")]
    assert changes == [
        "/check/residence/?from=answers",
        "/check/topics/?from=answers",
        "/check/parents/?from=answers",
        "/check/children/?from=answers",
        "/check/all_here/?from=answers",
    ]
    assert all(family.see(link).status == 200 for link in changes)
    assert "山东省 济南市 历下区" in unescape(screen.html)


def test_the_answers_lead_on_to_what_is_still_open_and_then_to_the_results(family: Family) -> None:
    family.answer("residence", **{"residence-family": LIXIA})
    assert "接着回答" in family.see("/answers/").html
    family.settle()
    family.post("/check/children/", {"done": "none"})
    for _ in range(20):
        screen = family.see()
        if screen.address == "/results/":
            break
        names = {name: re.findall(rf'name="{name}" value="(\w+)"', screen.html)[0] for name in screen.asked}
        family.post(screen.address, {"none": "yes"} if "none" in screen.controls else names)
    done = family.see("/answers/")
    assert "接着回答" not in done.html
    assert "/results/" in done.links
