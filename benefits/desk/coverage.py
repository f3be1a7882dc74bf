"""Which clauses of a document have benefits, which were marked as granting nothing, and which still wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from benefits import models as rows
from benefits.audit.coverage import Listed
from benefits.documents import Clause, locate
from benefits.documents.official import OfficialDocument
from benefits.models import Benefit, Citation, NothingGranted
from benefits.models import Clause as ClauseRow
from benefits.records import read_document


class Standing(StrEnum):
    """How a clause is accounted for. TITLE: it says nothing beyond its title."""

    GRANTS = "grants"
    NOTHING = "nothing"
    WAITING = "waiting"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Covered:
    """One clause of a document, with the benefits that quote it, or the mark that it grants nothing."""

    clause: Clause
    key: int
    benefits: tuple[Benefit, ...]
    mark: NothingGranted | None

    @property
    def standing(self) -> Standing:
        """What to tell of it; words that a benefit quotes outweigh a mark."""
        if self.benefits:
            return Standing.GRANTS
        if self.mark:
            return Standing.NOTHING
        return Standing.WAITING if self.clause.body.strip() else Standing.TITLE


@dataclass(frozen=True, slots=True)
class Unread:
    """How many clauses of a document nobody has dealt with, and how many the splitter doubts."""

    slug: str
    waiting: int
    doubtful: int


class CoverageError(ValueError):
    """A clause that cannot be marked; the message, in Chinese, says why."""


def coverage(row: rows.Document) -> list[Covered]:
    """Every clause of a document, in reading order."""
    document = read_document(row)
    keys = dict(ClauseRow.objects.filter(document=row).values_list("anchor", "pk"))
    marks = {mark.clause_id: mark for mark in NothingGranted.objects.filter(document=row, clause__isnull=False)}
    quoting = _quoting(document, row.citations.filter(clause__isnull=False).select_related("clause", "benefit"))
    return [
        Covered(clause, keys[clause.anchor], tuple(quoting.get(clause.anchor, ())), marks.get(keys[clause.anchor]))
        for clause in document.split.walk()
    ]


def unread(slugs: Iterable[str]) -> list[Unread]:
    """What is left to do in each of these documents, as their working clauses stand."""
    return [_unread(row) for row in rows.Document.objects.filter(slug__in=slugs).order_by("slug")]


def _unread(row: rows.Document) -> Unread:
    clauses = coverage(row)
    waiting = sum(one.standing is Standing.WAITING for one in clauses)
    return Unread(row.slug, waiting, sum(bool(one.clause.doubts) for one in clauses))


def _quoting(document: OfficialDocument, citations: Iterable[Citation]) -> dict[str, list[Benefit]]:
    """The benefits by the anchor of the clause that holds the words they quote."""
    found: dict[str, list[Benefit]] = {}
    for citation in citations:
        clause = document.split.at(citation.clause.anchor) if citation.clause else None
        place = locate(clause, citation.quote) if clause else None
        benefits = found.setdefault(place[0].anchor, []) if place else []
        if citation.benefit not in benefits:
            benefits.append(citation.benefit)
    return found


@transaction.atomic
def mark_nothing(row: rows.Document, key: int, reason: str, by: str) -> NothingGranted:
    """Note that a clause grants nothing, and why; a second mark replaces the first. Raises CoverageError."""
    rows.Document.objects.select_for_update().get(pk=row.pk)
    found = next((one for one in coverage(row) if one.key == key), None)
    if found is None:
        raise CoverageError("这一条已经不在了，请重新打开页面。")
    if found.standing is Standing.GRANTS:
        raise CoverageError(f"{found.clause.label}已有福利引用，不能标为没有待遇。")
    if not reason.strip():
        raise CoverageError(f"{found.clause.label}：请写为什么没有待遇。")
    given = {"document": row, "reason": reason.strip(), "by": by}
    mark, _ = NothingGranted.objects.update_or_create(clause_id=key, defaults=given)
    return mark


def unmark(row: rows.Document, key: int) -> None:
    """Take the mark away, so that the clause waits again."""
    NothingGranted.objects.filter(document=row, clause=key).delete()


def waiting_marks(document: str) -> list[NothingGranted]:
    """The marks of a document whose clauses are not there now; they come back with the words."""
    return list(NothingGranted.objects.filter(document=document, clause=None))


def seed_marks(lists: Mapping[str, Listed], by: str) -> None:
    """The first marks of documents that have none yet, from the lists of clauses that grant nothing."""
    unmarked = rows.Document.objects.filter(slug__in=lists).exclude(clauses__nothing_granted__isnull=False)
    clauses = ClauseRow.objects.filter(document__in=unmarked)
    NothingGranted.objects.bulk_create(
        NothingGranted(
            document_id=clause.document_id, clause=clause, reason=lists[clause.document_id].nothing[clause.label], by=by
        )
        for clause in clauses
        if clause.label in lists[clause.document_id].nothing
    )
