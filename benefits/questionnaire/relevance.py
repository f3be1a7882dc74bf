"""Whether a question is worth asking: every answer that stands for others is tried, and what would be told compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest

from benefits.questionnaire.page import Item
from benefits.questionnaire.prospects import Signature, prospects
from benefits.rules.compile import Entry, Plan
from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType
from benefits.rules.given import RESIDENCE
from benefits.rules.household import Household
from benefits.rules.situation import Situation
from benefits.rules.values import Known

ELSEWHERE = "990000"
"""A well-formed code of no place, for trying out the answer *somewhere else*."""


def matters(plan: Plan, entries: Iterable[Entry], household: Household, items: list[Item], as_of: date) -> bool:
    """Whether some answer to some of these items changes what these benefits would tell."""
    entries = list(entries)
    before = list(_signatures(plan, entries, household, as_of))
    return any(
        after != told
        for values in _combinations(plan, household, items, as_of)
        for after, told in zip_longest(_signatures(plan, entries, _tried(household, items, values), as_of), before)
    )


def _signatures(plan: Plan, entries: Iterable[Entry], household: Household, as_of: date) -> Iterator[Signature]:
    return (one.signature for _, one in prospects(entries, Situation(household, plan.facts), as_of))


def _tried(household: Household, items: Iterable[Item], values: Iterable[Known | None]) -> Household:
    for item, value in zip(items, values, strict=True):
        if value is not None:
            household = household.with_answer(item.fact.slug, item.person, value)
    return household


def _combinations(
    plan: Plan, household: Household, items: list[Item], as_of: date
) -> Iterator[tuple[Known | None, ...]]:
    """Each answer to each item by itself, then the same answer to all items that can take it."""
    options = [tuple(telling_answers(item.fact, plan, household, as_of)) for item in items]
    for index, values in enumerate(options):
        for value in values:
            yield tuple(value if index == other else None for other in range(len(items)))
    if len(items) > 1:
        for value in dict.fromkeys(value for values in options for value in values):
            yield tuple(value if value in values else None for values in options)


def telling_answers(fact: Fact, plan: Plan, household: Household, as_of: date) -> Iterator[Known]:
    """Answers to a fact that stand for all there could be."""
    if fact.type is FactType.YESNO:
        yield from (True, False)
    elif fact.type is FactType.CHOICE:
        yield from fact.values
    elif fact.type is FactType.REGION:
        home = str(household.family.get(RESIDENCE, ELSEWHERE))
        yield from dict.fromkeys((home, ELSEWHERE, *(entry.benefit.region for entry in plan.entries)))
    elif fact.type is FactType.DATE:
        yield from _telling_dates(fact, plan, as_of)


def _telling_dates(fact: Fact, plan: Plan, as_of: date) -> Iterator[date]:
    """Dates on either side of whatever the rules compare this date with."""
    rows = [row for entry in plan.entries for row in entry.every_row if row.condition]
    spoken = [str(row.condition.value) for row in rows if row.condition and row.condition.fact == fact.slug]
    yield from (as_of, date(1900, 1, 1))
    for text in spoken:
        if text.endswith(("months", "days", "month", "day")):
            yield _before(as_of, Span.parse(text))
        else:
            yield date.fromisoformat(text)


def _before(day: date, span: Span) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - span.months - span.days // 30 - 1, 12)
    return date(max(year, 1900), month + 1, 1)
