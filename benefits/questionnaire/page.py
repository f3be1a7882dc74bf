"""What a page of the questionnaire asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit


class Item(NamedTuple):
    """One fact of one person, to be asked on a page."""

    fact: Fact
    person: str


@dataclass(frozen=True, slots=True)
class Page:
    """One question with the persons and facts it is put for, and the benefits it decides."""

    question: Question
    items: tuple[Item, ...]
    decides: tuple[Benefit, ...] = ()
