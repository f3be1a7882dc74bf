"""Folders of fixtures small enough to be read hundreds of times: the records of one region, or of two that are related."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from benefits.content.yamlfile import Source, read_yaml
from tests.references.places import FIXTURES

GROUPS: Final = (
    ("370100-jinan",),
    ("371581-linqing",),
    ("441523-luhe",),
    ("141000-linfen", "141029-xiangning"),
)
"""Files of benefits by the regions whose records name one another."""


@dataclass(frozen=True)
class Folder:
    """A copy of some fixtures, in which one record at a time is corrupted."""

    path: Path

    @contextmanager
    def with_record(self, name: str, number: int, record: Any) -> Iterator[None]:
        """For a while, another record in place of one of a file of benefits; it stands in a file of its own."""
        source, lines = _source(name)
        first = source.line(("benefits", number)) - 1
        end = source.line(("benefits", number + 1)) - 1 if number + 1 < len(source.data["benefits"]) else len(lines)
        (self.path / name).write_text("".join([*lines[:first], *lines[end:]]), encoding="utf-8")
        alone = self.write("benefits/alone.yaml", source.data | {"benefits": [record]})
        yield
        alone.unlink()
        shutil.copy(FIXTURES / name, self.path / name)

    def write(self, name: str, data: Any) -> Path:
        """Write values into a file of its own."""
        path = self.path / name
        path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path


@cache
def _source(name: str) -> tuple[Source, list[str]]:
    """A file of the fixtures: its values with their lines, and the lines themselves."""
    path = FIXTURES / name
    return read_yaml(path), path.read_text(encoding="utf-8").splitlines(keepends=True)


def records_of(name: str) -> list[Any]:
    """The records of a file of benefits, of JSON types."""
    return list(_source(name)[0].data["benefits"])


def folder_of(group: tuple[str, ...], path: Path) -> Folder:
    """The fixtures of these files of benefits: with their documents, all questions, and their provinces."""
    (path / "documents").mkdir(parents=True)
    (path / "benefits").mkdir()
    folder = Folder(path)
    for name in group:
        shutil.copy(FIXTURES / "benefits" / f"{name}.yaml", path / "benefits")
    codes = {name[:6] for name in group}
    documents = [one for one in read_yaml(FIXTURES / "documents/documents.yaml").data if one["region"] in codes]
    for document in documents:
        shutil.copy(FIXTURES / "documents" / document["file"], path / "documents")
    folder.write("documents/documents.yaml", documents)
    shutil.copy(FIXTURES / "questions.yaml", path)
    _write_regions(path / "regions.csv", {code[:2] for code in codes})
    return folder


def _write_regions(path: Path, provinces: set[str]) -> None:
    with (FIXTURES / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row for row in rows if row[0] in ("code", "000000") or row[0][:2] in provinces)
