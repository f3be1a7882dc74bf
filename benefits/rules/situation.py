"""A household as the rules see it: the value of any fact of any person on any day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, Holder, How
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.values import FAMILY, UNSURE, Ask, Unknown, Value

CHILDREN_UNKNOWN = Unknown(frozenset((Ask("children", FAMILY),)))


class Situation:
    """Looks up facts, asked or derived, and remembers what does not change with the day."""

    def __init__(self, household: Household, facts: Mapping[str, Fact]) -> None:
        self.household = household
        self.facts = facts
        self._asked: dict[tuple[str, str], Value] = {}
        self._derived: dict[tuple[str, str, str], Value] = {}

    def value(self, slug: str, person: str, place: str, day: date) -> Value:
        """The value of a fact; ``place`` matters to facts about being registered here, ``day`` to counts."""
        if person == UNBORN_LIST:
            return CHILDREN_UNKNOWN
        if self.facts[slug].how is not How.DERIVED:
            return self.asked(slug, person)
        derived = DERIVED[slug]
        if derived.edges:
            return derived.read(self, person, place, day)
        key = (slug, person, place)
        if key not in self._derived:
            self._derived[key] = derived.read(self, person, place, day)
        return self._derived[key]

    def asked(self, slug: str, person: str) -> Value:
        """The value of an asked fact: answered, taken as, settled by its topic, or unknown."""
        key = (slug, person)
        if key not in self._asked:
            self._asked[key] = self._look_up(self.facts[slug], person)
        return self._asked[key]

    def _look_up(self, fact: Fact, person: str) -> Value:
        answers = self.household.answers_of(person)
        if answers is None:
            return None
        answer = answers.get(fact.slug)
        if answer is not None and answer != UNSURE:
            return answer
        return self._taken_as(fact, person)

    def _taken_as(self, fact: Fact, person: str) -> Value:
        for rule in fact.taken_as:
            of_family = self.facts[rule.fact].holder is Holder.FAMILY
            said = self.asked(rule.fact, FAMILY if of_family else person)
            if any(said == one and type(said) is type(one) for one in rule.among):
                return self.asked(rule.same_as, FAMILY) if rule.same_as else rule.value
        if fact.otherwise is not None and self.household.family.get(fact.topic) is False:
            return fact.otherwise
        return Unknown(frozenset((Ask(fact.slug, person),)))
