"""Where a benefit is written, for its card: the quoted clause, the document, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from benefits.documents import locate
from benefits.documents.official import OfficialDocument
from benefits.editions.catalogue import Catalogue
from benefits.rules.dates import add_months
from benefits.rules.model import Benefit, Citation
from benefits.rules.terms import Status
from benefits.words.chinese import day_words
from benefits.words.labels import label

OLD = 24
"""Months after which a document's standards want confirming."""

TONES = {Status.IN_FORCE: "ok", Status.DRAFT: "warn", Status.SUPERSEDED: "stop", Status.EXPIRED: "stop"}


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is named under its quotations; ``mark`` says in a word what ``warnings`` say at length."""

    slug: str
    href: str
    title: str
    number: str
    issued: str
    status: str
    tone: str
    warnings: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted of one clause, and the link to its place in the document.

    Where the text is not held, nothing is quoted and ``href`` leads to the official page, if known.
    """

    label: str
    href: str
    held: bool
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """One document with everything quoted from it."""

    source: Source
    quotes: tuple[Quoted, ...]


def cited(benefits: Iterable[Benefit], catalogue: Catalogue, as_of: date) -> tuple[Cited, ...]:
    """The citations of benefits that share a card, document by document, nothing twice."""
    by_document: dict[str, dict[Quoted, dict[str, None]]] = {}
    for benefit in benefits:
        for citation in benefit.citations:
            place = _place(citation, benefit, catalogue.document(citation.document))
            quotes = by_document.setdefault(citation.document, {}).setdefault(place, {})
            quotes.update({citation.quote: None} if citation.quote else {})
    return tuple(
        Cited(
            source(slug, catalogue, as_of),
            tuple(replace(place, quotes=tuple(quotes)) for place, quotes in places.items()),
        )
        for slug, places in by_document.items()
    )


def source(slug: str, catalogue: Catalogue, as_of: date) -> Source:
    """How a document is named, with its status and what to beware of."""
    document, href = catalogue.document(slug), reverse("benefits:document", args=[slug])
    if document is None:
        return Source(slug, href, "文件没有收录", "", "", "未收录", "warn", ("这份文件还没有收录，请向主管部门核实",))
    return Source(
        slug=slug,
        href=href,
        title=document.title,
        number=document.number,
        issued=day_words(document.date) if document.date else "没有写日期",
        status=label(document.status),
        tone=TONES[document.status],
        warnings=tuple(_warnings(document, catalogue, as_of)),
        mark=_mark(document, catalogue, as_of),
    )


def _mark(document: OfficialDocument, catalogue: Catalogue, as_of: date) -> str:
    """先核实 on an old document that nobody has held against its source; blank if its status says enough."""
    if document.status is not Status.IN_FORCE or _verified(document, catalogue):
        return ""
    old = document.date is None or add_months(document.date, OLD) <= as_of
    return "先核实" if old or not document.split.clauses else ""


def _verified(document: OfficialDocument, catalogue: Catalogue) -> date | None:
    issue = catalogue.edition_of_document(document.slug)
    return timezone.localdate(issue.verified_at) if issue and issue.verified_at else None


def _warnings(document: OfficialDocument, catalogue: Catalogue, as_of: date) -> Iterator[str]:
    verified = _verified(document, catalogue)
    if document.status is Status.DRAFT:
        yield "这是征求意见稿，还没有生效，内容可能会变"
    elif document.status is not Status.IN_FORCE:
        yield f"这份文件{label(document.status)}"
    elif verified:
        yield f"工作人员在{day_words(verified)}核实过"
    elif document.date is None:
        yield "文件没有写日期，请向主管部门核实现行标准"
    elif add_months(document.date, OLD) <= as_of:
        yield f"文件是{document.date.year}年发的，已经两年多，请向主管部门核实现行标准"
    if not document.split.clauses and not verified:
        yield "文件原文还没有收录，这里的内容没有核对过原文"


def _place(citation: Citation, benefit: Benefit, document: OfficialDocument | None) -> Quoted:
    if not citation.clause:
        return Quoted(citation.article, citation.url, held=False)
    clause = document.clause(citation.clause) if document else None
    place = locate(clause, citation.quote) if clause else None
    anchor = place[0].anchor if place else clause.anchor if clause else ""
    href = f"{reverse('benefits:document', args=[citation.document])}?{urlencode({'q': benefit.id})}"
    return Quoted(citation.clause, f"{href}#{anchor}" if anchor else href, held=True)
