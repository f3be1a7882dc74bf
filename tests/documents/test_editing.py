"""Putting a split right by hand: the text stays, anchors stay, and what cannot be is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benefits.documents import Clause, Split, from_payload, split, to_payload
from benefits.documents.editing import (
    EditingError,
    TextLostError,
    check_whole,
    cuts,
    divide,
    flat,
    merge,
    move,
    parents,
    retitle,
    reword,
    settle,
)
from benefits.documents.naming import REPEATED
from tests.documents.sources import SLUGS, document

PLAN = """县实施方案
为促进人口发展，制定本方案。
一、经济支持
1.发放育儿补贴。二孩每月300元。三孩每月500元。（牵头部门：县卫生健康局）
2.减免费用。
困难家庭免交保育费。
二、服务支持
（一）托育服务。
（二）优生服务。"""


def outline(result: Split) -> list[str]:
    """Each clause as its depth in dots, its label and its opening words."""
    return [f"{'·' * row.depth}{row.clause.label} {row.clause.text[:6]}" for row in flat(result)]


def at(result: Split, label: str) -> Clause:
    clause = result.find(label)
    assert clause, [one.label for one in result.walk()]
    return clause


def test_a_wrongly_cut_paragraph_goes_on_the_one_before_it() -> None:
    plan = split(PLAN)
    merged = merge(plan, at(plan, "一2第1段").anchor)
    assert at(merged, "一2").text == "减免费用。困难家庭免交保育费。"
    assert at(merged, "一2").anchor == at(plan, "一2").anchor
    check_whole(merged, plan.text)


def test_what_hangs_below_a_merged_clause_hangs_on() -> None:
    plan = split(PLAN)
    merged = merge(plan, at(plan, "二").anchor)
    assert "（一）" in "".join(clause.source for clause in merged.walk())
    assert [row.clause.anchor for row in flat(merged)][-2:] == [row.clause.anchor for row in flat(plan)][-2:]
    check_whole(merged, plan.text)


def test_the_departments_of_a_merged_clause_are_read_again() -> None:
    plan = split("一、支持\n1.补贴\n每月300元。（牵头部门：县卫生健康局）")
    merged = merge(plan, at(plan, "一1第1段").anchor)
    departments = at(merged, "一1").departments
    assert departments
    assert departments.lead == ("县卫生健康局",)


def test_a_clause_is_cut_after_a_sentence() -> None:
    plan = split(PLAN)
    clause = at(plan, "一1")
    cut = divide(plan, clause.anchor, clause.text.index("三孩"))
    assert outline(cut)[3:5] == ["·一1 发放育儿补贴", "·一1（续） 三孩每月50"]
    head, rest = at(cut, "一1"), at(cut, "一1（续）")
    assert head.departments is None
    assert rest.departments
    assert rest.departments.lead == ("县卫生健康局",)
    assert (head.anchor, rest.anchor) == (clause.anchor, f"{clause.anchor}_2")
    check_whole(cut, plan.text)


def test_what_is_cut_off_with_a_number_hangs_where_its_number_says() -> None:
    plan = split("一、支持\n1.补贴。包括：（1）二孩补贴。（2）三孩补贴。二、服务\n1.托育。")
    clause = at(plan, "一1")
    first = divide(plan, clause.anchor, clause.text.index("（1）"))
    assert outline(first)[:3] == ["一 支持", "·一1 补贴。包括：", "··一1（1） 二孩补贴。（"]
    second = at(first, "一1（1）")
    both = divide(first, second.anchor, second.text.index("（2）"))
    assert outline(both)[2:4] == ["··一1（1） 二孩补贴。", "··一1（2） 三孩补贴。二"]


@pytest.mark.parametrize("place", [0, 1, 10_000, -1])
def test_a_clause_is_not_cut_in_the_middle_of_a_sentence_nor_at_its_ends(place: int) -> None:
    plan = split(PLAN)
    with pytest.raises(EditingError, match="选一处断开"):
        divide(plan, at(plan, "一1").anchor, place)


def test_a_title_is_the_opening_words_and_names_a_clause_without_a_number() -> None:
    plan = split("一、支持\n补贴标准\n二孩每月300元。")
    paragraph = at(plan, "一第1段")
    titled = retitle(plan, paragraph.anchor, "补贴标准")
    assert (at(titled, "一·补贴标准").title, at(titled, "一·补贴标准").kind) == ("补贴标准", "section")
    kept = retitle(plan, paragraph.anchor, "补贴标准", keep=[paragraph.anchor])
    assert at(kept, "一第1段").title == "补贴标准"
    assert at(retitle(titled, paragraph.anchor, ""), "一·补贴标准").kind == "paragraph"


@pytest.mark.parametrize(
    ("title", "words"), [("不是开头", "和这一条开头的字一样"), ("发" * 61, "最多60个字"), ("<b>", "和这一条开头")]
)
def test_a_title_that_the_clause_does_not_open_with_is_refused(title: str, words: str) -> None:
    plan = split(PLAN)
    with pytest.raises(EditingError, match=words):
        retitle(plan, at(plan, "一1").anchor, title)


def test_a_clause_moves_below_another_and_is_named_after_it() -> None:
    plan = split(PLAN)
    moved = move(plan, at(plan, "一2").anchor, at(plan, "一1").anchor)
    assert outline(moved)[3:6] == ["·一1 发放育儿补贴", "··一12 减免费用。", "···一12第1段 困难家庭免交"]
    assert moved.text == plan.text


def test_a_clause_that_others_name_keeps_its_label_and_address_when_it_moves() -> None:
    plan = split(PLAN)
    clause = at(plan, "一2")
    moved = move(plan, clause.anchor, at(plan, "一1").anchor, keep=[clause.anchor])
    assert at(moved, "一2").anchor == clause.anchor
    assert [row.depth for row in flat(moved) if row.clause.anchor == clause.anchor] == [2]


def test_a_clause_moves_out_and_what_followed_it_hangs_below_it() -> None:
    plan = split(PLAN)
    moved = move(plan, at(plan, "一1").anchor, None)
    assert outline(moved)[2:5] == ["一 经济支持", "1 发放育儿补贴", "·12 减免费用。"]
    assert moved.text == plan.text


def test_only_clauses_that_stand_before_it_can_be_above_a_clause() -> None:
    plan = split(PLAN)
    clause = at(plan, "一2")
    assert parents(plan, clause.anchor) == [at(plan, "一1").anchor, at(plan, "一").anchor, None]
    for wrong in (at(plan, "二").anchor, clause.anchor, at(plan, "一2第1段").anchor, "nowhere"):
        with pytest.raises(EditingError, match="前面的一条"):
            move(plan, clause.anchor, wrong)


def test_a_wrong_character_is_put_right_in_one_clause_alone() -> None:
    plan = split(PLAN)
    right = reword(plan, at(plan, "一1").anchor, at(plan, "一1").text.replace("300", "800"))
    assert right.text == plan.text.replace("300", "800")
    assert outline(right) == outline(plan)


@pytest.mark.parametrize(
    ("text", "words"), [(" \n", "不能没有文字"), ("补\u200b贴。", "看不见的字符"), ("**补贴**", "网页标记")]
)
def test_a_text_that_would_be_cleaned_is_refused(text: str, words: str) -> None:
    with pytest.raises(EditingError, match=words):
        reword(split(PLAN), at(split(PLAN), "一1").anchor, text)


def test_a_doubt_that_was_looked_at_is_gone() -> None:
    plan = split("一、支持\n3.补贴。每月300元。")
    assert at(plan, "一3").doubts
    assert at(settle(plan, at(plan, "一3").anchor), "一3").doubts == ()


def test_a_label_that_an_earlier_clause_has_is_told_and_stays_told() -> None:
    plan = split("2.补贴。每月300元。\n一、服务\n2.托育。每月100元。")
    moved = move(plan, at(plan, "一2").anchor, None)
    assert [(row.clause.label, REPEATED in row.clause.doubts) for row in flat(moved)] == [
        ("2", False),
        ("一", False),
        ("2", True),
    ]
    settled = settle(moved, at(plan, "一2").anchor).at(at(plan, "一2").anchor)
    assert settled
    assert settled.doubts == (REPEATED,)


@pytest.mark.parametrize("change", [merge, settle, lambda plan, anchor: divide(plan, anchor, 3)])
def test_a_clause_that_is_gone_is_said_to_be(change: object) -> None:
    assert callable(change)
    with pytest.raises(EditingError, match="已经不在了"):
        change(split(PLAN), "s9-9")


def test_the_first_clause_has_nothing_before_it() -> None:
    with pytest.raises(EditingError, match="第一条"):
        merge(split(PLAN), "pre-1")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("300元", "700元", "从“300元。"), ("困难家庭", "", "从“困难家庭"), ("优生服务。", "", "从“优生")],
)
def test_a_lost_or_changed_character_is_noticed_and_shown(old: str, new: str, words: str) -> None:
    with pytest.raises(TextLostError, match=words):
        check_whole(split(PLAN.replace(old, new)), PLAN)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_series_of_changes_loses_a_character_or_an_address(data: st.DataObject) -> None:
    before = document(data.draw(st.sampled_from(SLUGS)))
    now = before
    for _ in range(data.draw(st.integers(1, 12))):
        now = _changed(now, data)
        check_whole(now, before.text)
        anchors = [clause.anchor for clause in now.walk()]
        assert len(set(anchors)) == len(anchors)
        assert all(clause.text.startswith(clause.title) and clause.label for clause in now.walk())
        assert all(clause.heading + clause.body + _closing(clause) == clause.text for clause in now.walk())
        assert from_payload(to_payload(now)) == now


def _closing(clause: Clause) -> str:
    return clause.departments.raw if clause.departments else ""


def _changed(now: Split, data: st.DataObject) -> Split:
    clause = data.draw(st.sampled_from([row.clause for row in flat(now)][1:]))
    places = cuts(clause.text)
    match data.draw(st.sampled_from(["merge", "divide", "retitle", "move", "settle"])):
        case "merge":
            return merge(now, clause.anchor)
        case "divide" if places:
            return divide(now, clause.anchor, data.draw(st.sampled_from(places)))
        case "retitle" if clause.body:
            return retitle(now, clause.anchor, clause.text[: data.draw(st.integers(0, min(20, len(clause.body))))])
        case "move":
            return move(now, clause.anchor, data.draw(st.sampled_from(parents(now, clause.anchor))))
    return settle(now, clause.anchor)
