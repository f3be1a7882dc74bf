"""Why the place counts for a family, whose rule a card is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benefits.rules.assess import Finding
from benefits.rules.values import FAMILY
from benefits.words.readings import Reader


def because(finding: Finding, reader: Reader, place: str) -> str:
    """按济南市的规定，因为妈妈工作单位在济南市; blank where no place of the family's made it count."""
    reasons = dict.fromkeys(_reasons(finding, reader))
    return f"{_opening(place)}{'，'.join(reasons)}" if reasons else ""


def because_of_each(told: Iterable[str], place: str) -> str:
    """What ``because`` told of several persons, in one sentence; what is told of all is said once."""
    reasons = [reason for one in told for reason in one.removeprefix(_opening(place)).split("，") if reason]
    return f"{_opening(place)}{'，'.join(dict.fromkeys(reasons))}" if reasons else ""


def _opening(place: str) -> str:
    return f"按{place}的规定，因为"


def _reasons(finding: Finding, reader: Reader) -> Iterator[str]:
    rules = reader.rulebook.sheet(finding.entry).rules
    for rule, trace in zip(rules, finding.traces, strict=True):
        if rule.here and rule.fact and rule.fact.said and trace.outcome.truth:
            persons = [reader.names[person] for person, _ in trace.readings if person != FAMILY]
            yield f"{'、'.join(persons) or '您家'}{rule.fact.said.format(rule.place)}"
