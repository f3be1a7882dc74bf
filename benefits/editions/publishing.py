"""Publishing: a record is checked, becomes an edition if it says anything new, and is logged.

All of it in one transaction, one publisher at a time. The public side sees nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from benefits.checking import Problem, Surroundings, check, facts_named, missing_given
from benefits.content.schema import (
    Record,
    benefit_from_payload,
    document_from_payload,
    question_from_payload,
    to_payload,
)
from benefits.documents.official import OfficialDocument
from benefits.editions import catalogue
from benefits.models import Document, Edition, Publication
from benefits.models.editions import Action, EditionKind
from benefits.rules.circles import leads_back
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit
from regions.models import Region

Key = tuple[str, str]
"""Kind and id of something that parents see."""


class UnpublishableError(ValueError):
    """Records that cannot be published; ``problems`` says why, in Chinese."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who publishes, why and from which day on (that day included); ``approved_by`` is another's account."""

    by: str
    reason: str
    from_date: date
    approved_by: str = ""


def key_of(record: Record) -> Key:
    """Under which kind and id a record is published."""
    if isinstance(record, Benefit):
        return EditionKind.BENEFIT, record.id
    kind = EditionKind.QUESTION if isinstance(record, Question) else EditionKind.DOCUMENT
    return kind, record.slug


def publish(record: Record, *, by: str, reason: str, from_date: date, approved_by: str | None = None) -> Edition | None:
    """As `publish_all`, for one: the edition now in force, or None if it was in force already."""
    signature = Signature(by=by, reason=reason, from_date=from_date, approved_by=approved_by or "")
    return next(iter(publish_all([record], signature)), None)


@transaction.atomic
def publish_all(records: Sequence[Record], signature: Signature) -> list[Edition]:
    """Check the records together and publish those that are not in force as they stand.

    Raises UnpublishableError, and publishes none, if any has a problem, or if what is in force and
    refers to them would have one.
    """
    return publish_each([(record, signature) for record in records])


@transaction.atomic
def publish_each(signed: Sequence[tuple[Record, Signature]]) -> list[Edition]:
    """As `publish_all`, each record with its own signature; all of them from the same day on."""
    if not signed:
        return []
    lock_log()
    (from_date,) = {signature.from_date for _, signature in signed}
    problems = find_problems([record for record, _ in signed], from_date)
    if problems:
        raise UnpublishableError(problems)
    return _log_publications(signed, from_date)


def lock_log() -> None:
    """Let no other publish until this transaction ends, so that what was read stays true."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('benefits_publication'))")


def _log_publications(signed: Sequence[tuple[Record, Signature]], from_date: date) -> list[Edition]:
    payloads = {key_of(record): to_payload(record) for record, _ in signed}
    in_force = dict(_in_force(from_date, payloads))
    wanted = [one for one in signed if _payload(in_force.get(key_of(one[0]))) != payloads[key_of(one[0])]]
    latest = _latest_editions([key_of(record) for record, _ in wanted])
    editions = []
    for record, _ in wanted:
        known = latest.get(key_of(record))
        # What was withdrawn or replaced and comes back unchanged keeps its number.
        reused = known if _payload(known) == payloads[key_of(record)] else None
        editions.append(reused or _next_edition(record, payloads[key_of(record)], known))
    Edition.objects.bulk_create(edition for edition in editions if edition.pk is None)
    _log(Action.PUBLISHED, [(edition, signature) for edition, (_, signature) in zip(editions, wanted, strict=True)])
    return editions


def _payload(edition: Edition | None) -> Any:
    return edition.payload if edition else None


def _next_edition(record: Record, payload: dict[str, Any], known: Edition | None) -> Edition:
    kind, key = key_of(record)
    region = None if isinstance(record, Question) else record.region
    return Edition(kind=kind, key=key, number=known.number + 1 if known else 1, region_id=region, payload=payload)


def _latest_editions(keys: Collection[Key]) -> dict[Key, Edition]:
    rows = Edition.objects.filter(kind__in={kind for kind, _ in keys}, key__in={key for _, key in keys})
    rows = rows.order_by("kind", "key", "-number").distinct("kind", "key")
    return {(row.kind, row.key): row for row in rows}


def _log(action: Action, signed: Iterable[tuple[Edition, Signature]]) -> None:
    transaction.on_commit(catalogue.look, robust=True)
    Publication.objects.bulk_create(
        Publication(
            action=action,
            edition=edition,
            effective=signature.from_date,
            by=signature.by,
            approved_by=signature.approved_by,
            reason=signature.reason,
        )
        for edition, signature in signed
    )


@transaction.atomic
def withdraw(kind: str, key: str, signature: Signature) -> Publication:
    """As `withdraw_all`, for one."""
    return withdraw_all([(kind, key)], signature)[0]


@transaction.atomic
def withdraw_all(keys: Sequence[Key], signature: Signature) -> list[Publication]:
    """Take some out of force together. Raises UnpublishableError if one is not in force, or others need it."""
    lock_log()
    editions = [(key, in_force(*key, signature.from_date)) for key in keys]
    problems = [Problem(key, (), "没有发布，不用撤回") for (_, key), edition in editions if edition is None]
    problems = problems or find_problems([], signature.from_date, keys)
    if problems:
        raise UnpublishableError(problems)
    held = [edition for _, edition in editions if edition]
    _log(Action.WITHDRAWN, [(edition, signature) for edition in held])
    return [edition.publications.latest("number") for edition in held]


@transaction.atomic
def verify(kind: str, key: str, signature: Signature) -> Publication:
    """Record that the edition in force was held against its source. Raises UnpublishableError if none is."""
    lock_log()
    edition = in_force(kind, key, signature.from_date)
    if edition is None:
        raise UnpublishableError([Problem(key, (), "没有发布，无从核实")])
    _log(Action.VERIFIED, [(edition, signature)])
    return edition.publications.latest("number")


def in_force(kind: str, key: str, on: date) -> Edition | None:
    """The edition that is in force on a day."""
    row = Publication.objects.filter(edition__kind=kind, edition__key=key).as_of(on=on).first()
    return row.edition if row else None


def _in_force(on: date, keys: Collection[Key]) -> list[tuple[Key, Edition]]:
    rows = Publication.objects.filter(edition__key__in={key for _, key in keys}).as_of(on=on)
    return [((row.edition.kind, row.edition.key), row.edition) for row in rows]


# ---------------------------------------------------------------- checks against what is in force


def find_problems(records: Sequence[Record], on: date, gone: Collection[Key] = ()) -> list[Problem]:
    """What keeps these records from being published together, and those gone from being withdrawn, from that day on."""
    around = surroundings(records, on, gone)
    own = [problem for record in records for problem in check(record, around)]
    return own or _circles(records, on) or _dependents_problems(records, {*gone}, on)


def _circles(records: Sequence[Record], on: date) -> list[Problem]:
    """Relations of these benefits that lead back to themselves by way of what is in force."""
    benefits = {record.id: record for record in records if isinstance(record, Benefit)}
    held = _related(benefits, on)
    return [
        Problem(benefit.id, ("relations", number, "to"), f"{relation.to} 的关系又绕回到这一项；请去掉其中一条关系")
        for benefit in benefits.values()
        for number, relation in enumerate(benefit.relations)
        if leads_back(benefit, relation, held)
    ]


def _related(benefits: Mapping[str, Benefit], on: date) -> dict[str, Benefit]:
    """These benefits, and all in force that their relations lead to, however far."""
    held, asked = dict(benefits), set(benefits)
    ahead = _targets(benefits.values()) - asked
    while ahead:
        asked |= ahead
        editions = _in_force(on, {(str(EditionKind.BENEFIT), key) for key in ahead})
        found = {key: benefit_from_payload(one.payload) for (kind, key), one in editions if kind == EditionKind.BENEFIT}
        held |= found
        ahead = _targets(found.values()) - asked
    return held


def _targets(benefits: Iterable[Benefit]) -> set[str]:
    return {relation.to for benefit in benefits for relation in benefit.relations}


def surroundings(records: Sequence[Record], on: date, gone: Collection[Key] = ()) -> Surroundings:
    """What is in force on a day, with these records in place of their own editions."""
    benefits = [record for record in records if isinstance(record, Benefit)]
    codes = {record.region for record in records if not isinstance(record, Question)}
    cited = {one.document for benefit in benefits for one in benefit.citations}
    documents = _documents(records, cited, on, gone)
    return Surroundings(
        documents=documents,
        facts=_facts(records, on, gone),
        regions=set(Region.objects.filter(code__in=codes).values_list("code", flat=True)),
        benefits=_ids(benefits),
        drafts=_drafts(cited - documents.keys() - {slug for _, slug in gone}),
    )


def _drafts(absent: Collection[str]) -> set[str]:
    """Those of the documents that are not in force that officers have begun."""
    return set(Document.objects.filter(slug__in=absent).values_list("slug", flat=True)) if absent else set()


def _documents(
    records: Sequence[Record], wanted: Collection[str], on: date, gone: Collection[Key]
) -> dict[str, OfficialDocument]:
    given = {record.slug: record for record in records if isinstance(record, OfficialDocument)}
    keys = {(str(EditionKind.DOCUMENT), slug) for slug in wanted} - {*gone}
    published = [edition for key, edition in _in_force(on, keys) if key in keys]
    return {edition.key: document_from_payload(edition.payload) for edition in published} | given


def _facts(records: Sequence[Record], on: date, gone: Collection[Key]) -> dict[str, Fact]:
    given = {record.slug: record for record in records if isinstance(record, Question)}
    kept = (row.edition for row in _questions_in_force(on) if (EditionKind.QUESTION, row.edition.key) not in gone)
    questions = {edition.key: question_from_payload(edition.payload) for edition in kept} | given
    return {fact.slug: fact for question in questions.values() for fact in question.facts}


def _ids(benefits: Sequence[Benefit]) -> set[str]:
    """The ids among these benefits, and those they relate to, that stand for something."""
    known = Edition.objects.filter(kind=EditionKind.BENEFIT, key__in=_targets(benefits)).values_list("key", flat=True)
    return {*known, *(benefit.id for benefit in benefits)}


def _dependents_problems(records: Sequence[Record], gone: set[Key], on: date) -> list[Problem]:
    """What would be wrong with what is in force and not among the records, once these are published."""
    before, after = _facts_before_and_after(records, gone, on)
    changed = {slug for slug in before if after.get(slug) != before[slug]}
    own = {key_of(record) for record in records} | gone
    touched: list[Record] = [*_citing(records, gone, on), *_reading(changed, on), *_naming(changed, on)]
    others = [record for key, record in {key_of(one): one for one in touched}.items() if key not in own]
    lost = list(missing_given(before, after))
    if not others:
        return lost
    around = surroundings([*records, *others], on, gone)
    return lost + [problem for record in others for problem in check(record, around)]


def _facts_before_and_after(
    records: Sequence[Record], gone: set[Key], on: date
) -> tuple[dict[str, Fact], dict[str, Fact]]:
    """All facts in force, and what they would be then; none if no question is touched."""
    kinds = {kind for kind, _ in (*map(key_of, records), *gone)}
    return (_facts([], on, ()), _facts(records, on, gone)) if EditionKind.QUESTION in kinds else ({}, {})


def _citing(records: Sequence[Record], gone: set[Key], on: date) -> list[Benefit]:
    slugs = {key for kind, key in (*map(key_of, records), *gone) if kind == EditionKind.DOCUMENT}
    found = _benefits_in_force(on, [{"citations": [{"document": slug}]} for slug in slugs])
    return [benefit for benefit in found if slugs & {one.document for one in benefit.citations}]


def _reading(facts: Set[str], on: date) -> list[Benefit]:
    found = _benefits_in_force(on, [part for slug in facts for part in _parts_that_read(slug)])
    return [benefit for benefit in found if facts & facts_read(benefit)]


def _parts_that_read(fact: str) -> list[dict[str, Any]]:
    """What a payload holds that names a fact, one for each place it may stand in."""
    rows = [{"fact": fact}]
    windows = [{name: {"at": fact}} for name in ("run", "claim")]
    awards: list[dict[str, Any]] = [{"when": rows}, {"times": {"fact": fact}}, *windows]
    return [{"conditions": rows}, *({"awards": [one]} for one in awards)]


def _naming(facts: Set[str], on: date) -> list[Question]:
    """The questions in force of which a fact cannot be read without these."""
    if not facts:
        return []
    questions = (question_from_payload(row.edition.payload) for row in _questions_in_force(on))
    return [one for one in questions if any(facts & facts_named(fact) for fact in one.facts)]


def facts_read(benefit: Benefit) -> set[str]:
    """The facts that a record names."""
    conditions = [*benefit.conditions, *(row for award in benefit.awards for row in award.when)]
    windows = [window.at for award in benefit.awards for window in (award.run, award.claim) if window]
    times = [award.times.fact for award in benefit.awards if award.times]
    return {*(row.fact for row in conditions), *windows, *times} - {""}


def _benefits_in_force(on: date, saying: Collection[dict[str, Any]]) -> list[Benefit]:
    """The benefits in force of which an edition, that or another, holds one of these parts."""
    if not saying:
        return []
    holds = reduce(or_, (Q(payload__contains=part) for part in saying))
    keys = Edition.objects.filter(holds, kind=EditionKind.BENEFIT).values("key")
    rows = Publication.objects.of_kind(EditionKind.BENEFIT).filter(edition__key__in=keys).as_of(on=on)
    return [benefit_from_payload(row.edition.payload) for row in rows]


def _questions_in_force(on: date) -> QuerySet[Publication]:
    return Publication.objects.of_kind(EditionKind.QUESTION).as_of(on=on)
