"""How many pages ordinary families see in each region."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measuring import Line
from tests.questionnaire.simulation.counting import KINDS, REGIONS, pages


def lines() -> Iterator[Line]:
    """A line for each kind of family, with the pages from the first question to the results in every region."""
    for name, kind in KINDS.items():
        counts = {place: len(pages(kind, code)) for place, code in REGIONS.items()}
        figure = ", ".join(f"{place} {count}" for place, count in counts.items())
        yield Line(f"pages: {name}", figure, f"at most {kind.most}", max(counts.values()) <= kind.most)
