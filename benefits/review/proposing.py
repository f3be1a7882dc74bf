"""The steps from a draft to an edition: submit, take back, send back, approve; each in one transaction.

Everything that publishes holds the log's lock first, so that of two reviewers one comes second and is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from benefits.content.schema import (
    Record,
    benefit_from_payload,
    document_from_payload,
    question_from_payload,
    to_payload,
)
from benefits.desk import deeds
from benefits.desk.permissions import check_can_review, check_can_write
from benefits.editions import publishing
from benefits.editions.publishing import Key, Signature, UnpublishableError, key_of, lock_log
from benefits.models import Did, Edition, Proposal, ProposalState
from benefits.models.editions import EditionKind
from benefits.review.drafts import draft_payloads
from benefits.review.guarding import broken, mark
from benefits.rules.facts import Question
from benefits.rules.model import Benefit
from benefits.today import today
from benefits.words.locations import located

_READERS: dict[str, Any] = {
    EditionKind.BENEFIT: benefit_from_payload,
    EditionKind.QUESTION: question_from_payload,
    EditionKind.DOCUMENT: document_from_payload,
}


class ReviewError(ValueError):
    """A step that cannot be taken; ``messages`` say why, in Chinese."""

    def __init__(self, messages: Iterable[object]) -> None:
        self.messages = tuple(located(str(message)) for message in messages)
        super().__init__("\n".join(self.messages))


class Draft(NamedTuple):
    """A working record with the account that changed it last; blank if no account did."""

    record: Record
    changed_by: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of drafts handed in: new proposals, those that waited already, and what is published as it stands."""

    proposals: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A reviewer's approval: from which day on, with what comment, and why in spite of broken expectations.

    ``seen`` is the mark of what the page showed (see `benefits.review.guarding`).
    """

    from_date: date
    seen: str
    comment: str = ""
    acknowledged: str = ""


def record_in(proposal: Proposal) -> Record:
    """The record that was submitted."""
    return record_from(proposal.kind, proposal.payload)


def record_from(kind: str, payload: Any) -> Record:
    """The record that an edition or a proposal keeps."""
    record: Record = _READERS[kind](payload)
    return record


def region_of(record: Record) -> str | None:
    """The code of the region whose reviewers decide; None for the questions."""
    return None if isinstance(record, Question) else record.region


def regions_of(record: Record) -> set[str | None]:
    """Its region, and that of its edition in force if it is moved from one to another."""
    current = publishing.in_force(*key_of(record), today())
    return {region_of(record)} | ({current.region_id} if current and current.region_id else set())


# ---------------------------------------------------------------- by editors


@transaction.atomic
def submit(account: Any, drafts: Sequence[Draft], *, reason: str, wanted: date | None = None) -> Submitted:
    """Hand in drafts for review, together. Raises ReviewError, PermissionDenied; then none is handed in.

    A draft that waits already as it stands stays as it is; an earlier proposal of another wording is taken back.
    """
    _check_reason(reason, wanted)
    for draft in drafts:
        for region in regions_of(draft.record):
            check_can_write(account, region)
    lock_log()
    changed = [draft for draft in drafts if not _is_published(draft.record, wanted or today())]
    opened = {(one.kind, one.key): one for one in _open_of([key_of(draft.record) for draft in changed])}
    waiting = [draft for draft in changed if _waits(opened.get(key_of(draft.record)), draft, wanted)]
    new = [draft for draft in changed if draft not in waiting]
    _check_together([draft.record for draft in changed], wanted or today())
    _replace(account, [opened[key_of(draft.record)] for draft in new if key_of(draft.record) in opened])
    return Submitted(
        tuple(_propose(account, draft, reason.strip(), wanted) for draft in new),
        tuple(opened[key_of(draft.record)] for draft in waiting),
        tuple(key_of(draft.record)[1] for draft in drafts if draft not in changed),
    )


def _check_reason(reason: str, wanted: date | None) -> None:
    if not reason.strip():
        raise ReviewError(["请写理由：改了什么，为什么改。"])
    if wanted and wanted < today():
        raise ReviewError(["“从哪天起”请填今天或以后的日期。"])


def _is_published(record: Record, on: date) -> bool:
    edition = publishing.in_force(*key_of(record), on)
    return edition is not None and edition.payload == to_payload(record)


def _open_of(keys: Collection[Key]) -> list[Proposal]:
    rows = Proposal.objects.open().filter(kind__in={kind for kind, _ in keys}, key__in={key for _, key in keys})
    return [row for row in rows.select_for_update() if (row.kind, row.key) in set(keys)]


def _waits(proposal: Proposal | None, draft: Draft, wanted: date | None) -> bool:
    return proposal is not None and proposal.payload == to_payload(draft.record) and proposal.wanted == wanted


def _check_together(records: Sequence[Record], on: date) -> None:
    """Raises ReviewError if they could not be published, even with what they rest on and waits as well."""
    own = {key_of(record) for record in records}
    beside = [record_in(one) for one in Proposal.objects.open() if (one.kind, one.key) not in own]
    needed = [record for record in beside if _may_need(records, record)]
    keys = {key_of(record)[1] for record in needed}
    problems = publishing.find_problems([*records, *needed], on)
    found = [problem for problem in problems if problem.record not in keys]
    if found:
        raise ReviewError(found)


def _may_need(records: Iterable[Record], other: Record) -> bool:
    """Whether one of these records may rest on the other: it reads its facts, cites it, or relates to it."""
    if not isinstance(other, Benefit):
        return True
    return any(relation.to == other.id for one in records if isinstance(one, Benefit) for relation in one.relations)


def _propose(account: Any, draft: Draft, reason: str, wanted: date | None) -> Proposal:
    kind, key = key_of(draft.record)
    name, region = account.get_username(), region_of(draft.record)
    proposal = Proposal.objects.create(
        kind=kind,
        key=key,
        region_id=region,
        payload=to_payload(draft.record),
        by=draft.changed_by or name,
        submitted_by=name,
        reason=reason,
        wanted=wanted,
    )
    deeds.record(account, Did.SUBMITTED, kind, key, region, note=reason)
    return proposal


def _replace(account: Any, proposals: Iterable[Proposal]) -> None:
    for one in proposals:
        _decide(one, account, ProposalState.TAKEN_BACK, comment="改过以后重新送审")


@transaction.atomic
def take_back(account: Any, ids: Collection[int]) -> list[Proposal]:
    """Take proposals out of review, by whoever edits their region. Raises ReviewError, PermissionDenied."""
    proposals = _opened(ids)
    for one in proposals:
        check_can_write(account, one.region_id)
        _decide(one, account, ProposalState.TAKEN_BACK)
        deeds.record(account, Did.TAKEN_BACK, one.kind, one.key, one.region_id)
    return proposals


# ---------------------------------------------------------------- by reviewers


@transaction.atomic
def send_back(account: Any, ids: Collection[int], comment: str) -> list[Proposal]:
    """Give proposals back to their editors, saying why. Raises ReviewError, PermissionDenied."""
    if not comment.strip():
        raise ReviewError(["退回要写意见：哪里不对，怎么改。"])
    proposals = _opened(ids)
    for one in proposals:
        check_may_decide(account, one)
        _decide(one, account, ProposalState.SENT_BACK, comment=comment.strip())
        deeds.record(account, Did.SENT_BACK, one.kind, one.key, one.region_id, note=comment.strip())
    return proposals


@transaction.atomic
def approve(account: Any, ids: Collection[int], decision: Decision) -> list[Edition]:
    """Approve proposals and publish exactly what was submitted, all or none. Raises ReviewError, PermissionDenied."""
    if decision.from_date < today():
        raise ReviewError(["“从哪天起”请填今天或以后的日期。"])
    proposals = _opened(ids)
    for one in proposals:
        check_may_decide(account, one)
    stale = outdated(proposals)
    if stale:
        raise ReviewError(f"{one.key}：送审以后又改过，请编辑重新送审，再审核。" for one in stale)
    _check_guards(proposals, decision)
    name = account.get_username()
    signed = [(record_in(one), _signature(one, name, decision)) for one in proposals]
    try:
        publishing.publish_each(signed)
    except UnpublishableError as error:
        raise ReviewError(error.problems) from error
    for one in proposals:
        one.edition = publishing.in_force(one.kind, one.key, decision.from_date)
        one.effective, one.acknowledged = decision.from_date, decision.acknowledged
        _decide(one, account, ProposalState.APPROVED, comment=decision.comment)
        deeds.record(account, Did.APPROVED, one.kind, one.key, one.region_id, note=_said(one.reason, decision))
    return [one.edition for one in proposals if one.edition]


def _check_guards(proposals: Sequence[Proposal], decision: Decision) -> None:
    """Raises ReviewError if it is not what the reviewer saw, or breaks expectations that nobody has accepted."""
    records = [record_in(one) for one in proposals]
    found = broken(records, decision.from_date)
    if mark(records, decision.from_date, found) != decision.seen:
        raise ReviewError(["您打开页面以后，内容或已发布的资料又变了，所以没有发布。请看过下面的新内容再批准。"])
    if found and not decision.acknowledged.strip():
        raise ReviewError(["有参照家庭的结果和预期不符：请退回修改；确实应当这样的，写明理由再批准。", *found])


def _signature(proposal: Proposal, reviewer: str, decision: Decision) -> Signature:
    return Signature(
        by=proposal.by,
        approved_by=reviewer,
        reason=_said(proposal.reason, decision),
        from_date=decision.from_date,
    )


def _said(reason: str, decision: Decision) -> str:
    parts = [reason, f"审核意见：{decision.comment}" if decision.comment else ""]
    parts.append(f"与参照家庭的预期不符，仍然发布：{decision.acknowledged}" if decision.acknowledged else "")
    return "\n".join(part for part in parts if part)


def check_may_decide(account: Any, proposal: Proposal) -> None:
    """Raises PermissionDenied unless it reviews the region, ReviewError if it wrote or handed in the change itself."""
    for region in regions_of(record_in(proposal)):
        check_can_review(account, region)
    if account.get_username() in (proposal.by, proposal.submitted_by):
        raise ReviewError([f"{proposal.key}：是您自己改的或送审的，请另一位审核人审核。"])


def may_decide(account: Any, proposal: Proposal) -> str:
    """Why the account cannot decide it; blank if it can."""
    try:
        check_may_decide(account, proposal)
    except (ReviewError, PermissionDenied) as error:
        return str(error)
    return ""


def outdated(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals whose working records are no longer what was submitted."""
    now = draft_payloads([(one.kind, one.key) for one in proposals])
    return [one for one in proposals if now.get((one.kind, one.key)) != one.payload]


# ---------------------------------------------------------------- deciding


def _opened(ids: Collection[int]) -> list[Proposal]:
    """The proposals, locked. Raises ReviewError if there is none, or if one was decided meanwhile."""
    lock_log()
    proposals = list(Proposal.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if len(proposals) != len(set(ids)) or not proposals:
        raise ReviewError(["没有这些送审记录，可能刚刚变过；请回到列表再看。"])
    closed = [one for one in proposals if not one.is_open]
    if closed:
        raise ReviewError(map(already, closed))
    return proposals


def already(proposal: Proposal) -> str:
    """Who decided it and when, for whoever comes second."""
    when = timezone.localtime(proposal.decided).strftime("%Y-%m-%d %H:%M") if proposal.decided else ""
    done = proposal.get_state_display()
    return f"{proposal.key}：{proposal.decided_by} 在 {when} {done}，这次什么也没有改动。"


def _decide(proposal: Proposal, account: Any, state: ProposalState, comment: str = "") -> None:
    proposal.state, proposal.comment = state, comment
    proposal.decided_by, proposal.decided = account.get_username(), timezone.now()
    proposal.save()
