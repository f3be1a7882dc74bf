"""The officer's to-do list: what waits for this account, line by line.

A line is a function of the account's name, its rights and the day; ``@line`` adds one to the list. It answers
one entry, several, or none; what it counts is what the page behind its address lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from benefits.desk import scopes
from benefits.desk.freshness import freshness
from benefits.desk.roles import NOWHERE, Rights
from benefits.models import Benefit, Correction, Document, Proposal, Publication, Question
from benefits.models.corrections import CLOSED
from benefits.models.proposals import ProposalState
from regions.directory import directory

MINE = "mine"
"""By what the lists behind the lines are filtered."""
MOST_REGIONS = 5
"""Of an account with more regions than these, what may be out of date is not counted on the start page."""


@dataclass(frozen=True)
class Entry:
    """Something to do: in words, how many, and where."""

    words: str
    count: int
    address: str


Line = Callable[[str, Rights, date], Iterable[Entry]]
LINES: list[Line] = []


def line(function: Line) -> Line:
    """Add a line to the list, after those that are there."""
    LINES.append(function)
    return function


def entries(account: str, rights: Rights, on: date) -> list[Entry]:
    """Everything that waits for the account, by name, on a day; nothing that is done."""
    if not rights.can_read(NOWHERE):
        return []
    return [one for each in LINES for one in each(account, rights, on) if one.count]


def _list(model: type[Model], **query: object) -> str:
    name = str(model._meta.model_name)
    parts = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'admin:benefits_{name}_changelist')}?{parts}"


Waiting = Callable[[QuerySet[Any], str, Rights], QuerySet[Any]]
"""Those of some rows that wait for an account, by its name and rights: what a line counts and its page lists."""


def to_review(proposals: QuerySet[Any], account: str, rights: Rights) -> QuerySet[Any]:
    """What others have handed in for regions that the account reviews."""
    others = proposals.filter(state=ProposalState.IN_REVIEW).exclude(Q(by=account) | Q(submitted_by=account))
    return others.filter(rights.reviewable("region"))


def sent_back(proposals: QuerySet[Any], account: str, rights: Rights) -> QuerySet[Any]:  # noqa: ARG001
    """What the account wrote or handed in, and a reviewer sent back, unless it was handed in again."""
    later = Proposal.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    mine = proposals.filter(Q(by=account) | Q(submitted_by=account), ~Exists(later))
    return mine.filter(state=ProposalState.SENT_BACK)


def handed_in(proposals: QuerySet[Any], account: str, rights: Rights) -> QuerySet[Any]:  # noqa: ARG001
    """What the account handed in and waits for somebody else."""
    return proposals.filter(state=ProposalState.IN_REVIEW, submitted_by=account)


def unanswered(corrections: QuerySet[Any], account: str, rights: Rights) -> QuerySet[Any]:  # noqa: ARG001
    """What parents wrote of the regions that the account edits, and nobody has answered."""
    return corrections.exclude(state__in=CLOSED).filter(rights.writable("edition__region"))


def begun(rows: QuerySet[Any], account: str, rights: Rights) -> QuerySet[Any]:
    """What the account changed last and has not handed in since."""
    kind = str(rows.model._meta.model_name)
    return unsubmitted(scopes.writable(rows, rights), kind).filter(changed_by=account)


WAITING: dict[str, tuple[str, type[Model], Waiting]] = {
    "review": ("等您审核", Proposal, to_review),
    "back": ("被退回，等您改", Proposal, sent_back),
    "benefits": ("您改过、还没有送审的福利", Benefit, begun),
    "documents": ("您改过、还没有送审的文件", Document, begun),
    "questions": ("您改过、还没有送审的问题", Question, begun),
    "handed": ("您送审的，等别人审核", Proposal, handed_in),
    "answer": ("家长反映，还没有答复", Correction, unanswered),
}
"""The lines that count rows, by the value with which their lists are filtered: the words, the rows, and which of them."""


@line
def rows_waiting(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """One entry for each kind of rows that may wait."""
    for name, (words, model, waiting) in WAITING.items():
        # What the list shows at all is what the account can read.
        rows = scopes.readable(model._default_manager.all(), rights)
        yield Entry(words, waiting(rows, account, rights).count(), _list(model, **{MINE: name}))


def unsubmitted(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """The working rows of a kind that were changed since they were last handed in or published."""
    proposed = Proposal.objects.filter(kind=kind, key=OuterRef("pk")).order_by("-pk")
    published = Publication.objects.filter(edition__kind=kind, edition__key=OuterRef("pk")).order_by("-number")
    dated = rows.annotate(
        handed_in=Subquery(proposed.values("submitted")[:1]), logged=Subquery(published.values("at")[:1])
    )
    since = Q(handed_in=None) | Q(changed__gt=F("handed_in"))
    unsent: QuerySet[Any] = dated.filter(since & (Q(logged=None) | Q(changed__gt=F("logged"))))
    return unsent


@line
def out_of_date(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """What may no longer be true in the account's own regions, besides what parents wrote."""
    own = sorted(place for place in rights.writes | rights.reviews if place)
    for code in own if len(own) <= MOST_REGIONS else []:
        place = directory().get(code)
        seen = freshness(code, on)
        count = sum(map(len, (seen.ending, seen.old, seen.unconfirmed, seen.replaced, seen.without_text)))
        words = f"{place.name if place else code}：快到期、该核实或依据有变的"
        yield Entry(words, count, reverse("admin:benefits_freshness", args=[code]))
