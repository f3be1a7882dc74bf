"""Laws: chapters, articles, paragraphs (款), items (项) and sub-items (目). The text is made up for this test."""

from __future__ import annotations

import pytest

from benefits.documents import Split, locate, split

LAW = """某市家庭生育支持条例
（2024年3月1日某市第九届人民代表大会常务委员会第二次会议通过）

目　　录

第一章 总　则
第二章 支持措施
第三章 附　则

第一章　总　则

第一条　为了支持家庭生育，根据有关法律、法规，结合本市实际，制定本条例。

第二条　本市行政区域内的生育支持工作，适用本条例。
第一百零三条第二款所称家庭，是指共同生活的父母和子女。

第二章　支持措施

第三条　用人单位应当保障职工依法享受下列假期：

（一）产假；

（二）陪产假；

（三）法律、法规规定的其他假期。

第四条　符合规定的家庭可以申请育儿补贴。

依照第三条第（三）项和第二条
第二款的规定已经享受同类补贴的，不重复发放。

有下列情形之一的，停止发放：

（一）子女满三周岁的；

（二）户籍迁出本市的，其中：

1.迁往省内的，自次月起停发；

2.迁往省外的，当月停发。

（三）弄虚作假的。

前款第三项所列情形，还应当退回已领取的补贴。

第四条之一　补贴标准每年公布一次，并符合下列要求：
（一）公开；
（二）可查。
补贴资金由财政保障。

第三章　附　则

第六条　本条例自2024年6月1日起施行。
"""

EXPECTED = [
    ("pre-1", "文首第1段", "某市家庭生育支持条例"),
    ("pre-2", "文首第2段", "（2024年3月1日"),
    ("pre-3", "文首第3段", "目录"),
    ("pre-4", "文首第4段", "第一章 总则"),
    ("pre-5", "文首第5段", "第二章 支持措施"),
    ("pre-6", "文首第6段", "第三章 附则"),
    ("c1", "第一章", "第一章　总则"),
    ("a1", "第一条", "第一条　为了"),
    ("a2", "第二条", "第二条　本市行政区域内"),
    ("a2-2", "第二条第二款", "第一百零三条第二款所称家庭"),
    ("c2", "第二章", "第二章　支持措施"),
    ("a3", "第三条", "第三条　用人单位应当"),
    ("a3-1-1", "第三条第（一）项", "（一）产假；"),
    ("a3-1-2", "第三条第（二）项", "（二）陪产假；"),
    ("a3-1-3", "第三条第（三）项", "（三）法律、法规"),
    ("a4", "第四条", "第四条　符合规定的家庭"),
    ("a4-2", "第四条第二款", "依照第三条第（三）项和第二条第二款的规定"),
    ("a4-3", "第四条第三款", "有下列情形之一的"),
    ("a4-3-1", "第四条第三款第（一）项", "（一）子女满三周岁的；"),
    ("a4-3-2", "第四条第三款第（二）项", "（二）户籍迁出"),
    ("a4-3-2-1", "第四条第三款第（二）项第1目", "1.迁往省内的"),
    ("a4-3-2-2", "第四条第三款第（二）项第2目", "2.迁往省外的"),
    ("a4-3-3", "第四条第三款第（三）项", "（三）弄虚作假的。"),
    ("a4-4", "第四条第四款", "前款第三项所列情形"),
    ("a4z1", "第四条之一", "第四条之一　补贴标准"),
    ("a4z1-1-1", "第四条之一第一款第（一）项", "（一）公开；"),
    ("a4z1-1-2", "第四条之一第一款第（二）项", "（二）可查。"),
    ("a4z1-2", "第四条之一第二款", "补贴资金由财政保障。"),
    ("c3", "第三章", "第三章　附则"),
    ("a6", "第六条", "第六条　本条例自"),
]


@pytest.fixture(scope="module")
def law() -> Split:
    return split(LAW)


def test_articles_paragraphs_and_items_are_cited_as_lawyers_do(law: Split) -> None:
    found = [(c.anchor, c.label, c.source[: len(e[2])]) for c, e in zip(law.walk(), EXPECTED, strict=True)]
    assert found == EXPECTED


def test_the_kinds_tell_the_parts_of_a_law_apart(law: Split) -> None:
    kinds = {c.anchor: c.kind for c in law.walk()}
    assert [kinds[a] for a in ("pre-4", "c2", "a4", "a4-3", "a4-3-2", "a4-3-2-1")] == [
        "preamble",
        "chapter",
        "article",
        "paragraph",
        "item",
        "item",
    ]


def test_a_missing_article_is_doubted(law: Split) -> None:
    assert {c.label: c.doubts for c in law.walk() if c.doubts} == {"第六条": ("编号不连续：这里是“第六条”，前面是4",)}


def test_an_item_is_found_by_its_citation(law: Split) -> None:
    clause = law.find("第四条第三款第(二)项")
    assert clause is not None
    assert clause.anchor == "a4-3-2"
    found = locate(clause, "当月停发")
    assert found is not None
    assert found[0].label == "第四条第三款第（二）项第2目"


def test_one_reference_at_the_start_of_a_line_makes_no_law() -> None:
    plan = split("一、目标\n根据条例规定，依照：\n第八条 关于补贴的内容，制定标准。")
    assert [c.kind for c in plan.walk()] == ["section", "paragraph", "paragraph"]
