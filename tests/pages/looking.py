"""A page's HTML, as far as tests ask about it."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from benefits.households import cookie
from benefits.households.cookie import Visit
from benefits.rules.household import Household

_VOID = frozenset(("meta", "link", "br", "input", "hr", "img", "path", "use"))


class Sheet(HTMLParser):
    """One answer of the site: its words, addresses, ids, and what is marked."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.status: int = response.status_code
        self.headers = response.headers
        self.html: str = response.content.decode()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.inline_scripts = 0
        self.marked: list[str] = []
        self._open: list[str] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.attributes |= set(given)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "script" and "src" not in given:
            self.inline_scripts += 1
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "mark" in self._open:
            self.marked[-1] += data

    @property
    def text(self) -> str:
        """Its words without tags, white space made single; a day that is kept on one line is no word by itself."""
        joined = re.sub(r'<span class="nowrap">([^<]*)</span>', r"\1", self.html)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", joined)).split())

    def fragments(self) -> set[str]:
        """What links on the page lead to on the page itself."""
        return {link[1:] for link in self.links if link.startswith("#")}


def with_answers(client: Client, household: Household) -> None:
    """Put the household's cookie into the client's jar."""
    response = HttpResponse()
    cookie.save(response, Visit(household))
    client.cookies.update(response.cookies)
