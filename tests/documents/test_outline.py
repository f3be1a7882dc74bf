"""Plans that nobody here has seen: other numbers, other parts, gaps and repetitions. All texts are made up."""

from __future__ import annotations

import pytest

from benefits.documents import Split, split
from benefits.documents.marks import mark_of, numeral
from benefits.documents.naming import REPEATED, UNENDED, UNPAIRED, chinese_numeral
from benefits.documents.outline import UNNUMBERED_TITLE, UNSTRUCTURED


def labels(result: Split) -> list[tuple[str, str]]:
    return [(clause.anchor, clause.label) for clause in result.walk()]


def doubts(result: Split) -> dict[str, tuple[str, ...]]:
    return {clause.label: clause.doubts for clause in result.walk() if clause.doubts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一部分 总则\n一、目标\n(一)甲目标\n1．乙目标\n（1）丙目标\n①丁目标",
            [
                ("b1", "第一部分"),
                ("b1-1", "第一部分一"),
                ("b1-1-1", "第一部分一（一）"),
                ("b1-1-1-1", "第一部分一（一）1"),
                ("b1-1-1-1-1", "第一部分一（一）1（1）"),
                ("b1-1-1-1-1-1", "第一部分一（一）1（1）①"),
            ],
        ),
        (
            "一、目标\n附件1\n一、标准\n附件2：\n（一）表",
            [
                ("s1", "一"),
                ("x1", "附件1"),
                ("x1-1", "附件1·一"),
                ("x2", "附件2"),
                ("x2-1", "附件2·（一）"),
            ],
        ),
        ("1、甲；\n2、乙。", [("s1", "1"), ("s2", "2")]),
        (
            "一、办法。甲的办法很好。\n再说一段。\n又说一段。",
            [("s1", "一"), ("s1-p2", "一第2段"), ("s1-p3", "一第3段")],
        ),
        ("十一、甲\n二十三、乙", [("s11", "十一"), ("s23", "二十三")]),
        ("今天很好。\n明天更好。", [("p1", "第1段"), ("p2", "第2段")]),
        ("", []),
    ],
)
def test_anchors_and_labels_come_from_the_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert labels(split(text)) == expected


@pytest.mark.parametrize(
    ("text", "label", "title", "body"),
    [
        ("12.加强支持。每月发放600元。", "12", "加强支持", "每月发放600元。"),
        ("一、提高站位，加强领导\n各镇要落实。", "一", "提高站位，加强领导", ""),
        ("（一）实施政策。\n1.做好衔接工作。", "（一）", "实施政策", ""),
        ("（一）申请材料：\n1.身份证；", "（一）", "申请材料", ""),
        ("1.身份证；", "1", "", "身份证；"),
        ("1.2026年1月1日以后出生的；\n2.户籍在本县。", "1", "", "2026年1月1日以后出生的；"),
        ("（一）提供身份证原件。", "（一）", "", "提供身份证原件。"),
        ("（一）家庭可以申请补贴。补贴按月发放。", "（一）", "", "家庭可以申请补贴。补贴按月发放。"),
        ("一、加强宣传（责任单位：甲局）", "一", "加强宣传", ""),
    ],
)
def test_a_title_opens_its_clause(text: str, label: str, title: str, body: str) -> None:
    clause = split(text).find(label)
    assert clause is not None
    assert (clause.title, clause.body) == (title, body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n二、乙\n四、丁", {"四": ("编号不连续：这里是“四”，前面是2",)}),
        ("三、甲\n四、乙", {"三": ("编号从“三”开始，前面可能有缺失",)}),
        ("一、甲\n一、乙", {"一": ("编号不连续：这里是“一”，前面是1", REPEATED)}),
        ("一、甲。办法如下。每月发放600", {"一": (UNENDED,)}),
        ("一、甲。办法（附表如下。", {"一": (UNPAIRED,)}),
        ("一、甲\n办法如下，请落实。\n附则", {"一第2段": (UNNUMBERED_TITLE,)}),
        ("好。", {"第1段": (UNSTRUCTURED,)}),
        # Points that run on through the sections are as good as points that begin again.
        ("（一）甲\n1.乙\n2.丙\n（二）丁\n3.戊\n（三）己\n4.庚", {}),
        ("（一）甲\n1.乙\n2.丙\n（二）丁\n1.戊", {}),
    ],
)
def test_what_is_unsure_is_said(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert doubts(split(text)) == expected


def test_a_repeated_number_keeps_an_anchor_of_its_own() -> None:
    assert labels(split("一、甲\n（一）乙\n一、丙\n（一）丁")) == [
        ("s1", "一"),
        ("s1-1", "一（一）"),
        ("s1_2", "一"),
        ("s1_2-1", "一（一）"),
    ]


def test_titles_stand_in_for_lost_numbers() -> None:
    text = """某县方案
为做好工作，制定本方案。
总体要求
指导思想
以人为本，促进均衡。
工作措施
加强服务
做好登记。实行网上办理，方便群众。
组织实施
加强督导
各镇要落实，年底报告。"""
    assert labels(split(text)) == [
        ("pre-1", "文首第1段"),
        ("pre-2", "文首第2段"),
        ("s1", "总体要求"),
        ("s1-1", "总体要求·指导思想"),
        ("s1-1-p1", "总体要求·指导思想第1段"),
        ("s2", "工作措施"),
        ("s2-1", "工作措施·加强服务"),
        ("s2-1-1", "工作措施·加强服务·做好登记"),
        ("s3", "组织实施"),
        ("s3-1", "组织实施·加强督导"),
        ("s3-1-p1", "组织实施·加强督导第1段"),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("一百零三", 103),
        ("⼆", 2),
        ("〇", 0),
        ("17", 17),
    ],
)
def test_numerals_are_read(written: str, value: int) -> None:
    assert numeral(written) == value


@pytest.mark.parametrize("value", range(1, 100))
def test_numerals_written_are_read_again(value: int) -> None:
    assert numeral(chinese_numeral(value)) == value


@pytest.mark.parametrize("line", ["1.5倍以内的部分", "2026.1.1起施行", "3.2026万元", "12.5%由单位承担"])
def test_a_number_with_a_point_opens_no_clause(line: str) -> None:
    assert mark_of(line) is None
