"""Where in a record something stands, as an officer calls it: awards[1].number is 第1项给付的数额."""

from __future__ import annotations

import re
from typing import Final

_LISTS: Final = {
    "conditions": "第{}个条件",
    "awards": "第{}项给付",
    "when": "第{}个条件",
    "citations": "第{}条引用",
    "relations": "第{}个关系",
    "facts": "第{}项事实",
    "options": "第{}个选项",
    "taken_as": "第{}条推知",
}
_FIELDS: Final = {
    "conditions": "条件",
    "awards": "给付",
    "citations": "引用",
    "relations": "关系",
    "facts": "事实",
    "options": "选项",
    "taken_as": "推知",
    "title": "标题",
    "summary": "说明",
    "region": "地区",
    "life_stage": "阶段",
    "valid": "有效期",
    "since": "“自”",
    "until": "“至”",
    "fact": "事实",
    "op": "比较",
    "value": "值",
    "note": "说明",
    "number": "数额",
    "number_to": "数额到",
    "unit": "单位",
    "period": "周期",
    "bound": "确切程度",
    "line": "项",
    "cap": "封顶",
    "times": "乘数",
    "less": "先减去",
    "run": "发放时间",
    "claim": "申领时间",
    "at": "起算日",
    "by_year": "年底",
    "yearly": "次数",
    "document": "文件",
    "clause": "条款",
    "quote": "引文",
    "url": "网址",
    "to": "对哪项福利",
    "order": "次序",
    "holder": "谁的",
    "type": "类型",
    "how": "来源",
    "topic": "所属话题",
    "otherwise": "未选话题时视为",
    "among": "是其中之一",
    "same_as": "视为与此相同",
}
_PLACE: Final = re.compile(r"(?<![A-Za-z0-9_.-])([a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*)(?![A-Za-z0-9_-])")
_ASIDE: Final = re.compile(r"（(note|line|awards|relations|any_of|…here|[a-z_]+\.[a-z_]+)）")
_PART: Final = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


def located(message: str) -> str:
    """The message with places in the record called as officers know them; other words stay as they are."""
    return _PLACE.sub(lambda match: _words(match[1]), _ASIDE.sub("", message))


def _words(place: str) -> str:
    parts = [_PART.fullmatch(part) for part in place.split(".")]
    named = [_part(part) for part in parts if part]
    # A single word may be an id or an English name; only a place within a record is translated.
    known = len(named) == len(parts) and all(named) and ("[" in place or "." in place)
    return "的".join(named) if known else place


def _part(match: re.Match[str]) -> str:
    name, number = match[1], match[2]
    if number:
        return _LISTS[name].format(number) if name in _LISTS else ""
    return _FIELDS.get(name, "")
