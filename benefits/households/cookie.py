"""The household's cookie: signed, of its own, and the only place where a family's answers are kept."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from benefits.households import format as households
from benefits.rules.facts import Fact
from benefits.rules.household import Answers, Household

_SALT: Final = "benefits.household"

LARGEST: Final = 4000
"""Bytes of name and value together that every browser keeps."""

UNREADABLE: Final = "unreadable"
EXPIRED: Final = "expired"
NOTICES: Final[Mapping[str, str]] = {
    UNREADABLE: "之前的回答放得太久，或者读不出来了，已经清除。请从这里重新开始，只要几分钟。",
    EXPIRED: "太久没有操作，之前的回答已经自动清除。请从这里重新开始，只要几分钟。",
}
"""What is told once when answers are lost; each a sentence and what to do."""


class CookieFullError(ValueError):
    """The answers do not fit into a cookie any more; the one before stays as it was."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One family's visit: all that the cookie holds.

    *draft* is the list of children while it is being made for the first time; *notice* is a key of
    NOTICES and *dropped* the facts whose answers the last change made meaningless, both told on
    the next page; *reached* is the furthest progress shown so far, in per cent.
    """

    household: Household = field(default_factory=Household)
    draft: tuple[Answers, ...] | None = None
    notice: str = ""
    dropped: tuple[str, ...] = ()
    reached: int = 0

    @property
    def children(self) -> tuple[Answers, ...]:
        """The children so far, whether their list is finished or not."""
        if self.household.children is not None:
            return self.household.children
        return self.draft or ()

    def told(self) -> Visit:
        """Without what has now been told."""
        return replace(self, notice="", dropped=())


def read(request: HttpRequest, facts: Mapping[str, Fact]) -> Visit:
    """The visit that a request's cookie holds; a new one, with a notice, if it is too old or not ours.

    Answers to facts that have changed since are passed over; the rest are kept.
    """
    sealed = request.COOKIES.get(settings.HOUSEHOLD_COOKIE)
    if not sealed:
        return Visit()
    try:
        return _unpacked(signing.loads(sealed, salt=_SALT, max_age=settings.HOUSEHOLD_IDLE_SECONDS), facts)
    except (signing.BadSignature, ValueError, RecursionError, zlib.error):
        return Visit(notice=UNREADABLE)


def save(response: HttpResponseBase, visit: Visit) -> None:
    """Keep the visit in the browser for another while. Raises CookieFullError if it has become too long."""
    if visit == Visit():
        forget(response)
        return
    sealed = signing.dumps(_packed(visit), salt=_SALT, compress=True)
    if len(settings.HOUSEHOLD_COOKIE) + len(sealed) > LARGEST:
        raise CookieFullError(f"{len(sealed)} bytes of answers do not fit into a cookie")
    response.set_cookie(
        settings.HOUSEHOLD_COOKIE,
        sealed,
        max_age=settings.HOUSEHOLD_IDLE_SECONDS,
        secure=settings.HOUSEHOLD_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def renew(response: HttpResponseBase, visit: Visit) -> None:
    """As `save` for a page that only shows: if it has become too long, the browser keeps what it has."""
    with suppress(CookieFullError):
        save(response, visit)


def forget(response: HttpResponseBase) -> None:
    """Take the answers out of the browser."""
    response.set_cookie(
        settings.HOUSEHOLD_COOKIE,
        max_age=0,
        expires="Thu, 01 Jan 1970 00:00:00 GMT",
        secure=settings.HOUSEHOLD_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _packed(visit: Visit) -> dict[str, Any]:
    packed: dict[str, Any] = {"household": households.dump(visit.household)}
    if visit.draft is not None:
        packed["draft"] = households.dump(Household(children=visit.draft))
    if visit.notice:
        packed["notice"] = visit.notice
    if visit.dropped:
        packed["dropped"] = visit.dropped
    if visit.reached:
        packed["reached"] = visit.reached
    return packed


def _unpacked(packed: Any, facts: Mapping[str, Fact]) -> Visit:
    """What is still valid of it. Raises ValueError for anything that no version of this page has written."""
    match packed:
        case {"household": dict()}:
            draft, notice, reached, dropped = (packed.get(key) for key in ("draft", "notice", "reached", "dropped"))
        case _:
            raise ValueError("the cookie holds no household")
    return Visit(
        household=households.salvage(packed["household"], facts),
        draft=households.salvage(draft, facts).children if isinstance(draft, dict) else None,
        notice=notice if isinstance(notice, str) and notice in NOTICES else "",
        dropped=tuple(slug for slug in dropped if isinstance(slug, str) and slug in facts)
        if isinstance(dropped, list)
        else (),
        reached=reached if isinstance(reached, int) and 0 <= reached <= 100 else 0,
    )
