from __future__ import annotations

from datetime import date

import pytest

from tests.questionnaire.family import LIXIA, SECOND, XIANGNING, Family, Posted, with_two_children
from tests.questionnaire.questions import ASKABLE

HOSTILE = ["", "\0", "<script>alert(1)</script>", "9" * 400, "🍼" * 50, "unsure"]


@pytest.mark.parametrize("place", [LIXIA, XIANGNING, "371581", "141002", "441523", "110101"])
def test_no_question_breaks_on_hostile_missing_doubled_or_reordered_fields(family: Family, place: str) -> None:
    with_two_children(family, place=place, topics=["housing"])
    for slug in ASKABLE:
        names = family.see(f"/check/{slug}/").controls or {"x"}
        for query in ("?each=1", "?elsewhere=x&elsewhere=hukou-mother", "?from=nowhere&each="):
            assert family.client.get(f"/check/{slug}/{query}").status_code in (200, 302)
        forms: list[Posted] = [{}, {"asked": "x"}, {"asked": ["\0", "x"], "none": "yes"}]
        for value in HOSTILE:
            forms += [
                dict.fromkeys(names, value),
                {name: [value, "yes", value] for name in sorted(names, reverse=True)},
            ]
        for posted in forms:
            assert family.post_only(f"/check/{slug}/", posted).status_code in (200, 302), (slug, posted)
    assert family.household.children is not None
    assert [child["birth"] for child in family.household.children] == [date(2021, 3, 4), SECOND]
