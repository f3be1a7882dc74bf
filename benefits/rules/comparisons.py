"""One fact held against one value: yes, no, or open. Each comparison knows the days on which it may change."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType
from benefits.rules.model import Claim, Condition, Run, Validity
from benefits.rules.parts import Doubtful, Part, Window
from benefits.rules.terms import Operator
from benefits.rules.values import NO, YES, Gap, Known, Open, Outcome, Uncertain, Unknown, Value, open_gap, open_missing
from regions.codes import is_code, significant

ONE_DAY = timedelta(days=1)
BOUNDARY = Gap("boundary", "“以下”是否包含满龄的当天，文件没有写")
ON_BOUNDARY = open_gap(BOUNDARY)


class RecordError(ValueError):
    """A record that cannot be evaluated; the message says which row, why, and how to mend it."""


def judge(value: Value, known: Callable[[Known], bool]) -> Outcome:
    """Lift a judgement of known values to values that are missing, open or of nobody."""
    if value is None:
        return NO
    if isinstance(value, Unknown):
        return open_missing(value.missing)
    if isinstance(value, Uncertain):
        truths = {known(one) for one in value.values}
        return _truth(truths.pop()) if len(truths) == 1 else open_gap(value.gap)
    return _truth(known(value))


def _truth(holds: bool) -> Outcome:
    return YES if holds else NO


@dataclass(frozen=True, slots=True)
class Static:
    """A comparison that no day changes."""

    fact: str
    holds: Callable[[Known], bool]

    def judging(self, otherwise: Outcome) -> Callable[[Value], Outcome]:
        """What tells whether a value satisfies it, ``otherwise`` if not: made once for all values."""
        holds = self.holds

        def part(value: Value) -> Outcome:
            if value is not None and not isinstance(value, Open):
                return YES if holds(value) else otherwise
            outcome = judge(value, holds)
            return otherwise if outcome is NO else outcome

        return part


@dataclass(frozen=True, slots=True)
class Dated:
    """A date held against ``as_of``. ``window`` gives the days on which it holds.

    Dates are compared, never ages. With a ``boundary`` nobody can tell on the very day of the end.
    """

    fact: str
    window: Callable[[date], Window]
    boundary: bool = False

    def judging(self, otherwise: Outcome) -> Callable[[Value], Part]:
        """What tells the days on which a date satisfies it, ``otherwise`` on the others and for what is no date."""
        window, boundary = self.window, self.boundary
        is_plain = otherwise is NO and not boundary

        def part(value: Value) -> Part:
            if not isinstance(value, date):
                outcome = judge(value, lambda _: False)
                return otherwise if outcome is NO else outcome
            if is_plain:
                return window(value)
            return Doubtful(window(value), otherwise, end_is_open=boundary, open=ON_BOUNDARY)

        return part


Comparison = Static | Dated
"""Something that a value satisfies or not, or satisfies on some days."""


# ---------------------------------------------------------------- from rows to comparisons


def _dated(fact: str, op: Operator, span: Span) -> Dated:
    if op is Operator.REACHED:
        return Dated(fact, lambda d: Window(span.after(d), date.max))
    if op is Operator.NOT_REACHED:
        return Dated(fact, lambda d: Window(date.min, span.after(d)))
    if op is Operator.WITHIN:
        return Dated(fact, lambda d: Window(d, span.after(d) + ONE_DAY))
    return Dated(fact, lambda d: Window(d, span.after(d)), boundary=op is Operator.BELOW)


SPANS = (Operator.UNDER, Operator.WITHIN, Operator.BELOW, Operator.REACHED, Operator.NOT_REACHED)
PLACES = (Operator.HERE, Operator.NOT_HERE)
FITTING: dict[FactType, tuple[Operator, ...]] = {
    FactType.YESNO: (Operator.IS, Operator.IS_NOT),
    FactType.CHOICE: (Operator.IS, Operator.IS_NOT, Operator.IN, Operator.NOT_IN),
    FactType.NUMBER: (Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.AT_MOST),
    FactType.DATE: (*SPANS, Operator.ON_OR_AFTER, Operator.ON_OR_BEFORE),
    FactType.REGION: PLACES,
}


def _typed(condition: Condition, fact: Fact) -> Known | tuple[str, ...]:
    """The row's value as its fact's type wants it; raises RecordError."""
    value = condition.value
    wrong = RecordError(f"condition on {fact.slug!r}: {condition.op} does not take the value {value!r}")
    if fact.type is FactType.YESNO and isinstance(value, bool):
        return value
    if fact.type is FactType.NUMBER and isinstance(value, int) and not isinstance(value, bool):
        return value
    if fact.type is FactType.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if fact.type is FactType.CHOICE:
        return _choices(condition, fact, wrong)
    raise wrong


def _choices(condition: Condition, fact: Fact, wrong: RecordError) -> Known | tuple[str, ...]:
    value = condition.value
    several = condition.op in (Operator.IN, Operator.NOT_IN)
    named = value if isinstance(value, tuple) else (value,)
    if several != isinstance(value, tuple) or not named:
        raise wrong
    strange = [one for one in named if one not in fact.values]
    if strange:
        raise RecordError(f"condition on {fact.slug!r}: {strange[0]!r} is not one of {', '.join(fact.values)}")
    return value if isinstance(value, tuple) else str(value)


def _tests(op: Operator, value: Known | tuple[str, ...]) -> Callable[[Known], bool]:
    """The test of a known value; plain operators, since each household takes it many times."""
    tests: dict[Operator, Callable[[Known], bool]] = {
        Operator.IS: partial(operator.eq, value),
        Operator.IS_NOT: partial(operator.ne, value),
        Operator.IN: lambda known: known in value,  # type: ignore[operator]
        Operator.NOT_IN: lambda known: known not in value,  # type: ignore[operator]
        Operator.AT_LEAST: partial(operator.le, value),
        Operator.AT_MOST: partial(operator.ge, value),
        Operator.ON_OR_AFTER: partial(operator.le, value),
        Operator.ON_OR_BEFORE: partial(operator.ge, value),
    }
    return tests[op]


def compare(condition: Condition, fact: Fact, place: str) -> Comparison:
    """The comparison of one row for a record of ``place``; raises RecordError if it makes no sense."""
    op = condition.op
    if op is None or op not in FITTING[fact.type]:
        fitting = ", ".join(FITTING[fact.type])
        raise RecordError(f"condition on {fact.slug!r}: {op} does not fit a {fact.type} fact; use {fitting}")
    if op in SPANS:
        if not isinstance(condition.value, str):
            raise RecordError(f"condition on {fact.slug!r}: {op} takes a span such as '36 months'")
        return _dated(fact.slug, op, _span(condition.value, fact))
    if op in PLACES:
        return _located(fact.slug, op, place)
    return Static(fact.slug, _tests(op, _parsed(condition, fact)))


def _parsed(condition: Condition, fact: Fact) -> Known | tuple[str, ...]:
    try:
        return _typed(condition, fact)
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"condition on {fact.slug!r}: {error}") from error


def _span(text: str, fact: Fact) -> Span:
    try:
        return Span.parse(text)
    except ValueError as error:
        raise RecordError(f"condition on {fact.slug!r}: {error}") from error


def _located(slug: str, op: Operator, place: str) -> Static:
    """Whether a code is the place itself or lies in it: whether it begins with the place's own digits."""
    own = significant(place)

    def here(known: Known) -> bool:
        return isinstance(known, str) and known.startswith(own) and is_code(known)

    return Static(slug, here if op is Operator.HERE else lambda known: not here(known))


def running(run: Run) -> Dated:
    """While an award accrues. A run whose end is the lines' length is only bounded below here."""
    first, last = run.first, run.last
    return Dated(run.at, lambda d: Window(first.after(d), last.after(d) if last else date.max))


def claiming(claim: Claim) -> Dated:
    """While an award can be asked for, counted from its anchor; the last day is included."""
    return Dated(claim.at, lambda d: Window(*claim_days(claim, d)))


def in_force(valid: Validity) -> Window:
    """The days of a validity."""
    last = valid.until
    return Window(valid.since or date.min, last + ONE_DAY if last and last < date.max else date.max)


def claim_days(claim: Claim, anchor: date) -> tuple[date, date]:
    """The first day of a claim and the day after its last."""
    first = Span.parse(claim.start).after(anchor)
    if claim.by_year is None:
        return first, Span.parse(claim.end).after(anchor) + ONE_DAY
    return first, date(anchor.year + claim.by_year + claim.yearly, 1, 1)
