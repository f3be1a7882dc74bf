from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.directory import Directory
from regions.search import MOST_MATCHES, normalise

FINDS = [
    ("临清", "371581"),
    ("清", "清河县"),
    ("临清市", "371581"),
    ("linqing", "371581"),
    ("linqingshi", "371581"),
    ("linq", "371581"),
    ("lq", "371581"),
    ("lqs", "371581"),
    ("LinQing", "371581"),
    ("lin qing", "371581"),
    ("lín qīng", "371581"),
    ("ｌｉｎｑｉｎｇ", "371581"),
    ("lin'qing", "371581"),
    ("临qing", "371581"),
    ("371581", "371581"),
    ("3715", "371581"),
    ("山东临清", "371581"),
    ("山东 临清", "371581"),
    ("山东省聊城市临清市", "371581"),
    ("shandong lq", "371581"),
    ("长清", "370113"),
    ("changqing", "370113"),
    ("zhangqing", "370113"),
    ("cq", "370113"),
    ("zq", "370113"),
    ("leling", "371481"),
    ("yueling", "371481"),
    ("laoting", "130225"),
    ("chaoyang", "110105"),
    ("zhaoyang", "110105"),
    ("hongtong", "141024"),
    ("hongdong", "141024"),
    ("lvliang", "141100"),
    ("lüliang", "141100"),
    ("lǚliang", "141100"),
    ("lyuliang", "141100"),
    ("北京", "110000"),
    ("济源", "419001"),
    ("东莞", "441900"),
    ("中国", "000000"),
]

FIRST = [
    ("济南", "济南市"),
    ("jn", "济南市"),
    ("cq", "重庆市"),
    ("bj", "北京市"),
    ("吉林", "吉林省"),
    ("zhongguo", "中国"),
    ("linqing", "临清市"),
    ("清河", "清河县"),
]

NOTHING = [
    "",
    "   ",
    "😀",
    "!!!",
    "\x00",
    "%_",
    "'; drop table",
    "vvvvvv",
    "x" * 10_000,
    "清" * 500,
    "9999",
]


@pytest.mark.parametrize(("query", "expected"), FINDS)
def test_a_place_is_found_as_people_type_it(china: Directory, query: str, expected: str) -> None:
    assert expected in {value for place in china.search(query) for value in (place.code, place.name)}


@pytest.mark.parametrize(("query", "expected"), FIRST)
def test_whole_names_and_larger_places_come_first(china: Directory, query: str, expected: str) -> None:
    assert china.search(query)[0].name == expected


def test_whole_names_come_before_beginnings_and_these_before_other_parts(china: Directory) -> None:
    names = [place.name for place in china.search("清河")]
    assert names == ["清河县", "清河区", "清河门区"]


def test_a_part_inside_a_name_is_found(china: Directory) -> None:
    assert "371581" in {place.code for place in china.search("清", near="371500")}


def test_of_equal_matches_those_nearby_come_first(china: Directory) -> None:
    assert china.search("朝阳区")[0].code == "110105"
    assert china.search("朝阳区", near="220000")[0].code == "220104"


def test_a_leading_province_leaves_only_its_places(china: Directory) -> None:
    assert {place.code[:2] for place in china.search("河南 新华区")} == {"41"}


@pytest.mark.parametrize("query", NOTHING)
def test_junk_finds_nothing(china: Directory, query: str) -> None:
    assert china.search(query) == []


@given(st.text(max_size=200) | st.text(alphabet=string.ascii_lowercase + "省市县区清", max_size=60))
def test_any_text_gives_at_most_20_different_places(china: Directory, query: str) -> None:
    codes = [place.code for place in china.search(query)]
    assert len(codes) == len(set(codes)) <= MOST_MATCHES


def test_an_ambiguous_query_is_cut_at_20(china: Directory) -> None:
    assert len(china.search("s")) == MOST_MATCHES


@pytest.mark.parametrize("query", ["s" * 40, "shishishishishishishishi", "自治自治自治自治", "aeiou" * 8])
def test_no_query_is_slow(china: Directory, query: str) -> None:
    started = time.process_time()
    china.search(query)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("query", "expected"),
    [("Lín Qīng", "linqing"), ("ǚ Ü", "vv"), ("临 清·", "临清"), ("<b>", "b"), ("３７", "37")],
)
def test_spaces_tones_and_punctuation_do_not_count(query: str, expected: str) -> None:
    assert normalise(query) == expected
