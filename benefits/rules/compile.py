"""Records become a plan: each row resolved to a comparison and the persons it reads, once per edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import partial
from typing import Final

from benefits.rules.comparisons import Comparison, InForce, RecordError, claiming, compare, running
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, FactType, Holder, How
from benefits.rules.model import (
    Award,
    Benefit,
    Claim,
    Condition,
    Force,
    IfNot,
    Kind,
    Recipient,
    RelationKind,
    Run,
    Status,
    Subject,
    Validity,
    Whose,
)
from benefits.rules.values import Gap, Outcome, open_gap


class Reach(IntEnum):
    """Whose value a row reads while one subject is assessed. Up to ``FIRST_BABY`` it is one person's."""

    FAMILY = 0
    SUBJECT = 1
    MOTHER = 2
    FATHER = 3
    A_PARENT = 4
    A_CHILD = 5
    FIRST_BABY = 6
    BOTH_PARENTS = 7
    EVERY_CHILD = 8
    NOBODY = 9


@dataclass(frozen=True, slots=True)
class Row:
    """A condition, a run, a claim or a validity, ready to be evaluated.

    ``number`` identifies comparison and place, so that equal rows of many records are evaluated once.
    """

    condition: Condition | None
    comparison: Comparison | None
    reach: Reach
    place: str
    number: int
    if_false: Outcome | None = None
    told: bool = False
    any_of: str = ""

    @property
    def binds(self) -> bool:
        """Whether it speaks of *any child* or *either parent*."""
        return self.reach is Reach.A_CHILD or self.reach is Reach.A_PARENT


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

    def split(self) -> tuple[Clauses, Clauses]:
        """Those that speak of a fixed person, and those that speak of *any child* or *either parent*."""
        fixed = Clauses(
            tuple(row for row in self.single if not row.binds),
            tuple(rows for rows in self.alternatives if not any(row.binds for row in rows)),
        )
        bound = Clauses(
            tuple(row for row in self.single if row.binds),
            tuple(rows for rows in self.alternatives if any(row.binds for row in rows)),
        )
        return fixed, bound


@dataclass(frozen=True, slots=True)
class AwardPlan:
    """An award with its own rows; ``source`` is the record it comes from, its host or one that adds to it."""

    award: Award
    source: Benefit
    rows: tuple[Row, ...]
    clauses: Clauses
    length_at: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One benefit of a plan. ``valid`` is narrowed where another record supersedes it."""

    benefit: Benefit
    rows: tuple[Row, ...]
    fixed: Clauses
    bound: Clauses
    awards: tuple[AwardPlan, ...]
    own_awards: bool
    length: bool
    asks: bool
    timed: bool
    binds_child: bool
    binds_parent: bool
    valid: Validity
    superseded_by: str = ""

    @property
    def every_row(self) -> tuple[Row, ...]:
        """Its own rows and those of its awards."""
        return (*self.rows, *(row for award in self.awards for row in award.rows))


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is needed to assess any household against these benefits."""

    entries: tuple[Entry, ...]
    facts: Mapping[str, Fact]
    by_id: Mapping[str, Entry] = field(default_factory=dict)


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


def _reach(fact: Fact, whose: Whose, subject: Subject) -> Reach:
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


class _Compiler:
    """Gives equal comparisons equal numbers while the records of one plan are compiled."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self._numbers: dict[object, int] = {}

    def _number(self, key: object) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def _clauses(self, clauses: Clauses) -> Clauses:
        """The same clauses, numbered."""
        key = [(row.number, row.reach, row.if_false) for row in clauses.single]
        others = [tuple((row.number, row.reach, row.if_false) for row in rows) for rows in clauses.alternatives]
        return replace(clauses, number=self._number((*key, "or", *others))) if key or others else clauses

    def _fact(self, slug: str) -> Fact:
        if slug not in self.facts:
            raise RecordError(f"there is no fact {slug!r}; add it to a question, or correct the spelling")
        return self.facts[slug]

    def condition(self, condition: Condition, benefit: Benefit) -> Row:
        """One row of a record."""
        gap = open_gap(Gap("unclear", condition.note)) if condition.if_not is IfNot.UNCLEAR else None
        told = condition.if_not is IfNot.TOLD
        if not condition.fact or told:
            return Row(condition, None, Reach.NOBODY, benefit.region, -1, gap, told, condition.any_of)
        fact = self._fact(condition.fact)
        if fact.how is How.EVENT:
            raise RecordError(f"condition on {fact.slug!r}: an event is never asked, so it can only be told")
        counted = fact.how is How.DERIVED and DERIVED[fact.slug].edges is not None
        comparison = compare(condition, fact, benefit.region, counted=counted)
        number = self._number((condition.fact, condition.op, condition.value, benefit.region, gap))
        reach = _reach(fact, condition.whose, benefit.subject)
        return Row(condition, comparison, reach, benefit.region, number, gap, False, condition.any_of)

    def valid(self, valid: Validity, benefit: Benefit) -> list[Row]:
        """A validity as a row, if it bounds anything."""
        if valid == Validity():
            return []
        return [Row(None, InForce(valid), Reach.FAMILY, benefit.region, self._number(valid))]

    def anchored(self, window: Run | Claim, comparison: Comparison, benefit: Benefit) -> Row:
        """A run or a claim as a row on its anchor's date."""
        fact = self._fact(window.at)
        reach = _reach(fact, self._whose_anchor(fact, benefit), benefit.subject)
        return Row(None, comparison, reach, benefit.region, self._number(window))

    def award(self, award: Award, benefit: Benefit, shared: tuple[Row, ...] = ()) -> AwardPlan:
        """An award; ``shared`` are the conditions of a record that adds to another."""
        rows = [*shared, *(self.condition(row, benefit) for row in award.when), *self.valid(award.valid, benefit)]
        if award.claim:
            rows.append(self._claim(award.claim, benefit))
        elif award.run:
            rows.append(self.anchored(award.run, running(award.run), benefit))
        if award.times:
            self._check_factor(self._fact(award.times.fact), benefit)
        by_length = award.run and award.run.end == "length" and not award.claim
        length_at = award.run.at if award.run and by_length else ""
        return AwardPlan(award, benefit, tuple(rows), self._clauses(Clauses.of(rows)), length_at)

    def _check_factor(self, fact: Fact, benefit: Benefit) -> None:
        """Raise RecordError unless an award's number can be multiplied by this fact."""
        if fact.type is not FactType.NUMBER:
            raise RecordError(f"times {fact.slug!r}: it is a {fact.type} fact, not a number")
        _reach(fact, self._whose_anchor(fact, benefit), benefit.subject)

    @staticmethod
    def _whose_anchor(fact: Fact, benefit: Benefit) -> Whose:
        child_of_family = fact.holder is Holder.CHILD and benefit.subject not in (
            Subject.EACH_CHILD,
            Subject.EACH_BIRTH,
        )
        return Whose.ANY_CHILD if child_of_family else Whose.SUBJECT

    def _claim(self, claim: Claim, benefit: Benefit) -> Row:
        comparison = claiming(claim)
        if claim.by is not None:
            return Row(None, comparison, Reach.FAMILY, benefit.region, self._number(claim))
        return self.anchored(claim, comparison, benefit)

    def entry(self, benefit: Benefit, added: Iterable[Benefit], asks: bool, until: date | None, by: str) -> Entry:
        """One benefit, with the lines of the records that add to it before its own."""
        rows = tuple(self.condition(row, benefit) for row in benefit.conditions)
        rows += (*self.valid(benefit.valid, benefit), *self.valid(Validity(until=until), benefit))
        awards = [self._added(award, other) for other in added for award in other.awards]
        awards += [self.award(award, benefit) for award in benefit.awards]
        self._check_length(awards)
        every_row = [*rows, *(row for award in awards for row in award.rows)]
        fixed, bound = Clauses.of(rows).split()
        return Entry(
            benefit,
            rows,
            self._clauses(fixed),
            self._clauses(bound),
            tuple(awards),
            own_awards=bool(benefit.awards),
            length=any(award.length_at for award in awards),
            asks=asks,
            timed=any(row.comparison and row.comparison.timed for row in every_row) or any(a.length_at for a in awards),
            binds_child=any(row.reach is Reach.A_CHILD for row in every_row),
            binds_parent=any(row.reach is Reach.A_PARENT for row in every_row),
            valid=_narrowed(benefit.valid, until),
            superseded_by=by,
        )

    def _check_length(self, awards: Iterable[AwardPlan]) -> None:
        """Raise RecordError if a run as long as its lines hangs on a number that may be another tomorrow."""
        awards = list(awards)
        times = [award.award.times for award in awards] if any(award.length_at for award in awards) else []
        for one in times:
            if one and (self.facts[one.fact].how is not How.DERIVED or DERIVED[one.fact].edges):
                raise RecordError(f"times {one.fact!r}: a run cannot have a length that changes while it lasts")

    def _added(self, award: Award, other: Benefit) -> AwardPlan:
        own = tuple(self.condition(row, other) for row in other.conditions) + tuple(self.valid(other.valid, other))
        return self.award(award, other, own)


def _narrowed(valid: Validity, until: date | None) -> Validity:
    """A validity that ends by ``until``; one that would end before it begins keeps its end alone."""
    last = min(filter(None, (valid.until, until)), default=None)
    return Validity(valid.since if not last or not valid.since or valid.since <= last else None, last)


def asks_by_default(benefit: Benefit, statuses: Mapping[str, Status]) -> bool:
    """Whether a benefit may raise questions: binding, for families, and from a document in force."""
    if benefit.asks is not None:
        return benefit.asks
    in_force = any(statuses.get(cited.document, Status.IN_FORCE) is Status.IN_FORCE for cited in benefit.citations)
    binding = benefit.kind is Kind.BENEFIT and benefit.force is Force.ENTITLEMENT
    return binding and benefit.recipient is Recipient.FAMILY and in_force


def _superseded(benefits: Iterable[Benefit]) -> dict[str, tuple[date, str]]:
    """Which record gives way from which day to which other: the earliest counts."""
    found: dict[str, tuple[date, str]] = {}
    for benefit in benefits:
        for relation in benefit.relations:
            if relation.kind is RelationKind.SUPERSEDES and relation.since:
                known = found.get(relation.to, (date.max, ""))
                found[relation.to] = min(known, (relation.since, benefit.id))
    return found


def compile_plan(benefits: Iterable[Benefit], facts: Mapping[str, Fact], statuses: Mapping[str, Status]) -> Plan:
    """A plan for these benefits, in order of their ids; raises RecordError naming the record.

    ``statuses`` gives the status of each document cited (in force if not named).
    """
    benefits = sorted(benefits, key=lambda benefit: benefit.id)
    adders: dict[str, list[Benefit]] = {}
    for benefit in benefits:
        for relation in benefit.relations:
            if relation.kind is RelationKind.ADDS_TO:
                adders.setdefault(relation.to, []).append(benefit)
    gone = _superseded(benefits)
    compiler = _Compiler(facts)
    entries = []
    for benefit in benefits:
        since, by = gone.get(benefit.id, (None, ""))
        until = since - timedelta(days=1) if since else None
        try:
            asks = asks_by_default(benefit, statuses)
            entries.append(compiler.entry(benefit, adders.get(benefit.id, ()), asks, until, by))
        except RecordError as error:
            raise RecordError(f"{benefit.id}: {error}") from error
    entries = _asking_through_rules(entries)
    return Plan(tuple(entries), facts, {entry.benefit.id: entry for entry in entries})


def _asking_through_rules(entries: list[Entry]) -> list[Entry]:
    """A record restated by, or stated for, a *refers_up* record asks for it; the restatement itself need not."""
    held = {entry.benefit.id for entry in entries}

    def restates(benefit: Benefit) -> bool:
        return any(r.kind is RelationKind.RESTATES and r.to in held for r in benefit.relations)

    return [replace(entry, asks=False) if restates(entry.benefit) else entry for entry in entries]


def check_benefit(benefit: Benefit, facts: Mapping[str, Fact]) -> list[str]:
    """What keeps a record from being evaluated, in English for developers; empty if nothing does."""
    compiler = _Compiler(facts)
    attempts: list[Callable[[], object]] = [partial(compiler.condition, row, benefit) for row in benefit.conditions]
    attempts += [partial(compiler.award, award, benefit) for award in benefit.awards]
    problems = []
    for attempt in attempts:
        try:
            attempt()
        except RecordError as error:
            problems.append(str(error))
    return problems
