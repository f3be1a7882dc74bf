"""What the asking benefits tell a family on each day of the next twelve months: verdicts and amounts.

Made from findings, as the results are, and not from what the questionnaire looks at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from benefits.rules.amounts import amounts
from benefits.rules.assess import Finding, Verdict, findings
from benefits.rules.compile import Entry
from benefits.rules.dates import Span
from benefits.rules.evaluate import Stages
from benefits.rules.facts import Fact
from benefits.rules.household import Household
from benefits.rules.situation import Situation
from benefits.rules.topics import left_aside

HORIZON: Final = Span(months=12)
_OPEN_OR_HELD: Final = (Verdict.ELIGIBLE, Verdict.UNDETERMINED)


Told = tuple[tuple[object, ...], ...]
"""What one benefit tells: of each subject, what changes on which days."""


class Outlook:
    """One family's next twelve months."""

    def __init__(
        self, household: Household, facts: Mapping[str, Fact], as_of: date, *, names_gaps: bool = False
    ) -> None:
        self.situation = Situation(household, facts)
        self.stages = Stages(self.situation, as_of)
        self.as_of = as_of
        self.last = HORIZON.after(as_of)
        self._names_gaps = names_gaps
        self._told_of: dict[str, Told] = {}

    def of(self, entry: Entry) -> Told:
        """What one benefit tells the family."""
        slug = entry.benefit.id
        if slug not in self._told_of:
            found = findings([entry], self.stages)
            self._told_of[slug] = tuple((first.subject, *self._steps(first)) for first in found)
        return self._told_of[slug]

    def _steps(self, first: Finding) -> Iterator[tuple[date, object]]:
        before: object = None
        for day in (self.as_of, *(edge for edge in first.edges if self.as_of < edge <= self.last)):
            told = self._told(first if day == self.as_of else self._on(first, day))
            if told != before:
                yield day, told
            before = told

    def _on(self, first: Finding, day: date) -> Finding:
        every = findings([first.entry], Stages(self.situation, day))
        return next(one for one in every if one.subject == first.subject)

    def _told(self, finding: Finding) -> object:
        """Verdict, amounts and last day to apply of one day; what does not hold that day tells nothing.

        Nor does what hangs on a topic that was not ticked: the results only offer that topic again.
        """
        if finding.verdict not in _OPEN_OR_HELD or finding.opens_on or finding.closed_on:
            return None
        standing = finding.standing
        if left_aside(standing.case, finding.state.outcome, finding.state_day, self.situation):
            return None
        return finding.verdict, amounts(finding), finding.apply_by, finding.gaps if self._names_gaps else None


def differ(entries: Iterable[Entry], one: Outlook, other: Outlook) -> bool:
    """Whether the two tell anything different of these benefits."""
    return any(one.of(entry) != other.of(entry) for entry in entries)
