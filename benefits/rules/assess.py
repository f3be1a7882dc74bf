"""A plan, a household and a day become findings: the one evaluation that serves everything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from benefits.rules.casts import Binding, Cast, Decision, Stage
from benefits.rules.comparisons import claim_days
from benefits.rules.compile import Entry, Plan, Rule
from benefits.rules.evaluate import NEVER, NOBODY, AwardState, Stages, State, bind, by_line, edges
from benefits.rules.household import Household
from benefits.rules.lazy import lazy
from benefits.rules.model import Benefit, Claim
from benefits.rules.rows import Row
from benefits.rules.situation import Situation
from benefits.rules.values import NO, YES, Ask, Gap

ONE_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """The outcome of one benefit for one subject on one day."""

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    UPCOMING = "upcoming"
    ENDED = "ended"
    INELIGIBLE = "ineligible"


# In Python 3.11 each look at a member of an enumeration is a function call.
ELIGIBLE: Final = Verdict.ELIGIBLE
UNDETERMINED: Final = Verdict.UNDETERMINED
UPCOMING: Final = Verdict.UPCOMING
ENDED: Final = Verdict.ENDED
INELIGIBLE: Final = Verdict.INELIGIBLE


class Standing:
    """What a case comes to on ``as_of``; the findings of all records with its rule share it.

    ``state`` is that of ``day``: of ``as_of``, or of the day it opens, or of the last day it held.
    """

    verdict = INELIGIBLE
    state = NOBODY
    opens_on: date | None = None
    closed_on: date | None = None

    def __init__(self, stage: Stage, rule: Rule, as_of: date) -> None:
        self.stage = stage
        self.rule = rule
        self.as_of = self.day = as_of
        self.case = case = bind(rule, stage)
        if case is NEVER:
            return
        self.state = state = case.on(as_of)
        outcome = state.outcome
        if outcome is YES:
            self.verdict = ELIGIBLE
        else:
            self.verdict = self._elsewhen() if outcome is NO else UNDETERMINED

    def _elsewhen(self) -> Verdict:
        """Not today: does it open later, has it ended, or may either be?

        What is over is over, even where the text left open whether it ever held; only an answer could still tell.
        """
        edges = self.edges
        now = bisect_right(edges, self.as_of)
        self.opens_on = self._first_that_holds(edges[now:])
        if self.opens_on:
            return UPCOMING if self.state.outcome is YES else UNDETERMINED
        self.closed_on = self._first_that_holds(edge - ONE_DAY for edge in reversed(edges[:now]))
        if self.closed_on:
            return UNDETERMINED if self.state.outcome.missing else ENDED
        return INELIGIBLE

    def _first_that_holds(self, days: Iterable[date]) -> date | None:
        """Take the state of the first of these days on which it holds; else of the first on which it may."""
        found = None
        for day in days:
            state = self.case.on(day)
            if state.outcome is YES or (state.outcome is not NO and not found):
                found = self.day = day
                self.state = state
            if state.outcome is YES:
                break
        return found

    @property
    def cast(self) -> Cast:
        """Of whom it speaks; where nobody fits, those for whom the fewest rows fail."""
        frame = self.state.frame
        return frame.cast if frame else self._nearest if self.rule.binds else self.stage.alone

    @lazy
    def _nearest(self) -> Cast:
        return self.stage.nearest(self.rule.bound, self.rule.binds)

    @lazy
    def edges(self) -> list[date]:
        """The days on which the state may change, in order."""
        return edges(self.case)

    @lazy
    def traces(self) -> list[Decision]:
        """What each row that is told came to on ``day``, and the values it read."""
        slots, day = self.cast.slots, self.day
        traces = [slots[slot][criterion] for slot, criterion in self.rule.told]
        return traces if day == self.as_of else [one.on(day) for one in traces]

    def truth_on(self, day: date) -> bool | None:
        """Whether it holds on another day, all else being as it is."""
        return self.case.on(day).outcome.truth

    @lazy
    def stretch(self) -> tuple[date | None, date | None]:
        """The first and the last day of the stretch that is running, opens, or was the last.

        None for a side that has no bound, and for both where it never holds.
        """
        if self.verdict is INELIGIBLE:
            return None, None
        edges, truth = self.edges, self.state.outcome.truth
        now = bisect_right(edges, self.day)
        since = next((edge for edge in edges[:now][::-1] if self.truth_on(edge - ONE_DAY) is not truth), None)
        if self.closed_on:
            return since, self.closed_on
        after = next((edge for edge in edges[now:] if self.truth_on(edge) is not truth), None)
        return since, after and after - ONE_DAY


@dataclass(eq=False)
class Finding:
    """One benefit for one subject (``family``, ``mother``, ``child:0``, ``birth:0`` …) on ``as_of``.

    ``missing`` and ``gaps`` say why a verdict is undetermined. ``opens_on`` is the day from which an
    upcoming one holds (or may hold), ``closed_on`` the last day of one that has ended (or may have been).
    """

    entry: Entry
    standing: Standing

    @property
    def subject(self) -> str:
        """Whom it is found for."""
        return self.standing.stage.subject

    @property
    def benefit(self) -> Benefit:
        """The record."""
        return self.entry.benefit

    @property
    def as_of(self) -> date:
        """The day on which it is found."""
        return self.standing.as_of

    @property
    def verdict(self) -> Verdict:
        """What it comes to."""
        return self.standing.verdict

    @property
    def state(self) -> State:
        """What holds on ``state_day``."""
        return self.standing.state

    @property
    def missing(self) -> frozenset[Ask]:
        """The facts that an undetermined one lacks."""
        return self.state.outcome.missing

    @property
    def gaps(self) -> frozenset[Gap]:
        """What the text leaves open, so that it is undetermined."""
        return self.state.outcome.gaps if self.verdict is UNDETERMINED else frozenset()

    @property
    def opens_on(self) -> date | None:
        """The first day of the next stretch, if none is running."""
        return self.standing.opens_on

    @property
    def closed_on(self) -> date | None:
        """The last day of the last stretch, if none is running or to come."""
        return self.standing.closed_on

    @property
    def state_day(self) -> date:
        """The day that ``state`` speaks of: ``as_of``, or the day it opens or the last day it held."""
        return self.standing.day

    @property
    def since(self) -> date | None:
        """The first day of the stretch that is running, opens, or was the last; None if it was always so."""
        return self.standing.stretch[0]

    @property
    def ends_on(self) -> date | None:
        """The last day of the stretch that is running, or that opens; for a closed one, its last day."""
        return self.standing.stretch[1]

    @property
    def edges(self) -> list[date]:
        """The days on which the state may change."""
        return self.standing.edges

    @property
    def cast(self) -> Cast:
        """The persons of whom its rows speak."""
        return self.standing.cast

    @property
    def binding(self) -> Binding:
        """The child and parent it speaks of; where nobody fits, those for whom the fewest rows fail."""
        return self.standing.cast.binding

    @property
    def household(self) -> Household:
        """The family it is found for."""
        return self.cast.situation.household

    def decided(self, row: Row) -> Decision:
        """What one of its rows comes to on ``as_of``, a run, a claim or a validity too."""
        return self.cast.slots[row.slot][row.criterion]

    def truth_on(self, day: date) -> bool | None:
        """Whether it holds on another day, all else being as it is."""
        return self.standing.truth_on(day)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The conditions of the record and of those that add to it, then those of the awards."""
        return self.entry.shown

    @property
    def traces(self) -> list[Decision]:
        """What each row ``shown`` came to and the values it read, from the evaluation that gave the verdict."""
        return self.standing.traces

    @lazy
    def apply_by(self) -> date | None:
        """The last day of the claim that is open, or opens next; the nearest if there are several."""
        ends = [end for first, end in self.claims if end >= self.as_of]
        return min(ends, default=None)

    @lazy
    def claims(self) -> tuple[tuple[date, date], ...]:
        """The claim windows of the awards that may apply, first and last day, yearly ones each by itself.

        The first day is ``date.min`` where nothing says from when.
        """
        # Most have none, and every card asks.
        if not any(plan.award.claim for plan in self.entry.awards):
            return ()
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
        anchor = self.cast.anchor(claim.at)
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


def assess(plan: Plan, household: Household, as_of: date) -> list[Finding]:
    """Every benefit of the plan for each of its subjects, in the plan's order."""
    return findings(plan.entries, Stages(Situation(household, plan.facts), as_of))


def findings(entries: Collection[Entry], stages: Stages) -> list[Finding]:
    """The findings of some entries of a plan, with stages that may be kept."""
    as_of = stages.as_of
    known: dict[Rule, list[Standing]] = {}
    found: list[Finding] = []
    for entry in entries:
        rule = entry.rule
        standings = known.get(rule)
        if standings is None:
            standings = known[rule] = []
            # Not a comprehension, here nor below: in Python 3.11 each is a call of its own.
            for stage in stages[rule.subject]:
                standings.append(Standing(stage, rule, as_of))
        for standing in standings:
            found.append(Finding(entry, standing))  # noqa: PERF401
    return found
