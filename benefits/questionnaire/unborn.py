"""What cannot be told yet of a child that is still expected."""

from __future__ import annotations

from datetime import date

from benefits.rules.facts import Fact, FactType
from benefits.rules.household import Household


def awaits_birth(fact: Fact, household: Household, person: str, as_of: date) -> bool:
    """Whether a fact of this person can only be told once the child is born: until then only places can be asked."""
    kind, _, number = person.partition(":")
    if fact.type is FactType.REGION or not number.isdigit():
        return False
    index = household.births[int(number)][0] if kind == "birth" else int(number)
    return household.birth_of(index) > as_of
