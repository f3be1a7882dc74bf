"""Files that were handed in, as records, each with the places at which its parts stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from benefits.content.characters import refuse_unwritable
from benefits.content.schema import (
    Placed,
    benefit_from_payload,
    benefits_of,
    explanation,
    question_from_payload,
    questions_of,
)
from benefits.content.yamlfile import MOST_ENTRIES, Loc, MalformedFixtureError, Source, parse_yaml
from benefits.exchange.clauses import ClauseError, document_from
from benefits.exchange.columns import (
    AWARD,
    AWARDS,
    BENEFIT,
    BENEFITS,
    CITATIONS,
    CLAUSES,
    CONDITIONS,
    DOCUMENT,
    DOCUMENTS,
    FACTS,
    OF_QUESTIONS,
    OF_REGION,
    OPTIONS,
    QUESTIONS,
    RELATIONS,
    TAKEN_AS,
    Sheet,
    put_at,
)
from benefits.exchange.flat import options_of
from benefits.exchange.mistakes import Mistake, UnreadableError, in_chinese, of_file
from benefits.exchange.workbook import ReadRow, read_workbook
from benefits.exchange.working import Entry
from benefits.rules.facts import Fact, FactType
from benefits.rules.terms import Operator
from benefits.words.values import read_scalar, read_value

E = TypeVar("E")
_DOCUMENTS: Final = "documents"
_MOST_YAML: Final = 10_000_000
_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class Incoming:
    """A record of a file; ``place`` says of a part of it (``("citations", 0, "quote")``) where it stands."""

    record: Entry
    place: Callable[[Loc], str]


def read_file(file: bytes, facts: Mapping[str, Fact], *, questions: bool) -> list[Incoming]:
    """The records of a YAML file or a workbook. Raises UnreadableError with all that is wrong."""
    if file.startswith(_ZIP):
        sheets = OF_QUESTIONS if questions else OF_REGION
        rows = read_workbook(file, sheets)
        return _together([_Questions(rows)] if questions else [_Documents(rows), _Benefits(rows, facts)])
    return _read_yaml(file, questions=questions)


def _together(sides: Sequence[_Rows]) -> list[Incoming]:
    """The records of all. Raises UnreadableError with the mistakes of all."""
    found = [one for side in sides for one in side.records()]
    mistakes = [one for side in sides for one in side.mistakes]
    if mistakes:
        raise UnreadableError(dict.fromkeys(mistakes))
    return found


def _read_yaml(file: bytes, *, questions: bool) -> list[Incoming]:
    if len(file) > _MOST_YAML:
        raise UnreadableError([Mistake("", "文件太大了；请分几次导入。")])
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            [Mistake("", "读不懂：不是 Excel 工作簿（.xlsx），也不是 UTF-8 编码的 YAML。")]
        ) from error
    if "\0" in text:
        raise UnreadableError([Mistake("", "文件里有看不见的坏字符；请重新导出再改。")])
    try:
        source = parse_yaml(text, "")
        placed: Sequence[Placed[Any]] = questions_of(source) if questions else benefits_of(source, {_DOCUMENTS})
    except MalformedFixtureError as error:
        raise UnreadableError(of_file(error)) from error
    documents = [] if questions else _documents_of(source)
    return [*documents, *(Incoming(one.record, _line(one.source, one.at)) for one in placed)]


def _line(source: Source, at: Loc) -> Callable[[Loc], str]:
    return lambda loc: f"第{source.line((*at, *loc))}行"


def _documents_of(source: Source) -> list[Incoming]:
    """The documents of a file that was read. Raises UnreadableError with all that is wrong with them."""
    items = source.data.get(_DOCUMENTS, [])
    seen: set[str] = set()
    mistakes: list[Mistake] = []
    found: list[Incoming] = []
    for number, item in enumerate(items if isinstance(items, list) else [items]):
        place = _line(source, (_DOCUMENTS, number))
        slug = str(item.get("slug")) if isinstance(item, dict) else ""
        if not isinstance(item, dict) or slug in seen:
            mistakes.append(Mistake(place(()), "这个编号在文件里出现了两次。" if slug else "要写成一组“名称: 值”。"))
            continue
        seen.add(slug)
        found += _checked(document_from, {"region": source.data.get("region")} | item, place, mistakes)
    if mistakes:
        raise UnreadableError(dict.fromkeys(mistakes))
    return found


def _checked(
    read: Callable[[Any], Entry], payload: Any, place: Callable[[Loc], str], mistakes: list[Mistake]
) -> Iterator[Incoming]:
    """The record, by the one schema; or none, and what is wrong with it kept."""
    try:
        refuse_unwritable(payload)
        yield Incoming(read(payload), place)
    except ValidationError as error:
        told = {one.at for one in mistakes}
        found = (
            Mistake(place(_named(one["loc"])), in_chinese(explanation([one])))
            for one in error.errors(include_url=False)
        )
        # A cell that could not be read is not missing as well.
        mistakes += [one for one in found if one.at not in told]
    except ClauseError as error:
        mistakes += [Mistake(place(loc), message) for loc, message in error.faults]


# ---------------------------------------------------------------- from rows


@dataclass
class _Entry:
    """A record that is being put together, and the rows that its parts stand in."""

    payload: dict[str, Any]
    rows: dict[Loc, ReadRow] = field(default_factory=dict)

    def place(self, loc: Loc) -> str:
        """The cell of the nearest part that has a row, in the column that the rest of the path names."""
        for length in range(len(loc), -1, -1):
            if loc[:length] in self.rows:
                return self.rows[loc[:length]].at(".".join(map(str, loc[length:])))
        return self.rows[()].at("")


@dataclass(frozen=True)
class _FactEntry:
    """A fact that is being put together, and where in which question."""

    payload: dict[str, Any]
    question: _Entry
    loc: Loc


class _Rows:
    """Rows as payloads; what is wrong with any is kept until all were read."""

    head: Sheet
    key: str
    read: Callable[[Any], Entry]

    def __init__(self, rows: Iterable[ReadRow]) -> None:
        self.mistakes: list[Mistake] = []
        self.entries: dict[str, _Entry] = {}
        self.by_sheet: dict[str, list[ReadRow]] = defaultdict(list)
        for row in rows:
            self.by_sheet[row.sheet.title].append(row)
        heads = self.by_sheet[self.head.title]
        if len(heads) > MOST_ENTRIES:
            raise UnreadableError([Mistake(self.head.title, f"超过 {MOST_ENTRIES} 条；请分几次导入。")])
        for row in heads:
            self._begin(row)

    def _begin(self, row: ReadRow) -> None:
        name = row.cells.get(self.key, "")
        if not name:
            self.mistakes.append(Mistake(row.at(self.key), "没有填编号。"))
        elif name in self.entries:
            self.mistakes.append(Mistake(row.at(self.key), f"编号 {name} 出现了两次。"))
        else:
            self.entries[name] = _Entry(self.parsed(row), {(): row})

    def parsed(self, row: ReadRow, leave: Iterable[str] = ()) -> dict[str, Any]:
        """The payload of a row's cells, without the columns that are left to others."""
        payload: dict[str, Any] = {}
        for path, text in row.cells.items():
            if path not in leave:
                value = self.value(row, path, row.sheet.by_path[path].read, text)
                if value is not None:
                    put_at(payload, path, value)
        return payload

    def value(self, row: ReadRow, path: str, read: Callable[[str], Any], text: str) -> Any:
        """What a cell says; None, and a mistake kept, if it cannot be read."""
        try:
            return read(text)
        except ValueError as error:
            self.mistakes.append(Mistake(row.at(path), str(error)))
            return None

    def owner(self, row: ReadRow, column: str, entries: Mapping[str, E], sheet: Sheet) -> E | None:
        """What of another sheet a row belongs to; None, and a mistake kept, if that has none of that name."""
        name = row.cells.get(column, "")
        if name not in entries:
            self.mistakes.append(Mistake(row.at(column), f"“{sheet.title}”表里没有编号为 {name or '（空）'} 的记录。"))
        return entries.get(name)

    def records(self) -> list[Incoming]:
        """The records, by the one schema; those with a mistake are left out, and it is kept."""
        entries = self.entries.values()
        return [one for entry in entries for one in _checked(self.read, entry.payload, entry.place, self.mistakes)]


def _named(loc: Sequence[str | int]) -> Loc:
    """The place without what pydantic adds of its own, the names of a union's types."""
    return tuple(part for part in loc if isinstance(part, int) or part.replace("_", "").islower())


class _Documents(_Rows):
    head, key = DOCUMENTS, "slug"
    read = staticmethod(document_from)

    def __init__(self, rows: Iterable[ReadRow]) -> None:
        super().__init__(rows)
        for row in self.by_sheet[CLAUSES.title]:
            entry = self.owner(row, DOCUMENT, self.entries, DOCUMENTS)
            payload = self.parsed(row, leave=[DOCUMENT])
            if entry:
                listed = entry.payload.setdefault("clauses", [])
                entry.rows["clauses", len(listed)] = row
                listed.append(payload)


class _Benefits(_Rows):
    head, key = BENEFITS, "id"
    read = staticmethod(benefit_from_payload)

    def __init__(self, rows: Iterable[ReadRow], facts: Mapping[str, Fact]) -> None:
        super().__init__(rows)
        self.facts = facts
        for sheet, name in ((CITATIONS, "citations"), (RELATIONS, "relations"), (AWARDS, "awards")):
            for row in self.by_sheet[sheet.title]:
                self._add(row, name)
        for row in self.by_sheet[CONDITIONS.title]:
            self._add_condition(row)

    def _add(self, row: ReadRow, name: str) -> None:
        entry = self.owner(row, BENEFIT, self.entries, BENEFITS)
        payload = self.parsed(row, leave=[BENEFIT])
        if entry:
            listed = entry.payload.setdefault(name, [])
            entry.rows[name, len(listed)] = row
            listed.append(payload)

    def _add_condition(self, row: ReadRow) -> None:
        entry = self.owner(row, BENEFIT, self.entries, BENEFITS)
        payload = self.parsed(row, leave=[BENEFIT, AWARD, "value"])
        if entry is None:
            return
        self._add_value(row, payload)
        loc, owner, name = self._list_of(row, entry)
        if owner is not None:
            listed = owner.setdefault(name, [])
            entry.rows[*loc, name, len(listed)] = row
            listed.append(payload)

    def _list_of(self, row: ReadRow, entry: _Entry) -> tuple[Loc, dict[str, Any] | None, str]:
        """Where a condition belongs: to the benefit, or to one of its awards."""
        text = row.cells.get(AWARD, "")
        if not text:
            return (), entry.payload, "conditions"
        number = self.value(row, AWARD, CONDITIONS.by_path[AWARD].read, text)
        awards = entry.payload.get("awards", [])
        if number is None or not 1 <= number <= len(awards):
            self.mistakes.append(Mistake(row.at(AWARD), f"这项福利没有第 {text} 项给付。"))
            return (), None, ""
        return ("awards", number - 1), awards[number - 1], "when"

    def _add_value(self, row: ReadRow, payload: dict[str, Any]) -> None:
        text = row.cells.get("value", "")
        fact, op = self.facts.get(payload.get("fact", "")), payload.get("op")
        if fact is None or op is None:
            # A fact that is not there is said by the checks, where all facts are known.
            if text:
                payload["value"] = text
            return
        value = self.value(row, "value", lambda said: read_value(said, fact.type, Operator(op), options_of(fact)), text)
        if value is not None:
            payload["value"] = value


class _Questions(_Rows):
    head, key = QUESTIONS, "slug"
    read = staticmethod(question_from_payload)

    def __init__(self, rows: Iterable[ReadRow]) -> None:
        super().__init__(rows)
        self.facts: dict[str, _FactEntry] = {}
        for entry in self.entries.values():
            entry.payload["facts"] = []
        for row in self.by_sheet[FACTS.title]:
            self._add_fact(row)
        for row in self.by_sheet[OPTIONS.title]:
            self._add_to_fact(row, "fact", "options", self.parsed(row, leave=["fact"]))
        for row in self.by_sheet[FACTS.title]:
            self._add_otherwise(row)
        for row in self.by_sheet[TAKEN_AS.title]:
            self._add_to_fact(row, "owner", "taken_as", self._taken_as(row))

    def _add_fact(self, row: ReadRow) -> None:
        entry = self.owner(row, "question", self.entries, QUESTIONS)
        payload = self.parsed(row, leave=["question", "otherwise"])
        if entry:
            loc: Loc = ("facts", len(entry.payload["facts"]))
            entry.rows[loc] = row
            entry.payload["facts"].append(payload)
            self.facts[payload.get("slug", "")] = _FactEntry(payload, entry, loc)

    def _add_to_fact(self, row: ReadRow, column: str, name: str, payload: dict[str, Any]) -> None:
        fact = self.owner(row, column, self.facts, FACTS)
        if fact:
            listed = fact.payload.setdefault(name, [])
            fact.question.rows[*fact.loc, name, len(listed)] = row
            listed.append(payload)

    def _add_otherwise(self, row: ReadRow) -> None:
        text, fact = row.cells.get("otherwise", ""), self.facts.get(row.cells.get("slug", ""))
        if text and fact:
            value = self.value(row, "otherwise", lambda said: self._scalar(said, row.cells.get("slug", "")), text)
            if value is not None:
                fact.payload["otherwise"] = value

    def _taken_as(self, row: ReadRow) -> dict[str, Any]:
        payload = self.parsed(row, leave=["owner", "among", "value"])
        among = row.cells.get("among", "")
        parts = [part for part in among.split("、") if part]
        known = row.cells.get("fact", "")
        payload["among"] = [self.value(row, "among", lambda said: self._scalar(said, known), part) for part in parts]
        if row.cells.get("value"):
            owner = row.cells.get("owner", "")
            payload["value"] = self.value(row, "value", lambda said: self._scalar(said, owner), row.cells["value"])
        return payload

    def _scalar(self, text: str, slug: str) -> Any:
        """A value that a fact of the file can have. Raises ValueError."""
        fact = self.facts.get(slug)
        if fact is None:
            return text
        options = {one["value"]: one.get("label", "") for one in fact.payload.get("options", []) if "value" in one}
        return read_scalar(text, FactType(fact.payload.get("type", FactType.REGION)), options)
