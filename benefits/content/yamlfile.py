"""YAML as officers write it: read without surprises, each value with the line on which it stands.

What YAML reads otherwise than people do (a bare ``no`` as false, 0600 as 384) is refused here, so
that no record can silently mean something else than what is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Loc = tuple[str | int, ...]
"""Where in a file a value stands: keys and, from 0, numbers of list items."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,6}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTE_IT = "if it is text, put it in quotation marks"
_DEEPEST, _ABYSS = 20, 200

MOST_ENTRIES = 5_000
"""In one list: records of a file, clauses of a document."""

_MOST_VALUES = 500_000

ID_FIELDS = ("id", "slug")
"""The keys by which a record is called."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a file. ``record`` is its id; ``where`` the field, both blank for the file."""

    file: str
    line: int
    record: str
    where: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.line}", self.record, self.where) if part)
        return f"{self.file}, {place}: {self.message}"


class MalformedFixtureError(ValueError):
    """Files that cannot be used. The message names file, line, record, field and what to do, one a line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True)
class Source:
    """A file's values, of JSON types only (dates are texts), and their lines."""

    file: str
    data: Any
    lines: Mapping[Loc, int]

    def line(self, loc: Loc) -> int:
        """The line of the value there, or of the nearest value around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def mistake(self, loc: Loc, message: str, record: Loc = (), name: str = "") -> Mistake:
        """A mistake at ``loc`` inside the record at ``record``, which is called ``name``."""
        return Mistake(self.file, self.line(loc), name, spelled(loc[len(record) :]), message)


def spelled(loc: Loc) -> str:
    """A place as people count: ``conditions[2].op`` is the operator of the second condition."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return "".join(parts).lstrip(".")


def read_yaml(path: Path) -> Source:
    """The values of a file. Raises MalformedFixtureError if it is not the plain YAML that is wanted."""
    return parse_yaml(read_text(path), str(path))


def read_text(path: Path) -> str:
    """A file's text. Raises MalformedFixtureError if it cannot be read or is not UTF-8 text."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MalformedFixtureError([_of_file(path, 1, f"cannot be read ({error.strerror})")]) from error
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise MalformedFixtureError([_of_file(path, 1, message)]) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise MalformedFixtureError([_of_file(path, line, "a NUL character; remove it")])
    return text


def _of_file(path: Path | str, line: int, message: str) -> Mistake:
    return Mistake(str(path), line, "", "", message)


def parse_yaml(text: str, file: str) -> Source:
    """The values of a YAML text; ``file`` is what messages call it. Raises MalformedFixtureError."""
    try:
        _refuse_excess(text, file)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = f"not YAML: {error.problem or error.context}; check indentation, colons and quotation marks"
        raise MalformedFixtureError([_of_file(file, line, message)]) from error
    except yaml.YAMLError as error:
        raise MalformedFixtureError([_of_file(file, 1, f"not YAML: {error}")]) from error
    reader = _Reader()
    data = reader.plain(root, ()) if root else None
    source = Source(file, data, reader.lines)
    if reader.mistakes:
        raise MalformedFixtureError(_in_its_record(source, *found) for found in reader.mistakes)
    return source


def _refuse_excess(text: str, file: str) -> None:
    """Composing what is nested thousands deep overflows libyaml's stack, which ends the process.

    Composing hundreds of thousands of entries takes minutes and gigabytes.
    """
    within, values = [0], 0
    for event in yaml.parse(text, Loader=_LOADER):
        values += isinstance(event, yaml.NodeEvent)
        within[-1] += isinstance(event, yaml.NodeEvent)
        abyss = len(within) > _ABYSS
        if abyss or within[-1] > MOST_ENTRIES or values > _MOST_VALUES:
            line = event.start_mark.line + 1 if event.start_mark else 1
            message = "too deeply nested; no record needs that" if abyss else "too many entries; divide the file"
            raise MalformedFixtureError([_of_file(file, line, message)])
        if isinstance(event, yaml.CollectionStartEvent):
            within.append(0)
        elif isinstance(event, yaml.CollectionEndEvent):
            within.pop()


def _in_its_record(source: Source, loc: Loc, line: int, message: str) -> Mistake:
    """A mistake with the id of the record it is in: the nearest list item from the top."""
    top = next((depth for depth, part in enumerate(loc, start=1) if isinstance(part, int)), 0)
    item = source.data
    for part in loc[:top]:
        item = item[part]
    named = item if top and isinstance(item, dict) else {}
    name = next((named[key] for key in ID_FIELDS if isinstance(named.get(key), str)), "")
    return Mistake(source.file, line, name, spelled(loc[top:] if name else loc), message)


@dataclass
class _Reader:
    """Turns YAML's nodes into plain values, noting lines and mistakes on the way."""

    lines: dict[Loc, int] = field(default_factory=dict)
    mistakes: list[tuple[Loc, int, str]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def plain(self, node: yaml.Node, loc: Loc) -> Any:
        self.lines[loc] = node.start_mark.line + 1
        if id(node) in self.seen:
            return self.wrong(node, loc, "refers to another place (*); write the value out")
        self.seen.add(id(node))
        if len(loc) > _DEEPEST:
            return self.wrong(node, loc, "too deeply nested; no record needs that")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*loc, number)) for number, item in enumerate(node.value)]
        return self.scalar(node, loc)

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                self.wrong(key, loc, "a key that is not a word; " + _QUOTE_IT)
                continue
            if key.value in values:
                self.wrong(key, (*loc, key.value), "the key stands here a second time; remove one of the two")
            values[key.value] = self.plain(value, (*loc, key.value))
            self.lines[*loc, key.value] = key.start_mark.line + 1
        return values

    def scalar(self, node: yaml.Node, loc: Loc) -> Any:
        kind, text = node.tag.rpartition(":")[2], node.value
        match kind:
            case "str":
                return text
            case "null":
                return None
            case "bool" if text in ("true", "false"):
                return text == "true"
            case "bool":
                return self.wrong(node, loc, f"YAML reads a bare {text} as true or false; write that, or {_QUOTE_IT}")
            case "int" if _WHOLE.fullmatch(text):
                return int(text)
            case "float" if _DECIMAL.fullmatch(text):
                return _canonical(float(text))
            case "int" | "float":
                return self.wrong(node, loc, f"{text} is read otherwise by YAML; write a plain number, or {_QUOTE_IT}")
            case "timestamp" if _DAY.fullmatch(text):
                return text
            case _:
                return self.wrong(node, loc, f"{text!r} is not understood; write dates as 2023-01-01, and {_QUOTE_IT}")

    def wrong(self, node: yaml.Node, loc: Loc, message: str) -> None:
        self.mistakes.append((loc, node.start_mark.line + 1, message))


def _canonical(number: float) -> int | float:
    """600.0 is written 600 everywhere, so that equal records have equal payloads."""
    return int(number) if number.is_integer() else number


def as_json(data: Any) -> str:
    """The values as JSON, in which dates are texts and nothing is coerced."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False)
