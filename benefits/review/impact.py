"""What a change does to the reference households: who gains, who loses, what moves, and which condition moved it.

Pure but for the words: two offers, the households, and nothing of the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from benefits.questionnaire.interview import places
from benefits.references.expectations import told
from benefits.references.families import Reference
from benefits.results.report import VERDICTS
from benefits.review.proposed import Offer
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.compile import Entry, Plan
from benefits.rules.facts import Fact
from benefits.rules.model import Benefit
from benefits.words.amounts import figures
from benefits.words.conditions import PlaceName
from benefits.words.persons import described, names
from benefits.words.readings import FAILED, OPEN, TOLD, Line, Mark, Reader
from benefits.words.rulebook import Rulebook
from benefits.words.stretches import when


class Effect(StrEnum):
    """What a change means for one person of one household, the weightier first."""

    LOSES = "loses"
    UNSURE = "unsure"
    GAINS = "gains"
    AMOUNT = "amount"
    DATES = "dates"
    OPEN = "open"


EFFECTS: Final[Mapping[Effect, str]] = {
    Effect.LOSES: "失去",
    Effect.UNSURE: "从确定变成要再确认",
    Effect.GAINS: "得到",
    Effect.AMOUNT: "数额变了",
    Effect.DATES: "日期变了",
    Effect.OPEN: "其他变化",
}

_HAS: Final = (Verdict.ELIGIBLE, Verdict.UPCOMING)
_UNMET: Final = (FAILED, OPEN)


class Standing(NamedTuple):
    """How a right stands for one person, in words: 可以享受, 每月600元, 到2027年4月30日为止."""

    verdict: str
    amounts: tuple[str, ...]
    when: tuple[str, ...]


NONE: Final = Standing("没有这一项", (), ())


class Reason(NamedTuple):
    """A condition that moved it: how it read the family before, or reads it now."""

    now: bool
    mark: Mark
    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """One right of one person of one household, as it stood and as it would stand."""

    reference: Reference
    benefit: Benefit
    person: str
    effect: Effect
    before: Standing
    after: Standing
    why: tuple[Reason, ...]

    @property
    def is_new(self) -> bool:
        """Whether nobody could have it before, because there was no such benefit."""
        return self.before == NONE

    @property
    def is_gone(self) -> bool:
        """Whether there is no such benefit any more."""
        return self.after == NONE

    @property
    def told(self) -> tuple[Standing, Standing]:
        """Both sides, without the amounts and the days that stay as they were."""
        amounts, days = self.before.amounts != self.after.amounts, self.before.when != self.after.when
        one, other = (
            Standing(side.verdict, side.amounts if amounts else (), side.when if days else ())
            for side in (self.before, self.after)
        )
        return one, other


@dataclass(frozen=True)
class Impact:
    """All that moves. ``affected`` are the households that live, work or are registered where the change holds."""

    moves: tuple[Move, ...]
    affected: tuple[Reference, ...]

    @cached_property
    def by_effect(self) -> Sequence[tuple[str, tuple[Move, ...]]]:
        """The moves in groups, the weightiest first; groups without any left out."""
        groups = (
            (words, tuple(one for one in self.moves if one.effect is effect)) for effect, words in EFFECTS.items()
        )
        return [(words, moves) for words, moves in groups if moves]

    def households(self, effect: Effect) -> int:
        """How many households it so affects."""
        return len({one.reference.slug for one in self.moves if one.effect is effect})


def affected(references: Iterable[Reference], regions: Collection[str | None]) -> tuple[Reference, ...]:
    """The households whose places lie in one of these regions; all of them if None, for the questions, is among these."""
    return tuple(one for one in references if None in regions or not places(one.household).isdisjoint(regions))


def impact(before: Offer, after: Offer, references: Iterable[Reference], place: PlaceName) -> Impact:
    """What becomes of every right of these households that the two offers do not decide alike."""
    held = tuple(references)
    words = _Words(before, after, place)
    return Impact(tuple(move for one in held for move in _moves(words, one)), held)


class _Words:
    """The two offers with the rulebook of each; what differs between two plans is found once for each pair."""

    def __init__(self, before: Offer, after: Offer, place: PlaceName) -> None:
        self.offers = (before, after)
        self.place = place
        self._books: dict[int, tuple[Plan, Rulebook]] = {}
        self._pairs: dict[tuple[int, int], tuple[tuple[Plan, Plan], tuple[Plan, Plan]]] = {}

    def plans(self, reference: Reference) -> tuple[Plan, Plan]:
        """The plans for a household, with those entries alone that are not the same in both."""
        before, after = (offer.plan_for(places(reference.household)) for offer in self.offers)
        key = (id(before), id(after))
        if key not in self._pairs:
            # Both are held, so that no other plan gets their numbers.
            self._pairs[key] = ((before, after), _unlike(before, after))
        return self._pairs[key][1]

    def book(self, plan: Plan) -> Rulebook:
        """The words of a plan's rows."""
        if id(plan) not in self._books:
            self._books[id(plan)] = (plan, Rulebook(plan.facts, self.place))
        return self._books[id(plan)][1]


def _unlike(before: Plan, after: Plan) -> tuple[Plan, Plan]:
    """The two plans with only those records assessed that they do not decide alike."""
    if not keeps_facts(before.facts, after.facts):
        return before, after
    shapes, others = ({key: _shape(entry) for key, entry in plan.by_id.items()} for plan in (before, after))
    same = {key for key in shapes if shapes[key] == others.get(key)}
    return _without(before, same), _without(after, same)


def keeps_facts(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> bool:
    """Whether all facts mean what they meant, others added or not; wording apart."""
    return all(slug in after and meaning(fact) == meaning(after[slug]) for slug, fact in before.items())


def meaning(fact: Fact) -> Fact:
    """The fact without its words."""
    return replace(fact, label="-", ask="", options=tuple(replace(one, label="-", help="") for one in fact.options))


def _without(plan: Plan, ids: Collection[str]) -> Plan:
    return replace(plan, entries=tuple(entry for entry in plan.entries if entry.benefit.id not in ids))


def _shape(entry: Entry) -> tuple[object, ...]:
    """All that decides what an entry tells: the record, how long it is valid, and the awards that others add."""
    return entry.benefit, entry.valid, entry.superseded_by, tuple((one.award, one.source) for one in entry.awards)


def _moves(words: _Words, reference: Reference) -> Iterator[Move]:
    before, after = words.plans(reference)
    old, new = (_found(plan, reference) for plan in (before, after))
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        effect = _effect(one, other)
        if effect:
            yield _move(
                reference, key, effect, _side(words, before, reference, one), _side(words, after, reference, other)
            )


def _found(plan: Plan, reference: Reference) -> dict[tuple[str, str], Finding]:
    found = assess(plan, reference.household, reference.as_of) if plan.entries else []
    return {(one.benefit.id, one.subject): one for one in found}


def _effect(before: Finding | None, after: Finding | None) -> Effect | None:
    """What it means; None if nobody is told anything else than before."""
    if _told(before) == _told(after):
        return None
    had, has = (one is not None and one.verdict in _HAS for one in (before, after))
    if has and not had:
        return Effect.GAINS
    if had and not has:
        return Effect.UNSURE if after and after.verdict is Verdict.UNDETERMINED else Effect.LOSES
    if before is None or after is None or told(before).verdict is not told(after).verdict:
        return Effect.OPEN
    if told(before).amounts != told(after).amounts:
        return Effect.AMOUNT
    return Effect.DATES if _days(before) != _days(after) else Effect.OPEN


def _told(finding: Finding | None) -> object:
    """What matters of a finding; of a right that does not exist the same as of one that does not apply."""
    return None if finding is None or finding.verdict is Verdict.INELIGIBLE else told(finding)


def _days(finding: Finding) -> tuple[object, ...]:
    return finding.opens_on, finding.ends_on, finding.apply_by


class _Side(NamedTuple):
    """A finding with its words; without a finding those of a right that does not exist."""

    finding: Finding | None
    standing: Standing
    lines: tuple[Line, ...]


def _side(words: _Words, plan: Plan, reference: Reference, finding: Finding | None) -> _Side:
    if finding is None:
        return _Side(None, NONE, ())
    household = reference.household
    reader = Reader(household, words.book(plan), names(household), reference.as_of)
    applies = finding.verdict is not Verdict.INELIGIBLE
    amounts = tuple(" ".join(filter(None, (one.text, one.progress))) for one in figures(finding)) if applies else ()
    standing = Standing(VERDICTS[finding.verdict], tuple(filter(None, amounts)), tuple(when(finding)))
    return _Side(finding, standing, reader.lines(finding))


def _move(reference: Reference, key: tuple[str, str], effect: Effect, before: _Side, after: _Side) -> Move:
    finding = after.finding or before.finding
    assert finding  # noqa: S101 - one of the two brought the key
    called = described(reference.household, reference.as_of)
    person = called.get(key[1], key[1])
    return Move(reference, finding.benefit, person, effect, before.standing, after.standing, tuple(_why(before, after)))


def _why(before: _Side, after: _Side) -> Iterator[Reason]:
    """The rows that read the family otherwise than before: those that fail or are open, else those that hold."""
    if before.finding is None or after.finding is None:
        return
    old, new = (dict.fromkeys(map(_read, side.lines)) for side in (before, after))
    gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
    unmet = any(mark in _UNMET for mark, _ in (*gone, *come))
    for now, lines in ((False, gone), (True, come)):
        for mark, sentence in lines:
            if mark != TOLD and (mark in _UNMET) == unmet:
                yield Reason(now, mark, sentence)


def _read(line: Line) -> tuple[Mark, str]:
    return line.mark, _sentence(line)


def _sentence(line: Line) -> str:
    """The row as a sentence; alternatives side by side."""
    if not line.alternatives:
        return line.sentence
    return f"{line.sentence}：{'；'.join(one.sentence for one in line.alternatives)}"
