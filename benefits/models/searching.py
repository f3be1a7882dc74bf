"""Search by any characters in a row, by an ordinary index: PostgreSQL's own full text knows no Chinese words.

A text's *characters* are its single characters and all pairs of neighbours. What contains a word has all of the word's; the
database works them out itself, so that nothing has to be kept up to date.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField

FUNCTION = "benefits_characters"
"""Made by a migration; it must cut texts as `characters` does."""


def characters(text: str) -> set[str]:
    """The single characters of a text without blanks, and the pairs of neighbours."""
    folded = "".join(one.lower() if one.isascii() else one for one in text)
    pairs = {one + other for one, other in pairwise(folded)}
    return {one for one in {*folded, *pairs} if not any(character.isspace() for character in one)}


class Characters(Func):
    """The characters of a benefit's id, title and summary, as an array of texts."""

    function = FUNCTION

    def __init__(self, *columns: Any, **options: Any) -> None:
        columns = columns or (F("id"), F("title"), F("summary"))
        super().__init__(*columns, **{"output_field": ArrayField(TextField()), **options})
