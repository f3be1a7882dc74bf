"""What can be said of a fact or a condition: known, not yet known, or left open by the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

UNSURE = "unsure"
"""The answer 不清楚: never a yes, never a no, and not asked again."""

FAMILY = "family"
MOTHER = "mother"
FATHER = "father"
PARENTS = (MOTHER, FATHER)

Known = bool | int | str | date


class Ask(NamedTuple):
    """One fact of one person (``family``, ``mother``, ``father``, ``child:0``, ``birth:0``)."""

    fact: str
    person: str


class Gap(NamedTuple):
    """What a text leaves open. ``kind`` is *unclear* (a row says so), *boundary* (以下 on its very day) or *order* …"""

    kind: str
    note: str


class Open:
    """A value that is not settled."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Unknown(Open):
    """A value that answers could still give."""

    missing: frozenset[Ask]


@dataclass(frozen=True, slots=True)
class Uncertain(Open):
    """A value that nobody can give: the text leaves open which of ``values`` counts."""

    values: tuple[Known, ...]
    gap: Gap


Value = Known | Unknown | Uncertain | None
"""None is *no such person or thing*: it satisfies no condition."""


class Outcome(NamedTuple):
    """Strong Kleene truth: ``truth`` is None while facts are missing or a gap applies. It is so on every day."""

    truth: bool | None
    missing: frozenset[Ask] = frozenset()
    gaps: frozenset[Gap] = frozenset()

    def on(self, day: date) -> Outcome:
        """Itself, whatever the day."""
        return self

    def edges(self) -> Collection[date]:
        """No day changes it."""
        return ()


YES = Outcome(True)
NO = Outcome(False)


def open_gap(gap: Gap) -> Outcome:
    """Undetermined because of a gap."""
    return Outcome(None, gaps=frozenset((gap,)))


def open_missing(missing: frozenset[Ask]) -> Outcome:
    """Undetermined because facts are missing."""
    return Outcome(None, missing=missing)


def _merged(unsettled: list[Outcome]) -> Outcome:
    if len(unsettled) == 1:
        return unsettled[0]
    missing = frozenset().union(*(one.missing for one in unsettled))
    return Outcome(None, missing, frozenset().union(*(one.gaps for one in unsettled)))


def every(outcomes: Iterable[Outcome]) -> Outcome:
    """Yes if all hold, no if one does not; otherwise open, naming all that is."""
    unsettled = []
    for outcome in outcomes:
        if outcome.truth is False:
            return NO
        if outcome.truth is None:
            unsettled.append(outcome)
    return _merged(unsettled) if unsettled else YES


def some(outcomes: Iterable[Outcome]) -> Outcome:
    """Yes if one holds, no if none does; otherwise open, naming all that is."""
    unsettled = []
    for outcome in outcomes:
        if outcome.truth:
            return YES
        if outcome.truth is None:
            unsettled.append(outcome)
    return _merged(unsettled) if unsettled else NO
