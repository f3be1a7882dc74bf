"""Marks that a clause grants nothing: where the clause goes they stay, and wait for its words to come back."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Concat

from benefits.models import Clause, NothingGranted

_SOURCE = Concat("number", "text")


def set_aside(clauses: QuerySet[Clause]) -> None:
    """Take the marks off clauses that are about to go, and keep the words that they were about."""
    words = Clause.objects.filter(pk=OuterRef("clause")).values(source=_SOURCE)
    NothingGranted.objects.filter(clause__in=clauses).update(words=Subquery(words), clause=None)


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
