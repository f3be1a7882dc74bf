"""One family's answers, and who its persons are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from benefits.rules.given import BIRTH, DECEASED, OURS, RELATION, WHO
from benefits.rules.lazy import lazy
from benefits.rules.values import FAMILY, FATHER, MOTHER, PARENTS, Known

Answers = Mapping[str, Known]
UNBORN_LIST = "child:?"
"""Stands for the children while nobody has said whether there are any."""


@dataclass(frozen=True)
class Household:
    """The answers. Never stored on the server.

    Each mapping goes from a fact's slug to its value; 不清楚 is ``"unsure"``. A child has at least
    its ``birth`` (a date; the due date if it lies ahead); ``relation`` is *ours* unless given.
    ``children`` is None until the family has said which children there are.
    """

    family: Answers = field(default_factory=dict)
    mother: Answers = field(default_factory=dict)
    father: Answers = field(default_factory=dict)
    children: tuple[Answers, ...] | None = None

    def __post_init__(self) -> None:
        for number, child in enumerate(self.children or (), start=1):
            if not isinstance(child.get(BIRTH), date):
                raise ValueError(f"child {number} needs its date of birth, or the due date (birth)")
        if self.children is not None:
            object.__setattr__(self, "children", tuple({RELATION: OURS, **child} for child in self.children))

    @lazy
    def parents(self) -> tuple[str, ...]:
        """The parents this check is made for; both, until told otherwise."""
        said = self.family.get(WHO)
        return (str(said),) if said in PARENTS else PARENTS

    @lazy
    def living(self) -> tuple[str, ...]:
        """The children that live or are expected."""
        children = self.children or ()
        return tuple(f"child:{i}" for i, child in enumerate(children) if child.get(DECEASED) is not True)

    @lazy
    def youngest_first(self) -> tuple[str, ...]:
        """The living children, the youngest first."""
        return tuple(sorted(self.living, key=lambda child: self.birth_of(int(child[6:])), reverse=True))

    @lazy
    def eldest_first(self) -> tuple[int, ...]:
        """The indexes of all children, in order of their dates of birth."""
        return tuple(sorted(range(len(self.children or ())), key=self.birth_of))

    @lazy
    def births(self) -> tuple[tuple[int, ...], ...]:
        """This couple's births in order of date: the indexes of the children born on one day."""
        by_day: dict[date, list[int]] = {}
        for index, child in enumerate(self.children or ()):
            if child[RELATION] == OURS:
                by_day.setdefault(self.birth_of(index), []).append(index)
        return tuple(tuple(by_day[day]) for day in sorted(by_day))

    def birth_of(self, index: int) -> date:
        """The date of birth, or due date, of a child."""
        day = (self.children or ())[index][BIRTH]
        assert isinstance(day, date)
        return day

    def answers_of(self, person: str) -> Answers | None:
        """What was answered of a person; None if there is no such person."""
        if person == FAMILY:
            return self.family
        if person in PARENTS:
            if person not in self.parents:
                return None
            return self.mother if person == MOTHER else self.father
        kind, _, index = person.partition(":")
        if kind == "birth":
            return self._answers_of_birth(self.births[int(index)])
        return (self.children or ())[int(index)]

    def _answers_of_birth(self, babies: tuple[int, ...]) -> Answers:
        """Facts of a birth are kept with its babies; the first that has one counts."""
        merged: dict[str, Known] = {}
        for index in reversed(babies):
            merged.update((self.children or ())[index])
        return merged

    def with_answer(self, fact: str, person: str, value: Known | None) -> Household:
        """The same household with one answer more, or with that answer taken back (None)."""
        family, mother, father = dict(self.family), dict(self.mother), dict(self.father)
        children = [dict(child) for child in self.children] if self.children is not None else None
        kind, _, index = person.partition(":")
        targets = {FAMILY: [family], MOTHER: [mother], FATHER: [father]}.get(kind)
        if targets is None:
            numbers = self.births[int(index)] if kind == "birth" else (int(index),)
            targets = [(children or [])[number] for number in numbers]
        for target in targets:
            if value is None:
                target.pop(fact, None)
            else:
                target[fact] = value
        return Household(family, mother, father, None if children is None else tuple(children))
