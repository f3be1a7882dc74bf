"""How many questions a change adds for the reference households, and how many it saves them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import NamedTuple
from weakref import WeakKeyDictionary

from benefits.households.format import dump
from benefits.questionnaire.interview import Interview, places
from benefits.questionnaire.page import Page
from benefits.questionnaire.prospects import prospects
from benefits.questionnaire.walking import Step, walk
from benefits.references.families import Reference
from benefits.review.impact import meaning
from benefits.review.proposed import Offer
from benefits.rules.compile import Entry, Plan
from benefits.rules.facts import Question
from benefits.rules.household import Household
from benefits.rules.situation import Situation

Unlike = list[tuple[Plan, list[Entry]]]
"""Each of two plans with its asking entries that the other does not have."""

Way = tuple[Step, ...]
"""The pages of one household in order; the last step has none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How one household is asked: pages before and after, and which came or went."""

    reference: Reference
    before: int
    after: int
    added: tuple[Question, ...]
    saved: tuple[Question, ...]


class Asking(NamedTuple):
    """The households that are asked otherwise."""

    changed: tuple[Asked, ...]

    @property
    def added(self) -> int:
        """Pages more in all."""
        return max(self._difference, 0)

    @property
    def saved(self) -> int:
        """Pages less in all."""
        return max(-self._difference, 0)

    @property
    def _difference(self) -> int:
        return sum(one.after - one.before for one in self.changed)


def asking(before: Offer, after: Offer, references: Iterable[Reference]) -> Asking:
    """The pages that these households go through in two offers, where they are not the same."""
    old, new = _Side(before, _asker(before)), _Side(after, _Asker(after.questions()))
    ways = ((one, _ways(old, new, one)) for one in references)
    return Asking(tuple(_asked(one, *both) for one, both in ways if both and _slugs(both[0]) != _slugs(both[1])))


def _slugs(way: Way) -> list[str]:
    return [question.slug for question in _questions(way)]


def _questions(way: Way) -> tuple[Question, ...]:
    return tuple(step.page.question for step in way if step.page)


def _asked(reference: Reference, before: Way, after: Way) -> Asked:
    old, new = _questions(before), _questions(after)
    slugs_before, slugs_after = {one.slug for one in old}, {one.slug for one in new}
    return Asked(
        reference,
        len(old),
        len(new),
        added=tuple(one for one in new if one.slug not in slugs_before),
        saved=tuple(one for one in old if one.slug not in slugs_after),
    )


# ---------------------------------------------------------------- the ways


class _Asker:
    """Asks families what an offer wants to know; families that have told the same are asked the same."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        self._ways: dict[tuple[int, date, str], Way] = {}
        self._pages: dict[tuple[int, date, str], tuple[Plan, Page | None]] = {}

    def way(self, plan: Plan, reference: Reference) -> Way:
        """The pages of a household."""
        key = (id(plan), reference.as_of, json.dumps(dump(reference.household)))
        if key not in self._ways:
            next_page = partial(self.page, plan, reference.as_of)
            self._ways[key] = tuple(walk(next_page, reference.household, Household()))
        return self._ways[key]

    def page(self, plan: Plan, as_of: date, known: Household) -> Page | None:
        """The next page for what is known."""
        key = (id(plan), as_of, json.dumps(dump(known)))
        if key not in self._pages:
            # The plan is held, so that no other gets its number.
            self._pages[key] = (plan, Interview(plan, self.questions, known, as_of).next_page())
        return self._pages[key][1]


_askers: WeakKeyDictionary[Offer, _Asker] = WeakKeyDictionary()


def _asker(offer: Offer) -> _Asker:
    """The asker of an offer that stays: what it asked once it need not find out again."""
    held = _askers.get(offer)
    if held is None:
        held = _askers[offer] = _Asker(offer.questions())
    return held


class _Side(NamedTuple):
    """An offer with its asker, which must not hold it: it goes when the offer goes."""

    offer: Offer
    asker: _Asker

    def plan(self, reference: Reference) -> Plan:
        return self.offer.plan_for(places(reference.household))

    def way(self, reference: Reference) -> Way:
        return self.asker.way(self.plan(reference), reference)


def _ways(old: _Side, new: _Side, reference: Reference) -> tuple[Way, Way] | None:
    """The pages of both offers; None where nothing that could ask has changed for this household."""
    before, after = old.plan(reference), new.plan(reference)
    if not _keeps(old.asker.questions, new.asker.questions) or _topics(before) != _topics(after):
        return old.way(reference), new.way(reference)
    unlike = _unlike(before, after)
    if not any(entries for _, entries in unlike):
        return None
    way = old.way(reference)
    return way, _after(new, after, reference, way, unlike)


def _after(new: _Side, plan: Plan, reference: Reference, way: Way, unlike: Unlike) -> Way:
    """The pages of the later offer: those of the earlier up to where a changed record wants to know something."""
    next_page = partial(new.asker.page, plan, reference.as_of)
    for number, step in enumerate(way):
        if not _quiet(unlike, step.known, reference.as_of) and not _same(next_page(step.known), step.page):
            return (*way[:number], *walk(next_page, reference.household, step.known))
    return way


def _keeps(before: Iterable[Question], after: Iterable[Question]) -> bool:
    """Whether all questions are put as they were, others added or not; wording apart."""
    later = {one.slug: _put(one) for one in after}
    return all(later.get(one.slug) == _put(one) for one in before)


def _put(question: Question) -> tuple[object, ...]:
    """All of a question that can change which pages are asked."""
    return question.order, question.form, question.unsure, tuple(map(meaning, question.facts))


def _topics(plan: Plan) -> set[str]:
    """The topics that its asking benefits read, or that open what these read."""
    opening = {fact.topic for fact in plan.facts.values() if fact.topic}
    read = plan.asked_about & plan.facts.keys()
    return {plan.facts[slug].topic for slug in read if plan.facts[slug].topic} | (read & opening)


def _unlike(before: Plan, after: Plan) -> Unlike:
    """The asking entries that the two plans do not share."""
    sides = []
    for plan, other in ((before, after), (after, before)):
        entries = [one for one in plan.entries if one.asks and not _alike(one, other.by_id.get(one.benefit.id))]
        sides.append((plan, entries))
    return sides


def _alike(one: Entry, other: Entry | None) -> bool:
    return other is not None and other.asks and _wants(one) == _wants(other)


def _wants(entry: Entry) -> tuple[object, ...]:
    """All of an entry that can raise a question: its figures only so far as they tell awards apart."""
    awards = [one.award for one in entry.awards]
    alike = tuple(map(awards.index, awards))
    bare = tuple(replace(one, number=None, number_to=None, unit="", of="", per="", cap=None, note="") for one in awards)
    sources = tuple((one.source.conditions, one.source.valid) for one in entry.awards)
    return entry.benefit.conditions, entry.benefit.subject, entry.benefit.region, entry.valid, alike, bare, sources


def _quiet(unlike: Unlike, known: Household, as_of: date) -> bool:
    """Whether none of the entries lacks anything for this family."""
    return not any(
        prospect.missing
        for plan, entries in unlike
        if entries
        for _, prospect in prospects(entries, Situation(known, plan.facts), as_of)
    )


def _same(one: Page | None, other: Page | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.question.slug == other.question.slug and _asks(one) == _asks(other)


def _asks(page: Page) -> list[tuple[str, str]]:
    return [(item.fact.slug, item.person) for item in page.items]
