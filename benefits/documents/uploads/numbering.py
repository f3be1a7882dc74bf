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
    """How one level of a list is numbered: ``pattern`` is such as （%2）; ``style`` is whose paragraphs it numbers."""

    written: str
    pattern: str
    start: int
    style: str


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

#: Styles are based on one another no deeper than this, unless in a circle.
_LONGEST_CHAIN: Final = 12


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
        """The list and level that a paragraph, or else its style or one that this is based on, names."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        style = _value(properties, "w:pStyle")
        found = _numbered(properties) or self._numbered_style(style)
        if found is None:
            return None
        list_, depth = found
        levels = self._levels.get(self._lists.get(list_, ""), {})
        of_style = (number for number, level in levels.items() if style and level.style == style)
        return list_, int(depth) if depth else next(of_style, 0)

    def _numbered_style(self, style: str) -> tuple[str, str] | None:
        """The list and level that a style names, or the nearest that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return None
            properties = element.find(qn("w:pPr"))
            if properties is not None and (found := _numbered(properties)):
                return found
            style = _value(element, "w:basedOn")
        return None


def _numbered(properties: Any) -> tuple[str, str] | None:
    """The list and level (blank if not said) in a paragraph's or style's properties."""
    found = properties.find(qn("w:numPr"))
    if found is None or found.find(qn("w:numId")) is None:
        return None
    return _value(found, "w:numId"), _value(found, "w:ilvl")


def _level(level: Any) -> _Level:
    return _Level(
        written=_value(level, "w:numFmt"),
        pattern=_value(level, "w:lvlText"),
        start=int(_value(level, "w:start") or 1),
        style=_value(level, "w:pStyle"),
    )


def _value(element: Any, name: str) -> str:
    """The value of a child element, blank if there is none."""
    child = element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")
