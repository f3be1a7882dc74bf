"""A record's conditions, runs, claims and validities as rows: what is compared, and whose value it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Final

from benefits.rules.comparisons import Comparison, RecordError
from benefits.rules.facts import Fact, Holder
from benefits.rules.model import Benefit, Condition
from benefits.rules.parts import Part, Window
from benefits.rules.terms import Subject, Whose
from benefits.rules.values import NO, Outcome, Value


class Reach(IntEnum):
    """Whose value a row reads while one subject is assessed, or whose values together."""

    FAMILY = 0
    MOTHER = 1
    FATHER = 2
    BOTH_PARENTS = 3
    EVERY_CHILD = 4
    NOBODY = 5
    SUBJECT = 6
    FIRST_BABY = 7
    A_PARENT = 8
    A_CHILD = 9


ANY_CHILD, EITHER_PARENT = 1, 2
"""What rows may bind: bits of a plain number, since an enumeration's are slow to ask for."""

_BINDS: Final = {Reach.A_CHILD: ANY_CHILD, Reach.A_PARENT: EITHER_PARENT}


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """What is asked of a person, whichever record asks it: where many records ask the same, it is one object.

    So it is decided once for each person. ``otherwise`` is the outcome where the comparison does not
    hold. ``known_as`` is the fact whose value may be known by now, blank if the value hangs on the place or the day;
    ``counted`` says that it is counted anew each day. ``judge`` says what a value comes to.
    """

    comparison: Comparison
    place: str = ""
    otherwise: Outcome = NO
    known_as: str = ""
    counted: bool = False
    judge: Callable[[Value], Part] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", self.comparison.judging(self.otherwise))


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What no household changes: the days of a validity, a gap, or what is only told."""

    part: Outcome | Window


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A condition of ``source``, or a run, a claim or a validity of its: whose value meets which criterion.

    ``slot`` is ``reach`` as a plain number.
    """

    condition: Condition | None
    source: Benefit
    reach: Reach
    criterion: Criterion | Given
    told: bool = False
    any_of: str = ""
    slot: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slot", int(self.reach))

    @property
    def comparison(self) -> Comparison | None:
        """What its criterion compares, if anything."""
        return self.criterion.comparison if isinstance(self.criterion, Criterion) else None

    @property
    def place(self) -> str:
        """The region that its criterion speaks of; blank if it speaks of none."""
        return self.criterion.place if isinstance(self.criterion, Criterion) else ""

    @property
    def binds(self) -> int:
        """``ANY_CHILD`` or ``EITHER_PARENT`` if it speaks of one, else nought."""
        return _BINDS.get(self.reach, 0)


def binding(rows: Iterable[Row]) -> int:
    """All that some of these rows bind."""
    return reduce(or_, (row.binds for row in rows), 0)


def split(rows: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Those that speak of a fixed person, and those that speak of *any child* or *either parent*.

    Alternatives stay together.
    """
    rows = tuple(rows)
    labels = {row.any_of for row in rows if row.binds and row.any_of}
    bound = tuple(row for row in rows if row.binds or row.any_of in labels)
    return tuple(row for row in rows if row not in bound), bound


Demand = tuple[int, Criterion]
"""What is demanded, and of whom: a row's slot and its criterion, which is all that judging it needs."""


@dataclass(frozen=True, slots=True, eq=False)
class Clauses:
    """Rows ready to be judged, each by itself or as one of several alternatives; equal ones are one object.

    ``always`` is what those come to that no household changes.
    """

    always: Part
    single: tuple[Demand, ...]
    alternatives: tuple[tuple[Demand, ...], ...]
    demands: tuple[Demand, ...] = field(init=False)

    def __post_init__(self) -> None:
        every = (*self.single, *(demand for group in self.alternatives for demand in group))
        object.__setattr__(self, "demands", every)


_PARENTAL = (Subject.MOTHER, Subject.FATHER, Subject.EACH_PARENT)
_NAMED: Final = {
    Whose.MOTHER: Reach.MOTHER,
    Whose.FATHER: Reach.FATHER,
    Whose.EITHER_PARENT: Reach.A_PARENT,
    Whose.BOTH_PARENTS: Reach.BOTH_PARENTS,
    Whose.ANY_CHILD: Reach.A_CHILD,
    Whose.EVERY_CHILD: Reach.EVERY_CHILD,
}
_OF_PARENTS: Final = (Reach.MOTHER, Reach.FATHER, Reach.A_PARENT, Reach.BOTH_PARENTS)
_OF_CHILDREN: Final = (Reach.A_CHILD, Reach.EVERY_CHILD)


def reach_of(fact: Fact, whose: Whose, subject: Subject) -> Reach:
    """Whose value: raises RecordError if the fact has no such person."""
    if fact.holder is Holder.FAMILY:
        return Reach.FAMILY
    reach = _NAMED.get(whose) or _of_subject(fact, subject)
    fits = {
        Holder.PARENT: reach in _OF_PARENTS or (reach is Reach.SUBJECT and subject in _PARENTAL),
        Holder.MOTHER: reach is Reach.MOTHER,
        Holder.CHILD: reach in (*_OF_CHILDREN, Reach.FIRST_BABY)
        or (reach is Reach.SUBJECT and subject is Subject.EACH_CHILD),
        Holder.BIRTH: reach is Reach.SUBJECT and subject is Subject.EACH_BIRTH,
    }
    if not fits.get(fact.holder, False):
        raise RecordError(
            f"condition on {fact.slug!r}: it is a fact of a {fact.holder}, which whose={whose or 'blank'!s} "
            f"with subject {subject} does not name; say whose it is"
        )
    return reach


def _of_subject(fact: Fact, subject: Subject) -> Reach:
    if fact.holder is Holder.MOTHER:
        return Reach.MOTHER
    if fact.holder is Holder.CHILD and subject is Subject.EACH_BIRTH:
        return Reach.FIRST_BABY
    return Reach.SUBJECT
