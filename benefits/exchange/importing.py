"""What a file would change, row by row, before anything is written; and writing it, as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from benefits import models as rows
from benefits import records
from benefits.checking import Surroundings, check
from benefits.content.schema import Record, benefit_from_payload, question_from_payload, to_payload
from benefits.desk import deeds
from benefits.editions.publishing import key_of
from benefits.exchange.mistakes import Mistake, UnreadableError
from benefits.exchange.reading import Incoming, read_file
from benefits.models import Did
from benefits.records import read_benefit, read_document, read_question
from benefits.review.difference import Change, Names, difference
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit
from benefits.words.places import place_name
from regions.models import Region

QUESTIONS: Final = "questions"
"""In place of a region's code: the questions, which belong to none."""

_SALT: Final = "benefits.exchange.import"
_VALID_SECONDS: Final = 60 * 60


@dataclass(frozen=True)
class Altered:
    """A record of the file that is not as the working record of its id; ``new`` if there is none."""

    record: Record
    new: bool
    changes: tuple[Change, ...]

    @property
    def key(self) -> str:
        """Its id."""
        return key_of(self.record)[1]


@dataclass(frozen=True)
class Plan:
    """What a file would do in a region: what it alters, how many it leaves as they are, and how many it does not name.

    ``token`` is what is to be confirmed, signed.
    """

    place: str
    altered: tuple[Altered, ...]
    same: int
    unnamed: int
    token: str


def working(place: str) -> tuple[list[Record], list[str]]:
    """The records of a region, or the questions, as they are being worked on; and the ids of those not complete yet."""
    found, incomplete = [], []
    for row, read in _rows(place):
        try:
            found.append(read(row))
        except ValueError:
            incomplete.append(str(row.pk))
    return found, incomplete


def _rows(place: str) -> Iterable[tuple[Any, Any]]:
    if place == QUESTIONS:
        questions = rows.Question.objects.prefetch_related("facts__options", "facts__taken_as")
        return ((row, read_question) for row in questions)
    return ((row, read_benefit) for row in rows.Benefit.objects.filter(region=place).with_parts())


def working_facts() -> dict[str, Fact]:
    """The facts of all working questions."""
    questions, _ = working(QUESTIONS)
    return {fact.slug: fact for one in questions if isinstance(one, Question) for fact in one.facts}


def plan(file: bytes, place: str) -> Plan:
    """What the file would do. Raises UnreadableError with all that is wrong with it."""
    facts = working_facts()
    incoming = read_file(file, facts, questions=place == QUESTIONS)
    _check(incoming, place, facts)
    return _planned([one.record for one in incoming], place, facts)


def _planned(wanted: Sequence[Record], place: str, facts: Mapping[str, Fact]) -> Plan:
    found, incomplete = working(place)
    before = {key_of(one)[1]: one for one in found}
    names = _names(wanted, facts)
    altered = []
    for record in wanted:
        known = before.get(key_of(record)[1])
        if known is None or to_payload(known) != to_payload(record):
            altered.append(Altered(record, known is None, difference(known, record, names)))
    unnamed = ({*before} | {*incomplete}) - {key_of(one)[1] for one in wanted}
    token = _token(place, [one.record for one in altered], before)
    return Plan(place, tuple(altered), len(wanted) - len(altered), len(unnamed), token)


def _names(wanted: Iterable[Record], facts: Mapping[str, Fact]) -> Names:
    ids = {relation.to for one in wanted if isinstance(one, Benefit) for relation in one.relations}
    titles = dict(rows.Benefit.objects.filter(id__in=ids).values_list("id", "title"))
    cited = {cited.document for one in wanted if isinstance(one, Benefit) for cited in one.citations}
    documents = dict(rows.Document.objects.filter(slug__in=cited).values_list("slug", "title"))
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


def _check(incoming: Sequence[Incoming], place: str, facts: Mapping[str, Fact]) -> None:
    """Raises UnreadableError for what is not of this place, and for what is wrong among the working records."""
    mistakes = _strangers(incoming, place)
    around = _around([one.record for one in incoming], facts)
    for one in incoming:
        mistakes += [Mistake(one.place(problem.loc), problem.message) for problem in check(one.record, around)]
    if mistakes:
        raise UnreadableError(dict.fromkeys(mistakes))


def _strangers(incoming: Sequence[Incoming], place: str) -> list[Mistake]:
    """Records of another region, and ids that another region has taken."""
    found = [(one, one.record) for one in incoming if isinstance(one.record, Benefit)]
    taken = _taken_elsewhere(place, [record.id for _, record in found])
    wrong = [
        Mistake(one.place(("region",)), f"地区 {record.region} 不是这次导入的 {place}。")
        for one, record in found
        if record.region != place
    ]
    return wrong + [
        Mistake(one.place(("id",)), f"编号 {record.id} 已经是别的地区的记录；请换一个编号。")
        for one, record in found
        if record.id in taken
    ]


def _taken_elsewhere(place: str, ids: Sequence[str]) -> set[str]:
    """Which of these ids are benefits of another region."""
    return set(rows.Benefit.objects.filter(id__in=ids).exclude(region=place).values_list("id", flat=True))


def _around(wanted: Sequence[Record], facts: Mapping[str, Fact]) -> Surroundings:
    benefits = [one for one in wanted if isinstance(one, Benefit)]
    cited = {citation.document for one in benefits for citation in one.citations}
    documents = rows.Document.objects.filter(slug__in=cited).prefetch_related("clauses")
    named = {relation.to for one in benefits for relation in one.relations}
    given = {fact.slug: fact for one in wanted if isinstance(one, Question) for fact in one.facts}
    return Surroundings(
        documents={row.slug: read_document(row) for row in documents},
        facts={**facts, **given},
        regions=set(Region.objects.filter(code__in={one.region for one in benefits}).values_list("code", flat=True)),
        benefits={
            *rows.Benefit.objects.filter(id__in=named).values_list("id", flat=True),
            *(one.id for one in benefits),
        },
    )


# ---------------------------------------------------------------- confirming


def _token(place: str, altered: Iterable[Record], before: Mapping[str, Record]) -> str:
    """What is to be written, and on what it was decided."""
    decided = [
        (to_payload(one), to_payload(before[key_of(one)[1]]) if key_of(one)[1] in before else None) for one in altered
    ]
    return signing.dumps({"place": place, "records": decided}, salt=_SALT, compress=True)


def confirmed(token: str) -> tuple[str, list[Record], list[Any]]:
    """The place, the records to be written, and what each was when that was decided. Raises UnreadableError."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature as error:
        raise UnreadableError([Mistake("", "这次预览已经过期；请重新上传文件。")]) from error
    read = question_from_payload if found["place"] == QUESTIONS else benefit_from_payload
    return found["place"], [read(payload) for payload, _ in found["records"]], [old for _, old in found["records"]]


def write(account: Any, token: str) -> int:
    """Write what was previewed, all or nothing, as drafts; how many records. Raises UnreadableError."""
    place, wanted, decided = confirmed(token)
    try:
        with transaction.atomic():
            _lock(place, wanted)
            _refuse_moved(place, wanted, decided)
            _write(wanted)
            # References are checked no later than here, so that the officer is told.
            connection.check_constraints()
            _sign(account, place, wanted, decided)
    except ProtectedError as error:
        used = "、".join(sorted({str(one) for one in error.protected_objects})[:5])
        raise UnreadableError([Mistake("", f"文件里删去的事实还有记录在用，没有导入：{used}。")]) from error
    except (LookupError, IntegrityError) as error:
        raise UnreadableError(
            [Mistake("", "引用的文件、条款、事实或福利刚刚被人改了，没有导入；请重新上传。")]
        ) from error
    return len(wanted)


def _lock(place: str, wanted: Sequence[Record]) -> None:
    keys = [key_of(one)[1] for one in wanted]
    model: Any = rows.Question if place == QUESTIONS else rows.Benefit
    list(model.objects.select_for_update().filter(pk__in=keys).values_list("pk"))


def _refuse_moved(place: str, wanted: Sequence[Record], decided: Sequence[Any]) -> None:
    found, _ = working(place)
    now = {key_of(one)[1]: to_payload(one) for one in found}
    taken = set() if place == QUESTIONS else _taken_elsewhere(place, [key_of(one)[1] for one in wanted])
    moved = [
        key for one, old in zip(wanted, decided, strict=True) if now.get(key := key_of(one)[1]) != old or key in taken
    ]
    if moved:
        named = "、".join(moved[:5])
        raise UnreadableError([Mistake("", f"预览以后有人改了 {named}，所以一项也没有导入；请重新上传，看过再确认。")])


def _write(wanted: Sequence[Record]) -> None:
    questions = [one for one in wanted if isinstance(one, Question)]
    records.write_questions(questions)
    for question in questions:
        records.prune_facts(question)
    records.write_benefits([one for one in wanted if isinstance(one, Benefit)])


def _sign(account: Any, place: str, wanted: Sequence[Record], decided: Sequence[Any]) -> None:
    """Who changed each, and the list of deeds."""
    region = None if place == QUESTIONS else place
    for record, old in zip(wanted, decided, strict=True):
        note = "新的记录" if old is None else ""
        deeds.record(account, Did.IMPORTED, *key_of(record), region, note=note)
