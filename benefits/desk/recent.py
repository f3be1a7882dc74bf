"""What was done lately, with the titles of the records instead of their ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from benefits.desk.witness import ACCOUNT
from benefits.models import Benefit, Deed, Document, Question, ReferenceHousehold

_TITLED = {
    "benefit": (Benefit, "title"),
    "document": (Document, "title"),
    "question": (Question, "heading"),
    "referencehousehold": (ReferenceHousehold, "title"),
}
"""By kind of record as deeds name it, the working rows and the field that says what one is called."""


@dataclass(frozen=True)
class Step:
    """Something that an account did: when, in a word, and to what; ``address`` is empty where no page shows it."""

    at: datetime
    what: str
    title: str
    address: str


def titled(deeds: QuerySet[Deed]) -> QuerySet[Deed]:
    """The deeds, each with ``title``: what the record is called now, empty if it is gone or has no title."""
    whens = [
        When(kind=kind, then=Subquery(model._default_manager.filter(pk=OuterRef("key")).values(field)[:1]))
        for kind, (model, field) in _TITLED.items()
    ]
    annotated: QuerySet[Deed] = deeds.annotate(
        title=Coalesce(Case(*whens, default=Value(""), output_field=CharField()), Value(""))
    )
    return annotated


def recent(account: str, count: int) -> Iterator[Step]:
    """What an account, by name, did last, the latest first; at most so many."""
    for deed in titled(Deed.objects.filter(account=account))[:count]:
        yield Step(deed.at, deed.get_what_display(), _title(deed), _address(deed))


def _title(deed: Any) -> str:
    named: str = deed.title or str(deed.detail.get("note", ""))
    return named or ("" if deed.kind == ACCOUNT and deed.key == deed.account else deed.key)


def _address(deed: Any) -> str:
    there = deed.title or deed.kind == "correction"
    return reverse(f"admin:benefits_{deed.kind}_change", args=[deed.key]) if there else ""
