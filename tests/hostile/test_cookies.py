"""Cookies that nobody's browser was given, and cookies rightly signed with content that no page writes."""

from __future__ import annotations

import base64
import itertools
import zlib
from typing import Any

import pytest
from django.core.signing import TimestampSigner

from tests.hostile.conftest import Browse, answered, sealed

ADDRESSES = ("/", "/check/", "/check/children/", "/check/care/", "/answers/", "/results/")
DEEP: list[Any] = []
for _ in range(40):
    DEEP = [DEEP]
STRANGE: list[Any] = [
    None,
    True,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    "unsure",
    "<script>alert(1)</script>",
    "\0",
    "\u202e\u200f",
    [],
    [[]],
    [{}],
    {},
    DEEP,
    "000000",
    "999999",
    "2026-06-31",
    "1850-01-01",
    "2199-12-31",
]
PLACES = ("household", "draft", "notice", "dropped", "reached")
GROUPS = ("family", "mother", "father", "children")
FACTS = ("residence", "parents", "topic_housing", "work", "hukou", "birth", "relation", "care", "__class__")


def contents(value: Any) -> list[Any]:
    """The value in every place of a cookie."""
    family = answered()["household"]["family"]
    groups = [answered(**{group: value}) for group in GROUPS]
    facts = [answered(family=family | {fact: value}, mother={fact: value}) for fact in FACTS]
    children = [answered(children=[{"birth": "2024-05-01", fact: value}]) for fact in FACTS]
    drafts = [{"household": {"family": family}, "draft": {"children": [{"birth": value}]}}]
    tops = [answered() | {place: held} for place in PLACES for held in (value, [value])]
    return [value, *tops, *groups, *facts, *children, *drafts]


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: repr(value)[:20])
def test_signed_content_that_no_page_writes_breaks_no_page(browse: Browse, value: Any) -> None:
    for number, content in enumerate(contents(value)):
        address = ADDRESSES[number % len(ADDRESSES)]
        got = browse(sealed(content)).get(address)
        assert got.status_code in (200, 302), (content, address)
        assert b"<script>alert" not in got.content


def test_two_hundred_children_are_cut_to_what_can_be_entered(browse: Browse) -> None:
    children = [{"birth": f"2024-05-{1 + index % 30:02}"} for index in range(200)]
    listed = browse(sealed(answered(children=children))).get("/check/children/").content.decode()
    assert 'action="/check/children/14/twin/' not in listed
    assert "/check/children/14/remove/" in listed
    assert "/check/children/15/" not in listed


def test_a_place_that_does_not_exist_finds_the_national_records_alone(browse: Browse) -> None:
    nowhere = answered(family={"residence": "999999", "parents": "both"})
    for address in ADDRESSES:
        assert browse(sealed(nowhere)).get(address).status_code in (200, 302)


def signed(payload: str) -> str:
    return TimestampSigner(salt="benefits.household").sign(payload)


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).strip(b"=").decode()


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        ":::",
        '"\\"',
        "a\0b",
        "中文".encode().decode("latin-1"),
        "a" * 100_000,
        sealed(answered())[:-4],
        sealed(answered())[7:],
        signed(encoded(b"[" * 100_000 + b"]" * 100_000)),
        signed(encoded(b'{"household": {"family": {"residence": ' + b"9" * 6000 + b"}}}")),
        signed(encoded(b'"\xff"')),
        signed(encoded(b"{not json")),
        signed("." + encoded(b"not compressed")),
        signed("." + encoded(zlib.compress(b"1")[:-2])),
        signed("!!not base64"),
    ],
    # Signatures carry the second they were made in, which the test processes need not share.
    ids=itertools.count(),
)
def test_a_cookie_that_cannot_be_read_starts_gently_afresh(browse: Browse, cookie: str) -> None:
    browser = browse(cookie)
    begun = browser.get("/results/", follow=True)
    assert begun.redirect_chain[-1] == ("/check/residence/", 302)
    assert ("请从这里重新开始" in begun.content.decode()) is bool(cookie)
    assert browser.post("/check/residence/", {"residence-family": "370102"}).headers["Location"] == "/check/topics/"
