"""Pure: no difference between two records is passed over, and what is told is told in words."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benefits.content.schema import Record, load_benefits, load_documents, load_questions
from benefits.documents import Clause
from benefits.documents.official import OfficialDocument
from benefits.review.difference import Change, Names, Sort, difference
from benefits.rules.facts import Fact, Option, Question
from benefits.rules.model import Award, Benefit, Cap, Citation, Claim, Condition, Relation, Run, Times, Validity
from benefits.rules.terms import (
    Basis,
    Bound,
    Category,
    Force,
    IfNot,
    Kind,
    Operator,
    Period,
    Recipient,
    RelationKind,
    Status,
    Subject,
    Whose,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"
BENEFITS = [one for path in sorted((FIXTURES / "benefits").glob("*.yaml")) for one in load_benefits(path)]
QUESTIONS = load_questions(FIXTURES / "questions.yaml")
DOCUMENTS = load_documents(FIXTURES / "documents" / "documents.yaml")
FACTS: dict[str, Fact] = {fact.slug: fact for question in QUESTIONS for fact in question.facts}
NAMES = Names(FACTS, FACTS, lambda code: {"370100": "济南市"}.get(code, code))


def changes(before: Record | None, after: Record | None) -> tuple[Change, ...]:
    return difference(before, after, NAMES)


ROW = Condition("birth_order", Operator.AT_LEAST, 2)
AWARD = Award(number=600, unit="元", period=Period.MONTH, run=Run("birth", end="36 months"))
ONE = Benefit(
    id="money",
    region="370100",
    title="育儿补贴",
    summary="每月600元",
    kind=Kind.BENEFIT,
    category=Category.CASH,
    force=Force.ENTITLEMENT,
    subject=Subject.EACH_CHILD,
    citations=(Citation("plan", "一1", "每月600元"),),
    conditions=(ROW,),
    awards=(AWARD,),
    relations=(Relation(RelationKind.NOT_WITH, "leave"),),
)
OTHER: dict[str, Any] = {
    "id": "other",
    "region": "371500",
    "title": "另一个",
    "summary": "别的",
    "kind": Kind.SERVICE,
    "category": Category.LEAVE,
    "force": Force.PLANNED,
    "citations": (Citation("plan", "一2", "每月600元"),),
    "subject": Subject.FAMILY,
    "recipient": Recipient.INSTITUTION,
    "life_stage": "0-3岁",
    "valid": Validity(date(2024, 1, 1)),
    "asks": True,
    "lead": ("卫健局",),
    "others": ("民政局",),
    "where": "窗口",
    "how": "申请",
    "bring": ("户口本",),
    "deadline": "年底",
    "note": "注意",
    "conditions": (),
    "awards": (),
    "relations": (),
}
OTHER_ROW: dict[str, Any] = {
    "fact": "mother_order",
    "op": Operator.AT_MOST,
    "value": 3,
    "whose": Whose.EVERY_CHILD,
    "any_of": "甲",
    "if_not": IfNot.UNCLEAR,
    "basis": Basis.INTERPRETATION,
    "note": "第二个孩子",
}
OTHER_AWARD: dict[str, Any] = {
    "line": "多胞胎",
    "number": 700,
    "number_to": 900,
    "unit": "天",
    "period": Period.YEAR,
    "per": "每个孩子",
    "bound": Bound.AT_MOST,
    "of": "工资",
    "times": Times("birth_order", 1),
    "cap": Cap(5000, Period.YEAR),
    "valid": Validity(None, date(2027, 1, 1)),
    "run": Run("birth", end="12 months"),
    "claim": Claim("birth", end="6 months"),
    "when": (ROW,),
    "sum": False,
    "note": "约数",
}


@pytest.mark.parametrize("name", sorted({one.name for one in fields(Benefit)} - {"id"}))
def test_every_field_of_a_benefit_is_told(name: str) -> None:
    assert changes(ONE, replace(ONE, **{name: OTHER[name]}))


@pytest.mark.parametrize("name", sorted(one.name for one in fields(Condition)))
def test_every_column_of_a_condition_is_told(name: str) -> None:
    (change,) = changes(ONE, replace(ONE, conditions=(replace(ROW, **{name: OTHER_ROW[name]}),)))[:1]
    assert change.what == "条件"


@pytest.mark.parametrize("name", sorted(one.name for one in fields(Award)))
def test_every_column_of_an_award_is_told(name: str) -> None:
    after = replace(ONE, awards=(replace(AWARD, **{name: OTHER_AWARD[name]}),))
    assert {change.what for change in changes(ONE, after)} == {"给付"}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (replace(ONE, title="补贴"), [Change("标题", Sort.CHANGED, "育儿补贴", "补贴")]),
        (replace(ONE, lead=("卫健局",)), [Change("牵头部门", Sort.ADDED, "", "卫健局")]),
        (replace(ONE, conditions=()), [Change("条件", Sort.REMOVED, "第几孩：至少第2孩", "")]),
        (
            replace(ONE, conditions=(replace(ROW, value=3, basis=Basis.INTERPRETATION),)),
            [Change("条件", Sort.CHANGED, "第几孩：至少第2孩", "第几孩：至少第3孩（我们的理解）")],
        ),
    ],
)
def test_what_is_different_is_told_in_words(after: Benefit, told: list[Change]) -> None:
    assert list(changes(ONE, after)) == told


def test_awards_in_another_order_are_told_since_the_first_that_holds_counts() -> None:
    two = (AWARD, replace(AWARD, number=900))
    (change,) = changes(replace(ONE, awards=two), replace(ONE, awards=two[::-1]))
    assert change.what == "给付的次序"


def test_letters_that_differ_are_marked() -> None:
    (change,) = changes(ONE, replace(ONE, summary="每月700元"))
    assert [piece.text for piece in change.pieces[0] if piece.marked] == ["6"]
    assert [piece.text for piece in change.pieces[1] if piece.marked] == ["7"]
    assert "".join(piece.text for piece in change.pieces[1]) == "每月700元"


def test_a_record_is_like_itself_and_unlike_every_other() -> None:
    every: list[list[Record]] = [[*BENEFITS], [*QUESTIONS], [*DOCUMENTS]]
    assert not [one for records in every for one in records if changes(one, one)]
    for records in every:
        for one, other in pairwise(records):
            assert changes(one, other)


def test_a_new_record_is_told_whole_and_a_gone_one_too() -> None:
    assert {change.sort for change in changes(None, ONE)} == {Sort.ADDED}
    assert {change.sort for change in changes(ONE, None)} == {Sort.REMOVED}


ASKED: Question = next(one for one in QUESTIONS if one.facts[0].options and len(one.facts) == 1)
FACT = ASKED.facts[0]


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (replace(ASKED, heading="换个问法？"), "问题"),
        (replace(ASKED, help="说明"), "说明"),
        (replace(ASKED, order=ASKED.order + 1), "次序"),
        (replace(ASKED, unsure=not ASKED.unsure), "可以答“不清楚”"),
        (replace(ASKED, facts=(replace(FACT, label="别名"),)), "事实"),
        (replace(ASKED, facts=(replace(FACT, options=(*FACT.options, Option("new", "新的"))),)), "事实"),
    ],
)
def test_what_is_different_in_a_question_is_told(after: Question, what: str) -> None:
    assert [change.what for change in changes(ASKED, after)] == [what]


def test_what_is_different_in_a_document_is_told_clause_by_clause() -> None:
    document: OfficialDocument = DOCUMENTS[0]
    first = document.split.clauses[0]
    changed = replace(document.split, clauses=(replace(first, text=first.text + "补充。"), *document.split.clauses[1:]))
    (change,) = changes(document, replace(document, split=changed))
    assert (change.what, change.sort) == ("条款", Sort.CHANGED)
    assert [piece.text for piece in change.pieces[1] if piece.marked] == ["补充。"]
    doubted = replace(document.split, clauses=(_doubted(first), *document.split.clauses[1:]))
    assert [one.what for one in changes(document, replace(document, split=doubted))] == ["条款"]
    assert [one.what for one in changes(document, replace(document, status=Status.EXPIRED))] == ["状态"]


def _doubted(clause: Clause) -> Clause:
    return replace(clause, doubts=(*clause.doubts, "编号跳了"))
