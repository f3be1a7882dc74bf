"""What is left aside because a topic was not ticked: the questions open no fact behind it, the results offer it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from benefits.rules.casts import Cast
from benefits.rules.evaluate import Case, Frame
from benefits.rules.rows import Clauses, Demand
from benefits.rules.situation import Situation
from benefits.rules.values import NO, YES, Ask, Outcome

NONE: frozenset[str] = frozenset()


def unticked(missing: Iterable[Ask], situation: Situation) -> frozenset[str]:
    """The topics, not ticked, behind which some of these facts stand."""
    facts, said = situation.facts, situation.household.family
    topics = {facts[ask.fact].topic for ask in missing if ask.fact in facts}
    return frozenset([topic for topic in topics if topic and said.get(topic) is False])


def left_aside(case: Case, outcome: Outcome, day: date, situation: Situation) -> frozenset[str]:
    """The topics, not ticked, on which an open case hangs on a day; none if other facts may still settle it.

    ``outcome`` is the case's on that day. It hangs on them only if each way in which it may still hold does.
    """
    if not outcome.missing or not unticked(outcome.missing, situation):
        return NONE
    found = [_of_frame(frame, day, situation) for frame in case.frames if frame.on(day).outcome.truth is None]
    return NONE.union(*found) if all(found) else NONE


def _of_frame(frame: Frame, day: date, situation: Situation) -> frozenset[str]:
    rule, cast = frame.rule, frame.cast
    own = [_of_clauses(clauses, cast, day, situation) for clauses in (rule.fixed, rule.bound)]
    awards = [award for award in frame.awards if award.plan.own]
    if not any(award.holds.on(day) is YES for award in awards):
        ways = [
            _of_clauses(award.plan.clauses, cast, day, situation) for award in awards if award.holds.on(day) is not NO
        ]
        own += [NONE.union(*ways)] if all(ways) else []
    return NONE.union(*own)


def _of_clauses(clauses: Clauses, cast: Cast, day: date, situation: Situation) -> frozenset[str]:
    """Of rows that must hold, and of groups of which one is enough: the topics on which any of these hangs."""
    every = [*((demand,) for demand in clauses.single), *clauses.alternatives]
    return NONE.union(*[_of_group(group, cast, day, situation) for group in every])


def _of_group(group: Iterable[Demand], cast: Cast, day: date, situation: Situation) -> frozenset[str]:
    outcomes = [cast.slots[slot][criterion].part.on(day) for slot, criterion in group]
    if any(outcome.truth for outcome in outcomes):
        return NONE
    found = [unticked(outcome.missing, situation) for outcome in outcomes if outcome.truth is None]
    return NONE.union(*found) if all(found) else NONE
