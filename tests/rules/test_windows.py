"""Windows in time agree with assessing day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefits.rules.assess import Finding, Verdict
from tests.rules.making import benefit, child, finding, household, row
from tests.rules.strategies import DAY, NEAR, SPANS, Case, cases

LAWS = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ONE_DAY = timedelta(days=1)
ABOUT = [DAY + timedelta(days=days) for days in range(-75, 76)]
LONG_AGO, FAR_AHEAD = date(1950, 1, 1), date(2090, 1, 1)


def truth(finding: Finding) -> bool | None:
    """Whether it holds on the day it was assessed."""
    if finding.state_day != finding.as_of:
        return False
    return {Verdict.ELIGIBLE: True, Verdict.UNDETERMINED: None}.get(finding.verdict, False)


@LAWS
@given(cases())
def test_every_day_about_is_as_assessed_on_that_day(case: Case) -> None:
    by_day = [case.findings(day) for day in ABOUT]
    for number, found in enumerate(case.findings()):
        assert [found.truth_on(day) for day in ABOUT] == [truth(on_day[number]) for on_day in by_day]


@LAWS
@given(cases())
def test_nothing_changes_but_on_an_edge(case: Case) -> None:
    for found in case.findings():
        changes = [day for day in ABOUT[1:] if found.truth_on(day) is not found.truth_on(day - ONE_DAY)]
        assert set(changes) <= set(found.edges)


def timeline(found: Finding) -> dict[date, bool | None]:
    """Whether it holds, on every day about and on either side of each edge."""
    edges = {day for edge in found.edges for day in (edge - ONE_DAY, edge)}
    return {day: found.truth_on(day) for day in sorted({LONG_AGO, FAR_AHEAD, *ABOUT, *edges})}


def expected(days: dict[date, bool | None], answerable: bool) -> tuple[Verdict, date | None, date | None]:
    """The verdict with the day it opens and the last day it held, read off a timeline.

    What is over is over, even where only the text leaves open whether it held; ``answerable`` says
    that an answer could still tell.
    """
    now = days[DAY]
    if now is not False:
        return Verdict.ELIGIBLE if now else Verdict.UNDETERMINED, None, None
    over = Verdict.UNDETERMINED if answerable else Verdict.ENDED
    for ahead, wanted, verdict in (
        (True, True, Verdict.UPCOMING),
        (True, None, Verdict.UNDETERMINED),
        (False, True, Verdict.ENDED),
        (False, None, over),
    ):
        found = [day for day, holds in days.items() if (day > DAY) is ahead and holds is wanted]
        if found:
            return (verdict, found[0], None) if ahead else (verdict, None, found[-1])
    return Verdict.INELIGIBLE, None, None


@LAWS
@given(cases())
def test_verdicts_and_their_days_are_those_of_the_timeline(case: Case) -> None:
    for found in case.findings():
        answerable = bool(found.state.outcome.missing)
        assert (found.verdict, found.opens_on, found.closed_on) == expected(timeline(found), answerable)


def stretch(days: dict[date, bool | None], day: date) -> tuple[date | None, date | None]:
    """The first and last day on which it stands as it does on ``day``; None where that never changes."""
    before = [other for other in days if other <= day and days[other] is not days[day]]
    after = [other for other in days if other >= day and days[other] is not days[day]]
    return (before[-1] + ONE_DAY if before else None), (after[0] - ONE_DAY if after else None)


@LAWS
@given(cases())
def test_a_stretch_begins_and_ends_where_the_timeline_changes(case: Case) -> None:
    for found in case.findings():
        first, last = stretch(timeline(found), found.state_day)
        if found.verdict is Verdict.INELIGIBLE:
            first = last = None
        assert (found.since, found.ends_on) == (first, last)


# ---------------------------------------------------------------- claims


CLAIMS = st.one_of(
    st.fixed_dictionaries({"at": st.just("birth"), "start": SPANS, "end": SPANS}),
    st.fixed_dictionaries(
        {"at": st.just("birth"), "start": SPANS, "by_year": st.integers(0, 2), "yearly": st.integers(1, 3)}
    ),
    st.fixed_dictionaries({"by": NEAR}),
)


def claimed(claim: dict[str, Any], birth: date, as_of: date = DAY) -> Finding:
    record = benefit(subject="each_child", awards=[{"number": 1, "unit": "元", "claim": claim}])
    return finding(record, household(child(birth)), as_of)


@LAWS
@given(CLAIMS, NEAR)
def test_it_can_be_claimed_on_the_days_of_its_claims_and_no_others(claim: dict[str, Any], birth: date) -> None:
    found = claimed(claim, birth)
    days = timeline(found)
    if found.verdict is not Verdict.INELIGIBLE:
        assert [day for day in days if days[day]] == [
            day for day in days if any(first <= day <= last for first, last in found.claims)
        ]


@pytest.mark.parametrize(
    ("claim", "as_of", "verdict", "apply_by"),
    [
        # 自出生之日起六个月内: the same day of the sixth month is the last.
        ({"at": "birth", "end": "6 months"}, "2024-11-01", "eligible", "2024-11-01"),
        ({"at": "birth", "end": "6 months"}, "2024-11-02", "ended", None),
        ({"at": "birth", "end": "6 months"}, "2024-04-30", "upcoming", "2024-11-01"),
        ({"at": "birth", "start": "1 month", "end": "6 months"}, "2024-05-31", "upcoming", "2024-11-01"),
        ({"at": "birth", "start": "1 month", "end": "6 months"}, "2024-06-01", "eligible", "2024-11-01"),
        # Three yearly payments, each until the end of the year after.
        ({"at": "birth", "by_year": 1, "yearly": 3}, "2024-05-01", "eligible", "2025-12-31"),
        ({"at": "birth", "by_year": 1, "yearly": 3}, "2025-12-31", "eligible", "2025-12-31"),
        ({"at": "birth", "by_year": 1, "yearly": 3}, "2026-01-01", "eligible", "2026-12-31"),
        ({"at": "birth", "by_year": 1, "yearly": 3}, "2027-12-31", "eligible", "2027-12-31"),
        ({"at": "birth", "by_year": 1, "yearly": 3}, "2028-01-01", "ended", None),
        # Until a fixed day.
        ({"by": date(2025, 6, 30)}, "2025-06-30", "eligible", "2025-06-30"),
        ({"by": date(2025, 6, 30)}, "2025-07-01", "ended", None),
    ],
)
def test_the_last_day_to_apply(claim: dict[str, Any], as_of: str, verdict: str, apply_by: str | None) -> None:
    found = claimed(claim, date(2024, 5, 1), date.fromisoformat(as_of))
    assert found.verdict.value == verdict
    assert found.apply_by == (date.fromisoformat(apply_by) if apply_by else None)


def test_a_payment_belongs_to_the_year_of_the_birth_also_if_it_opens_in_the_next() -> None:
    found = claimed(
        {"at": "birth", "start": "30 days", "by_year": 1, "yearly": 2}, date(2023, 12, 20), date(2024, 3, 1)
    )
    assert found.claims == (
        (date(2024, 1, 19), date(2024, 12, 31)),
        (date(2024, 1, 19), date(2025, 12, 31)),
    )


def test_the_claim_decides_where_an_award_also_runs() -> None:
    award = {
        "run": {"at": "birth", "end": "36 months"},
        "claim": {"at": "birth", "by_year": 1, "yearly": 4},
        "number": 1,
        "unit": "元",
    }
    record = benefit(subject="each_child", awards=[award])
    found = finding(record, household(child("2021-05-01")), "2025-12-31")
    assert found.verdict is Verdict.ELIGIBLE
    assert found.apply_by == date(2025, 12, 31)


# ---------------------------------------------------------------- validity


@pytest.mark.parametrize(
    ("valid", "as_of", "verdict", "day"),
    [
        ({"since": "2023-01-01"}, "2022-12-31", "upcoming", "2023-01-01"),
        ({"since": "2023-01-01"}, "2023-01-01", "eligible", None),
        ({"until": "2023-12-31"}, "2023-12-31", "eligible", None),
        ({"until": "2023-12-31"}, "2024-01-01", "ended", "2023-12-31"),
    ],
)
def test_what_is_not_in_force_yet_opens_and_what_no_longer_is_has_ended(
    valid: dict[str, str], as_of: str, verdict: str, day: str | None
) -> None:
    record = benefit(valid={name: date.fromisoformat(text) for name, text in valid.items()})
    found = finding(record, household(), as_of)
    assert found.verdict.value == verdict
    shown = found.opens_on or found.closed_on
    assert (shown.isoformat() if shown else None) == day


def test_what_was_never_open_is_not_said_to_have_ended() -> None:
    rows = [row("birth", "on_or_after", "2025-01-01"), row("birth", "under", "36 months")]
    record = benefit(subject="each_child", valid={"until": date(2024, 12, 31)}, conditions=rows)
    assert finding(record, household(child("2026-01-01")), "2026-02-01").verdict is Verdict.INELIGIBLE
