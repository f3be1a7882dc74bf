from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytest_django import DjangoAssertNumQueries

from regions.directory import Directory, UnknownRegionError, directory
from regions.models import Region

FULL_NAMES = [
    ("371581", "山东省 聊城市 临清市"),
    ("370102", "山东省 济南市 历下区"),
    ("370100", "山东省 济南市"),
    ("370000", "山东省"),
    ("110101", "北京市 东城区"),
    ("419001", "河南省 济源市"),
    ("441900", "广东省 东莞市"),
    ("141029", "山西省 临汾市 乡宁县"),
    ("000000", "中国"),
]

EXISTING_ANCESTORS = [
    ("371581", ["371500", "370000", "000000"]),
    ("110101", ["110000", "000000"]),
    ("419001", ["410000", "000000"]),
    ("441900", ["440000", "000000"]),
    ("000000", []),
]


@pytest.mark.parametrize(("code", "expected"), FULL_NAMES)
def test_a_full_name_leads_from_the_province_down(china: Directory, code: str, expected: str) -> None:
    assert china.full_name(code) == expected


@pytest.mark.parametrize(("code", "expected"), EXISTING_ANCESTORS)
def test_only_ancestors_that_exist_are_listed(china: Directory, code: str, expected: list[str]) -> None:
    assert [place.code for place in china.ancestors(code)] == expected


def test_the_country_holds_the_34_provinces(china: Directory) -> None:
    provinces = china.children("000000")
    assert len(provinces) == 34
    assert (provinces[0].name, provinces[-1].name) == ("北京市", "澳门特别行政区")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("110000", {"东城区", "密云区"}),  # a municipality holds its districts
        ("410000", {"郑州市", "济源市"}),  # a province holds the counties without a prefecture
        ("371500", {"东昌府区", "临清市"}),
    ],
)
def test_a_place_holds_what_lies_directly_in_it(china: Directory, code: str, names: set[str]) -> None:
    assert names <= {place.name for place in china.children(code)}


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200", "370102"])
def test_some_prefectures_and_every_county_hold_nothing(china: Directory, code: str) -> None:
    assert china.get(code)
    assert china.children(code) == ()


def test_every_region_can_be_reached_step_by_step_from_the_country(china: Directory) -> None:
    reached, waiting = set(), ["000000"]
    while waiting:
        code = waiting.pop()
        reached.add(code)
        waiting += [place.code for place in china.children(code)]
    assert len(reached) == len(china) == 3217


def test_names_that_occur_twice_differ_in_full(china: Directory) -> None:
    assert {china.full_name(place.code) for place in china.search("鼓楼区")} == {
        "江苏省 南京市 鼓楼区",
        "江苏省 徐州市 鼓楼区",
        "福建省 福州市 鼓楼区",
        "河南省 开封市 鼓楼区",
    }


@pytest.mark.parametrize("code", ["999999", "", "abc", "371581 "])
def test_an_unknown_code_is_none_when_got_and_an_error_when_named(china: Directory, code: str) -> None:
    assert china.get(code) is None
    with pytest.raises(UnknownRegionError, match="no region has code"):
        china.name(code)


@pytest.mark.usefixtures("seeded")
def test_the_directory_asks_the_database_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        assert directory().name("371581") == "临清市"
    with django_assert_num_queries(0):
        assert directory().search("lq")
        assert directory().children("370000")


@pytest.mark.usefixtures("seeded")
def test_an_empty_table_is_not_remembered() -> None:
    rows = list(Region.objects.all())
    Region.objects.all().delete()
    assert len(directory()) == 0
    Region.objects.bulk_create(rows)
    assert directory().name("370100") == "济南市"


def test_what_serves_pages_never_loads_the_dictionary_of_readings() -> None:
    script = "import django, sys; django.setup(); import config.urls, regions.picker, regions.forms; "
    loaded = subprocess.run(
        [sys.executable, "-c", script + "print('pypinyin' in sys.modules)"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "False\n"
