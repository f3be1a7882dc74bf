"""The citations of a record side by side with the clauses: what is quoted, marked in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benefits.documents import Clause, locate
from benefits.documents.official import OfficialDocument
from benefits.rules.model import Benefit, Citation
from benefits.rules.terms import Status
from benefits.words.labels import label


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a clause; ``quoted`` if the record quotes it."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A citation, and the clause it names; without text where the document is not held or the clause not found."""

    citation: Citation
    title: str
    status: str
    in_force: bool
    clause: tuple[Passage, ...]
    found: bool


def beside(benefit: Benefit, document_of: Callable[[str], OfficialDocument | None]) -> list[Beside]:
    """Every citation of a record with its clause."""
    return [_beside(citation, document_of(citation.document)) for citation in benefit.citations]


def _beside(citation: Citation, document: OfficialDocument | None) -> Beside:
    clause = document.clause(citation.clause) if document and citation.clause else None
    place = locate(clause, citation.quote) if clause else None
    holder = place[0] if place else clause
    return Beside(
        citation,
        document.title if document else citation.document,
        label(document.status) if document else "没有收录",
        document is not None and document.status is Status.IN_FORCE,
        tuple(_passages(holder, place[1] if place else (0, 0))) if holder else (),
        place is not None,
    )


def _passages(clause: Clause, span: tuple[int, int]) -> Iterator[Passage]:
    text, (start, end) = clause.text, span
    pieces = (
        Passage(text[:start], quoted=False),
        Passage(text[start:end], quoted=True),
        Passage(text[end:], quoted=False),
    )
    yield from (piece for piece in pieces if piece.text)
