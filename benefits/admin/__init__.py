"""The officers' desk: all working records, to be seen, edited and published; editions and the log, to be seen."""

from __future__ import annotations

from benefits.admin import (
    accounts,
    benefits,
    corrections,
    deeds,
    documents,
    editions,
    proposals,
    questions,
    references,
    regions,
)

__all__ = [
    "accounts",
    "benefits",
    "corrections",
    "deeds",
    "documents",
    "editions",
    "proposals",
    "questions",
    "references",
    "regions",
]
