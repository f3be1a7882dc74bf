"""A record's conditions, runs, claims and validities as rows: what is compared, and whose value it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Final

from benefits.rules.comparisons import Comparison, Dated, RecordError
from benefits.rules.facts import Fact, Holder
from benefits.rules.model import Benefit, Condition
from benefits.rules.parts import Part, Window
from benefits.rules.terms import Subject, Whose
from benefits.rules.values import NO, Outcome


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


@dataclass(frozen=True, slots=True)
class Row:
    """A condition of ``source``, or a run, a claim or a validity of its, ready to be evaluated.

    ``number`` identifies all that the outcome for one person depends on, so that equal rows of many
    records are evaluated once. ``otherwise`` is the outcome where the comparison does not hold; a row
    that compares nothing is ``constant``. ``asked`` says that it reads what was answered, as it stands,
    ``counted`` that it reads what is counted anew each day. ``slot`` is ``reach`` as a plain number.
    """

    condition: Condition | None
    source: Benefit
    comparison: Comparison | None
    reach: Reach
    place: str
    number: int
    otherwise: Outcome = NO
    constant: Part | None = None
    told: bool = False
    any_of: str = ""
    asked: bool = False
    counted: bool = False
    slot: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slot", int(self.reach))

    @property
    def timed(self) -> bool:
        """Whether another day may change its outcome."""
        return self.counted or isinstance(self.comparison, Dated) or isinstance(self.constant, Window)

    @property
    def binds(self) -> int:
        """``ANY_CHILD`` or ``EITHER_PARENT`` if it speaks of one, else nought."""
        return _BINDS.get(self.reach, 0)


def binding(rows: Iterable[Row]) -> int:
    """All that some of these rows bind."""
    return reduce(or_, (row.binds for row in rows), 0)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Rows ready to be judged: each by itself, or as one of several alternatives. Rows only told are left out.

    Clauses of the same rows have the same ``number``; it is -1 where there is nothing to judge.
    """

    single: tuple[Row, ...]
    alternatives: tuple[tuple[Row, ...], ...]
    number: int = -1

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Clauses:
        """Sort rows by their *any of* labels; those of the family come first, since they settle most."""
        judged = [row for row in rows if not row.told]
        labels = dict.fromkeys(row.any_of for row in judged if row.any_of)
        single = sorted((row for row in judged if not row.any_of), key=lambda row: row.reach)
        return cls(tuple(single), tuple(tuple(row for row in judged if row.any_of == label) for label in labels))

    @property
    def every_row(self) -> tuple[Row, ...]:
        """Its rows, alternatives or not."""
        return (*self.single, *(row for rows in self.alternatives for row in rows))

    def split(self) -> tuple[Clauses, Clauses]:
        """Those that speak of a fixed person, and those that speak of *any child* or *either parent*."""
        fixed = Clauses(
            tuple(row for row in self.single if not row.binds),
            tuple(rows for rows in self.alternatives if not binding(rows)),
        )
        bound = Clauses(
            tuple(row for row in self.single if row.binds),
            tuple(rows for rows in self.alternatives if binding(rows)),
        )
        return fixed, bound


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
