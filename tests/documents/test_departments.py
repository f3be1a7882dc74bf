"""The parenthesis that names who answers for a clause."""

from __future__ import annotations

import pytest

from benefits.documents.departments import departments_of
from tests.documents.sources import document


@pytest.mark.parametrize(
    ("raw", "lead", "others", "note"),
    [
        ("（牵头部门：甲委；责任部门：乙局、丙局）", ["甲委"], ["乙局", "丙局"], ""),
        ("(牵头部门:甲委、丁委;责任部门:乙局)", ["甲委", "丁委"], ["乙局"], ""),
        ("（责任单位：甲局，乙局）", [], ["甲局", "乙局"], ""),
        ("（责任单位：甲局、市政府办公室（大数据局））", [], ["甲局", "市政府办公室（大数据局）"], ""),
        ("(责任单位：市政府办公室(大数据局）)。", [], ["市政府办公室(大数据局）"], ""),
        (
            "（责任单位：各乡镇。以下各项任务均需各乡镇落实，不再逐一列出）",
            [],
            ["各乡镇"],
            "以下各项任务均需各乡镇落实，不再逐一列出",
        ),
        ("(市住建局、公积金中心按职责分工落实)", [], ["市住建局", "公积金中心"], "按职责分工落实"),
        (
            "（甲委牵头，乙局、丙局等按职责分工负责）",
            ["甲委"],
            ["乙局", "丙局"],
            "按职责分工负责",
        ),
        ("（甲委牵头，乙局配合）", ["甲委"], ["乙局"], ""),
        ("（甲局负责）", [], ["甲局"], "负责"),
    ],
)
def test_departments_are_read(raw: str, lead: list[str], others: list[str], note: str) -> None:
    found = departments_of("做好工作。" + raw)
    assert found is not None
    assert (list(found.lead), list(found.others), found.raw, found.note) == (lead, others, raw, note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "做好工作。",
        "做好工作（牵头部门：甲委）并报告。",
        "按月折算（含当月）",
        "根据决定（中发〔2021〕30号）",
        "）",
        "（" * 50,
    ],
)
def test_other_parentheses_name_no_departments(text: str) -> None:
    assert departments_of(text) is None


@pytest.mark.parametrize(
    ("slug", "anchor", "lead", "others"),
    [
        ("linqing-2023-5", "s2-1-2", 1, 5),
        ("linqing-2023-5", "s2-5-1", 1, 4),
        ("linfen-2023", "s2-1-1", 0, 2),
        ("jinan-2022", "s2-1-3", 2, 7),
        ("jinan-2022", "s2-4-14", 0, 2),
        ("jinan-2022", "s3-1", 2, 2),
        ("xiangning-2023-10", "s2-1-3", 0, 9),
        ("xiangning-2023-10", "s2-2-7", 0, 1),
    ],
)
def test_the_documents_name_so_many(slug: str, anchor: str, lead: int, others: int) -> None:
    clause = document(slug).at(anchor)
    assert clause is not None
    assert clause.departments is not None
    assert (len(clause.departments.lead), len(clause.departments.others)) == (lead, others)
