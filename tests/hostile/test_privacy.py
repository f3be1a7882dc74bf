"""Nothing a family says is to be found in an address, a log or a cache."""

from __future__ import annotations

import logging
import re

import pytest
from django.conf import settings

from config.gunicorn import _without_private
from tests.hostile.conftest import Browse, answered, sealed
from tests.questionnaire.family import Family

ADDRESSES = (
    "/",
    "/check/",
    "/check/residence/",
    "/check/work/",
    "/check/children/",
    "/check/children/add/",
    "/check/children/0/",
    "/check/children/0/remove/",
    "/answers/",
    "/results/",
)


def test_no_page_with_answers_is_kept_by_a_browser_or_a_proxy(browse: Browse) -> None:
    for address in (*ADDRESSES, "/restart/"):
        got = browse(sealed(answered())).get(address)
        assert "no-store" in got.headers.get("Cache-Control", ""), address


def test_every_cookie_is_hidden_from_scripts_and_other_sites(browse: Browse) -> None:
    browser = browse(sealed(answered()))
    browser.post("/check/parents/", {"parents-family": "both"})
    browser.get("/check/work/")
    kept_back = settings.HOUSEHOLD_COOKIE + "-kept"
    assert set(browser.cookies) == {settings.HOUSEHOLD_COOKIE, kept_back, settings.CSRF_COOKIE_NAME}
    for kept in browser.cookies.values():
        assert (kept["httponly"], kept["samesite"], kept["domain"], kept["path"]) == (True, "Lax", "", "/")


def test_no_address_tells_when_a_child_was_born(family: Family) -> None:
    family.set_cookie(sealed(answered(family={"residence": "370102", "all_here": False, "parents": "both"})))
    screen = family.see("/check/hukou/")
    picking = family.post("/check/hukou/", {"asked": screen.asked} | dict.fromkeys(screen.asked, "elsewhere"))
    assert picking.asked or picking.actions
    leading = [*picking.links, *picking.actions]
    assert any("elsewhere=" in address for address in leading)
    assert not [address for address in leading if re.search("2024-?0?5|2019-?0?3", address)]


def test_the_log_of_a_visit_holds_nothing_that_was_answered(family: Family, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    family.settle("370102")
    family.post("/check/residence/?residence-family-q=secret-search", {"residence-family": "secret-place"})
    family.see("/nowhere/?q=secret-search")
    family.client.generic("PUT", "/answers/?q=secret-search")
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "/nowhere/" in logged
    assert "secret" not in logged
    assert "370102" not in logged


@pytest.mark.parametrize(
    ("message", "arguments", "logged"),
    [
        ("Invalid request from ip=203.0.113.9: Invalid HTTP Version", (), "Invalid request: Invalid HTTP Version"),
        ("Invalid request from ip=2001:db8::9: Invalid HTTP Version", (), "Invalid request: Invalid HTTP Version"),
        ("Error handling request %s %s", ("GET", "/check/?q=secret"), "Error handling request GET /check/"),
        ("Error handling request (no URI read)", (), "Error handling request (no URI read)"),
    ],
)
def test_a_broken_request_is_logged_without_its_sender(message: str, arguments: tuple[str, ...], logged: str) -> None:
    record = logging.LogRecord("gunicorn.error", logging.WARNING, __file__, 1, message, arguments, None)
    assert _without_private(record)
    assert record.getMessage() == logged
