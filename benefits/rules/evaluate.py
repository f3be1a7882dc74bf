"""One rule for one subject: bound once to a household, then read off for any day.

A *case* is a rule for one subject, a *frame* the case for one child and parent where rows speak of
*any child* or *either parent*. What no day changes is settled in a frame, what a day changes is a
list of windows. The state of a day is the best of the frames read on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benefits.rules.casts import UNBOUND, Binding, Cast, Resolved, Slot
from benefits.rules.comparisons import Comparison
from benefits.rules.compile import AwardPlan, Rule
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Holder
from benefits.rules.household import UNBORN_LIST
from benefits.rules.lazy import lazy
from benefits.rules.parts import Daily, Doubtful, Part, Window, all_of, any_of, both, edges, read, settled
from benefits.rules.rows import ANY_CHILD, EITHER_PARENT, Clauses, Row
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, FATHER, MOTHER, NO, PARENTS, UNSURE, YES, Outcome, Value, every, some

DAY_UNITS = ("天", "日")
NEVER_CHANGES = frozenset((date.min, date.max))
"""The ends of the calendar: a window without a beginning or an end is bounded by them."""

# ---------------------------------------------------------------- states


@dataclass(slots=True, eq=False)
class AwardState:
    """One award on one day."""

    plan: AwardPlan
    outcome: Outcome


@dataclass(slots=True, eq=False)
class State:
    """What holds on one day, for the cast that comes nearest to holding; without one, it never holds."""

    outcome: Outcome
    cast: Cast | None = None
    awards: Sequence[AwardState] = ()

    @property
    def binding(self) -> Binding:
        """The child and the parent that it speaks of."""
        return self.cast.binding if self.cast else UNBOUND


NOBODY = State(NO)


@dataclass(slots=True, eq=False)
class AwardFrame:
    """An award bound to a household."""

    plan: AwardPlan
    holds: Part


@dataclass(slots=True, eq=False)
class Frame:
    """A rule bound to a household, one subject, and one child and parent where its rows need them."""

    rule: Rule
    cast: Cast
    conditions: Part
    awards: Sequence[AwardFrame]

    def on(self, day: date) -> State:
        """The state of that day."""
        conditions = self.conditions
        outcome = conditions if isinstance(conditions, Outcome) else conditions.on(day)
        if not self.awards:
            return State(outcome, self.cast)
        awards = [AwardState(award.plan, read(award.holds, day)) for award in self.awards]
        if self.rule.own_awards and outcome is not NO:
            own = some([state.outcome for state in awards if state.plan.own])
            outcome = own if outcome is YES else every((outcome, own))
        return State(outcome, self.cast, awards)

    def edges(self) -> set[date]:
        """The days on which it may change."""
        return set(edges(self.conditions)).union(*[edges(award.holds) for award in self.awards])


class Case:
    """One rule for one subject of a household; records of equal rules share it."""

    def __init__(self, evaluator: Evaluator, rule: Rule, subject: str) -> None:
        self.evaluator = evaluator
        self.rule = rule
        self.casts = evaluator.casts(subject, rule.binds)
        self._fixed = evaluator.judged(rule.fixed, self.casts[0])
        self._bound: list[Frame] = []
        self._waiting = [] if self._fixed is NO else self.casts[::-1]
        if len(self._waiting) == 1:
            self._bind()

    def _bind(self) -> None:
        """Bind one frame more, if it could hold on some day."""
        frame = self.evaluator.frame(self.rule, self._waiting.pop(), self._fixed)
        if frame:
            self._bound.append(frame)

    @property
    def frames(self) -> list[Frame]:
        """The rule bound in every way that could hold on some day, the youngest child first."""
        while self._waiting:
            self._bind()
        return self._bound

    def _on_demand(self) -> Iterator[Frame]:
        """The frames, each bound when first looked at: often the first settles the matter."""
        yield from self._bound
        while self._waiting:
            known = len(self._bound)
            self._bind()
            yield from self._bound[known:]

    def on(self, day: date) -> State:
        """The state of a day: the best of its frames."""
        if self._fixed is NO:
            return NOBODY
        if not self._waiting and len(self._bound) == 1:
            return self._bound[0].on(day)
        open_states = []
        state = NOBODY
        for frame in self._on_demand() if self._waiting else self._bound:
            state = frame.on(day)
            if state.outcome is YES:
                return state
            if state.outcome is not NO:
                open_states.append(state)
        if not open_states:
            return state
        first = open_states[0]
        return State(some([one.outcome for one in open_states]), first.cast, first.awards)

    @lazy
    def edges(self) -> list[date]:
        """The days on which the state may change, in order."""
        days: set[date] = set().union(*[frame.edges() for frame in self.frames])
        return sorted(days - NEVER_CHANGES)

    def nearest(self, day: date) -> Cast:
        """The cast for which the fewest rows fail on a day."""
        if len(self.casts) == 1:
            return self.casts[0]
        rows = self.rule.bound.every_row
        resolved = self.evaluator.resolved
        return min(self.casts, key=lambda cast: sum(read(resolved(row, cast).part, day).truth is False for row in rows))


# ---------------------------------------------------------------- binding rules to a household


class Evaluator:
    """Binds rules to one household; equal rows of many records are resolved once."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._slots: dict[str, Slot] = {"": Slot("", {})}
        self._casts: dict[tuple[str, int], list[Cast]] = {}
        self._bound: dict[int, list[tuple[Binding, tuple[Slot, Slot]]]] = {}

    # ------------------------------------------------------------ whom rows speak of

    def casts(self, subject: str, binds: int) -> list[Cast]:
        """Whom the rows of a rule may speak of: a cast for each child and parent they may bind, the youngest first."""
        key = (subject, binds)
        found = self._casts.get(key)
        if found is None:
            slots = (*self._always, self._slot(subject), self._slot(self._first_baby(subject)))
            found = self._casts[key] = [
                Cast(subject, binding, slots + bound) for binding, bound in self._bindings(binds)
            ]
        return found

    def _bindings(self, binds: int) -> list[tuple[Binding, tuple[Slot, Slot]]]:
        """The parents and children that rows may bind, with their slots."""
        found = self._bound.get(binds)
        if found is None:
            household = self.situation.household
            children: tuple[str, ...] = ("",)
            if binds & ANY_CHILD:
                children = (UNBORN_LIST,) if household.children is None else household.youngest_first or ("",)
            parents = household.parents if binds & EITHER_PARENT else ("",)
            pairs = [Binding(child, parent) for child in children for parent in parents]
            found = self._bound[binds] = [(one, (self._slot(one.parent), self._slot(one.child))) for one in pairs]
        return found

    @lazy
    def _always(self) -> tuple[Slot, ...]:
        """Those who are the same for every subject and binding."""
        household = self.situation.household
        children = (UNBORN_LIST,) if household.children is None else household.living
        singles = [self._slot(person) for person in (FAMILY, MOTHER, FATHER)]
        return (*singles, Slot("", {}, PARENTS), Slot("", {}, children), self._slot(""))

    def _slot(self, person: str) -> Slot:
        found = self._slots.get(person)
        if found is None:
            answers = {} if person == UNBORN_LIST else self.situation.household.answers_of(person) or {}
            found = self._slots[person] = Slot(person, answers)
        return found

    def _first_baby(self, subject: str) -> str:
        """The first child of a birth; blank if the subject is no birth."""
        if subject.startswith("birth:"):
            return f"child:{self.situation.household.births[int(subject[6:])][0]}"
        return subject if subject == UNBORN_LIST else ""

    # ------------------------------------------------------------ frames

    def frame(self, rule: Rule, cast: Cast, fixed: Part) -> Frame | None:
        """One frame, with the awards that could hold on some day; None if it never can."""
        bound = self.judged(rule.bound, cast) if rule.binds else YES
        conditions = fixed if bound is YES else bound if fixed is YES else both(fixed, bound)
        if conditions is NO:
            return None
        if not rule.awards:
            return Frame(rule, cast, conditions, ())
        judged = [AwardFrame(plan, self.judged(plan.clauses, cast)) for plan in rule.awards]
        awards = [award for award in judged if award.holds is not NO]
        if rule.own_awards and not any(award.plan.own for award in awards):
            return None
        return Frame(rule, cast, conditions, self._within_length(awards, cast) if rule.by_length else awards)

    def judged(self, clauses: Clauses, cast: Cast) -> Part:
        """What clauses come to for one cast; a plain no if they can hold on no day."""
        together: Part = YES
        slots = cast.slots
        for row in clauses.single:
            slot = slots[row.slot]
            part = (slot.rows.get(row.number) or self.resolve(row, slot)).part
            if part is NO:
                return NO
            if part is not YES:
                together = part if together is YES else both(together, part)
        for rows in clauses.alternatives:
            part = any_of([self.resolved(row, cast).part for row in rows])
            if part is NO:
                return NO
            if part is not YES:
                together = part if together is YES else both(together, part)
        return together

    # ------------------------------------------------------------ rows

    def resolved(self, row: Row, cast: Cast) -> Resolved:
        """One row for this household, told and unclear rows included."""
        slot = cast.slots[row.slot]
        return slot.rows.get(row.number) or self.resolve(row, slot)

    def resolve(self, row: Row, slot: Slot) -> Resolved:
        """One row for those of a slot, who have not been asked for it yet."""
        comparison, person = row.comparison, slot.person
        if comparison is None or not person:
            found = self._together(row, slot.together)
        elif row.counted and person != UNBORN_LIST:
            found = Resolved((), self._daily(row, comparison, person))
        else:
            value: Value = slot.answers.get(comparison.fact) if row.asked else None
            if value is None or value == UNSURE:
                value = self.situation.value(comparison.fact, person, row.place, date.min)
            found = Resolved(((person, value),), comparison.part(value, row.otherwise))
        slot.rows[row.number] = found
        return found

    def _together(self, row: Row, persons: tuple[str, ...]) -> Resolved:
        """A row that must hold for each of several; of nobody it does not hold."""
        if row.constant is not None:
            return Resolved((), row.constant)
        slots = [self._slot(person) for person in persons]
        each = [slot.rows.get(row.number) or self.resolve(row, slot) for slot in slots]
        readings = tuple(reading for one in each for reading in one.readings)
        return Resolved(readings, all_of([one.part for one in each]) if each else row.otherwise)

    def _daily(self, row: Row, comparison: Comparison, person: str) -> Part:
        # Not the evaluator itself: a part that held it would keep the whole household waiting for the collector.
        situation = self.situation

        def value(day: date) -> Value:
            return situation.value(comparison.fact, person, row.place, day)

        edges = DERIVED[comparison.fact].edges
        changes = edges(situation.household) if edges else []
        return Daily(person, value, lambda counted: read(comparison.part(counted, row.otherwise), date.min), changes)

    # ------------------------------------------------------------ runs by length, factors, anchors

    def _within_length(self, awards: Sequence[AwardFrame], cast: Cast) -> list[AwardFrame]:
        """A run as long as the lines that hold: sure before the least, open until the most, then over."""
        states = [AwardState(award.plan, settled(award.holds)) for award in awards]
        least, most, doubt = self._length(states, cast)
        bounded = []
        for award in awards:
            anchor = self.anchor(award.plan.length_at, cast) if award.plan.length_at else None
            holds = award.holds
            if anchor:
                sure, end = anchor + timedelta(days=least), anchor + timedelta(days=most)
                holds = all_of((holds, Doubtful(Window(date.min, end), sure=sure, open=doubt)))
            bounded.append(AwardFrame(award.plan, holds))
        return bounded

    def _length(self, states: Iterable[AwardState], cast: Cast) -> tuple[int, int, Outcome]:
        """The least and the most days that the lines add up to, and what keeps them apart."""
        least = most = 0
        unsettled: list[Outcome] = []
        for line in by_line(states).values():
            days = [self._days(state.plan, cast) for state in line]
            least += min(days) if line[-1].outcome.truth else 0
            most += max(days)
            unsettled += [state.outcome for state in line if state.outcome.truth is None]
        return least, most, some(unsettled)

    def _days(self, plan: AwardPlan, cast: Cast) -> int:
        award = plan.award
        if award.number is None or award.unit not in DAY_UNITS:
            return 0
        return int(award.number) * (self.factor(plan, cast, date.min) or 0)

    def factor(self, plan: AwardPlan, cast: Cast, day: date) -> int | None:
        """By how much an award's number is multiplied; None while that is not known."""
        times = plan.award.times
        if times is None:
            return 1
        person = self._whose(times.fact, cast)
        value = self.situation.value(times.fact, person, plan.source.region, day) if person else None
        return max(value - times.less, 0) if isinstance(value, int) else None

    def anchor(self, slug: str, cast: Cast) -> date | None:
        """The date that a run or a claim counts from, if it is known."""
        person = self._whose(slug, cast)
        value = self.situation.value(slug, person, "", date.min) if person else None
        return value if isinstance(value, date) else None

    def _whose(self, slug: str, cast: Cast) -> str:
        """Whose anchor or factor a fact is: a child's where the subject is no child is the bound child's."""
        holder = self.situation.facts[slug].holder
        if holder is Holder.FAMILY:
            return FAMILY
        if holder is Holder.CHILD and not cast.subject.startswith("child:"):
            return cast.first_baby or cast.binding.child
        return cast.subject


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
