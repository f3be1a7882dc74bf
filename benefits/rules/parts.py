"""What a row comes to for one household: settled for good, or a window of days to be read on one.

These are made by the hundred for each household, and a frozen dataclass takes three times as long
to make as a plain one: they are plain, and nothing changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benefits.rules.values import NO, YES, Outcome, Value, every, some

ONE_DAY = timedelta(days=1)


@dataclass(slots=True, unsafe_hash=True)
class Window:
    """Holds from ``first`` until the day before ``end``, and on no other day."""

    first: date
    end: date

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        return YES if self.first <= day < self.end else NO

    def within(self, other: Window) -> Window | Outcome:
        """The days of both; a plain no if there are none."""
        # Spelled out: each family has many, and max and min take twice as long.
        first = self.first if self.first > other.first else other.first  # noqa: FURB136
        end = self.end if self.end < other.end else other.end  # noqa: FURB136
        return Window(first, end) if first < end else NO

    def edges(self) -> Collection[date]:
        """The days on which it may change."""
        return (self.first, self.end)


@dataclass(slots=True)
class Doubtful:
    """A window about which a text leaves something open: ``otherwise`` is the outcome before and after.

    Within it from ``sure`` on nobody can tell, nor on the very day of its end if ``end_is_open``: the
    outcome is then ``open``.
    """

    window: Window
    otherwise: Outcome = NO
    end_is_open: bool = False
    sure: date = date.max
    open: Outcome = NO

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        if self.end_is_open and day == self.window.end:
            return self.open
        if self.window.on(day) is YES:
            return YES if day < self.sure else self.open
        return self.otherwise

    def edges(self) -> Collection[date]:
        """The days on which it may change."""
        edges = (*self.window.edges(), self.sure)
        return (*edges, self.window.end + ONE_DAY) if self.end_is_open and self.window.end < date.max else edges


@dataclass(slots=True)
class Daily:
    """A derived number that is counted anew each day: its value, and what that comes to."""

    person: str
    value: Callable[[date], Value]
    judge: Callable[[Value], Outcome]
    changes: Collection[date]

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        return self.judge(self.value(day))

    def edges(self) -> Collection[date]:
        """The days on which the count may change."""
        return self.changes


@dataclass(slots=True)
class Every:
    """Parts that must all hold: ``settled`` is what no day changes of them."""

    settled: Outcome
    timed: Sequence[Timed]

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        unsettled = [] if self.settled is YES else [self.settled]
        for part in self.timed:
            outcome = part.on(day)
            if outcome is NO:
                return NO
            if outcome is not YES:
                unsettled.append(outcome)
        return every(unsettled) if unsettled else YES

    def edges(self) -> Collection[date]:
        """The days on which a part may change."""
        return [day for part in self.timed for day in part.edges()]


@dataclass(slots=True)
class Some:
    """Alternatives, of which one must hold."""

    parts: Sequence[Part]

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        return some([part.on(day) for part in self.parts])

    def edges(self) -> Collection[date]:
        """The days on which a part may change."""
        return [day for part in self.parts for day in part.edges()]


Timed = Window | Doubtful | Daily | Every | Some
Part = Outcome | Timed
"""What rows come to for one household: settled, or to be read on a day."""


def settled(part: Part) -> Outcome:
    """What no day changes of a part; yes where all depends on the day."""
    if isinstance(part, Every):
        return part.settled
    return part if isinstance(part, Outcome) else YES


def all_of(parts: Iterable[Part]) -> Part:
    """Every part must hold; settled as far as it goes, and all windows as one."""
    together: Part = YES
    for part in parts:
        if part is NO:
            return NO
        together = both(together, part)
    return together


def both(one: Part, other: Part) -> Part:
    """Two parts must hold; a plain no if they never do on one day."""
    # First what is by far the most frequent.
    if isinstance(one, Window) and isinstance(other, Window):
        return one.within(other)
    if one is YES or other is NO:
        return other
    if other is YES or one is NO:
        return one
    if not isinstance(one, _DIVISIBLE) and not isinstance(other, _DIVISIBLE):
        return Every(YES, (one, other))
    outcomes: list[Outcome] = []
    timed: list[Timed] = []
    window: Window | None = None
    for part in (*_apart(one), *_apart(other)):
        met = window.within(part) if window and isinstance(part, Window) else part
        if isinstance(met, Outcome):
            outcomes.append(met)
        elif isinstance(met, Window):
            window = met
        else:
            timed.append(met)
    if window:
        timed.append(window)
    outcome = every(outcomes)
    return Every(outcome, timed) if timed and outcome is not NO else outcome


_DIVISIBLE = (Outcome, Every)
"""What is settled by itself, or in part."""


def _apart(part: Part) -> Sequence[Part]:
    return (part.settled, *part.timed) if isinstance(part, Every) else (part,)


def any_of(parts: Sequence[Part]) -> Part:
    """Some part must hold; settled as far as it goes."""
    outcomes = [part for part in parts if isinstance(part, Outcome)]
    outcome = some(outcomes)
    return outcome if outcome.truth or len(outcomes) == len(parts) else Some(parts)
