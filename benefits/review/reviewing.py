"""All that a reviewer looks at before approving, put together: for one proposal, or for several that go together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from benefits.content.schema import Record
from benefits.editions import publishing
from benefits.editions.catalogue import Catalogue
from benefits.editions.publishing import Key
from benefits.models import Edition, Proposal
from benefits.questionnaire.interview import places
from benefits.references.stored import stored_references
from benefits.review.asking import Asking, asking
from benefits.review.citing import Beside, beside
from benefits.review.difference import Change, Names, difference
from benefits.review.faults import Found, faults
from benefits.review.guarding import Broken, catalogue_on, mark, newly_broken, regions_touched
from benefits.review.impact import Impact, affected, impact
from benefits.review.proposed import Proposed
from benefits.review.proposing import may_decide, outdated, record_from, record_in
from benefits.rules.model import Benefit
from benefits.today import today
from benefits.words.locations import located
from benefits.words.places import place_name


@dataclass(frozen=True)
class Item:
    """One proposal: the edition it would follow, what it changes, what the checks find, and its citations."""

    proposal: Proposal
    record: Record
    edition: Edition | None
    changes: tuple[Change, ...]
    faults: Sequence[Found]
    citations: Sequence[Beside]
    outdated: bool
    refused: str

    @property
    def title(self) -> str:
        """What the record is called."""
        return title_of(self.record)

    @property
    def is_new(self) -> bool:
        """Whether nothing of it is published."""
        return self.edition is None


class Effects:
    """What publishing some records, or withdrawing others, from a day on does to the reference households."""

    def __init__(self, records: Sequence[Record], day: date, gone: Collection[Key] = ()) -> None:
        self.records, self.day, self.gone = records, day, gone
        self.before: Catalogue = catalogue_on(day)
        self.after = Proposed(self.before, records, gone)
        references = stored_references(self.before.facts())
        self.concerned = affected(references, regions_touched(records, gone, self.before))

    @cached_property
    def unrepresented(self) -> list[str]:
        """The regions of the benefits with which no reference household has to do: nothing is known of them."""
        known = {place for one in self.concerned for place in places(one.household)}
        own = {record.region for record in self.records if isinstance(record, Benefit)}
        return [place_name(code) for code in sorted(own - known)]

    @cached_property
    def impact(self) -> Impact:
        """Who gains, who loses, what moves."""
        return impact(self.before, self.after, self.concerned, place_name)

    @cached_property
    def asking(self) -> Asking:
        """The pages that are added or saved."""
        return asking(self.before, self.after, self.concerned)

    @cached_property
    def broken(self) -> list[Broken]:
        """The expectations that hold no longer."""
        return newly_broken(self.before, self.after, self.concerned)

    @cached_property
    def mark(self) -> str:
        """A mark of what was seen."""
        return mark(self.records, self.day, self.broken)


@dataclass(frozen=True)
class Review:
    """The page. ``effects`` is None while something keeps the records from being published at all.

    ``resting`` are records that wait for review themselves and are taken as published along with these.
    """

    items: Sequence[Item]
    day: date
    problems: Sequence[str]
    effects: Effects | None
    companions: Sequence[Proposal]
    resting: Sequence[Record] = ()

    @property
    def resting_titles(self) -> list[str]:
        """What the records rest on and waits as well."""
        return [f"“{title_of(one)}”" for one in self.resting]

    @property
    def is_open(self) -> bool:
        """Whether all of it waits for a decision."""
        return all(item.proposal.is_open for item in self.items)

    @property
    def can_be_decided(self) -> bool:
        """Whether the account that looks at it may decide it."""
        return self.is_open and not any(item.refused for item in self.items)

    @property
    def can_be_approved(self) -> bool:
        """Whether nothing but a decision is wanting."""
        return self.can_be_decided and not self.problems and not any(item.outdated for item in self.items)


def review(proposals: Sequence[Proposal], account: Any, day: date, resting: Sequence[Record] = ()) -> Review:
    """Everything about these proposals, as if they were published together, and with those resting, from that day on."""
    records = [*(record_in(one) for one in proposals), *resting]
    problems = publishing.find_problems(records, day)
    effects = None if problems else Effects(records, day)
    proposed = effects.after if effects else Proposed(catalogue_on(day), records)
    stale = {one.pk for one in outdated([one for one in proposals if one.is_open])}
    items = [_item(one, proposed, account, day, bool(problems), one.pk in stale) for one in proposals]
    said = [located(str(problem)) for problem in problems]
    return Review(items, day, said, effects, companions(proposals) if problems else (), resting)


def _item(proposal: Proposal, proposed: Proposed, account: Any, day: date, unsound: bool, stale: bool) -> Item:
    record = record_in(proposal)
    edition = _edition_before(proposal, day)
    before = record_from(edition.kind, edition.payload) if edition else None
    return Item(
        proposal,
        record,
        edition,
        difference(before, record, names(proposed)),
        [] if unsound else faults(record, proposed, today()),
        beside(record, proposed.document) if isinstance(record, Benefit) else [],
        stale,
        may_decide(account, proposal) if proposal.is_open else "",
    )


def _edition_before(proposal: Proposal, day: date) -> Edition | None:
    """What it is compared with: the edition in force, or, once it is published, the one before its own."""
    if proposal.edition is None:
        return publishing.in_force(proposal.kind, proposal.key, day)
    earlier = Edition.objects.filter(kind=proposal.kind, key=proposal.key, number__lt=proposal.edition.number)
    return earlier.order_by("-number").first()


def names(proposed: Proposed) -> Names:
    """What codes and ids are called, before and after."""

    def benefit(key: str) -> str:
        found = proposed.benefit(key) or proposed.catalogue.benefit(key)
        return found.title if found else key

    def document(slug: str) -> str:
        found = proposed.document(slug) or proposed.catalogue.document(slug)
        return found.title if found else slug

    return Names(proposed.catalogue.facts(), proposed.facts(), place_name, benefit, document)


def title_of(record: Record) -> str:
    """What a record is called."""
    return getattr(record, "title", "") or getattr(record, "heading", "")


def companions(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Other proposals in review with which these might go together: the questions', and those of the same regions."""
    own = {one.pk for one in proposals}
    regions = {one.region_id for one in proposals}
    waiting = Proposal.objects.open().exclude(pk__in=own)
    return [one for one in waiting if one.region_id is None or one.region_id in regions]


def compared(kind: str, before: Edition | None, after: Edition | None, on: date) -> tuple[Change, ...]:
    """The difference between two editions of one record, worded with the facts in force on a day."""
    old, new = (record_from(kind, one.payload) if one else None for one in (before, after))
    return difference(old, new, names(Proposed(catalogue_on(on), [new] if new else [])))
