"""What a row comes to for one household: settled for good, or a window of days to be read on one.

These are made by the hundred for each household, and a frozen dataclass takes three times as long
to make as a plain one: they are plain, and nothing changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benefits.rules.values import NO, YES, Outcome, Value, every, some

ONE_DAY = timedelta(days=1)


@dataclass(slots=True, unsafe_hash=True)
class Window:
    """Holds from ``first`` until the day before ``end``; ``otherwise`` before and after.

    On ``doubtful``, and from ``sure`` on, nobody can tell: the outcome is then ``open``.
    """

    first: date
    end: date
    otherwise: Outcome = NO
    doubtful: date | None = None
    sure: date = date.max
    open: Outcome = NO

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        if day == self.doubtful:
            return self.open
        if self.first <= day < self.end:
            return YES if day < self.sure else self.open
        return self.otherwise

    def edges(self) -> Collection[date]:
        """The days on which it may change."""
        if self.doubtful:
            return (self.first, self.end, self.sure, self.doubtful + ONE_DAY)
        return (self.first, self.end, self.sure)


@dataclass(slots=True)
class Daily:
    """A derived number that is counted anew each day: its value, and what that comes to."""

    person: str
    value: Callable[[date], Value]
    judge: Callable[[Value], Outcome]
    changes: Sequence[date]

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        return self.judge(self.value(day))

    def edges(self) -> Collection[date]:
        """The days on which the count may change."""
        return self.changes


@dataclass(slots=True)
class Group:
    """Several parts of one row or of alternatives, of which all (or some) must hold."""

    parts: Sequence[Part]
    some: bool

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        outcomes = [read(part, day) for part in self.parts]
        return some(outcomes) if self.some else every(outcomes)

    def edges(self) -> Collection[date]:
        """The days on which a part may change."""
        return [day for part in self.parts if not isinstance(part, Outcome) for day in part.edges()]


Timed = Window | Daily | Group
Part = Outcome | Timed
"""A row for one household: settled, or to be read on a day."""


def read(part: Part, day: date) -> Outcome:
    """The outcome of a part on a day."""
    return part if isinstance(part, Outcome) else part.on(day)


def all_of(parts: Sequence[Part]) -> Part:
    """Every part must hold; settled as far as it goes."""
    outcomes = [part for part in parts if isinstance(part, Outcome)]
    return every(outcomes) if len(outcomes) == len(parts) else Group(parts, some=False)


def any_of(parts: Sequence[Part]) -> Part:
    """Some part must hold; settled as far as it goes."""
    outcomes = [part for part in parts if isinstance(part, Outcome)]
    settled = some(outcomes)
    return settled if settled.truth or len(outcomes) == len(parts) else Group(parts, some=True)


@dataclass(slots=True)
class Conjunction:
    """Parts that must all hold: ``settled`` is what no day changes of them."""

    settled: Outcome
    timed: Sequence[Timed] = ()

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        if not self.timed:
            return self.settled
        if len(self.timed) == 1 and self.settled is YES:
            return self.timed[0].on(day)
        unsettled = [] if self.settled is YES else [self.settled]
        for part in self.timed:
            outcome = part.on(day)
            if outcome is NO:
                return NO
            if outcome is not YES:
                unsettled.append(outcome)
        return every(unsettled) if unsettled else YES

    def with_(self, other: Conjunction) -> Conjunction:
        """Both together."""
        if other is NEVER or self is ALWAYS:
            return other
        if self is NEVER or other is ALWAYS:
            return self
        return Conjunction(every((self.settled, other.settled)), (*self.timed, *other.timed))

    def edges(self) -> Collection[date]:
        """The days on which it may change."""
        return self.timed[0].edges() if len(self.timed) == 1 else [day for part in self.timed for day in part.edges()]


NEVER = Conjunction(NO)
ALWAYS = Conjunction(YES)
