"""Topics that a family ticked, and of which no record of its places speaks: it is told so, and not left to wonder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benefits.rules.compile import Plan
from benefits.rules.household import Household


def unspoken(plan: Plan, household: Household, topics: Iterable[str]) -> tuple[str, ...]:
    """The labels of those of these topics that the family ticked and that nothing in the plan is about."""
    ticked = [topic for topic in topics if household.family.get(topic) is True]
    return tuple(_silent(plan, ticked)) if ticked and plan.entries else ()


def _silent(plan: Plan, ticked: Iterable[str]) -> Iterator[str]:
    for topic, fact in plan.facts.items():
        if topic in ticked:
            about = {topic, *(slug for slug, one in plan.facts.items() if one.topic == topic)}
            if not (about & plan.asked_about or any(_reads(plan, about))):
                yield fact.label


def _reads(plan: Plan, about: set[str]) -> Iterator[bool]:
    """Whether each row of the plan is about one of these facts."""
    return (row.condition is not None and row.condition.fact in about for entry in plan.entries for row in entry.shown)
