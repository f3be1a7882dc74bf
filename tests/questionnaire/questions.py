"""The project's own questions, read from their file, and households to ask them of."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from benefits.questionnaire.interview import Item, Page
from benefits.rules.facts import Form, Question
from benefits.rules.household import Household

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
    """A page that asks every fact of a question of these persons."""
    question = QUESTIONS[slug]
    return Page(question, tuple(Item(fact, person) for fact in question.facts for person in persons))


def both_parents(**family: bool | str) -> Household:
    return Household({"residence": "370102", "parents": "both", **family})
