"""Figures as official texts write them."""

from __future__ import annotations

from datetime import date

import pytest

from benefits.audit.figures import Key, chinese_number, figures, meanings

DAY = date(2023, 1, 1)

READ: list[tuple[str, set[Key]]] = [
    ("每孩每月发放600元育儿补贴", {("number", 600)}),
    ("财政给予3万元", {("number", 30000)}),
    ("最高可贷额度提高至27万", {("number", 270000)}),
    ("补助1.5万元", {("number", 15000)}),
    ("报销比例为50%", {("number", 50)}),
    ("女方享受158天产假", {("days", 158)}),
    ("护理假15日", {("days", 15)}),
    ("怀孕满28周", {("days", 196)}),
    ("直至孩子3周岁", {("months", 36)}),
    ("自出生之日起六个月内", {("months", 6)}),
    ("六十周岁以上的老年人", {("months", 720)}),
    ("二孩、三孩家庭", {("number", 2), ("number", 3)}),
    ("只写了二、三孩", {("number", 2), ("number", 3)}),
    ("0—6岁儿童", {("months", 72)}),
    ("3-6岁", {("months", 36), ("months", 72)}),
    ("于2023年1月1日以后出生", {("day", DAY)}),
    ("从2023年1月起", {("day", DAY), ("day", date(2023, 1, 31))}),
    ("2023年以前", {("day", DAY), ("day", date(2023, 12, 31))}),
    ("一次性补助", set()),
    ("实施三孩生育政策", set()),
    ("全面两孩政策调整前", set()),
    ("第一款", set()),
    ("统一安排", set()),
    ("2023年13月1日", set()),
]


@pytest.mark.parametrize(("text", "keys"), READ)
def test_a_figure_is_read_as_people_read_it(text: str, keys: set[Key]) -> None:
    assert set().union(*(figure.keys for figure in figures(text))) == keys


@pytest.mark.parametrize(
    ("text", "number"), [("三", 3), ("十", 10), ("十五", 15), ("三百六十五", 365), ("两万", 20000)]
)
def test_a_chinese_number_is_read(text: str, number: int) -> None:
    assert chinese_number(text) == number


def test_words_of_number_mean_figures_but_need_not_be_used() -> None:
    assert ("number", 2) in meanings("双胞胎")
    assert ("number", 100) in meanings("全额补助")
    assert figures("双胞胎全额补助") == []
