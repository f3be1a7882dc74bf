"""A document as it is read on its page: its clauses in order, with quoted words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from benefits.documents import Clause, locate
from benefits.documents.official import OfficialDocument
from benefits.rules.model import Benefit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause's text: ``part`` is *heading*, *body* or *departments*; ``marked`` if quoted."""

    text: str
    part: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause on the page. ``depth`` counts from 0; ``named`` says whether its label tells more than its number."""

    clause: Clause
    depth: int
    pieces: tuple[Piece, ...]
    granted: tuple[Benefit, ...] = ()

    @property
    def quoted(self) -> bool:
        """Whether some of its words are marked."""
        return any(piece.marked for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the table of contents, with the titled clauses directly in it."""

    clause: Clause
    sections: tuple[Clause, ...]


def passages(
    document: OfficialDocument, quoting: Benefit | None, granted: Mapping[str, tuple[Benefit, ...]]
) -> list[Passage]:
    """The document's clauses in reading order; the words that ``quoting`` cites are marked.

    ``granted`` gives the benefits that rest on a clause, by its anchor.
    """
    marks = quoted_spans(document, quoting) if quoting else {}
    return [
        Passage(clause, depth, tuple(_pieces(clause, marks.get(clause.anchor, ()))), granted.get(clause.anchor, ()))
        for clause, depth in _walk(document.split.clauses, 0)
    ]


def contents(document: OfficialDocument) -> list[Chapter]:
    """The table of contents: titled clauses of the two upper levels."""
    titled = (clause for clause in document.split.clauses if clause.title)
    return [Chapter(clause, tuple(child for child in clause.children if child.title)) for clause in titled]


def granted_by_clause(document: OfficialDocument, benefits: Iterable[Benefit]) -> dict[str, tuple[Benefit, ...]]:
    """The benefits that cite each clause of a document, by the anchor of the clause that holds the words."""
    found: dict[str, dict[str, Benefit]] = {}
    for benefit in benefits:
        for anchor in quoted_spans(document, benefit):
            found.setdefault(anchor, {})[benefit.id] = benefit
    return {anchor: tuple(by_id.values()) for anchor, by_id in found.items()}


def quoted_spans(document: OfficialDocument, benefit: Benefit) -> dict[str, list[Span]]:
    """Where the words stand that a benefit quotes from this document, by the anchor of their clause."""
    spans: dict[str, list[Span]] = {}
    for citation in benefit.citations:
        clause = document.clause(citation.clause) if citation.document == document.slug and citation.clause else None
        if clause and (place := locate(clause, citation.quote)):
            spans.setdefault(place[0].anchor, []).append(place[1])
    return spans


def _walk(clauses: Iterable[Clause], depth: int) -> Iterator[tuple[Clause, int]]:
    for clause in clauses:
        yield clause, depth
        yield from _walk(clause.children, depth + 1)


def _pieces(clause: Clause, marks: Iterable[Span]) -> Iterator[Piece]:
    """The text cut wherever its part or its marking changes."""
    heading = len(clause.heading)
    departments = heading + len(clause.body)
    marks = list(marks)
    cuts = sorted({0, heading, departments, len(clause.text), *(edge for mark in marks for edge in mark)})
    for start, end in pairwise(cuts):
        part = "heading" if start < heading else "body" if start < departments else "departments"
        marked = any(first <= start < last for first, last in marks)
        yield Piece(clause.text[start:end], part, marked)
