from __future__ import annotations

import pytest

from tests.questionnaire.simulation.counting import KINDS, REGIONS, pages


@pytest.mark.parametrize("place", REGIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_ordinary_family_comes_to_its_results_in_few_pages(kind: str, place: str) -> None:
    seen = pages(KINDS[kind], REGIONS[place])
    assert seen[0] == "residence"
    assert len(seen) <= KINDS[kind].most, seen
