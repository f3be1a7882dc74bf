"""What drafts cannot be published without: other drafts, which go into review with them, or before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from benefits.checking import facts_named
from benefits.content.schema import Record, to_payload
from benefits.documents.official import OfficialDocument
from benefits.editions.publishing import Key, facts_read, find_problems, in_force, key_of
from benefits.models import Edition, Fact
from benefits.models.editions import EditionKind
from benefits.review.drafts import draft_of, draft_rows
from benefits.review.proposing import Draft
from benefits.review.resting import rested_on
from benefits.rules.facts import Question
from benefits.rules.model import Benefit


@dataclass(frozen=True, slots=True)
class Need:
    """A working record that others need. ``draft`` is None while it is not complete; ``region`` for a question."""

    kind: str
    key: str
    title: str
    region: str | None
    draft: Draft | None


def needs(records: Sequence[Record], on: date) -> list[Need]:
    """The working records without which these could not be published from that day on, and that nobody has handed in."""
    known = [*records, *rested_on(records)]
    wrong = _wrong(records, known, on)
    seen = {key_of(one) for one in known}
    found: list[Need] = []
    for one in known:  # which grows meanwhile
        for need in _named(one, seen) if wrong else ():
            seen.add((need.kind, need.key))
            if _is_missing(need, on) or _helps(need, records, known, wrong, on):
                found.append(need)
                known += [need.draft.record] if need.draft else []
    return found


def _wrong(records: Sequence[Record], known: Sequence[Record], on: date) -> int:
    """How much is wrong with these among all that are known."""
    own = {key_of(one)[1] for one in records}
    return sum(problem.record in own for problem in find_problems(known, on))


def _is_missing(need: Need, on: date) -> bool:
    """Whether it was never published; of documents and questions, whether none is in force."""
    if need.kind == EditionKind.BENEFIT:
        return not Edition.objects.filter(kind=need.kind, key=need.key).exists()
    return in_force(need.kind, need.key, on) is None


def _helps(need: Need, records: Sequence[Record], known: Sequence[Record], wrong: int, on: date) -> bool:
    """Whether what was changed in it mends something."""
    if need.draft is None:
        return False
    edition = in_force(need.kind, need.key, on)
    changed = edition is None or edition.payload != to_payload(need.draft.record)
    return changed and _wrong(records, [*known, need.draft.record], on) < wrong


def _named(record: Record, seen: set[Key]) -> Iterator[Need]:
    """The working records that a record names, without those seen before."""
    for kind, keys in _keys_named(record).items():
        for row in draft_rows(kind, [key for key in keys if (kind, key) not in seen]):
            yield _need(kind, row)


def _keys_named(record: Record) -> dict[str, set[str]]:
    if isinstance(record, OfficialDocument):
        return {}
    named = {str(EditionKind.QUESTION): _questions(record)}
    if isinstance(record, Benefit):
        named[EditionKind.DOCUMENT] = {citation.document for citation in record.citations}
        named[EditionKind.BENEFIT] = {relation.to for relation in record.relations}
    return named


def _questions(record: Benefit | Question) -> set[str]:
    """The questions that ask for the facts that a record names."""
    facts = facts_read(record) if isinstance(record, Benefit) else frozenset().union(*map(facts_named, record.facts))
    return set(Fact.objects.filter(slug__in=facts).values_list("question", flat=True))


def _need(kind: str, row: object) -> Need:
    try:
        draft = Draft(draft_of(kind, row), getattr(row, "changed_by", ""))
    except ValueError:
        draft = None
    return Need(kind, str(getattr(row, "pk", "")), str(row), getattr(row, "region_id", None), draft)
