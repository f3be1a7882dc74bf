"""Topics that a family ticked, and of which no record of its places speaks: it is told so, and not left to wonder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benefits.rules.compile import Entry, Plan
from benefits.rules.household import Household


def unspoken(plan: Plan, household: Household, topics: Iterable[str]) -> tuple[str, ...]:
    """The labels of those of these topics that the family ticked and that nothing in the plan is about for it."""
    put = set(topics)
    ticked = [topic for topic in plan.facts if topic in put and household.family.get(topic) is True]
    return tuple(_silent(plan, household, ticked)) if ticked and plan.entries else ()


def _silent(plan: Plan, household: Household, ticked: Iterable[str]) -> Iterator[str]:
    behind: dict[str, set[str]] = {}
    for slug, fact in plan.facts.items():
        behind.setdefault(fact.topic or slug, {fact.topic or slug}).add(slug)
    aside = {slug for slug, fact in plan.facts.items() if household.family.get(fact.topic) is False}
    for topic in ticked:
        if not any(_speaks(entry, behind[topic], aside) for entry in plan.entries):
            yield plan.facts[topic].label


def _speaks(entry: Entry, about: set[str], aside: set[str]) -> bool:
    """Whether a record reads one of these facts, and is not for families of a kind that was not ticked."""
    rows = [row.condition for row in entry.shown if row.condition]
    return any(row.fact in about for row in rows) and not any(row.fact in aside and not row.any_of for row in rows)
