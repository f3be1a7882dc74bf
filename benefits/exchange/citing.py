"""Who cites the clauses of a document that a file changes: the benefits of the file, and the working ones it leaves alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from benefits.documents import Clause, locate
from benefits.documents.official import OfficialDocument
from benefits.editions.publishing import Key
from benefits.exchange.working import Entry, MarkedDocument, name_of
from benefits.models import Citation
from benefits.rules.model import Benefit


class Words(NamedTuple):
    """A quotation with the clause that it names, and the title of its benefit."""

    clause: str
    quote: str
    title: str


def cited(document: str, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """The anchors of its clauses that benefits name which the file leaves alone, each with the benefit's title."""
    return [(one.clause, one.title) for one in _left_alone(document, entries)]


def quoted(document: OfficialDocument, entries: Sequence[Entry]) -> set[str]:
    """The anchors of the clauses whose words benefits quote, those of the file and those left alone."""
    found = (_holder(document, one) for one in (*_left_alone(document.slug, entries), *_own(document.slug, entries)))
    return {clause.anchor for clause in found if clause}


def torn(entries: Sequence[Entry], before: Mapping[Key, Entry]) -> list[str]:
    """The titles of benefits left alone that find their words now, and would not once these documents are written."""
    lost: dict[str, None] = {}
    for one in entries:
        held = before.get(name_of(one))
        if isinstance(one, MarkedDocument) and isinstance(held, MarkedDocument):
            for words in _left_alone(one.document.slug, entries):
                if _holder(held.document, words) and not _holder(one.document, words):
                    lost[words.title] = None
    return list(lost)


def _left_alone(document: str, entries: Iterable[Entry]) -> list[Words]:
    own = [one.id for one in entries if isinstance(one, Benefit)]
    rows = Citation.objects.filter(document=document, clause__isnull=False).exclude(benefit__in=own)
    return [Words(*row) for row in rows.values_list("clause__anchor", "quote", "benefit__title")]


def _own(document: str, entries: Iterable[Entry]) -> Iterator[Words]:
    for one in entries:
        if isinstance(one, Benefit):
            found = (citation for citation in one.citations if citation.document == document and citation.clause)
            yield from (Words(citation.clause, citation.quote, one.title) for citation in found)


def _holder(document: OfficialDocument, words: Words) -> Clause | None:
    """The clause that holds the words, at or below the one that is named."""
    named = document.clause(words.clause)
    place = locate(named, words.quote) if named else None
    return place[0] if place else None
