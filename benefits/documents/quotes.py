"""Find a quotation in a text, and say what comes nearest when it is not there."""

from __future__ import annotations

from difflib import SequenceMatcher

from benefits.documents.model import Clause

#: Full-width ASCII forms and curly quotes have a half-width twin that texts use in their place.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans("“”‘’｡､", "\"\"''。、")


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where the quotation stands in the text, as (start, end), or None.

    It is looked for exactly, then without regard to white space and to half- or full-width punctuation.
    """
    if (start := text.find(quote)) >= 0 and quote:
        return start, start + len(quote)
    places = [place for place, character in enumerate(text) if not character.isspace()]
    wanted = _folded(quote)
    start = _folded(text).find(wanted)
    if start < 0 or not wanted:
        return None
    return places[start], places[start + len(wanted) - 1] + 1


def locate(clause: Clause, quote: str) -> tuple[Clause, tuple[int, int]] | None:
    """The clause, this one or one below it, whose text holds the quotation, and where in that text it stands."""
    for candidate in clause.walk():
        if span := find_quote(candidate.text, quote):
            return candidate, span
    return None


def nearest(text: str, quote: str) -> str:
    """The stretch of the text, about as long as the quotation, that is most like it; for messages about errors."""
    match = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    if not match.size:
        return ""
    start = max(0, match.a - match.b)
    return text[start : start + len(quote)]


def _folded(text: str) -> str:
    return "".join(text.split()).translate(_HALF_WIDTH)
