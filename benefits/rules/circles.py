"""Relations that lead from a record back to itself, so that no record of the circle holds the rule."""

from __future__ import annotations

from collections.abc import Mapping

from benefits.rules.model import Benefit, Relation
from benefits.rules.terms import RelationKind


def leads_back(benefit: Benefit, relation: Relation, benefits: Mapping[str, Benefit]) -> bool:
    """Whether the relation, followed by others of its kind, leads back to the benefit; *not_with* holds both ways."""
    if relation.kind is RelationKind.NOT_WITH:
        return False
    seen: set[str] = set()
    ahead = [relation.to]
    while ahead:
        found = ahead.pop()
        if found in benefits and found not in seen:
            seen.add(found)
            ahead += [one.to for one in benefits[found].relations if one.kind is relation.kind]
    return benefit.id in seen
