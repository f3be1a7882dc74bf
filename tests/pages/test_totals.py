"""The sums at the top of a family's list, worked out by hand on 2026-06-01."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benefits.results.shown import Group
from benefits.rules.household import Household
from benefits.rules.terms import Force, Recipient
from tests.pages.conftest import Draw, Look
from tests.pages.families import EVERYBODY, EXPECTED, FIRST, JINAN, SECOND, couple

BOTH: dict[str, Any] = {"relation": "ours"}
EASY = BOTH | {"difficult": False}
TODDLER = SECOND | {"birth": date(2023, 9, 15)}
ENDING = SECOND | {"birth": date(2023, 6, 20)}
OVER = SECOND | {"birth": date(2023, 3, 20)}
NEWBORN: dict[str, Any] = BOTH | {"birth": date(2026, 4, 20)}

AT_HOME = Household(
    {"residence": "370102", "all_here": True, "parents": "mother", "topic_fp": True, "fp_special": "died"},
    {"age_date": date(1962, 3, 1), "care_level": "semi", "nursing_home": True, "home_bed": False, "work": "none"},
    children=(BOTH | {"birth": date(1988, 3, 2), "deceased": True},),
)


@pytest.mark.parametrize(
    ("household", "sums"),
    [
        # 600 a month through all of 2026, and 10 days of leave for each parent.
        (JINAN, {"现在每月": "600元", "今年全年": "7200元", "今年的假期": "至少20天"}),
        # Born on 15 September 2023: the last of 36 months is August 2026, the eighth of the year.
        (couple("370102", FIRST, TODDLER), {"现在每月": "600元", "今年全年": "约4800元", "今年的假期": "至少20天"}),
        # Third birthday on 20 June: May is the last month; this month nothing more, the leave still runs.
        (couple("370102", FIRST, ENDING), {"今年全年": "约3000元", "今年的假期": "至少20天"}),
        # Born on 20 April: 158 days, all in this year, and 600 from April on; the father's 15 days are over.
        (couple("370102", FIRST, NEWBORN), {"现在每月": "600元", "今年全年": "约5400元", "今年的假期": "至少178天"}),
        # Due on 10 October: 83 of the 158 days fall into this year; 15 for the father, and 10 for each.
        (couple("370102", FIRST, EXPECTED), {"今年全年": "约1800元", "今年的假期": "至少118天"}),
        # Third birthday on 20 March, two months ago: January and February belong to this year.
        (couple("370102", FIRST, OVER), {"今年全年": "约1200元"}),
        # Due on 10 October: the 60 days come after the national 98, next year; 15 for the father, 15 for each.
        (couple("141024", FIRST, EXPECTED), {"今年的假期": "至少45天"}),
        # Born on 20 December: the 60 days were 28 March to 26 May; 15 for each.
        (couple("141024", FIRST, EASY | {"birth": date(2025, 12, 20)}), {"今年的假期": "至少90天"}),
        # Born on 1 September: the last of the 60 days was 5 February, the 36th of the year; 15 for each.
        (couple("141024", FIRST, EASY | {"birth": date(2025, 9, 1)}), {"今年的假期": "至少66天"}),
        # Half unable to care for herself, in a home since nobody knows when: 1000 from June on, at most for the year.
        (AT_HOME, {"现在每月": "1000元", "今年全年": "7000至1.2万元"}),
        # One child of six: nothing that the text puts into figures.
        (couple("370102", FIRST), {}),
    ],
)
def test_sums_are_those_worked_out_by_hand(draw: Draw, household: Household, sums: dict[str, str]) -> None:
    assert {one.heading: one.text for one in draw(household).totals} == sums


@pytest.mark.parametrize("household", EVERYBODY.values(), ids=EVERYBODY)
def test_nothing_uncertain_enters_a_sum_and_every_share_leads_to_its_card(
    draw: Draw, look: Look, household: Household
) -> None:
    page = draw(household)
    by_anchor = {one.anchor: one for one in page.shown}
    shares = [share for one in page.totals for share in one.shares]
    for share in shares:
        card = by_anchor[share.anchor]
        assert card.group in (Group.CAN, Group.LATER, Group.ENDED)
        assert card.benefit.force in (Force.ENTITLEMENT, Force.REFERS_UP)
        assert card.benefit.recipient is Recipient.FAMILY
        assert card.face.in_force
    sheet = look("/results/", household)
    assert {share.anchor for share in shares} <= set(sheet.ids)
    assert {share.href for share in shares} <= set(sheet.links)


def test_what_a_sum_holds_of_a_right_that_is_over_leads_to_its_page(draw: Draw, look: Look) -> None:
    family = couple("141024", FIRST, EASY | {"birth": date(2025, 12, 20)})
    (leave,) = [one for one in draw(family).totals if one.heading == "今年的假期"]
    hrefs = {share.title: (share.text, share.href) for share in leave.shares}
    assert hrefs["奖励延长产假60天"] == ("60天", "/results/linfen-maternity-leave-plus60/")
    assert look(hrefs["奖励延长产假60天"][1], family).status == 200
