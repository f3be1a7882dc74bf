"""One benefit for one subject on one day: every row's outcome, the best binding, the award of each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benefits.rules.compile import AwardPlan, Entry, Reach, Row
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Holder, How
from benefits.rules.household import UNBORN_LIST
from benefits.rules.model import Subject
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, FATHER, MOTHER, NO, YES, Known, Outcome, every, open_missing, some

DAY_UNITS = ("天", "日")


@dataclass(frozen=True, slots=True)
class Binding:
    """Of whom the *any child* and *either parent* rows speak; blank where there is no such row."""

    child: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class AwardState:
    """One award on that day, with the outcome of each of its rows."""

    plan: AwardPlan
    outcome: Outcome
    rows: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What holds on one day, for the binding that comes nearest to holding."""

    outcome: Outcome
    binding: Binding
    rows: tuple[Outcome, ...]
    awards: tuple[AwardState, ...]


class Evaluator:
    """Evaluates rows for one household; equal rows are evaluated once a day, or once for all days.

    With ``day`` None every comparison that a day could change is taken to hold: what remains false
    is false on every day.
    """

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.day: date | None = None
        self._static: dict[tuple[int, str], Outcome] = {}
        self._today: dict[tuple[int, str], Outcome] = {}

    def on(self, day: date | None) -> Evaluator:
        """Turn to a day."""
        if day != self.day:
            self.day = day
            self._today = {}
        return self

    # ------------------------------------------------------------ rows

    def row(self, row: Row, subject: str, binding: Binding) -> Outcome:
        """The outcome of one row, told and unclear rows included."""
        if row.comparison is None:
            return row.if_false or YES
        outcome = self._over(row, self.persons(row, subject, binding))
        return row.if_false if row.if_false and outcome.truth is False else outcome

    def persons(self, row: Row, subject: str, binding: Binding) -> tuple[str, ...]:
        """Whose value the row reads."""
        household = self.situation.household
        match row.reach:
            case Reach.SUBJECT:
                return (subject,)
            case Reach.FAMILY | Reach.NOBODY:
                return (FAMILY,)
            case Reach.MOTHER:
                return (MOTHER,)
            case Reach.FATHER:
                return (FATHER,)
            case Reach.A_CHILD:
                return (binding.child,) if binding.child else ()
            case Reach.A_PARENT:
                return (binding.parent,)
            case Reach.BOTH_PARENTS:
                return (MOTHER, FATHER)
            case Reach.EVERY_CHILD:
                return (UNBORN_LIST,) if household.children is None else household.living
            case Reach.FIRST_BABY:
                baby = subject if subject == UNBORN_LIST else self._first_baby(subject)
                return (baby,)

    def _first_baby(self, birth: str) -> str:
        return f"child:{self.situation.household.births[int(birth.partition(':')[2])][0]}"

    def _over(self, row: Row, persons: tuple[str, ...]) -> Outcome:
        if len(persons) == 1:
            return self._one(row, persons[0])
        return every([self._one(row, person) for person in persons]) if persons else NO

    def _one(self, row: Row, person: str) -> Outcome:
        comparison = row.comparison
        assert comparison is not None
        if comparison.timed and self.day is None:
            return YES
        cache = self._today if comparison.timed else self._static
        key = (row.number, person)
        found = cache.get(key)
        if found is None:
            day = self.day or date.min
            value = self.situation.value(comparison.fact, person, row.place, day) if comparison.fact else True
            found = cache[key] = comparison.outcome(value, day)
        return found

    # ------------------------------------------------------------ a benefit

    def state(self, entry: Entry, subject: str) -> State:
        """The benefit for this subject on the evaluator's day."""
        best: State | None = None
        for binding in self.bindings(entry, subject):
            state = self._bound(entry, subject, binding)
            if best is None or _nearer(state, best):
                best = state
            if not (entry.binds_child or entry.binds_parent):
                return state
        assert best is not None
        return best if best.outcome.truth else self._open_if_any(entry, subject, best)

    def _open_if_any(self, entry: Entry, subject: str, best: State) -> State:
        """Any binding may still hold: the outcome names what is missing for all of them."""
        if best.outcome.truth is False:
            return best
        states = [self._bound(entry, subject, binding) for binding in self.bindings(entry, subject)]
        return State(some(state.outcome for state in states), best.binding, best.rows, best.awards)

    def bindings(self, entry: Entry, subject: str) -> Iterator[Binding]:
        """The children and parents that the *any* and *either* rows may speak of, the youngest first."""
        household = self.situation.household
        children: Iterable[str] = ("",)
        if entry.binds_child:
            children = (UNBORN_LIST,) if household.children is None else self._youngest_first() or ("",)
        for child in children:
            for parent in household.parents if entry.binds_parent else ("",):
                yield Binding(child, parent)

    def _youngest_first(self) -> list[str]:
        household = self.situation.household
        return sorted(household.living, key=lambda c: household.birth_of(int(c.partition(":")[2])), reverse=True)

    def _bound(self, entry: Entry, subject: str, binding: Binding) -> State:
        rows = tuple(self.row(row, subject, binding) for row in entry.rows)
        conditions = conjoin(entry.rows, rows)
        awards = self._awards(entry, subject, binding)
        own = [award.outcome for award in awards if award.plan.source is entry.benefit]
        outcome = every((conditions, some(own))) if own else conditions
        return State(outcome, binding, rows, awards)

    def _awards(self, entry: Entry, subject: str, binding: Binding) -> tuple[AwardState, ...]:
        states = []
        for plan in entry.awards:
            outcomes = tuple(self.row(row, subject, binding) for row in plan.rows)
            states.append(AwardState(plan, conjoin(plan.rows, outcomes), outcomes))
        if any(plan.length_at for plan in entry.awards):
            return tuple(self._within_length(state, states, entry, subject, binding) for state in states)
        return tuple(states)

    def _within_length(
        self, state: AwardState, states: list[AwardState], entry: Entry, subject: str, binding: Binding
    ) -> AwardState:
        """A run as long as the lines that hold: sure before the least, open until the most."""
        if not state.plan.length_at or self.day is None or state.outcome.truth is False:
            return state
        anchor = self.anchor(state.plan.length_at, entry, subject, binding)
        least, most, missing = length_of(states, self, subject, binding)
        if not isinstance(anchor, date) or self.day < anchor + timedelta(days=least):
            return state
        late = missing if self.day < anchor + timedelta(days=most) else NO
        return AwardState(state.plan, every((state.outcome, late)), state.rows)

    def anchor(self, slug: str, entry: Entry, subject: str, binding: Binding) -> Known | None:
        """The date that a run or a claim counts from, if it is known."""
        fact = self.situation.facts[slug]
        on_child = fact.holder is Holder.CHILD and entry.benefit.subject is not Subject.EACH_CHILD
        person = FAMILY if fact.holder is Holder.FAMILY else binding.child if on_child else subject
        if on_child and entry.benefit.subject is Subject.EACH_BIRTH:
            person = self._first_baby(subject)
        value = self.situation.value(slug, person, entry.benefit.region, self.day or date.min) if person else None
        return value if isinstance(value, date) else None

    def factor(self, plan: AwardPlan, subject: str, binding: Binding) -> int | None:
        """By how much an award's number is multiplied; None while that is not known."""
        times = plan.award.times
        if times is None:
            return 1
        holder = self.situation.facts[times.fact].holder
        person = FAMILY if holder is Holder.FAMILY else binding.child or subject
        value = self.situation.value(times.fact, person, plan.source.region, self.day or date.min)
        return max(value - times.less, 0) if isinstance(value, int) else None

    # ------------------------------------------------------------ time

    def edges(self, entry: Entry, subject: str) -> list[date]:
        """The days on which the state may change, in order."""
        if not entry.timed:
            return []
        days: set[date] = set()
        timed = [row for row in entry.every_row if row.comparison and row.comparison.timed]
        for binding in self.bindings(entry, subject):
            for row in timed:
                for person in self.persons(row, subject, binding):
                    days.update(self._edges_of(row, person))
            days.update(self._length_edges(entry, subject, binding))
        return sorted(day for day in days if date.min < day < date.max)

    def _edges_of(self, row: Row, person: str) -> Iterable[date]:
        comparison = row.comparison
        assert comparison is not None
        if not comparison.fact:
            return comparison.edges(True)
        if person == UNBORN_LIST:
            return ()
        derived = DERIVED.get(comparison.fact) if self.situation.facts[comparison.fact].how is How.DERIVED else None
        if derived and derived.edges:
            return derived.edges(self.situation.household)
        return comparison.edges(self.situation.value(comparison.fact, person, row.place, date.min))

    def _length_edges(self, entry: Entry, subject: str, binding: Binding) -> Iterable[date]:
        anchors = {plan.length_at for plan in entry.awards if plan.length_at}
        if not anchors:
            return
        before, self.day = self.day, None
        states = [
            AwardState(plan, conjoin(plan.rows, outcomes), outcomes)
            for plan in entry.awards
            for outcomes in [tuple(self.row(row, subject, binding) for row in plan.rows)]
        ]
        self.day = before
        least, most, _ = length_of(states, self, subject, binding)
        for slug in anchors:
            anchor = self.anchor(slug, entry, subject, binding)
            if isinstance(anchor, date):
                yield anchor + timedelta(days=least)
                yield anchor + timedelta(days=most)


def conjoin(rows: tuple[Row, ...], outcomes: tuple[Outcome, ...]) -> Outcome:
    """All rows must hold; rows with the same *any of* label are alternatives."""
    alternatives: dict[str, list[Outcome]] = {}
    single = []
    for row, outcome in zip(rows, outcomes, strict=True):
        if row.any_of:
            alternatives.setdefault(row.any_of, []).append(outcome)
        else:
            single.append(outcome)
    return every([*single, *(some(group) for group in alternatives.values())])


def _nearer(state: State, best: State) -> bool:
    """Whether a binding comes nearer to holding: yes before open before no, then fewer rows that fail."""
    return _distance(state) < _distance(best)


def _distance(state: State) -> tuple[int, int]:
    rank = {True: 0, None: 1, False: 2}[state.outcome.truth]
    return rank, sum(row.truth is False for row in state.rows)


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


def length_of(
    states: Iterable[AwardState], evaluator: Evaluator, subject: str, binding: Binding
) -> tuple[int, int, Outcome]:
    """The least and the most days that the lines add up to, and what keeps them apart."""
    least = most = 0
    unsettled: list[Outcome] = []
    for line in by_line(states).values():
        days = [_days(state, evaluator, subject, binding) for state in line]
        sure = bool(line[-1].outcome.truth)
        least += min(days) if sure else 0
        most += max(days)
        unsettled += [state.outcome for state in line if state.outcome.truth is None]
    return least, most, some(unsettled) if unsettled else open_missing(frozenset())


def _days(state: AwardState, evaluator: Evaluator, subject: str, binding: Binding) -> int:
    award = state.plan.award
    if award.number is None or award.unit not in DAY_UNITS:
        return 0
    return int(award.number) * (evaluator.factor(state.plan, subject, binding) or 0)
