"""Read the parenthesis that closes a clause and names who answers for it.

（牵头部门：市卫生健康委；责任部门：市公安局、市医保局）
(责任单位:市财政局、市政府办公室（大数据局）。以下各项任务均需各乡镇落实)
（市住房城乡建设局、市住房公积金中心按职责分工落实）
（市卫生健康委牵头，市财政局、市民政局配合）
"""

from __future__ import annotations

import re

from benefits.documents.model import Departments

_ROLE = re.compile(r"\s*((?:牵头|责任|主办|主责|配合|协办|参与|落实|负责|协同|支持)(?:责任)?(?:单位|部门)?)\s*[:：]")
_NOTE_START = re.compile(r"[（(]" + _ROLE.pattern)
_LEAD = re.compile("牵头|主办|主责")
_TASK = re.compile(
    r"(?:等)?(牵头(?:负责|落实)?|配合|参与|分别(?:负责|落实)|共同(?:负责|落实)|负责(?:落实)?"
    r"|按(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实|配合|做好.{0,12})?)$"
)

#: A longer parenthesis is not a list of departments.
_LONGEST = 600
_CLOSE = "）)"
_OPEN = "（("


def departments_of(text: str) -> Departments | None:
    """The departments in the parenthesis that ends the text, None if it ends in no such parenthesis."""
    start = _start_of_last_parenthesis(text)
    if start is None:
        return None
    raw = text[start:]
    inner = raw.rstrip("。")[1:-1]
    if not (_ROLE.match(inner) or _TASK.search(inner)):
        return None
    return _parsed(inner, raw)


def is_department_note(line: str) -> bool:
    """Whether a line opens with such a parenthesis and so belongs to the paragraph above it."""
    return _NOTE_START.match(line) is not None


def _start_of_last_parenthesis(text: str) -> int | None:
    end = len(text.rstrip("。"))
    if not text[:end].endswith(tuple(_CLOSE)):
        return None
    depth = 0
    for place in range(end - 1, max(-1, end - _LONGEST), -1):
        depth += (text[place] in _CLOSE) - (text[place] in _OPEN)
        if depth == 0:
            return place
    # Brackets do not pair: trust the words.
    return max((match.start() for match in _NOTE_START.finditer(text, max(0, end - _LONGEST))), default=None)


def _parsed(inner: str, raw: str) -> Departments:
    lead: list[str] = []
    others: list[str] = []
    notes: list[str] = []
    for part in _split(inner, "；;。"):
        if role := _ROLE.match(part):
            (lead if _LEAD.search(role[1]) else others).extend(_named(part[role.end() :], notes))
        elif _TASK.search(part):
            _add_tasks(part, lead, others, notes)
        else:
            notes.append(part)
    return Departments(tuple(lead), tuple(others), raw, "；".join(notes))


def _add_tasks(part: str, lead: list[str], others: list[str], notes: list[str]) -> None:
    """甲牵头，乙、丙配合: each phrase ends in what its departments do."""
    names: list[str] = []
    for phrase in _split(part, "，,"):
        task = _TASK.search(phrase)
        names += _split(phrase[: task.start()] if task else phrase, "、")
        if task:
            (lead if _LEAD.search(task[1]) else others).extend(names)
            notes += [] if task[1] in ("牵头", "配合") else [task[1]]
            names = []
    others.extend(names)


def _named(text: str, notes: list[str]) -> list[str]:
    """The departments of a list; what it says they do, after the last name, is a note."""
    task = _TASK.search(text)
    if task:
        notes.append(task[1])
    return _split(text[: task.start()] if task else text, "、，,")


def _split(text: str, separators: str) -> list[str]:
    """The parts between separators that stand outside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if character in separators and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
