"""What is different between two versions of a record, field by field, in words an officer reads. Pure.

No difference is passed over: what has no words of its own is told as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from benefits.documents import Clause
from benefits.documents.official import OfficialDocument
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit, Relation, Validity
from benefits.words.chinese import day_words
from benefits.words.conditions import PlaceName
from benefits.words.labels import label
from benefits.words.sentences import award_sentence, citation_sentence, condition_sentence, fact_sentence

Record = Benefit | Question | OfficialDocument

LONGEST: Final = 1500
"""Characters up to which two texts are compared letter by letter; longer ones are told whole."""


class Sort(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``marked`` if the other version does not have it."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Change:
    """One thing that is different: ``what`` of the record, and how it read before and reads now."""

    what: str
    sort: Sort
    before: str = ""
    after: str = ""

    @cached_property
    def pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both texts, with the letters marked that the other has not."""
        if max(len(self.before), len(self.after)) > LONGEST or not (self.before and self.after):
            return (Piece(self.before, marked=False),), (Piece(self.after, marked=False),)
        codes = SequenceMatcher(None, self.before, self.after, autojunk=False).get_opcodes()
        return (
            tuple(Piece(self.before[i:j], tag != "equal") for tag, i, j, _, _ in codes if j > i),
            tuple(Piece(self.after[i:j], tag != "equal") for tag, _, _, i, j in codes if j > i),
        )


def _unnamed(key: str) -> str:
    return key


@dataclass(frozen=True)
class Names:
    """What the records' codes and ids are called; the facts as they were and as they will be."""

    before: Mapping[str, Fact] = field(default_factory=dict)
    after: Mapping[str, Fact] = field(default_factory=dict)
    place: PlaceName = _unnamed
    benefit: Callable[[str], str] = _unnamed
    document: Callable[[str], str] = _unnamed


def difference(before: Record | None, after: Record | None, names: Names) -> tuple[Change, ...]:
    """All that is different between two versions of one record; None where there is none."""
    return tuple(_differences(before, after, names))


def _differences(before: Record | None, after: Record | None, names: Names) -> Iterator[Change]:
    old, new = _parts(before, names.before, names), _parts(after, names.after, names)
    for what in dict.fromkeys((*old, *new)):
        one, other = old.get(what, ()), new.get(what, ())
        if one != other:
            yield from _between(what, one, other)


# ---------------------------------------------------------------- records as parts


class Entry(NamedTuple):
    """An entry of a field: by what it is recognised again, its words, and all of it, which may say more."""

    key: str
    text: str
    whole: Hashable = None


Parts = dict[str, tuple[Entry, ...]]
"""What a record says, by the name of the field; a plain field has one entry, an empty one none."""


def _parts(record: Record | None, facts: Mapping[str, Fact], names: Names) -> Parts:
    match record:
        case None:
            return {}
        case Benefit():
            return _benefit(record, facts, names)
        case Question():
            return _question(record, facts)
        case _:
            return _document(record, names)


def _one(text: str) -> tuple[Entry, ...]:
    return (Entry("", text),) if text else ()


def _list(texts: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(Entry(text, text) for text in texts)


def _benefit(one: Benefit, facts: Mapping[str, Fact], names: Names) -> Parts:
    return {
        "标题": _one(one.title),
        "说明": _one(one.summary),
        "地区": _one(names.place(one.region)),
        "类型": _one(label(one.kind)),
        "类别": _one(label(one.category)),
        "效力": _one(label(one.force)),
        "对象": _one(label(one.subject)),
        "给谁": _one(label(one.recipient)),
        "阶段": _one(one.life_stage),
        "有效期": _one(_validity(one.valid)),
        "给付": tuple(Entry(award.line, award_sentence(award, one, facts, names.place), award) for award in one.awards),
        "条件": tuple(
            Entry(f"{row.whose}{row.fact}", condition_sentence(row, one, facts, names.place), row)
            for row in one.conditions
        ),
        "引用": tuple(
            Entry(cited.document, citation_sentence(cited, names.document(cited.document)), cited)
            for cited in one.citations
        ),
        "关系": tuple(Entry(relation.to, _relation(relation, names), relation) for relation in one.relations),
        "可以引出问题": _one({None: "照例", True: "是", False: "否"}[one.asks]),
        "牵头部门": _list(one.lead),
        "其他部门": _list(one.others),
        "到哪里办": _one(one.where),
        "怎么办": _one(one.how),
        "带什么": _list(one.bring),
        "办理期限": _one(one.deadline),
        "备注": _one(one.note),
    }


def _validity(valid: Validity) -> str:
    since = f"{day_words(valid.since)}起" if valid.since else ""
    until = f"{day_words(valid.until)}止" if valid.until else ""
    return "，".join(filter(None, (since, until)))


def _relation(relation: Relation, names: Names) -> str:
    since = f"（从{day_words(relation.since)}起）" if relation.since else ""
    return f"{label(relation.kind)}“{names.benefit(relation.to)}”〔{relation.to}〕{since}"


def _question(one: Question, facts: Mapping[str, Fact]) -> Parts:
    return {
        "问题": _one(one.heading),
        "说明": _one(one.help),
        "为什么问这个": _one(one.why),
        "部分": _one(one.section),
        "次序": _one(str(one.order)),
        "形式": _one(label(one.form)),
        "可以答“不清楚”": _one("是" if one.unsure else "否"),
        "事实": tuple(Entry(fact.slug, fact_sentence(fact, facts), fact) for fact in one.facts),
    }


def _document(one: OfficialDocument, names: Names) -> Parts:
    imprint = {
        "title": one.title,
        "region": names.place(one.region),
        "number": one.number,
        "issuer": one.issuer,
        "date": day_words(one.date) if isinstance(one.date, date) else "",
        "status": label(one.status),
        "source_url": one.source_url,
    }
    named = {"title": "标题", "region": "地区", "number": "文号", "issuer": "发文机关", "date": "发文日期"}
    named |= {"status": "状态", "source_url": "原文网址"}
    parts = {named[name]: _one(text) for name, text in imprint.items()}
    clauses = ((clause, above) for top in one.split.clauses for clause, above in _walk(top, ""))
    return parts | {
        "条款": tuple(Entry(clause.anchor, _clause(clause), _line(clause, above)) for clause, above in clauses)
    }


def _walk(clause: Clause, above: str) -> Iterator[tuple[Clause, str]]:
    """The clause and all below it, each with the anchor of the one above."""
    yield clause, above
    for child in clause.children:
        yield from _walk(child, clause.anchor)


class _Line(NamedTuple):
    """What a clause is besides its words: told only where the words are the same."""

    above: str
    kind: str
    title: str
    doubts: tuple[str, ...]
    note: str


def _line(clause: Clause, above: str) -> _Line:
    return _Line(above, clause.kind, clause.title, clause.doubts, clause.departments.note if clause.departments else "")


def _clause(clause: Clause) -> str:
    departments = clause.departments
    whose = f"〔部门：{'、'.join((*departments.lead, *departments.others))}〕" if departments else ""
    return f"{clause.label}｜{clause.number}{clause.text}{whose}"


# ---------------------------------------------------------------- lists


def _between(what: str, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Change]:
    """The entries that are not the same in both lists; those recognised again are one change."""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [before[i] for tag, first, end, _, _ in codes if tag != "equal" for i in range(first, end)]
    come = [after[j] for tag, _, _, first, end in codes if tag != "equal" for j in range(first, end)]
    moved = [entry for entry in gone if entry in come]
    for entry in moved:
        gone.remove(entry)
        come.remove(entry)
    for one, other in _paired(gone, come):
        yield _change(what, one, other)
    if moved:
        yield Change(f"{what}的次序", Sort.CHANGED, _joined(before), _joined(after))


def _joined(entries: Iterable[Entry]) -> str:
    return "；".join(entry.text for entry in entries)


def _paired(gone: Iterable[Entry], come: Iterable[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """What went and what came, each with the one recognised as its successor: alike by key, and nearest in words."""
    left = list(come)
    for one in gone:
        same = [other for other in left if other.key == one.key]
        other = max(same, key=lambda entry: _alike(one.text, entry.text), default=None)
        if other:
            left.remove(other)
        yield one, other
    yield from ((None, other) for other in left)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio()


def _change(what: str, before: Entry | None, after: Entry | None) -> Change:
    if after is None:
        return Change(what, Sort.REMOVED, before.text if before else "")
    if before is None:
        return Change(what, Sort.ADDED, "", after.text)
    if before.text == after.text:
        # Something that has no words of its own: told as it is written.
        return Change(
            what,
            Sort.CHANGED,
            *(f"{one.text}〔{_raw(one.whole, other.whole)}〕" for one, other in ((before, after), (after, before))),
        )
    return Change(what, Sort.CHANGED, before.text, after.text)


def _raw(whole: object, other: object) -> str:
    """What of an entry is not like the other, as it is written."""
    names = [one.name for one in fields(whole)] if is_dataclass(whole) else getattr(whole, "_fields", ())
    unlike = (name for name in names if getattr(whole, name) != getattr(other, name, None))
    return "；".join(f"{name}={getattr(whole, name)}" for name in unlike)
