"""The pieces of the results page: cards in words, on shelves, in groups. All of them frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from benefits.results.faces import Face
from benefits.rules.cards import Card
from benefits.rules.model import Benefit
from benefits.rules.terms import Kind, Recipient
from benefits.words.amounts import Figure
from benefits.words.conditions import Line, Mark


class Group(StrEnum):
    """The groups of the page, in their order."""

    CAN = "can"
    CONFIRM = "confirm"
    LATER = "later"
    HOPED = "hoped"
    ENDED = "ended"
    NOT = "not"


HEADINGS: Mapping[Group, tuple[str, str]] = {
    Group.CAN: ("可以享受", "按您的回答，条件都符合。"),
    Group.CONFIRM: ("需要再确认", "还差一两件事才能定下来；差什么，每一项里都写了。"),
    Group.LATER: ("以后可以", "现在还没到时候，写明了从哪一天起。"),
    Group.HOPED: ("鼓励性或计划中", "文件只是鼓励、计划或征求意见，不一定有，不算进上面的合计。"),
    Group.ENDED: ("已截止", "以前可以，现在过了时间。"),
    Group.NOT: ("不符合", "列出了是哪一条不符合。"),
}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that decides something still open: where it is asked, and what it asks of whom."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One right as it stands for one person, or for several for whom it stands alike."""

    benefit: Benefit
    cards: tuple[Card, ...]
    group: Group
    face: Face
    who: str
    figures: tuple[Figure, ...]
    when: tuple[str, ...]
    on_day: str
    lines: tuple[Line, ...]
    questions: tuple[OpenQuestion, ...]
    gaps: tuple[str, ...]
    why_here: str
    successor: Benefit | None

    @property
    def card(self) -> Card:
        """The card of the first of them."""
        return self.cards[0]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"{self.benefit.id}-{self.card.finding.subject.replace(':', '-')}"

    @property
    def folded(self) -> bool:
        """Whether only its title is shown at first: what is used rather than claimed, and what is over."""
        return not self.claimed or self.group is Group.ENDED

    @property
    def claimed(self) -> bool:
        """Whether a family claims it; a service is used, and an institution's money only lowers a family's cost."""
        return self.benefit.kind is Kind.BENEFIT and self.benefit.recipient is Recipient.FAMILY

    @property
    def failed(self) -> tuple[Line, ...]:
        """The rows that did not hold."""
        return tuple(line for line in self.lines if line.mark is Mark.FAILED)

    @property
    def judged(self) -> tuple[Line, ...]:
        """The rows that were judged."""
        return tuple(line for line in self.lines if line.mark is not Mark.TOLD)

    @property
    def told(self) -> tuple[Line, ...]:
        """The rows that only tell something."""
        return tuple(line for line in self.lines if line.mark is Mark.TOLD)

    @property
    def included(self) -> tuple[Benefit, ...]:
        """Rights whose figure is contained in this one's."""
        return tuple(other.benefit for other in self.card.included)

    @property
    def others(self) -> tuple[Benefit, ...]:
        """Rights that cannot be had besides this one."""
        return tuple(rival.benefit for rival in self.card.not_with)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rights that one and the same condition, or the same several, keep from the family."""

    failed: tuple[Line, ...]
    cards: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of one category inside a group."""

    label: str
    icon: str
    cards: tuple[Shown, ...]

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The cards by what failed."""
        grouped: dict[tuple[Line, ...], list[Shown]] = {}
        for one in self.cards:
            grouped.setdefault(tuple(line._replace(note="", interpreted=False) for line in one.failed), []).append(one)
        return tuple(Refusal(failed, tuple(cards)) for failed, cards in grouped.items())


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the page. Groups about which a family can do nothing are folded."""

    group: Group
    shelves: tuple[Shelf, ...]

    @property
    def heading(self) -> str:
        """可以享受."""
        return HEADINGS[self.group][0]

    @property
    def hint(self) -> str:
        """What the group means."""
        return HEADINGS[self.group][1]

    @property
    def folded(self) -> bool:
        """Whether it is shown closed."""
        return self.group in (Group.ENDED, Group.NOT)

    @property
    def count(self) -> int:
        """How many cards it holds."""
        return sum(len(shelf.cards) for shelf in self.shelves)


@dataclass(frozen=True, slots=True)
class Aside:
    """A topic that was not ticked, how many rights it may concern, and where to tick it."""

    label: str
    count: int
    href: str
