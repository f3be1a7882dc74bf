"""Reference households: families with what the texts give them, worked out by hand, one a file.

title: 济南，二宝2024年5月1日出生
as_of: 2026-11-22
household: {family: {…}, mother: {…}, children: [{birth: "2024-05-01"}]}     # as in benefits/households/format.py
expect:
  - benefit: jinan-childrearing-600
    subject: child:0
    verdict: eligible
    amount: 600
    clause: 二（四）12
    because: 2023年1月1日以后出生的二孩，每孩每月600元。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, Final

from pydantic import TypeAdapter

from benefits.checking.content import Content
from benefits.content.schema import read_file
from benefits.content.yamlfile import Loc, MalformedFixtureError, Mistake, Source
from benefits.households import format as households
from benefits.rules.assess import Verdict
from benefits.rules.given import CHILDREN
from benefits.rules.household import Household
from benefits.rules.model import STRICT, Benefit

SUBJECT: Final = re.compile(r"family|mother|father|(child|birth):[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class ExpectedMonths:
    """Calendar months of a monthly award: all of them, those up to the month of ``as_of``, and the rest."""

    __pydantic_config__: ClassVar = STRICT

    total: int
    due: int
    left: int

    def __post_init__(self) -> None:
        if min(self.total, self.due, self.left) < 0 or self.due + self.left != self.total:
            raise ValueError(f"due {self.due} and left {self.left} must add up to total {self.total}")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one benefit should say to one subject, the clause that says so and the reasoning.

    ``amount`` (to ``amount_to``) is the number per period of its first line. ``ends_on`` is the last
    day it holds, or held; ``apply_by`` the last day to ask for it. ``missing`` are the facts that
    keep it open, ``gap`` says whether the text does. What is not given is not compared.
    """

    __pydantic_config__: ClassVar = STRICT

    benefit: str
    subject: str
    verdict: Verdict
    clause: str
    because: str
    amount: int | float | None = None
    amount_to: int | float | None = None
    months: ExpectedMonths | None = None
    opens_on: date | None = None
    ends_on: date | None = None
    apply_by: date | None = None
    missing: tuple[str, ...] | None = None
    gap: bool | None = None

    def __post_init__(self) -> None:
        if not SUBJECT.fullmatch(self.subject):
            raise ValueError(f"subject {self.subject!r} must be family, mother, father, child:0 … or birth:0 …")
        for name in ("clause", "because"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must not be empty: an expectation names the clause and the reasoning")
        if self.amount_to is not None and (self.amount is None or self.amount_to < self.amount):
            raise ValueError("amount_to must not be below amount")
        if self.verdict is not Verdict.UNDETERMINED and (self.missing or self.gap):
            raise ValueError("missing and gap say why a verdict is undetermined; this one is not")
        if self.opens_on and self.verdict not in (Verdict.UPCOMING, Verdict.UNDETERMINED):
            raise ValueError("opens_on is the day from which an upcoming benefit holds; this one is not")
        if self.verdict is Verdict.INELIGIBLE and any((self.amount, self.months, self.ends_on, self.apply_by)):
            raise ValueError("an ineligible benefit has no amount and no days")


@dataclass(frozen=True, slots=True)
class _Written:
    __pydantic_config__: ClassVar = STRICT

    title: str
    as_of: date
    household: dict[str, Any]
    expect: tuple[Expectation, ...]

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("title must not be empty")
        if not self.expect:
            raise ValueError("a reference household expects something (expect)")


_SCHEMA: Final[TypeAdapter[_Written]] = TypeAdapter(_Written)


@dataclass(frozen=True, eq=False, repr=False)
class Reference:
    """One family on one day, with what is expected of it. ``slug`` is the name of its file."""

    slug: str
    title: str
    as_of: date
    household: Household
    expectations: tuple[Expectation, ...]
    source: Source

    def line(self, number: int) -> int:
        """The line on which an expectation stands, counted from 0."""
        return self.source.line(("expect", number))


def read_references(folder: Path, content: Content) -> list[Reference]:
    """The households of a folder, in the order of their files. Raises MalformedFixtureError with all mistakes."""
    references: list[Reference] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            references.append(read_reference(path, content))
        except MalformedFixtureError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise MalformedFixtureError(mistakes)
    return references


def read_reference(path: Path, content: Content) -> Reference:
    """One household. Raises MalformedFixtureError with file, line and field of each mistake."""
    written, source = read_file(path, _SCHEMA)
    household, problems = households.read(
        written.household, content.facts, as_of=written.as_of, known_region=content.regions.__contains__
    )
    found = [(("household", *loc), message) for loc, message in problems]
    if not found:
        found = list(_out_of_place(written, content))
    if found:
        raise MalformedFixtureError(source.mistake(loc, message) for loc, message in found)
    return Reference(path.stem, written.title, written.as_of, household, written.expect, source)


def _out_of_place(written: _Written, content: Content) -> Iterator[tuple[Loc, str]]:
    """Expectations of what does not exist: benefits, clauses, facts; and those given twice."""
    seen: set[tuple[str, str]] = set()
    for number, expected in enumerate(written.expect):
        at = ("expect", number)
        if (expected.benefit, expected.subject) in seen:
            yield at, f"{expected.benefit} of {expected.subject} is expected twice; remove one of the two"
        seen.add((expected.benefit, expected.subject))
        benefit = content.by_id.get(expected.benefit)
        if benefit is None:
            near = get_close_matches(expected.benefit, content.by_id, n=1)
            yield (*at, "benefit"), f"no benefit {expected.benefit!r}; did you mean {near[0] if near else 'another'}?"
            continue
        if not _has_clause(benefit, expected.clause, content):
            yield (*at, "clause"), f"no document that {expected.benefit} cites has a clause {expected.clause}"
        for slug in expected.missing or ():
            if slug not in content.facts and slug != CHILDREN:
                yield (*at, "missing"), f"there is no fact {slug!r}"


def _has_clause(benefit: Benefit, label: str, content: Content) -> bool:
    documents = {citation.document for citation in benefit.citations}
    return any(content.by_slug[slug].clause(label) for slug in documents if slug in content.by_slug)
