"""An officer signs in with a real browser: second factor, sessions, locking."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from benefits.models import Appointment
from regions.models import Region
from tests.browser.turning import turn
from tests.desk.accounts import PASSWORD

NAME = "shen"


@pytest.fixture
def reviewer(transactional_db: None) -> Iterator[User]:
    """A reviewer's account, who has not enrolled yet."""
    cache.clear()
    Region.objects.get_or_create(
        code="370100", defaults={"name": "济南市", "level": "prefecture", "readings": "ji nan"}
    )
    user = User.objects.create_user(NAME, password=PASSWORD, is_staff=True)
    Appointment.objects.create(account=user, region_id="370100", role="reviewer")
    yield user
    cache.clear()


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on an office screen, which must not meet the content security policy."""
    with browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        yield page
        assert not [text for text in said if "Content Security Policy" in text]


def give_password(page: Page, password: str = PASSWORD) -> None:
    page.goto("/admin/")
    page.fill("[name=login]", NAME)
    page.fill("[name=password]", password)
    turn(page.locator("input[type=submit]"))


def give_code(page: Page, secret: str, steps: int = 0) -> None:
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))
    turn(page.locator("input[type=submit]"))


def enrol(page: Page) -> str:
    """The secret, after a first sign-in and the enrolment that it leads to."""
    give_password(page)
    expect(page.locator(".qr svg")).to_be_visible()
    secret = page.inner_text("code.secret")
    give_code(page, secret)
    expect(page.locator("ul.codes li")).to_have_count(10)
    return secret


def test_a_reviewer_enrols_signs_out_and_signs_in_with_a_code(reviewer: User, desk: Page) -> None:
    secret = enrol(desk)
    turn(desk.get_by_text("记好了，去后台"))
    expect(desk.locator("#user-tools")).to_contain_text(NAME)
    turn(desk.locator("#logout-form button"))
    give_password(desk)
    expect(desk).to_have_url("/accounts/2fa/authenticate/")
    give_code(desk, secret, steps=1)
    expect(desk).to_have_url("/admin/")


def test_a_session_ended_from_another_browser_is_over(
    reviewer: User, desk: Page, browser: Browser, live_server: LiveServer
) -> None:
    secret = enrol(desk)
    with browser.new_context(base_url=live_server.url) as context:
        elsewhere = context.new_page()
        give_password(elsewhere)
        give_code(elsewhere, secret, steps=1)
        expect(elsewhere).to_have_url("/admin/")
        desk.goto("/accounts/sessions/")
        expect(desk.locator("table.sessions tbody tr")).to_have_count(2)
        turn(desk.locator("button[name=end]").first)
        expect(desk.locator(".messagelist")).to_contain_text("已结束 1 处登录")
        elsewhere.goto("/admin/")
        expect(elsewhere.locator("[name=password]")).to_be_visible()


def test_wrong_passwords_lead_to_a_page_that_says_what_to_do(reviewer: User, desk: Page) -> None:
    for _ in range(5):
        give_password(desk, "wrong")
    expect(desk.locator("h1")).to_have_text("这个账号暂时锁定了")
    give_password(desk)
    expect(desk.locator("h1")).to_have_text("这个账号暂时锁定了")


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/sessions/", "/accounts/2fa/"])
def test_axe_finds_nothing_on_the_pages_of_the_sign_in(reviewer: User, desk: Page, address: str) -> None:
    if address != "/accounts/login/":
        give_password(desk)
    desk.goto(address)
    assert [one["id"] for one in Axe().run(desk).response["violations"]] == []


def test_an_officer_signs_in_on_a_phone_without_javascript(reviewer: User, phone_without_js: Page) -> None:
    secret = enrol(phone_without_js)
    assert len(secret) == 32
    turn(phone_without_js.get_by_text("记好了，去后台"))
    expect(phone_without_js.locator("#site-name")).to_contain_text("育惠查后台")
