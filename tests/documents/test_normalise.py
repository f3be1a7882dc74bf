"""What is joined, what is removed, and what must stay."""

from __future__ import annotations

import pytest

from benefits.documents import normalise
from tests.documents.sources import SLUGS, document

WRAPPED = "　　一、总体目标\n　　到2025年,积极生育支持政策体系基本建立,服务管理\n"
LINE = "积极生育支持政策体系基本建立,服务管理制度完善优化,优\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Page breaks and wrapped lines inside a sentence.
        ("提高妇幼健康能\n\n力。家庭", "提高妇幼健康能\n力。家庭"),
        ("提升能力。妇幼健康能\n\n力显著提升。", "提升能力。妇幼健康能力显著提升。"),
        ("不少于10\n天，\n\n工资照发。", "不少于10\n天，工资照发。"),
        ("根据《山东省人口与计划\n生育条例》规定", "根据《山东省人口与计划生育条例》规定"),
        ("工作完成。(牵头部门:\n市卫生健康委)", "工作完成。(牵头部门:市卫生健康委)"),
        ("待遇不变。\n\n（责任单位：市财政局）", "待遇不变。（责任单位：市财政局）"),
        ("依照第三条\n第（一）项规定办理。", "依照第三条第（一）项规定办理。"),
        ("use the HPV\nvaccine.", "use the HPV\nvaccine."),
        ("Done; use the HPV\nvaccine.", "Done; use the HPV vaccine."),
        # Lines that stand by themselves.
        ("总体要求\n指导思想\n坚持以人民为中心。", "总体要求\n指导思想\n坚持以人民为中心。"),
        ("请认真落实\n2023年10月29日", "请认真落实\n2023年10月29日"),
        ("各县、市：\n现将方案印发。", "各县、市：\n现将方案印发。"),
        ("实施方案\n（征求意见稿）\n为贯彻精神。", "实施方案\n（征求意见稿）\n为贯彻精神。"),
        # A title that the text quotes whole elsewhere.
        (
            "某市优化生育政策\n实施细化方案\n现将《某市优化生育政策实施细化方案》印发。",
            "某市优化生育政策实施细化方案\n现将《某市优化生育政策实施细化方案》印发。",
        ),
        # Spaces.
        ("根据 《条例》 (2021)、 “一老”", "根据《条例》(2021)、“一老”"),
        ("中 共 济 南 市 委", "中共济南市委"),
        ("产假 60 日", "产假60日"),
        ("HPV DNA 检测", "HPV DNA检测"),
        ("中共某市市委 某市人民政府 关于印发", "中共某市市委 某市人民政府 关于印发"),
        ("第一条　 为了支持生育", "第一条　为了支持生育"),
        ("第一章　总　则", "第一章　总则"),
        # Markdown.
        ("## 一、总体要求", "一、总体要求"),
        ("**2. 取消措施。**取消费用。", "2.取消措施。取消费用。"),
        ("（**牵头单位：甲局**）", "（牵头单位：甲局）"),
        ("落实**育儿补贴**制度", "落实育儿补贴制度"),
        ("甲。\n\n---\n\n乙。", "甲。\n乙。"),
        (r"1\. 落实政策\*", "1.落实政策*"),
        # What only looks like a mark stays.
        ("张**、李**获得", "张**、李**获得"),
        ("电话138****1234，139****5678", "电话138****1234，139****5678"),
        ("#1托育园", "#1托育园"),
        ("1—3岁", "1—3岁"),
        # Full- and half-width stay as they are, and so does everything else that can be read.
        ("８０％，﹙一﹚⼀ﬁ", "８０％，﹙一﹚⼀ﬁ"),
        # Page numbers and what nobody can read.
        ("甲。\n— 3 —\n乙。\n第 4 页 共 9 页", "甲。\n乙。"),
        ("育\u200b儿\x00补\ufeff贴\ud800", "育儿补贴"),
        ("", ""),
        (" \n\t\u3000\n", ""),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw).text == expected


def test_a_line_as_wide_as_the_page_goes_on_in_the_next_one() -> None:
    page = LINE * 14
    assert normalise(page + "生优育。").text == page.replace("\n", "") + "生优育。"


def test_a_short_or_indented_line_begins_a_paragraph_on_a_wrapped_page() -> None:
    page = LINE * 14
    text = normalise(page + "逐步改善。\n" + LINE * 2 + "到位。\n　　到2035年\n").text
    assert [line[-5:] for line in text.split("\n")] == ["逐步改善。", ",优到位。", "2035年"]


@pytest.mark.parametrize("width", [20, 24, 26, 28, 32, 36, 40, 45])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_wrapped_at_any_width_is_joined_again(slug: str, width: int) -> None:
    paragraphs = document(slug).text.split("\n")
    page = "\n\n".join(_wrapped("　　" + paragraph, width) for paragraph in paragraphs)
    joined = normalise(page).text.split("\n")
    # A space between two issuing bodies is lost where the line broke at it.
    assert [line.replace(" ", "") for line in joined] == [p.replace(" ", "") for p in paragraphs]


def _wrapped(paragraph: str, width: int) -> str:
    """The paragraph in lines of so many Chinese characters; no line begins with a closing mark."""
    lines, room = [""], float(width)
    for character in paragraph:
        size = 0.5 if character.isascii() and character.isalnum() else 1.0
        if room < size and character not in "，。、；：）》”,.;:)":
            lines.append("")
            room = float(width)
        lines[-1] += character
        room -= size
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    ("raw", "text", "reason"),
    [
        ("主办:某县人民政府\n一、目标", "主办:某县人民政府", "网页页眉页脚"),
        ("# 目标", "# ", "Markdown 标记"),
        ("目\x00标", "\x00", "不可见字符"),
        ("目标\n- 12 -", "- 12 -", "页码"),
    ],
)
def test_each_removal_says_what_where_and_why(raw: str, text: str, reason: str) -> None:
    (removal,) = normalise(raw).reported
    assert (removal.text, removal.reason) == (text, reason)
    assert raw[removal.start : removal.end] == text


def test_bare_page_numbers_are_removed_where_they_count_up() -> None:
    sheet = ["一、甲。"] * 11 + ["监测人口变动。健全"]
    pages = [*sheet, "3", "体系。", *sheet, "4", "体系。", *sheet, "5", "体系。"]
    assert "监测人口变动。健全体系。" in normalise("\n".join(pages)).text.split("\n")
    assert "4" in normalise("\n".join(pages).replace("\n5\n", "\n50\n")).text


def test_furniture_is_removed_at_the_edges_of_a_page_only() -> None:
    inside = "甲。\n" * 20 + "主办：某县人民政府负责宣传。\n" + "乙。\n" * 20
    assert "主办：某县人民政府负责宣传。" in normalise(inside).text.split("\n")
