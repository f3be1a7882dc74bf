"""What an award comes to for this household: so much a period, so many months due and left, in all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benefits.rules.assess import Finding
from benefits.rules.casts import Cast
from benefits.rules.compile import AwardPlan
from benefits.rules.dates import month_index
from benefits.rules.evaluate import AwardState, by_line
from benefits.rules.model import Award, Benefit, Cap, Validity
from benefits.rules.parts import settled
from benefits.rules.terms import Bound, Force, Kind, Period, Recipient


@dataclass(frozen=True, slots=True)
class Months:
    """The calendar months in which a monthly award accrues; ``due`` counts the month of ``as_of``.

    Source: 口径2. From the month of the first day through the month before the one of the end.
    """

    first: date
    last: date
    total: int
    due: int

    @property
    def left(self) -> int:
        """Months still to come."""
        return self.total - self.due


@dataclass(frozen=True, slots=True)
class Amount:
    """One line of a benefit for one subject.

    ``low`` and ``high`` are numbers in ``unit`` each ``period``, multiplied as the award says; None
    where the text gives no figure, or while a factor is unknown. ``certain`` is false while the
    line may come to nothing, ``counts`` true if it may enter a family's totals.
    """

    line: str
    low: float | None
    high: float | None
    unit: str
    period: Period
    per: str
    bound: Bound
    of: str
    cap: Cap | None
    notes: tuple[str, ...]
    months: Months | None
    years: tuple[int, ...]
    certain: bool
    counts: bool

    @property
    def approximate(self) -> bool:
        """Whether the text leaves room: 约."""
        return self.months is not None or self.low != self.high or self.bound is not Bound.EXACTLY

    def over(self, periods: int) -> tuple[float, float] | None:
        """The sum over so many periods; None where there is no figure."""
        return None if self.low is None or self.high is None else (self.low * periods, self.high * periods)

    @property
    def total(self) -> tuple[float, float] | None:
        """The sum over the whole run or all yearly payments; None for an award without an end."""
        periods = self.months.total if self.months else len(self.years)
        if self.period is Period.ONCE and not periods:
            periods = 1
        return self.over(periods) if periods else None

    @property
    def left(self) -> tuple[float, float] | None:
        """The sum of the months still to come; None without a run."""
        return self.over(self.months.left) if self.months else None


def amounts(finding: Finding) -> tuple[Amount, ...]:
    """Each line of the finding's state, with the awards that may apply."""
    return tuple(_amount(finding, line, states) for line, states in by_line(finding.state.awards).items())


def _amount(finding: Finding, line: str, states: list[AwardState]) -> Amount:
    award = states[0].plan.award
    low, high = _range(finding, states)
    return Amount(
        line=line,
        low=low,
        high=high,
        unit=award.unit,
        period=award.period,
        per=award.per,
        bound=award.bound,
        of=award.of,
        cap=award.cap,
        notes=tuple(dict.fromkeys(state.plan.award.note for state in states if state.plan.award.note)),
        months=_months(finding, states[0]),
        years=_years(finding, award),
        certain=bool(states[-1].outcome.truth),
        counts=_counts(award, states[0].plan.source),
    )


def _range(finding: Finding, states: list[AwardState]) -> tuple[float | None, float | None]:
    """From the least to the most that may apply: an unknown earlier award makes it a range."""
    known = [number for state in states for number in _numbers(finding, state)]
    return (min(known), max(known)) if known else (None, None)


def _numbers(finding: Finding, state: AwardState) -> Iterator[float]:
    award = state.plan.award
    factor = finding.cast.factor(state.plan, finding.state_day)
    for number in (award.number, award.number_to):
        if number is not None and factor is not None:
            yield number * factor


def _counts(award: Award, source: Benefit) -> bool:
    if award.sum is not None:
        return award.sum
    binding = source.force is Force.ENTITLEMENT and source.kind is Kind.BENEFIT
    return binding and source.recipient is Recipient.FAMILY and award.unit in ("元", "天", "日")


def _months(finding: Finding, state: AwardState) -> Months | None:
    """The months of the run; of every child that it runs for, each month counted once."""
    run = state.plan.award.run
    if run is None or run.last is None or state.plan.award.period is not Period.MONTH:
        return None
    accruing: set[int] = set()
    for frame in finding.standing.case.frames:
        held = next((award for award in frame.awards if award.plan is state.plan), None)
        sure = settled(frame.conditions).truth and held and settled(held.holds).truth
        if held and (sure or not finding.state.outcome.truth):
            accruing |= _run_months(finding, state.plan, frame.cast)
    if not accruing:
        return None
    due = sum(month <= month_index(finding.as_of) for month in accruing)
    return Months(_first_of(min(accruing)), _first_of(max(accruing) + 1) - timedelta(days=1), len(accruing), due)


def _run_months(finding: Finding, plan: AwardPlan, cast: Cast) -> set[int]:
    run = plan.award.run
    anchor = cast.anchor(run.at) if run else None
    if run is None or run.last is None or anchor is None:
        return set()
    begin, end = month_index(run.first.after(anchor)), month_index(run.last.after(anchor))
    for valid in (finding.entry.valid, plan.award.valid):
        begin, end = _clipped(begin, end, valid)
    return set(range(begin, end))


def _clipped(begin: int, end: int, valid: Validity) -> tuple[int, int]:
    if valid.since:
        begin = max(begin, month_index(valid.since))
    if valid.until:
        end = min(end, month_index(valid.until) + 1)
    return begin, end


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _years(finding: Finding, award: Award) -> tuple[int, ...]:
    """The calendar years that yearly payments belong to (口径19)."""
    claim = award.claim
    if claim is None or claim.by_year is None:
        return ()
    anchor = finding.cast.anchor(claim.at)
    return tuple(range(anchor.year, anchor.year + claim.yearly)) if isinstance(anchor, date) else ()
