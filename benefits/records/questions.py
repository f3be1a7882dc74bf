"""Questions with their facts as rows and as records."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from benefits import models as rows
from benefits.records.rows import upsert
from benefits.rules.facts import Fact, FactType, Form, Holder, How, Option, Question, TakenAs
from benefits.rules.model import Scalar


def read_question(row: rows.Question) -> Question:
    """The record that the rows stand for. Raises ValueError in English where they make no valid record."""
    return Question(
        slug=row.slug,
        order=row.order,
        section=row.section,
        heading=row.heading,
        form=Form(row.form),
        facts=tuple(_read_fact(fact) for fact in row.facts.all()),
        help=row.help,
        unsure=row.unsure,
        why=row.why,
    )


def _read_fact(row: rows.Fact) -> Fact:
    return Fact(
        slug=row.slug,
        holder=Holder(row.holder),
        type=FactType(row.type),
        label=row.label,
        how=How(row.how),
        options=tuple(Option(one.value, one.label, one.help) for one in row.options.all()),
        ask=row.ask,
        topic=row.topic_id or "",
        otherwise=row.otherwise,
        said=row.said,
        changeable=row.changeable,
        taken_as=tuple(
            TakenAs(one.fact_id, tuple(_scalars(one.among)), one.value, one.same_as_id or "")
            for one in row.taken_as.all()
        ),
    )


def _scalars(among: object) -> list[Scalar]:
    if isinstance(among, list) and among and all(isinstance(one, bool | int | str) for one in among):
        return among
    raise ValueError("among must be a list of one or more values")


@transaction.atomic
def write_questions(questions: Sequence[Question]) -> list[rows.Question]:
    """Bring the working rows to what the records say; facts that a question no longer has stay until pruned."""
    written: list[rows.Question] = upsert([question_row(question) for question in questions])
    facts = [(question, place, fact) for question in questions for place, fact in enumerate(question.facts)]
    kept = [fact.slug for _, _, fact in facts]
    # Facts may name facts that come later, so what refers to facts is written when all are there.
    upsert([_fact_row(question, place, fact) for question, place, fact in facts])
    rows.TakenAs.objects.filter(owner__in=kept).delete()
    rows.Option.objects.filter(fact__in=kept).delete()
    rows.Option.objects.bulk_create(
        rows.Option(fact_id=fact.slug, position=place, value=one.value, label=one.label, help=one.help)
        for _, _, fact in facts
        for place, one in enumerate(fact.options)
    )
    rows.TakenAs.objects.bulk_create(
        rows.TakenAs(
            owner_id=fact.slug,
            position=place,
            fact_id=one.fact,
            among=list(one.among),
            value=one.value,
            same_as_id=one.same_as or None,
        )
        for _, _, fact in facts
        for place, one in enumerate(fact.taken_as)
    )
    return written


def prune_facts(question: Question) -> None:
    """Delete the facts that the question no longer has.

    Raises ProtectedError if a condition or another fact still reads one of them.
    """
    kept = [fact.slug for fact in question.facts]
    rows.Fact.objects.filter(question=question.slug).exclude(slug__in=kept).delete()


def question_row(question: Question) -> rows.Question:
    """The row of a question, without its facts."""
    same = ("slug", "order", "section", "heading", "form", "help", "unsure", "why")
    return rows.Question(**{name: getattr(question, name) for name in same})


def _fact_row(question: Question, place: int, fact: Fact) -> rows.Fact:
    same = ("slug", "holder", "type", "label", "how", "ask", "otherwise", "said", "changeable")
    return rows.Fact(
        question_id=question.slug,
        position=place,
        topic_id=fact.topic or None,
        **{name: getattr(fact, name) for name in same},
    )
