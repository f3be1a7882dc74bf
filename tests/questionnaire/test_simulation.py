"""Ten thousand families go through the questions: each page must be worth its while, and nothing left out."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from statistics import mean

import pytest

from benefits.questionnaire.page import Item, Page
from benefits.rules.facts import FactType, Form
from benefits.rules.situation import Situation
from benefits.rules.values import Unknown
from tests.questionnaire.questions import FACTS
from tests.questionnaire.simulation.families import RandomFamily
from tests.questionnaire.simulation.records import everywhere
from tests.questionnaire.simulation.usefulness import is_useful, undecided
from tests.questionnaire.simulation.walking import Step, walk

FAMILIES = 10_000
PARTS = 20
MOST_PAGES = 20
LOOKED_THROUGH = 4
"""Of so many families one is also looked through for what it was not asked, which takes as long as all its pages."""

_judged: dict[tuple[str, str], bool] = {}


def judged_useful(step: Step, page: Page) -> bool:
    """As is_useful; families that begin alike are looked at once."""
    key = (page.question.slug, repr(step.household))
    if key not in _judged:
        _judged[key] = is_useful(page, step.household, step.plan)
    return _judged[key]


def problems_of(family: RandomFamily) -> Iterator[str]:
    """What is wrong with the way this family is led."""
    steps = list(walk(family))
    pages = [(step, step.page) for step in steps if step.page]
    if len(pages) > MOST_PAGES:
        yield f"needs {len(pages)} pages: {[page.question.slug for _, page in pages]}"
    if steps[-1].page:
        yield "never comes to its results"
    yield from (f"needs not be asked {page.question.slug}" for step, page in pages if not judged_useful(step, page))
    asked = Counter((page.question.slug, item) for _, page in pages for item in page.items)
    yield from (
        f"is asked twice for {item.fact.slug} of {item.person}" for (_, item), times in asked.items() if times > 1
    )
    if family.number // PARTS % LOOKED_THROUGH == 0:
        yield from (f"is not asked for {item.fact.slug} of {item.person}" for item in left_out(steps[-1]))


def left_out(end: Step) -> list[Item]:
    """What was never asked, stands behind no topic left aside, and would still change something.

    Of a family that is not all local the places count too that only a place not named would bring.
    """
    situation = Situation(end.household, FACTS)
    said = end.household.family
    open_items = [
        item
        for question in end.interview.questions
        if question.form not in (Form.NONE, Form.CHILDREN)
        for item in end.interview.items(question)
        if item.fact.slug not in (end.household.answers_of(item.person) or {})
        and isinstance(situation.asked(item.fact.slug, item.person), Unknown)
        and (not item.fact.topic or said.get(item.fact.topic) is True)
    ]
    places = [] if said.get("all_here", True) is True else [i for i in open_items if i.fact.type is FactType.REGION]
    left = undecided(open_items, end.household, end.plan) + undecided(places, end.household, everywhere())
    return list(dict.fromkeys(left))


@pytest.fixture(autouse=True)
def collector_at_rest() -> Iterator[None]:
    """Nothing here is kept in circles, and looking for them takes a tenth of the time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_may_change_something_and_no_family_needs_too_many(part: int) -> None:
    found = {number: list(problems_of(RandomFamily(number))) for number in range(part, FAMILIES, PARTS)}
    assert {number: problems for number, problems in found.items() if problems} == {}


def test_progress_is_near_the_truth_and_never_says_that_all_is_done() -> None:
    ahead = []
    for number in range(0, FAMILIES, 25):
        pages = [step.interview.progress for step in walk(RandomFamily(number)) if step.page]
        ahead += [said - 100 * index / len(pages) for index, said in enumerate(pages)]
        assert max(pages) < 100
    assert max(ahead) <= 40
    assert abs(mean(ahead)) <= 10
