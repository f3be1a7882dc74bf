"""What a family's list leaves to a page of its own: what it does not get, and what hangs on topics it did not tick.

Who opens the list looks for what there is; the reasons of all the rest are worded when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benefits.results.faces import Face, Faces
from benefits.results.grouping import merged
from benefits.results.refusals import refusals
from benefits.results.shown import Aside, Group, Link, Refusal, Shown
from benefits.rules.cards import Card
from benefits.rules.facts import Fact
from benefits.rules.given import DIED, SPECIAL
from benefits.rules.household import Household
from benefits.rules.lazy import lazy
from benefits.words.changes import Change, change
from benefits.words.readings import WITHOUT_CHILDREN, Line, Reader
from benefits.words.rulebook import RuleWords


@dataclass(frozen=True)
class Withheld:
    """Refused cards, and cards with the topics, none of them ticked, on which alone they hang."""

    reader: Reader
    faces: Faces
    facts: Mapping[str, Fact]
    refused: tuple[Card, ...] = ()
    unticked: tuple[tuple[Card, tuple[str, ...]], ...] = ()
    _reasons: dict[tuple[int, str], tuple[tuple[Line, ...], Change]] = field(default_factory=dict)

    @lazy
    def count(self) -> int:
        """How many rights, of whomever."""
        return len({card.finding.benefit.id for card in (*self.refused, *[card for card, _ in self._offered])})

    @lazy
    def shown(self) -> tuple[Shown, ...]:
        """What is refused, alike for several as one."""
        return tuple(merged(one for one in self._kept if not one.topics))

    @lazy
    def refusals(self) -> tuple[Refusal, ...]:
        """The same by the reason."""
        return refusals(self.shown, self.facts, self.faces.question_of, placed=self._placed)

    @lazy
    def asides(self) -> tuple[Aside, ...]:
        """What hangs on topics that were not ticked, topic by topic in the order of the questions."""
        by_topic: dict[str, dict[str, Link]] = {}
        for card, topics in (*self._offered, *((one.card, one.topics) for one in self._kept)):
            face = self.faces.of((card.finding.benefit,))
            whose = f"（{face.place}）" if self._placed else ""
            for topic in topics:
                by_topic.setdefault(topic, {})[face.benefit.id] = Link(face.href, face.benefit.title + whose)
        asked = [topic for topic in self.facts if topic in by_topic]
        pages = self.faces.question_of
        return tuple(Aside(self.facts[one].label, pages[one], tuple(by_topic[one].values())) for one in asked)

    @lazy
    def _placed(self) -> bool:
        """Whether several places have rules here, so that each title needs its place beside it."""
        cards = (*self.refused, *[card for card, _ in self._offered])
        return len({card.finding.benefit.region for card in cards}) > 1

    @property
    def spared(self) -> bool:
        """Whether what is only for families with children was left out, for parents who have lost theirs."""
        return len(self._kept) < len(self.refused)

    def refusal(self, card: Card) -> Shown:
        """One refused card, with what failed and what would alter it."""
        finding = card.finding
        lines, altering = self._why_not(card)
        return Shown(
            benefit=finding.benefit,
            cards=(card,),
            group=Group.NOT,
            face=self.faces.of((finding.benefit,)),
            who=self.reader.names[finding.subject],
            lines=lines,
            change=self._unadvised(altering) if self.mourns else altering,
        )

    @lazy
    def _kept(self) -> list[Shown]:
        found = map(self.refusal, self.refused)
        return [one for one in found if not self._spared(one)] if self.mourns else list(found)

    def _why_not(self, card: Card) -> tuple[tuple[Line, ...], Change]:
        """What failed and what would alter it; records with the same rule fail alike, but for the notes of their rows."""
        finding = card.finding
        promise = _promised(self.faces.of((finding.benefit,)))
        key = (id(finding.standing), promise)
        found = self._reasons.get(key)
        if found is None:
            reader, failures = self.reader, self.reader.failures(finding)
            found = self._reasons[key] = reader.failed(finding, failures), change(finding, reader, failures, promise)
        return found

    # ------------------------------------------------------------ parents who have lost a child

    @property
    def _household(self) -> Household:
        return self.reader.household

    @lazy
    def mourns(self) -> bool:
        """Whether a child has died: it is in the list, or its parents say so of their only one."""
        lost = len(self._household.living) < len(self._household.children or ())
        return lost or self._household.family.get(SPECIAL) == DIED

    @lazy
    def _offered(self) -> list[tuple[Card, tuple[str, ...]]]:
        """What hangs on topics not ticked, but for what others plan with a child."""
        if not self.mourns:
            return list(self.unticked)
        kept = (
            (card, tuple([topic for topic in topics if not self._planned(topic)])) for card, topics in self.unticked
        )
        return [(card, topics) for card, topics in kept if topics]

    def _planned(self, topic: str) -> bool:
        """Whether a topic is what a family plans, such as a child; others are as they are."""
        return self.facts[topic].changeable

    def _unadvised(self, altering: Change) -> Change:
        """Whoever has lost a child is not advised to have another."""
        return Change(topics=tuple([topic for topic in altering.topics if not self._planned(topic)]))

    def _spared(self, shown: Shown) -> bool:
        """Whether it would tell parents who have lost a child what others have for theirs: that is not for a list."""
        subject = shown.card.finding.subject
        if subject.startswith("birth:"):
            babies = self._household.births[int(subject.removeprefix("birth:"))]
            return not any(f"child:{index}" in self._household.living for index in babies)
        rows = [row.rule for line in shown.lines for row in (line, *line.alternatives)]
        return any(rule is WITHOUT_CHILDREN or rule.of_children or self._is_planned(rule) for rule in rows)

    def _is_planned(self, rule: RuleWords) -> bool:
        fact = rule.fact
        return fact is not None and fact.slug in self.reader.rulebook.topics and fact.changeable


def _promised(face: Face) -> str:
    """What a family would have if nothing failed."""
    if face.draft:
        return "符合征求意见稿写的条件，不过它还没有生效"
    return "可以享受" if face.binding else "符合条件，不过文件只是鼓励或计划，不一定有"
