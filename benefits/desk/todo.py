"""The officer's to-do list: what waits for this account, line by line.

A line is a function of the account's name, its rights and the day; ``@line`` adds one to the list. It answers
one entry, several, or none; what it counts is what the page behind its address lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from benefits.desk import scopes
from benefits.desk.freshness import freshness, waiting_corrections
from benefits.desk.roles import NOWHERE, Rights
from benefits.models import Benefit, Document, Proposal, Publication, Question
from benefits.models.proposals import ProposalState
from regions.directory import directory

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


def _list(model: type, **query: object) -> str:
    name = str(model._meta.model_name)  # type: ignore[attr-defined]
    parts = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'admin:benefits_{name}_changelist')}?{parts}"


@line
def to_review(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """What others have handed in for regions that the account reviews."""
    waiting = Proposal.objects.open().exclude(Q(by=account) | Q(submitted_by=account))
    count = waiting.filter(rights.reviewable("region")).count()
    yield Entry("等您审核", count, _list(Proposal, state__exact=ProposalState.IN_REVIEW))


@line
def sent_back(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """What the account wrote or handed in, and a reviewer sent back, unless it was handed in again."""
    later = Proposal.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    mine = Proposal.objects.filter(Q(by=account) | Q(submitted_by=account), ~Exists(later))
    count = mine.filter(state=ProposalState.SENT_BACK).count()
    yield Entry("被退回，等您改", count, _list(Proposal, state__exact=ProposalState.SENT_BACK, q=account))


@line
def drafts(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """What the account changed last and has not handed in since."""
    for model, kind, words in (
        (Benefit, "benefit", "福利"),
        (Document, "document", "文件"),
        (Question, "question", "问题"),
    ):
        count = unsubmitted(scopes.writable(model.objects.all(), rights), kind).filter(changed_by=account).count()
        yield Entry(f"您改过、还没有送审的{words}", count, _list(model, mine="draft"))


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
def handed_in(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """What the account handed in and waits for somebody else."""
    count = Proposal.objects.open().filter(submitted_by=account).count()
    yield Entry("您送审的，等别人审核", count, _list(Proposal, state__exact=ProposalState.IN_REVIEW, q=account))


@line
def corrections(account: str, rights: Rights, on: date) -> Iterator[Entry]:  # noqa: ARG001
    """What parents wrote of the regions that the account edits."""
    waiting = waiting_corrections().filter(rights.writable("edition__region"))
    yield Entry("家长反映，还没有答复", waiting.count(), reverse("admin:benefits_correction_changelist"))


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
