"""Each check finds what it is for: a record of 济南, sound by itself, is spoilt in one way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from benefits.audit.audit import audit_benefit
from benefits.audit.flaws import Code, Flaw
from benefits.audit.search import Search
from benefits.audit.standing import check_facts, check_overlaps, check_relations
from benefits.checking.content import Content
from benefits.content.schema import benefit_from_payload
from benefits.rules.facts import Form
from benefits.rules.model import Benefit

AS_OF = date(2026, 11, 22)
QUOTE = "本市户籍按照生育政策于2023年1月1日以后出生的二孩、三孩家庭,每孩每月发放600元育儿补贴"
SOUND: dict[str, Any] = {
    "id": "sound",
    "region": "370100",
    "title": "育儿补贴",
    "summary": "每个孩子每月600元。",
    "kind": "benefit",
    "category": "cash",
    "force": "entitlement",
    "subject": "each_child",
    "valid": {"since": "2023-01-01"},
    "citations": [{"document": "jinan-2022", "clause": "二（四）12", "quote": QUOTE}],
    "conditions": [
        {"fact": "hukou_here", "op": "is", "value": True},
        {"fact": "birth", "op": "on_or_after", "value": "2023-01-01"},
        {"fact": "birth_order", "op": "at_least", "value": 2},
        {"fact": "birth_order", "op": "at_most", "value": 3, "if_not": "unclear", "note": "四孩没有写"},
    ],
    "awards": [
        {
            "number": 600,
            "unit": "元",
            "period": "month",
            "run": {"at": "birth", "end": "36 months"},
            "note": "发到3周岁",
        }
    ],
}


def record(**changes: Any) -> Benefit:
    return benefit_from_payload(SOUND | changes)


def flaws_of(benefit: Benefit, content: Content) -> list[Flaw]:
    """What is found of one record beside the real ones."""
    with_it = replace(content, benefits=(*content.benefits, benefit))
    return list(audit_benefit(benefit, with_it, Search(content.facts, AS_OF)))


def rows(*more: dict[str, Any], without: int | None = None) -> list[dict[str, Any]]:
    kept = [row for number, row in enumerate(SOUND["conditions"]) if number != without]
    return [*kept, *more]


def award(**changes: Any) -> list[dict[str, Any]]:
    return [SOUND["awards"][0] | changes]


SPOILT: list[tuple[dict[str, Any], Code, str]] = [
    ({"citations": [SOUND["citations"][0] | {"quote": "每月发放700元"}]}, Code.RECORD, "citations[1].quote"),
    ({"conditions": rows(without=0)}, Code.NO_PLACE, ""),
    ({"conditions": rows({"fact": "birth_order", "op": "at_most", "value": 1, "note": "一孩"})}, Code.UNREACHABLE, ""),
    (
        {"conditions": rows({"fact": "birth", "op": "on_or_before", "value": "2022-12-31"})},
        Code.UNREACHABLE,
        "",
    ),
    ({"conditions": rows({"fact": "birth_order", "op": "at_least", "value": 2})}, Code.NEEDLESS_ROW, "conditions[3]"),
    (
        {"awards": [SOUND["awards"][0], SOUND["awards"][0] | {"number": 600, "note": "另一条，3周岁"}]},
        Code.DEAD_AWARD,
        "awards[2]",
    ),
    (
        {
            "awards": [
                *SOUND["awards"],
                *award(line="头胎", when=[{"fact": "birth_order", "op": "is", "value": 1, "note": "一孩"}]),
            ]
        },
        Code.DEAD_AWARD,
        "awards[2]",
    ),
    (
        {"awards": award(when=[{"fact": "birth_order", "op": "is", "value": 2}])},
        Code.AWARD_GAP,
        "",
    ),
    (
        {
            "awards": [
                SOUND["awards"][0] | {"valid": {"until": "2023-12-31"}},
                SOUND["awards"][0] | {"valid": {"since": "2024-02-01"}},
            ]
        },
        Code.AWARD_GAP,
        "基础",
    ),
    (
        {
            "conditions": rows(
                {"fact": "birth_order", "op": "is", "value": 1, "any_of": "A"},
                {"fact": "birth_order", "op": "is", "value": 2, "any_of": "A"},
            )
        },
        Code.DEAD_ALTERNATIVE,
        "conditions[5]",
    ),
    (
        {"conditions": rows({"fact": "care", "op": "is", "value": "home", "any_of": "A"})},
        Code.DEAD_ALTERNATIVE,
        "A",
    ),
    ({"awards": award(number=601)}, Code.UNWRITTEN_FIGURE, "awards[1].number"),
    ({"awards": award(number=601)}, Code.UNUSED_FIGURE, "600元"),
    ({"awards": award(run={"at": "birth", "end": "35 months"})}, Code.UNWRITTEN_FIGURE, "awards[1].run"),
    ({"valid": {"since": "2023-01-02"}}, Code.UNWRITTEN_FIGURE, "valid.since"),
    ({"valid": {}}, Code.UNWRITTEN_FIGURE, "valid.since"),
    ({"conditions": rows(without=1), "valid": {"since": "2022-12-31"}}, Code.UNUSED_FIGURE, "2023年1月1日"),
    ({"awards": award(unit="美元")}, Code.UNWRITTEN_WORD, "awards[1].unit"),
    ({"awards": award(period="once")}, Code.UNWRITTEN_WORD, "awards[1].period"),
    ({"awards": award(period="school_year")}, Code.UNWRITTEN_WORD, "awards[1].period"),
    ({"awards": award(bound="at_least")}, Code.UNWRITTEN_WORD, "awards[1].bound"),
]


def test_the_record_is_sound_before_it_is_spoilt(content: Content) -> None:
    assert flaws_of(record(), content) == []


@pytest.mark.parametrize(("changes", "code", "about"), SPOILT)
def test_a_spoilt_record_is_found_and_what_to_do_is_said(
    changes: dict[str, Any], code: Code, about: str, content: Content
) -> None:
    found = flaws_of(record(**changes), content)
    assert (code.value, "sound", about) in {flaw.name for flaw in found}
    assert all("请" in flaw.message for flaw in found)


@pytest.mark.parametrize("written", ["2031-11-30", "2031/11/30", "2031年11月30日"])
def test_a_day_that_the_note_explains_in_any_writing_is_no_flaw(written: str, content: Content) -> None:
    spoilt = {"valid": {"since": "2023-01-01", "until": "2031-11-30"}}
    assert [flaw.about for flaw in flaws_of(record(**spoilt), content)] == ["valid.until"]
    assert flaws_of(record(**spoilt, note=f"有效期五年，到{written}"), content) == []


def test_a_figure_not_used_is_named_with_the_words_from_pause_to_pause(content: Content) -> None:
    spoilt = record(conditions=rows(without=1), valid={"since": "2022-12-31"})
    (said,) = [flaw.message for flaw in flaws_of(spoilt, content) if flaw.code is Code.UNUSED_FIGURE]
    assert said.startswith("引文里的“2023年1月1日”（本市户籍按照生育政策于2023年1月1日以后出生的二孩、三孩家庭")


@pytest.mark.parametrize(("op", "day"), [("on_or_after", "1900-01-01"), ("on_or_before", "2199-12-31")])
def test_the_first_and_the_last_day_of_all_are_looked_at_as_any(op: str, day: str, content: Content) -> None:
    condition = {"fact": "birth", "op": op, "value": day}
    found = flaws_of(record(conditions=[*SOUND["conditions"], condition]), content)
    assert Code.UNREACHABLE not in {flaw.code for flaw in found}


def test_a_bound_in_the_quotation_that_the_award_passes_over_is_found(content: Content) -> None:
    quote = "3周岁以下婴幼儿父母各享受每年累计不少于10天育儿假"
    citation = {"document": "jinan-2022", "clause": "二（四）11", "quote": quote}
    leave = record(citations=[citation], awards=[{"number": 10, "unit": "天", "period": "year"}])
    assert Code.UNWRITTEN_WORD in {flaw.code for flaw in flaws_of(leave, content)}


def pair(**changes: Any) -> dict[str, Benefit]:
    one, other = record(id="one", **changes), record(id="other")
    return {"one": one, "other": other}


def related(kind: str, **since: str) -> list[dict[str, str]]:
    return [{"kind": kind, "to": "other", **since}]


def test_two_records_that_give_the_same_by_one_clause_overlap_unless_they_are_related() -> None:
    assert [flaw.name for flaw in check_overlaps(pair().values())] == [("overlap", "one", "other")]
    assert not list(check_overlaps(pair(relations=related("restates")).values()))
    assert not list(check_overlaps(pair(subject="family").values()))
    assert not list(check_overlaps(pair(region="371581").values()))


@pytest.mark.parametrize("kind", ["restates", "adds_to", "includes", "supersedes"])
def test_relations_in_a_circle_are_found(kind: str) -> None:
    since = {"since": "2024-01-01"} if kind == "supersedes" else {}
    one = record(id="one", relations=related(kind, **since))
    other = record(id="other", relations=[{"kind": kind, "to": "one", **since}])
    assert {flaw.name for flaw in check_relations({"one": one, "other": other})} == {
        ("relation", "one", "other"),
        ("relation", "other", "one"),
    }


def test_not_with_holds_both_ways_and_is_no_circle() -> None:
    one = record(id="one", relations=related("not_with"))
    other = record(id="other", relations=[{"kind": "not_with", "to": "one"}])
    assert not list(check_relations({"one": one, "other": other}))


def test_a_relation_between_subjects_that_never_meet_is_found() -> None:
    records = pair(subject="family", relations=related("restates"))
    assert [flaw.name for flaw in check_relations(records)] == [("relation", "one", "other")]


def _asked(content: Content, form: Form) -> Iterator[Flaw]:
    questions = [replace(one, form=form) if one.slug == "work" else one for one in content.questions]
    return check_facts(questions, content.benefits)


def test_a_fact_that_rules_read_and_nobody_asks_is_found(content: Content) -> None:
    assert [flaw.record for flaw in _asked(content, Form.NONE)] == ["work"]
    assert not list(_asked(content, Form.ONE))


def test_a_fact_that_is_asked_and_read_by_no_rule_is_found(content: Content) -> None:
    left = [one for one in content.benefits if "researcher" not in str(one)]
    assert [flaw.record for flaw in check_facts(content.questions, left)] == ["researcher"]
