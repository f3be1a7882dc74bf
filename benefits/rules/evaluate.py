"""One rule for one subject: bound once to a household, then read off for any day.

A *frame* is a rule bound to one cast. A *case* is the only frame there is, or a *choice* of frames where
rows speak of *any child* or *either parent*. What no day changes is settled in a frame, what a day
changes is a window. The state of a day is the best of the frames read on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from benefits.rules.casts import Cast, Persons, Stage
from benefits.rules.compile import AwardPlan, Rule
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.lazy import lazy
from benefits.rules.parts import Doubtful, Part, Window, all_of, both, settled
from benefits.rules.situation import Situation
from benefits.rules.terms import Subject
from benefits.rules.values import FAMILY, FATHER, MOTHER, NO, YES, Outcome, every, some

DAY_UNITS = ("天", "日")
NEVER_CHANGES = frozenset((date.min, date.max))
"""The ends of the calendar: a window without a beginning or an end is bounded by them."""

# ---------------------------------------------------------------- states


@dataclass(slots=True, eq=False)
class AwardState:
    """One award on one day."""

    plan: AwardPlan
    outcome: Outcome


@dataclass(eq=False)
class State:
    """What holds on one day, of the frame that comes nearest to holding; without one, it never holds."""

    outcome: Outcome
    frame: Frame | None = None
    day: date = date.min

    @lazy
    def awards(self) -> Sequence[AwardState]:
        """Each award on that day."""
        awards = self.frame.awards if self.frame else ()
        return [AwardState(award.plan, award.holds.on(self.day)) for award in awards]


NOBODY = State(NO)


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


# ---------------------------------------------------------------- cases


@dataclass(slots=True, eq=False)
class AwardFrame:
    """An award bound to a household."""

    plan: AwardPlan
    holds: Part


@dataclass(slots=True, eq=False)
class Frame:
    """A rule bound to one cast."""

    rule: Rule
    cast: Cast
    conditions: Part
    awards: Sequence[AwardFrame]

    @property
    def frames(self) -> tuple[Frame]:
        """Itself: there is no other."""
        return (self,)

    def outcome(self, day: date) -> Outcome:
        """Whether its conditions hold on that day, and one of the rule's own awards if it has any."""
        outcome = self.conditions.on(day)
        if outcome is NO or not self.rule.own_awards:
            return outcome
        unsettled = []
        for award in self.awards:
            awarded = award.holds.on(day) if award.plan.own else NO
            if awarded is YES:
                return outcome
            if awarded is not NO:
                unsettled.append(awarded)
        return every((outcome, some(unsettled)))

    def on(self, day: date) -> State:
        """The state of that day."""
        return State(self.outcome(day), self, day)

    def days(self) -> set[date]:
        """The days on which it may change, among them the ends of the calendar."""
        days = set(self.conditions.edges())
        for award in self.awards:
            days.update(award.holds.edges())
        return days


class Choice:
    """A rule that any of several frames may satisfy; each is bound when first looked at, as often the first settles it."""

    __slots__ = ("_bound", "_casts", "_fixed", "_rule")

    def __init__(self, rule: Rule, casts: Sequence[Cast], fixed: Part) -> None:
        self._rule = rule
        self._casts = casts
        self._fixed = fixed
        self._bound: list[Frame | None] = []

    @property
    def frames(self) -> list[Frame]:
        """The rule bound in every way that could hold on some day, the youngest child first."""
        bound = self._bound
        bound += [_frame(self._rule, cast, self._fixed) for cast in self._casts[len(bound) :]]
        return [frame for frame in bound if frame]

    def on(self, day: date) -> State:
        """The state of a day: the best of its frames."""
        bound = self._bound
        may: Frame | None = None
        refused: Frame | None = None
        unsettled: list[Outcome] = []
        for number, cast in enumerate(self._casts):
            if number == len(bound):
                bound.append(_frame(self._rule, cast, self._fixed))
            frame = bound[number]
            if frame is None:
                continue
            outcome = frame.outcome(day)
            if outcome is YES:
                return State(YES, frame, day)
            if outcome is NO:
                refused = frame
            else:
                may = may or frame
                unsettled.append(outcome)
        return State(some(unsettled), may or refused, day)

    def days(self) -> set[date]:
        """The days on which its frames may change."""
        return set().union(*[frame.days() for frame in self.frames])


class Never:
    """A rule that nobody can satisfy on any day."""

    frames: Sequence[Frame] = ()

    def on(self, _: date) -> State:
        """The state of any day."""
        return NOBODY

    def days(self) -> set[date]:
        """No day changes it."""
        return set()


Case = Frame | Choice | Never
NEVER: Final = Never()


def edges(case: Case) -> list[date]:
    """The days on which the state of a case may change, in order."""
    return sorted(case.days() - NEVER_CHANGES)


# ---------------------------------------------------------------- binding rules to a household


class Stages(dict[Subject, list[Stage]]):
    """The subjects for whom benefits are assessed, of one household as it stands on ``as_of``: rules are bound to them."""

    def __init__(self, situation: Situation, as_of: date) -> None:
        self.situation = situation
        self.as_of = as_of
        self._persons = Persons(situation, as_of)
        self._each: dict[str, Stage] = {}

    def __missing__(self, subject: Subject) -> list[Stage]:
        found = self[subject] = [self._stage(one) for one in subjects_of(subject, self.situation.household)]
        return found

    def _stage(self, subject: str) -> Stage:
        """That of a subject: the mother's is the same whether she is one of the parents or meant alone."""
        found = self._each.get(subject)
        if found is None:
            found = self._each[subject] = Stage(self._persons, subject)
        return found


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


def bind(rule: Rule, stage: Stage) -> Case:
    """A rule for one subject, bound to the casts that its rows may speak of."""
    fixed = stage.alone.part(rule.fixed)
    if fixed is NO:
        return NEVER
    if not rule.binds:
        return _frame(rule, stage.alone, fixed) or NEVER
    return Choice(rule, stage.casts(rule.binds), fixed)


def _frame(rule: Rule, cast: Cast, fixed: Part) -> Frame | None:
    """A rule for one cast, with the awards that could hold on some day; None if it never can."""
    conditions = both(fixed, cast.part(rule.bound)) if rule.binds else fixed
    if conditions is NO:
        return None
    if not rule.awards:
        return Frame(rule, cast, conditions, ())
    awards = []
    own = not rule.own_awards
    for plan in rule.awards:
        holds = cast.part(plan.clauses)
        if holds is not NO:
            awards.append(AwardFrame(plan, holds))
            own = own or plan.own
    if not own:
        return None
    return Frame(rule, cast, conditions, _within_length(awards, cast) if rule.by_length else awards)


# ---------------------------------------------------------------- runs by length


def _within_length(awards: Sequence[AwardFrame], cast: Cast) -> list[AwardFrame]:
    """A run as long as the lines that hold: sure before the least, open until the most, then over."""
    states = [AwardState(award.plan, settled(award.holds)) for award in awards]
    least, most, doubt = _length(states, cast)
    bounded = []
    for award in awards:
        anchor = cast.anchor(award.plan.length_at) if award.plan.length_at else None
        holds = award.holds
        if anchor:
            sure, end = anchor + timedelta(days=least), anchor + timedelta(days=most)
            holds = all_of((holds, Doubtful(Window(date.min, end), sure=sure, open=doubt)))
        bounded.append(AwardFrame(award.plan, holds))
    return bounded


def _length(states: Iterable[AwardState], cast: Cast) -> tuple[int, int, Outcome]:
    """The least and the most days that the lines add up to, and what keeps them apart."""
    least = most = 0
    unsettled: list[Outcome] = []
    for line in by_line(states).values():
        days = [_days(state.plan, cast) for state in line]
        least += min(days) if line[-1].outcome.truth else 0
        most += max(days)
        unsettled += [state.outcome for state in line if state.outcome.truth is None]
    return least, most, some(unsettled)


def _days(plan: AwardPlan, cast: Cast) -> int:
    award = plan.award
    if award.number is None or award.unit not in DAY_UNITS:
        return 0
    return int(award.number) * (cast.factor(plan, date.min) or 0)
