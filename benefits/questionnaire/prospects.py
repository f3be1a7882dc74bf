"""What asking benefits hold for a family over the next twelve months: what is missing, and what would be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from benefits.rules.assess import subjects_by_kind
from benefits.rules.compile import Entry
from benefits.rules.dates import Span
from benefits.rules.evaluate import Case, Evaluator, State, by_line
from benefits.rules.situation import Situation
from benefits.rules.values import Ask

HORIZON = Span(months=12)

Signature = tuple[object, ...]
"""All that would be told: where two are equal, an answer has changed nothing."""


class Prospect(NamedTuple):
    """What a rule holds for one subject over the horizon."""

    missing: frozenset[Ask]
    signature: Signature


def prospects(entries: Iterable[Entry], situation: Situation, as_of: date) -> Iterator[tuple[Entry, Prospect]]:
    """The prospects of these benefits for each of their subjects; equal rules are looked at once."""
    evaluator = Evaluator(situation)
    subjects = subjects_by_kind(situation.household)
    last = HORIZON.after(as_of)
    known: dict[tuple[int, str], Prospect] = {}
    for entry in entries:
        for subject in subjects[entry.subject]:
            key = (entry.rule.number, subject)
            if key not in known:
                known[key] = _prospect(Case(evaluator, entry.rule, subject), subject, as_of, last)
            yield entry, known[key]


def _prospect(case: Case, subject: str, as_of: date, last: date) -> Prospect:
    if not case.frames:
        return Prospect(frozenset(), (subject, (as_of, False)))
    days = [as_of, *[edge for edge in case.edges if as_of < edge <= last]]
    states = [(day, case.on(day)) for day in days]
    missing = frozenset().union(*[_missing(state) for _, state in states])
    return Prospect(missing, (subject, *[_told(day, state) for day, state in states]))


def _missing(state: State) -> frozenset[Ask]:
    """What the verdict or, where it may hold, an amount still lacks."""
    if not state.awards or state.outcome.truth is False:
        return state.outcome.missing
    awards = [award.outcome.missing for states in by_line(state.awards).values() for award in states]
    return state.outcome.missing.union(*awards)


def _told(day: date, state: State) -> Signature:
    """What would be told of one day: yes, no or open with its gaps, and each line's awards."""
    if state.outcome.truth is False:
        return (day, False)
    lines = tuple(
        (line, tuple((one.plan.award, one.outcome.truth) for one in states))
        for line, states in by_line(state.awards).items()
    )
    gaps = state.outcome.gaps if not state.outcome.missing else None
    return (day, state.outcome.truth, gaps, lines)
