"""What a change does to the reference households, on the fixtures as they are published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from benefits.checking.content import Content, from_fixtures
from benefits.questionnaire.interview import places
from benefits.questionnaire.walking import walk
from benefits.references.expectations import told_by
from benefits.references.families import Reference, read_references
from benefits.review.asking import Asking, _Asker, asking
from benefits.review.guarding import newly_broken
from benefits.review.impact import Effect, Impact, affected, impact
from benefits.rules.compile import compile_plan
from benefits.rules.household import Household
from benefits.rules.model import Benefit
from tests.bench.reviewing import LIMIT, Offer, a_hundred, narrowed

FIXTURES = Path(__file__).parents[2] / "fixtures"
JINAN = "370100"
MONEY = "jinan-childrearing-600"


@pytest.fixture(scope="module")
def content() -> Content:
    return from_fixtures(FIXTURES)


@pytest.fixture(scope="module")
def references(content: Content) -> list[Reference]:
    return read_references(FIXTURES / "households", content)


def changed(content: Content, key: str, change: Callable[[Benefit], Benefit | None]) -> tuple[Offer, Offer]:
    """The fixtures, and the fixtures with one record changed, or left out."""
    after = [other for one in content.benefits if (other := change(one) if one.id == key else one)]
    return Offer(content, content.benefits), Offer(content, after)


def effects(content: Content, references: Iterable[Reference], key: str, change: Any) -> Impact:
    before, after = changed(content, key, change)
    return impact(before, after, references, lambda code: code)


def raised(one: Benefit) -> Benefit:
    return replace(one, awards=tuple(replace(award, number=(award.number or 0) + 100) for award in one.awards))


def shorter(one: Benefit) -> Benefit:
    return replace(one, valid=replace(one.valid, until=date(2026, 12, 31)))


def gone(one: Benefit) -> None:
    return None


CASES: list[tuple[str, Any, Effect, str, str]] = [
    (MONEY, raised, Effect.AMOUNT, "每月600元", "每月700元"),
    (MONEY, gone, Effect.LOSES, "可以享受", "没有这一项"),
    (MONEY, narrowed, Effect.LOSES, "可以享受", "不符合"),
    ("jinan-parental-leave-10", shorter, Effect.DATES, "2027年4月30日", "2026年12月31日"),
]


@pytest.mark.parametrize(
    ("key", "change", "effect", "before", "after"), CASES, ids=["more", "gone", "narrowed", "shorter"]
)
def test_what_a_change_means_for_a_family_is_told_with_both_sides(
    content: Content, references: list[Reference], key: str, change: Any, effect: Effect, before: str, after: str
) -> None:
    found = effects(content, references, key, change)
    moves = [one for one in found.moves if one.effect is effect and one.benefit.id == key]
    assert any(before in str(one.before) and after in str(one.after) for one in moves)
    assert [words for words, _ in found.by_effect]


def test_a_new_benefit_is_gained(content: Content, references: list[Reference]) -> None:
    before, after = changed(content, MONEY, gone)
    found = impact(after, before, references, lambda code: code)
    assert {one.effect for one in found.moves if one.benefit.id == MONEY} >= {Effect.GAINS, Effect.OPEN}
    assert found.households(Effect.LOSES) == 0


def test_the_condition_that_moved_a_family_is_named(content: Content, references: list[Reference]) -> None:
    found = effects(content, references, MONEY, narrowed)
    losing = [one for one in found.moves if one.effect is Effect.LOSES]
    assert losing
    for move in losing:
        said = [reason.sentence for reason in move.why if reason.now]
        # Of a parent for whom the check is not made it is said in one sentence for all rows.
        assert [one for one in said if "缴存住房公积金" in one or "这次没有为妈妈查" in one], move


def test_what_moves_is_exactly_what_is_told_otherwise(content: Content, references: list[Reference]) -> None:
    for key in (MONEY, "jinan-maternity-leave-158", "linqing-home-purchase-coupon"):
        before, after = changed(content, key, raised)
        one, other = (
            told_by(compile_plan(side.benefits, content.facts, content.statuses), references)
            for side in (before, after)
        )
        unlike = {
            (slug, benefit)
            for slug, benefit, subject in one
            if one[slug, benefit, subject] != other[slug, benefit, subject]
        }
        found = impact(before, after, references, lambda code: code)
        assert {(move.reference.slug, move.benefit.id) for move in found.moves} == unlike


def test_wording_alone_moves_nobody(content: Content, references: list[Reference]) -> None:
    assert not effects(content, references, MONEY, lambda one: replace(one, title="新标题", summary="新说明")).moves


def test_only_households_of_the_region_are_affected(references: list[Reference]) -> None:
    jinan = affected(references, {JINAN})
    assert 0 < len(jinan) < len(references)
    assert {one.slug for one in jinan} >= {"jinan-marrying", "cross-jinan-hukou-linfen-home"}
    assert len(affected(references, {JINAN, None})) == len(references)


# ---------------------------------------------------------------- questions


def pages(offer: Offer, reference: Reference) -> list[str]:
    """The pages of a family, gone through anew."""
    asker = _Asker(offer.questions())
    plan = offer.plan_for(places(reference.household))
    steps = walk(lambda known: asker.page(plan, reference.as_of, known), reference.household, Household())
    return [step.page.question.slug for step in steps if step.page]


def test_pages_added_and_saved_are_those_of_going_through_both(content: Content, references: list[Reference]) -> None:
    few = affected(references, {JINAN})[:12]
    for change in (narrowed, gone, raised):
        before, after = changed(content, MONEY, change)
        found: Asking = asking(before, after, few)
        more = sum(len(pages(after, one)) - len(pages(before, one)) for one in few)
        assert found.added - found.saved == more
        assert {one.reference.slug for one in found.changed} == {
            one.slug for one in few if pages(before, one) != pages(after, one)
        }


def test_a_wording_of_a_question_changes_no_way(content: Content, references: list[Reference]) -> None:
    worded = [replace(one, heading=f"{one.heading}？") for one in content.questions]
    before, after = Offer(content, content.benefits), Offer(content, content.benefits, worded)
    found = asking(before, after, references[:5])
    assert (found.changed, found.added, found.saved) == ((), 0, 0)


# ---------------------------------------------------------------- expectations


def test_an_expectation_that_held_and_holds_no_longer_is_broken(content: Content, references: list[Reference]) -> None:
    before, after = changed(content, MONEY, raised)
    found = newly_broken(before, after, references)
    assert found
    assert {one.expectation.benefit for one in found} == {MONEY}
    assert all("数额应当是600，现在是700" in str(one) for one in found)
    assert not newly_broken(after, after, references)


# ---------------------------------------------------------------- speed


def test_the_impact_of_one_change_on_a_hundred_households_is_known_in_time(content: Content) -> None:
    hundred = affected(a_hundred(content), {JINAN})
    before, after = changed(content, MONEY, narrowed)
    start = process_time()
    impact(before, after, hundred, lambda code: code)
    asking(before, after, hundred)
    newly_broken(before, after, hundred)
    # The margin is for machines that are half as fast.
    assert process_time() - start < 2 * LIMIT
