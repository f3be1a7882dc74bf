"""Findings become cards: the same right in two documents is one card, and the same money is never seen twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from benefits.rules.amounts import amounts
from benefits.rules.assess import ELIGIBLE, ENDED, INELIGIBLE, UNDETERMINED, UPCOMING, Finding

_BETTER_FIRST = (ELIGIBLE, UNDETERMINED, UPCOMING, ENDED, INELIGIBLE)

Held = Mapping[tuple[str, str], Finding]
"""Findings by the id of their record and their subject."""


@dataclass(slots=True, eq=False)
class Card:
    """One finding to show.

    ``joined`` are findings that restate it or add lines to it: their citations belong here.
    ``included`` are contained in its figure. ``not_with`` cannot be had besides it, and
    ``lesser`` says that one of those is better, so that this one counts in no total.
    """

    finding: Finding
    joined: tuple[Finding, ...] = ()
    included: tuple[Finding, ...] = ()
    not_with: tuple[Finding, ...] = ()
    lesser: bool = False

    @property
    def superseded_by(self) -> str:
        """The id of the record that has taken its place, if any."""
        return self.finding.entry.superseded_by


def cards(findings: Iterable[Finding]) -> list[Card]:
    """One card for each right and subject, in the order of the findings."""
    findings = list(findings)
    held = {(finding.entry.benefit.id, finding.subject): finding for finding in findings}
    groups: dict[int, list[Finding]] = {}
    for finding in findings:
        root = _root(finding, held) if finding.entry.joins else finding
        groups.setdefault(id(root), []).append(finding)
    shown = [_of_one(group[0], held) if len(group) == 1 else _of_several(group, held) for group in groups.values()]
    swallowed = {id(other) for card in shown for other in card.included}
    return [card for card in shown if id(card.finding) not in swallowed]


def _of_one(finding: Finding, held: Held) -> Card:
    entry = finding.entry
    # Nothing is related to most.
    return _card([finding], finding, held) if entry.includes or entry.rivals else Card(finding)


def _of_several(group: list[Finding], held: Held) -> Card:
    main = min(group, key=lambda finding: (_BETTER_FIRST.index(finding.verdict), bool(finding.entry.joins)))
    return _card(group, main, held)


def _card(group: list[Finding], main: Finding, held: Held) -> Card:
    joined = tuple([finding for finding in group if finding is not main])
    included = tuple(
        [other for one in group for other in _held(one.entry.includes, one, held) if _no_better(other, main)]
    )
    rivals = tuple([rival for rival in _held(main.entry.rivals, main, held) if rival.verdict is ELIGIBLE])
    lesser = bool(rivals) and main.verdict is ELIGIBLE and any(_beats(rival, main) for rival in rivals)
    return Card(main, joined, included, rivals, lesser)


def _held(benefits: Collection[str], finding: Finding, held: Held) -> list[Finding]:
    """What was found of these records for the same subject."""
    if not benefits:
        return []
    subject = finding.subject
    return [held[benefit, subject] for benefit in benefits if (benefit, subject) in held]


def _no_better(included: Finding, main: Finding) -> bool:
    """A figure contained in another is hidden, unless it applies where the other does not."""
    if main.verdict is INELIGIBLE:
        return included.verdict is INELIGIBLE
    return _BETTER_FIRST.index(included.verdict) >= _BETTER_FIRST.index(main.verdict)


def _root(finding: Finding, held: Held) -> Finding:
    """The finding on whose card this one stands. One that does not apply stands, or falls, by itself.

    Of records that restate each other in a circle it is the one whose id comes first.
    """
    path = [finding]
    while above := _joinable(path[-1], held):
        onward = next((other for other in above if other not in path), None)
        if onward is None:
            return min(path[path.index(above[0]) :], key=lambda one: one.benefit.id)
        path.append(onward)
    return path[-1]


def _joinable(finding: Finding, held: Held) -> list[Finding]:
    """What it restates or adds to, of what applies if it applies, and of what does not if it does not."""
    fails = finding.verdict is INELIGIBLE
    return [other for other in _held(finding.entry.joins, finding, held) if (other.verdict is INELIGIBLE) is fails]


def _beats(rival: Finding, main: Finding) -> bool:
    """The larger figure counts; of equals, the one whose id comes first."""
    return (-_worth(rival), rival.benefit.id) < (-_worth(main), main.benefit.id)


def _worth(finding: Finding) -> float:
    return sum(amount.high or 0 for amount in amounts(finding))
