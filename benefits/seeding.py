"""Brings the database up to date with the fixtures and publishes what they changed, all or nothing.

What an officer has changed since is the officer's: the fixture's version of such a record is left
aside and named, unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from benefits import models as rows
from benefits import records
from benefits.audit.coverage import read_coverage
from benefits.checking import Problem, Surroundings, check
from benefits.content.fixtures import Fixtures, read_fixtures
from benefits.content.schema import (
    Placed,
    Record,
    to_payload,
)
from benefits.content.yamlfile import MalformedFixtureError, Mistake
from benefits.desk.coverage import seed_marks
from benefits.documents.official import OfficialDocument
from benefits.editions.publishing import (
    Key,
    Signature,
    UnpublishableError,
    key_of,
    lock_log,
    publish_all,
    surroundings,
    withdraw,
)
from benefits.models.editions import Action, EditionKind
from benefits.rules.facts import Question
from benefits.rules.model import Benefit
from regions.seeding import seed_regions

AUTHOR: Final = "manage.py seed"
"""Whom the log names; no account can have such a name."""

FOUNDING: Final = date(2000, 1, 1)
"""From when a record counts that nothing preceded: it describes what held all along, by its own dates."""


class SeedingConflictError(ValueError):
    """The fixtures and what is in the database do not go together; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Report:
    """What seeding did. ``kept`` names the records left as officers have them."""

    documents: int
    questions: int
    benefits: int
    published: int
    withdrawn: int
    kept: tuple[str, ...]


@transaction.atomic
def seed(folder: Path, *, today: date, overwrite: bool = False) -> Report:
    """Seed regions and records from a folder. Nothing is changed if anything is wrong.

    ``today`` is the day from which changed records count. With ``overwrite`` the fixtures' version
    replaces what officers have changed. Raises MalformedFixtureError, MalformedRegionsError,
    SeedingConflictError.
    """
    fixtures = read_fixtures(folder)
    # What the log says decides what is written, long before the first publication.
    lock_log()
    seed_regions(folder / "regions.csv")
    fixtures = _checked(fixtures, today)
    seeded = _seeded_payloads()
    changed = [
        placed.record for placed in fixtures.placed if seeded.get(key_of(placed.record)) != to_payload(placed.record)
    ]
    working = _working([key_of(record) for record in changed])
    kept = [] if overwrite else _changed_by_officers(changed, seeded, working)
    written = [record for record in changed if record not in kept]
    gone = _gone(fixtures, seeded)
    with _conflicts_told():
        records.claim([record for record in written if key_of(record) not in working])
        _write(written, gone)
        seed_marks(read_coverage(folder / "coverage"), AUTHOR)
        published = _publish(written, gone, today)
    return Report(
        documents=len(fixtures.documents),
        questions=len(fixtures.questions),
        benefits=len(fixtures.benefits),
        published=published,
        withdrawn=len(gone),
        kept=tuple(key_of(record)[1] for record in kept),
    )


@contextmanager
def _conflicts_told() -> Iterator[None]:
    """Raises SeedingConflictError, which says what to do, for whatever keeps the records from being written."""
    try:
        yield
    except ProtectedError as error:
        users = sorted({f"{getattr(one, 'benefit_id', one.pk)} ({one})" for one in error.protected_objects})
        raise SeedingConflictError(
            f"The fixtures no longer have what others still use; change or remove these first: {', '.join(users)}"
        ) from error
    except UnpublishableError as error:
        raise SeedingConflictError(str(error)) from error
    except DatabaseError as error:
        raise SeedingConflictError(f"The database refuses the records: {error}") from error


# ---------------------------------------------------------------- checks


def _checked(fixtures: Fixtures, today: date) -> Fixtures:
    """The fixtures with clauses named as their documents name them. Raises MalformedFixtureError."""
    placed = fixtures.placed
    around = surroundings([one.record for one in placed], today)
    found = [(one, problem) for one in placed for problem in check(one.record, around)]
    if found:
        raise MalformedFixtureError(_mistake(one, problem) for one, problem in found)
    settled = [replace(one, record=_settled(one.record, around)) for one in fixtures.benefits]
    return replace(fixtures, benefits=settled)


def _mistake(placed: Placed[Any], problem: Problem) -> Mistake:
    return placed.mistake(problem.loc, problem.message)


def _settled(benefit: Benefit, around: Surroundings) -> Benefit:
    """The benefit with each clause named by its own label, however the fixture brackets it."""
    citations = []
    for citation in benefit.citations:
        document = around.documents[citation.document]
        clause = document.clause(citation.clause) if citation.clause else None
        citations.append(replace(citation, clause=document.reference(clause)) if clause else citation)
    return replace(benefit, citations=tuple(citations))


# ---------------------------------------------------------------- what to do


def _seeded_payloads() -> dict[Key, Any]:
    """What each record said when it was last seeded; nothing for those withdrawn since by seeding."""
    log = rows.Publication.objects.filter(by=AUTHOR).select_related("edition").order_by("number")
    last = {(row.edition.kind, row.edition.key): row for row in log}
    return {key: row.edition.payload for key, row in last.items() if row.action == Action.PUBLISHED}


def _changed_by_officers(changed: Sequence[Record], seeded: dict[Key, Any], working: dict[Key, Any]) -> list[Record]:
    """The records whose working rows are no longer, or never were, what was seeded."""
    return [
        record
        for record in changed
        if key_of(record) in working and working[key_of(record)] != seeded.get(key_of(record))
    ]


def _working(keys: Sequence[Key]) -> dict[Key, Any]:
    """What the working rows of these say, and keep saying until they are written; None for rows that make no record."""
    records.hold(keys)
    ids = [key for _, key in keys]
    found: dict[Key, Any] = {}
    for benefit in rows.Benefit.objects.with_parts().filter(id__in=ids):
        found[EditionKind.BENEFIT, benefit.id] = _payload(records.read_benefit, benefit)
    questions = rows.Question.objects.prefetch_related("facts__options", "facts__taken_as")
    for question in questions.filter(slug__in=ids):
        found[EditionKind.QUESTION, question.slug] = _payload(records.read_question, question)
    for document in rows.Document.objects.prefetch_related("clauses").filter(slug__in=ids):
        found[EditionKind.DOCUMENT, document.slug] = _payload(records.read_document, document)
    return {key: found[key] for key in keys if key in found}


def _payload(read: Callable[[Any], Record], row: object) -> Any:
    try:
        return to_payload(read(row))
    except ValueError:
        return None


def _gone(fixtures: Fixtures, seeded: dict[Key, Any]) -> list[Key]:
    """What was seeded and is in the fixtures no more, where the file that held it still is, and nobody changed it."""
    present = {key_of(placed.record) for placed in fixtures.placed}
    listed = {EditionKind.QUESTION: bool(fixtures.questions), EditionKind.DOCUMENT: bool(fixtures.documents)}

    def covered(kind: str, payload: Any) -> bool:
        return listed[EditionKind(kind)] if kind in listed else payload["region"] in fixtures.regions

    missing = [key for key, payload in seeded.items() if key not in present and covered(key[0], payload)]
    working = _working(missing)
    return [key for key in missing if key not in working or working[key] == seeded[key]]


# ---------------------------------------------------------------- doing it


def _write(written: Sequence[Record], gone: Sequence[Key]) -> None:
    """Working rows: what others need first, and what nobody needs any more last."""
    documents = [record for record in written if isinstance(record, OfficialDocument)]
    questions = [record for record in written if isinstance(record, Question)]
    for document in documents:
        records.write_document(document)
    records.write_questions(questions)
    _delete(rows.Relation.objects.filter(benefit__in=_keys(gone, EditionKind.BENEFIT)))
    records.write_benefits([record for record in written if isinstance(record, Benefit)])
    _delete(rows.Benefit.objects.filter(id__in=_keys(gone, EditionKind.BENEFIT)))
    for document in documents:
        records.prune_clauses(document)
    for question in questions:
        records.prune_facts(question)
    _delete(rows.Document.objects.filter(slug__in=_keys(gone, EditionKind.DOCUMENT)))
    _delete(rows.Question.objects.filter(slug__in=_keys(gone, EditionKind.QUESTION)))


def _delete(queryset: Any) -> None:
    if queryset.exists():
        queryset.delete()


def _keys(gone: Sequence[Key], kind: EditionKind) -> list[str]:
    return [key for of, key in gone if of == kind]


def _publish(written: Sequence[Record], gone: Sequence[Key], today: date) -> int:
    """Publish and withdraw; how many were published."""
    reason = Signature(by=AUTHOR, reason="按资料导入", from_date=_since(written, today))
    _withdraw(gone, EditionKind.BENEFIT, today)
    published = publish_all(written, reason)
    # Only now: a fact or a quotation may have moved from what goes to what was published.
    _withdraw(gone, EditionKind.DOCUMENT, today)
    _withdraw(gone, EditionKind.QUESTION, today)
    return len(published)


def _withdraw(gone: Sequence[Key], kind: EditionKind, today: date) -> None:
    signature = Signature(by=AUTHOR, reason="资料中已删去", from_date=today)
    for key in _keys(gone, kind):
        withdraw(kind, key, signature)


def _since(written: Sequence[Record], today: date) -> date:
    """From when these count: from the founding day on, unless something later has been said of one of them."""
    ids = [key_of(record)[1] for record in written]
    later = rows.Publication.objects.filter(edition__key__in=ids, effective__gt=FOUNDING)
    return today if later.exists() else FOUNDING
