"""A family at the questionnaire, through the test client: what its browser shows and sends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from benefits.editions import catalogue
from benefits.forms import field_name
from benefits.households import cookie
from benefits.households.cookie import Visit
from benefits.questionnaire.page import Item
from benefits.rules.household import Household
from benefits.rules.values import Known

TODAY = date(2026, 6, 1)
LIXIA = "370102"
XIANGNING = "141029"
FIRST, SECOND = date(2021, 3, 4), date(2024, 5, 1)

Posted = Mapping[str, str | Sequence[str]]


class Screen(HTMLParser):
    """A page as a browser without JavaScript has it: its words, and its form's controls as sent untouched."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.status: int = response.status_code
        self.address: str = response.request["PATH_INFO"]
        self.html: str = response.content.decode()
        self.links: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.controls: set[str] = set()
        self.ids: list[str] = []
        self.actions: list[str] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "form":
            self.actions.append(given.get("action", ""))
        if tag in ("input", "button") and given.get("name"):
            self.controls.add(given["name"])
            sent = tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given)
            if sent and given["name"] != "csrfmiddlewaretoken":
                self.fields.setdefault(given["name"], []).append(given.get("value", ""))

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.html, re.DOTALL)
        return unescape(found.group(1)) if found else ""

    @property
    def asked(self) -> list[str]:
        """The names of the items that the page's form is about."""
        return self.fields.get("asked", [])

    @property
    def errors(self) -> list[str]:
        """The messages of the error summary."""
        summary = self.html.partition('class="error-summary"')[2].partition("</ul>")[0]
        return [unescape(text) for text in re.findall(r"<li><a[^>]*>(.*?)</a>", summary)]

    @property
    def notices(self) -> list[str]:
        return [unescape(text) for text in re.findall(r'<p class="notice[^>]*>(.*?)</p>', self.html)]

    @property
    def progress(self) -> int | None:
        found = re.search(r'<progress[^>]*value="(\d+)"', self.html)
        return int(found.group(1)) if found else None


class Family:
    """Answers questions with a client of its own."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def see(self, address: str = "/check/", **headers: Any) -> Screen:
        """Open an address, following where it leads."""
        return Screen(self.client.get(address, follow=True, **headers))

    def post(self, address: str, posted: Posted | None = None) -> Screen:
        """Send a form, following where it leads."""
        return Screen(self.client.post(address, posted or {}, follow=True))

    def post_only(self, address: str, posted: Posted | None = None) -> HttpResponse:
        """Send a form, and not follow."""
        return self.client.post(address, posted or {})  # type: ignore[return-value]

    def answer(self, question: str, query: str = "", /, **posted: str | Sequence[str]) -> Screen:
        """Send a question's form; underscores in names of fields stand for hyphens after the fact."""
        return self.post(f"/check/{question}/{query}", posted)

    def settle(self, place: str = LIXIA, topics: Sequence[str] = (), parents: str = "both") -> Screen:
        """Say where the family lives, what it is about, and for whom."""
        self.post("/check/residence/", {"residence-family": place})
        ticked: dict[str, str] = {f"topic_{topic}-family": "yes" for topic in topics} or {"none": "yes"}
        self.post("/check/topics/", ticked)
        return self.post("/check/parents/", {"parents-family": parents})

    def add_child(self, birth: date, relation: str = "ours", **more: str) -> Screen:
        """Add a child to the list."""
        return self.post("/check/children/add/", child_posted(birth, relation, after=len(self.visit.children)) | more)

    def finish_children(self) -> Screen:
        return self.post("/check/children/", {"done": "all"})

    @property
    def visit(self) -> Visit:
        """What the browser's cookie holds."""
        served = catalogue.catalogue(TODAY)
        request = type("Request", (), {"COOKIES": {n: m.value for n, m in self.client.cookies.items()}})()
        return cookie.read(request, served.facts())

    @property
    def household(self) -> Household:
        return self.visit.household

    def said(self, fact: str, person: str = "family") -> Known | None:
        """What was answered of a person."""
        return (self.household.answers_of(person) or {}).get(fact)

    def name(self, fact: str, person: str) -> str:
        """The name of the control that asks this of that person."""
        return field_name(self.household, Item(catalogue.catalogue(TODAY).facts()[fact], person))

    def set_cookie(self, value: str) -> None:
        self.client.cookies[settings.HOUSEHOLD_COOKIE] = value


def child_posted(birth: date, relation: str = "ours", *, after: int = 0) -> dict[str, str]:
    """The form of one child as it is sent."""
    parts = {"birth-year": birth.year, "birth-month": birth.month, "birth-day": birth.day}
    return {name: str(value) for name, value in parts.items()} | {"relation": relation, "after": str(after)}


def with_two_children(family: Family, **told: Any) -> Screen:
    """Two parents of a child of five and one of two, so far."""
    family.settle(**told)
    family.add_child(FIRST)
    family.add_child(SECOND)
    return family.finish_children()
