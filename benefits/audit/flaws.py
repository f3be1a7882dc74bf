"""What a check of the content finds: flaws, each with a code, the record, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Which check found it."""

    RECORD = "record"
    NO_PLACE = "no-place"
    UNREACHABLE = "unreachable"
    DEAD_AWARD = "dead-award"
    DEAD_ALTERNATIVE = "dead-alternative"
    NEEDLESS_ROW = "needless-row"
    AWARD_GAP = "award-gap"
    UNASKED_FACT = "unasked-fact"
    OVERLAP = "overlap"
    RELATION = "relation"
    UNUSED_FIGURE = "unused-figure"
    UNWRITTEN_FIGURE = "unwritten-figure"
    UNWRITTEN_WORD = "unwritten-word"
    UNCITED_CLAUSE = "uncited-clause"
    COVERAGE = "coverage"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing that is wrong, or that somebody must have looked at.

    ``record`` is the id of a benefit, fact or document; ``about`` is what of it: a figure, a field, a
    clause or another record. Code, record and about together name the flaw in the list of exceptions.
    """

    code: Code
    record: str
    about: str
    message: str

    @property
    def name(self) -> tuple[str, str, str]:
        """By what an exception refers to it."""
        return self.code.value, self.record, self.about
