"""Findings become cards: the same right in two documents is one card, and the same money is never seen twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benefits.rules.amounts import amounts
from benefits.rules.assess import Finding, Verdict
from benefits.rules.terms import RelationKind

_BETTER_FIRST = (Verdict.ELIGIBLE, Verdict.UNDETERMINED, Verdict.UPCOMING, Verdict.ENDED, Verdict.INELIGIBLE)


@dataclass(frozen=True)
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
    held = {(finding.benefit.id, finding.subject): finding for finding in findings}
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        root = _root(finding, held)
        groups.setdefault((root.benefit.id, root.subject), []).append(finding)
    naming = [finding for finding in findings if _names_rivals(finding)]
    named = {relation.to for finding in naming for relation in finding.benefit.relations}
    shown = [
        Card(group[0]) if _stands_alone(group, named) else _of_group(group, held, naming) for group in groups.values()
    ]
    swallowed = {id(other) for card in shown for other in card.included}
    return [card for card in shown if id(card.finding) not in swallowed]


def _stands_alone(group: list[Finding], named: set[str]) -> bool:
    """Whether no relation speaks of it, as of most."""
    benefit = group[0].benefit
    return len(group) == 1 and not benefit.relations and benefit.id not in named


def _names_rivals(finding: Finding) -> bool:
    return any(relation.kind is RelationKind.NOT_WITH for relation in finding.benefit.relations)


def _of_group(group: list[Finding], held: dict[tuple[str, str], Finding], naming: list[Finding]) -> Card:
    main = min(group, key=lambda finding: (_BETTER_FIRST.index(finding.verdict), _joins(finding)))
    joined = tuple(finding for finding in group if finding is not main)
    included = tuple(other for other in _related(group, RelationKind.INCLUDES, held) if _no_better(other, main))
    rivals = tuple(rival for rival in _rivals(main, held, naming) if rival.verdict is Verdict.ELIGIBLE)
    lesser = main.verdict is Verdict.ELIGIBLE and any(_beats(rival, main) for rival in rivals)
    return Card(main, joined, included, rivals, lesser)


def _no_better(included: Finding, main: Finding) -> bool:
    """A figure contained in another is hidden, unless it applies where the other does not."""
    if main.verdict is Verdict.INELIGIBLE:
        return included.verdict is Verdict.INELIGIBLE
    return _BETTER_FIRST.index(included.verdict) >= _BETTER_FIRST.index(main.verdict)


def _joins(finding: Finding) -> bool:
    """Whether it would rather stand on another's card."""
    return any(r.kind in (RelationKind.RESTATES, RelationKind.ADDS_TO) for r in finding.benefit.relations)


def _root(finding: Finding, held: dict[tuple[str, str], Finding]) -> Finding:
    """The finding on whose card this one stands. One that does not apply stands, or falls, by itself.

    Of records that restate each other in a circle it is the one whose id comes first.
    """
    if not finding.benefit.relations:
        return finding
    path = [finding]
    while above := list(_joinable(path[-1], held)):
        onward = next((other for other in above if other not in path), None)
        if onward is None:
            return min(path[path.index(above[0]) :], key=lambda one: one.benefit.id)
        path.append(onward)
    return path[-1]


def _joinable(finding: Finding, held: dict[tuple[str, str], Finding]) -> Iterable[Finding]:
    for relation in finding.benefit.relations:
        other = held.get((relation.to, finding.subject))
        if relation.kind in (RelationKind.RESTATES, RelationKind.ADDS_TO) and other:
            both_fail = finding.verdict is other.verdict is Verdict.INELIGIBLE
            if both_fail or Verdict.INELIGIBLE not in (finding.verdict, other.verdict):
                yield other


def _related(group: list[Finding], kind: RelationKind, held: dict[tuple[str, str], Finding]) -> Iterable[Finding]:
    for finding in group:
        for relation in finding.benefit.relations:
            other = held.get((relation.to, finding.subject))
            if relation.kind is kind and other:
                yield other


def _rivals(main: Finding, held: dict[tuple[str, str], Finding], naming: Iterable[Finding]) -> Iterable[Finding]:
    """Those it names, and those of ``naming`` that name it: *not with* holds both ways."""
    yield from _related([main], RelationKind.NOT_WITH, held)
    for other in naming:
        names_main = any(r.kind is RelationKind.NOT_WITH and r.to == main.benefit.id for r in other.benefit.relations)
        if names_main and other.subject == main.subject:
            yield other


def _beats(rival: Finding, main: Finding) -> bool:
    """The larger figure counts; of equals, the one whose id comes first."""
    return (-_worth(rival), rival.benefit.id) < (-_worth(main), main.benefit.id)


def _worth(finding: Finding) -> float:
    return sum(amount.high or 0 for amount in amounts(finding))
