"""The same laws on the project's own vocabulary and records, for families as they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefits.content.schema import load_benefits, load_questions
from benefits.households.format import dump, parse
from benefits.rules.amounts import amounts
from benefits.rules.assess import Verdict, assess
from benefits.rules.cards import cards
from benefits.rules.compile import compile_plan
from benefits.rules.household import UNBORN_LIST, Household
from tests.rules.strategies import DAY, answered_further, households

FIXTURES = Path(__file__).parents[2] / "fixtures"
FACTS = {fact.slug: fact for question in load_questions(FIXTURES / "questions.yaml") for fact in question.facts}
RECORDS = [record for file in sorted((FIXTURES / "benefits").glob("*.yaml")) for record in load_benefits(file)]
PLAN = compile_plan(RECORDS, FACTS, {})
TODAY = date(2026, 3, 1)

LAWS = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
DAYS = st.sampled_from((TODAY, DAY, date(2023, 1, 1), date(2025, 12, 22), date(2029, 2, 28)))


@st.composite
def families(draw: st.DrawFn) -> Household:
    """A household of any age: the children born up to eighteen years before."""
    household = draw(households(FACTS))
    aged = tuple(
        {**child, "birth": _day(child["birth"]) - timedelta(days=draw(st.integers(0, 6_600)))}
        for child in household.children or ()
    )
    return household if household.children is None else replace(household, children=aged)


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


@LAWS
@given(st.data(), families(), DAYS)
def test_more_answers_never_overturn_what_a_record_settled(data: st.DataObject, before: Household, day: date) -> None:
    after = data.draw(answered_further(before, FACTS))
    later = assess(PLAN, after, day)
    verdicts: dict[tuple[str, str], set[Verdict]] = {}
    for finding in later:
        verdicts.setdefault((finding.benefit.id, finding.subject), set()).add(finding.verdict)
        verdicts.setdefault((finding.benefit.id, UNBORN_LIST), set()).add(finding.verdict)
    for finding in assess(PLAN, before, day):
        if finding.verdict is not Verdict.UNDETERMINED:
            assert verdicts.get((finding.benefit.id, finding.subject), set()) <= {finding.verdict}


@LAWS
@given(families(), DAYS)
def test_every_record_is_open_exactly_when_something_is_missing_or_unclear(household: Household, day: date) -> None:
    for finding in assess(PLAN, household, day):
        assert (finding.verdict is Verdict.UNDETERMINED) == bool(finding.missing or finding.gaps)


@LAWS
@given(families(), DAYS)
def test_every_window_ends_where_assessing_anew_changes(household: Household, day: date) -> None:
    for finding in assess(PLAN, household, day):
        assert finding.truth_on(finding.state_day) is finding.state.outcome.truth
        if finding.since:
            assert finding.truth_on(finding.since - timedelta(days=1)) is not finding.state.outcome.truth
        if finding.ends_on:
            assert finding.truth_on(finding.ends_on) is finding.state.outcome.truth
            assert finding.truth_on(finding.ends_on + timedelta(days=1)) is not finding.state.outcome.truth


@LAWS
@given(families(), DAYS)
def test_no_figure_is_negative_upside_down_or_left_of_itself(household: Household, day: date) -> None:
    for finding in assess(PLAN, household, day):
        for amount in amounts(finding):
            if amount.low is not None and amount.high is not None:
                assert 0 <= amount.low <= amount.high
            if amount.months:
                assert 0 <= amount.months.due <= amount.months.total


@LAWS
@given(families(), DAYS)
def test_every_right_has_one_card_and_none_is_lost(household: Household, day: date) -> None:
    found = assess(PLAN, household, day)
    made = cards(found)
    shown = [id(one) for card in made for one in (card.finding, *card.joined)]
    held = {id(one) for card in made for one in card.included}
    assert len(shown) == len(set(shown))
    assert {id(one) for one in found} - set(shown) <= held


@LAWS
@given(families())
def test_every_family_fits_the_format(household: Household) -> None:
    assert parse(dump(household), FACTS) == household
