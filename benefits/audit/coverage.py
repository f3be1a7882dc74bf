"""Whether every clause of every document is accounted for: cited by a record, or listed as granting nothing.

document: linqing-2023-5
nothing:
  一第1段: 总体目标，只写指标，没有给家庭的待遇
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

from pydantic import TypeAdapter

from benefits.audit.flaws import Code, Flaw
from benefits.content.schema import read_file
from benefits.content.yamlfile import MalformedFixtureError
from benefits.documents import Clause
from benefits.documents.official import OfficialDocument
from benefits.pages.reading import granted_by_clause
from benefits.rules.model import STRICT, Benefit

EXCEPTIONS: Final = "exceptions.yaml"


@dataclass(frozen=True, slots=True)
class Listed:
    """The clauses of one document that grant nothing, each with the reason."""

    __pydantic_config__: ClassVar = STRICT

    document: str
    nothing: dict[str, str]

    def __post_init__(self) -> None:
        for label, reason in self.nothing.items():
            if not reason.strip():
                raise ValueError(f"{label}: say why this clause grants nothing")


@dataclass(frozen=True, slots=True)
class Excused:
    """A flaw that somebody has looked at and found to be none, with the reason."""

    __pydantic_config__: ClassVar = STRICT

    code: Code
    record: str
    reason: str
    about: str = ""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("say why this is no flaw (reason)")


@dataclass(frozen=True, slots=True)
class Covered:
    """How many clauses of a document say anything, and how they are accounted for."""

    document: str
    clauses: int
    cited: int
    listed: int


_LISTED: Final[TypeAdapter[Listed]] = TypeAdapter(Listed)
_EXCUSED: Final[TypeAdapter[tuple[Excused, ...]]] = TypeAdapter(tuple[Excused, ...])


def read_coverage(folder: Path) -> dict[str, Listed]:
    """The lists of a folder, by document. Raises MalformedFixtureError."""
    lists: dict[str, Listed] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == EXCEPTIONS:
            continue
        listed, source = read_file(path, _LISTED)
        if listed.document != path.stem:
            message = f"must be {path.stem!r}, the name of the file"
            raise MalformedFixtureError([source.mistake(("document",), message)])
        lists[listed.document] = listed
    return lists


def read_exceptions(folder: Path) -> tuple[Excused, ...]:
    """The flaws that were looked at; none if there is no such file. Raises MalformedFixtureError."""
    path = folder / EXCEPTIONS
    return read_file(path, _EXCUSED)[0] if path.exists() else ()


def excuses(folder: Path) -> Mapping[tuple[str, str, str], str]:
    """Why each of these flaws, by its name, was found to be none; the file is read again only when it is another."""
    path = folder / EXCEPTIONS
    state = path.stat() if path.exists() else None
    return _excuses(folder, (state.st_mtime_ns, state.st_size) if state else None)


@lru_cache(maxsize=1)
def _excuses(folder: Path, _: tuple[int, int] | None) -> Mapping[tuple[str, str, str], str]:
    return {(one.code.value, one.record, one.about): one.reason for one in read_exceptions(folder)}


def check_coverage(
    document: OfficialDocument, benefits: Iterable[Benefit], listed: Listed | None
) -> tuple[Covered, list[Flaw]]:
    """How a document's clauses are accounted for, and those that are not, or are twice."""
    nothing = listed.nothing if listed else {}
    saying = {document.reference(clause): clause for clause in document.split.walk() if clause.body.strip()}
    granting = granted_by_clause(document, benefits)
    cited = {label for label, clause in saying.items() if clause.anchor in granting}
    flaws = [
        *_unaccounted(document, saying.keys() - cited - nothing.keys()),
        *_misplaced(document, nothing, saying, cited),
    ]
    return Covered(document.slug, len(saying), len(cited), len(saying.keys() & nothing.keys())), flaws


def _unaccounted(document: OfficialDocument, labels: Iterable[str]) -> Iterator[Flaw]:
    for label in sorted(labels):
        message = f"没有福利引用这一条；请补上它给的福利，或在 coverage/{document.slug}.yaml 里写明为什么没有"
        yield Flaw(Code.UNCITED_CLAUSE, document.slug, label, message)


def _misplaced(
    document: OfficialDocument, nothing: Mapping[str, str], saying: Mapping[str, Clause], cited: set[str]
) -> Iterator[Flaw]:
    for label in nothing:
        if label not in saying:
            yield Flaw(Code.COVERAGE, document.slug, label, "文件里没有这一条，或者它没有正文；请改正或删去")
        elif label in cited:
            yield Flaw(Code.COVERAGE, document.slug, label, "这一条已有福利引用，不能再列为没有待遇；请删去")
