"""A family's way through the questions, without a server: what it is asked, and what it has said by then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from benefits.questionnaire.changes import settled, with_topics
from benefits.questionnaire.interview import Interview
from benefits.questionnaire.page import Page
from benefits.rules.compile import Plan
from benefits.rules.facts import Form
from benefits.rules.household import Household
from benefits.rules.values import Ask
from tests.questionnaire.questions import FACTS, QUESTIONS
from tests.questionnaire.simulation.families import AS_OF, RandomFamily
from tests.questionnaire.simulation.records import everywhere, plan_for

TOO_MANY = 40


@dataclass(frozen=True)
class Step:
    """One page: the answers before it, and the rules that asked for it. Without a page, the results."""

    page: Page | None
    household: Household
    plan: Plan
    interview: Interview


def walk(family: RandomFamily) -> Iterator[Step]:
    """Each page that the family is shown, in order, and last its results."""
    said = Household()
    for _ in range(TOO_MANY):
        step = _beginning(said) if said.children is None else _step(said)
        yield step
        if step.page is None:
            return
        said = answered(family, step.page, said)


def _step(said: Household) -> Step:
    plan = plan_for(said)
    interview = Interview(plan, QUESTIONS.values(), said, AS_OF, everywhere)
    return Step(interview.next_page(), said, plan, interview)


def _beginning(said: Household) -> Step:
    """As _step; many families begin alike, and are looked at once."""
    key = repr(said)
    if key not in _beginnings:
        _beginnings[key] = _step(said)
    return _beginnings[key]


_beginnings: dict[str, Step] = {}


def answered(family: RandomFamily, page: Page, said: Household) -> Household:
    """What the family has said after a page, settled as the questionnaire does."""
    after = said
    if page.question.form is Form.CHILDREN:
        after = replace(said, children=family.children)
    else:
        for item in page.items:
            after = after.with_answer(item.fact.slug, item.person, family.answer(page, item))
        after = with_topics(after, FACTS, [Ask(item.fact.slug, item.person) for item in page.items])
    kept, _ = settled(said, after, FACTS, AS_OF)
    return kept
