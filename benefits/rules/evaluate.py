"""One benefit for one subject: resolved once for a household, then read off for any day.

A *frame* is a benefit with its rows bound to persons and values: what no day changes is settled,
what a day changes is a list of windows. The state of a day is the frame read on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from benefits.rules.comparisons import BOUNDARY, Comparison, Counted, Dated, InForce
from benefits.rules.compile import AwardPlan, Clauses, Entry, Reach, Row
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Holder
from benefits.rules.household import UNBORN_LIST
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, FATHER, MOTHER, NO, YES, Outcome, every, open_gap, some

DAY_UNITS = ("天", "日")
ONE_DAY = timedelta(days=1)


# ---------------------------------------------------------------- what a day changes


@dataclass(frozen=True, slots=True)
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

    def edges(self) -> Iterator[date]:
        """The days on which it may change."""
        yield self.first
        yield self.end
        yield self.sure
        if self.doubtful:
            yield self.doubtful + ONE_DAY


@dataclass(frozen=True, slots=True)
class Daily:
    """A derived number that is counted anew each day."""

    comparison: Comparison
    situation: Situation
    person: str
    place: str
    otherwise: Outcome | None

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        value = self.situation.value(self.comparison.fact, self.person, self.place, day)
        outcome = self.comparison.outcome(value, day)
        return self.otherwise if self.otherwise and outcome.truth is False else outcome

    def edges(self) -> Iterator[date]:
        """The days on which the count may change."""
        derived = DERIVED[self.comparison.fact]
        yield from derived.edges(self.situation.household) if derived.edges else ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several parts of one row or of alternatives, of which all (or some) must hold."""

    parts: tuple[Part, ...]
    some: bool
    otherwise: Outcome | None = None

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        outcomes = [read(part, day) for part in self.parts]
        outcome = some(outcomes) if self.some else every(outcomes)
        return self.otherwise if self.otherwise and outcome.truth is False else outcome

    def edges(self) -> Iterator[date]:
        """The days on which a part may change."""
        for part in self.parts:
            if not isinstance(part, Outcome):
                yield from part.edges()


Part = Outcome | Window | Daily | Group
"""A row for one household: settled, or to be read on a day."""


def read(part: Part, day: date) -> Outcome:
    """The outcome of a part on a day."""
    return part if isinstance(part, Outcome) else part.on(day)


@dataclass(slots=True)
class Conjunction:
    """Parts that must all hold: ``settled`` is what no day changes of them."""

    settled: Outcome
    timed: Sequence[Window | Daily | Group] = ()

    def on(self, day: date) -> Outcome:
        """The outcome of that day."""
        if not self.timed:
            return self.settled
        outcomes = [] if self.settled is YES else [self.settled]
        for part in self.timed:
            outcome = part.on(day)
            if outcome is NO:
                return NO
            if outcome is not YES:
                outcomes.append(outcome)
        return every(outcomes) if outcomes else YES

    def with_(self, other: Conjunction) -> Conjunction:
        """Both together."""
        if other is NEVER or self is ALWAYS:
            return other
        return (
            self if other is ALWAYS else Conjunction(every((self.settled, other.settled)), (*self.timed, *other.timed))
        )

    def edges(self) -> Iterator[date]:
        """The days on which it may change."""
        for part in self.timed:
            yield from part.edges()


NEVER = Conjunction(NO)
ALWAYS = Conjunction(YES)


@dataclass(slots=True, eq=False)
class Slot:
    """One person with the rows already resolved for it, by their numbers."""

    person: str
    parts: dict[int, Part] = field(default_factory=dict)


# ---------------------------------------------------------------- states


class Binding(NamedTuple):
    """Of whom the *any child* and *either parent* rows speak; blank where there is no such row."""

    child: str = ""
    parent: str = ""


@dataclass(slots=True)
class AwardState:
    """One award on one day."""

    plan: AwardPlan
    outcome: Outcome


@dataclass(slots=True)
class AwardFrame:
    """An award bound to a household."""

    plan: AwardPlan
    holds: Conjunction


@dataclass(slots=True)
class State:
    """What holds on one day, for the binding that comes nearest to holding."""

    outcome: Outcome
    binding: Binding
    awards: tuple[AwardState, ...] = ()


UNBOUND = Binding()
NOBODY = State(NO, UNBOUND)


@dataclass(eq=False)
class Frame:
    """A benefit bound to a household, one subject, and one child and parent where its rows need them."""

    entry: Entry
    binding: Binding
    conditions: Conjunction
    awards: tuple[AwardFrame, ...]

    def on(self, day: date) -> State:
        """The state of that day."""
        outcome = self.conditions.on(day)
        if not self.awards:
            return State(outcome, self.binding)
        awards = tuple([AwardState(award.plan, award.holds.on(day)) for award in self.awards])
        if self.entry.own_awards and outcome is not NO:
            own = some([state.outcome for state in awards if state.plan.source is self.entry.benefit])
            outcome = own if outcome is YES else every((outcome, own))
        return State(outcome, self.binding, awards)

    @cached_property
    def edges(self) -> frozenset[date]:
        """The days on which it may change."""
        days = set(self.conditions.edges())
        for award in self.awards:
            days.update(award.holds.edges())
        return frozenset(days - {date.min, date.max})


class Frames:
    """The frames of one benefit and subject. Often the first settles the matter, so the rest are bound on demand."""

    def __init__(self, source: Iterator[Frame]) -> None:
        self._bound: list[Frame] = []
        self._source = source

    def __iter__(self) -> Iterator[Frame]:
        yield from self._bound
        for frame in self._source:
            self._bound.append(frame)
            yield frame

    def __bool__(self) -> bool:
        return any(True for _ in self)


class Evaluator:
    """Binds benefits to one household; equal rows of many benefits are resolved once."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._persons: dict[str, Slot] = {}
        self._tables: dict[tuple[str, Binding], tuple[Slot, ...]] = {}
        self._frames: dict[tuple[str, str], Frames] = {}
        self._judged: dict[tuple[int, int], Conjunction] = {}

    # ------------------------------------------------------------ a benefit on a day

    def state(self, entry: Entry, subject: str, day: date) -> State:
        """The state for this subject: the best of its bindings, the youngest child first."""
        open_states = []
        state = NOBODY
        for frame in self.frames(entry, subject):
            state = frame.on(day)
            if state.outcome is YES:
                return state
            if state.outcome is not NO:
                open_states.append(state)
        if not open_states:
            return state
        first = open_states[0]
        return State(some([one.outcome for one in open_states]), first.binding, first.awards)

    def edges(self, entry: Entry, subject: str) -> list[date]:
        """The days on which the state may change, in order."""
        return sorted(frozenset().union(*(frame.edges for frame in self.frames(entry, subject))))

    def frames(self, entry: Entry, subject: str) -> Frames:
        """The benefit bound in every way that could hold on some day, each bound when first looked at."""
        key = (entry.benefit.id, subject)
        found = self._frames.get(key)
        if found is None:
            found = self._frames[key] = Frames(self._bound(entry, subject))
        return found

    def _bound(self, entry: Entry, subject: str) -> Iterator[Frame]:
        fixed = self._conjunction(entry.fixed, self.slots(subject, UNBOUND))
        if fixed is NEVER:
            return
        for binding in self.bindings(entry):
            frame = self._frame(entry, subject, binding, fixed)
            if frame:
                yield frame

    def bindings(self, entry: Entry) -> Iterable[Binding]:
        """The children and parents that the *any* and *either* rows may speak of, the youngest first."""
        if not (entry.binds_child or entry.binds_parent):
            return (UNBOUND,)
        household = self.situation.household
        children: tuple[str, ...] = ("",)
        if entry.binds_child:
            children = (UNBORN_LIST,) if household.children is None else household.youngest_first or ("",)
        parents = household.parents if entry.binds_parent else ("",)
        return [Binding(child, parent) for child in children for parent in parents]

    def _frame(self, entry: Entry, subject: str, binding: Binding, fixed: Conjunction) -> Frame | None:
        """One frame, with the awards that could hold on some day; None if it never can."""
        slots = self.slots(subject, binding)
        conditions = fixed
        if entry.binds_child or entry.binds_parent:
            conditions = fixed.with_(self._conjunction(entry.bound, slots))
        if conditions is NEVER:
            return None
        if not entry.awards:
            return Frame(entry, binding, conditions, ())
        awards = []
        for plan in entry.awards:
            holds = self._conjunction(plan.clauses, slots)
            if holds is not NEVER:
                awards.append(AwardFrame(plan, holds))
        if entry.own_awards and not any(award.plan.source is entry.benefit for award in awards):
            return None
        if entry.length:
            awards = self._within_length(awards, entry, subject, binding)
        return Frame(entry, binding, conditions, tuple(awards))

    def _conjunction(self, clauses: Clauses, slots: tuple[Slot, ...]) -> Conjunction:
        if clauses.number < 0:
            return ALWAYS
        key = (clauses.number, id(slots))
        found = self._judged.get(key)
        if found is None:
            found = self._judged[key] = self._judge(clauses, slots)
        return found

    def _judge(self, clauses: Clauses, slots: tuple[Slot, ...]) -> Conjunction:
        settled: list[Outcome] = []
        timed: list[Window | Daily | Group] = []
        for row in clauses.single:
            reach = row.reach
            if reach <= Reach.FIRST_BABY:
                slot = slots[reach]
                part = slot.parts.get(row.number) or self._resolve(row, slot)
            else:
                part = self.part(row, slots)
            if part is YES:
                continue
            if part is NO:
                return NEVER
            (settled if isinstance(part, Outcome) else timed).append(part)  # type: ignore[arg-type]
        for rows in clauses.alternatives:
            group = _alternatives([self.part(row, slots) for row in rows])
            if group is YES:
                continue
            if group is NO:
                return NEVER
            (settled if isinstance(group, Outcome) else timed).append(group)  # type: ignore[arg-type]
        return Conjunction(every(settled) if settled else YES, timed) if settled or timed else ALWAYS

    # ------------------------------------------------------------ rows

    def slots(self, subject: str, binding: Binding) -> tuple[Slot, ...]:
        """The persons whom the rows of one frame may reach, in the order of ``Reach``."""
        key = (subject, binding)
        found = self._tables.get(key)
        if found is None:
            baby = self._first_baby(subject) if subject.startswith(("birth:", UNBORN_LIST)) else ""
            persons = (FAMILY, subject, MOTHER, FATHER, binding.parent, binding.child, baby)
            found = self._tables[key] = tuple(self._slot(person) for person in persons)
        return found

    def _slot(self, person: str) -> Slot:
        return self._persons.setdefault(person, Slot(person))

    def part(self, row: Row, slots: tuple[Slot, ...]) -> Part:
        """One row for this household, told and unclear rows included."""
        if row.comparison is None:
            return row.if_false or YES
        if row.reach <= Reach.FIRST_BABY:
            slot = slots[row.reach]
            return slot.parts.get(row.number) or self._resolve(row, slot)
        persons = self.persons(row, slots)
        if not persons:
            return row.if_false or NO
        parts = tuple(self._resolve(row, self._slot(person)) for person in persons)
        if all(isinstance(part, Outcome) for part in parts):
            outcome = every(part for part in parts if isinstance(part, Outcome))
            return row.if_false if row.if_false and outcome.truth is False else outcome
        return Group(parts, some=False)

    def persons(self, row: Row, slots: tuple[Slot, ...]) -> tuple[str, ...]:
        """Whose value the row reads."""
        if row.reach <= Reach.FIRST_BABY:
            person = slots[row.reach].person
            return (person,) if person else ()
        if row.reach is Reach.BOTH_PARENTS:
            return (MOTHER, FATHER)
        household = self.situation.household
        if row.reach is Reach.EVERY_CHILD:
            return (UNBORN_LIST,) if household.children is None else household.living
        return ()

    def _first_baby(self, subject: str) -> str:
        if subject == UNBORN_LIST:
            return subject
        return f"child:{self.situation.household.births[int(subject.partition(':')[2])][0]}"

    def _resolve(self, row: Row, slot: Slot) -> Part:
        if not slot.person:
            return row.if_false or NO
        part = slot.parts[row.number] = self._resolved(row, slot.person)
        return part

    def _resolved(self, row: Row, person: str) -> Part:
        comparison, otherwise = row.comparison, row.if_false
        if isinstance(comparison, InForce):
            return Window(*comparison.days)
        if comparison is None:
            return otherwise or YES
        if isinstance(comparison, Counted) and person != UNBORN_LIST:
            return Daily(comparison, self.situation, person, row.place, otherwise)
        value = self.situation.value(comparison.fact, person, row.place, date.min)
        if isinstance(comparison, Dated) and isinstance(value, date):
            doubtful = comparison.boundary.after(value) if comparison.boundary else None
            return Window(*comparison.days(value), otherwise or NO, doubtful, open=open_gap(BOUNDARY))
        outcome = comparison.outcome(value, date.min)
        return otherwise if otherwise and outcome.truth is False else outcome

    # ------------------------------------------------------------ runs by length, factors, anchors

    def _within_length(
        self, awards: list[AwardFrame], entry: Entry, subject: str, binding: Binding
    ) -> list[AwardFrame]:
        """A run as long as the lines that hold: sure before the least, open until the most, then over."""
        states = [AwardState(award.plan, award.holds.settled) for award in awards]
        least, most, doubt = self._length(states, subject, binding)
        bounded = []
        for award in awards:
            anchor = self.anchor(award.plan.length_at, entry, subject, binding) if award.plan.length_at else None
            holds = award.holds
            if anchor:
                sure, end = anchor + timedelta(days=least), anchor + timedelta(days=most)
                window = Window(date.min, end, NO, sure=sure, open=doubt)
                holds = Conjunction(holds.settled, (*holds.timed, window))
            bounded.append(AwardFrame(award.plan, holds))
        return bounded

    def _length(self, states: Iterable[AwardState], subject: str, binding: Binding) -> tuple[int, int, Outcome]:
        """The least and the most days that the lines add up to, and what keeps them apart."""
        least = most = 0
        unsettled: list[Outcome] = []
        for line in by_line(states).values():
            days = [self._days(state, subject, binding) for state in line]
            least += min(days) if line[-1].outcome.truth else 0
            most += max(days)
            unsettled += [state.outcome for state in line if state.outcome.truth is None]
        return least, most, some(unsettled)

    def _days(self, state: AwardState, subject: str, binding: Binding) -> int:
        award = state.plan.award
        if award.number is None or award.unit not in DAY_UNITS:
            return 0
        return int(award.number) * (self.factor(state.plan, subject, binding, date.min) or 0)

    def factor(self, plan: AwardPlan, subject: str, binding: Binding, day: date) -> int | None:
        """By how much an award's number is multiplied; None while that is not known."""
        times = plan.award.times
        if times is None:
            return 1
        person = self._whose(times.fact, subject, binding)
        value = self.situation.value(times.fact, person, plan.source.region, day) if person else None
        return max(value - times.less, 0) if isinstance(value, int) else None

    def anchor(self, slug: str, entry: Entry, subject: str, binding: Binding) -> date | None:
        """The date that a run or a claim counts from, if it is known."""
        person = self._whose(slug, subject, binding)
        value = self.situation.value(slug, person, entry.benefit.region, date.min) if person else None
        return value if isinstance(value, date) else None

    def _whose(self, slug: str, subject: str, binding: Binding) -> str:
        """Whose anchor or factor a fact is: a child's where the subject is no child is the bound child's."""
        holder = self.situation.facts[slug].holder
        if holder is Holder.FAMILY:
            return FAMILY
        if holder is Holder.CHILD and not subject.startswith("child:"):
            return self._first_baby(subject) if subject.startswith("birth:") else binding.child
        return subject


def _alternatives(parts: list[Part]) -> Part:
    """Some part must hold; settled as far as it goes."""
    settled = some([part for part in parts if isinstance(part, Outcome)])
    if settled.truth or all(isinstance(part, Outcome) for part in parts):
        return settled
    return Group(tuple(parts), some=True)


def by_line(awards: Iterable[AwardState]) -> dict[str, list[AwardState]]:
    """The awards that may apply, line by line: up to and including the first that holds."""
    lines: dict[str, list[AwardState]] = {}
    settled: set[str] = set()
    for state in awards:
        line = state.plan.award.line
        if line in settled or state.outcome.truth is False:
            continue
        lines.setdefault(line, []).append(state)
        if state.outcome.truth:
            settled.add(line)
    return lines
