"""Marks that a clause grants nothing: where the clause goes they stay, and wait for its words to come back."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Concat

from benefits.documents import Split
from benefits.models import Clause, NothingGranted

_TEXT = TextField()
_SOURCE = Concat("number", "text", output_field=_TEXT)


def set_aside(clauses: QuerySet[Clause]) -> None:
    """Take the marks off clauses that are about to go, and keep the words that they were about."""
    words = Clause.objects.filter(pk=OuterRef("clause")).values(source=_SOURCE)
    NothingGranted.objects.filter(clause__in=clauses).update(words=Subquery(words), clause=None)


def set_aside_reworded(document: str, split: Split) -> None:
    """Take the marks off clauses that are about to say something else under the same anchor."""
    words = {clause.anchor: clause.source for clause in split.walk()}
    marks = NothingGranted.objects.filter(document=document, clause__isnull=False)
    marked = marks.values_list("clause", "clause__anchor", Concat("clause__number", "clause__text", output_field=_TEXT))
    set_aside(Clause.objects.filter(pk__in=[key for key, anchor, said in marked if words.get(anchor, said) != said]))


def bring_back(document: str) -> None:
    """Put waiting marks on the clauses of a document that say the same words and have no mark."""
    waiting = NothingGranted.objects.filter(document=document, clause=None)
    if not waiting:
        return
    unmarked = Clause.objects.filter(document=document, nothing_granted=None).order_by("-position")
    free = dict(unmarked.values_list(_SOURCE, "pk"))
    for mark in waiting:
        clause = free.pop(mark.words, None)
        if clause is not None:
            mark.clause_id, mark.words = clause, ""
            mark.save(update_fields=["clause", "words"])
