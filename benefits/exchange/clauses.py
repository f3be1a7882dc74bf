"""Documents with their clauses as entries of a file, each clause with the mark that it grants nothing; and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from benefits.content.schema import document_from_payload, to_payload
from benefits.content.yamlfile import MOST_ENTRIES, Loc
from benefits.exchange.working import MarkedDocument
from benefits.models import NothingGranted

Fault = tuple[Loc, str]
"""A field of an entry and, in Chinese, what is wrong with it."""

_ANCHOR: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST: Final = NothingGranted._meta.get_field("reason").max_length
_NOTHING: Final = "nothing"
_BLANK: Final[dict[str, Any]] = {"parent": None, "number": "", "title": "", "text": "", "departments": None}
"""What an entry may leave out; ``doubts`` and ``nothing`` as well."""


class ClauseError(ValueError):
    """Clauses that make no document; ``faults`` says why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(message for _, message in faults))


def entry_of(marked: MarkedDocument) -> dict[str, Any]:
    """The entry of a file: what is known of the document, and its clauses in reading order, without what is blank."""
    payload = to_payload(marked.document)
    return payload | {"clauses": [_clause(one, marked.nothing.get(one["anchor"], "")) for one in payload["clauses"]]}


def _clause(payload: dict[str, Any], nothing: str) -> dict[str, Any]:
    departments = payload["departments"]
    whose = departments and {name: value for name, value in departments.items() if value or name == "raw"}
    said = payload | {"departments": whose, _NOTHING: nothing}
    return {name: value for name, value in said.items() if value}


def document_from(entry: Mapping[str, Any]) -> MarkedDocument:
    """The document of an entry. Raises ValidationError by the schema, ClauseError for clauses that do not fit together."""
    clauses = entry.get("clauses", [])
    faults = list(_faults(clauses))
    if faults:
        raise ClauseError(faults)
    document = document_from_payload({**entry, "clauses": [_whole(one) for one in clauses]})
    return MarkedDocument(document, {one["anchor"]: one[_NOTHING] for one in clauses if one.get(_NOTHING)})


def _whole(clause: Mapping[str, Any]) -> dict[str, Any]:
    """The clause as an edition keeps it, with what was left out."""
    said = {name: value for name, value in clause.items() if name != _NOTHING}
    whose = said.get("departments")
    if isinstance(whose, dict):
        said["departments"] = {"lead": [], "others": [], "note": ""} | whose
    return _BLANK | {"doubts": []} | said


def _faults(clauses: Any) -> Iterator[Fault]:
    """What the schema does not see: the order of the tree, and how a clause's parts stand in its text."""
    if not isinstance(clauses, list) or not all(isinstance(one, dict) for one in clauses):
        yield ("clauses",), "要写成列表，每条一组“名称: 值”。"
        return
    if len(clauses) > MOST_ENTRIES:
        yield ("clauses",), f"一份文件最多{MOST_ENTRIES}条；请分成几份。"
        return
    above: list[str] = []
    seen: set[str] = set()
    for number, one in enumerate(clauses):
        anchor, parent = str(one.get("anchor")), one.get("parent")
        yield from ((("clauses", number, *loc), message) for loc, message in _of_clause(one))
        if anchor in seen:
            yield ("clauses", number, "anchor"), f"定位符 {anchor} 出现了两次。"
        if parent is not None and parent not in above:
            yield ("clauses", number, "parent"), f"上级条款 {parent} 要写在前面，中间不能隔着别的条款。"
        seen.add(anchor)
        above = [*above[: above.index(parent) + 1 if parent in above else 0], anchor]


def _of_clause(one: Mapping[str, Any]) -> Iterator[Fault]:
    said = {name: one[name] for name in ("anchor", "label", "title", "text") if isinstance(one.get(name), str)}
    text = said.get("text", "")
    if not _ANCHOR.fullmatch(said.get("anchor", "")):
        yield ("anchor",), "定位符只能用字母、数字和连字符。"
    if not said.get("label", "").strip():
        yield ("label",), "请填条款号。"
    if not f"{one.get('number') or ''}{text}".strip():
        yield ("text",), "正文不能空着。"
    if not text.startswith(said.get("title", "")):
        yield ("title",), "小标题要和正文开头的字一样。"
    departments = one.get("departments")
    raw = departments.get("raw") if isinstance(departments, dict) else None
    if departments is not None and not (isinstance(raw, str) and raw and text.endswith(raw)):
        yield ("departments", "raw"), "责任部门的原文要和正文结尾的字一样。"
    yield from _of_mark(one[_NOTHING]) if one.get(_NOTHING) else ()


def _of_mark(reason: object) -> Iterator[Fault]:
    if not isinstance(reason, str) or not reason.strip():
        yield (_NOTHING,), "理由要写成文字。"
    elif len(reason) > (_LONGEST or 0):
        yield (_NOTHING,), f"理由最多{_LONGEST}个字。"
