"""How long it takes to seed an empty database, and one that is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from tests.bench.database import manage
from tests.bench.measuring import Line


def lines(url: str) -> Iterator[Line]:
    """Seed the database twice; the start of Python is part of both."""
    manage(url, "migrate", "--verbosity", "0")
    for what in ("from nothing", "again, without a change"):
        start = perf_counter()
        manage(url, "seed")
        yield Line(f"manage.py seed, {what}", f"{perf_counter() - start:.1f} s")
