"""Persons, days, conditions and amounts in Chinese."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType, Holder, Option
from benefits.rules.household import Household
from benefits.rules.model import Award, Benefit, Cap, Citation, Condition
from benefits.rules.terms import Bound, Category, Force, Kind, Operator, Period
from benefits.words.amounts import award_words
from benefits.words.chinese import age_span_words, age_words, amount_number, number_words, numeral, span_words
from benefits.words.conditions import requirement, rules
from benefits.words.persons import described, names

OPTIONS = (Option("a", "甲"), Option("b", "乙"), Option("c", "丙"))


def fact(slug: str, kind: FactType) -> Fact:
    options = OPTIONS if kind is FactType.CHOICE else ()
    return Fact(slug=slug, holder=Holder.CHILD, type=kind, label="某事", options=options)


@pytest.mark.parametrize(
    ("slug", "kind", "op", "value", "words"),
    [
        ("birth_order", FactType.NUMBER, Operator.AT_LEAST, 2, "至少第2孩"),
        ("birth_order", FactType.NUMBER, Operator.IS_NOT, 1, "不是第1孩"),
        ("children", FactType.NUMBER, Operator.AT_MOST, 3, "至多3个"),
        ("birth", FactType.DATE, Operator.UNDER, "36 months", "未满36个月（3周岁）"),
        ("birth", FactType.DATE, Operator.UNDER, "216 months", "未满18周岁"),
        ("birth", FactType.DATE, Operator.WITHIN, "6 months", "6个月以内，满的当天也算"),
        ("birth", FactType.DATE, Operator.BELOW, "36 months", "36个月（3周岁）以下"),
        ("birth", FactType.DATE, Operator.REACHED, "0 days", "已经出生"),
        ("birth", FactType.DATE, Operator.NOT_REACHED, "28 days", "还没满28天，没出生的也算"),
        ("birth", FactType.DATE, Operator.ON_OR_AFTER, "2023-01-01", "2023年1月1日以后（含当天）"),
        ("birth", FactType.DATE, Operator.ON_OR_BEFORE, "2023-12-31", "2023年12月31日以前（含当天）"),
        ("age_date", FactType.DATE, Operator.REACHED, "720 months", "已满60周岁"),
        ("pregnancy_start", FactType.DATE, Operator.REACHED, "0 days", "已经怀孕"),
        ("pregnancy_start", FactType.DATE, Operator.REACHED, "196 days", "怀孕已满28周"),
        ("after_birth_year", FactType.DATE, Operator.NOT_REACHED, "0 days", "还没到"),
        ("date", FactType.DATE, Operator.UNDER, "12 months", "到现在不到12个月（1年）"),
        ("date", FactType.DATE, Operator.NOT_REACHED, "15 days", "到现在还没满15天"),
        ("dibao", FactType.YESNO, Operator.IS, True, "是"),
        ("dibao", FactType.YESNO, Operator.IS, False, "不是"),
        ("dibao", FactType.YESNO, Operator.IS_NOT, True, "不是"),
        ("work", FactType.CHOICE, Operator.IS, "a", "甲"),
        ("work", FactType.CHOICE, Operator.IN, ("a", "b"), "“甲”或“乙”"),
        ("work", FactType.CHOICE, Operator.NOT_IN, ("c",), "不是丙"),
        ("hukou", FactType.REGION, Operator.HERE, None, "在济南市"),
        ("hukou", FactType.REGION, Operator.NOT_HERE, None, "不在济南市"),
    ],
)
def test_a_rule_in_words(slug: str, kind: FactType, op: Operator, value: Any, words: str) -> None:
    assert requirement(Condition(fact=slug, op=op, value=value), fact(slug, kind), "济南市") == words


def test_alternatives_are_one_line_of_several() -> None:
    rows = tuple(Condition(fact=slug, op=Operator.IS, value=True, any_of="A") for slug in ("x", "y"))
    facts = {slug: fact(slug, FactType.YESNO) for slug in ("x", "y")}
    benefit = Benefit(
        id="one",
        region="370100",
        title="题",
        summary="要",
        kind=Kind.BENEFIT,
        category=Category.CASH,
        force=Force.ENTITLEMENT,
        citations=(Citation("plan", "一", "文"),),
        conditions=rows,
    )
    (line,) = rules(rows, benefit, facts, "济南市")
    assert (line.label, len(line.alternatives)) == ("下面有一项就行", 2)


@pytest.mark.parametrize(
    ("award", "words"),
    [
        (Award(number=600, unit="元", period=Period.MONTH, per="每个孩子"), "每个孩子每月600元"),
        (Award(number=10, unit="天", period=Period.YEAR, bound=Bound.AT_LEAST), "每年不少于10天"),
        (Award(number=158, unit="天", period=Period.EVENT, per="每次生育"), "每次生育158天"),
        (Award(number=900_000, unit="元", per="一次贷款", bound=Bound.AT_MOST), "一次贷款最多90万元"),
        (Award(number=3000, unit="元", per="二孩"), "二孩一次性3000元"),
        (Award(number=0, unit="元", period=Period.EVENT, per="婚前医学检查"), "婚前医学检查免费"),
        (Award(number=100, unit="%", of="工资", period=Period.EVENT, per="休假期间"), "工资的100%（休假期间）"),
        (
            Award(number=83.33, number_to=100, unit="元", period=Period.MONTH, cap=Cap(1000, Period.SCHOOL_YEAR)),
            "每月83.33至100元，每学年最多1000元",
        ),
        (Award(note="按上级规定"), ""),
    ],
)
def test_an_award_in_words(award: Award, words: str) -> None:
    assert award_words(award) == words


FIVE = Household(
    children=(
        {"birth": date(2024, 5, 1)},
        {"birth": date(2024, 5, 1)},
        {"birth": date(2019, 1, 1), "deceased": True},
        {"birth": date(2026, 9, 1)},
        {"birth": date(2015, 1, 1), "relation": "mothers"},
    )
)


def test_children_are_numbered_by_birth_and_keep_their_number() -> None:
    named = names(FIVE)
    assert [named[f"child:{index}"] for index in range(5)] == ["三宝", "四宝", "二宝", "五宝", "大宝"]
    assert named["birth:1"] == "三宝、四宝出生这次"


def test_an_only_child_has_no_number() -> None:
    assert names(Household(children=({"birth": date(2024, 5, 1)},)))["child:0"] == "孩子"


def test_a_child_is_described_by_its_day() -> None:
    named = described(FIVE, date(2026, 6, 1))
    assert named["child:0"] == "三宝（2024年5月1日出生）"
    assert named["child:3"] == "五宝（预产期2026年9月1日）"
    assert (named["mother"], named["family"]) == ("妈妈", "全家")


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (date(2026, 6, 1), "0天"),
        (date(2026, 5, 2), "30天"),
        (date(2026, 5, 1), "1个月"),
        (date(2024, 6, 2), "1岁11个月"),
        (date(2024, 6, 1), "2岁"),
        (date(2023, 5, 31), "3岁"),
        (date(2010, 1, 1), "16岁"),
    ],
)
def test_an_age_in_words(birth: date, words: str) -> None:
    assert age_words(birth, date(2026, 6, 1)) == words


def test_numbers_and_spans_in_words() -> None:
    assert [numeral(number) for number in (2, 10, 11, 19, 20)] == ["二", "十", "十一", "十九", "20"]
    assert [number_words(number) for number in (600, 83.33, 1.5, 100.0, 21600)] == [
        "600",
        "83.33",
        "1.5",
        "100",
        "21600",
    ]
    assert [amount_number(900_000, "元"), amount_number(21_600, "元"), amount_number(158, "天")] == [
        "90万",
        "21600",
        "158",
    ]
    assert [span_words(Span(months=18)), span_words(Span(months=36)), span_words(Span(days=188))] == [
        "18个月",
        "36个月（3年）",
        "188天",
    ]
    assert age_span_words(Span(months=720)) == "60周岁"
