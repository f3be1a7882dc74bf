"""Record → rows → record, and record → payload → record, lose nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefits.content.fixtures import Fixtures, read_fixtures
from benefits.content.schema import (
    benefit_from_payload,
    document_from_payload,
    question_from_payload,
    to_payload,
)
from benefits.models import Benefit as BenefitRow
from benefits.models import Document as DocumentRow
from benefits.models import Question as QuestionRow
from benefits.records import (
    read_benefit,
    read_document,
    read_question,
    write_benefit,
    write_benefits,
    write_document,
    write_questions,
)
from benefits.rules.model import Award, Benefit, Cap, Citation, Claim, Condition, Relation, Run, Times, Validity
from benefits.rules.terms import (
    Basis,
    Bound,
    Category,
    Force,
    IfNot,
    Kind,
    Operator,
    Period,
    Recipient,
    RelationKind,
    Subject,
    Whose,
)
from regions.models import Region

FIXTURES = Path(__file__).parents[2] / "fixtures"

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
words = texts.filter(str.strip)
days = st.dates(date(1950, 1, 1), date(2060, 1, 1))
numbers = st.one_of(st.integers(0, 10**9), st.floats(0, 10**9).map(lambda n: int(n) if n.is_integer() else n))
spans = st.builds("{} {}".format, st.integers(0, 999), st.sampled_from(["days", "months"]))
validities = st.tuples(st.none() | days, st.none() | days).map(
    lambda pair: Validity(*sorted(pair)) if None not in pair else Validity(*pair)  # type: ignore[type-var]
)
facts = st.sampled_from(["residence", "work", "birth", "birth_order"])
values = st.one_of(st.booleans(), st.integers(-5, 5), texts, st.lists(texts, min_size=1, max_size=3).map(tuple))

conditions = st.one_of(
    st.builds(
        Condition,
        fact=facts,
        op=st.sampled_from(Operator),
        value=st.none() | values,
        whose=st.sampled_from(Whose),
        any_of=st.sampled_from(["", "A", "B"]),
        if_not=st.sampled_from([IfNot.INELIGIBLE, IfNot.UNCLEAR]),
        basis=st.sampled_from(Basis),
        note=texts,
    ),
    st.builds(Condition, if_not=st.sampled_from([IfNot.TOLD, IfNot.UNCLEAR]), note=words),
)
claims = st.one_of(
    st.builds(Claim, at=st.just("birth"), start=spans, end=spans),
    st.builds(Claim, at=st.just("birth"), start=spans, by_year=st.integers(0, 9), yearly=st.integers(1, 9)),
    st.builds(Claim, at=st.sampled_from(["", "birth"]), by=days),
)
awards = st.builds(
    Award,
    line=texts,
    number=numbers,
    unit=words,
    period=st.sampled_from(Period),
    per=texts,
    bound=st.sampled_from(Bound),
    of=texts,
    times=st.none() | st.builds(Times, fact=facts, less=st.integers(0, 9)),
    cap=st.none() | st.builds(Cap, number=numbers, period=st.sampled_from(Period), per=texts),
    valid=validities,
    run=st.none() | st.builds(Run, at=facts, start=spans, end=st.one_of(st.just(""), st.just("length"), spans)),
    claim=st.none() | claims,
    when=st.lists(conditions, max_size=2).map(tuple),
    sum=st.none() | st.booleans(),
    note=texts,
)
citations = st.one_of(
    st.builds(Citation, document=st.just("plan"), clause=st.sampled_from(["一", "一1", "一2", "二"]), quote=words),
    st.builds(Citation, document=st.just("plan"), article=words, quote=texts, url=st.just("https://www.gov.cn/")),
)
relations = st.one_of(
    st.builds(Relation, kind=st.just(RelationKind.SUPERSEDES), to=st.sampled_from(["money", "leave"]), since=days),
    st.builds(
        Relation,
        kind=st.sampled_from([kind for kind in RelationKind if kind is not RelationKind.SUPERSEDES]),
        to=st.sampled_from(["money", "leave"]),
    ),
)
benefits = st.builds(
    Benefit,
    id=st.just("made"),
    region=st.just("370100"),
    title=words,
    summary=words,
    kind=st.sampled_from(Kind),
    category=st.sampled_from(Category),
    force=st.sampled_from(Force),
    citations=st.lists(citations, min_size=1, max_size=3).map(tuple),
    subject=st.sampled_from(Subject),
    recipient=st.sampled_from(Recipient),
    life_stage=st.sampled_from(["", "全家"]),
    valid=validities,
    asks=st.none() | st.booleans(),
    lead=st.lists(texts, max_size=2).map(tuple),
    others=st.lists(texts, max_size=2).map(tuple),
    where=texts,
    how=texts,
    bring=st.lists(texts, max_size=2).map(tuple),
    deadline=texts,
    note=texts,
    conditions=st.lists(conditions, max_size=4).map(tuple),
    awards=st.lists(awards, max_size=3).map(tuple),
    relations=st.lists(relations, max_size=2).map(tuple),
)


@given(benefit=benefits)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_benefit_comes_back_from_its_rows_and_its_payload(seeded: object, benefit: Benefit) -> None:
    assert benefit_from_payload(to_payload(benefit)) == benefit
    write_benefit(benefit)
    assert read_benefit(BenefitRow.objects.with_parts().get(id="made")) == benefit


@pytest.fixture(scope="module")
def fixtures() -> Fixtures:
    """The project's own records."""
    return read_fixtures(FIXTURES)


@pytest.mark.django_db
def test_all_fixtures_come_back_from_their_rows(fixtures: Fixtures) -> None:
    codes = {one.record.region for one in fixtures.documents} | {one.record.region for one in fixtures.benefits}
    Region.objects.bulk_create(
        Region(code=code, name="某地", level=level_of(code), readings="mou di") for code in codes
    )
    documents = [one.record for one in fixtures.documents]
    questions = [one.record for one in fixtures.questions]
    # Here as they stand, without the relations to records of files that may be missing.
    present = {one.name for one in fixtures.benefits}
    written = [_within(one.record, present) for one in fixtures.benefits]
    for document in documents:
        write_document(document)
    write_questions(questions)
    write_benefits(written)
    assert [read_document(DocumentRow.objects.get(slug=one.slug)) for one in documents] == documents
    assert [read_question(QuestionRow.objects.get(slug=one.slug)) for one in questions] == questions
    rows = BenefitRow.objects.with_parts().in_bulk()
    assert [read_benefit(rows[one.id]) for one in written] == written


def _within(benefit: Benefit, present: set[str]) -> Benefit:
    return replace(benefit, relations=tuple(one for one in benefit.relations if one.to in present))


def level_of(code: str) -> str:
    """The level of a code that is not the country's."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def test_all_fixtures_come_back_from_their_payloads(fixtures: Fixtures) -> None:
    assert fixtures.benefits
    for placed in fixtures.benefits:
        assert benefit_from_payload(to_payload(placed.record)) == placed.record
    for question in fixtures.questions:
        assert question_from_payload(to_payload(question.record)) == question.record
    for document in fixtures.documents:
        assert document_from_payload(to_payload(document.record)) == document.record


def test_a_payload_with_anything_unknown_is_refused(fixtures: Fixtures) -> None:
    payload = to_payload(fixtures.benefits[0].record)
    for wrong in (payload | {"colour": "red"}, payload | {"kind": "gift"}, {"id": "x"}):
        with pytest.raises(ValueError, match="validation error"):
            benefit_from_payload(wrong)
