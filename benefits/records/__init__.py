"""Working rows and the records they stand for: each is made from the other, and nothing is lost on the way.

Writing is by id: a record replaces the rows that have its id. All of it is in bulk, since seeding
writes hundreds at once.
"""

from __future__ import annotations

from benefits.records.benefits import cited_as, read_benefit, write_benefit, write_benefits
from benefits.records.documents import drop_clauses, prune_clauses, read_document, write_clauses, write_document
from benefits.records.holding import claim, hold
from benefits.records.questions import prune_facts, read_question, write_questions

__all__ = [
    "cited_as",
    "claim",
    "drop_clauses",
    "hold",
    "prune_clauses",
    "prune_facts",
    "read_benefit",
    "read_document",
    "read_question",
    "write_benefit",
    "write_benefits",
    "write_clauses",
    "write_document",
    "write_questions",
]
