"""``make bench``: one table of times and ratios; the exit status says whether every limit holds."""

from __future__ import annotations

import sys

from config import collector
from tests.bench import desk, engine, pages, seeding, serving
from tests.bench.database import scratch
from tests.bench.measuring import Line, interpreter, table


def main() -> int:
    """Measure everything and print it. Returns 1 if a limit does not hold, else 0."""
    print(f"Measured with {interpreter()}")
    # As in the processes that serve.
    collector.relax()
    measured: list[Line] = [*pages.lines(), *engine.lines()]
    with scratch() as url:
        measured += [*seeding.lines(url), *serving.lines(url), *desk.lines(url)]
        from tests.bench import reviewing  # noqa: PLC0415 - Django's apps are there only once the database is known

        measured += reviewing.lines()
    print(table(measured))
    failed = [line for line in measured if line.holds is False]
    for line in failed:
        print(f"NOT MET: {line.what}: {line.figure}; asked: {line.limit}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
