"""What holds of every vocabulary, record and household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefits.rules.amounts import amounts
from benefits.rules.assess import Finding, Verdict
from benefits.rules.cards import cards
from benefits.rules.facts import Fact, Holder
from benefits.rules.household import UNBORN_LIST
from benefits.rules.model import Award
from benefits.rules.situation import Situation
from benefits.rules.values import Unknown
from tests.rules.strategies import (
    DAY,
    DEFAULTS,
    Case,
    answered_further,
    askable,
    cases,
    households,
    open_asks,
    persons,
    related_benefits,
    values_of,
    vocabularies,
)

LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(finding: Finding) -> dict[str, Any]:
    """All that a finding tells."""
    return {
        "verdict": finding.verdict,
        "missing": finding.missing,
        "gaps": finding.gaps,
        "days": (finding.opens_on, finding.closed_on, finding.since, finding.ends_on),
        "claims": (finding.apply_by, finding.claims),
        "amounts": amounts(finding),
        "traces": [(one.readings, one.outcome) for one in finding.traces],
    }


def by_subject(findings: Iterable[Finding]) -> dict[tuple[str, str], Finding]:
    return {(finding.benefit.id, finding.subject): finding for finding in findings}


def test_the_laws_speak_of_every_verdict() -> None:
    reached: set[Verdict] = set()

    @settings(LAWS, max_examples=300, derandomize=True, database=None)
    @given(cases())
    def collect(case: Case) -> None:
        reached.update(finding.verdict for finding in case.findings())

    collect()
    assert reached == set(Verdict)


# ---------------------------------------------------------------- more answers


@st.composite
def _before_and_after(draw: st.DrawFn) -> tuple[Case, Case]:
    before = draw(cases())
    return before, before.with_(draw(answered_further(before.household, before.facts)))


@LAWS
@given(_before_and_after())
def test_more_answers_never_overturn_a_settled_verdict(pair: tuple[Case, Case]) -> None:
    before, after = pair
    later = by_subject(after.findings())
    for finding in before.findings():
        if finding.verdict is not Verdict.UNDETERMINED:
            same = [one for (_, who), one in later.items() if finding.subject in (who, UNBORN_LIST)]
            assert {one.verdict for one in same} <= {finding.verdict}


# ---------------------------------------------------------------- undetermined


@LAWS
@given(cases())
def test_undetermined_exactly_when_a_fact_is_missing_or_a_gap_applies(case: Case) -> None:
    """Of what is over only an answer could still tell whether it ever held: a gap alone leaves it ended."""
    for finding in case.findings():
        over = finding.closed_on is not None
        assert (finding.verdict is Verdict.UNDETERMINED) == bool(finding.missing or (finding.gaps and not over))


@LAWS
@given(cases())
def test_what_is_missing_is_open_and_can_be_answered(case: Case) -> None:
    situation = Situation(case.household, case.facts)
    for finding in case.findings():
        for ask in finding.missing:
            if ask.fact == "children":
                assert case.household.children is None
            else:
                assert isinstance(situation.asked(*ask), Unknown)


@st.composite
def _complete(draw: st.DrawFn) -> Case:
    """A household that has answered everything."""
    case = draw(cases())
    known = tuple({"deceased": False, **child} for child in case.household.children or ())
    household = replace(case.household, children=known)
    household = household.with_answer("purchase_date", "family", DAY)
    household = household.with_answer("onlychild_pre2016", "family", draw(st.booleans()))
    household = household.with_answer("parents", "family", household.family.get("parents", "both"))
    while asks := open_asks(household, case.facts):
        household = household.with_answer(*asks[0], draw(values_of(case.facts[asks[0].fact])))
    return case.with_(household)


@LAWS
@given(_complete())
def test_when_all_is_answered_only_gaps_are_left(case: Case) -> None:
    for finding in case.findings():
        assert not finding.missing
        assert (finding.verdict is Verdict.UNDETERMINED) == bool(finding.gaps and finding.closed_on is None)


# ---------------------------------------------------------------- order


@st.composite
def _shuffled(draw: st.DrawFn) -> tuple[Case, Case]:
    facts = draw(vocabularies())
    records = draw(related_benefits(facts))
    case = Case(facts, tuple(records), draw(households(facts)))
    return case, replace(case, records=tuple(draw(st.permutations(records))))


@LAWS
@given(_shuffled())
def test_the_order_of_records_does_not_matter(pair: tuple[Case, Case]) -> None:
    found, again = (case.findings() for case in pair)
    assert [(f.benefit.id, f.subject, told(f)) for f in found] == [(f.benefit.id, f.subject, told(f)) for f in again]
    assert [card.finding.benefit.id for card in cards(found)] == [card.finding.benefit.id for card in cards(again)]


@st.composite
def _reordered(draw: st.DrawFn) -> tuple[Case, Case]:
    case = draw(cases())
    moved = tuple(draw(st.permutations(case.records[0].conditions)))
    return case, replace(case, records=(replace(case.records[0], conditions=moved),))


@LAWS
@given(_reordered())
def test_the_order_of_conditions_does_not_matter(pair: tuple[Case, Case]) -> None:
    for mine, its in zip(*(case.findings() for case in pair), strict=True):
        assert {**told(mine), "traces": None} == {**told(its), "traces": None}


# ---------------------------------------------------------------- facts that nothing reads


_MADE_OF = {
    "hukou_here": {"child_hukou", "hukou"},
    "all_minor_at_purchase": {"purchase_date"},
    "only_child_family": {"onlychild_pre2016"},
}


def reads(finding: Finding, facts: Mapping[str, Fact]) -> set[str]:
    """The facts that the finding's rows read, and those that these follow from."""
    pending = {row.condition.fact for row in finding.shown if row.condition and row.condition.fact}
    pending |= {slug for plan in finding.entry.awards for slug in _of_award(plan.award)}
    found: set[str] = set()
    while pending:
        slug = pending.pop()
        found.add(slug)
        one = facts[slug]
        behind = {one.topic, *(rule.fact for rule in one.taken_as), *(rule.same_as for rule in one.taken_as)}
        behind |= _MADE_OF.get(slug, set())
        pending |= behind - found - {""}
    return found


def _of_award(award: Award) -> set[str]:
    anchors = {window.at for window in (award.run, award.claim) if window}
    return (anchors | ({award.times.fact} if award.times else set())) - {""}


@st.composite
def _changed(draw: st.DrawFn) -> tuple[Case, Case, str]:
    """A household before and after one answer was given, changed or taken back."""
    case = draw(cases())
    holders = tuple(Holder)
    whose = [(one, who) for one in askable(case.facts, *holders) for who in persons(one.holder, case.household)]
    one, who = draw(st.sampled_from([(one, who) for one, who in whose if one.slug not in DEFAULTS]))
    value = draw(st.one_of(values_of(one), st.just("unsure"), st.none()))
    return case, case.with_(case.household.with_answer(one.slug, who, value)), one.slug


@LAWS
@given(_changed())
def test_a_fact_that_no_trace_reads_never_changes_a_finding(change: tuple[Case, Case, str]) -> None:
    before, after, slug = change
    later = by_subject(after.findings())
    for finding in before.findings():
        if slug not in reads(finding, before.facts):
            assert told(later[finding.benefit.id, finding.subject]) == told(finding)


@LAWS
@given(cases(), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_assessing_twice_finds_the_same(case: Case, day: date) -> None:
    assert [told(finding) for finding in case.findings(day)] == [told(finding) for finding in case.findings(day)]
