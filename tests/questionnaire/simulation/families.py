"""Families as they may be: each is made from its number, and answers as it likes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from benefits.questionnaire.page import Item, Page
from benefits.rules.facts import Fact, FactType
from benefits.rules.household import Answers
from benefits.rules.values import UNSURE, Known

AS_OF: Final = date(2026, 6, 1)
HOMES: Final = ("370102", "371581", "141002", "141029", "441523")
"""A place in each of the five regions with documents."""
ELSEWHERE: Final = ("110101", "440305", "990000")
NOT_SURE: Final = 0.12


@dataclass
class RandomFamily:
    """A family that is drawn by lot: where it lives, its children, the topics it ticks, and how it answers."""

    number: int
    lot: Random = field(init=False)
    home: str = field(init=False)
    parents: str = field(init=False)
    children: tuple[Answers, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.lot = Random(self.number)  # noqa: S311 - nothing here is secret
        self.home = HOMES[self.number % len(HOMES)] if self.number % 50 else ELSEWHERE[0]
        self.parents = self.lot.choices(("both", "mother", "father"), (6, 2, 1))[0]
        self.topics = self.lot.choice((0.0, 0.2, 0.2, 0.5, 1.0))
        self.local = self.lot.random() < 0.5
        self.children = self._children()

    def _children(self) -> tuple[Answers, ...]:
        """None to four, now and then twins, expected, adopted, of an earlier marriage, or dead."""
        births = [self._birth() for _ in range(self.lot.choices(range(5), (2, 6, 6, 3, 1))[0])]
        if births and self.lot.random() < 0.15:
            births[-1] = births[0]
        return tuple(sorted((self._child(birth) for birth in births), key=lambda child: str(child["birth"])))

    def _birth(self) -> date:
        """Mostly the last three years and the months of a pregnancy, where most depends on a day."""
        spans = ((-270, 0), (1, 1100), (1101, 6600), (6601, 16000))
        first, last = self.lot.choices(spans, (2, 5, 4, 1))[0]
        return AS_OF - timedelta(days=self.lot.randint(first, last))

    def _child(self, birth: date) -> Answers:
        relation = self.lot.choices(("ours", "adopted", "mothers", "fathers"), (12, 1, 1, 1))[0]
        gone = {"deceased": True} if birth <= AS_OF and self.lot.random() < 0.07 else {}
        return {"birth": birth, "relation": relation, **gone}

    def answer(self, page: Page, item: Item) -> Known:
        """What this family says to one item of a page."""
        settled: dict[str, Known] = {"residence": self.home, "parents": self.parents}
        if item.fact.slug in settled:
            return settled[item.fact.slug]
        if page.question.unsure and self.lot.random() < NOT_SURE:
            return UNSURE
        return self._said(item.fact)

    def _said(self, fact: Fact) -> Known:
        if fact.slug.startswith("topic_"):
            return self.lot.random() < self.topics
        if fact.slug == "all_here":
            return self.local
        if fact.type is FactType.YESNO:
            return self.lot.random() < 0.4
        if fact.type is FactType.REGION:
            return self.lot.choice((self.home, self.home, *HOMES, *ELSEWHERE))
        if fact.type is FactType.DATE:
            return AS_OF - timedelta(days=self.lot.choice((40, 400, 1200, 15000, 21800, 22000, 25000)))
        return self.lot.choice(fact.values)
