"""What is still open on a list: a link asks it, unless only a birth will tell."""

from __future__ import annotations

import pytest

from benefits.rules.household import Household
from tests.pages.conftest import Draw, Look
from tests.pages.families import EVERYBODY, EXPECTED, FIRST, couple

EXPECTING = {
    "expecting in xiangning": couple("141029", FIRST, EXPECTED, topic_health=True),
    "expecting in jinan": couple("370102", EXPECTED, topic_hardship=True),
}


@pytest.mark.parametrize("household", (EVERYBODY | EXPECTING).values(), ids=EVERYBODY | EXPECTING)
def test_every_open_question_leads_to_a_page_that_asks_it(draw: Draw, look: Look, household: Household) -> None:
    asked = {question.href for one in draw(household).shown for question in one.questions if question.href}
    assert {href: look(href, household).status for href in asked} == dict.fromkeys(asked, 200)


def test_what_only_a_birth_will_tell_is_not_asked_but_named(look: Look) -> None:
    page = look("/results/", EXPECTING["expecting in xiangning"])
    assert "孩子出生以后才知道：平时在哪里（二宝）" in page.text
    assert "孩子出生以后才知道：孩子有出生缺陷（二宝）" in page.text
    assert "/check/care/" not in page.links
