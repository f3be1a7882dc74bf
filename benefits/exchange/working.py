"""What a file is about: the records of a region, or the questions, as they are being worked on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from benefits import models as rows
from benefits.content.schema import (
    Record,
    benefit_from_payload,
    document_from_payload,
    question_from_payload,
    to_payload,
)
from benefits.documents.official import OfficialDocument
from benefits.editions.publishing import Key, key_of
from benefits.models import NothingGranted
from benefits.models.editions import EditionKind
from benefits.records import read_benefit, read_document, read_question
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit

QUESTIONS: Final = "questions"
"""In place of a region's code: the questions, which belong to none."""

_NOTHING: Final = "nothing"


@dataclass(frozen=True)
class MarkedDocument:
    """A document, and of its clauses that grant nothing, by anchor, the reason."""

    document: OfficialDocument
    nothing: Mapping[str, str]


Entry = Benefit | Question | MarkedDocument
"""A record with all that a file says of it."""


def record_of(entry: Entry) -> Record:
    """The record itself."""
    return entry.document if isinstance(entry, MarkedDocument) else entry


def name_of(entry: Entry) -> Key:
    """Its kind and id."""
    return key_of(record_of(entry))


def said_by(entry: Entry) -> dict[str, Any]:
    """All that is said, of JSON types only."""
    payload = to_payload(record_of(entry))
    return payload | {_NOTHING: dict(entry.nothing)} if isinstance(entry, MarkedDocument) else payload


def entry_from(kind: str, said: dict[str, Any]) -> Entry:
    """What `said_by` has told."""
    if kind == EditionKind.DOCUMENT:
        payload = {name: value for name, value in said.items() if name != _NOTHING}
        return MarkedDocument(document_from_payload(payload), said[_NOTHING])
    return question_from_payload(said) if kind == EditionKind.QUESTION else benefit_from_payload(said)


def working(place: str) -> tuple[list[Entry], dict[Key, str]]:
    """The records of a region (a code), documents first, or the questions; and when those not complete yet were changed."""
    found: list[Entry] = []
    incomplete: dict[Key, str] = {}
    read = _questions if place == QUESTIONS else _of_region
    for key, row, entry in read(place):
        if entry is None:
            incomplete[key] = row.changed.isoformat()
        else:
            found.append(entry)
    return found, incomplete


Read = Iterable[tuple[Key, Any, Entry | None]]


def _questions(_: str) -> Read:
    for row in rows.Question.objects.prefetch_related("facts__options", "facts__taken_as"):
        yield (EditionKind.QUESTION, row.pk), row, _whole(read_question, row)


def _of_region(place: str) -> Read:
    documents = rows.Document.objects.filter(region=place).prefetch_related("clauses")
    marks = _marks(place)
    for row in documents:
        document = _whole(read_document, row)
        yield (EditionKind.DOCUMENT, row.pk), row, document and MarkedDocument(document, marks[row.pk])
    for benefit in rows.Benefit.objects.filter(region=place).with_parts():
        yield (EditionKind.BENEFIT, benefit.pk), benefit, _whole(read_benefit, benefit)


def _whole(read: Any, row: Any) -> Any:
    """The record of a row; None if it is not complete."""
    try:
        return read(row)
    except ValueError:
        return None


def _marks(place: str) -> Mapping[str, dict[str, str]]:
    """The reasons by anchor, of each document of a region."""
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    found = NothingGranted.objects.filter(document__region=place, clause__isnull=False).order_by("clause__position")
    for document, anchor, reason in found.values_list("document", "clause__anchor", "reason"):
        marks[document][anchor] = reason
    return marks


def working_facts() -> dict[str, Fact]:
    """The facts of all working questions."""
    questions, _ = working(QUESTIONS)
    return {fact.slug: fact for one in questions if isinstance(one, Question) for fact in one.facts}
