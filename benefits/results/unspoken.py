"""Topics that a family ticked, and of which no record of its places speaks: it is told so, and not left to wonder."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from benefits.rules.compile import Entry, Plan
from benefits.rules.household import Household


def unspoken(plan: Plan, household: Household, topics: Iterable[str]) -> tuple[str, ...]:
    """The labels of those of these topics that the family ticked and that nothing in the plan is about for it."""
    said = household.family
    ticked = [topic for topic in topics if said.get(topic) is True]
    if not ticked or not plan.entries:
        return ()
    aside = [facts - {topic} for topic, facts in plan.behind.items() if said.get(topic) is False]
    silent = {topic for topic in ticked if not _is_spoken_of(plan.behind.get(topic, {topic}), plan.entries, aside)}
    return tuple(fact.label for slug, fact in plan.facts.items() if slug in silent)


def _is_spoken_of(about: Collection[str], entries: Iterable[Entry], aside: Collection[frozenset[str]]) -> bool:
    """Whether a record reads one of these facts, and is not for families of a kind that was not ticked."""
    return any(
        not entry.reads.isdisjoint(about) and all(entry.hangs_on.isdisjoint(facts) for facts in aside)
        for entry in entries
    )
