"""The household's cookie: signed, of its own, and the only place where a family's answers are kept.

Only an answer writes it. A page that is merely shown writes, now and then, a second cookie with the
same content for another while, and of the two the later answer counts: so a slow page in one tab
never puts older answers back over those just given in another.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import time_ns
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from benefits.households import format as households
from benefits.rules.facts import Fact
from benefits.rules.household import Answers, Household

_SALT: Final = "benefits.household"

_KEPT: Final = "-kept"
"""Ends the name of the second cookie, in which pages keep what they were shown with."""

RENEWED_AFTER: Final = 10 * 60
"""Seconds after which a page that is shown keeps the answers for another while."""

LARGEST: Final = 4000
"""Bytes of name and value together that every browser keeps."""

UNREADABLE: Final = "unreadable"
EXPIRED: Final = "expired"
NONE_HERE: Final = "none"
NOTICES: Final[Mapping[str, str]] = {
    UNREADABLE: "之前的回答放得太久，或者读不出来了，已经清除。请从这里重新开始，只要几分钟。",
    EXPIRED: "太久没有操作，之前的回答已经自动清除。请从这里重新开始，只要几分钟。",
    NONE_HERE: "这里没有您的回答：可能是太久没有操作，自动清除了，也可能是换了浏览器。请从这里开始，只要几分钟。",
}
"""What is told once when answers are lost, or looked for where there are none; each a sentence and what to do."""


class CookieFullError(ValueError):
    """The answers do not fit into a cookie any more; the one before stays as it was."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One family's visit: all that the cookie holds.

    *draft* is the list of children while it is being made for the first time; *notice* is a key of
    NOTICES and *dropped* the facts whose answers the last change made meaningless, both told until
    the next answer; *reached* is the furthest progress shown so far, in per cent. *answered_at* and
    *kept_at* are the milliseconds of the last answer and of the last time it was kept, set by `save` and `renew`.
    """

    household: Household = field(default_factory=Household)
    draft: tuple[Answers, ...] | None = None
    notice: str = ""
    dropped: tuple[str, ...] = ()
    reached: int = 0
    answered_at: int = field(default=0, compare=False)
    kept_at: int = field(default=0, compare=False)

    @property
    def children(self) -> tuple[Answers, ...]:
        """The children so far, whether their list is finished or not."""
        if self.household.children is not None:
            return self.household.children
        return self.draft or ()


def read(request: HttpRequest, facts: Mapping[str, Fact]) -> Visit:
    """The visit that a request's cookie holds; a new one, with a notice, if it is too old or not ours.

    Answers to facts that have changed since are passed over; the rest are kept.
    """
    names = (settings.HOUSEHOLD_COOKIE, settings.HOUSEHOLD_COOKIE + _KEPT)
    visits = [_opened(request.COOKIES[name], facts) for name in names if request.COOKIES.get(name)]
    # Of the readable ones that of the last answer.
    return max(visits, key=lambda visit: (visit.notice != UNREADABLE, visit.answered_at), default=Visit())


def save(response: HttpResponseBase, visit: Visit) -> None:
    """Keep the visit after an answer. Raises CookieFullError if it has become too long."""
    if visit == Visit():
        forget(response)
        return
    now = _milliseconds()
    _write(response, settings.HOUSEHOLD_COOKIE, replace(visit, answered_at=now, kept_at=now))
    _take_out(response, settings.HOUSEHOLD_COOKIE + _KEPT)


def renew(response: HttpResponseBase, visit: Visit) -> None:
    """Keep the visit for another while, for a page that only shows it; at most every RENEWED_AFTER seconds."""
    now = _milliseconds()
    if visit.answered_at and now - visit.kept_at > 1000 * RENEWED_AFTER:
        with suppress(CookieFullError):
            _write(response, settings.HOUSEHOLD_COOKIE + _KEPT, replace(visit, kept_at=now))


def forget(response: HttpResponseBase) -> None:
    """Take the answers out of the browser."""
    _take_out(response, settings.HOUSEHOLD_COOKIE)
    _take_out(response, settings.HOUSEHOLD_COOKIE + _KEPT)


def _opened(sealed: str, facts: Mapping[str, Fact]) -> Visit:
    try:
        return _unpacked(signing.loads(sealed, salt=_SALT, max_age=settings.HOUSEHOLD_IDLE_SECONDS), facts)
    except (signing.BadSignature, ValueError, RecursionError, zlib.error):
        return Visit(notice=UNREADABLE)


def _write(response: HttpResponseBase, name: str, visit: Visit) -> None:
    sealed = signing.dumps(_packed(visit), salt=_SALT, compress=True)
    if len(name) + len(sealed) > LARGEST:
        raise CookieFullError(f"{len(sealed)} bytes of answers do not fit into a cookie")
    response.set_cookie(
        name,
        sealed,
        max_age=settings.HOUSEHOLD_IDLE_SECONDS,
        secure=settings.HOUSEHOLD_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _take_out(response: HttpResponseBase, name: str) -> None:
    response.set_cookie(
        name,
        max_age=0,
        expires="Thu, 01 Jan 1970 00:00:00 GMT",
        secure=settings.HOUSEHOLD_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _milliseconds() -> int:
    return time_ns() // 1_000_000


def _packed(visit: Visit) -> dict[str, Any]:
    packed: dict[str, Any] = {
        "household": households.dump(visit.household),
        "answered": visit.answered_at,
        "kept": visit.kept_at,
    }
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
        answered_at=_moment(packed.get("answered")),
        kept_at=_moment(packed.get("kept")),
    )


def _moment(value: Any) -> int:
    """A number of milliseconds since 1970 that is not ahead of the clock; nought for anything else."""
    return value if type(value) is int and 0 < value <= _milliseconds() else 0
