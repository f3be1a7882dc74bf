"""The list of benefits: searching by characters, filtering by region."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test import Client

from benefits.models import Benefit
from benefits.models.searching import FUNCTION, characters
from tests.desk.accounts import Officer

LIST = "/admin/benefits/benefit/"
MOST_QUERIES = 10

pytestmark = pytest.mark.usefixtures("seeded")


def listed(client: Client, **asked: str) -> list[str]:
    page = client.get(LIST, asked)
    assert page.status_code == 200
    return sorted(row.pk for row in page.context["cl"].result_list)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("育儿", ["county-money", "money"]),
        ("育儿补贴", ["county-money", "money"]),
        ("儿补", ["county-money", "money"]),
        ("产", ["county-leave", "leave"]),
        ("补儿", []),
        ("产假 60", ["county-leave", "leave"]),
        ("产假 600", []),
        ("MONEY", ["county-money", "money"]),
        ("county-", ["county-leave", "county-money"]),
        ('"60天"', ["county-leave", "leave"]),
        ("%", []),
        ("'", []),
        ("　", ["county-leave", "county-money", "leave", "money"]),
    ],
)
def test_any_characters_in_a_row_are_found(editor: Officer, words: str, found: list[str]) -> None:
    assert listed(editor.client, q=words) == found


def test_what_was_written_in_bulk_is_found_at_once(editor: Officer) -> None:
    Benefit.objects.filter(id="leave").update(title="陪产假")
    assert listed(editor.client, q="陪产") == ["leave"]


@pytest.mark.parametrize("text", ["育儿补贴", "a-B 1", "", "　育 儿\n补", "𠮷家"])
def test_the_database_cuts_texts_as_we_do(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FUNCTION}(%s)", [text])
        (cut,) = cursor.fetchone()
    assert characters(text) <= set(cut)
    assert all("".join(piece) in text.lower() for piece in cut)


def regions_offered(client: Client, **query: str) -> list[tuple[str, str]]:
    """The choices of the filter by region: code and name."""
    filters = client.get(LIST, query).context["cl"].filter_specs
    offered: list[tuple[str, str]] = next(one for one in filters if one.title == "地区").lookup_choices
    return offered


def test_regions_are_filtered_one_level_at_a_time(editor: Officer) -> None:
    assert [name for _, name in regions_offered(editor.client)] == ["山东省"]
    assert [code for code, _ in regions_offered(editor.client, region="370100")] == ["370000", "370100", "370102"]
    assert listed(editor.client, region="370102") == ["county-leave", "county-money"]
    assert listed(editor.client, region="370000") == ["county-leave", "county-money", "leave", "money"]
    assert len(listed(editor.client, region="nowhere")) == 4


def test_the_list_takes_ten_queries_however_long_it_is(
    editor: Officer, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    Benefit.objects.bulk_create(
        Benefit(id=f"copy-{number}", region_id="370100", title="一样的", summary="一样", category="cash")
        for number in range(120)
    )
    for asked in ({}, {"p": "2"}, {"q": "一样"}, {"region": "370100"}):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert len(listed(editor.client, **asked)) > 20
