"""Withdrawing and verifying what is published, and bringing back an earlier edition as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from benefits import records
from benefits.content.schema import Record
from benefits.desk import deeds
from benefits.desk.authorship import sign
from benefits.desk.permissions import check_can_review, check_can_write
from benefits.desk.scopes import region_of
from benefits.documents.official import OfficialDocument
from benefits.editions import publishing
from benefits.editions.publishing import Key, Signature, lock_log
from benefits.models import Did, Edition, Publication
from benefits.review.drafts import draft_rows
from benefits.review.guarding import broken
from benefits.review.proposing import ReviewError, record_from
from benefits.rules.facts import Question
from benefits.rules.model import Benefit
from benefits.today import today

VERIFIED = "已和原文核对"


@transaction.atomic
def withdraw(
    account: Any, keys: Sequence[Key], *, reason: str, from_date: date, acknowledged: str = ""
) -> list[Publication]:
    """Take records out of force, all or none; a reviewer's right. Raises ReviewError, PermissionDenied."""
    if not reason.strip():
        raise ReviewError(["请写理由：为什么撤回。"])
    if from_date < today():
        raise ReviewError(["“从哪天起”请填今天或以后的日期。"])
    lock_log()
    regions = {key: _region(key, from_date) for key in keys}
    for region in regions.values():
        check_can_review(account, region)
    # First: households cannot be assessed against what leaves a gap in what others need.
    problems = publishing.find_problems([], from_date, keys)
    if problems:
        raise ReviewError(problems)
    found = broken([], from_date, keys)
    if found and not acknowledged.strip():
        raise ReviewError(["有参照家庭的结果会和预期不符：确实应当这样的，写明理由再撤回。", *found])
    said = reason.strip() + (
        f"\n与参照家庭的预期不符，仍然撤回：{acknowledged.strip()}" if acknowledged.strip() else ""
    )
    signature = Signature(by=account.get_username(), reason=said, from_date=from_date)
    rows = publishing.withdraw_all(keys, signature)
    for key in keys:
        deeds.record(account, Did.WITHDRAWN, *key, regions[key], note=signature.reason)
    return rows


def _region(key: Key, on: date) -> str | None:
    """The region of what is in force. Raises ReviewError if nothing is."""
    edition = publishing.in_force(*key, on)
    if edition is None:
        raise ReviewError([f"{key[1]}：没有发布，或者已经撤回了。"])
    return edition.region_id


@transaction.atomic
def verify(account: Any, kind: str, key: str) -> Publication:
    """Record that what is in force was held against its source; a reviewer's right. Raises ReviewError, PermissionDenied."""
    lock_log()
    region = _region((kind, key), today())
    check_can_review(account, region)
    row = publishing.verify(kind, key, Signature(by=account.get_username(), reason=VERIFIED, from_date=today()))
    deeds.record(account, Did.VERIFIED, kind, key, region)
    return row


@transaction.atomic
def restore(account: Any, edition: Edition, seen: str) -> None:
    """Make the working rows say what an edition says; it is a draft then.

    ``seen`` is the mark of the draft that the account decided to give up. Raises ReviewError, PermissionDenied.
    """
    record = record_from(edition.kind, edition.payload)
    check_can_write(account, edition.region_id)
    records.hold([(edition.kind, edition.key)])
    rows = list(draft_rows(edition.kind, [edition.key]))
    if seen != _mark(rows):
        raise ReviewError(["还没有恢复：草稿刚刚被人改过。请先看看现在的草稿，确实不要了再恢复。"])
    for row in rows:
        # The draft may have moved to a region of others since.
        check_can_write(account, region_of(row))
        _check_keeps_text(record, row)
    try:
        with transaction.atomic():
            records.claim([] if rows else [record])
            _write(record)
            # References are checked no later than here, so that the officer is told.
            connection.check_constraints()
    except LookupError as error:
        raise ReviewError([f"恢复不了：现在的文件里已经没有这一版引用的条款（{error}）。请先恢复那份文件。"]) from error
    except (ProtectedError, DatabaseError) as error:
        raise ReviewError(["恢复不了：这一版用到的事实、文件或福利已经不在了，或者现有的还被别的记录用着。"]) from error
    sign(account, edition.kind, [edition.key])
    note = f"第{edition.number}版"
    deeds.record(account, Did.RESTORED, edition.kind, edition.key, edition.region_id, note=note)


def mark_of_draft(kind: str, key: str) -> str:
    """A mark of the working record as it stands: another once anybody saves it; blank if there is none."""
    return _mark(draft_rows(kind, [key]))


def _mark(rows: Iterable[Any]) -> str:
    return "".join(row.changed.isoformat() for row in rows)


def _check_keeps_text(record: Record, row: Any) -> None:
    """Raises ReviewError if the text of a document would be lost to an edition from before it was held."""
    if isinstance(record, OfficialDocument) and row.source and not record.split.clauses:
        raise ReviewError(["恢复不了：那一版还没有收录全文，恢复会删掉现在的全文和条款。请直接改文件的其他各栏。"])


def _write(record: Record) -> None:
    match record:
        case Benefit():
            records.write_benefit(record)
        case Question():
            records.write_questions([record])
            records.prune_facts(record)
        case _:
            records.write_document(record)
            records.prune_clauses(record)
