"""Split a normalised document into a tree of clauses.

The lines are first given a `Mark` (what opens them) and a place (preamble, body, closing), then hung into a tree by
the rank of their marks, then named: anchors from the numbers themselves, labels as a citation writes them.
Where a document has lost its numbers, its titles stand in for them.
"""

from __future__ import annotations

from benefits.documents.model import Split
from benefits.documents.naming import name_clauses
from benefits.documents.normalise import normalise
from benefits.documents.outline import outline


def split(text: str, *, wrapped: bool = True) -> Split:
    """The clauses of a document.

    Any text is accepted, pasted or normalised: it is normalised here, and ``split(text).text`` is the outcome.
    ``wrapped`` says whether a line of it may end in the middle of a paragraph.
    """
    normalised = normalise(text, wrapped=wrapped).text
    return Split(name_clauses(outline(normalised.split("\n")))) if normalised else Split(())
