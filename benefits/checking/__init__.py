"""What keeps a record from being published, beyond what the schema sees: found in its surroundings.

Messages are for officers, in Chinese: each says what is wrong and what to do.
"""

from __future__ import annotations

from benefits.checking.benefits import check_benefit
from benefits.checking.given import missing_given
from benefits.checking.problems import Found, Problem, Surroundings, check_region
from benefits.checking.questions import check_question, facts_named
from benefits.documents.official import OfficialDocument
from benefits.rules.facts import Question
from benefits.rules.model import Benefit

__all__ = ["Problem", "Surroundings", "check", "facts_named", "missing_given"]


def check(record: Benefit | Question | OfficialDocument, around: Surroundings) -> list[Problem]:
    """All that is wrong with a record."""
    name = record.id if isinstance(record, Benefit) else record.slug
    return [Problem(name, loc, message) for loc, message in _found(record, around)]


def _found(record: Benefit | Question | OfficialDocument, around: Surroundings) -> Found:
    if isinstance(record, Benefit):
        return check_benefit(record, around)
    return check_question(record, around) if isinstance(record, Question) else check_region(record.region, around)
