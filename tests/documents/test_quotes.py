"""Quotations are found word for word, whatever their spacing and the width of their punctuation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefits.documents import find_quote, nearest

TEXT = "女方享受158天产假,配偶享受“不少于15天”陪产假（含节假日）。"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("158天产假", "158天产假"),
        ("158 天产假，配偶享受", "158天产假,配偶享受"),
        ('"不少于15天"陪产假(含节假日)', "“不少于15天”陪产假（含节假日）"),
        ("１５８天", "158天"),
        ("节假日）。", "节假日）。"),
        ("168天产假", None),
        ("", None),
        (" ", None),
    ],
)
def test_find_quote(quote: str, found: str | None) -> None:
    span = find_quote(TEXT, quote)
    assert (span and TEXT[span[0] : span[1]]) == found


@settings(deadline=None)
@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_in_a_text_is_found_in_it(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    span = find_quote(text, quote)
    assert span is not None
    assert text[span[0] : span[1]] == quote


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("男方享受158天产假,配偶", "女方享受158天产假,配偶"),
        ("陪产假（含公休日）", "陪产假（含节假日）"),
        ("xyz", ""),
    ],
)
def test_nearest_shows_what_the_text_says_instead(quote: str, expected: str) -> None:
    assert nearest(TEXT, quote) == expected
