"""What a reviewer waits for: the impact of one change on a hundred reference households."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from statistics import median
from time import process_time
from typing import Final

from benefits.checking.content import Content, from_fixtures
from benefits.editions.catalogue import with_ancestors
from benefits.references.families import Reference, read_references
from benefits.review.asking import asking
from benefits.review.guarding import newly_broken
from benefits.review.impact import affected, impact
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.facts import Question
from benefits.rules.model import Benefit, Condition
from benefits.rules.terms import Operator, Whose
from tests.bench.content import FIXTURES
from tests.bench.measuring import Line

HOUSEHOLDS: Final = 100
LIMIT: Final = 2.0
CHANGED: Final = "jinan-childrearing-600"


class Offer:
    """Some records as parents would see them, straight from the fixtures."""

    def __init__(self, content: Content, benefits: Iterable[Benefit], questions: Iterable[Question] = ()) -> None:
        self.content, self.benefits = content, tuple(benefits)
        self._questions = tuple(sorted(questions or content.questions, key=lambda one: (one.order, one.slug)))
        self._facts = {fact.slug: fact for question in self._questions for fact in question.facts}
        self._plan = cache(self._compiled)

    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return self._questions

    def plan_for(self, places: Iterable[str]) -> Plan:
        """The rules of these regions and of all above them."""
        above = frozenset(with_ancestors(places))
        return self._plan(frozenset(one.region for one in self.benefits if one.region in above))

    def _compiled(self, regions: Collection[str]) -> Plan:
        chosen = (one for one in self.benefits if one.region in regions)
        return compile_plan(chosen, self._facts, self.content.statuses)


def narrowed(one: Benefit) -> Benefit:
    """The record with a condition more, which moves verdicts and questions."""
    return replace(one, conditions=(*one.conditions, Condition("hpf", Operator.IS, True, whose=Whose.MOTHER)))


def a_hundred(content: Content) -> list[Reference]:
    """So many reference households, some of them twice."""
    references = read_references(FIXTURES / "households", content)
    return (references * (HOUSEHOLDS // len(references) + 1))[:HOUSEHOLDS]


def lines() -> Iterator[Line]:
    """The seconds of one review as its page makes it, then of one that concerns every household."""
    content = from_fixtures(FIXTURES)
    every = a_hundred(content)
    region = content.by_id[CHANGED].region
    concerned = affected(every, {region})
    after = [narrowed(one) if one.id == CHANGED else one for one in content.benefits]
    held = Offer(content, content.benefits)
    _seconds(held, Offer(content, after), every)
    measured = {
        f"the first after a publication, {len(concerned)} concerned": (None, concerned, LIMIT),
        f"those that follow, {len(concerned)} concerned": (held, concerned, LIMIT),
        "the first, if all were concerned": (None, every, None),
        "those that follow, if all were concerned": (held, every, LIMIT),
    }
    for what, (before, households, limit) in measured.items():
        taken = median(
            _seconds(before or Offer(content, content.benefits), Offer(content, after), households) for _ in range(3)
        )
        yield Line(
            f"review of a change, {HOUSEHOLDS} reference households: {what}",
            f"{taken:.2f} s",
            f"< {limit:g} s" if limit else "",
            taken < limit if limit else None,
        )


def _seconds(before: Offer, after: Offer, references: Sequence[Reference]) -> float:
    start = process_time()
    impact(before, after, references, lambda code: code)
    asking(before, after, references)
    newly_broken(before, after, references)
    return process_time() - start
