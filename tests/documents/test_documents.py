"""The five documents: their outlines, and the trap that each of them sets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from benefits.documents import locate, normalise
from tests.documents.sources import FOLDER, SLUGS, document, raw

OUTLINES: dict[str, list[list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "outlines.yaml").read_text(encoding="utf-8")
)
METADATA = yaml.safe_load((FOLDER / "documents.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("slug", SLUGS)
def test_sections_have_the_anchors_labels_and_titles_a_reader_gives_them(slug: str) -> None:
    sections = [clause for clause in document(slug).walk() if clause.kind == "section"]
    assert [[s.anchor, s.label, s.title] for s in sections] == OUTLINES[slug]


@pytest.mark.parametrize(
    ("slug", "preamble", "paragraphs", "closing"),
    [
        ("linqing-2023-5", 10, ["s1-p1"], 0),
        ("linfen-2023", 7, [], 0),
        (
            "luhe-draft",
            3,
            ["s1-1-p1", "s1-2-p1", "s1-2-p2", "s3-1-p1", "s3-2-p1", "s3-3-p1", "s3-4-p1"],
            0,
        ),
        ("jinan-2022", 14, ["s1-p1", "s1-p2"], 0),
        ("xiangning-2023-10", 12, ["s1-p1", "s1-p2", "s1-p3", "s3-4-p2"], 3),
    ],
)
def test_what_has_no_number_is_a_clause_too(slug: str, preamble: int, paragraphs: list[str], closing: int) -> None:
    clauses = list(document(slug).walk())
    assert [c.anchor for c in clauses if c.kind == "preamble"] == [f"pre-{n}" for n in range(1, preamble + 1)]
    assert [c.anchor for c in clauses if c.kind == "paragraph"] == paragraphs
    assert [c.anchor for c in clauses if c.kind == "closing"] == [f"end-{n}" for n in range(1, closing + 1)]


@pytest.mark.parametrize(
    ("slug", "label", "quote"),
    [
        ("jinan-2022", "二（四）11", "3周岁以下婴幼儿父母各享受每年累计不少于10天育儿假"),
        ("jinan-2022", "二（四）12", "每孩每月发放600元育儿补贴"),
        ("jinan-2022", "二(四) 14", "生育三孩的缴存职工家庭,申请住房公积金贷款购买首套自住住房的"),
        ("linqing-2023-5", "二（四）1", "城乡居民医保参保人员二孩住院分娩医疗费医保支付不低于1500元"),
        ("linqing-2023-5", "二（四）2", "【“二孩”家庭为国家出台二孩政策（2016年1月1日）以后"),
        ("linfen-2023", "二（四）12", "奖励延长产假60日,男方享受护理假15日"),
        ("xiangning-2023-10", "二（四）13", "奖励延长产假60日，男方享受护理假15日"),
        ("xiangning-2023-10", "二（四）14", "县财政分别给予3000元、5000元的一次性生育补贴奖励"),
        ("luhe-draft", "组织实施／加强综合协调", "形成工作合力"),
        ("luhe-draft", "工作措施/大力提升优生优育服务水平/综合防治出生缺陷", "三级预防措施"),
    ],
)
def test_a_quotation_is_found_in_the_clause_it_is_cited_from(slug: str, label: str, quote: str) -> None:
    clause = document(slug).find(label)
    assert clause is not None
    found = locate(clause, quote)
    assert found is not None
    holder, (start, end) = found
    assert holder.text[start:end] == quote


def test_a_scrambled_salutation_keeps_its_lines_and_is_doubted() -> None:
    doubted = [c for c in document("jinan-2022").walk() if c.doubts]
    assert [c.text for c in doubted] == [
        "门,各人民团体,市属各企事业单位",
        "各区县党委和人民政府,市委各部门,市级国家机关各部",
        ":",
    ]
    assert all("行序可能错乱" in c.doubts[0] for c in doubted)


def test_every_title_that_stands_in_for_a_lost_number_is_doubted() -> None:
    sections = [c for c in document("luhe-draft").walk() if c.kind == "section"]
    assert [c.label for c in sections if not c.doubts] == ["总体要求·（二）"]
    assert all("标题没有编号" in c.doubts[0] for c in sections if c.doubts)


@pytest.mark.parametrize("slug", ["linqing-2023-5", "linfen-2023", "xiangning-2023-10"])
def test_a_document_that_is_well_numbered_raises_no_doubt(slug: str) -> None:
    assert [c.label for c in document(slug).walk() if c.doubts] == []


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("linqing-2023-5", {"**": 4}),
        ("luhe-draft", {}),
        ("jinan-2022", {}),
        (
            "linfen-2023",
            {
                "主办:山西省临汾市人民政府 © 版权所有 2018": 2,
                "承办:临汾市卫生健康委员会": 2,
                "晋ICP备05003731号 网站标识码:1410000066": 2,
                "涉密文件严禁上网": 2,
            },
        ),
        ("xiangning-2023-10", {"# ": 2, "## ": 4, "### ": 3, "#### ": 2, "**": 36, "---": 2}),
    ],
)
def test_only_marks_and_web_furniture_are_removed_and_all_are_reported(slug: str, expected: dict[str, int]) -> None:
    reported = [removal.text for removal in normalise(raw(slug)).reported]
    assert {text: reported.count(text) for text in reported} == expected


@pytest.mark.parametrize("entry", METADATA, ids=lambda entry: str(entry["slug"]))
def test_the_metadata_agree_with_the_text(entry: dict[str, object]) -> None:
    assert entry["file"] == f"{entry['slug']}.txt"
    text = "".join(document(str(entry["slug"])).text.split())
    issued = entry["date"]
    assert str(entry["title"]) in text
    assert str(entry["number"]) in text
    if isinstance(issued, date):
        assert f"{issued.year}年{issued.month}月{issued.day}日" in text
    else:
        assert issued is None
        assert entry["status"] == "draft"


def test_each_text_has_its_metadata() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(e["slug"] for e in METADATA)
