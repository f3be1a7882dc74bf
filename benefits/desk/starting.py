"""A benefit begun from a clause: document, region, departments and the words that were picked are filled in already.

The address names the clause and the picked sentences by number, since the words themselves would make it too long.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import HttpRequest

from benefits.desk.permissions import can_write, rights_of
from benefits.desk.scopes import readable
from benefits.documents.editing import cuts
from benefits.models import Clause
from benefits.records import cited_as

CLAUSE, SENTENCE = "from_clause", "sentence"
"""The names of the two in the address."""

LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Start:
    """What a new benefit's form says already: ``fields`` of the benefit, ``citation`` of its first citation."""

    fields: dict[str, Any]
    citation: dict[str, Any]


def sentences(text: str) -> list[str]:
    """The sentences of a clause's own text, which together are the text."""
    edges = [0, *cuts(text), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def start_of(request: HttpRequest) -> Start | None:
    """What the address says a new benefit begins from; None if it names no clause that the account can read."""
    key = request.GET.get(CLAUSE, "")
    clauses = Clause.objects.select_related("document")
    clause = readable(clauses, rights_of(request.user)).filter(pk=key).first() if _is_key(key) else None
    if clause is None:
        return None
    quote = _quote(clause, [int(one) for one in request.GET.getlist(SENTENCE) if _is_key(one)])
    departments = clause.departments or {}
    fields: dict[str, Any] = {
        "title": clause.title[:LONGEST_TITLE],
        "lead": departments.get("lead", []),
        "others": departments.get("others", []),
    }
    region = clause.document.region_id
    if can_write(request.user, region):
        fields["region"] = region
    citation = {"document": clause.document_id, "clause": cited_as(clause), "quote": quote, "position": 0}
    return Start(fields, citation)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _quote(clause: Clause, picked: list[int]) -> str:
    """The words from the first to the last sentence picked; nothing if none of them exists."""
    found = sentences(clause.text)
    there = [number for number in picked if number < len(found)]
    return "".join(found[min(there) : max(there) + 1]).strip() if there else ""
