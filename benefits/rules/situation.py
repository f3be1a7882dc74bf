"""A household as the rules see it: the value of any fact of any person on any day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from benefits.rules.derived import DERIVED, Rank, ranks
from benefits.rules.facts import Fact, Holder, How
from benefits.rules.given import CHILDREN
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.model import Scalar
from benefits.rules.values import FAMILY, UNSURE, Ask, Unknown, Value

CHILDREN_UNKNOWN = Unknown(frozenset((Ask(CHILDREN, FAMILY),)))


# In Python 3.11 each look at a member of an enumeration is a function call.
_DERIVED: Final = How.DERIVED
_OF_FAMILY: Final = Holder.FAMILY


class Situation:
    """Looks up facts, asked or derived, and remembers what does not change with the day."""

    def __init__(self, household: Household, facts: Mapping[str, Fact]) -> None:
        self.household = household
        self.facts = facts
        self._known: dict[str, dict[str, Value]] = {}
        self._absent: set[str] = set()
        self._ranks: dict[tuple[str, ...], dict[int, Rank]] = {}

    def value(self, slug: str, person: str, place: str, day: date) -> Value:
        """The value of a fact; ``place`` matters to facts about being registered here, ``day`` to counts."""
        if person == UNBORN_LIST:
            return CHILDREN_UNKNOWN
        if self.facts[slug].how is not _DERIVED:
            return self.asked(slug, person)
        return self.derived(slug, person, place, day)

    def derived(self, slug: str, person: str, place: str, day: date) -> Value:
        """The value of a fact that follows from others; worked out once, unless it is counted each day."""
        derived = DERIVED[slug]
        if derived.edges:
            return derived.read(self, person, place, day)
        known = self.known(person)
        key = f"{slug} {place}" if derived.placed else slug
        if key not in known:
            known[key] = derived.read(self, person, place, day)
        return known[key]

    def asked(self, slug: str, person: str) -> Value:
        """The value of an asked fact: answered, settled by its topic, taken as, or unknown."""
        known = self.known(person)
        if slug not in known:
            known[slug] = None if person in self._absent else self._taken_as(self.facts[slug], person)
        return known[slug]

    def known(self, person: str) -> dict[str, Value]:
        """What was answered of a person, and what has been taken as an answer or worked out from others so far."""
        known = self._known.get(person)
        if known is None:
            known = self._known[person] = self._answered(person)
        return known

    def ranks(self, relations: tuple[str, ...]) -> dict[int, Rank]:
        """The numbers of the children of these relations, by their index."""
        found = self._ranks.get(relations)
        if found is None:
            found = self._ranks[relations] = ranks(self.household, relations)
        return found

    def _answered(self, person: str) -> dict[str, Value]:
        if person in ("", UNBORN_LIST):
            return {}
        answers = self.household.answers_of(person)
        if answers is None:
            self._absent.add(person)
            return {}
        said = answers.values()
        if UNSURE not in said and None not in said and DERIVED.keys().isdisjoint(answers):
            return dict(answers)
        # What follows from answers is worked out, and never taken from them.
        return {slug: one for slug, one in answers.items() if one is not None and one != UNSURE and slug not in DERIVED}

    def _taken_as(self, fact: Fact, person: str) -> Value:
        if fact.otherwise is not None and self.household.family.get(fact.topic) is False:
            return fact.otherwise
        for rule in fact.taken_as:
            said = self.value(rule.fact, FAMILY if self.facts[rule.fact].holder is _OF_FAMILY else person, "", date.min)
            if _among(said, rule.among):
                return self.asked(rule.same_as, FAMILY) if rule.same_as else rule.value
        return Unknown(frozenset((Ask(fact.slug, person),)))


def _among(said: Value, values: Collection[Scalar]) -> bool:
    """Whether it is one of these; a number is no yes or no."""
    return said in values and any(said == value and type(said) is type(value) for value in values)
