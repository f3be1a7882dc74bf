"""The pieces of the results page: cards in words, on shelves, in groups. Nothing changes them.

Those that are made by the hundred for each page are not frozen all the same: that takes three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benefits.results.faces import Face
from benefits.rules.amounts import Amount
from benefits.rules.assess import Finding
from benefits.rules.cards import Card
from benefits.rules.model import Benefit
from benefits.words.amounts import Figure
from benefits.words.changes import NOTHING, Change
from benefits.words.readings import FAILED, Line


class Group:
    """The groups of the page. Plain texts: to hash a member of an enumeration is a function call."""

    CAN: Final = "can"
    CONFIRM: Final = "confirm"
    LATER: Final = "later"
    HOPED: Final = "hoped"
    ENDED: Final = "ended"
    NOT: Final = "not"


HEADINGS: Mapping[str, tuple[str, str]] = {
    Group.CAN: ("可以享受", "按您的回答，条件都符合。"),
    Group.CONFIRM: ("需要再确认", "还差一两件事才能定下来；差什么，每一项里都写了。"),
    Group.LATER: ("以后可以", "现在还没到时候，写明了从哪一天起。"),
    Group.HOPED: ("鼓励性或计划中", "文件只是鼓励、计划或征求意见，不一定有，不算进上面的合计。"),
    Group.ENDED: ("已截止", "以前可以，现在过了时间。"),
    Group.NOT: ("不符合", "按原因排列；能改变的写在前面，并写明怎么改变。"),
}

_ENDED_HINTS: Final = {
    frozenset((True,)): "征求意见稿没有生效，这些从来没有发过、办过；就算照它写的，时间也过了。",
    frozenset((True, False)): "以前可以，现在过了时间；写着“征求意见稿”的没有生效，以前也没有发过、办过。",
}
"""What is told of ended rights by whether they are all of a draft, or some."""

CROWD: Final = 12
"""How many unsettled cards are shown one below the other."""

SUMMED: Final = (Group.CAN, Group.LATER)
"""The groups whose figures enter the sums."""

_FORMS: Final = {Group.CONFIRM: "brief", Group.HOPED: "folded"}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that decides something still open: where it is asked, and what it asks of whom.

    ``asked`` are the facts, each with the persons of whom they are asked. ``href`` is blank where only a birth will tell.
    """

    href: str
    asked: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """户籍地（妈妈、大宝）；参保地（妈妈）."""
        return "；".join(f"{fact}（{'、'.join(whose)}）" if whose else fact for fact, whose in self.asked)

    @property
    def facts(self) -> tuple[str, ...]:
        """What is asked, of whomever."""
        return tuple(fact for fact, _ in self.asked)


@dataclass(slots=True, eq=False)
class Shown:
    """One right as it stands for one person, or for several for whom it stands alike.

    What is only drawn as a row has neither figures nor lines. ``amounts`` are those of all of its findings.
    ``because`` says why the place counts: 因为妈妈在济南市上班.
    """

    benefit: Benefit
    cards: tuple[Card, ...]
    group: str
    face: Face
    who: str
    figures: tuple[Figure, ...] = ()
    amounts: tuple[tuple[Finding, tuple[Amount, ...]], ...] = ()
    when: tuple[str, ...] = ()
    on_day: str = ""
    lines: tuple[Line, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    gaps: tuple[str, ...] = ()
    why_here: str = ""
    because: str = ""
    successor: Benefit | None = None
    change: Change = NOTHING

    @property
    def card(self) -> Card:
        """The card of the first of them."""
        return self.cards[0]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"{self.benefit.id}-{self.card.finding.subject.replace(':', '-')}"

    @property
    def form(self) -> str:
        """How it is drawn: *open*; *brief* while it is unsettled; *folded*; or in a *row* that leads to its own page."""
        if self.group == Group.ENDED or not self.face.claimed:
            return "row"
        return _FORMS.get(self.group, "open")

    @property
    def claimed(self) -> bool:
        """Whether a family claims it."""
        return self.face.claimed

    @property
    def failed(self) -> tuple[Line, ...]:
        """The rows that did not hold."""
        return tuple([line for line in self.lines if line.mark == FAILED])

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics, none of which was ticked, on which alone it hangs: it is not told then, but counted with these."""
        return () if self.change.text else self.change.topics

    @property
    def has_relatives(self) -> bool:
        """Whether another right is named on its card."""
        return bool(self.card.included or self.card.not_with or self.successor)

    @property
    def included(self) -> tuple[Benefit, ...]:
        """Rights whose figure is contained in this one's."""
        return tuple([other.benefit for other in self.card.included])

    @property
    def others(self) -> tuple[Benefit, ...]:
        """Rights that cannot be had besides this one."""
        return tuple([rival.benefit for rival in self.card.not_with])


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rights that one and the same condition, or the same several, keep from the family; what would alter it.

    ``placed`` says that rights of several places are refused, so that each needs its place beside it.
    """

    failed: tuple[Line, ...]
    change: Change
    topics: tuple[Link, ...]
    cards: tuple[Shown, ...]
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    href: str
    text: str


@dataclass(slots=True, eq=False)
class Shelf:
    """The cards of one category inside a group; ``folded`` where they are used rather than claimed."""

    label: str
    icon: str
    cards: tuple[Shown, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the page. Groups about which a family can do nothing are folded."""

    group: str
    shelves: tuple[Shelf, ...]

    @property
    def heading(self) -> str:
        """可以享受."""
        return HEADINGS[self.group][0]

    @property
    def hint(self) -> str:
        """What the group means; what a draft would have given was never to be had."""
        drafts = {one.face.draft for shelf in self.shelves for one in shelf.cards} if self.group == Group.ENDED else ()
        return _ENDED_HINTS.get(frozenset(drafts), HEADINGS[self.group][1])

    @property
    def folded(self) -> bool:
        """Whether it is shown closed."""
        return self.group in (Group.ENDED, Group.NOT)

    @property
    def crowded(self) -> bool:
        """Whether so much is unsettled that only the names of the cards are shown, shelf by shelf."""
        return self.group == Group.CONFIRM and sum(len(one.cards) for one in self.shelves if not one.folded) > CROWD

    @property
    def count(self) -> int:
        """How many cards it holds."""
        return sum(len(shelf.cards) for shelf in self.shelves)


@dataclass(frozen=True, slots=True)
class Aside:
    """A topic that was not ticked, where to tick it, and the rights that were left out because of it."""

    label: str
    href: str
    rights: tuple[Link, ...]
