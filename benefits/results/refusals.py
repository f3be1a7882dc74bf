"""What a family does not get, by the reason: what can be changed comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benefits.results.shown import Link, Refusal, Shown
from benefits.rules.facts import Fact
from benefits.words.changes import Change
from benefits.words.readings import Line

Key = tuple[tuple[object, ...], Change]


def refusals(
    shown: Iterable[Shown], facts: Mapping[str, Fact], asked_at: Mapping[str, str], *, placed: bool = False
) -> tuple[Refusal, ...]:
    """The refused cards by what failed; ``asked_at`` is the page that asks for a topic.

    ``placed`` says that each card needs its place named.
    """
    grouped: dict[Key, list[Shown]] = {}
    for one in shown:
        reason = tuple([_said(line) for line in one.lines])
        grouped.setdefault((reason, one.change), []).append(one)
    found = [_refusal(cards, facts, asked_at, placed=placed) for cards in grouped.values()]
    return tuple(sorted(found, key=_hopeless))


def _said(line: Line) -> tuple[object, ...]:
    return (line.label, line.value, line.requirement, *[_said(one) for one in line.alternatives])


def _refusal(cards: list[Shown], facts: Mapping[str, Fact], asked_at: Mapping[str, str], *, placed: bool) -> Refusal:
    change = cards[0].change
    topics = tuple(Link(asked_at[topic], facts[topic].label) for topic in change.topics)
    return Refusal(cards[0].lines, change, topics, tuple(cards), placed)


def _hopeless(refusal: Refusal) -> int:
    """First what may change, then what is as it is."""
    return 0 if refusal.change.possible else 1
