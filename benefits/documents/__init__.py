"""Official documents as text: normalise a pasted text, split it into clauses, find quotations in it. Plain Python."""

from __future__ import annotations

from benefits.documents.model import Clause, Departments, Kind, Split
from benefits.documents.normalise import Normalised, Removal, normalise
from benefits.documents.payload import from_payload, to_payload
from benefits.documents.quotes import find_quote, locate, nearest
from benefits.documents.splitter import split

__all__ = [
    "Clause",
    "Departments",
    "Kind",
    "Normalised",
    "Removal",
    "Split",
    "find_quote",
    "from_payload",
    "locate",
    "nearest",
    "normalise",
    "split",
    "to_payload",
]
