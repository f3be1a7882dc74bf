"""Keeps working rows as they were read until what was decided on them is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from benefits import models as rows
from benefits.documents.official import OfficialDocument
from benefits.models.editions import EditionKind
from benefits.records.benefits import benefit_row
from benefits.records.documents import document_row
from benefits.records.questions import question_row
from benefits.rules.facts import Question
from benefits.rules.model import Benefit

_MODELS: Final[dict[str, Any]] = {
    EditionKind.BENEFIT: rows.Benefit,
    EditionKind.DOCUMENT: rows.Document,
    EditionKind.QUESTION: rows.Question,
}


def hold(keys: Iterable[tuple[str, str]]) -> None:
    """Let nobody else change these working records, by kind and id, until the transaction ends."""
    wanted = sorted(keys)
    for kind, model in _MODELS.items():
        ids = [key for of, key in wanted if of == kind]
        # Always in the same order, so that two who hold several never wait for each other.
        list(model._default_manager.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))


def claim(new: Sequence[Benefit | Question | OfficialDocument]) -> None:
    """Insert records that are new, without their parts.

    Raises IntegrityError if somebody has taken one of the ids since it was looked for; an upsert would overwrite it.
    """
    rows.Document.objects.bulk_create(document_row(one) for one in new if isinstance(one, OfficialDocument))
    rows.Question.objects.bulk_create(question_row(one) for one in new if isinstance(one, Question))
    rows.Benefit.objects.bulk_create(benefit_row(one) for one in new if isinstance(one, Benefit))
