"""What is wrong with a file that was handed in, in Chinese, by sheet and cell or by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from benefits.content.yamlfile import MOST_ENTRIES, MalformedFixtureError


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: ``at`` is 条件!E7 or 第12行, blank for the whole file."""

    at: str
    message: str


class UnreadableError(ValueError):
    """A file that cannot be taken; ``mistakes`` says why."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{one.at}：{one.message}" for one in self.mistakes))


UNSEEN: Final = "文字里有看不见的坏字符；请删掉这段字，重新打一遍。"

_IN_CHINESE: Final = [
    (r"is missing; add it", "这一项没有填。"),
    (r"unknown key", "不认得这一项；请删去，或改正它的名称。"),
    (r"must be a text", "要写成文字；像数字或是否的，请加上引号。"),
    (r"must be true or false", "要写 true 或 false。"),
    (r"must be a whole number.* or must be a number", "要写数字，不加引号。"),
    (r"must be a whole number", "要写整数，不加引号。"),
    (r"must be a number", "要写数字，不加引号。"),
    (r"must be a list", "要写成列表，如 [甲, 乙]。"),
    (r"must be a date", "要写日期，如 2023-01-01。"),
    (r"must be a group of keys", "要写成一组“名称: 值”。"),
    (r"^'?(.*?)'? must be '", "没有这个说法；可以写的见导出的文件。"),
    (r"^Input should be '", "没有这个说法；可以写的见导出的文件。"),
    (r"source_url must begin", "网址要以 http:// 或 https:// 开头。"),
    (r"a benefit cites at least one clause", "至少要有一条引用。"),
    (r"a choice fact, and no other, lists its options", "“选项”类的事实要列出选项，其他类的不列。"),
    (r"otherwise says what", "填了“未选话题时视为”，也要填“所属话题”。"),
    (r"a question of form one", "“一件事”的问题只能有一项事实。"),
    (r"a question of form checks", "“勾选”的问题只能有是非事实。"),
    (r"taken_as gives either", "“视为”和“视为与此相同”填一个，也只填一个。"),
    (r"has no operator", "选了事实就要写怎样比较。"),
    (r"only told cannot be one of several", "“仅告知”的一行不能放进任一组。"),
    (r"without a fact must be told or unclear", "没有事实的一行，“不满足时”只能是“存疑”或“仅告知”。"),
    (r"without a fact must say", "没有事实的一行要写说明。"),
    (r"without a fact has no op", "没有事实的一行不填比较、值和任一组。"),
    (r"a claim ends by exactly one", "申领的结束要填一种，也只填一种：时长、年底或截止日。"),
    (r"a claim by end or by_year needs", "填了申领的时长或年底，也要填申领起算日。"),
    (r"yearly is the number", "“按年发几次”要 1 次以上。"),
    (r"number_to must not be below", "“数额到”不能小于“数额”。"),
    (r"a number needs its unit", "填了数额就要填单位。"),
    (r"must lie between 1900", "日期要在 1900 年到 2199 年之间。"),
    (r"number .* must lie between", "数额要在 0 到 10 亿之间。"),
    (r"until .* comes before since", "“至”不能早于“自”。"),
    (r"names either a clause", "条款号和条文号要填一个，也只填一个。"),
    (r"has no quotation", "引用条款要写引文。"),
    (r"a supersession, and nothing else", "“取代”要填自哪天起，其他关系不填。"),
    (r"cannot stand in a relation to itself", "福利不能和自己有关系。"),
    (r"must be lower-case letters", "编号只能用小写字母、数字、连字符。"),
    (r"must be a six-digit", "地区要写六位区划代码，加上引号。"),
    (r"must not be empty", "标题、说明和名称不能空着。"),
    (r"is taken by", "这个编号在文件里出现了两次。"),
    (r"stands here a second time", "这一项写了两次；请删去一个。"),
    (r"not a span|span", "时长要写成 36 months 或 188 days。"),
    (r"is not UTF-8", "文件要存成 UTF-8 编码。"),
    (r"characters that cannot be seen", UNSEEN),
    (r"a NUL character", "文件里有看不见的坏字符；请重新导出再改。"),
    (r"not YAML", "不是能读的 YAML；请检查缩进、冒号和引号。"),
    (
        r"YAML reads|read otherwise by YAML|not understood",
        "这个值会被读成别的；是文字的请加引号，日期写成 2023-01-01。",
    ),
    (r"too many entries", f"文件太大了：一次最多{MOST_ENTRIES}条；请分几次导入。"),
    (r"too deeply nested", "套得太深了，记录里没有这样的内容。"),
    (r"refers to another place", "不能用 * 引用别处；请把内容写全。"),
    (
        r"must have the keys|must be a list of records",
        "开头要有 region 和 benefits，或者 questions；每一项都要是列表。",
    ),
    (r"a key that is not a word", "名称要是文字；请加引号。"),
]


def in_chinese(message: str) -> str:
    """What an officer is told of a mistake that the schema found."""
    known = (chinese for english, chinese in _IN_CHINESE if re.search(english, message))
    return next(known, f"这里不对（{message}）。")


def of_file(error: MalformedFixtureError) -> list[Mistake]:
    """The mistakes of a YAML file."""
    return [
        Mistake(f"第{one.line}行" + (f"（{one.record} {one.where}）" if one.record else ""), in_chinese(one.message))
        for one in error.mistakes
    ]
