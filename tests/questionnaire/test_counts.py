from __future__ import annotations

import pytest

from tests.questionnaire.simulation.counting import KINDS, REGIONS, Kind, lacking, pages


@pytest.mark.parametrize("place", REGIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_ordinary_family_comes_to_its_results_in_few_pages(kind: str, place: str) -> None:
    seen = pages(KINDS[kind], REGIONS[place])
    assert seen[0] == "residence"
    assert len(seen) <= KINDS[kind].most, seen


def test_what_stands_behind_a_topic_that_was_not_ticked_costs_no_page() -> None:
    marrying = Kind((), 5, family={"topic_marrying": True, "couple": "unmarried"})
    assert pages(marrying, REGIONS["济南"]) == ["residence", "topics", "parents", "children", "results"]


@pytest.mark.parametrize("place", ["临清", "临汾", "济南", "乡宁"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_what_is_in_force_waits_for_nothing_that_was_not_asked(kind: str, place: str) -> None:
    assert lacking(KINDS[kind], REGIONS[place]) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_asks_no_more_than_what_is_in_force_elsewhere(kind: str) -> None:
    counts = {place: len(pages(KINDS[kind], REGIONS[place])) for place in REGIONS}
    assert counts.pop("陆河") <= min(counts.values())
