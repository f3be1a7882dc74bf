"""Changes to a document's clauses: the text stays whole, and whoever cites a clause still finds the words.

Citations of drafts move along to the clause that then holds their words; what parents already see is not torn from its
clause.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from benefits.content.schema import benefit_from_payload
from benefits.desk.authorship import sign
from benefits.documents import Clause, Split, locate, to_payload
from benefits.documents.editing import EditingError, check_whole, reword
from benefits.documents.official import OfficialDocument
from benefits.models import Citation, Document, Publication
from benefits.models import Clause as ClauseRow
from benefits.models.editions import EditionKind
from benefits.records import drop_clauses, read_document, write_clauses
from benefits.rules.model import Benefit

_STALE = "别人刚改过这份文件的条款。下面是最新的样子，请看过再改。"

Change = Callable[[Split, frozenset[str]], Split]
"""A change of a split; the anchors are those of clauses whose labels others name, and which keep them."""


class StaleOutlineError(EditingError):
    """Somebody else has changed the clauses since the page was opened."""


def state_of(split: Split) -> str:
    """What a page sends back, so that a change is only made to what its officer saw."""
    return hashlib.sha256(json.dumps(to_payload(split), ensure_ascii=False).encode()).hexdigest()[:16]


@transaction.atomic
def change_outline(slug: str, state: str, change: Change, *, by: str, on: date) -> Split:
    """Make a change to the clauses of a document, as it was when its state was read. Raises EditingError.

    ``by`` is the account, ``on`` today.
    """
    row = Document.objects.select_for_update().get(pk=slug)
    before = read_document(row)
    if state_of(before.split) != state:
        raise StaleOutlineError(_STALE)
    published = _published_benefits(slug, on)
    after = change(before.split, cited_anchors(before, published))
    check_whole(after, row.source or before.split.text)
    _refuse_torn(before, after, published)
    moves = _moves(row, before, after)
    _write(row, after, moves, by)
    return after


@transaction.atomic
def correct_text(slug: str, state: str, anchor: str, text: str, *, by: str, on: date) -> list[str]:
    """Put a clause's text right, and with it the document's. Raises EditingError.

    Answers the titles of the benefits that quoted what is there no more: their quotations are put right next.
    """
    row = Document.objects.select_for_update().get(pk=slug)
    before = read_document(row)
    if state_of(before.split) != state:
        raise StaleOutlineError(_STALE)
    after = reword(before.split, anchor, text)
    row.source = after.text
    _write(row, after, (), by)
    drafts = row.citations.filter(clause__isnull=False).select_related("clause", "benefit")
    quoting = [(one.benefit.title, one.clause.anchor, one.quote) for one in drafts if one.clause]
    lost = [
        title
        for title, place, quote in quoting
        if _finds(before.split, place, quote) and not _finds(after, place, quote)
    ]
    return list(dict.fromkeys([*lost, *_torn(before, after, _published_benefits(slug, on))]))


def cited_anchors(document: OfficialDocument, published: Iterable[Benefit]) -> frozenset[str]:
    """The clauses that some benefit cites, published or as a draft."""
    drafts = Citation.objects.filter(document=document.slug, clause__isnull=False)
    named = (document.clause(reference) for benefit in published for reference in _references(benefit, document.slug))
    return frozenset(drafts.values_list("clause__anchor", flat=True)) | {one.anchor for one in named if one}


def _published_benefits(slug: str, on: date) -> list[Benefit]:
    """The benefits in force, on that day or later, that cite the document."""
    log = Publication.objects.of_kind(EditionKind.BENEFIT)
    citing = {"edition__payload__citations__contains": [{"document": slug}]}
    found = {row.pk: row for rows in (log.as_of(on=on), log.as_of()) for row in rows.filter(**citing)}
    return [benefit_from_payload(row.edition.payload) for row in found.values()]


def _references(benefit: Benefit, slug: str) -> list[str]:
    return [one.clause for one in benefit.citations if one.document == slug and one.clause]


def _refuse_torn(before: OfficialDocument, after: Split, published: Iterable[Benefit]) -> None:
    """Raises EditingError if a published benefit would no longer find the words that it quotes."""
    if torn := _torn(before, after, published):
        raise EditingError(f"已发布的福利引用着这一条，这样改以后就找不到引文了：{'、'.join(torn)}。没有保存。")


def _torn(before: OfficialDocument, after: Split, published: Iterable[Benefit]) -> list[str]:
    """The titles of the benefits that found their words before and would not after."""
    torn = {
        benefit.title: None
        for benefit in published
        for one in benefit.citations
        if one.document == before.slug
        and one.clause
        and _finds(before.split, one.clause, one.quote)
        and not _finds(after, one.clause, one.quote)
    }
    return list(torn)


def _finds(split: Split, reference: str, quote: str) -> bool:
    clause = split.find(reference) or split.at(reference)
    return clause is not None and locate(clause, quote) is not None


@dataclass(frozen=True, slots=True)
class _Move:
    """A citation that goes along with its words to another clause."""

    citation: Citation
    anchor: str


def _moves(row: Document, before: OfficialDocument, after: Split) -> list[_Move]:
    """Which citations of drafts move where. Raises EditingError, naming the benefits, if words are torn apart."""
    moves: list[_Move] = []
    torn: dict[str, None] = {}
    citations = row.citations.filter(clause__isnull=False).select_related("clause", "benefit")
    for citation in citations:
        assert citation.clause is not None  # noqa: S101 - by the filter
        anchor = citation.clause.anchor
        now, then = after.at(anchor), before.split.at(anchor)
        if now and (locate(now, citation.quote) or not (then and locate(then, citation.quote))):
            continue
        holder = _holder(after, citation.quote)
        if holder is None:
            torn[citation.benefit.title] = None
        else:
            moves.append(_Move(citation, holder.anchor))
    if torn:
        raise EditingError(f"有福利引用着这里的话，这样改会把引文拆开：{'、'.join(torn)}。请先改它们的引文。没有保存。")
    return moves


def _holder(split: Split, quote: str) -> Clause | None:
    """The first clause whose own text holds the words."""
    return next((found[0] for clause in split.clauses if (found := locate(clause, quote))), None)


def _write(row: Document, after: Split, moves: Collection[_Move], by: str) -> None:
    write_clauses(row, after)
    row.changed_by = by
    row.save(update_fields=["source", "changed", "changed_by"])
    keys = dict(ClauseRow.objects.filter(document=row).values_list("anchor", "pk"))
    for move in moves:
        Citation.objects.filter(pk=move.citation.pk).update(clause=keys[move.anchor])
    # A benefit that cites another clause now is another record, whoever wrote the rest of it.
    sign(by, "benefit", {move.citation.benefit_id for move in moves})
    drop_clauses(row.pk, after)
