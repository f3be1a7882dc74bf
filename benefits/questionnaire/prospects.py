"""What asking benefits hold for a family over the next twelve months: what is missing, and what would be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from benefits.rules.casts import Stage
from benefits.rules.compile import Entry, Rule
from benefits.rules.dates import Span
from benefits.rules.evaluate import NOBODY, Case, Stages, State, bind, by_line, edges
from benefits.rules.lazy import lazy
from benefits.rules.situation import Situation
from benefits.rules.topics import left_aside
from benefits.rules.values import Ask

HORIZON = Span(months=12)

Signature = tuple[object, ...]
"""All that would be told: where two are equal, an answer has changed nothing."""


class Prospect:
    """What a rule holds for one subject over the horizon."""

    def __init__(self, subject: str, states: list[tuple[date, State]]) -> None:
        self.subject = subject
        self.states = states

    @lazy
    def missing(self) -> frozenset[Ask]:
        """The facts that the verdict or, where it may hold, an amount still lacks."""
        return frozenset().union(*[_missing(state) for _, state in self.states])

    @lazy
    def signature(self) -> Signature:
        """The days from which something else would be told, and what."""
        return (self.subject, *_changes(self.states))


def prospects(entries: Iterable[Entry], situation: Situation, as_of: date) -> Iterator[tuple[Entry, Prospect]]:
    """The prospects of these benefits for each of their subjects; equal rules are looked at once."""
    stages = Stages(situation, as_of)
    known: dict[Rule, list[Prospect]] = {}
    for entry in entries:
        rule = entry.rule
        if rule not in known:
            known[rule] = [_prospect(rule, stage, stages) for stage in stages[rule.subject]]
        yield from ((entry, prospect) for prospect in known[rule])


def _prospect(rule: Rule, stage: Stage, stages: Stages) -> Prospect:
    as_of, case = stages.as_of, bind(rule, stage)
    if not case.frames:
        return Prospect(stage.subject, [(as_of, NOBODY)])
    last = HORIZON.after(as_of)
    days = [as_of, *[edge for edge in edges(case) if as_of < edge <= last]]
    return Prospect(stage.subject, [(day, _asked_for(case, day, stages.situation)) for day in days])


def _asked_for(case: Case, day: date, situation: Situation) -> State:
    """The state of a day, unless it hangs on a topic not ticked: the results offer that again, and nothing is asked."""
    state = case.on(day)
    return NOBODY if left_aside(case, state.outcome, day, situation) else state


def _missing(state: State) -> frozenset[Ask]:
    if not state.awards or state.outcome.truth is False:
        return state.outcome.missing
    awards = [award.outcome.missing for states in by_line(state.awards).values() for award in states]
    return state.outcome.missing.union(*awards)


def _changes(states: Iterable[tuple[date, State]]) -> Iterator[tuple[date, Signature]]:
    before: Signature | None = None
    for day, state in states:
        told = _told(state)
        if told != before:
            yield day, told
        before = told


def _told(state: State) -> Signature:
    """What would be told of one day: yes, no or open, and each line's awards."""
    if state.outcome.truth is False:
        return (False,)
    lines = tuple(
        (line, tuple((one.plan.award, one.outcome.truth) for one in states))
        for line, states in by_line(state.awards).items()
    )
    return (state.outcome.truth, lines)
