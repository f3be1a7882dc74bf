"""The sheets of a workbook: one for each kind of row, with a header of a Chinese name and a fixed code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from benefits.models.documents import KINDS
from benefits.rules.facts import FactType, Form, Holder, How
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
from benefits.words.labels import label
from benefits.words.values import read_span, written_span

Read = Callable[[str], Any]
Write = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name and the path (``run.at``) of what it holds in a payload, and how that is written and read.

    ``read`` raises ValueError in Chinese. ``exact`` keeps the blanks at both ends, which belong to a document's text.
    """

    path: str
    name: str
    read: Read = str
    write: Write = str
    exact: bool = False

    @property
    def header(self) -> str:
        """What stands in the first row; the code after the name is what counts."""
        return f"{self.name} {self.path}"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, and its columns; `owner` is the column that names the record a row belongs to."""

    title: str
    columns: tuple[Column, ...]
    by_path: dict[str, Column] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_path.update({column.path: column for column in self.columns})


# ---------------------------------------------------------------- how cells are written and read


def _lines(path: str, name: str) -> Column:
    return Column(
        path, f"{name}（每行一个）", lambda text: [one.strip() for one in text.splitlines() if one.strip()], "\n".join
    )


def _coded(path: str, name: str, values: type[StrEnum]) -> Column:
    return _worded(path, name, {value.value: label(value) for value in values})


def _worded(path: str, name: str, words: Mapping[str, str]) -> Column:
    codes = {word: code for code, word in words.items()}

    def read(text: str) -> str:
        if text in codes:
            return codes[text]
        if text in words:
            return text
        raise ValueError(f"没有“{text}”这个说法；可以填：{'、'.join(codes)}。")

    return Column(path, name, read, lambda value: words[value])


def _truth(path: str, name: str) -> Column:
    truths = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}

    def read(text: str) -> bool:
        if text.lower() not in truths:
            raise ValueError("请填“是”或“否”，或空着。")
        return truths[text.lower()]

    return Column(path, name, read, lambda value: "是" if value else "否")


def _number(path: str, name: str) -> Column:
    def read(text: str) -> int | float:
        try:
            number = float(text.replace(",", "").replace("，", ""))
        except ValueError as error:
            raise ValueError("请填数字。") from error
        return int(number) if number.is_integer() else number

    return Column(path, name, read, str)


def _whole(path: str, name: str) -> Column:
    def read(text: str) -> int:
        number = float(text) if text.replace(".", "", 1).removeprefix("-").isdecimal() else 0.5
        if not number.is_integer():
            raise ValueError("请填整数。")
        return int(number)

    return Column(path, name, read, str)


def _day(path: str, name: str) -> Column:
    def read(text: str) -> str:
        try:
            return datetime.fromisoformat(text.replace("/", "-")).date().isoformat()
        except ValueError as error:
            raise ValueError("请填日期，如 2023-01-01。") from error

    def write(value: str | date) -> str:
        return str(value)

    return Column(path, name, read, write)


def _span(path: str, name: str, *, lengths: bool = False) -> Column:
    return Column(path, name, lambda text: read_span(text, lengths=lengths), written_span)


def _texts(*named: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(path, name) for path, name in named)


# ---------------------------------------------------------------- the sheets

BENEFIT: Final = "benefit"
"""The column that names the benefit a row belongs to."""

BENEFITS: Final = Sheet(
    "福利",
    (
        *_texts(("id", "编号"), ("region", "地区"), ("title", "标题"), ("summary", "说明")),
        _coded("kind", "类型", Kind),
        _coded("category", "类别", Category),
        _coded("force", "效力", Force),
        _coded("subject", "对象", Subject),
        _coded("recipient", "给谁", Recipient),
        Column("life_stage", "阶段"),
        _day("valid.since", "自"),
        _day("valid.until", "至"),
        _truth("asks", "可以引出问题"),
        _lines("lead", "牵头部门"),
        _lines("others", "其他部门"),
        *_texts(("where", "到哪里办"), ("how", "怎么办")),
        _lines("bring", "带什么"),
        *_texts(("deadline", "办理期限"), ("note", "备注")),
    ),
)

CITATIONS: Final = Sheet(
    "引用",
    _texts(
        (BENEFIT, "福利编号"),
        ("document", "文件"),
        ("clause", "条款号"),
        ("quote", "引文"),
        ("article", "条文号"),
        ("url", "官方网址"),
    ),
)

AWARD: Final = "award"
"""The column that says to which award of the benefit, by its number, a condition belongs; blank for the whole."""

CONDITIONS: Final = Sheet(
    "条件",
    (
        Column(BENEFIT, "福利编号"),
        _whole(AWARD, "只对第几项给付"),
        Column("any_of", "任一组"),
        _coded("whose", "谁的", Whose),
        Column("fact", "事实"),
        _coded("op", "比较", Operator),
        # Read and written with its fact at hand.
        Column("value", "值"),
        _coded("if_not", "不满足时", IfNot),
        _coded("basis", "依据", Basis),
        Column("note", "说明"),
    ),
)

AWARDS: Final = Sheet(
    "给付",
    (
        *_texts((BENEFIT, "福利编号"), ("line", "项")),
        _number("number", "数额"),
        _number("number_to", "数额到"),
        Column("unit", "单位"),
        _coded("period", "周期", Period),
        Column("per", "周期的说法"),
        _coded("bound", "确切程度", Bound),
        *_texts(("of", "百分比的基数"), ("times.fact", "乘以")),
        _whole("times.less", "先减去"),
        _number("cap.number", "封顶"),
        _coded("cap.period", "封顶周期", Period),
        Column("cap.per", "封顶周期的说法"),
        _day("valid.since", "自"),
        _day("valid.until", "至"),
        Column("run.at", "发放起算日"),
        _span("run.start", "发放从"),
        _span("run.end", "发放到", lengths=True),
        Column("claim.at", "申领起算日"),
        _span("claim.start", "申领从"),
        _span("claim.end", "申领到"),
        _whole("claim.by_year", "申领到其后第几年年底"),
        _whole("claim.yearly", "按年发几次"),
        _day("claim.by", "申领截止日"),
        _truth("sum", "计入合计"),
        Column("note", "备注"),
    ),
)

RELATIONS: Final = Sheet(
    "关系",
    (
        Column(BENEFIT, "福利编号"),
        _coded("kind", "关系", RelationKind),
        Column("to", "对哪项福利"),
        _day("since", "自"),
    ),
)

DOCUMENTS: Final = Sheet(
    "文件",
    (
        *_texts(("slug", "编号"), ("region", "地区"), ("title", "标题"), ("number", "文号"), ("issuer", "发文机关")),
        _day("date", "发文日期"),
        _coded("status", "状态", Status),
        Column("source_url", "原文网址"),
    ),
)

DOCUMENT: Final = "document"
"""The column that names the document a clause belongs to."""

CLAUSES: Final = Sheet(
    "条款",
    (
        *_texts((DOCUMENT, "文件编号"), ("anchor", "定位符"), ("parent", "上级条款的定位符")),
        _worded("kind", "类别", {str(kind): word for kind, word in KINDS.items()}),
        Column("label", "条款号"),
        Column("number", "原文编号", exact=True),
        Column("title", "小标题", exact=True),
        Column("text", "正文", exact=True),
        _lines("departments.lead", "牵头部门"),
        _lines("departments.others", "其他部门"),
        Column("departments.raw", "部门的原文", exact=True),
        Column("departments.note", "部门的说明"),
        _lines("doubts", "拆分疑点"),
        Column("nothing", "没有待遇的理由"),
    ),
)

QUESTIONS: Final = Sheet(
    "问题",
    (
        Column("slug", "编号"),
        _whole("order", "次序"),
        *_texts(("section", "部分"), ("heading", "问题")),
        _coded("form", "形式", Form),
        *_texts(("help", "说明")),
        _truth("unsure", "可以答不清楚"),
        Column("why", "为什么问这个"),
    ),
)

FACTS: Final = Sheet(
    "事实",
    (
        *_texts(("question", "问题编号"), ("slug", "编号")),
        _coded("holder", "谁的", Holder),
        _coded("type", "类型", FactType),
        Column("label", "名称"),
        _coded("how", "来源", How),
        *_texts(("ask", "问法"), ("said", "句子里的说法")),
        _truth("changeable", "可以改变"),
        *_texts(("topic", "所属话题"), ("otherwise", "未选话题时视为")),
    ),
)

OPTIONS: Final = Sheet("选项", _texts(("fact", "事实编号"), ("value", "值"), ("label", "选项"), ("help", "说明")))

TAKEN_AS: Final = Sheet(
    "推知",
    _texts(
        ("owner", "事实编号"),
        ("fact", "当这件事"),
        ("among", "是其中之一"),
        ("value", "视为"),
        ("same_as", "视为与此相同"),
    ),
)

OF_REGION: Final = (BENEFITS, CITATIONS, CONDITIONS, AWARDS, RELATIONS, DOCUMENTS, CLAUSES)
OF_QUESTIONS: Final = (QUESTIONS, FACTS, OPTIONS, TAKEN_AS)


def value_at(payload: dict[str, Any], path: str) -> Any:
    """What stands in a payload at a path; None if nothing does."""
    found: Any = payload
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def put_at(payload: dict[str, Any], path: str, value: Any) -> None:
    """Put a value into a payload at a path."""
    *way, last = path.split(".")
    for key in way:
        payload = payload.setdefault(key, {})
    payload[last] = value


def titles(sheets: Iterable[Sheet]) -> str:
    """The names of sheets, as messages name them."""
    return "、".join(f"“{sheet.title}”" for sheet in sheets)
