"""The outcome of the reference households, for the command line: as text to read or as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from benefits.checking.content import Content
from benefits.references.confirmed import Change
from benefits.references.confirmed import Outcome as Confirmed
from benefits.references.expectations import Outcome
from benefits.references.families import Reference
from benefits.results.report import VERDICTS
from benefits.rules.assess import Verdict


@dataclass(frozen=True)
class Report:
    """All outcomes of some households on some content; ``changes`` are against what was confirmed."""

    content: Content
    references: Sequence[Reference]
    outcomes: Sequence[Outcome]
    changes: Sequence[Change] = ()

    @cached_property
    def different(self) -> list[Outcome]:
        """Those that did not come as expected."""
        return [outcome for outcome in self.outcomes if outcome.differences]

    @cached_property
    def expected(self) -> Counter[Verdict]:
        """How many of each verdict are expected."""
        return Counter(outcome.expectation.verdict for outcome in self.outcomes)

    @cached_property
    def unmentioned(self) -> list[str]:
        """Benefits of which no household expects anything."""
        return sorted(set(self.content.by_id) - {outcome.expectation.benefit for outcome in self.outcomes})

    # ------------------------------------------------------------ as text

    def text(self) -> str:
        """Every difference with expected and actual side by side, then the totals."""
        different = (line for one in self.different for line in _lines(one))
        return "\n".join([*different, *self._changed(), *self._totals()])

    def _changed(self) -> Iterator[str]:
        for change in self.changes:
            yield f"{change.benefit}：这些家庭得到的结果和上次确认的不同"
            yield f"    上次 {change.confirmed or '没有'}"
            yield f"    现在 {change.now or '没有'}"
        if self.changes:
            yield f"{len(self.changes)}项和上次确认的不同：看过没有错，就用 --confirm 确认；不该变的，改回记录。"

    def _totals(self) -> Iterator[str]:
        count, different = len(self.outcomes), len(self.different)
        yield f"{len(self.references)}个家庭，{count}条预期：{count - different}条一致，{different}条不同。"
        words = "，".join(f"{VERDICTS[verdict]}{self.expected[verdict]}" for verdict in VERDICTS)
        yield f"预期的结果：{words}。"
        if self.unmentioned:
            yield f"{len(self.unmentioned)}项福利和服务还没有任何预期（--json 列出）。"

    # ------------------------------------------------------------ as data

    def data(self) -> dict[str, Any]:
        """JSON types only."""
        return {
            "households": len(self.references),
            "expectations": len(self.outcomes),
            "expected": {verdict.value: self.expected[verdict] for verdict in VERDICTS},
            "different": [_data(outcome) for outcome in self.different],
            "changed": [
                {"benefit": one.benefit, "confirmed": _words(one.confirmed), "now": _words(one.now)}
                for one in self.changes
            ],
            "unmentioned": self.unmentioned,
        }


def _words(outcome: Confirmed | None) -> str | None:
    return str(outcome) if outcome else None


def _lines(outcome: Outcome) -> Iterator[str]:
    reference, expected = outcome.reference, outcome.expectation
    yield f"{reference.source.file}，第{outcome.line}行：{reference.title}（{reference.as_of}）"
    yield f"  {expected.benefit} · {expected.subject} · {expected.clause}：{expected.because}"
    for difference in outcome.differences:
        yield f"    {difference.field:<10}预期 {difference.expected:<14} 实际 {difference.actual}"


def _data(outcome: Outcome) -> dict[str, Any]:
    reference, expected = outcome.reference, outcome.expectation
    return {
        "file": reference.source.file,
        "line": outcome.line,
        "household": reference.slug,
        "title": reference.title,
        "as_of": reference.as_of.isoformat(),
        "benefit": expected.benefit,
        "subject": expected.subject,
        "clause": expected.clause,
        "because": expected.because,
        "differences": [
            {"field": one.field, "expected": one.expected, "actual": one.actual} for one in outcome.differences
        ],
    }
