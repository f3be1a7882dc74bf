"""Parts put together say on every day what they say apart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.parts import Doubtful, Every, Part, Window, all_of, any_of
from benefits.rules.values import NO, YES, Ask, Gap, every, open_gap, open_missing, some

START = date(2024, 1, 1)
DAYS = [START + timedelta(days=number) for number in range(12)]
OPEN = (open_gap(Gap("unclear", "words")), open_missing(frozenset((Ask("fact", "family"),))))

days = st.sampled_from(DAYS)
outcomes = st.sampled_from((YES, NO, *OPEN))
windows = st.builds(Window, days, days)
doubtful = st.builds(Doubtful, windows, st.sampled_from((NO, OPEN[0])), st.booleans(), days, st.just(OPEN[0]))
simple = st.one_of(outcomes, windows, doubtful)
parts = st.lists(st.one_of(simple, st.lists(simple, max_size=3).map(all_of)), max_size=4)


@given(parts)
def test_all_of_some_parts_hold_where_every_part_holds(several: list[Part]) -> None:
    together = all_of(several)
    for day in DAYS:
        assert together.on(day) == every(part.on(day) for part in several)


@given(parts)
def test_any_of_some_parts_holds_where_one_part_holds(several: list[Part]) -> None:
    together = any_of(several)
    for day in DAYS:
        assert together.on(day) == some(part.on(day) for part in several)


@given(parts)
def test_a_part_changes_on_its_edges_only(several: list[Part]) -> None:
    together = all_of(several)
    for before, day in pairwise(DAYS):
        assert together.on(before) == together.on(day) or day in together.edges()


def test_windows_are_put_together_as_one() -> None:
    whole = all_of([Window(DAYS[0], DAYS[5]), YES, Window(DAYS[3], DAYS[9])])
    assert whole == Window(DAYS[3], DAYS[5])


def test_what_no_day_can_change_is_settled_at_once() -> None:
    assert all_of([Window(DAYS[0], DAYS[5]), NO]) is NO
    assert any_of([Window(DAYS[0], DAYS[5]), YES]) is YES
    assert isinstance(all_of([Window(DAYS[0], DAYS[5]), OPEN[0]]), Every)
