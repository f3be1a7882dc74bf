"""Which pages a family is asked when it answers as it would: the questionnaire gone through from the start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from benefits.questionnaire.page import Page
from benefits.rules.facts import Form
from benefits.rules.given import OF_ANY_CHILD
from benefits.rules.household import Household
from benefits.rules.values import UNSURE

MOST: Final = 60
"""Pages after which it is given up; the longest way is less than half of it."""

NextPage = Callable[[Household], Page | None]


class Step(NamedTuple):
    """What is known, and the page that is put then; None when nothing is left to ask."""

    known: Household
    page: Page | None


def walk(next_page: NextPage, family: Household, known: Household) -> Iterator[Step]:
    """Every page that the family is asked, in order, and at last what it has then told; what it does not say is 不清楚."""
    for _ in range(MOST):
        page = next_page(known)
        yield Step(known, page)
        if page is None:
            return
        known = answered(known, page, family)


def answered(known: Household, page: Page, family: Household) -> Household:
    """What is known once the family has answered a page."""
    if page.question.form is Form.CHILDREN:
        listed = [{slug: child[slug] for slug in OF_ANY_CHILD if slug in child} for child in family.children or ()]
        return Household(known.family, known.mother, known.father, tuple(listed))
    for item in page.items:
        said = family.answers_of(item.person) or {}
        known = known.with_answer(item.fact.slug, item.person, said.get(item.fact.slug, UNSURE))
    return known
