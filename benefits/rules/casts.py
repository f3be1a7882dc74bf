"""Who is who while a rule is evaluated: the persons its rows may reach, with what was resolved for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from benefits.rules.household import Answers
from benefits.rules.parts import Daily, Part
from benefits.rules.rows import Reach
from benefits.rules.values import Value


class Binding(NamedTuple):
    """Of whom the *any child* and *either parent* rows speak; blank where there is no such row."""

    child: str = ""
    parent: str = ""


UNBOUND = Binding()
Readings = tuple[tuple[str, Value], ...]
"""Whose value was read, and the value."""


@dataclass(slots=True, eq=False)
class Resolved:
    """A row for a household: the values it reads, and what they come to."""

    readings: Readings
    part: Part

    def readings_on(self, day: date) -> Readings:
        """The values of a day: a count is another each day."""
        part = self.part
        return ((part.person, part.value(day)),) if isinstance(part, Daily) else self.readings


@dataclass(slots=True, eq=False)
class Slot:
    """One person with its answers, or several ``together``, and the rows already resolved for them, by their numbers."""

    person: str
    answers: Answers
    together: tuple[str, ...] = ()
    rows: dict[int, Resolved] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Cast:
    """The persons whom rows may reach for one subject and binding, in the order of ``Reach``."""

    subject: str
    binding: Binding
    slots: tuple[Slot, ...]

    @property
    def first_baby(self) -> str:
        """The first child of a birth; blank if the subject is no birth."""
        return self.slots[Reach.FIRST_BABY].person
