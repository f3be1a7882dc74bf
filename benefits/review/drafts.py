"""Working records as they stand: what a proposal is taken from, and held against."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet

from benefits import records
from benefits.content.schema import Record, to_payload
from benefits.editions.publishing import Key
from benefits.models import Benefit, Document, Question
from benefits.models.editions import EditionKind

_PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    EditionKind.BENEFIT: (Benefit, ("conditions", "awards", "citations__clause", "relations")),
    EditionKind.QUESTION: (Question, ("facts__options", "facts__taken_as")),
    EditionKind.DOCUMENT: (Document, ("clauses",)),
}
_READERS: dict[str, Callable[[Any], Record]] = {
    EditionKind.BENEFIT: records.read_benefit,
    EditionKind.QUESTION: records.read_question,
    EditionKind.DOCUMENT: records.read_document,
}


def draft_rows(kind: str, keys: Collection[str]) -> QuerySet[Any]:
    """The working rows of these records with all their parts."""
    model, parts = _PARTS[kind]
    found: QuerySet[Any] = model._default_manager.filter(pk__in=keys).prefetch_related(*parts)
    return found


def draft_of(kind: str, row: Any) -> Record:
    """The record that a working row stands for. Raises ValueError in English where it makes no valid record."""
    return _READERS[kind](row)


def draft_payloads(keys: Collection[Key]) -> dict[Key, Any]:
    """What the working rows say; None for those that make no valid record, nothing for those that are gone."""
    found: dict[Key, Any] = {}
    for kind in {kind for kind, _ in keys}:
        for row in draft_rows(kind, [key for of, key in keys if of == kind]):
            found[kind, row.pk] = _payload(kind, row)
    return found


def _payload(kind: str, row: Any) -> Any:
    try:
        return to_payload(draft_of(kind, row))
    except ValueError:
        return None
