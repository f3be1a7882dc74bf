from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from benefits.households import cookie
from tests.questionnaire.family import Family, with_two_children


def test_pages_with_answers_are_never_stored_and_tell_fragments_apart(family: Family) -> None:
    family.settle()
    for address in ("/check/parents/", "/check/children/", "/answers/", "/check/"):
        response = family.client.get(address)
        assert "no-store" in response["Cache-Control"], address
        if response.status_code == 200:
            assert "HX-Request" in response["Vary"], address


@pytest.mark.parametrize(
    "address",
    ["/check/residence/", "/check/topics/", "/check/parents/", "/check/children/", "/check/children/add/", "/answers/"],
)
def test_what_htmx_gets_is_the_main_part_of_the_page(family: Family, address: str) -> None:
    family.settle()
    page, part = family.see(address), family.see(address, headers={"HX-Request": "true"})
    assert "<html" not in part.html
    assert _main(part.html) == _main(page.html)
    assert _title(part.html) == _title(page.html)
    assert "autofocus" in part.html


def _main(html: str) -> str:
    main = "<main" + html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r' autofocus|name="csrfmiddlewaretoken" value="\w+"', "", main))


def _title(html: str) -> str:
    return html.partition("<title>")[2].partition("</title>")[0]


def test_every_enhanced_element_has_a_real_address_beside_it(family: Family) -> None:
    with_two_children(family)
    for address in ("/check/all_here/", "/check/children/", "/check/children/0/", "/answers/", "/check/residence/"):
        for tag in re.findall(r"<(?:a|form) [^>]*hx-(?:get|post)[^>]*>", family.see(address).html):
            real = re.search(r' (?:href|action)="([^"]*)"', tag)
            enhanced = re.search(r'hx-(?:get|post)="([^"]*)"', tag)
            assert real
            assert enhanced
            assert real.group(1).partition("#")[0] == enhanced.group(1)


def test_starting_afresh_forgets_everything(family: Family) -> None:
    family.settle()
    begun = family.household
    assert (family.see("/restart/").address, family.household) == ("/", begun)
    assert family.post("/restart/").address == "/"
    assert family.client.cookies[settings.HOUSEHOLD_COOKIE].value == ""


def test_a_page_asks_the_database_at_most_twice(
    family: Family, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with_two_children(family)
    for address in ("/check/", "/check/work/", "/check/children/", "/answers/", "/check/residence/"):
        family.client.get(address)
        with django_assert_max_num_queries(2):
            family.client.get(address)


def test_answers_that_do_not_fit_are_told_and_nothing_is_lost(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    with_two_children(family)
    before = family.household
    monkeypatch.setattr(cookie, "LARGEST", len(family.client.cookies[settings.HOUSEHOLD_COOKIE].value) + 10)
    full = family.answer("work", **{"work-mother": "unemployed_ui", "work-father": "retired_enterprise"})
    assert "浏览器放不下了" in full.errors[0]
    assert family.household == before
    assert "放不下" in family.add_child(date(2019, 12, 31)).errors[0]
    assert family.household == before
