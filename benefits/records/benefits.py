"""Benefits as rows and as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from benefits import models as rows
from benefits.documents.naming import REPEATED
from benefits.records.rows import upsert
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


def read_benefit(row: rows.Benefit) -> Benefit:
    """The record that the rows stand for. Raises ValueError in English where they make no valid record."""
    conditions: dict[int | None, list[Condition]] = defaultdict(list)
    for condition in row.conditions.all():
        conditions[condition.award_id].append(_read_condition(condition))
    return Benefit(
        id=row.id,
        region=row.region_id,
        title=row.title,
        summary=row.summary,
        kind=Kind(row.kind),
        category=Category(row.category),
        force=Force(row.force),
        citations=tuple(_read_citation(citation) for citation in row.citations.all()),
        subject=Subject(row.subject),
        recipient=Recipient(row.recipient),
        life_stage=row.life_stage,
        valid=Validity(row.since, row.until),
        asks=row.asks,
        lead=tuple(row.lead),
        others=tuple(row.others),
        where=row.where,
        how=row.how,
        bring=tuple(row.bring),
        deadline=row.deadline,
        note=row.note,
        conditions=tuple(conditions[None]),
        awards=tuple(_read_award(award, conditions[award.pk]) for award in row.awards.all()),
        relations=tuple(Relation(RelationKind(one.kind), one.to_id, one.since) for one in row.relations.all()),
    )


def _read_condition(row: rows.Condition) -> Condition:
    return Condition(
        fact=row.fact_id or "",
        op=Operator(row.op) if row.op else None,
        value=tuple(row.value) if isinstance(row.value, list) else row.value,
        whose=Whose(row.whose),
        any_of=row.any_of,
        if_not=IfNot(row.if_not),
        basis=Basis(row.basis),
        note=row.note,
    )


def _read_citation(row: rows.Citation) -> Citation:
    clause = cited_as(row.clause) if row.clause else ""
    return Citation(row.document_id, clause, row.quote, row.article, row.url)


def cited_as(clause: rows.Clause) -> str:
    """How a citation names the clause: by its label, or by its anchor where the label is another's already."""
    return clause.anchor if REPEATED in clause.doubts else clause.label


def _read_award(row: rows.Award, when: Iterable[Condition]) -> Award:
    return Award(
        line=row.line,
        number=_number(row.number),
        number_to=_number(row.number_to),
        unit=row.unit,
        period=Period(row.period),
        per=row.per,
        bound=Bound(row.bound),
        of=row.of,
        times=Times(row.times_fact_id, row.times_less) if row.times_fact_id else None,
        cap=_read_cap(row),
        valid=Validity(row.since, row.until),
        run=Run(row.run_at_id, row.run_start, row.run_end) if row.run_at_id else None,
        claim=_read_claim(row),
        when=tuple(when),
        sum=row.sum,
        note=row.note,
    )


def _read_cap(row: rows.Award) -> Cap | None:
    number = _number(row.cap_number)
    return None if number is None else Cap(number, Period(row.cap_period), row.cap_per)


def _read_claim(row: rows.Award) -> Claim | None:
    if not (row.claim_end or row.claim_by_year is not None or row.claim_by):
        return None
    return Claim(
        at=row.claim_at_id or "",
        start=row.claim_start,
        end=row.claim_end,
        by_year=row.claim_by_year,
        yearly=row.claim_yearly,
        by=row.claim_by,
    )


def _number(stored: float | None) -> int | float | None:
    return int(stored) if stored is not None and stored.is_integer() else stored


def write_benefit(benefit: Benefit) -> rows.Benefit:
    """As `write_benefits`, for one."""
    return write_benefits([benefit])[0]


@transaction.atomic
def write_benefits(benefits: Sequence[Benefit]) -> list[rows.Benefit]:
    """Bring the working rows to what the records say, those that have an id already included.

    The documents with their clauses, the facts and the regions must be there. Raises LookupError
    for a clause that is not, and IntegrityError for the rest.
    """
    written = upsert([benefit_row(benefit) for benefit in benefits])
    ids = [benefit.id for benefit in benefits]
    for part in (rows.Condition, rows.Award, rows.Citation, rows.Relation):
        part._default_manager.filter(benefit__in=ids).delete()
    awards = rows.Award.objects.bulk_create(
        _award_row(benefit, place, award) for benefit in benefits for place, award in enumerate(benefit.awards)
    )
    conditions = [
        _condition_row(one, place, benefit) for benefit in benefits for place, one in enumerate(benefit.conditions)
    ]
    own = (award for benefit in benefits for award in benefit.awards)
    for row, award in zip(awards, own, strict=True):
        conditions += [_condition_row(one, place, row.benefit_id, row) for place, one in enumerate(award.when)]
    rows.Condition.objects.bulk_create(conditions)
    _write_citations(benefits)
    rows.Relation.objects.bulk_create(
        rows.Relation(benefit_id=benefit.id, position=place, kind=one.kind, to_id=one.to, since=one.since)
        for benefit in benefits
        for place, one in enumerate(benefit.relations)
    )
    return written


def benefit_row(benefit: Benefit) -> rows.Benefit:
    """The row of a benefit, without its parts."""
    same = ("id", "title", "summary", "kind", "category", "force", "subject", "recipient", "life_stage", "asks")
    applying = ("where", "how", "deadline", "note")
    return rows.Benefit(
        region_id=benefit.region,
        since=benefit.valid.since,
        until=benefit.valid.until,
        **{name: getattr(benefit, name) for name in (*same, *applying)},
        **{name: list(getattr(benefit, name)) for name in ("lead", "others", "bring")},
    )


def _award_row(benefit: Benefit, place: int, award: Award) -> rows.Award:
    same = ("line", "number", "number_to", "unit", "period", "per", "bound", "of", "sum", "note")
    return rows.Award(
        benefit_id=benefit.id,
        position=place,
        since=award.valid.since,
        until=award.valid.until,
        **{name: getattr(award, name) for name in same},
        **_given(award.times, times_fact_id="fact", times_less="less"),
        **_given(award.cap, cap_number="number", cap_period="period", cap_per="per"),
        **_given(award.run, run_at_id="at", run_start="start", run_end="end"),
        **_given(
            award.claim,
            claim_start="start",
            claim_end="end",
            claim_by_year="by_year",
            claim_yearly="yearly",
            claim_by="by",
        ),
        claim_at_id=(award.claim.at or None) if award.claim else None,
    )


def _given(part: object, **columns: str) -> dict[str, Any]:
    """The columns that hold a part of an award; their defaults if it has no such part."""
    return {} if part is None else {column: getattr(part, name) for column, name in columns.items()}


def _condition_row(
    one: Condition, place: int, benefit: Benefit | str, award: rows.Award | None = None
) -> rows.Condition:
    return rows.Condition(
        benefit_id=benefit if isinstance(benefit, str) else benefit.id,
        award=award,
        position=place,
        whose=one.whose,
        fact_id=one.fact or None,
        op=one.op or "",
        value=list(one.value) if isinstance(one.value, tuple) else one.value,
        any_of=one.any_of,
        if_not=one.if_not,
        basis=one.basis,
        note=one.note,
    )


def _write_citations(benefits: Sequence[Benefit]) -> None:
    cited = {one.document for benefit in benefits for one in benefit.citations}
    clauses: dict[tuple[str, str], int] = {}
    for clause in (
        rows.Clause.objects.filter(document__in=cited).order_by("-position").only("document_id", "anchor", "label")
    ):
        for name in (clause.anchor, clause.label):
            clauses[clause.document_id, name] = clause.pk
    rows.Citation.objects.bulk_create(
        rows.Citation(
            benefit_id=benefit.id,
            position=place,
            document_id=one.document,
            clause_id=clauses[one.document, one.clause] if one.clause else None,
            quote=one.quote,
            article=one.article,
            url=one.url,
        )
        for benefit in benefits
        for place, one in enumerate(benefit.citations)
    )
