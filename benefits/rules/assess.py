"""A plan, a household and a day become findings: the one evaluation that serves everything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from benefits.rules.comparisons import claim_days
from benefits.rules.compile import Entry, Plan, Row
from benefits.rules.evaluate import NOBODY, AwardState, Binding, Evaluator, State, by_line, read
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.model import Benefit, Claim, Condition, Subject
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, FATHER, MOTHER, Ask, Gap, Outcome, Value

ONE_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """The outcome of one benefit for one subject on one day."""

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    UPCOMING = "upcoming"
    ENDED = "ended"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True, slots=True)
class Trace:
    """One condition as it was decided: whose value it read, the value, and what that meant."""

    condition: Condition
    source: Benefit
    readings: tuple[tuple[str, Value], ...]
    outcome: Outcome

    @property
    def told(self) -> bool:
        """Shown, never judged."""
        return self.condition.if_not == "told"


@dataclass(eq=False)
class Finding:
    """One benefit for one subject (``family``, ``mother``, ``child:0``, ``birth:0`` …) on ``as_of``.

    ``missing`` and ``gaps`` say why a verdict is undetermined. ``opens_on`` is the day from which an
    upcoming one holds (or may hold), ``closed_on`` the last day of one that has ended (or may have been).
    """

    entry: Entry
    subject: str
    as_of: date
    verdict: Verdict
    state: State
    evaluator: Evaluator = field(repr=False, compare=False)
    missing: frozenset[Ask] = frozenset()
    gaps: frozenset[Gap] = frozenset()
    opens_on: date | None = None
    closed_on: date | None = None

    @property
    def benefit(self) -> Benefit:
        """The record."""
        return self.entry.benefit

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """Every condition with both values, from the evaluation that gave the verdict; then those of the awards."""
        return tuple(self._traces())

    def _traces(self) -> Iterator[Trace]:
        for row in self.entry.rows:
            if row.condition is not None:
                yield self._trace(row, row.condition, self.benefit)
        for plan in self.entry.awards:
            for row in plan.rows:
                if row.condition is not None:
                    yield self._trace(row, row.condition, plan.source)

    def _trace(self, row: Row, condition: Condition, source: Benefit) -> Trace:
        return Trace(condition, source, self._readings(row), self._read(row, self.binding))

    def _read(self, row: Row, binding: Binding) -> Outcome:
        return read(self.evaluator.part(row, self.evaluator.slots(self.subject, binding)), self.state_day)

    @cached_property
    def binding(self) -> Binding:
        """The child and parent it speaks of; where nobody fits, those for whom the fewest rows fail."""
        bindings = list(self.evaluator.bindings(self.entry))
        if self.state.binding in bindings or not bindings:
            return self.state.binding
        return min(bindings, key=lambda one: sum(self._read(row, one).truth is False for row in self.entry.rows))

    def _readings(self, row: Row) -> tuple[tuple[str, Value], ...]:
        if row.comparison is None or not row.comparison.fact:
            return ()
        slug = row.comparison.fact
        persons = self.evaluator.persons(row, self.evaluator.slots(self.subject, self.binding))
        value = self.evaluator.situation.value
        return tuple((who, value(slug, who, row.place, self.state_day)) for who in persons)

    @property
    def state_day(self) -> date:
        """The day that ``state`` speaks of: ``as_of``, or the day it opens or the last day it held."""
        return self.opens_on or self.closed_on or self.as_of

    @cached_property
    def edges(self) -> list[date]:
        """The days on which the state may change."""
        return self.evaluator.edges(self.entry, self.subject)

    def truth_on(self, day: date) -> bool | None:
        """Whether it holds on another day, all else being as it is."""
        return self.evaluator.state(self.entry, self.subject, day).outcome.truth

    @cached_property
    def ends_on(self) -> date | None:
        """The last day of the stretch that is running, or that opens; for a closed one, its last day."""
        if self.closed_on:
            return self.closed_on
        if self.verdict is Verdict.INELIGIBLE:
            return None
        start = self.opens_on or self.as_of
        now = self.truth_on(start)
        for edge in self.edges[bisect_right(self.edges, start) :]:
            if self.truth_on(edge) is not now:
                return edge - ONE_DAY
        return None

    @cached_property
    def since(self) -> date | None:
        """The first day of the stretch that is running, opens, or was the last; None if it was always so."""
        if self.verdict is Verdict.INELIGIBLE:
            return None
        for edge in reversed(self.edges[: bisect_right(self.edges, self.state_day)]):
            if self.truth_on(edge - ONE_DAY) is not self.truth_on(self.state_day):
                return edge
        return None

    @cached_property
    def apply_by(self) -> date | None:
        """The last day of the claim that is open, or opens next; the nearest if there are several."""
        ends = [end for first, end in self.claims if end >= self.as_of]
        return min(ends, default=None)

    @cached_property
    def claims(self) -> tuple[tuple[date, date], ...]:
        """The claim windows of the awards that may apply, first and last day, yearly ones each by itself.

        The first day is ``date.min`` where nothing says from when.
        """
        states = (state for line in by_line(self.state.awards).values() for state in line)
        windows = (window for state in states for window in self._claims_of(state))
        return tuple((first, last) for first, last in windows if first <= last)

    def _claims_of(self, state: AwardState) -> Iterator[tuple[date, date]]:
        award, claim = state.plan.award, state.plan.award.claim
        if claim is None:
            return
        if claim.by:
            yield max(valid.since or date.min for valid in (self.entry.valid, award.valid)), claim.by
            return
        anchor = self.evaluator.anchor(claim.at, self.entry, self.subject, self.state.binding)
        if anchor:
            yield from _payments(claim, anchor)


def _payments(claim: Claim, anchor: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each payment."""
    first, end = claim_days(claim, anchor)
    if claim.by_year is None:
        yield first, end - ONE_DAY
        return
    for year in range(anchor.year, anchor.year + claim.yearly):
        yield max(first, date(year, 1, 1)), date(year + claim.by_year, 12, 31)


def subjects_of(subject: Subject, household: Household) -> tuple[str, ...]:
    """Whom a benefit is assessed for; one stand-in while the children are not known."""
    parents = household.parents
    match subject:
        case Subject.FAMILY:
            return (FAMILY,)
        case Subject.MOTHER:
            return (MOTHER,) if MOTHER in parents else ()
        case Subject.FATHER:
            return (FATHER,) if FATHER in parents else ()
        case Subject.EACH_PARENT:
            return parents
        case Subject.EACH_CHILD:
            return (UNBORN_LIST,) if household.children is None else household.living
        case Subject.EACH_BIRTH:
            if household.children is None:
                return (UNBORN_LIST,)
            return tuple(f"birth:{index}" for index in range(len(household.births)))


def assess(plan: Plan, household: Household, as_of: date) -> list[Finding]:
    """Every benefit of the plan for each of its subjects, in the plan's order."""
    evaluator = Evaluator(Situation(household, plan.facts))
    return list(findings(plan.entries, evaluator, as_of))


def findings(entries: Iterable[Entry], evaluator: Evaluator, as_of: date) -> Iterator[Finding]:
    """The findings of some entries of a plan, with an evaluator that may be kept."""
    household = evaluator.situation.household
    for entry in entries:
        for subject in subjects_of(entry.benefit.subject, household):
            yield _found(entry, subject, evaluator, as_of)


def _found(entry: Entry, subject: str, evaluator: Evaluator, as_of: date) -> Finding:
    state = evaluator.state(entry, subject, as_of)
    if state.outcome.truth:
        return Finding(entry, subject, as_of, Verdict.ELIGIBLE, state, evaluator)
    if state.outcome.truth is None:
        return _open(entry, subject, as_of, state, evaluator)
    if not entry.timed or not evaluator.frames(entry, subject):
        return Finding(entry, subject, as_of, Verdict.INELIGIBLE, state, evaluator)
    return _elsewhen(entry, subject, evaluator, as_of, state)


def _open(entry: Entry, subject: str, as_of: date, state: State, evaluator: Evaluator, **days: date | None) -> Finding:
    missing, gaps = state.outcome.missing, state.outcome.gaps
    return Finding(entry, subject, as_of, Verdict.UNDETERMINED, state, evaluator, missing, gaps, **days)


def _elsewhen(entry: Entry, subject: str, evaluator: Evaluator, as_of: date, today: State) -> Finding:
    """Not today: does it open later, has it ended, or may either be?"""
    edges = evaluator.edges(entry, subject)
    now = bisect_right(edges, as_of)
    day, state = _first_that_holds(entry, subject, evaluator, edges[now:])
    if day and state.outcome.truth:
        return Finding(entry, subject, as_of, Verdict.UPCOMING, state, evaluator, opens_on=day)
    if day:
        return _open(entry, subject, as_of, state, evaluator, opens_on=day)
    last_days = [edge - ONE_DAY for edge in reversed(edges[:now])]
    day, state = _first_that_holds(entry, subject, evaluator, last_days)
    if day and state.outcome.truth:
        return Finding(entry, subject, as_of, Verdict.ENDED, state, evaluator, closed_on=day)
    if day:
        return _open(entry, subject, as_of, state, evaluator, closed_on=day)
    return Finding(entry, subject, as_of, Verdict.INELIGIBLE, today, evaluator)


def _first_that_holds(
    entry: Entry, subject: str, evaluator: Evaluator, days: Iterable[date]
) -> tuple[date | None, State]:
    """The first of these days on which it holds; else the first on which it may; else none."""
    may: tuple[date | None, State] = (None, NOBODY)
    for day in days:
        state = evaluator.state(entry, subject, day)
        if state.outcome.truth:
            return day, state
        if state.outcome.truth is None and may[0] is None:
            may = (day, state)
    return may
