from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from http.cookies import SimpleCookie
from itertools import islice

import pytest
from django.http import QueryDict

from tests.questionnaire.family import FIRST, LIXIA, SECOND, XIANGNING, Family, Screen, with_two_children
from tests.questionnaire.questions import ASKABLE, QUESTIONS

PLACES = [(LIXIA, "no"), (XIANGNING, "no"), ("371581", "yes"), ("141002", "no"), ("441523", "yes"), ("110101", "no")]
TOPICS = [fact.slug.removeprefix("topic_") for fact in QUESTIONS["topics"].facts]
HOSTILE = ["", "\0", "<script>alert(1)</script>", "9" * 400, "🍼" * 50, "unsure", "alike", "elsewhere", "none"]
QUERIES = (
    "?each=1",
    "?elsewhere=x&elsewhere=hukou-mother",
    "?alike=hukou-father&elsewhere=hukou-mother",
    "?from=no&each=",
)


def sent(pairs: list[tuple[str, str]]) -> QueryDict:
    """A form as its pairs were sent, in their order."""
    form = QueryDict(mutable=True)
    for name, value in pairs:
        form.appendlist(name, value)
    return form


def forms(screen: Screen) -> Iterator[QueryDict]:
    """What a browser would never send from this page: nothing, strange, missing, doubled and reordered fields."""
    names = sorted(screen.controls - {"asked"}) or ["x"]
    right = [("asked", name) for name in screen.asked]
    yield sent([])
    yield sent(right)
    yield sent([("asked", "x"), ("asked", "\0"), ("none", "yes")])
    for value in HOSTILE:
        yield sent([*right, *((name, value) for name in names)])
        yield sent([pair for name in reversed(names) for pair in ((name, value), (name, "yes"), (name, value))] + right)
    for missing in names:
        yield sent([*right, *((name, "yes") for name in names if name != missing)])


@pytest.mark.parametrize(("place", "local"), PLACES)
def test_no_question_breaks_on_hostile_missing_doubled_or_reordered_fields(
    family: Family, place: str, local: str
) -> None:
    with_two_children(family, place=place, topics=TOPICS)
    family.answer("all_here", **{"all_here-family": local})
    began = SimpleCookie(family.client.cookies)
    for slug in ASKABLE:
        for query in QUERIES:
            assert family.client.get(f"/check/{slug}/{query}").status_code in (200, 302)
        for form in islice(forms(family.see(f"/check/{slug}/")), 30):
            got = family.client.post(f"/check/{slug}/", form.urlencode(), content_type=FORM)
            assert got.status_code in (200, 302), (slug, form)
            assert b"<script>alert" not in got.content
        family.client.cookies = SimpleCookie(began)
    assert [child["birth"] for child in family.household.children or ()] == [FIRST, SECOND]


FORM = "application/x-www-form-urlencoded"


def test_no_answer_is_kept_that_the_page_did_not_offer(family: Family) -> None:
    with_two_children(family, topics=TOPICS)
    before = family.household
    for slug in sorted(set(ASKABLE) - {"children", "topics"}):
        screen = family.see(f"/check/{slug}/")
        if screen.asked and "none" not in screen.controls:
            family.post(f"/check/{slug}/", {"asked": screen.asked} | dict.fromkeys(screen.asked, "of my own"))
    assert family.household == before
    assert family.said("birth", "child:0") == date(2021, 3, 4)
