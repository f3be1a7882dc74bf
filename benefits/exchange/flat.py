"""Records as rows of sheets, and rows as the payloads of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from benefits.content.schema import to_payload
from benefits.exchange.clauses import entry_of
from benefits.exchange.columns import (
    AWARD,
    AWARDS,
    BENEFIT,
    BENEFITS,
    CITATIONS,
    CLAUSES,
    CONDITIONS,
    DOCUMENT,
    DOCUMENTS,
    FACTS,
    OPTIONS,
    QUESTIONS,
    RELATIONS,
    TAKEN_AS,
    Sheet,
    value_at,
)
from benefits.exchange.working import MarkedDocument
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit
from benefits.words.values import Options, written_value


class Row(NamedTuple):
    """A row of a sheet: the texts of its cells by column."""

    sheet: Sheet
    cells: dict[str, str]


def options_of(fact: Fact | None) -> Options:
    """The names of a fact's options by their values."""
    return {one.value: one.label for one in fact.options} if fact else {}


def benefit_rows(benefits: Iterable[Benefit], facts: Mapping[str, Fact]) -> Iterator[Row]:
    """All rows of the benefits."""
    for benefit in benefits:
        payload = to_payload(benefit)
        yield Row(BENEFITS, _cells(BENEFITS, payload))
        for sheet, name in ((CITATIONS, "citations"), (RELATIONS, "relations")):
            yield from (Row(sheet, _cells(sheet, one) | {BENEFIT: benefit.id}) for one in payload.get(name, ()))
        yield from _condition_rows(benefit.id, "", payload.get("conditions", ()), facts)
        for number, award in enumerate(payload.get("awards", ()), start=1):
            yield Row(AWARDS, _cells(AWARDS, award) | {BENEFIT: benefit.id})
            yield from _condition_rows(benefit.id, str(number), award.get("when", ()), facts)


def _condition_rows(
    benefit: str, award: str, rows: Iterable[dict[str, Any]], facts: Mapping[str, Fact]
) -> Iterator[Row]:
    for row in rows:
        options = options_of(facts.get(row.get("fact", "")))
        cells = _cells(CONDITIONS, {name: value for name, value in row.items() if name != "value"})
        yield Row(
            CONDITIONS, cells | {BENEFIT: benefit, AWARD: award, "value": written_value(row.get("value"), options)}
        )


def document_rows(documents: Iterable[MarkedDocument]) -> Iterator[Row]:
    """All rows of the documents."""
    for marked in documents:
        entry = entry_of(marked)
        yield Row(DOCUMENTS, _cells(DOCUMENTS, entry))
        yield from (Row(CLAUSES, _cells(CLAUSES, one) | {DOCUMENT: entry["slug"]}) for one in entry["clauses"])


def question_rows(questions: Iterable[Question]) -> Iterator[Row]:
    """All rows of the questions."""
    questions = list(questions)
    facts = {fact.slug: fact for question in questions for fact in question.facts}
    for question in questions:
        yield Row(QUESTIONS, _cells(QUESTIONS, to_payload(question)))
        for fact, payload in zip(question.facts, to_payload(question)["facts"], strict=True):
            yield from _fact_rows(question.slug, fact, payload, facts)


def _fact_rows(question: str, fact: Fact, payload: dict[str, Any], facts: Mapping[str, Fact]) -> Iterator[Row]:
    own = options_of(fact)
    otherwise = written_value(fact.otherwise, own)
    plain = {name: value for name, value in payload.items() if name != "otherwise"}
    yield Row(FACTS, _cells(FACTS, plain) | {"question": question, "otherwise": otherwise})
    yield from (Row(OPTIONS, _cells(OPTIONS, one) | {"fact": fact.slug}) for one in payload.get("options", ()))
    for rule in fact.taken_as:
        known = options_of(facts.get(rule.fact))
        among = "、".join(written_value(one, known) for one in rule.among)
        cells = {"owner": fact.slug, "fact": rule.fact, "among": among, "same_as": rule.same_as}
        yield Row(TAKEN_AS, cells | {"value": written_value(rule.value, own)})


def _cells(sheet: Sheet, payload: dict[str, Any]) -> dict[str, str]:
    """The texts of what a payload holds; what it leaves out is its default, and stays blank."""
    found = {column.path: value_at(payload, column.path) for column in sheet.columns}
    return {path: sheet.by_path[path].write(value) for path, value in found.items() if value is not None}
