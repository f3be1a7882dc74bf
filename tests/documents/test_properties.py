"""What holds for every text, however broken: nothing is lost, nothing crashes, splitting again changes nothing."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefits.documents import Clause, Normalised, Split, normalise, split, to_payload
from benefits.documents.payload import from_payload
from tests.documents.sources import SLUGS, document, raw

REASONS = {"不可见字符", "Markdown 标记", "网页页眉页脚", "页码", "多余空格", "换行"}

#: Any code point at all, halves of surrogate pairs and NUL included.
JUNK = st.text(st.characters(exclude_categories=()), max_size=200)

#: What official documents are made of, in any order.
PIECES = st.sampled_from(
    [
        *["\n", "\n\n", "\r\n", "\f", " ", "　　", "。", "，", ",", "：", ":", "；", "**", "## ", "---", "— 3 —"],
        *["（", "）", "(", ")", "《", "》", "“", "”", "一、", "二、", "（一）", "(二)", "1.", "12．", "（1）", "①"],
        *["第一条　", "第二条 ", "第一章 总则", "第十八条第二款", "附件1", "2023年10月29日", "目录"],
        *["总体要求", "工作措施", "加强服务", "各镇（街道）：", "为贯彻精神，制定本方案", "某市人民政府"],
        *["（牵头部门：甲委；责任部门：乙局）", "(甲局、乙局按职责分工落实)", "主办:某市", "共印9份", "HPV"],
    ]
)
TEXTS = st.one_of(JUNK, st.lists(st.one_of(PIECES, JUNK), max_size=40).map("".join))


@settings(deadline=None)
@given(TEXTS)
def test_text_and_removals_together_are_the_raw_text(text: str) -> None:
    normalised = normalise(text)
    places = {p for removal in normalised.removals for p in range(removal.start, removal.end)}
    kept = [character for place, character in enumerate(text) if place not in places]
    assert len(kept) == len(normalised.text)
    # White space that stays may become a line break or a space; nothing else changes.
    assert all(a == b or (a.isspace() and b in "\n ") for a, b in zip(kept, normalised.text, strict=True))
    assert all(text[r.start : r.end] == r.text for r in normalised.removals)
    assert {removal.reason for removal in normalised.removals} <= REASONS


@settings(deadline=None)
@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    again = normalise(once.text)
    assert again.text == once.text
    assert again.removals == ()


@settings(deadline=None)
@given(TEXTS)
def test_clauses_joined_are_the_normalised_text_and_split_the_same_again(text: str) -> None:
    result = split(text)
    assert result.text == normalise(text).text
    assert split(result.text) == result


@settings(deadline=None)
@given(TEXTS)
def test_where_each_line_is_a_paragraph_none_are_joined_and_none_are_lost(text: str) -> None:
    normalised = normalise(text, wrapped=False)
    assert split(text, wrapped=False).text == normalised.text
    assert normalise(normalised.text, wrapped=False) == Normalised(normalised.text, ())
    assert "".join(normalised.text.split()) == "".join(_kept(text, normalised).split())


def _kept(text: str, normalised: Normalised) -> str:
    places = {p for removal in normalised.removals for p in range(removal.start, removal.end)}
    return "".join(character for place, character in enumerate(text) if place not in places)


@settings(deadline=None)
@given(TEXTS)
def test_each_clause_is_whole_and_has_an_address_of_its_own(text: str) -> None:
    clauses = list(split(text).walk())
    assert len({clause.anchor for clause in clauses}) == len(clauses)
    assert all(_is_whole(clause) for clause in clauses)


@settings(deadline=None)
@given(TEXTS)
def test_any_document_survives_its_json_form(text: str) -> None:
    assert from_payload(to_payload(split(text))) == split(text)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_clause_of_the_documents_is_whole(slug: str) -> None:
    assert all(_is_whole(clause) for clause in document(slug).walk())
    assert document(slug).text == normalise(raw(slug)).text
    assert split(document(slug).text) == document(slug)


def _is_whole(clause: Clause) -> bool:
    closing = clause.departments.raw if clause.departments else ""
    return (
        re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", clause.anchor) is not None
        and clause.label != ""
        and clause.heading.startswith(clause.title)
        and clause.heading + clause.body + closing == clause.text
        and clause.source == clause.number + clause.text
    )


@settings(deadline=None)
@given(st.data())
def test_a_change_of_wording_moves_no_anchor(data: st.DataObject) -> None:
    before = document(data.draw(st.sampled_from(SLUGS)))
    changed = data.draw(st.sampled_from([c for c in before.walk() if c.kind == "section" and c.body]))
    words = data.draw(st.text("甲乙丙丁，。；（）0123", min_size=1, max_size=60))
    text = before.text.replace(changed.body, words + "。")
    assert _anchors(split(text)) == _anchors(before)


def _anchors(result: Split) -> list[tuple[str, str]]:
    return [(clause.anchor, clause.label) for clause in result.walk()]


@pytest.mark.parametrize(
    "text",
    [
        "".join(map(raw, SLUGS)),
        "（" * 33_000,
        "（《“" * 5_500 + "）》”" * 5_500,
        "育" * 33_000,
        "育儿，" * 11_000,
        "育\n" * 25_000,
        " " * 100_000,
        "**a " * 25_000,
        "（一）\n" * 10_000,
        "\x00" * 100_000,
        "主办:甲\n" * 9_000,
        "第一章 总则\n" * 5_000 + "第一条 甲。\n第二条 乙。",
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_hundred_kilobytes_take_less_than_a_second(text: str) -> None:
    # Time of this process alone: other work on the machine does not count.
    started = time.process_time()
    result = split(text)
    assert time.process_time() - started < 1
    assert result.text == normalise(text).text
