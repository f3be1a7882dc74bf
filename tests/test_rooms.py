"""The rooms of the project: each imports only from those that DECISIONS.md, record 14, lists above it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DJANGOS = {"apps", "urls", "today", "migrations"}


def rooms() -> dict[str, int]:
    """The rooms by name, with their place in the list."""
    record = (ROOT / "DECISIONS.md").read_text().partition("## 14. ")[2].partition("## 15. ")[0]
    listed = re.findall(r"^(\d+)\. ((?:`\w+`(?:, )?)+):", record, re.MULTILINE)
    return {name: int(place) for place, names in listed for name in re.findall(r"\w+", names)}


ROOMS = rooms()


def imported(module: Path) -> Iterator[str]:
    """The rooms of ``benefits`` that a module imports from, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "benefits":
            names = [node.module or ""] if node.module != "benefits" else [f"benefits.{one.name}" for one in node.names]
            yield from (name.split(".")[1] for name in names)


def test_every_room_is_listed() -> None:
    found = {path.stem for path in (ROOT / "benefits").iterdir() if path.is_dir() or path.suffix == ".py"}
    assert found - DJANGOS - {"__init__", "__pycache__"} == set(ROOMS)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_from_those_above_it(room: str) -> None:
    place = ROOT / "benefits" / room
    modules = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    assert modules
    wrong = {
        f"{module.relative_to(ROOT)}: {other}"
        for module in modules
        for other in imported(module)
        if other != room and other not in DJANGOS and ROOMS[other] >= ROOMS[room] and ROOMS[room] < max(ROOMS.values())
    }
    assert not wrong
