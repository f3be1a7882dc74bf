"""How many pages ordinary families see in each region, from the first question to the results, these included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from benefits.questionnaire.changes import settled
from benefits.questionnaire.interview import Interview
from benefits.questionnaire.page import Page
from benefits.questionnaire.prospects import HORIZON
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.facts import FactType, Form
from benefits.rules.given import OF_ANY_CHILD
from benefits.rules.household import Answers, Household
from benefits.rules.terms import Force, Recipient
from benefits.rules.terms import Kind as Right
from benefits.rules.values import UNSURE, Known
from tests.questionnaire.questions import FACTS, QUESTIONS
from tests.questionnaire.simulation.families import AS_OF
from tests.questionnaire.simulation.records import everywhere, plan_for

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


NOTHING_SAID: Final = Household()


def pages(kind: Kind, home: str, said: Household = NOTHING_SAID) -> list[str]:
    """The pages that such a family sees from there on: each question, one for each child, and the results."""
    return [*_questions(kind, home, said), "results"]


def granted(kind: Kind, home: str, said: Household = NOTHING_SAID) -> set[str]:
    """What such a family is told at last that it has."""
    *_, (_, said) = _steps(kind, home, said)
    return {one.benefit.id for one in assess(plan_for(said), said, AS_OF) if one.verdict is Verdict.ELIGIBLE}


def lacking(kind: Kind, home: str) -> set[tuple[str, str]]:
    """What such a family's list still waits for: each right that binds, and the fact it lacks.

    Left out is what stands behind a topic that was not ticked, what opens later than in a year, and what
    can only be told once a child is born.
    """
    *_, (_, said) = _steps(kind, home)
    return {
        (one.benefit.id, ask.fact)
        for one in assess(plan_for(said), said, AS_OF)
        if _is_due(one) and not any(said.family.get(FACTS[ask.fact].topic) is False for ask in one.missing)
        for ask in one.missing
        if not ask.person.startswith("child:") or said.birth_of(int(ask.person[6:])) <= AS_OF
    }


def _is_due(finding: Finding) -> bool:
    """Whether it is a family's right, or may be one within a year."""
    benefit = finding.benefit
    binds = benefit.force in (Force.ENTITLEMENT, Force.REFERS_UP) and benefit.recipient is Recipient.FAMILY
    is_near = (finding.opens_on or AS_OF) <= HORIZON.after(AS_OF)
    return binds and benefit.kind is Right.BENEFIT and is_near


def _questions(kind: Kind, home: str, said: Household) -> Iterator[str]:
    for page, _ in _steps(kind, home, said):
        shown = len(kind.children) if page.question.form is Form.CHILDREN else 1
        yield from [page.question.slug] * max(shown, 1)


def _steps(kind: Kind, home: str, said: Household = NOTHING_SAID) -> Iterator[tuple[Page, Household]]:
    """Each page, and what the family has said after it."""
    while page := Interview(plan_for(said), QUESTIONS.values(), said, AS_OF, everywhere).next_page():
        said, _ = settled(said, _answered(kind, home, page, said), FACTS, AS_OF)
        yield page, said


def _answered(kind: Kind, home: str, page: Page, said: Household) -> Household:
    if page.question.form is Form.CHILDREN:
        listed = ({slug: child[slug] for slug in OF_ANY_CHILD if slug in child} for child in kind.children)
        return replace(said, children=tuple(listed))
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
