from __future__ import annotations

import pytest

from regions import codes

ANCESTORS = [
    ("371581", ("371500", "370000", "000000")),  # a county: 临清市
    ("370102", ("370100", "370000", "000000")),  # a district: 历下区
    ("370100", ("370000", "000000")),  # a prefecture: 济南市
    ("370000", ("000000",)),  # a province: 山东省
    ("110101", ("110100", "110000", "000000")),  # a municipality's district: 东城区
    ("419001", ("419000", "410000", "000000")),  # a county directly under a province: 济源市
    ("441900", ("440000", "000000")),  # a prefecture without counties: 东莞市
    ("000000", ()),  # the country
]

WITHIN = [
    ("371581", "371581", True),
    ("371581", "371500", True),
    ("371581", "370000", True),
    ("371581", "000000", True),
    ("370102", "370100", True),
    ("371500", "371581", False),
    ("371581", "370100", False),
    ("141029", "370000", False),
    ("000000", "370000", False),
]

NOT_CODES = [
    "",
    "37158",
    "3715811",
    "37158a",
    "３７１５８１",
    "371581\n",
    " 371581",
    "-71581",
    "37 581",
]


@pytest.mark.parametrize(("code", "expected"), ANCESTORS)
def test_ancestors_are_the_prefixes_nearest_first(code: str, expected: tuple[str, ...]) -> None:
    assert codes.ancestors(code) == expected


@pytest.mark.parametrize(("code", "place", "expected"), WITHIN)
def test_a_place_contains_itself_and_what_shares_its_prefix(code: str, place: str, expected: bool) -> None:
    assert codes.within(code, place) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("000000", "country"),
        ("370000", "province"),
        ("370100", "prefecture"),
        ("370102", "county"),
        ("419001", "county"),
    ],
)
def test_the_zeros_of_a_code_tell_its_level(code: str, expected: str) -> None:
    assert codes.level(code) == expected


@pytest.mark.parametrize("text", NOT_CODES)
def test_what_is_not_six_digits_is_no_code(text: str) -> None:
    assert not codes.is_code(text)
    with pytest.raises(ValueError, match="six digits"):
        codes.ancestors(text)
    with pytest.raises(ValueError, match="six digits"):
        codes.within("371581", text)


def test_six_digits_are_a_code() -> None:
    assert codes.is_code("371581")
