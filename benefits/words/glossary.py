"""Official terms, explained where a family first meets them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from benefits.rules.model import Benefit

_FILE: Final = Path(__file__).with_name("glossary.yaml")


class Term(NamedTuple):
    """An official term and what it means."""

    term: str
    means: str


@cache
def glossary() -> tuple[Term, ...]:
    """All terms that are explained. Raises TypeError if an entry has other fields."""
    return tuple(Term(**entry) for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def terms_of(benefit: Benefit) -> tuple[Term, ...]:
    """The terms that a record uses where it speaks to families."""
    return terms_in(benefit.title, benefit.summary, benefit.note, benefit.how, benefit.deadline)


def terms_in(*texts: str) -> tuple[Term, ...]:
    """The terms that these words hold, without those that a longer term of them contains."""
    held = "\n".join(texts)
    found = [one for one in glossary() if one.term in held]
    return tuple(one for one in found if not any(one.term != other.term and one.term in other.term for other in found))
