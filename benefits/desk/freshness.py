"""What may no longer be true in a region: ends that are near, old documents, rules replaced above, words not held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from benefits.content.schema import benefit_from_payload, document_from_payload
from benefits.documents.official import OfficialDocument
from benefits.models import Correction, Publication
from benefits.models.corrections import CLOSED
from benefits.models.editions import Action, EditionKind
from benefits.rules.dates import add_months
from benefits.rules.model import Benefit
from benefits.rules.terms import Status
from benefits.words.chinese import day_words
from benefits.words.labels import label

NEAR = timedelta(days=90)
"""How long before its end a benefit is named."""

OLD_MONTHS = 24
"""The age from which a document is named."""

CONFIRMED_MONTHS = 12
"""For how long a record counts as held against its source, from its publication or the last confirmation."""


@dataclass(frozen=True, slots=True)
class Published:
    """A record in force, with who last held it against its source, if anybody did."""

    kind: EditionKind
    key: str
    title: str
    number: int
    published_on: date
    verified_on: date | None
    verified_by: str

    @property
    def confirmed_on(self) -> date:
        """The day on which somebody last looked at it."""
        return max(self.published_on, self.verified_on or self.published_on)


@dataclass(frozen=True, slots=True)
class Concern:
    """One record, and in a sentence why it wants looking at."""

    record: Published
    why: str


@dataclass(frozen=True)
class Freshness:
    """Everything of one region that wants looking at, and all records of it."""

    corrections: QuerySet[Correction]
    ending: list[Concern] = field(default_factory=list)
    old: list[Concern] = field(default_factory=list)
    unconfirmed: list[Concern] = field(default_factory=list)
    replaced: list[Concern] = field(default_factory=list)
    without_text: list[Concern] = field(default_factory=list)
    records: list[Published] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many things want looking at."""
        lists = (self.ending, self.old, self.unconfirmed, self.replaced, self.without_text)
        return sum(map(len, lists)) + self.corrections.count()


def waiting_corrections() -> QuerySet[Correction]:
    """What parents wrote and nobody has answered, the oldest first."""
    return Correction.objects.exclude(state__in=CLOSED).select_related("edition__region").order_by("created")


def freshness(code: str, on: date) -> Freshness:
    """What of a region, by its code, wants looking at on a day."""
    rows = _in_force(code, on)
    benefits = [
        (_published(row), benefit_from_payload(row.edition.payload))
        for row in rows
        if row.edition.kind == EditionKind.BENEFIT
    ]
    documents = [
        (_published(row), document_from_payload(row.edition.payload))
        for row in rows
        if row.edition.kind == EditionKind.DOCUMENT
    ]
    records = [record for record, _ in (*documents, *benefits)]
    return Freshness(
        corrections=waiting_corrections().filter(edition__region=code),
        ending=[Concern(record, why) for record, one in benefits for why in _ending(one, on)],
        old=[Concern(record, why) for record, one in documents for why in _old(record, one, on)],
        unconfirmed=[Concern(one, _confirmed_words(one)) for one in records if _is_unconfirmed(one, on)],
        replaced=[Concern(record, why) for record, why in _replaced(benefits, on)],
        without_text=[Concern(record, why) for record, one in benefits for why in _without_text(one)],
        records=records,
    )


def _in_force(code: str, on: date) -> list[Publication]:
    verified = Publication.objects.filter(edition=OuterRef("edition"), action=Action.VERIFIED).order_by("-number")
    rows = Publication.objects.as_of(on=on).filter(edition__region=code)
    dated = rows.annotate(verified_at=Subquery(verified.values("at")[:1]), verifier=Subquery(verified.values("by")[:1]))
    return list(dated.order_by("edition__kind", "edition__key"))


def _published(row: Publication) -> Published:
    # The annotations of _in_force.
    verified_at: datetime | None = getattr(row, "verified_at", None)
    return Published(
        kind=EditionKind(row.edition.kind),
        key=row.edition.key,
        title=row.edition.payload["title"],
        number=row.edition.number,
        published_on=timezone.localdate(row.at),
        verified_on=timezone.localdate(verified_at) if verified_at else None,
        verified_by=getattr(row, "verifier", None) or "",
    )


def _ending(benefit: Benefit, on: date) -> Iterator[str]:
    """The ends that are past or near: of the whole benefit, else of its awards."""
    if end := benefit.valid.until:
        yield from _near(end, on, "整项福利")
        return
    for award in benefit.awards:
        for day in (award.valid.until, award.claim.by if award.claim else None):
            yield from _near(day, on, f"“{award.line}”") if day else ()


def _near(end: date, on: date, what: str) -> Iterator[str]:
    if end < on:
        yield f"{what}已在{day_words(end)}到期"
    elif end <= on + NEAR:
        yield f"{what}在{day_words(end)}到期，还有{(end - on).days}天"


def _old(record: Published, document: OfficialDocument, on: date) -> Iterator[str]:
    """Why a document in force wants looking at again, unless somebody did within the year."""
    if record.verified_on and add_months(record.verified_on, CONFIRMED_MONTHS) > on:
        return
    if document.date and document.status is Status.IN_FORCE and add_months(document.date, OLD_MONTHS) <= on:
        yield f"{day_words(document.date)}发文，已超过{OLD_MONTHS // 12}年"


def _is_unconfirmed(record: Published, on: date) -> bool:
    return add_months(record.confirmed_on, CONFIRMED_MONTHS) <= on


def _confirmed_words(record: Published) -> str:
    if record.verified_on:
        return f"上次核实是{day_words(record.verified_on)}（{record.verified_by}），已超过一年"
    return f"{day_words(record.published_on)}发布以后没有核实过"


def _replaced(benefits: Iterable[tuple[Published, Benefit]], on: date) -> Iterator[tuple[Published, str]]:
    """The benefits that rest on a document which no longer holds."""
    benefits = list(benefits)
    cited = {citation.document for _, benefit in benefits for citation in benefit.citations}
    log = Publication.objects.of_kind(EditionKind.DOCUMENT).as_of(on=on).filter(edition__key__in=cited)
    gone = {
        row.edition.key: row.edition.payload
        for row in log
        if row.edition.payload["status"] in (Status.SUPERSEDED, Status.EXPIRED)
    }
    for record, benefit in benefits:
        for slug in dict.fromkeys(one.document for one in benefit.citations if one.document in gone):
            yield record, f"依据的《{gone[slug]['title']}》{label(Status(gone[slug]['status']))}"


def _without_text(benefit: Benefit) -> Iterator[str]:
    for citation in benefit.citations:
        if not citation.clause:
            yield f"引用{citation.article}，没有收录原文" + ("" if citation.url else "，也没有官方网址")
