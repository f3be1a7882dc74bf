"""How times are taken: slices of what is compared take turns, and medians count.

The speed of a shared machine doubles and halves within minutes, so a time alone says little; a
ratio of interleaved slices holds.
"""

from __future__ import annotations

import platform
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import process_time
from unicodedata import east_asian_width

Work = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One line of the table. ``holds`` is None where nothing is asked of the figure."""

    what: str
    figure: str
    limit: str = ""
    holds: bool | None = None


def calibration() -> int:
    """A fixed amount of plain work, to tell a slow machine from slow code."""
    held: dict[int, int] = {}
    for number in range(2_000):
        held[number % 97] = held.get(number % 89, 0) + number
    return len(held)


def seconds(work: Work, times: int) -> float:
    """The processor time of one turn, of so many on end: what others do on the machine meanwhile is not counted."""
    start = process_time()
    for _ in range(times):
        work()
    return (process_time() - start) / times


def medians(works: Iterable[Work], slices: int, times: int) -> list[float]:
    """The median seconds of each piece of work. All take turns, each for a slice of so many times on end."""
    works = list(works)
    for work in works:
        seconds(work, times)
    taken = [[seconds(work, times) for work in works] for _ in range(slices)]
    return [median(column) for column in zip(*taken, strict=True)]


def interpreter() -> str:
    """Path, version and how it was built."""
    arguments = sysconfig.get_config_var("CONFIG_ARGS") or ""
    flags = sysconfig.get_config_var("PY_CFLAGS") or ""
    level = next((flag for flag in reversed(flags.split()) if flag.startswith("-O")), "not told")
    profiled = "--enable-optimizations" in arguments
    # Debian's own package is built with a profile by its packaging, not by that argument.
    packaged = sys.base_prefix == "/usr"
    built = "with" if profiled else "by its distribution, which profiles" if packaged else "WITHOUT profile-guided"
    build = f"built {built} optimisation" if not packaged or profiled else f"built {built}"
    return f"{sys.executable} ({sys.base_prefix}), {platform.python_version()}, {level}, {build}"


def table(lines: Iterable[Line]) -> str:
    """The lines side by side, with what failed said at the end of its line."""
    verdicts = {True: "holds", False: "FAILS", None: ""}
    rows = [(line.what, line.figure, line.limit, verdicts[line.holds]) for line in lines]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in rows)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
