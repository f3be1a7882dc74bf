"""What waits for review and other records rest on, so that these can be looked at as if all were published together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from benefits.content.schema import Record
from benefits.documents.official import OfficialDocument
from benefits.editions.publishing import facts_read, key_of
from benefits.models import Proposal
from benefits.review.proposing import record_in
from benefits.rules.facts import Question
from benefits.rules.model import Benefit


def rested_on(records: Sequence[Record]) -> list[Record]:
    """What is in review and these records cite, relate to, or take their facts from; what that rests on as well."""
    own = {key_of(record) for record in records}
    waiting = [record_in(one) for one in Proposal.objects.open() if (one.kind, one.key) not in own]
    found = list(records)
    for one in found:  # which grows meanwhile
        found += [other for other in waiting if other not in found and _rests_on(one, other)]
    return found[len(records) :]


def _rests_on(one: Record, other: Record) -> bool:
    match other:
        case Question():
            return any(fact.slug in _facts_of(one) for fact in other.facts)
        case OfficialDocument():
            return isinstance(one, Benefit) and any(citation.document == other.slug for citation in one.citations)
        case _:
            return isinstance(one, Benefit) and any(relation.to == other.id for relation in one.relations)


def _facts_of(record: Record) -> Collection[str]:
    """The facts that a record names without asking for them."""
    if isinstance(record, Benefit):
        return facts_read(record)
    if isinstance(record, Question):
        inferences = [(taken.fact, taken.same_as) for fact in record.facts for taken in fact.taken_as]
        return {name for pair in inferences for name in pair} | {fact.topic for fact in record.facts}
    return ()
