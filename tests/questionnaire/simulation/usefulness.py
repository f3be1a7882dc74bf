"""Whether a page can change anything: every answer to it is tried, and what a family would be told compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Final

from benefits.questionnaire.page import Item, Page
from benefits.rules.compile import Entry, Plan
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, FactType, Form, Holder
from benefits.rules.household import Answers, Household
from benefits.rules.situation import Situation
from benefits.rules.values import Known, Unknown
from tests.questionnaire.questions import FACTS
from tests.questionnaire.simulation.families import AS_OF, HOMES
from tests.questionnaire.simulation.outlook import Outlook, differ
from tests.questionnaire.simulation.records import everywhere, plan_for

_DAYS_AGO: Final = (0, 40, 400, 1200, 6000, 15000, 22500)
_LISTS: Final[tuple[tuple[Answers, ...], ...]] = (
    ({"birth": date(2025, 9, 1)},),
    ({"birth": date(2021, 3, 1)}, {"birth": date(2026, 2, 1)}),
    ({"birth": date(2026, 10, 1)},),
    ({"birth": date(2014, 5, 1)}, {"birth": date(2021, 3, 1)}, {"birth": date(2025, 9, 1)}),
    (),
    ({"birth": date(1990, 5, 1), "deceased": True},),
)


def is_useful(page: Page, household: Household, plan: Plan) -> bool:
    """Whether some answer to the page, or to what only that answer opens, changes what is told.

    Where everything is comes before what it is needed for: that may change it only once the rest is answered yes,
    and be it what the text leaves open for those who are elsewhere.
    """
    if _changes(page, household, plan):
        return True
    return page.question.slug == "all_here" and _changes(page, _all_yes(household), plan, names_gaps=True)


def _all_yes(household: Household) -> Household:
    """The household with every open box of the topics that it ticked ticked too."""
    situation = Situation(household, FACTS)
    for fact in FACTS.values():
        if fact.type is FactType.YESNO and household.family.get(fact.topic) is True:
            for person in _persons(fact, household):
                if isinstance(situation.asked(fact.slug, person), Unknown):
                    household = household.with_answer(fact.slug, person, value=True)
    return household


def _changes(page: Page, household: Household, plan: Plan, *, names_gaps: bool = False) -> bool:
    if "residence" not in household.family:
        return any(entry.asks for trial in _trials(page, household) for entry in plan_for(trial).entries)
    before = Outlook(household, FACTS, AS_OF, names_gaps=names_gaps)
    trials = [Outlook(trial, FACTS, AS_OF, names_gaps=names_gaps) for trial in _trials(page, household)]
    found = [entries for one in _plans_open_to(page, household, plan) for entries in _likely_first(page, one)]
    return any(differ(entries, before, trial) for entries in found for trial in trials)


def _plans_open_to(page: Page, household: Household, plan: Plan) -> list[Plan]:
    """What may be told: of the places named and, while others may be, of all."""
    may_name_more = household.family.get("all_here", page.question.slug != "all_here") is not True
    return [plan, everywhere()] if may_name_more else [plan]


def undecided(items: Iterable[Item], household: Household, plan: Plan) -> list[Item]:
    """Those of these open items of which some answer would still change what is told."""
    before = Outlook(household, FACTS, AS_OF)
    listed = _told_by_list(before.situation)
    return [
        item
        for item in items
        if item.fact.slug not in listed
        and any(
            differ(_reading(plan, item.fact.slug), before, Outlook(_with(household, [item], value), FACTS, AS_OF))
            for value in values_of(item.fact, household)
        )
    ]


def _told_by_list(situation: Situation) -> tuple[str, ...]:
    """What nobody is asked, since the list of children tells it: an answer that contradicts the list would count."""
    told = situation.value("only_child_family", "family", "", AS_OF)
    return () if isinstance(told, Unknown) else ("onlychild_pre2016",)


def values_of(fact: Fact, household: Household) -> tuple[Known, ...]:
    """All that can be answered, and of dates and places a few."""
    if fact.type is FactType.YESNO:
        return (True, False)
    if fact.type is FactType.CHOICE:
        return fact.values
    if fact.type is FactType.REGION:
        return (str(household.family.get("residence", HOMES[0])), "990000", *HOMES)
    return tuple(AS_OF - timedelta(days=days) for days in _DAYS_AGO)


def _trials(page: Page, household: Household) -> Iterator[Household]:
    """The household with the page answered: each item by itself, then all alike; then with what that opens."""
    if page.question.form is Form.CHILDREN:
        yield from (replace(household, children=children) for children in _LISTS)
        return
    alone = [([item], value) for item in page.items for value in values_of(item.fact, household)]
    alike = [(page.items, value) for value in dict.fromkeys(value for _, value in alone)] if page.items[1:] else []
    for items, value in chain(alone, alike):
        yield _with(household, items, value)
    for items, value in alone:
        trial = _with(household, items, value)
        opened = _opened_by(items[0].fact)
        yield from _answered(trial, opened)


def _with(household: Household, items: Iterable[Item], value: Known) -> Household:
    for item in items:
        if value in values_of(item.fact, household):
            household = household.with_answer(item.fact.slug, item.person, value)
    return household


@cache
def _opened_slugs(slug: str) -> tuple[str, ...]:
    behind = [fact.slug for fact in FACTS.values() if fact.topic == slug]
    placed = [fact.slug for fact in FACTS.values() if any(r.same_as and r.fact == slug for r in fact.taken_as)]
    return (*behind, *placed)


def _opened_by(fact: Fact) -> list[Fact]:
    return [FACTS[slug] for slug in _opened_slugs(fact.slug)]


def _answered(household: Household, facts: Iterable[Fact]) -> Iterator[Household]:
    for fact in facts:
        items = [Item(fact, person) for person in _persons(fact, household)]
        for value in values_of(fact, household) if items else ():
            yield _with(household, items, value)


def _persons(fact: Fact, household: Household) -> tuple[str, ...]:
    if fact.holder is Holder.FAMILY:
        return ("family",)
    if fact.holder is Holder.CHILD:
        return household.living
    if fact.holder is Holder.BIRTH:
        return tuple(f"birth:{index}" for index in range(len(household.births)))
    return tuple(one for one in household.parents if fact.holder is Holder.PARENT or one == "mother")


def _likely_first(page: Page, plan: Plan) -> tuple[list[Entry], list[Entry]]:
    """All asking benefits: those that the page says it decides, then the rest."""
    named = {benefit.id for benefit in page.decides}
    asking = [entry for entry in plan.entries if entry.asks]
    return ([one for one in asking if one.benefit.id in named], [one for one in asking if one.benefit.id not in named])


_READ_BY: Final = {
    "hukou_here": ("hukou", "child_hukou"),
    "all_minor_at_purchase": ("purchase_date",),
    "only_child_family": ("onlychild_pre2016",),
}


def _reading(plan: Plan, slug: str) -> list[Entry]:
    """The asking benefits that read a fact, by themselves or through what is derived from it."""
    found = _readers(id(plan), plan)
    return [entry for entry, slugs in found if slug in slugs]


_FOUND: dict[int, list[tuple[Entry, frozenset[str]]]] = {}


def _readers(key: int, plan: Plan) -> list[tuple[Entry, frozenset[str]]]:
    if key not in _FOUND:
        _FOUND[key] = [(entry, _slugs(entry)) for entry in plan.entries if entry.asks]
    return _FOUND[key]


def _slugs(entry: Entry) -> frozenset[str]:
    read = {row.comparison.fact for row in entry.every_row if row.comparison}
    return frozenset(read.union(*(_READ_BY.get(slug, ()) for slug in read if slug in DERIVED)))
