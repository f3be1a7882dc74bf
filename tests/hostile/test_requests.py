"""Requests that no page of ours makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.conf import settings

from benefits.editions import catalogue
from benefits.rules.facts import Form
from tests.hostile.conftest import Browse, answered, sealed
from tests.questionnaire.family import TODAY, Family

HOSTILE = [
    "<script>alert(1)</script>",
    "\0",
    "\u202e\u200f",
    "{{ 7|add:7 }}{% now %}",
    "x" * 100_000,
    "' OR 1=1 --",
    "🍼",
]
ANSWERED = sealed(answered(family={"residence": "370102", "all_here": False, "parents": "both"}))
BEGUN = (
    "/check/",
    "/check/residence/",
    "/check/topics/",
    "/check/hukou/",
    "/check/care/",
    "/check/children/",
    "/check/children/add/",
    "/check/children/0/",
    "/check/children/0/twin/",
    "/check/children/0/remove/",
    "/answers/",
    "/results/",
)
PUBLIC = ("/", "/benefits/nothing/", "/documents/nothing/", "/regions/370100/", "/regions/999999/", "/nowhere")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
@pytest.mark.parametrize("cookie", [None, ANSWERED], ids=["empty", "answered"])
def test_every_method_at_every_address_is_answered(browse: Browse, method: str, cookie: str | None) -> None:
    for address in (*BEGUN, *PUBLIC, "/restart/", "/admin/", "/admin/login/"):
        got = browse(cookie).generic(method, address)
        assert got.status_code in (200, 302, 404, 405), address
        assert "default-src 'self'" in got.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/restart/", "/check/children/0/twin/", "/check/children/7/twin/"])
def test_an_address_that_only_forms_send_to_leads_on_when_opened_and_changes_nothing(
    family: Family, address: str
) -> None:
    family.set_cookie(ANSWERED)
    before = family.household
    opened = family.see(address)
    assert (opened.status, opened.address != address) == (200, True)
    assert family.household == before


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:12])
def test_hostile_text_in_a_query_is_shown_as_text_or_not_at_all(browse: Browse, text: str) -> None:
    keys = ("residence-family-q", "residence-family-in", "elsewhere", "each", "from", "other")
    for address in BEGUN:
        got = browse(ANSWERED).get(address, dict.fromkeys(keys, text))
        assert got.status_code in (200, 302), address
        assert b"<script>alert" not in got.content
        assert b"14{" not in got.content


@pytest.mark.parametrize("text", HOSTILE[:4], ids=lambda text: repr(text)[:12])
def test_hostile_text_in_an_address_finds_nothing(browse: Browse, text: str) -> None:
    for folder in ("/check/", "/check/children/", "/benefits/", "/documents/", "/regions/"):
        got = browse(ANSWERED).get(f"{folder}{text}/")
        assert (got.status_code, "没有这一页" in got.content.decode()) == (404, True), folder
        assert b"<script>alert" not in got.content


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:12])
def test_hostile_answers_are_refused_beside_the_field_and_change_nothing(family: Family, text: str) -> None:
    family.set_cookie(ANSWERED)
    before = family.household
    for question in catalogue.catalogue(TODAY).questions():
        screen = family.see(f"/check/{question.slug}/")
        if question.form is Form.CHECKS or not screen.asked:
            continue  # Whatever a browser sends for a box is a tick.
        posted = {name: text for one in screen.asked for name in (one, f"{one}-year", f"{one}-month", f"{one}-day")}
        sent = family.post(f"/check/{question.slug}/", posted | {"asked": screen.asked})
        assert sent.status == 200
        assert b"<script>alert" not in sent.html.encode()
    assert family.household.mother == before.mother
    assert family.household.children == before.children


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (("2026", "6", "31"), "2026年6月没有31日"),
        (("2050", "1", "1"), "预产期最晚填到"),
        (("2028", "1", "1"), "预产期最晚填到"),
        (("1850", "1", "1"), "1850年太早了"),
        (("0000", "1", "1"), "没有1日"),
        (("24", "5", "1"), "四位数字"),
        (("2024", "13", "1"), "月份请填 1 到 12"),
        (("2024", "-5", "1"), "请用数字填"),
        (("2024", "5", "1e1"), "请用数字填"),
        (("２０２４", "<b>", "9" * 5000), "请用数字填"),
        (("2024", "", ""), "年、月、日都要填"),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(
    family: Family, birth: tuple[str, str, str], said: str
) -> None:
    family.set_cookie(ANSWERED)
    before = family.household
    parts = dict(zip(("birth-year", "birth-month", "birth-day"), birth, strict=True))
    sent = family.post("/check/children/add/", parts | {"relation": "adopted", "after": "2"})
    assert any(said in error for error in sent.errors), sent.errors
    assert sent.fields["birth-year"] == [birth[0]]
    assert sent.fields["relation"] == ["adopted"]
    assert family.household == before


OUT_OF_ORDER: list[tuple[str, Mapping[str, Any]]] = [
    ("/check/care/", {"care-child-0": "home"}),
    ("/check/work/", {"work-mother": ["employee", "none"], "asked": ["work-mother", "work-nobody", "x"]}),
    ("/check/children/", {"done": ["all", "none"]}),
    ("/check/children/", {"done": "none"}),
    ("/check/children/", {}),
    ("/check/children/9/", {"birth-year": "2024"}),
    ("/check/children/0/", {"born": "2001-01-01", "birth-year": "2020", "birth-month": "1", "birth-day": "1"}),
    ("/check/children/0/twin/", {"after": "7", "born": "2019-03-02"}),
    ("/check/children/0/twin/", {}),
    ("/check/children/1/remove/", {}),
    ("/check/children/1/remove/", {"born": "2024-05-01"}),
    ("/check/children/99999999999999999999/remove/", {"born": "2019-03-02"}),
    ("/check/residence/", {"residence-family": "000000"}),
    ("/check/residence/", {"residence-family": "999999"}),
    ("/check/residence/", {}),
]


@pytest.mark.parametrize(("address", "posted"), OUT_OF_ORDER, ids=lambda value: str(value)[:40])
def test_what_is_sent_out_of_order_loses_no_valid_answer(
    family: Family, address: str, posted: Mapping[str, Any]
) -> None:
    family.set_cookie(ANSWERED)
    before = family.household
    for _ in range(2):
        assert family.post(address, posted).status == 200
    kept = [(child["birth"], child["relation"]) for child in family.household.children or ()]
    assert kept == [(child["birth"], child["relation"]) for child in before.children or ()]
    assert family.household.family["residence"] == "370102"


def test_a_child_removed_twice_takes_no_other_along(family: Family) -> None:
    family.set_cookie(ANSWERED)
    for _ in range(2):
        family.post("/check/children/0/remove/", {"born": "2024-05-01"})
    assert [child["birth"] for child in family.household.children or ()] == [date(2019, 3, 2)]


def test_a_sixteenth_child_is_not_taken_and_the_fifteen_stay(family: Family) -> None:
    family.set_cookie(sealed(answered(children=[{"birth": f"20{10 + i}-01-01"} for i in range(15)])))
    family.add_child(date(2009, 1, 1))
    family.post("/check/children/0/twin/", {"after": "15", "born": "2010-01-01"})
    assert len(family.household.children or ()) == 15
    assert "/check/children/add/" not in family.see("/check/children/").links


@pytest.mark.parametrize(
    "forged",
    [
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "<script>", "HTTP_HX_CURRENT_URL": "javascript:alert(1)"},
        {"HTTP_HX_REQUEST": "<script>", "HTTP_HX_BOOSTED": "\x7f"},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1", "HTTP_HX_PROMPT": "%ff"},
        {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
    ],
)
def test_forged_headers_are_passed_over(browse: Browse, forged: dict[str, Any]) -> None:
    for address in (*BEGUN, *PUBLIC):
        got = browse(ANSWERED).get(address, **forged)
        assert got.status_code in (200, 302, 404)
        assert b"javascript:" not in got.content


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_parameter_leads_to_another_site(browse: Browse, to: str) -> None:
    for address in BEGUN:
        for got in (
            browse(ANSWERED).get(address, {"from": to, "next": to}),
            browse(ANSWERED).post(f"{address}?from={to}", {"residence-family": "370102", "next": to, "done": "all"}),
        ):
            assert got.headers.get("Location", "/").startswith("/")
            assert "evil" not in got.headers.get("Location", "")


def test_a_form_without_its_token_is_refused_gently_and_forgets_nothing(browse: Browse) -> None:
    browser = browse(ANSWERED, enforce_csrf_checks=True)
    refused = browser.post("/check/residence/", {"residence-family": "141029"})
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "没有提交成功" in page
    assert "已经答过的都还在" in page
    assert settings.HOUSEHOLD_COOKIE not in refused.cookies


@pytest.mark.parametrize(("charset", "status"), [("gbk", 400), ("utf-16", 400), ("UTF8", 302), ("nonsense", 302)])
def test_a_form_in_another_encoding_is_refused_in_chinese(browse: Browse, charset: str, status: int) -> None:
    form = f"application/x-www-form-urlencoded; charset={charset}"
    for address in ("/restart/", "/admin/"):
        got = browse(enforce_csrf_checks=status == 400).generic("POST", address, "a=1", content_type=form)
        assert got.status_code == status, address
        assert status != 400 or "没能读懂" in got.content.decode()


@pytest.mark.parametrize(
    "posted", ["&".join(f"a{i}=1" for i in range(1500)), "a=" + "x" * 3_000_000], ids=["many", "large"]
)
def test_a_form_too_large_to_be_ours_is_refused_in_chinese(browse: Browse, posted: str) -> None:
    form = "application/x-www-form-urlencoded"
    got = browse(ANSWERED).post("/check/residence/", posted, content_type=form)
    assert got.status_code == 400
    assert re.search("<h1>[^<]*没能读懂", got.content.decode())
    assert settings.HOUSEHOLD_COOKIE not in got.cookies
