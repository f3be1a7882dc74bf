from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from pytest_django import Settings

from benefits.households import cookie
from benefits.households.cookie import CookieFullError, Visit
from benefits.rules.household import Household
from benefits.rules.values import Known
from tests.questionnaire.questions import FACTS

HOUSEHOLD = Household(
    family={"residence": "370102", "parents": "both", "all_here": "unsure", "topic_housing": True},
    mother={"work": "employee", "age_date": date(1990, 2, 28)},
    father={"work": "none"},
    children=({"birth": date(2024, 5, 1), "relation": "ours"},),
)
VISIT = Visit(HOUSEHOLD, None, "expired", ("hukou",), 40)
SALT = "benefits.household"
NOON = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def sealed(visit: Visit) -> str:
    response = HttpResponse()
    cookie.save(response, visit)
    return str(response.cookies[settings.HOUSEHOLD_COOKIE].value)


def read(value: str) -> Visit:
    request = HttpRequest()
    request.COOKIES[settings.HOUSEHOLD_COOKIE] = value
    return cookie.read(request, FACTS)


@pytest.mark.parametrize(
    "visit",
    [
        VISIT,
        Visit(HOUSEHOLD),
        Visit(Household({"residence": "370102"}), draft=({"birth": date(2025, 1, 1), "relation": "adopted"},)),
        Visit(Household({"residence": "370102"}), draft=()),
        Visit(notice="unreadable"),
    ],
)
def test_a_visit_comes_back_as_it_was(visit: Visit) -> None:
    assert read(sealed(visit)) == visit


def test_the_cookie_is_hidden_from_scripts_and_other_sites_and_lasts_half_an_hour() -> None:
    response = HttpResponse()
    cookie.save(response, VISIT)
    kept = response.cookies[settings.HOUSEHOLD_COOKIE]
    assert (kept["httponly"], kept["samesite"], kept["max-age"], kept["path"]) == (True, "Lax", 30 * 60, "/")
    assert "370102" not in str(kept.value)


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_sent_over_tls_alone_where_there_is_tls(secure: bool, settings: Settings) -> None:
    settings.HOUSEHOLD_COOKIE_SECURE = secure
    response = HttpResponse()
    cookie.save(response, VISIT)
    assert bool(response.cookies[settings.HOUSEHOLD_COOKIE]["secure"]) is secure


def test_a_new_visit_needs_no_cookie_and_a_cleared_one_leaves_none() -> None:
    response = HttpResponse()
    cookie.save(response, Visit())
    assert response.cookies[settings.HOUSEHOLD_COOKIE].value == ""
    assert response.cookies[settings.HOUSEHOLD_COOKIE]["max-age"] == 0
    assert cookie.read(HttpRequest(), FACTS) == Visit()


@pytest.mark.parametrize(
    ("idle", "is_kept"), [(timedelta(minutes=29), True), (timedelta(minutes=31), False), (timedelta(days=400), False)]
)
def test_answers_are_forgotten_after_half_an_hour_without_a_page(idle: timedelta, is_kept: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        value = sealed(VISIT)
    with time_machine.travel(NOON + idle, tick=False):
        assert read(value) == (VISIT if is_kept else Visit(notice="unreadable"))


FORGERIES: dict[str, Callable[[str], str]] = {
    "a letter": lambda _: "x",
    "separators": lambda _: ":::",
    "no ASCII": lambda _: "🍼",
    "long": lambda _: "a" * 5000,
    "its end cut off": lambda ours: ours[:-3],
    "its beginning cut off": lambda ours: ours[5:],
    "more at the end": lambda ours: ours + "A",
    "another separator": lambda ours: ours.replace(":", ".", 1),
    "for another purpose": lambda _: signing.dumps({"household": {}}, salt="another"),
    "by another key": lambda _: signing.dumps({"household": {}}, salt=SALT, key="another key"),
    "a list": lambda _: signing.dumps([], salt=SALT),
    "a text": lambda _: signing.dumps("text", salt=SALT),
    "nothing": lambda _: signing.dumps(None, salt=SALT),
    "a household that is a list": lambda _: signing.dumps({"household": []}, salt=SALT),
    "no household": lambda _: signing.dumps({"family": {}}, salt=SALT),
}


@pytest.mark.parametrize("forged", FORGERIES)
def test_a_cookie_that_is_not_ours_is_gently_set_aside(forged: str) -> None:
    assert read(FORGERIES[forged](sealed(VISIT))) == Visit(notice="unreadable")


def test_no_change_of_a_single_character_is_believed() -> None:
    value, chance = sealed(VISIT), random.Random(7)  # noqa: S311 - nothing secret
    for _ in range(200):
        at = chance.randrange(len(value))
        other = chance.choice([char for char in "AZaz09-_:" if char != value[at]])
        # The last character of base64 may carry bits that decode to nothing.
        got = read(value[:at] + other + value[at + 1 :])
        assert got in (Visit(notice="unreadable"), VISIT)
        assert got != VISIT or at in (len(value) - 1, value.index(":") - 1)


def test_answers_to_questions_that_have_changed_are_passed_over_and_the_rest_kept() -> None:
    packed = {
        "household": {"family": {"residence": "370102", "all_here": "maybe", "gone": 1}, "children": [{"birth": "x"}]},
        "draft": 7,
        "notice": ["x"],
        "dropped": ["gone", "hukou"],
        "reached": 4000,
    }
    assert read(signing.dumps(packed, salt=SALT)) == Visit(
        Household({"residence": "370102"}, children=()), dropped=("hukou",)
    )


def test_twelve_children_and_all_their_answers_fit() -> None:
    child: dict[str, Known] = {
        "relation": "ours",
        "care": "public_kg",
        "sex": "girl",
        "enrolled_6m": True,
        "child_hukou": "370102",
    }
    children = tuple({"birth": date(2010 + i, 1 + i, 3), **child} for i in range(12))
    assert len(sealed(Visit(Household(HOUSEHOLD.family, HOUSEHOLD.mother, HOUSEHOLD.father, children)))) < 1500


def test_more_than_a_browser_keeps_is_refused_and_leaves_the_cookie_alone() -> None:
    chance = random.Random(7)  # noqa: S311 - nothing secret
    many = {f"fact{i}": f"{chance.randrange(10**6):06}" for i in range(600)}
    response = HttpResponse()
    with pytest.raises(CookieFullError):
        cookie.save(response, Visit(Household(many)))
    cookie.renew(response, Visit(Household(many)))
    assert settings.HOUSEHOLD_COOKIE not in response.cookies


# ---------------------------------------------------------------- pages that are only shown

KEPT = settings.HOUSEHOLD_COOKIE + "-kept"
OLDER = Visit(Household({"residence": "370102"}))


def cookies(response: HttpResponse) -> dict[str, str]:
    return {name: str(morsel.value) for name, morsel in response.cookies.items()}


def opened(kept: dict[str, str]) -> Visit:
    request = HttpRequest()
    request.COOKIES.update(kept)
    return cookie.read(request, FACTS)


def answered(visit: Visit) -> dict[str, str]:
    """The cookies after an answer."""
    response = HttpResponse()
    cookie.save(response, visit)
    return cookies(response)


def shown(kept: dict[str, str]) -> dict[str, str]:
    """The cookies that a page sets which is shown with those."""
    response = HttpResponse()
    cookie.renew(response, opened(kept))
    return cookies(response)


def after(minutes: float) -> time_machine.travel:
    return time_machine.travel(NOON + timedelta(minutes=minutes), tick=False)


def test_a_page_shown_soon_after_an_answer_sets_no_cookie() -> None:
    with after(0):
        kept = answered(VISIT)
    with after(9):
        assert shown(kept) == {}


def test_pages_that_are_read_keep_the_answers_for_another_half_hour() -> None:
    with after(0):
        kept = answered(VISIT)
    with after(20):
        later = shown(kept)
        assert set(later) == {KEPT}
    with after(45):
        # The browser has dropped the first by now; had it not, it would be too old.
        assert opened(later) == opened(kept | later) == VISIT
    with after(51):
        assert opened(later).household == Household()


def test_a_slow_page_in_one_tab_never_puts_back_what_another_tab_has_changed() -> None:
    with after(0):
        before = answered(OLDER)
    with after(15):
        late = shown(before)
    with after(15.01):
        now = answered(VISIT)
    # The answer arrives first, then the page that was asked for before it.
    with after(16):
        assert opened(now | late) == VISIT
        assert answered(VISIT)[KEPT] == ""


def test_a_moment_that_lies_ahead_is_not_believed() -> None:
    with after(60):
        ahead = answered(OLDER)[settings.HOUSEHOLD_COOKIE]
    with after(0):
        assert opened(answered(VISIT) | {KEPT: ahead}) == VISIT
