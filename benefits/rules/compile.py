"""Records become a plan: rows resolved to comparisons and the persons they read, once per edition."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from benefits.rules.comparisons import PLACES, Comparison, Dated, RecordError, claiming, compare, in_force, running
from benefits.rules.derived import DERIVED, Derived
from benefits.rules.facts import Fact, FactType, Holder, How
from benefits.rules.model import Award, Benefit, Claim, Condition, Run, Validity
from benefits.rules.parts import Window, all_of
from benefits.rules.rows import Clauses, Criterion, Demand, Given, Reach, Row, binding, reach_of, split
from benefits.rules.terms import Force, IfNot, Kind, Recipient, RelationKind, Status, Subject, Whose
from benefits.rules.values import NO, YES, Gap, Outcome, open_gap


@dataclass(frozen=True, slots=True)
class AwardPlan:
    """An award with its own rows; ``source`` is the record it comes from, its host or one that adds to it.

    ``own`` says that it is the host's. ``length_at`` is the anchor of a run as long as the lines add up to.
    """

    award: Award
    source: Benefit
    own: bool
    rows: tuple[Row, ...]
    clauses: Clauses
    length_at: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What decides a benefit. Records whose rows say the same share one; an award makes it a rule of its own.

    ``told`` is what is asked in the rows that are conditions, in the order in which they are shown.
    """

    subject: Subject
    fixed: Clauses
    bound: Clauses
    told: tuple[tuple[int, Criterion | Given], ...]
    awards: tuple[AwardPlan, ...]
    own_awards: bool
    by_length: bool
    binds: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One benefit of a plan. ``valid`` is narrowed where another record supersedes it.

    ``shown`` are the rows that are conditions, its own before those of its awards; they read the facts ``reads``, and
    those in ``hangs_on`` in rows to which there is no alternative. Of other records, by their ids:
    it ``joins`` the card of those that it restates or adds to, its figure ``includes`` theirs, and ``rivals`` cannot
    be had besides it, whichever of the two says so.
    """

    benefit: Benefit
    rule: Rule
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    asks: bool
    valid: Validity
    superseded_by: str = ""
    reads: frozenset[str] = frozenset()
    hangs_on: frozenset[str] = frozenset()
    joins: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def awards(self) -> tuple[AwardPlan, ...]:
        """Its awards, those of the records that add to it first."""
        return self.rule.awards

    @property
    def every_row(self) -> tuple[Row, ...]:
        """Its own rows and those of its awards."""
        return (*self.rows, *(row for award in self.awards for row in award.rows))


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is needed to assess any household against these benefits.

    ``asked_about`` are the facts that the rows of asking benefits read, ``readers`` these benefits by
    each fact that they read or that what they read is made of. ``behind`` are the facts of each topic, itself included.
    """

    entries: tuple[Entry, ...]
    facts: Mapping[str, Fact]
    by_id: Mapping[str, Entry] = field(default_factory=dict)
    asked_about: frozenset[str] = frozenset()
    readers: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    behind: Mapping[str, frozenset[str]] = field(default_factory=dict)


class _Compiler:
    """Makes equal criteria, clauses and rules of the records of one plan one object each."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self._criteria: dict[object, Criterion] = {}
        self._given: dict[Outcome | Window, Given] = {}
        self._clauses: dict[object, Clauses] = {}
        self._rules: dict[object, Rule] = {}

    def _judged(self, rows: Iterable[Row]) -> Clauses:
        """Rows by their *any of* labels, those only told left out.

        First come those that no day changes and those of the family, since they settle most.
        """
        judged = [row for row in rows if not row.told]
        given = tuple(row.criterion.part for row in judged if isinstance(row.criterion, Given))
        demands = [(row.any_of, (row.slot, row.criterion)) for row in judged if isinstance(row.criterion, Criterion)]
        demands.sort(key=_settling)
        labels = dict.fromkeys(label for label, _ in demands if label)
        single = tuple(demand for label, demand in demands if not label)
        groups = tuple(tuple(demand for label, demand in demands if label == one) for one in labels)
        return self._clauses.setdefault((given, single, groups), Clauses(all_of(given), single, groups))

    def _fact(self, slug: str) -> Fact:
        if slug not in self.facts:
            raise RecordError(f"there is no fact {slug!r}; add it to a question, or correct the spelling")
        return self.facts[slug]

    def condition(self, condition: Condition, benefit: Benefit) -> Row:
        """One row of a record."""
        unclear = open_gap(Gap("unclear", condition.note)) if condition.if_not is IfNot.UNCLEAR else None
        told = condition.if_not is IfNot.TOLD
        if not condition.fact or told:
            return self._constant(benefit, unclear or YES, condition, told=told)
        fact = self._fact(condition.fact)
        if fact.how is How.EVENT:
            raise RecordError(f"condition on {fact.slug!r}: an event is never asked, so it can only be told")
        derived = _derived(fact)
        placed = condition.op in PLACES or (derived is not None and derived.placed)
        place = benefit.region if placed else ""
        otherwise = unclear or NO
        criterion = Criterion(
            compare(condition, fact, benefit.region),
            place,
            otherwise,
            known_as=_known_as(fact),
            counted=derived is not None and derived.edges is not None,
        )
        key = (condition.fact, condition.op, condition.value, place, otherwise)
        reach = reach_of(fact, condition.whose, benefit.subject)
        return Row(condition, benefit, reach, self._criteria.setdefault(key, criterion), any_of=condition.any_of)

    def _constant(
        self, benefit: Benefit, part: Outcome | Window, condition: Condition | None = None, *, told: bool = False
    ) -> Row:
        """A row that compares nothing."""
        return Row(condition, benefit, Reach.NOBODY, self._given.setdefault(part, Given(part)), told=told)

    def valid(self, valid: Validity, benefit: Benefit) -> list[Row]:
        """A validity as a row, if it bounds anything."""
        return [] if valid == Validity() else [self._constant(benefit, in_force(valid))]

    def anchored(self, window: Run | Claim, comparison: Comparison, benefit: Benefit) -> Row:
        """A run or a claim as a row on its anchor's date."""
        fact = self._fact(window.at)
        reach = reach_of(fact, self._whose_anchor(fact, benefit), benefit.subject)
        criterion = Criterion(comparison, known_as=_known_as(fact))
        return Row(None, benefit, reach, self._criteria.setdefault(window, criterion))

    def award(self, award: Award, benefit: Benefit, shared: tuple[Row, ...] = (), *, own: bool = True) -> AwardPlan:
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
        return AwardPlan(award, benefit, own, tuple(rows), self._judged(rows), length_at)

    def _check_factor(self, fact: Fact, benefit: Benefit) -> None:
        """Raise RecordError unless an award's number can be multiplied by this fact."""
        if fact.type is not FactType.NUMBER:
            raise RecordError(f"times {fact.slug!r}: it is a {fact.type} fact, not a number")
        reach_of(fact, self._whose_anchor(fact, benefit), benefit.subject)

    @staticmethod
    def _whose_anchor(fact: Fact, benefit: Benefit) -> Whose:
        child_of_family = fact.holder is Holder.CHILD and benefit.subject not in (
            Subject.EACH_CHILD,
            Subject.EACH_BIRTH,
        )
        return Whose.ANY_CHILD if child_of_family else Whose.SUBJECT

    def _claim(self, claim: Claim, benefit: Benefit) -> Row:
        if claim.by is not None:
            return self._constant(benefit, in_force(Validity(until=claim.by)))
        return self.anchored(claim, claiming(claim), benefit)

    def entry(self, benefit: Benefit, added: Iterable[Benefit], asks: bool, until: date | None, by: str) -> Entry:
        """One benefit, with the lines of the records that add to it before its own."""
        rows = tuple(self.condition(row, benefit) for row in benefit.conditions)
        rows += (*self.valid(benefit.valid, benefit), *self.valid(Validity(until=until), benefit))
        awards = [self._added(award, other) for other in added for award in other.awards]
        awards += [self.award(award, benefit) for award in benefit.awards]
        self._check_length(awards)
        every_row = (*rows, *(row for award in awards for row in award.rows))
        shown = tuple(row for row in every_row if row.condition is not None)
        return Entry(
            benefit,
            self._rule(benefit.subject, rows, shown, tuple(awards)),
            rows,
            shown,
            asks=asks,
            valid=_narrowed(benefit.valid, until),
            superseded_by=by,
            reads=frozenset(row.condition.fact for row in shown if row.condition),
            hangs_on=frozenset(row.condition.fact for row in shown if row.condition and not row.any_of),
        )

    def _rule(
        self, subject: Subject, rows: tuple[Row, ...], shown: tuple[Row, ...], awards: tuple[AwardPlan, ...]
    ) -> Rule:
        """The rule of these rows for such subjects: one that is known already, unless it has awards."""
        fixed, bound = (self._judged(some) for some in split(rows))
        binds = binding((*rows, *(row for award in awards for row in award.rows)))
        by_length = any(award.length_at for award in awards)
        told = tuple((row.slot, row.criterion) for row in shown)
        rule = Rule(subject, fixed, bound, told, awards, any(award.own for award in awards), by_length, binds)
        return self._rules.setdefault((subject, fixed, bound, told, tuple(map(id, awards))), rule)

    def _check_length(self, awards: Iterable[AwardPlan]) -> None:
        """Raise RecordError if a run as long as its lines hangs on a number that may be another tomorrow."""
        awards = list(awards)
        times = [award.award.times for award in awards] if any(award.length_at for award in awards) else []
        for one in times:
            if one and (self.facts[one.fact].how is not How.DERIVED or DERIVED[one.fact].edges):
                raise RecordError(f"times {one.fact!r}: a run cannot have a length that changes while it lasts")

    def _added(self, award: Award, other: Benefit) -> AwardPlan:
        own = tuple(self.condition(row, other) for row in other.conditions) + tuple(self.valid(other.valid, other))
        return self.award(award, other, own, own=False)


def _derived(fact: Fact) -> Derived | None:
    return DERIVED[fact.slug] if fact.how is How.DERIVED else None


def _known_as(fact: Fact) -> str:
    """By what a criterion on the fact looks for a value that is known already."""
    derived = _derived(fact)
    return "" if derived and (derived.placed or derived.edges) else fact.slug


def _settling(demand: tuple[str, Demand]) -> tuple[bool, int]:
    _, (slot, criterion) = demand
    return isinstance(criterion.comparison, Dated), slot


def _narrowed(valid: Validity, until: date | None) -> Validity:
    """A validity that ends by ``until``; one that would end before it begins keeps its end alone."""
    last = min(filter(None, (valid.until, until)), default=None)
    return Validity(valid.since if not last or not valid.since or valid.since <= last else None, last)


def asks_by_default(benefit: Benefit, asking: Collection[str]) -> bool:
    """Whether a benefit may raise questions: binding, for families, and from one of the ``asking`` documents."""
    if benefit.asks is not None:
        return benefit.asks
    binding = benefit.kind is Kind.BENEFIT and benefit.force is Force.ENTITLEMENT
    cited = any(citation.document in asking for citation in benefit.citations)
    return binding and benefit.recipient is Recipient.FAMILY and cited


def asking_documents(benefits: Iterable[Benefit], statuses: Mapping[str, Status]) -> frozenset[str]:
    """The documents whose benefits may ask: those in force, and the drafts of a region that has nothing else.

    A draft decides nothing, but a family that lives under it alone shall see what it would mean for it.
    """
    cited = {(benefit.region, one.document) for benefit in benefits for one in benefit.citations}
    standing = {pair: statuses.get(pair[1], Status.IN_FORCE) for pair in cited}
    settled = {region for (region, _), status in standing.items() if status is Status.IN_FORCE}
    return frozenset(
        document
        for (region, document), status in standing.items()
        if status is Status.IN_FORCE or (status is Status.DRAFT and region not in settled)
    )


def _superseded(benefits: Iterable[Benefit]) -> dict[str, tuple[date, str]]:
    """Which record gives way from which day to which other: the earliest counts."""
    found: dict[str, tuple[date, str]] = {}
    for benefit in benefits:
        for relation in benefit.relations:
            if relation.kind is RelationKind.SUPERSEDES and relation.since:
                known = found.get(relation.to, (date.max, ""))
                found[relation.to] = min(known, (relation.since, benefit.id))
    return found


def _adders(benefits: Iterable[Benefit]) -> dict[str, list[Benefit]]:
    """Which records add their lines to which other: only where both are assessed for the same subject."""
    benefits = list(benefits)
    subjects = {benefit.id: benefit.subject for benefit in benefits}
    found: dict[str, list[Benefit]] = {}
    for benefit in benefits:
        for relation in benefit.relations:
            if relation.kind is RelationKind.ADDS_TO and subjects.get(relation.to) is benefit.subject:
                found.setdefault(relation.to, []).append(benefit)
    return found


def compile_plan(benefits: Iterable[Benefit], facts: Mapping[str, Fact], statuses: Mapping[str, Status]) -> Plan:
    """A plan for these benefits, in order of their ids; raises RecordError naming the record.

    ``statuses`` gives the status of each document cited (in force if not named).
    """
    benefits = sorted(benefits, key=lambda benefit: benefit.id)
    adders = _adders(benefits)
    gone, asking = _superseded(benefits), asking_documents(benefits, statuses)
    compiler = _Compiler(facts)
    entries = []
    for benefit in benefits:
        since, by = gone.get(benefit.id, (None, ""))
        until = since - timedelta(days=1) if since else None
        try:
            asks = asks_by_default(benefit, asking)
            entries.append(compiler.entry(benefit, adders.get(benefit.id, ()), asks, until, by))
        except RecordError as error:
            raise RecordError(f"{benefit.id}: {error}") from error
    entries = [_related(entry, benefits) for entry in _asking_through_rules(entries)]
    rows = (row for entry in entries if entry.asks for row in entry.every_row)
    asked_about = frozenset(row.comparison.fact for row in rows if row.comparison)
    by_id = {entry.benefit.id: entry for entry in entries}
    return Plan(tuple(entries), facts, by_id, asked_about, _readers(entries), _behind(facts))


def _behind(facts: Mapping[str, Fact]) -> dict[str, frozenset[str]]:
    """The facts that each topic opens, and the topic itself."""
    topics = {fact.topic for fact in facts.values() if fact.topic}
    return {one: frozenset({one, *(slug for slug, fact in facts.items() if fact.topic == one)}) for one in topics}


def _related(entry: Entry, benefits: Iterable[Benefit]) -> Entry:
    """With its relations sorted, and those that others have to it."""
    benefit = entry.benefit
    naming = [other.id for other in benefits if benefit.id in _named(other, RelationKind.NOT_WITH)]
    return replace(
        entry,
        joins=_named(benefit, RelationKind.RESTATES, RelationKind.ADDS_TO),
        includes=_named(benefit, RelationKind.INCLUDES),
        rivals=tuple(dict.fromkeys((*_named(benefit, RelationKind.NOT_WITH), *naming))),
    )


def _named(benefit: Benefit, *kinds: RelationKind) -> tuple[str, ...]:
    return tuple(relation.to for relation in benefit.relations if relation.kind in kinds)


def _readers(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """The asking entries by what their rows read, directly or through a derived fact."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        read = {row.comparison.fact for row in entry.every_row if row.comparison} if entry.asks else set()
        for slug in read.union(*(DERIVED[slug].of for slug in read if slug in DERIVED)):
            found.setdefault(slug, {})[entry.benefit.id] = entry
    return {slug: tuple(by_id.values()) for slug, by_id in found.items()}


def _asking_through_rules(entries: list[Entry]) -> list[Entry]:
    """A record restated by, or stated for, a *refers_up* record asks for it; the restatement need not, unless it says so."""
    held = {entry.benefit.id for entry in entries}

    def leaves_it(benefit: Benefit) -> bool:
        restates = any(r.kind is RelationKind.RESTATES and r.to in held for r in benefit.relations)
        return restates and benefit.asks is None

    return [replace(entry, asks=False) if leaves_it(entry.benefit) else entry for entry in entries]


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
