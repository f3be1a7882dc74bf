"""What reference households are told, held against what is expected of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from benefits.references.families import Expectation, Reference
from benefits.rules.amounts import Amount, amounts
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.compile import Plan


@dataclass(frozen=True, slots=True)
class Told:
    """All of a finding that can matter to a family, to be compared: nothing of it is wording."""

    verdict: Verdict
    amounts: tuple[tuple[object, ...], ...] = ()
    opens_on: date | None = None
    ends_on: date | None = None
    apply_by: date | None = None
    missing: frozenset[str] = frozenset()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as expected, both values as they are shown."""

    field: str
    expected: str
    actual: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation, held against the finding; no ``differences`` means that it came as expected."""

    reference: Reference
    number: int
    expectation: Expectation
    differences: tuple[Difference, ...]

    @property
    def line(self) -> int:
        """The line of the file on which the expectation stands."""
        return self.reference.line(self.number)


def assess_references(plan: Plan, references: Iterable[Reference]) -> list[Outcome]:
    """Every expectation of every household, held against what the plan says to it."""
    return [outcome for reference in references for outcome in _outcomes(plan, reference)]


def _outcomes(plan: Plan, reference: Reference) -> Iterator[Outcome]:
    part = narrowed(plan, {expected.benefit for expected in reference.expectations})
    found = {(one.benefit.id, one.subject): one for one in assess(part, reference.household, reference.as_of)}
    for number, expected in enumerate(reference.expectations):
        finding = found.get((expected.benefit, expected.subject))
        if finding:
            yield Outcome(reference, number, expected, tuple(_differences(expected, finding)))
        else:
            assessed = ", ".join(subject for benefit, subject in found if benefit == expected.benefit)
            yield Outcome(reference, number, expected, (Difference("subject", expected.subject, assessed or "nobody"),))


Key = tuple[str, str, str]
"""Household, benefit and subject."""


def narrowed(plan: Plan, benefits: Collection[str]) -> Plan:
    """The plan with only these benefits assessed; what others do to them stays."""
    return replace(plan, entries=tuple(entry for entry in plan.entries if entry.benefit.id in benefits))


def told_by(plan: Plan, references: Iterable[Reference]) -> dict[Key, Told]:
    """What every household is told of every benefit: two plans compared show what a change does."""
    return {
        (reference.slug, finding.benefit.id, finding.subject): told(finding)
        for reference in references
        for finding in assess(plan, reference.household, reference.as_of)
    }


def told(finding: Finding) -> Told:
    """What matters of a finding. One that does not apply has nothing but its verdict."""
    if finding.verdict is Verdict.INELIGIBLE:
        return Told(finding.verdict)
    return Told(
        verdict=finding.verdict,
        amounts=tuple(_figure(amount) for amount in amounts(finding)),
        opens_on=finding.opens_on,
        ends_on=finding.ends_on,
        apply_by=finding.apply_by,
        missing=frozenset(ask.fact for ask in finding.missing),
        gap=bool(finding.gaps),
    )


def _figure(amount: Amount) -> tuple[object, ...]:
    return (
        amount.line,
        amount.low,
        amount.high,
        amount.unit,
        amount.period,
        amount.bound,
        amount.cap and (amount.cap.number, amount.cap.period),
        amount.months,
        amount.years,
        amount.certain,
        amount.counts,
    )


# ---------------------------------------------------------------- differences


def _differences(expected: Expectation, finding: Finding) -> Iterator[Difference]:
    for field, wanted, actual in _compared(expected, finding):
        if wanted is not None and wanted != actual:
            yield Difference(field, _shown(wanted), _shown(actual))


def _compared(expected: Expectation, finding: Finding) -> Iterator[tuple[str, object, object]]:
    yield "verdict", expected.verdict, finding.verdict
    lines = amounts(finding)
    amount = lines[0] if lines else None
    highest = expected.amount if expected.amount_to is None else expected.amount_to
    yield "amount", expected.amount, amount and amount.low
    yield "amount_to", highest, amount and amount.high
    months = amount and amount.months
    wanted = expected.months
    yield (
        "months",
        wanted and (wanted.total, wanted.due, wanted.left),
        months
        and (
            months.total,
            months.due,
            months.left,
        ),
    )
    yield "opens_on", expected.opens_on, finding.opens_on
    yield "ends_on", expected.ends_on, finding.ends_on
    yield "apply_by", expected.apply_by, finding.apply_by
    missing = tuple(sorted({ask.fact for ask in finding.missing}))
    yield "missing", None if expected.missing is None else tuple(sorted(expected.missing)), missing
    yield "gap", expected.gap, bool(finding.gaps)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "—"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "—" if value is None else str(value)
