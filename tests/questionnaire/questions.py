"""The project's own questions, read from their file, and households to ask them of."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from benefits.questionnaire.page import Item, Page
from benefits.rules.facts import Fact, Form, Holder, Question
from benefits.rules.household import Household
from benefits.rules.values import PARENTS

_FILE = Path(__file__).parents[2] / "fixtures" / "questions.yaml"

QUESTIONS = {
    question.slug: question
    for question in TypeAdapter(tuple[Question, ...]).validate_python(
        yaml.safe_load(_FILE.read_text(encoding="utf-8"))["questions"]
    )
}
ASKABLE = sorted(slug for slug, question in QUESTIONS.items() if question.form is not Form.NONE)
FACTS = {fact.slug: fact for question in QUESTIONS.values() for fact in question.facts}


def page(slug: str, *persons: str) -> Page:
    """A page that asks of these persons whatever a question asks of such as they are."""
    question = QUESTIONS[slug]
    return Page(question, tuple(Item(fact, one) for fact in question.facts for one in persons if _fits(fact, one)))


def _fits(fact: Fact, person: str) -> bool:
    if person in PARENTS:
        return fact.holder in (Holder.PARENT, Holder.MOTHER)
    return fact.holder is Holder(person.partition(":")[0])


def both_parents(**family: bool | str) -> Household:
    return Household({"residence": "370102", "parents": "both", **family})
