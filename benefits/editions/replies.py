"""What officers answered to parents' corrections, as benefits' own pages show it: held in memory, like the catalogue.

Only the answers: what parents wrote is for officers alone.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from benefits.models.corrections import CLOSED, Correction

MOST_SHOWN = 3
"""How many answers the page of a benefit shows, the newest first."""

SHOWN_FOR = timedelta(days=365)
MOST_HELD = 10_000

Mark = tuple[datetime | None, int]
"""What changes whenever an answer comes, changes or goes."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, with the day it was given."""

    text: str
    on: date


@dataclass(frozen=True, slots=True)
class _Held:
    mark: Mark
    replies: Mapping[str, tuple[Reply, ...]]


_held: _Held | None = None
_swapping = threading.Lock()


def held() -> bool:
    """Whether this process has looked before."""
    return _held is not None


def replies_to(benefit: str) -> tuple[Reply, ...]:
    """The answers about a benefit, by its id, as far as this process has looked."""
    return _held.replies.get(benefit, ()) if _held else ()


def look() -> None:
    """Read the answers again if any is new or changed."""
    global _held  # noqa: PLW0603 - one for each process, as the catalogue
    with _swapping:
        mark = _mark()
        if _held is None or _held.mark != mark:
            _held = _Held(mark, _read())


def forget() -> None:
    """Hold nothing."""
    global _held  # noqa: PLW0603
    with _swapping:
        _held = None


def _mark() -> Mark:
    found = Correction.objects.filter(replied_at__isnull=False).aggregate(last=Max("replied_at"), count=Count("pk"))
    return found["last"], found["count"]


def _read() -> dict[str, tuple[Reply, ...]]:
    rows = Correction.objects.filter(state__in=CLOSED, replied_at__gte=timezone.now() - SHOWN_FOR)
    found: dict[str, tuple[Reply, ...]] = {}
    for key, text, at in rows.order_by("-replied_at").values_list("edition__key", "reply", "replied_at")[:MOST_HELD]:
        known = found.get(key, ())
        if at and len(known) < MOST_SHOWN and text not in {reply.text for reply in known}:
            found[key] = (*known, Reply(text, timezone.localdate(at)))
    return found
