"""The one schema: fixtures, editions, exports and imports are validated here and nowhere else.

Records are the frozen dataclasses of ``benefits.rules``; pydantic reads them strictly, so that
nothing is coerced and no key is overlooked. A file with a mistake is refused whole.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from benefits.content.characters import refuse_unwritable
from benefits.content.yamlfile import Loc, MalformedFixtureError, Mistake, Source, as_json, read_text, read_yaml
from benefits.documents import from_payload as split_from_payload
from benefits.documents import split
from benefits.documents import to_payload as split_to_payload
from benefits.documents.official import Imprint, OfficialDocument
from benefits.rules.facts import Question
from benefits.rules.model import STRICT, Benefit

Record = Benefit | Question | OfficialDocument
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class _StrictImprint(Imprint):
    __pydantic_config__: ClassVar = STRICT


@dataclass(frozen=True, kw_only=True)
class _DocumentEntry(_StrictImprint):
    """An entry of documents.yaml; ``file`` is the text beside it, blank where the text is not held."""

    file: str = ""

    def __post_init__(self) -> None:
        # Not super(): a dataclass of pydantic's runs this on the class it was defined in.
        Imprint.__post_init__(self)
        if self.file and Path(self.file).name != self.file:
            raise ValueError(f"file {self.file!r} must be the bare name of a file beside this one")


_BENEFIT: TypeAdapter[Benefit] = TypeAdapter(Benefit)
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
_IMPRINT: TypeAdapter[_StrictImprint] = TypeAdapter(_StrictImprint)
_ENTRY: TypeAdapter[_DocumentEntry] = TypeAdapter(_DocumentEntry)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A record and where it was read, so that what is found out later still names file and line."""

    record: T
    name: str
    source: Source
    at: Loc

    def mistake(self, loc: Loc, message: str) -> Mistake:
        """A mistake in this record; ``loc`` counts from the record."""
        return self.source.mistake((*self.at, *loc), message, self.at, self.name)


# ---------------------------------------------------------------- payloads


def to_payload(record: Record) -> dict[str, Any]:
    """The record as an edition keeps it: JSON types only, fields that have their default left out."""
    if isinstance(record, Benefit):
        return _dumped(_BENEFIT, record)
    if isinstance(record, Question):
        return _dumped(_QUESTION, record)
    fields = {name.name: getattr(record, name.name) for name in dataclasses.fields(Imprint)}
    return _dumped(_IMPRINT, _StrictImprint(**fields)) | split_to_payload(record.split)


def _dumped(adapter: TypeAdapter[Any], record: object) -> dict[str, Any]:
    dumped: dict[str, Any] = adapter.dump_python(record, mode="json", exclude_defaults=True)
    return dumped


def benefit_from_payload(payload: object) -> Benefit:
    """The benefit that an edition keeps. Raises ValueError for anything `to_payload` cannot have written."""
    return _BENEFIT.validate_json(as_json(payload), strict=True)


def question_from_payload(payload: object) -> Question:
    """The question that an edition keeps. Raises ValueError, as `benefit_from_payload`."""
    return _QUESTION.validate_json(as_json(payload), strict=True)


def document_from_payload(payload: dict[str, Any]) -> OfficialDocument:
    """The document that an edition keeps. Raises ValueError, as `benefit_from_payload`."""
    imprint = {key: value for key, value in payload.items() if key != "clauses"}
    read = _IMPRINT.validate_json(as_json(imprint), strict=True)
    clauses = split_from_payload({"clauses": payload.get("clauses", [])})
    return OfficialDocument(**vars(read), split=clauses)


# ---------------------------------------------------------------- files


def load_benefits(path: Path) -> list[Benefit]:
    """The benefits of one file of a region. Raises MalformedFixtureError."""
    return [placed.record for placed in read_benefits(path)]


def load_questions(path: Path) -> list[Question]:
    """The questions of a file, with their facts. Raises MalformedFixtureError."""
    return [placed.record for placed in read_questions(path)]


def load_documents(path: Path) -> list[OfficialDocument]:
    """The documents of a file, split from the texts beside it. Raises MalformedFixtureError."""
    return [placed.record for placed in read_documents(path)]


def read_benefits(path: Path) -> list[Placed[Benefit]]:
    """As `load_benefits`, each with its place."""
    return benefits_of(read_yaml(path))


def benefits_of(source: Source, beside: Collection[str] = ()) -> list[Placed[Benefit]]:
    """The benefits of a file that was read; ``beside`` are keys that others read. Raises MalformedFixtureError."""
    mistakes = _check_top(source, {"region", "document", "benefits", *beside})
    region, document = (source.data.get(key) if not mistakes else None for key in ("region", "document"))

    def completed(item: dict[str, Any]) -> dict[str, Any]:
        cited = item.get("citations")
        if isinstance(cited, list):
            cited = [{"document": document, **one} if isinstance(one, dict) and document else one for one in cited]
            item = item | {"citations": cited}
        return {"region": region} | item if region is not None else item

    return _records(source, mistakes, ("benefits",), "id", _BENEFIT, completed)


def read_questions(path: Path) -> list[Placed[Question]]:
    """As `load_questions`, each with its place."""
    return questions_of(read_yaml(path))


def questions_of(source: Source) -> list[Placed[Question]]:
    """The questions of a file that was read. A fact belongs to one question only. Raises MalformedFixtureError."""
    mistakes = _check_top(source, {"questions"})
    placed = _records(source, mistakes, ("questions",), "slug", _QUESTION)
    facts = [(fact.slug, one, ("facts", number)) for one in placed for number, fact in enumerate(one.record.facts)]
    _refuse_repeated(facts, "fact")
    return placed


def read_documents(path: Path) -> list[Placed[OfficialDocument]]:
    """As `load_documents`, each with its place."""
    source = read_yaml(path)
    mistakes = [] if isinstance(source.data, list) else [source.mistake((), "must be a list of documents (- slug: …)")]
    entries = _records(source, mistakes, (), "slug", _ENTRY)
    return [Placed(_with_text(entry, path.parent), entry.name, source, entry.at) for entry in entries]


def _with_text(entry: Placed[_DocumentEntry], folder: Path) -> OfficialDocument:
    fields = {name.name: getattr(entry.record, name.name) for name in dataclasses.fields(Imprint)}
    if not entry.record.file:
        return OfficialDocument(**fields)
    clauses = split(read_text(folder / entry.record.file))
    if not clauses.clauses:
        raise MalformedFixtureError([entry.mistake(("file",), f"{entry.record.file} holds no text")])
    return OfficialDocument(**fields, split=clauses)


def read_file(path: Path, adapter: TypeAdapter[T]) -> tuple[T, Source]:
    """The one value that a YAML file holds, by its schema. Raises MalformedFixtureError."""
    source = read_yaml(path)
    try:
        return adapter.validate_json(as_json(source.data), strict=True), source
    except ValidationError as error:
        raise MalformedFixtureError(_explained(error, source, (), path.stem)) from error


def refuse_repeated_ids(placed: Iterable[Placed[Any]]) -> None:
    """Raise MalformedFixtureError if two records, also of two files, have one id."""
    _refuse_repeated(((one.name, one, ()) for one in placed), "id")


def _refuse_repeated(named: Iterable[tuple[str, Placed[Any], Loc]], what: str) -> None:
    first: dict[str, Placed[Any]] = {}
    mistakes = []
    for name, placed, loc in named:
        if name in first:
            other = first[name]
            there = f"{other.source.file}, line {other.source.line(other.at)}"
            mistakes.append(placed.mistake(loc, f"{what} {name!r} is taken by {there}; rename one of the two"))
        first.setdefault(name, placed)
    if mistakes:
        raise MalformedFixtureError(mistakes)


def _check_top(source: Source, keys: set[str]) -> list[Mistake]:
    if not isinstance(source.data, dict):
        return [source.mistake((), f"must have the keys {', '.join(sorted(keys))}")]
    unknown = sorted(set(source.data) - keys)
    wrong = [source.mistake((key,), f"unknown key; known are {', '.join(sorted(keys))}") for key in unknown]
    named = (key for key in ("region", "document") if key in keys and not isinstance(source.data.get(key, ""), str))
    wrong += [source.mistake((key,), "must be a text in quotation marks") for key in named]
    return wrong


def _records(
    source: Source,
    mistakes: list[Mistake],
    at: Loc,
    id_field: str,
    adapter: TypeAdapter[T],
    completed: Callable[[dict[str, Any]], dict[str, Any]] = lambda item: item,
) -> list[Placed[T]]:
    """The records of a list in a file, all or none."""
    items = source.data.get(at[0]) if at and not mistakes else source.data
    if not mistakes and not isinstance(items, list):
        mistakes = [source.mistake(at, "must be a list of records (- …)")]
    placed: list[Placed[T]] = []
    for number, item in enumerate(items if not mistakes else ()):
        loc = (*at, number)
        name = _name(item, id_field, number)
        if not isinstance(item, dict):
            mistakes.append(source.mistake(loc, "must be a record with keys", loc, name))
            continue
        try:
            refuse_unwritable(item)
            record = adapter.validate_json(as_json(completed(item)), strict=True)
        except ValidationError as error:
            mistakes += _explained(error, source, loc, name)
            continue
        placed.append(Placed(record, name, source, loc))
    if mistakes:
        raise MalformedFixtureError(mistakes)
    refuse_repeated_ids(placed)
    return placed


def _name(item: object, id_field: str, number: int) -> str:
    name = item.get(id_field) if isinstance(item, dict) else None
    return name if isinstance(name, str) and name else f"record {number + 1}"


# ---------------------------------------------------------------- explanations


def _explained(error: ValidationError, source: Source, at: Loc, name: str) -> list[Mistake]:
    """One mistake for each field; a union's several complaints about one value become one."""
    found: dict[Loc, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        found.setdefault(_place(source, at, detail), []).append(detail)
    return [source.mistake(loc, explanation(details), at, name) for loc, details in found.items()]


def _place(source: Source, at: Loc, detail: ErrorDetails) -> Loc:
    """The field complained of; what pydantic adds beyond the data (names of a union's types) is dropped."""
    loc = (*at, *detail["loc"])
    absent = loc[-1:] if detail["type"] in _ABSENT else ()
    known = len(at)
    while known < len(loc) and loc[: known + 1] in source.lines:
        known += 1
    return loc[:known] + (absent if loc[:known] != loc else ())


_ABSENT = ("missing", "missing_argument")
_MESSAGES = {
    "missing": "is missing; add it",
    "missing_argument": "is missing; add it",
    "unexpected_keyword_argument": "unknown key; remove it or correct its spelling",
    "extra_forbidden": "unknown key; remove it or correct its spelling",
    "string_type": "must be a text; put it in quotation marks",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number, without quotation marks",
    "float_type": "must be a number, without quotation marks",
    "tuple_type": "must be a list: [a, b]",
    "dataclass_type": "must be a group of keys: {key: value, …}",
    "date_type": "must be a date such as 2023-01-01",
    "date_from_datetime_parsing": "must be a date that exists, such as 2023-01-01",
    "date_parsing": "must be a date that exists, such as 2023-01-01",
}


def explanation(details: list[ErrorDetails]) -> str:
    """What is wrong with one value and what to do, in English."""
    several = dict.fromkeys(_one(detail) for detail in details)
    return ", or ".join(several)


def _one(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    if detail["type"] == "enum":
        return f"{detail['input']!r} must be {detail['ctx']['expected']}"
    return _MESSAGES.get(detail["type"], detail["msg"])
