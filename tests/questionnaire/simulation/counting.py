"""How many pages ordinary families see in each region, from the first question to the results, these included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from benefits.questionnaire.changes import settled
from benefits.questionnaire.interview import Interview
from benefits.questionnaire.page import Page
from benefits.rules.facts import FactType, Form
from benefits.rules.household import Answers, Household
from benefits.rules.values import UNSURE, Known
from tests.questionnaire.questions import FACTS, QUESTIONS
from tests.questionnaire.simulation.families import AS_OF
from tests.questionnaire.simulation.records import plan_for

REGIONS: Final = {"临清": "371581", "临汾": "141002", "陆河": "441523", "济南": "370102", "乡宁": "141029"}

ONE: Final[Answers] = {"birth": date(2025, 5, 1), "care": "home"}
SCHOOLCHILD: Final[Answers] = {"birth": date(2018, 9, 3), "care": "school"}
EXPECTED: Final[Answers] = {"birth": date(2026, 10, 9)}
LOST: Final[Answers] = {"birth": date(1988, 3, 2), "deceased": True}
WORKING: Final[Answers] = {"work": "employee", "insurance": "maternity"}


@dataclass(frozen=True)
class Kind:
    """Families of one kind: their children, what both parents and the family say, and how many pages are enough."""

    children: tuple[Answers, ...]
    most: int
    parent: Answers = field(default_factory=lambda: WORKING)
    family: Answers = field(default_factory=dict)


def _retired(born: int) -> dict[str, Known]:
    return {"work": "retired_enterprise", "insurance": "maternity", "age_date": date(born, 3, 1), "care_level": "semi"}


BEREAVED: Final[Answers] = {"topic_fp": True, "fp_special": "died", "onlychild_pre2016": True}
KINDS: Final = {
    "one child": Kind((ONE,), 10),
    "two children": Kind((SCHOOLCHILD, ONE), 12),
    "expecting a first child": Kind((EXPECTED,), 12),
    "expecting a second child": Kind((SCHOOLCHILD, EXPECTED), 12),
    "bereaved, over sixty": Kind((LOST,), 11, _retired(1962), BEREAVED),
    "bereaved, below sixty": Kind((LOST,), 11, _retired(1970), BEREAVED),
}


def pages(kind: Kind, home: str) -> list[str]:
    """The pages that such a family sees: each question, one for each child, and the results."""
    return [*_questions(kind, home), "results"]


def _questions(kind: Kind, home: str) -> Iterator[str]:
    said = Household()
    while page := Interview(plan_for(said), QUESTIONS.values(), said, AS_OF).next_page():
        shown = len(kind.children) if page.question.form is Form.CHILDREN else 1
        yield from [page.question.slug] * max(shown, 1)
        said, _ = settled(said, _answered(kind, home, page, said), FACTS, AS_OF)


def _answered(kind: Kind, home: str, page: Page, said: Household) -> Household:
    if page.question.form is Form.CHILDREN:
        return replace(said, children=kind.children)
    for item in page.items:
        said = said.with_answer(item.fact.slug, item.person, _answer(kind, home, item.fact.slug, item.person))
    return said


def _answer(kind: Kind, home: str, slug: str, person: str) -> Known:
    """What the kind says; else that it is nothing out of the ordinary."""
    said: dict[str, Known] = {
        "residence": home,
        "parents": "both",
        "couple": "married",
        "all_here": True,
        **kind.family,
        **kind.parent,
    }
    if person.startswith("child:"):
        said |= kind.children[int(person[6:])]
    return said.get(slug, False if FACTS[slug].type is FactType.YESNO else UNSURE)
