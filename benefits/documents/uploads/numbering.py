"""The numbers that Word counts by itself: 一、（一） 1. stand nowhere in the text of such a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from benefits.documents.naming import chinese_numeral


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: ``pattern`` is such as （%2）."""

    written: str
    pattern: str
    start: int


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if 1 <= value <= 20 else str(value)


_CHINESE: Final = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_WRITERS: Final[Mapping[str, Callable[[int], str]]] = {
    **dict.fromkeys(_CHINESE, chinese_numeral),
    "decimal": str,
    "decimalFullWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
}


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order. ``unread`` counts those it cannot number."""

    def __init__(self, document: Document) -> None:
        self.unread = 0
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._styles = {style.style_id: style.element for style in document.styles}
        self._counts: dict[str, dict[int, int]] = {}
        self._read(document)

    def _read(self, document: Document) -> None:
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        root = getattr(part, "element", None)
        if root is None:
            return
        for one in root.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): _level(level) for level in one.findall(qn("w:lvl"))}
            self._levels[one.get(qn("w:abstractNumId"))] = levels
        for one in root.findall(qn("w:num")):
            self._lists[one.get(qn("w:numId"))] = _value(one, "w:abstractNumId")

    def number_of(self, paragraph: Any) -> str:
        """The number before a paragraph (a ``w:p``), blank if it has none; moves the count on."""
        found = self._place(paragraph)
        if found is None or found[0] == "0":
            return ""
        owner, depth = self._lists.get(found[0], ""), found[1]
        level = self._levels.get(owner, {}).get(depth)
        if level is None or level.written in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(owner, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return self._printed(owner, level, counts)

    def _printed(self, owner: str, level: _Level, counts: Mapping[int, int]) -> str:
        def written(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self._levels[owner].get(depth, level)
            writer = _WRITERS.get(other.written)
            self.unread += writer is None
            return writer(counts.get(depth, other.start)) if writer else ""

        return re.sub(r"%([1-9])", written, level.pattern)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level that a paragraph, or else its style, names."""
        properties = paragraph.find(qn("w:pPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        styled = None if style is None else self._styles.get(style.get(qn("w:val")))
        holders = (properties, None if styled is None else styled.find(qn("w:pPr")))
        named = (holder.find(qn("w:numPr")) for holder in holders if holder is not None)
        found = next((one for one in named if one is not None and one.find(qn("w:numId")) is not None), None)
        return None if found is None else (_value(found, "w:numId"), int(_value(found, "w:ilvl") or 0))


def _level(level: Any) -> _Level:
    return _Level(_value(level, "w:numFmt"), _value(level, "w:lvlText"), int(_value(level, "w:start") or 1))


def _value(element: Any, name: str) -> str:
    """The value of a child element, blank if there is none."""
    child = element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")
