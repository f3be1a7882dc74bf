"""What a file would change, row by row, before anything is written; and writing it, as drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError

from benefits import models as rows
from benefits import records
from benefits.checking import Surroundings, check, missing_given
from benefits.desk import deeds
from benefits.desk.authorship import sign
from benefits.editions.publishing import Key
from benefits.exchange.citing import cited, quoted, torn
from benefits.exchange.mistakes import Mistake, UnreadableError
from benefits.exchange.reading import Incoming, read_file
from benefits.exchange.working import (
    QUESTIONS,
    Entry,
    MarkedDocument,
    entry_from,
    name_of,
    record_of,
    said_by,
    working,
    working_facts,
)
from benefits.models import Did, NothingGranted
from benefits.models.editions import EditionKind
from benefits.records import read_document
from benefits.review.difference import Change, Names, Sort, difference
from benefits.review.reviewing import title_of
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit
from benefits.words.places import place_name
from regions.models import Region

_SALT: Final = "benefits.exchange.import"
_VALID_SECONDS: Final = 60 * 60
_MODELS: Final[dict[str, type[Model]]] = {
    EditionKind.BENEFIT: rows.Benefit,
    EditionKind.DOCUMENT: rows.Document,
    EditionKind.QUESTION: rows.Question,
}


@dataclass(frozen=True)
class Altered:
    """A record of the file that is not as the working record of its id.

    ``new`` if there is none; ``unfinished`` if there is one that is not complete, which the file's takes the place of.
    """

    record: Entry
    new: bool
    unfinished: bool
    changes: tuple[Change, ...]

    @property
    def key(self) -> str:
        """Its id."""
        return name_of(self.record)[1]

    @property
    def title(self) -> str:
        """What it is called."""
        return title_of(record_of(self.record))


@dataclass(frozen=True)
class Plan:
    """What a file would do in a region: what it alters, how many it leaves as they are, and how many it does not name.

    ``torn`` are titles of benefits that would no longer find the words they quote; ``token`` is what is to be
    confirmed, signed.
    """

    place: str
    altered: tuple[Altered, ...]
    same: int
    unnamed: int
    torn: tuple[str, ...]
    token: str


def plan(file: bytes, place: str) -> Plan:
    """What the file would do. Raises UnreadableError with all that is wrong with it."""
    facts = working_facts()
    incoming = read_file(file, facts, questions=place == QUESTIONS)
    found, incomplete = working(place)
    before = {name_of(one): one for one in found}
    _check(incoming, place, facts, before)
    return _planned([one.record for one in incoming], place, facts, before, incomplete)


def _planned(
    wanted: Sequence[Entry],
    place: str,
    facts: Mapping[str, Fact],
    before: Mapping[Key, Entry],
    incomplete: Mapping[Key, str],
) -> Plan:
    names = _names(wanted, facts)
    altered = []
    for one in wanted:
        key = name_of(one)
        known = before.get(key)
        if known is None or said_by(known) != said_by(one):
            new = known is None and key not in incomplete
            altered.append(Altered(one, new, key in incomplete, _changes(known, one, names)))
    unnamed = (before.keys() | incomplete.keys()) - {name_of(one) for one in wanted}
    return Plan(
        place,
        tuple(altered),
        len(wanted) - len(altered),
        len(unnamed),
        tuple(torn(wanted, before)),
        _token(place, [one.record for one in altered], _states(before, incomplete)),
    )


def _changes(before: Entry | None, after: Entry, names: Names) -> tuple[Change, ...]:
    """What is different between two, the marks of clauses after all else."""
    changes = difference(record_of(before) if before else None, record_of(after), names)
    if not isinstance(after, MarkedDocument):
        return changes
    return (*changes, *_marks_changed(before.nothing if isinstance(before, MarkedDocument) else {}, after))


def _marks_changed(before: Mapping[str, str], after: MarkedDocument) -> Iterator[Change]:
    labels = {clause.anchor: clause.label for clause in after.document.split.walk()}
    for anchor in dict.fromkeys((*before, *after.nothing)):
        old, new = before.get(anchor, ""), after.nothing.get(anchor, "")
        if old != new:
            sort = Sort.CHANGED if old and new else Sort.ADDED if new else Sort.REMOVED
            yield Change(f"“没有待遇”的标记：{labels.get(anchor, anchor)}", sort, old, new)


def _names(wanted: Iterable[Entry], facts: Mapping[str, Fact]) -> Names:
    ids = {relation.to for one in wanted if isinstance(one, Benefit) for relation in one.relations}
    titles = dict(rows.Benefit.objects.filter(id__in=ids).values_list("id", "title"))
    slugs = {citation.document for one in wanted if isinstance(one, Benefit) for citation in one.citations}
    documents = dict(rows.Document.objects.filter(slug__in=slugs).values_list("slug", "title"))
    return Names(
        before=facts,
        after=facts,
        place=place_name,
        benefit=partial(_called, titles),
        document=partial(_called, documents),
    )


def _called(names: Mapping[str, str], key: str) -> str:
    return names.get(key, key)


# ---------------------------------------------------------------- checks


def _check(incoming: Sequence[Incoming], place: str, facts: Mapping[str, Fact], before: Mapping[Key, Entry]) -> None:
    """Raises UnreadableError for what is not of this place, and for what is wrong among the working records."""
    entries = [one.record for one in incoming]
    mistakes = _strangers(incoming, place)
    around = _around(entries, facts)
    for one in incoming:
        found = check(record_of(one.record), around)
        mistakes += [Mistake(one.place(problem.loc), problem.message) for problem in found]
        if isinstance(one.record, MarkedDocument):
            mistakes += _of_clauses(one, one.record, before.get(name_of(one.record)), entries)
    mistakes += _left_out(entries, facts, before)
    if mistakes:
        raise UnreadableError(dict.fromkeys(mistakes))


def _left_out(wanted: Iterable[Entry], facts: Mapping[str, Fact], before: Mapping[Key, Entry]) -> list[Mistake]:
    """Facts that code itself reads and that the questions would have no more."""
    questions = [one for one in wanted if isinstance(one, Question)]
    held = [found for one in questions if isinstance(found := before.get(name_of(one)), Question)]
    replaced, given = ({fact.slug for one in some for fact in one.facts} for some in (held, questions))
    return [Mistake("", str(problem)) for problem in missing_given(facts, (facts.keys() - replaced) | given)]


def _strangers(incoming: Sequence[Incoming], place: str) -> list[Mistake]:
    """Records of another region, and ids that another region has taken."""
    if place == QUESTIONS:
        return []
    taken = _taken_elsewhere(place, [name_of(one.record) for one in incoming])
    wrong = []
    for one in incoming:
        kind, key = name_of(one.record)
        region = getattr(record_of(one.record), "region", place)
        if region != place:
            wrong.append(Mistake(one.place(("region",)), f"地区 {region} 不是这次导入的 {place}。"))
        if (kind, key) in taken:
            at = one.place(("id" if kind == EditionKind.BENEFIT else "slug",))
            wrong.append(Mistake(at, f"编号 {key} 已经是别的地区的记录；请换一个编号。"))
    return wrong


def _taken_elsewhere(place: str, names: Iterable[Key]) -> set[Key]:
    """Which of these are records of another region."""
    names = list(names)
    return {
        (kind, key)
        for kind in (EditionKind.BENEFIT, EditionKind.DOCUMENT)
        for key in _MODELS[kind]
        ._default_manager.filter(pk__in=[key for of, key in names if of == kind])
        .exclude(region=place)
        .values_list("pk", flat=True)
    }


def _of_clauses(
    one: Incoming, marked: MarkedDocument, before: Entry | None, entries: Sequence[Entry]
) -> Iterator[Mistake]:
    """Clauses that may not go, and marks that may not be put."""
    held = before if isinstance(before, MarkedDocument) else None
    clauses = list(marked.document.split.walk())
    if held and held.document.split.clauses and not clauses:
        yield Mistake(one.place(()), "文件里没有它的条款，导入会删掉全文。请补上条款，或去掉这份文件。")
        return
    kept = {clause.anchor for clause in clauses}
    for anchor, title in cited(marked.document.slug, entries):
        if anchor not in kept:
            yield Mistake(one.place(()), f"少了条款 {anchor}，福利“{title}”还引用着它。请留着这一条，或先改那项福利。")
    granting = quoted(marked.document, entries)
    for number, clause in enumerate(clauses):
        reason = marked.nothing.get(clause.anchor)
        if clause.anchor in granting and reason and not (held and held.nothing.get(clause.anchor) == reason):
            at = one.place(("clauses", number, "nothing"))
            yield Mistake(at, f"{clause.label}已有福利引用，不能标为没有待遇。")


def _around(wanted: Sequence[Entry], facts: Mapping[str, Fact]) -> Surroundings:
    benefits = [one for one in wanted if isinstance(one, Benefit)]
    slugs = {citation.document for one in benefits for citation in one.citations}
    documents = rows.Document.objects.filter(slug__in=slugs).prefetch_related("clauses")
    own = {one.document.slug: one.document for one in wanted if isinstance(one, MarkedDocument)}
    named = {relation.to for one in benefits for relation in one.relations}
    given = {fact.slug: fact for one in wanted if isinstance(one, Question) for fact in one.facts}
    codes = {*(one.region for one in benefits), *(document.region for document in own.values())}
    return Surroundings(
        documents={row.slug: read_document(row) for row in documents if row.slug not in own} | own,
        facts={**facts, **given},
        regions=set(Region.objects.filter(code__in=codes).values_list("code", flat=True)),
        benefits={
            *rows.Benefit.objects.filter(id__in=named).values_list("id", flat=True),
            *(one.id for one in benefits),
        },
    )


# ---------------------------------------------------------------- confirming


def _states(found: Mapping[Key, Entry], incomplete: Mapping[Key, str]) -> dict[Key, Any]:
    """What each working record says, or when it was last changed if it is not complete."""
    return {key: said_by(one) for key, one in found.items()} | dict(incomplete)


def _token(place: str, altered: Iterable[Entry], states: Mapping[Key, Any]) -> str:
    """What is to be written, and on what it was decided."""
    decided = [(name_of(one)[0], said_by(one), states.get(name_of(one))) for one in altered]
    return signing.dumps({"place": place, "records": decided}, salt=_SALT, compress=True)


def confirmed(token: str) -> tuple[str, list[Entry], list[Any]]:
    """The place, what is to be written, and what each was when that was decided. Raises UnreadableError."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature as error:
        raise UnreadableError([Mistake("", "这次预览已经过期；请重新上传文件。")]) from error
    return (
        found["place"],
        [entry_from(kind, said) for kind, said, _ in found["records"]],
        [old for _, _, old in found["records"]],
    )


def write(account: Any, token: str) -> int:
    """Write what was previewed, all or nothing, as drafts; how many records. Raises UnreadableError."""
    place, wanted, decided = confirmed(token)
    try:
        with transaction.atomic():
            records.hold(map(name_of, wanted))
            _refuse_moved(place, wanted, decided)
            records.claim([record_of(one) for one, old in zip(wanted, decided, strict=True) if old is None])
            _write([one for one, old in zip(wanted, decided, strict=True) if _is_rewritten(one, old)])
            _write_marks(wanted, decided, account.get_username())
            # References are checked no later than here, so that the officer is told.
            connection.check_constraints()
            _sign(account, place, wanted, decided)
    except ProtectedError as error:
        used = "、".join(sorted({str(one) for one in error.protected_objects})[:5])
        raise UnreadableError([Mistake("", f"文件里删去的条款或事实还有记录在用，没有导入：{used}。")]) from error
    except (LookupError, IntegrityError) as error:
        raise UnreadableError(
            [Mistake("", "新的编号，或引用的文件、条款、事实、福利，刚刚被人占用或改动，没有导入；请重新上传。")]
        ) from error
    return len(wanted)


def _refuse_moved(place: str, wanted: Sequence[Entry], decided: Sequence[Any]) -> None:
    found, incomplete = working(place)
    now = _states({name_of(one): one for one in found}, incomplete)
    names = list(map(name_of, wanted))
    taken = set() if place == QUESTIONS else _taken_elsewhere(place, names)
    moved = [key[1] for key, old in zip(names, decided, strict=True) if now.get(key) != old or key in taken]
    if moved:
        named = "、".join(moved[:5])
        raise UnreadableError([Mistake("", f"预览以后有人改了 {named}，所以一项也没有导入；请重新上传，看过再确认。")])


def _write(wanted: Sequence[Entry]) -> None:
    """Working rows: what others need first, and what nobody needs any more last."""
    documents = [one for one in wanted if isinstance(one, MarkedDocument)]
    questions = [one for one in wanted if isinstance(one, Question)]
    for one in documents:
        records.write_document(one.document)
    records.write_questions(questions)
    for question in questions:
        records.prune_facts(question)
    records.write_benefits([one for one in wanted if isinstance(one, Benefit)])
    for one in documents:
        records.prune_clauses(one.document)


def _is_rewritten(entry: Entry, old: Any) -> bool:
    """Whether the record itself is to change; marks are not part of it."""
    if not (isinstance(entry, MarkedDocument) and isinstance(old, dict)):
        return True
    return said_by(replace(entry, nothing=old["nothing"])) != old


def _write_marks(wanted: Sequence[Entry], decided: Sequence[Any], by: str) -> None:
    """Bring the marks of clauses to what the file says; those that stay keep who put them."""
    for entry, old in zip(wanted, decided, strict=True):
        if isinstance(entry, MarkedDocument):
            before = old["nothing"] if isinstance(old, dict) else {}
            _write_marks_of(entry, before.keys() - entry.nothing.keys(), by)


def _write_marks_of(marked: MarkedDocument, gone: Collection[str], by: str) -> None:
    slug = marked.document.slug
    held = NothingGranted.objects.filter(document=slug, clause__isnull=False)
    held.filter(clause__anchor__in=gone).delete()
    known = dict(held.values_list("clause__anchor", "reason"))
    clauses = dict(rows.Clause.objects.filter(document=slug).values_list("anchor", "pk"))
    for anchor, reason in marked.nothing.items():
        if known.get(anchor) != reason:
            given = {"document_id": slug, "reason": reason, "by": by}
            NothingGranted.objects.update_or_create(clause_id=clauses[anchor], defaults=given)


def _sign(account: Any, place: str, wanted: Sequence[Entry], decided: Sequence[Any]) -> None:
    """Who changed each, and the list of deeds."""
    region = None if place == QUESTIONS else place
    for entry, old in zip(wanted, decided, strict=True):
        kind, key = name_of(entry)
        rewritten = _is_rewritten(entry, old)
        if rewritten:
            sign(account, kind, [key])
        note = "新的记录" if old is None else "" if rewritten else "只有“没有待遇”的标记"
        deeds.record(account, Did.IMPORTED, kind, key, region, note=note)
