"""Documents with their clauses as rows and as records."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from benefits import models as rows
from benefits.documents import Split, from_payload, to_payload
from benefits.documents.official import OfficialDocument
from benefits.records.marks import bring_back, set_aside, set_aside_reworded
from benefits.records.rows import upsert
from benefits.rules.terms import Status


def read_document(row: rows.Document) -> OfficialDocument:
    """The record that the rows stand for. Raises ValueError in English where they make no valid record."""
    clauses = row.clauses.all()
    anchors = {clause.pk: clause.anchor for clause in clauses}
    same = ("anchor", "kind", "label", "number", "title", "text", "departments", "doubts")
    flat = [
        {name: getattr(clause, name) for name in same} | {"parent": anchors.get(clause.parent_id or 0)}
        for clause in clauses
    ]
    imprint = ("slug", "title", "number", "issuer", "date", "source_url")
    return OfficialDocument(
        region=row.region_id,
        status=Status(row.status),
        split=from_payload({"clauses": flat}),
        **{name: getattr(row, name) for name in imprint},
    )


@transaction.atomic
def write_document(document: OfficialDocument) -> rows.Document:
    """Bring the working rows to what the record says, clause by anchor; clauses that are gone stay until pruned."""
    row = upsert([document_row(document)])[0]
    set_aside_reworded(row.pk, document.split)
    write_clauses(row, document.split)
    return row


def document_row(document: OfficialDocument) -> rows.Document:
    """The row of a document, without its clauses."""
    same = ("slug", "title", "number", "issuer", "date", "status", "source_url")
    own = {name: getattr(document, name) for name in same} | {"source": document.split.text}
    return rows.Document(region_id=document.region, **own)


def write_clauses(document: rows.Document, split: Split) -> None:
    """Bring the clauses of a document to this split; those that stay keep their citations.

    By the end of the transaction they must be the document's ``source`` again, to the character.
    """
    payloads = to_payload(split)["clauses"]
    wanted = [_clause_row(document, place, one) for place, one in enumerate(payloads)]
    columns = ["position", "kind", "label", "number", "title", "text", "departments", "doubts"]
    written = rows.Clause.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["document", "anchor"], update_fields=columns
    )
    by_anchor = {clause.anchor: clause for clause in written}
    hung = dict(rows.Clause.objects.filter(document=document).values_list("anchor", "parent"))
    moved = []
    for payload in payloads:
        clause, parent = by_anchor[payload["anchor"]], by_anchor.get(payload["parent"])
        clause.parent = parent
        if hung.get(clause.anchor) != (parent and parent.pk):
            moved.append(clause)
    rows.Clause.objects.bulk_update(moved, ["parent"])
    bring_back(document.pk)


def prune_clauses(document: OfficialDocument) -> None:
    """Delete the rows of clauses that the document no longer has. Raises ProtectedError if one is still cited."""
    drop_clauses(document.slug, document.split)


def drop_clauses(document: str, split: Split) -> None:
    """Delete the clauses of a document that are not in this split; marks that they grant nothing wait for their words.

    Raises ProtectedError if one is still cited.
    """
    kept = [clause.anchor for clause in split.walk()]
    gone = rows.Clause.objects.filter(document=document).exclude(anchor__in=kept)
    set_aside(gone)
    gone.delete()
    bring_back(document)


def _clause_row(document: rows.Document, place: int, payload: dict[str, Any]) -> rows.Clause:
    own = {name: value for name, value in payload.items() if name != "parent"}
    return rows.Clause(document=document, position=place, **own)
