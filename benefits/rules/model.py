"""What a record says: the one schema of fixtures, editions, exports and imports.

Everything here is a frozen dataclass that checks itself when it is made, so that a record
which exists is a record that can be evaluated. Dates are inclusive at both ends unless a
field says otherwise. Wording for people (labels of these values) lives in ``benefits/words.py``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from benefits.rules.dates import Span, check_days
from benefits.rules.terms import (
    Basis,
    Bound,
    Category,
    Force,
    IfNot,
    Kind,
    Operator,
    Period,
    Recipient,
    RelationKind,
    Subject,
    Whose,
)

STRICT = {"extra": "forbid"}
"""Read by the schema layer: a key that no field names is an error."""

Scalar = bool | int | str
SLUG = re.compile(r"^[a-z0-9][a-z0-9_-]*$")


def check_slug(text: str, what: str) -> None:
    """Raise ValueError unless ``text`` can stand in an address and in a file name."""
    if not SLUG.fullmatch(text):
        raise ValueError(f"{what} {text!r} must be lower-case letters, digits, hyphens or underscores")


def _ordered(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise ValueError(f"until {until} comes before since {since}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # Said where the row is held against its fact, whose type it does not fit.
        return None


@dataclass(frozen=True, slots=True)
class Validity:
    """From when until when something applies, both days included; blank is open."""

    __pydantic_config__: ClassVar = STRICT

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        check_days(self.since, self.until)
        _ordered(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Condition:
    """One row: whose · fact · operator · value.

    A row without a fact is ``told`` (shown, never judged) or ``unclear`` (always a gap), and
    then says so in ``note``. Rows with the same ``any_of`` label are alternatives.
    Spans in ``value`` are written ``36 months`` or ``188 days``; dates as ``2023-01-01``.
    """

    __pydantic_config__: ClassVar = STRICT

    fact: str = ""
    op: Operator | None = None
    value: Scalar | tuple[str, ...] | None = None
    whose: Whose = Whose.SUBJECT
    any_of: str = ""
    if_not: IfNot = IfNot.INELIGIBLE
    basis: Basis = Basis.STATED
    note: str = ""

    def __post_init__(self) -> None:
        if not self.fact:
            self._check_without_fact()
        elif self.op is None and self.if_not is not IfNot.TOLD:
            raise ValueError(f"the condition on {self.fact!r} has no operator (op)")
        if self.any_of and self.if_not is IfNot.TOLD:
            raise ValueError("a condition that is only told cannot be one of several alternatives (any_of)")
        if self.op in (Operator.ON_OR_AFTER, Operator.ON_OR_BEFORE) and isinstance(self.value, str):
            check_days(_day(self.value))

    def _check_without_fact(self) -> None:
        if self.if_not is IfNot.INELIGIBLE:
            raise ValueError("a condition without a fact must be told or unclear (if_not)")
        if not self.note:
            raise ValueError("a condition without a fact must say what it means in note")
        if self.op is not None or self.value is not None or self.any_of:
            raise ValueError("a condition without a fact has no op, value or any_of")


@dataclass(frozen=True, slots=True)
class Times:
    """Multiplies a number by a number fact, less so many: 15 m² for each child after the first."""

    __pydantic_config__: ClassVar = STRICT

    fact: str
    less: int = 0


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is given in one period, in the award's unit."""

    __pydantic_config__: ClassVar = STRICT

    number: int | float
    period: Period
    per: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """When an award accrues: from ``at + start`` until the day before ``at + end``.

    ``at`` is a date fact of the subject, or of the child that the *any child* rows found.
    ``end`` may be ``length``: as many days as the lines that hold add up to.
    """

    __pydantic_config__: ClassVar = STRICT

    at: str
    start: str = "0 days"
    end: str = ""

    def __post_init__(self) -> None:
        Span.parse(self.start)
        if self.end and self.end != "length":
            Span.parse(self.end)

    @property
    def first(self) -> Span:
        """The span from the anchor to the first day."""
        return Span.parse(self.start)

    @property
    def last(self) -> Span | None:
        """The span from the anchor to the first day after it; nothing if open or by length."""
        return None if self.end in ("", "length") else Span.parse(self.end)


@dataclass(frozen=True, slots=True)
class Claim:
    """When an award can be asked for, both days included. One of three forms:

    ``at``, ``start``, ``end``   from the anchor date on, until the same day so much later;
    ``at``, ``by_year``, ``yearly``   ``yearly`` payments, the k-th (from 0) belonging to the anchor's
    calendar year + k and open from then until 31 December of the anchor's year + k + ``by_year``;
    ``by``   until a fixed date.
    """

    __pydantic_config__: ClassVar = STRICT

    at: str = ""
    start: str = "0 days"
    end: str = ""
    by_year: int | None = None
    yearly: int = 1
    by: date | None = None

    def __post_init__(self) -> None:
        Span.parse(self.start)
        if self.end:
            Span.parse(self.end)
        check_days(self.by)
        forms = (bool(self.end), self.by_year is not None, self.by is not None)
        if sum(forms) != 1:
            raise ValueError("a claim ends by exactly one of end, by_year or by")
        if self.by is None and not self.at:
            raise ValueError("a claim by end or by_year needs the date it counts from (at)")
        if self.yearly < 1:
            raise ValueError("yearly is the number of payments, 1 or more")


@dataclass(frozen=True, slots=True)
class Award:
    """What a benefit gives under some conditions.

    Inside a ``line`` the first award that holds applies; lines add up. ``number`` (to ``number_to``)
    is in ``unit`` (元, 天, %, 平方米 …) each ``period``. ``of`` names what a percentage is of.
    ``sum`` says whether money or days may enter a family's totals; blank leaves it to the force.
    """

    __pydantic_config__: ClassVar = STRICT

    line: str = "基础"
    number: int | float | None = None
    number_to: int | float | None = None
    unit: str = ""
    period: Period = Period.ONCE
    per: str = ""
    bound: Bound = Bound.EXACTLY
    of: str = ""
    times: Times | None = None
    cap: Cap | None = None
    valid: Validity = Validity()
    run: Run | None = None
    claim: Claim | None = None
    when: tuple[Condition, ...] = ()
    sum: bool | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for number in (self.number, self.number_to):
            if number is not None and not (math.isfinite(number) and 0 <= number <= 1e9):
                raise ValueError(f"number {number} must lie between 0 and 1,000,000,000")
        if self.number_to is not None and (self.number is None or self.number_to < self.number):
            raise ValueError("number_to must not be below number")
        if self.number is not None and not self.unit:
            raise ValueError("a number needs its unit")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where it is written: document and clause with the words themselves.

    Where the text is not held, ``article`` and ``url`` stand in for clause and quotation.
    """

    __pydantic_config__: ClassVar = STRICT

    document: str
    clause: str = ""
    quote: str = ""
    article: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if bool(self.clause) == bool(self.article):
            raise ValueError("a citation names either a clause that is held, or an article of a text that is not")
        if self.clause and not self.quote.strip():
            raise ValueError(f"the citation of clause {self.clause} has no quotation (quote)")


@dataclass(frozen=True, slots=True)
class Relation:
    """How this record stands to record ``to``; a supersession says ``since`` when."""

    __pydantic_config__: ClassVar = STRICT

    kind: RelationKind
    to: str
    since: date | None = None

    def __post_init__(self) -> None:
        check_slug(self.to, "relation to")
        check_days(self.since)
        if (self.kind is RelationKind.SUPERSEDES) != (self.since is not None):
            raise ValueError("a supersession, and nothing else, needs the day it takes effect (since)")


@dataclass(frozen=True, slots=True)
class Benefit:
    """One thing a family can get or use: the unit that staff edit and parents see.

    ``region`` is a GB/T 2260 code. ``asks``: may it raise questions; blank leaves it to the default
    (a binding benefit for families, from a document in force or the only draft of its region). ``lead`` and ``others`` are the
    departments as the document names them. ``where``, ``how``, ``bring`` and ``deadline`` are
    for applying, in everyday words, blank where the text says nothing.
    """

    __pydantic_config__: ClassVar = STRICT

    id: str
    region: str
    title: str
    summary: str
    kind: Kind
    category: Category
    force: Force
    citations: tuple[Citation, ...]
    subject: Subject = Subject.FAMILY
    recipient: Recipient = Recipient.FAMILY
    life_stage: str = ""
    valid: Validity = Validity()
    asks: bool | None = None
    lead: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    where: str = ""
    how: str = ""
    bring: tuple[str, ...] = ()
    deadline: str = ""
    note: str = ""
    conditions: tuple[Condition, ...] = ()
    awards: tuple[Award, ...] = ()
    relations: tuple[Relation, ...] = ()

    def __post_init__(self) -> None:
        check_slug(self.id, "id")
        if not re.fullmatch(r"\d{6}", self.region):
            raise ValueError(f"region {self.region!r} must be a six-digit GB/T 2260 code in quotation marks")
        for name in ("title", "summary"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must not be empty")
        if not self.citations:
            raise ValueError("a benefit cites at least one clause (citations)")
        if any(relation.to == self.id for relation in self.relations):
            raise ValueError("a benefit cannot stand in a relation to itself")
