"""What is measured: the records of 乡宁 and of all above it, and families, straight from the fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from benefits.content.schema import load_benefits, load_documents, load_questions
from benefits.questionnaire.interview import Interview
from benefits.questionnaire.page import Page
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.facts import Form, Question
from benefits.rules.household import Answers, Household
from benefits.rules.model import Benefit
from benefits.rules.values import UNSURE
from regions.codes import ancestors

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PLACE: Final = "141029"
AS_OF: Final = date(2024, 6, 1)


def benefits() -> list[Benefit]:
    """The benefits of 乡宁 and its ancestors."""
    places = {PLACE, *ancestors(PLACE)}
    files = sorted((FIXTURES / "benefits").glob("*.yaml"))
    return [one for file in files if file.name[:6] in places for one in load_benefits(file)]


def questions() -> list[Question]:
    """Every question with its facts."""
    return load_questions(FIXTURES / "questions.yaml")


def plan() -> Plan:
    """The rules of 乡宁 and its ancestors."""
    facts = {fact.slug: fact for question in questions() for fact in question.facts}
    documents = load_documents(FIXTURES / "documents" / "documents.yaml")
    return compile_plan(benefits(), facts, {document.slug: document.status for document in documents})


_FAMILY: Final[Answers] = {
    "residence": PLACE,
    "all_here": True,
    "parents": "both",
    "couple": "married",
    "topic_planning": True,
    "topic_housing": True,
    "topic_hardship": True,
    "topic_health": True,
    "topic_work": True,
    "topic_marrying": False,
    "topic_fp": False,
    "topic_elders": True,
    "buying": True,
    "renting": False,
    "public_rental": False,
    "in_public_rental": False,
    "rental_subsidy": False,
    "purchase_place": PLACE,
    "purchase_date": date(2024, 2, 1),
    "purchase_new": True,
    "dibao": False,
    "tekun": False,
    "tuopin": True,
    "difficulty": False,
}
_MOTHER: Final[Answers] = {
    "work": "employee",
    "insurance": "maternity",
    "hpf": True,
    "work_break": False,
    "hard_to_employ": False,
    "own_business": False,
    "researcher": False,
    "parent_60": True,
    "only_child": False,
    "parents_cert": False,
}
_FATHER: Final[Answers] = {
    "work": "flexible",
    "insurance": "resident",
    "hpf": False,
    "parent_60": True,
    "only_child": True,
    "parents_cert": True,
}


def _child(birth: date, **answers: bool | str) -> Answers:
    no: Answers = dict.fromkeys(("disabled", "defect", "orphan", "key_hardship", "child_tekun"), False)
    return {"birth": birth, "relation": "ours", "registered_2024": True, **no, **answers}


FAMILY_OF_FIVE: Final = Household(
    _FAMILY,
    _MOTHER,
    _FATHER,
    (
        _child(date(2014, 3, 9), care="school", sex="girl", enrolled_6m=True, difficult=False),
        _child(date(2021, 9, 20), care="inclusive", sex="boy", enrolled_6m=True, difficult=True),
        _child(date(2024, 3, 15), care="home", sex="girl", enrolled_6m=True, difficult=False),
    ),
)
"""Two parents and three children who have answered everything that could be asked of them."""


def families(number: int, on: date = AS_OF) -> Iterator[Household]:
    """So many different households: the family of five, as old on that day, with its children born on other days."""
    for index in range(number):
        shift = timedelta(days=index % 700)
        children = [
            {**child, "birth": _born(child) + (on - AS_OF) - shift * (1 + place)}
            for place, child in enumerate(_children())
        ]
        yield Household(_FAMILY, _MOTHER, {**_FATHER, "only_child": index % 2 == 0}, tuple(children))


def steps(plan: Plan, questions: Iterable[Question], family: Household, on: date) -> Iterator[tuple[Page, Household]]:
    """Every page that the family is asked, with what it has answered before; what it cannot say is 不清楚."""
    said = Household()
    while page := Interview(plan, questions, said, on).next_page():
        yield page, said
        if page.question.form is Form.CHILDREN:
            listed = [{slug: child[slug] for slug in ("birth", "relation")} for child in family.children or ()]
            said = Household(said.family, said.mother, said.father, tuple(listed))
        for item in page.items if page.question.form is not Form.CHILDREN else ():
            answers = family.answers_of(item.person) or {}
            said = said.with_answer(item.fact.slug, item.person, answers.get(item.fact.slug, UNSURE))


def _children() -> tuple[Answers, ...]:
    return FAMILY_OF_FIVE.children or ()


def _born(child: Answers) -> date:
    birth = child["birth"]
    assert isinstance(birth, date)
    return birth
