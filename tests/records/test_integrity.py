"""What the database refuses by itself, whatever the application does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from benefits.models import (
    Award,
    Benefit,
    Citation,
    Clause,
    Condition,
    Document,
    Edition,
    Fact,
    Option,
    Publication,
    Question,
    ReferenceExpectation,
    ReferenceHousehold,
    Relation,
    TakenAs,
)

pytestmark = pytest.mark.usefixtures("seeded")


def refused(act: Callable[[], object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _act_and_settle(act)


def _act_and_settle(act: Callable[[], object]) -> None:
    act()
    # References within a record are otherwise checked when the test's transaction would end.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def expecting(seeded: object) -> None:
    """A reference household that expects something of one benefit for two persons."""
    family = ReferenceHousehold.objects.create(
        slug="one", title="一家", region_id="370100", as_of=date(2026, 1, 1), household={}
    )
    said = {"reference": family, "benefit_id": "money", "verdict": "eligible", "clause": "一1", "because": "写明"}
    for subject in ("mother", "child:0"):
        ReferenceExpectation.objects.create(**said, subject=subject)


@pytest.mark.parametrize(
    ("model", "changes", "constraint"),
    [
        (Benefit, {"kind": "gift"}, "benefit_kind_known"),
        (Benefit, {"title": "  "}, "benefit_has_title"),
        (Benefit, {"life_stage": "晚年"}, "benefit_life_stage_known"),
        (Benefit, {"since": date(2024, 1, 2), "until": date(2024, 1, 1)}, "benefit_since_before_until"),
        (Benefit, {"until": date(9999, 12, 31)}, "benefit_until_possible"),
        (Award, {"number": -1}, "award_number_in_range"),
        (Award, {"number": float("nan")}, "award_number_in_range"),
        (Award, {"number_to": 599}, "award_number_to_above_number"),
        (Award, {"unit": ""}, "award_number_has_unit"),
        (Award, {"number": None, "number_to": 5}, "award_number_to_has_number"),
        (Award, {"cap_number": 5}, "award_cap_has_period"),
        (Award, {"times_less": 1}, "award_times_less_has_fact"),
        (Award, {"run_end": "3 years"}, "award_run_end_well_formed"),
        (Award, {"run_at": None}, "award_run_has_anchor"),
        (Award, {"claim_end": "6 months"}, "award_claim_has_one_end"),
        (Award, {"claim_by": date(2024, 1, 1), "claim_by_year": 1}, "award_claim_has_one_end"),
        (Award, {"claim_by": date(2024, 1, 1), "claim_yearly": 99}, "award_claim_years_small"),
        (Condition, {"op": "like"}, "condition_op_known"),
        (Condition, {"op": ""}, "condition_has_operator"),
        (Condition, {"fact": None}, "condition_without_fact_says_something"),
        (Condition, {"if_not": "told", "any_of": "A"}, "condition_told_is_no_alternative"),
        (Citation, {"quote": " "}, "citation_clause_has_quote"),
        (Citation, {"article": "第三条"}, "citation_clause_or_article"),
        (Citation, {"url": "javascript:alert(1)"}, "citation_url_well_formed"),
        (Relation, {"to": "leave"}, "relation_not_to_itself"),
        (Relation, {"kind": "supersedes"}, "relation_supersedes_since"),
        (Document, {"status": "valid"}, "document_status_known"),
        (Document, {"issuer": ""}, "document_has_issuer"),
        (Clause, {"anchor": "一"}, "clause_anchor_well_formed"),
        (Clause, {"kind": "verse"}, "clause_kind_known"),
        (Question, {"form": "many"}, "question_form_known"),
        (Fact, {"holder": "aunt"}, "fact_holder_known"),
        (Fact, {"otherwise": False}, "fact_otherwise_has_topic"),
        (Option, {"value": "fathers"}, "option_value_unique_in_fact"),
        (ReferenceHousehold, {"slug": "Not An Id"}, "reference_slug_well_formed"),
        (ReferenceHousehold, {"title": " "}, "reference_has_title"),
        (ReferenceExpectation, {"subject": "aunt"}, "expectation_subject_well_formed"),
        (ReferenceExpectation, {"verdict": "maybe"}, "expectation_verdict_known"),
        (ReferenceExpectation, {"clause": ""}, "expectation_has_clause"),
        (ReferenceExpectation, {"because": " "}, "expectation_has_reason"),
        (ReferenceExpectation, {"amount": 600, "amount_to": 599}, "expectation_amount_to_above_amount"),
        (ReferenceExpectation, {"months_total": 36}, "expectation_months_together"),
        (ReferenceExpectation, {"months_due": 3}, "expectation_months_together"),
        (ReferenceExpectation, {"months_total": 2, "months_due": 3}, "expectation_months_together"),
        (ReferenceExpectation, {"subject": "child:0"}, "expectation_once"),
    ],
)
@pytest.mark.usefixtures("expecting")
def test_a_value_that_makes_no_sense_is_refused(model: Any, changes: dict[str, Any], constraint: str) -> None:
    rows = model.objects.order_by("pk").reverse() if model in (Option, Relation) else model.objects.order_by("pk")
    row = rows.filter(fact__isnull=False).first() if model is Condition else rows.first()
    award = Award.objects.get(benefit="money")
    row = award if model is Award else row
    refused(lambda: model.objects.filter(pk=row.pk).update(**changes), constraint)


@pytest.mark.parametrize("model", [Benefit, Document, Question, Fact])
def test_an_id_that_cannot_stand_in_an_address_is_refused(model: Any) -> None:
    row = model.objects.first()
    row.pk = "Not An Id"
    refused(lambda: row.save(force_insert=True), "well_formed")


def test_a_fact_that_follows_from_another_gets_one_value() -> None:
    rule = {"owner_id": "work", "fact_id": "residence", "among": ["370100"]}
    refused(lambda: TakenAs.objects.create(**rule), "taken_as_gives_one_value")
    refused(lambda: TakenAs.objects.create(**rule, value="none", same_as_id="residence"), "taken_as_gives_one_value")
    assert TakenAs.objects.create(**rule, value="none").pk


def test_a_citation_is_of_a_clause_of_its_own_document() -> None:
    other = Document.objects.create(slug="other", region_id="371500", title="别的文件", issuer="聊城市人民政府")
    citations = Citation.objects.filter(benefit="money")
    refused(lambda: citations.update(document=other), "citation_clause_of_same_document")


def test_a_clause_lies_below_a_clause_of_its_own_document() -> None:
    other = Document.objects.create(slug="other", region_id="371500", title="别的文件", issuer="聊城市人民政府")
    stray = Clause(document=other, parent=Clause.objects.first(), position=0, anchor="s1", kind="section", label="一")
    refused(stray.save, "clause_parent_of_same_document")


def test_a_condition_of_an_award_is_of_the_awards_benefit() -> None:
    own = Condition.objects.filter(award__isnull=False)
    assert own.exists()
    refused(lambda: own.update(benefit="money"), "condition_award_of_same_benefit")


@pytest.mark.parametrize("model", [Edition, Publication])
def test_editions_and_the_log_are_never_changed(model: Any) -> None:
    first = model.objects.order_by("pk").first()
    changed = {"number": 9} if model is Edition else {"reason": "别的理由"}
    refused(lambda: model.objects.filter(pk=first.pk).update(**changed), "append-only")
    refused(lambda: model.objects.filter(pk=first.pk)._raw_delete("default"), "append-only")
    assert model.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"action": "burnt"}, "publication_action_known"),
        ({"reason": " "}, "publication_has_reason"),
        ({"by": "", "approved_by": "wang"}, "publication_has_author"),
        ({"by": "li", "approved_by": "li"}, "publication_approved_by_another"),
    ],
)
def test_the_log_says_who_did_what_and_why(changes: dict[str, str], constraint: str) -> None:
    row = {"action": "published", "edition": Edition.objects.first(), "effective": date(2026, 1, 1)}
    row |= {"by": "li", "reason": "试"} | changes
    refused(lambda: Publication.objects.create(**row), constraint)


def test_an_edition_has_one_number_and_the_region_of_its_kind() -> None:
    edition = Edition.objects.get(kind="benefit", key="money")
    again = {"kind": "benefit", "key": "money", "payload": {}, "region_id": "370100"}
    refused(lambda: Edition.objects.create(**again, number=edition.number), "edition_number_unique")
    refused(lambda: Edition.objects.create(**again | {"region_id": None}, number=2), "edition_region_unless_question")
    refused(lambda: Edition.objects.create(**again, number=0), "edition_number_from_one")
