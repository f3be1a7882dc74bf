"""Reads the file of regions and brings the table up to date with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from regions import codes
from regions.directory import hold_directory
from regions.models import Region

COLUMNS = ["code", "name", "level"]
MOST_PROBLEMS_SHOWN = 10

_CHINESE = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]{2,40}")


class MalformedRegionsError(ValueError):
    """The file cannot be used. The message names file, line, field and what to do, one a line."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What seeding did with the rows; *kept* ones stand in the database but not in the file."""

    added: int
    changed: int
    unchanged: int
    kept: int


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    code: str
    name: str
    level: str


def seed_regions(path: Path) -> Counts:
    """Bring the table of regions up to date with a CSV file, all or nothing.

    Regions missing from the file stay, since documents and households may name them. Raises
    MalformedRegionsError, and changes nothing, when any line of the file is wrong.
    """
    wanted = read_regions(path)
    with transaction.atomic():
        present = Region.objects.in_bulk()
        added = [region for region in wanted if region.code not in present]
        changed = [r for r in wanted if r.code in present and _differs(r, present[r.code])]
        Region.objects.bulk_create(
            [*added, *changed],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "readings"],
        )
        transaction.on_commit(lambda: hold_directory(None))
    return Counts(
        added=len(added),
        changed=len(changed),
        unchanged=len(wanted) - len(added) - len(changed),
        kept=len(present.keys() - {region.code for region in wanted}),
    )


def read_regions(path: Path) -> list[Region]:
    """The regions of a CSV file with their readings, unsaved. Raises MalformedRegionsError."""
    # The dictionary is large; only seeding pays for it.
    from regions.readings import readings  # noqa: PLC0415

    rows = _checked_rows(path)
    return [Region(code=row.code, name=row.name, level=row.level, readings=readings(row.name)) for row in rows]


def read_codes(path: Path) -> frozenset[str]:
    """The codes of the regions of a CSV file. Raises MalformedRegionsError."""
    return frozenset(row.code for row in _checked_rows(path))


def _checked_rows(path: Path) -> list[Row]:
    rows = _read_rows(path)
    problems = list(_problems(rows))
    if problems:
        raise MalformedRegionsError(_report(path, problems))
    return rows


def _differs(one: Region, other: Region) -> bool:
    return (one.name, one.level, one.readings) != (other.name, other.level, other.readings)


def _read_rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_parse(path, file))
    except OSError as error:
        raise MalformedRegionsError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise MalformedRegionsError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except csv.Error as error:
        raise MalformedRegionsError(f"{path}: not a CSV file ({error}); save it as plain CSV") from error


def _parse(path: Path, file: Iterator[str]) -> Iterator[Row]:
    reader = csv.reader(file, strict=True)
    if next(reader, None) != COLUMNS:
        raise MalformedRegionsError(f"{path}, line 1: the header must be {','.join(COLUMNS)}")
    for cells in reader:
        if len(cells) != len(COLUMNS):
            raise MalformedRegionsError(
                f"{path}, line {reader.line_num}: {len(cells)} fields; write code, name and level"
            )
        yield Row(reader.line_num, *cells)


def _problems(rows: list[Row]) -> Iterator[str]:
    """Everything wrong with the rows, each as line, field, finding and what to do."""
    lines: dict[str, int] = {}
    for row in rows:
        if row.code in lines:
            yield (f"line {row.line}, code: {row.code} stands on line {lines[row.code]} already; remove one of the two")
        lines.setdefault(row.code, row.line)
    for row in rows:
        yield from _problems_of_row(row, lines)
    if codes.ROOT not in lines:
        yield f"line 2, code: the country is missing; add the line {codes.ROOT},中国,country"


def _problems_of_row(row: Row, known: dict[str, int]) -> Iterator[str]:
    if not codes.is_code(row.code):
        yield f"line {row.line}, code: {row.code!r} is not a code; write six digits"
        return
    if not _CHINESE.fullmatch(row.name):
        yield (f"line {row.line}, name: {row.name!r} is not a name; write 2 to 40 Chinese characters, without spaces")
    if row.level != codes.level(row.code):
        yield (
            f"line {row.line}, level: {row.level!r} does not fit code {row.code}; "
            f"write {codes.level(row.code)} or correct the code"
        )
    province = f"{row.code[:2]}0000"
    if province not in known:
        yield f"line {row.line}, code: province {province} of {row.code} is missing; add its line"


def _report(path: Path, problems: list[str]) -> str:
    shown = [f"{path}, {problem}" for problem in problems[:MOST_PROBLEMS_SHOWN]]
    if len(problems) > len(shown):
        shown.append(f"{path}: {len(problems) - len(shown)} more problems")
    return "\n".join(shown)
