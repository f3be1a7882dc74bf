"""Signing in with account, password and code; locking; sessions and their end."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client, RequestFactory, TestCase
from pytest_django import Settings

from benefits.models import Deed
from benefits.templatetags.browsers import browser
from config.addresses import NO_ADDRESS, client_address
from tests.desk.accounts import PASSWORD, Officer, officer

pytestmark = pytest.mark.usefixtures("seeded")

HOME = "/admin/"
SIGN_IN = "/accounts/login/"
ENROL = "/accounts/2fa/totp/activate/"
CODE = "/accounts/2fa/authenticate/"
CODE_AGAIN = "/accounts/2fa/reauthenticate/"
SESSIONS = "/accounts/sessions/"


def code(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows, so many half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def give_password(client: Client, name: str, password: str = PASSWORD, **options: Any) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password}, **options)


def enrol(client: Client) -> tuple[str, list[str]]:
    """The secret and the recovery codes after enrolling as the pages ask for it."""
    page = client.get(ENROL)
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page.content.decode())
    assert secret
    # A request commits before it is answered; the transaction around a test does not.
    with TestCase.captureOnCommitCallbacks(execute=True):
        done = client.post(ENROL, {"code": code(secret[1])}, follow=True)
    assert done.redirect_chain[-1][0] == "/accounts/2fa/recovery-codes/"
    return secret[1], re.findall(r"<code>(\d{8})</code>", done.content.decode())


@pytest.fixture
def account(seeded: object) -> User:
    """An editor's account, to sign in with."""
    return officer("lin", "editor:370100").user


@pytest.fixture
def approver(seeded: object) -> User:
    """A reviewer's account, which has not enrolled yet."""
    return officer("shen", "reviewer:370100").user


def test_an_editor_signs_in_with_account_and_password(account: User, client: Client) -> None:
    assert give_password(client, "lin", follow=True).redirect_chain == [(HOME, 302)]
    assert client.get(HOME).status_code == 200
    assert [deed.what for deed in Deed.objects.filter(account="lin")[:1]] == ["signed_in"]


@pytest.mark.parametrize("name", ["lin", "nobody-of-that-name"])
def test_a_wrong_password_and_an_unknown_account_are_told_the_same(account: User, client: Client, name: str) -> None:
    page = give_password(client, name, "wrong")
    assert page.status_code == 200
    assert "账号或密码不对" in page.content.decode()
    assert client.get(HOME).status_code == 302


def test_only_failures_of_accounts_that_exist_are_written_down(account: User, client: Client) -> None:
    for name in ("lin", "my-password-by-mistake"):
        give_password(client, name, "wrong")
    failed = Deed.objects.filter(what="sign_in_failed")
    assert [(deed.account, deed.key) for deed in failed] == [("lin", "lin")]


def test_a_reviewer_gets_nowhere_before_enrolling(approver: User, client: Client) -> None:
    assert give_password(client, "shen", follow=True).redirect_chain[-1][0] == ENROL
    for address in (HOME, "/admin/benefits/benefit/", "/admin/benefits/benefit/money/change/", "/admin/autocomplete/"):
        assert client.get(address, follow=True).redirect_chain[-1][0] == ENROL


def test_a_reviewer_enrols_with_a_picture_and_then_signs_in_with_a_code(approver: User, client: Client) -> None:
    give_password(client, "shen")
    page = client.get(ENROL).content.decode()
    assert "<svg" in page
    assert "data:" not in page
    assert "<?xml" not in page
    secret, codes = enrol(client)
    assert len(codes) == 10
    assert client.get(HOME).status_code == 200
    client.post("/accounts/logout/")
    assert give_password(client, "shen").headers["Location"] == CODE
    assert client.get(HOME).status_code == 302
    assert client.post(CODE, {"code": code(secret)}).status_code == 302
    assert client.get(HOME).status_code == 200


def test_the_secret_does_not_lie_open_in_the_database(approver: User, client: Client) -> None:
    give_password(client, "shen")
    secret, codes = enrol(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not [one for one in codes if one in stored]


def test_a_code_and_a_recovery_code_work_once(approver: User, client: Client) -> None:
    give_password(client, "shen")
    secret, codes = enrol(client)
    for shown, works in [(codes[0], True), (codes[0], False), (code(secret, 1), True), (code(secret, 1), False)]:
        browser = Client()
        give_password(browser, "shen")
        browser.post(CODE, {"code": shown})
        assert (browser.get(HOME).status_code == 200) is works, shown


def test_a_session_of_the_password_alone_ends_when_the_account_enrols_elsewhere(approver: User) -> None:
    thief, owner = Client(), Client()
    give_password(thief, "shen")
    give_password(owner, "shen")
    enrol(owner)
    assert thief.get(SESSIONS).headers["Location"].startswith(SIGN_IN)
    assert owner.get(HOME).status_code == 200


def test_a_session_without_the_second_factor_is_asked_for_it(approver: User, client: Client) -> None:
    give_password(client, "shen")
    secret, _ = enrol(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    assert client.get(HOME, follow=True).redirect_chain[-1][0].startswith(CODE_AGAIN)
    cache.clear()
    client.post(CODE_AGAIN, {"code": code(secret), "next": HOME})
    assert client.get(HOME).status_code == 200


def test_a_reviewer_cannot_do_without_the_second_factor_and_an_editor_can(
    account: User, approver: User, client: Client
) -> None:
    for name, allowed in (("shen", False), ("lin", True)):
        browser = Client()
        give_password(browser, name)
        enrol(browser)
        page = browser.post("/accounts/2fa/totp/deactivate/", follow=True).content.decode()
        assert ("您的角色必须用第二道验证" not in page) is allowed
        assert Authenticator.objects.filter(user__username=name).exists() is not allowed


# ---------------------------------------------------------------- locking


def test_five_failures_lock_the_account_at_that_address_alone(account: User, client: Client) -> None:
    for _ in range(4):
        assert give_password(client, "lin", "wrong").status_code == 200
    locked = give_password(client, "lin", "wrong")
    assert (locked.status_code, "15 分钟" in locked.content.decode()) == (429, True)
    assert give_password(client, "lin").status_code == 429
    assert client.get(HOME).status_code == 302
    assert client.get(SIGN_IN).status_code == 200
    assert give_password(Client(REMOTE_ADDR="198.51.100.7"), "lin").headers["Location"] == HOME
    assert Deed.objects.filter(what="locked_out", account="lin").count() == 1
    assert Deed.objects.filter(what="sign_in_failed", account="lin").count() == 5


def test_the_case_of_the_letters_typed_evades_no_lock(account: User) -> None:
    typed = ["lin", "Lin", "LIN", "lIn", "liN"]
    assert [give_password(Client(), name, "wrong").status_code for name in typed] == [200, 200, 200, 200, 429]
    assert give_password(Client(), "lin").status_code == 429
    assert Deed.objects.filter(what="locked_out", account="lin").exists()


def test_too_many_tries_of_the_own_password_are_answered_in_chinese(account: User, client: Client) -> None:
    give_password(client, "lin")
    sent = {"oldpassword": "wrong", "password1": "another long one 1", "password2": "another long one 1"}
    answers = [client.post("/accounts/password/change/", sent) for _ in range(6)]
    assert [one.status_code for one in answers] == [200, 200, 200, 200, 200, 429]
    assert "试的次数太多了" in answers[-1].content.decode()
    assert 'class="' in answers[-1].content.decode()


def test_trying_on_during_the_lock_does_not_make_it_longer(account: User, client: Client, time_machine: Any) -> None:
    for _ in range(5):
        give_password(client, "lin", "wrong")
    time_machine.move_to(datetime.now(UTC))
    for minutes, status in [(14, 429), (2, 302)]:
        time_machine.shift(minutes * 60)
        assert give_password(client, "lin").status_code == status


def test_wrong_codes_lock_as_wrong_passwords_do(approver: User, client: Client) -> None:
    give_password(client, "shen")
    secret, _ = enrol(client)
    client.post("/accounts/logout/")
    give_password(client, "shen")
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(CODE, {"code": code(secret, 1)}).status_code == 429
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "203.0.113.1"),
        (0, "198.51.100.1", "203.0.113.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.9.9.9, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "<script>", NO_ADDRESS),
        (1, "", NO_ADDRESS),
    ],
)
def test_the_address_is_what_the_trusted_proxies_say_and_nothing_the_sender_writes(
    rf: RequestFactory, settings: Settings, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = None if forwarded is None else {"X-Forwarded-For": forwarded}
    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR="203.0.113.1")) == address


# ---------------------------------------------------------------- sessions


def test_half_an_hour_without_a_request_signs_out(account: User, client: Client, time_machine: Any) -> None:
    give_password(client, "lin")
    time_machine.move_to(datetime.now(UTC))
    for minutes, status in [(28, 200), (28, 200), (31, 302)]:
        time_machine.shift(minutes * 60)
        assert client.get(HOME).status_code == status


def test_one_session_is_ended_from_another(account: User) -> None:
    here, there = Client(), Client(HTTP_USER_AGENT="the browser at the old desk")
    give_password(here, "lin")
    give_password(there, "lin")
    assert "the browser at the old desk" in here.get(SESSIONS).content.decode()
    other = UserSession.objects.get(user_agent="the browser at the old desk")
    here.post(SESSIONS, {"end": str(other.pk)})
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200
    assert Deed.objects.filter(what="session_ended", key="lin").count() == 1


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "Chrome · Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0", "微信 · 安卓"),
        ("curl/8.5", "curl/8.5"),
        ("", "不知道的浏览器"),
    ],
    ids=["chrome", "edge", "iphone", "wechat", "unknown", "none"],
)
def test_a_browser_is_called_by_its_name(agent: str, named: str) -> None:
    assert browser(agent) == named


def test_nobody_ends_the_session_of_another_account(account: User, editor: Officer, client: Client) -> None:
    give_password(client, "lin")
    theirs = UserSession.objects.get(user=account)
    for end in (str(theirs.pk), "others", "", "x"):
        editor.client.post(SESSIONS, {"end": end})
    assert client.get(HOME).status_code == 200


def test_changing_the_password_ends_the_other_sessions(account: User) -> None:
    here, there = Client(), Client()
    give_password(here, "lin")
    give_password(there, "lin")
    new = "another long password of the tests"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", sent).status_code == 302
    assert (here.get(HOME).status_code, there.get(HOME).status_code) == (200, 302)


def test_an_account_that_is_switched_off_is_out_at_once(account: User, client: Client) -> None:
    give_password(client, "lin")
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(HOME).status_code == 302
    assert give_password(Client(), "lin", follow=True).redirect_chain in ([], [("/accounts/inactive/", 302)])


def test_who_is_no_officer_is_refused(client: Client) -> None:
    User.objects.create_user("citizen", password=PASSWORD)
    give_password(client, "citizen")
    assert client.get(HOME, follow=True).status_code == 403


# ---------------------------------------------------------------- nothing else


@pytest.mark.parametrize("address", ["signup/", "password/reset/", "email/", "confirm-email/", "3rdparty/", ""])
def test_nobody_signs_up_or_resets_a_password_by_mail(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404


def test_after_signing_in_nobody_is_led_to_another_site(account: User, client: Client) -> None:
    led = client.post(SIGN_IN, {"login": "lin", "password": PASSWORD, "next": "https://evil.example/"})
    assert led.headers["Location"] == HOME


@pytest.mark.parametrize("page", [SIGN_IN, ENROL, SESSIONS, "/accounts/2fa/", "/accounts/password/change/", HOME])
def test_no_page_of_the_sign_in_is_kept_or_has_inline_scripts_or_styles(
    account: User, client: Client, page: str
) -> None:
    if page != SIGN_IN:
        give_password(client, "lin")
    shown = client.get(page)
    assert "no-store" in shown.headers["Cache-Control"]
    html = shown.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", html)


def test_parents_pages_have_neither_session_nor_account(client: Client, account: User) -> None:
    give_password(client, "lin")
    page = client.get("/")
    assert not hasattr(page.wsgi_request, "session")
    assert not hasattr(page.wsgi_request, "user")
    assert settings.SESSION_COOKIE_NAME not in page.cookies
