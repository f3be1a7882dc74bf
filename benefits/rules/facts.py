"""What can be known about a household: facts, and the questions that ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from benefits.rules.model import STRICT, Scalar, check_slug


class Holder(StrEnum):
    """Whose a fact is."""

    FAMILY = "family"
    PARENT = "parent"
    MOTHER = "mother"
    CHILD = "child"
    BIRTH = "birth"


class FactType(StrEnum):
    """What a fact's value is."""

    YESNO = "yesno"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    REGION = "region"


class How(StrEnum):
    """Asked by a question, derived from other facts, or an event that is only ever told."""

    ASKED = "asked"
    DERIVED = "derived"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a choice fact."""

    __pydantic_config__: ClassVar = STRICT

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class TakenAs:
    """When ``fact`` (of the same person, or the family) is one of ``among``, the value is ``value``.

    With ``same_as`` it is the value of that family fact instead: 户籍 is where the family lives
    once it said that everything is local.
    """

    __pydantic_config__: ClassVar = STRICT

    fact: str
    among: tuple[Scalar, ...]
    value: Scalar | None = None
    same_as: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.same_as):
            raise ValueError("taken_as gives either a value or same_as, not both or neither")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about the household.

    ``label`` is a short noun for lists of conditions. ``topic`` names the yes/no family fact that
    must be ticked before this one is asked; ``otherwise`` is the value that an unticked topic
    settles it to (blank: left aside, and offered again on the results). ``said`` is how a value reads
    in a sentence about somebody, with ``{}`` for the value: 户口在{}; ``changeable`` says that a family
    may bring such a value about, so that a refusal names it.
    """

    __pydantic_config__: ClassVar = STRICT

    slug: str
    holder: Holder
    type: FactType
    label: str
    how: How = How.ASKED
    options: tuple[Option, ...] = ()
    ask: str = ""
    topic: str = ""
    otherwise: Scalar | None = None
    said: str = ""
    changeable: bool = False
    taken_as: tuple[TakenAs, ...] = ()

    def __post_init__(self) -> None:
        check_slug(self.slug, "fact")
        if not self.label.strip():
            raise ValueError("label must not be empty")
        if (self.type is FactType.CHOICE) != bool(self.options):
            raise ValueError("a choice fact, and no other, lists its options")
        if self.otherwise is not None and not self.topic:
            raise ValueError("otherwise says what an unticked topic settles: it needs a topic")
        if self.changeable and not self.said:
            raise ValueError("said must give the words of a fact that is changeable")
        if self.type is FactType.REGION and self.said and "{}" not in self.said:
            raise ValueError("said must hold {} for the place")

    @property
    def values(self) -> tuple[str, ...]:
        """The values a choice may take."""
        return tuple([option.value for option in self.options])


class Form(StrEnum):
    """How a question is put: one fact of every person it concerns, or yes/no facts as checkboxes."""

    ONE = "one"
    CHECKS = "checks"
    PLACES = "places"
    CHILDREN = "children"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """The wording by which facts are asked, once, for all benefits.

    ``order`` is its place in the human order. ``heading`` is the question itself; ``{place}`` in it
    stands for the place the family lives in. ``unsure`` offers 不清楚. ``why`` is why it is asked, in words
    of its own; the benefits that it decides are named anyway. A question of form *none* is never put: it
    keeps the derived facts and the events.
    """

    __pydantic_config__: ClassVar = STRICT

    slug: str
    order: int
    section: str
    heading: str
    form: Form
    facts: tuple[Fact, ...]
    help: str = ""
    unsure: bool = True
    why: str = ""

    def __post_init__(self) -> None:
        check_slug(self.slug, "question")
        if self.form is Form.ONE and len(self.facts) != 1:
            raise ValueError("a question of form one asks one fact; use checks for several yes/no facts")
        if self.form is Form.CHECKS and any(fact.type is not FactType.YESNO for fact in self.facts):
            raise ValueError("a question of form checks asks yes/no facts only")
