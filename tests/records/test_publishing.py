from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from benefits.documents import split
from benefits.editions.publishing import (
    Signature,
    UnpublishableError,
    in_force,
    publish,
    publish_all,
    verify,
    withdraw,
    withdraw_all,
)
from benefits.models import Benefit as BenefitRow
from benefits.models import Document as DocumentRow
from benefits.models import Edition, Publication
from benefits.models import Question as QuestionRow
from benefits.models.editions import Action, EditionKind
from benefits.records import read_benefit, read_document, read_question
from benefits.rules.facts import Fact, FactType, Form, Holder, Option, Question, TakenAs
from benefits.rules.model import Benefit, Citation, Claim, Condition, Relation, Run, Times
from benefits.rules.terms import Operator, RelationKind
from tests.records.conftest import PLAN, TODAY

pytestmark = pytest.mark.usefixtures("seeded")

LATER = TODAY + timedelta(days=30)
BY: dict[str, Any] = {"by": "li", "reason": "试", "from_date": TODAY}
SIGNED = Signature(**BY)


def benefit(key: str = "money") -> Benefit:
    return read_benefit(BenefitRow.objects.with_parts().get(id=key))


def question(slug: str) -> Question:
    return read_question(QuestionRow.objects.get(slug=slug))


def with_number(number: int) -> Benefit:
    money = benefit()
    return replace(money, awards=(replace(money.awards[0], number=number),))


def problems(*records: Any) -> list[str]:
    with pytest.raises(UnpublishableError) as caught:
        publish_all(records, SIGNED)
    return [str(problem) for problem in caught.value.problems]


def related(key: str, kind: RelationKind, to: str) -> Benefit:
    return replace(benefit(key), relations=(Relation(kind, to, TODAY if kind is RelationKind.SUPERSEDES else None),))


CIRCLING = [RelationKind.RESTATES, RelationKind.ADDS_TO, RelationKind.INCLUDES, RelationKind.SUPERSEDES]


@pytest.mark.parametrize("kind", CIRCLING)
def test_relations_in_a_circle_are_refused_together_and_one_after_the_other(kind: RelationKind) -> None:
    one, other = related("money", kind, "leave"), related("leave", kind, "money")
    assert [problem[:5] for problem in problems(one, other)] == ["money", "leave"]
    publish(one, **BY)
    (told,) = problems(other)
    assert "又绕回到这一项" in told


def test_two_that_exclude_each_other_are_no_circle() -> None:
    kind = RelationKind.NOT_WITH
    publish_all([related("money", kind, "leave"), related("leave", kind, "money")], SIGNED)
    edition = in_force(EditionKind.BENEFIT, "money", TODAY)
    assert edition is not None
    assert edition.payload["relations"][0]["to"] == "leave"


def test_a_change_makes_the_next_edition_and_a_row_of_the_log() -> None:
    edition = publish(with_number(700), **BY, approved_by="wang")
    assert edition is not None
    assert (edition.number, edition.payload["awards"][0]["number"]) == (2, 700)
    row = edition.publications.get()
    assert (row.action, row.by, row.approved_by, row.reason, row.effective) == ("published", "li", "wang", "试", TODAY)
    assert in_force("benefit", "money", TODAY) == edition


def test_publishing_what_is_in_force_makes_nothing() -> None:
    before = Edition.objects.count(), Publication.objects.count()
    assert publish(benefit(), **BY) is None
    assert (Edition.objects.count(), Publication.objects.count()) == before


def test_publishing_twice_makes_one_edition() -> None:
    publish(with_number(700), **BY)
    assert publish(with_number(700), **BY) is None
    assert Edition.objects.filter(kind="benefit", key="money").count() == 2


def test_an_earlier_edition_comes_back_as_a_new_one() -> None:
    publish(with_number(700), **BY)
    restored = publish(with_number(600), **BY)
    assert restored is not None
    assert restored.number == 3


def test_what_was_withdrawn_is_not_in_force_until_it_is_published_again() -> None:
    withdraw("benefit", "leave", SIGNED)
    assert in_force("benefit", "leave", TODAY) is None
    again = publish(benefit("leave"), **BY)
    assert again is not None
    assert again.number == 1
    assert in_force("benefit", "leave", TODAY) == again


def test_what_is_not_in_force_cannot_be_withdrawn_or_verified() -> None:
    withdraw("benefit", "leave", SIGNED)
    with pytest.raises(UnpublishableError, match="没有发布，不用撤回"):
        withdraw("benefit", "leave", SIGNED)
    with pytest.raises(UnpublishableError, match="没有发布，无从核实"):
        verify("benefit", "leave", SIGNED)


def test_verifying_leaves_the_edition_in_force() -> None:
    row = verify("benefit", "money", SIGNED)
    assert row.action == Action.VERIFIED
    assert in_force("benefit", "money", TODAY) == row.edition


def test_a_publication_from_a_later_day_waits_for_it() -> None:
    publish(with_number(700), **BY | {"from_date": LATER})
    numbers = [in_force("benefit", "money", day) for day in (TODAY, LATER - timedelta(days=1), LATER)]
    assert [edition.number for edition in numbers if edition] == [1, 1, 2]


def test_a_correction_of_today_leaves_what_waits_for_its_day() -> None:
    publish(with_number(700), **BY | {"from_date": LATER})
    publish(with_number(650), **BY)
    payloads = [in_force("benefit", "money", day) for day in (TODAY, LATER)]
    assert [edition.payload["awards"][0]["number"] for edition in payloads if edition] == [650, 700]


def test_the_log_as_it_was_at_an_earlier_version_is_what_was_in_force_then() -> None:
    version = Publication.objects.latest_version()
    publish(with_number(700), **BY)
    withdraw("benefit", "leave", SIGNED)
    benefits = Publication.objects.of_kind(EditionKind.BENEFIT)
    then = {row.edition.key: row.edition.number for row in benefits.as_of(version)}
    now = {row.edition.key: row.edition.number for row in benefits.as_of()}
    assert (then, now) == ({"money": 1, "leave": 1}, {"money": 2})


def test_a_quotation_that_is_not_there_is_answered_with_the_nearest_words() -> None:
    wrong = replace(benefit(), citations=(Citation("plan", "一1", "每孩每月发放900元育儿补贴"),))
    (problem,) = problems(wrong)
    assert problem.startswith("money：citations[1].quote：引文在条款 一1 里找不到")
    assert "每孩每月发放600元育儿补贴" in problem


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        (Citation("plan", "三9", "六十日"), "没有条款 三9"),
        (Citation("law", "一1", "六十日"), "没有编号为 law 的文件"),
        (Citation("plan", article="第三条", url="ftp://x"), "网址要以 http"),
    ],
)
def test_a_citation_of_nothing_is_refused(citation: Citation, said: str) -> None:
    (problem,) = problems(replace(benefit(), citations=(citation,)))
    assert said in problem


def test_a_quotation_in_other_white_space_and_brackets_is_found() -> None:
    spaced = replace(benefit(), citations=(Citation("plan", "一 1", "每孩每月\n发放 600元育儿补贴"),))
    assert publish(spaced, **BY) is not None


def test_a_condition_that_cannot_be_evaluated_is_named() -> None:
    odd = Condition(fact="married", op=benefit().conditions[0].op)
    (problem,) = problems(replace(benefit(), conditions=(*benefit().conditions, odd)))
    assert "conditions[5]" in problem
    assert "married" in problem


def test_two_new_records_that_need_each_other_are_published_together() -> None:
    one = replace(benefit(), id="one", relations=(Relation(RelationKind.NOT_WITH, "two"),))
    two = replace(benefit(), id="two", relations=(Relation(RelationKind.RESTATES, "one"),))
    assert "没有编号为 two 的福利" in problems(one)[0]
    assert len(publish_all([one, two], SIGNED)) == 2


def test_a_question_may_not_drop_what_a_benefit_in_force_reads() -> None:
    work = question("work")
    fact = work.facts[0]
    narrower = replace(fact, options=(Option("none", "没有工作"),))
    assert any("leave" in problem and "employee" in problem for problem in problems(replace(work, facts=(narrower,))))
    wider = replace(fact, options=(*fact.options, Option("student", "上学")))
    assert publish(replace(work, facts=(wider,)), **BY) is not None


@pytest.mark.parametrize(("kind", "key"), [("question", "work"), ("document", "plan")])
def test_what_a_benefit_in_force_needs_cannot_be_withdrawn(kind: str, key: str) -> None:
    with pytest.raises(UnpublishableError, match="leave"):
        withdraw(kind, key, SIGNED)


OWN: dict[str, tuple[FactType, dict[str, Any], dict[str, Any]]] = {
    "conditions": (FactType.YESNO, {"conditions": (Condition("own", Operator.IS, True),)}, {}),
    "when": (FactType.YESNO, {}, {"when": (Condition("own", Operator.IS, True),)}),
    "times": (FactType.NUMBER, {}, {"times": Times("own")}),
    "run": (FactType.DATE, {}, {"run": Run("own", "0 months", "36 months")}),
    "claim": (FactType.DATE, {}, {"claim": Claim("own", "0 months", "12 months")}),
}
"""Each place in which a benefit may name a fact: the fact's type, and what of the benefit and of its award says so."""


@pytest.mark.parametrize("place", OWN)
def test_a_fact_stays_while_a_benefit_in_force_reads_it_wherever_it_stands(place: str) -> None:
    type_, of_benefit, of_award = OWN[place]
    publish(Question("own", 50, "家", "？", Form.ONE, (Fact("own", Holder.FAMILY, type_, "某事"),)), **BY)
    money = benefit()
    publish(replace(money, **{"awards": (replace(money.awards[0], **of_award),), **of_benefit}), **BY)
    with pytest.raises(UnpublishableError, match="money"):
        withdraw("question", "own", SIGNED)
    publish(money, **BY)
    withdraw("question", "own", SIGNED)


def test_only_the_benefits_concerned_are_read_when_a_document_or_a_question_is_published() -> None:
    odd = Edition.objects.create(kind="benefit", key="odd", number=1, region_id="370100", payload={"id": "odd"})
    Publication.objects.create(action=Action.PUBLISHED, edition=odd, effective=TODAY, by="li", reason="试")
    plan = read_document(DocumentRow.objects.get(slug="plan"))
    wider = replace(question("work").facts[0], label="工作")
    assert len(publish_all([replace(plan, title="新的标题"), replace(question("work"), facts=(wider,))], SIGNED)) == 2


def test_what_code_itself_reads_can_neither_be_withdrawn_nor_left_out() -> None:
    with pytest.raises(UnpublishableError, match="birth：程序直接用到这项事实"):
        withdraw("question", "children", SIGNED)
    renamed = replace(question("residence"), facts=(replace(question("residence").facts[0], slug="home"),))
    assert any(problem.startswith("residence：程序直接用到") for problem in problems(renamed))


def test_what_facts_in_force_follow_from_cannot_be_withdrawn_but_with_them() -> None:
    alone, apart = (Fact(slug, Holder.FAMILY, FactType.YESNO, slug) for slug in ("alone", "apart"))
    behind = replace(apart, slug="behind", topic="apart")
    followed = replace(apart, slug="followed", taken_as=(TakenAs("alone", (True,), value=False),))
    asked = [Question(one.slug, 50, "家", "？", Form.ONE, (one,)) for one in (alone, apart, behind, followed)]
    publish_all(asked, SIGNED)
    for needed, by in (("alone", "followed"), ("apart", "behind")):
        with pytest.raises(UnpublishableError, match=f"{by}.*没有编号为 {needed} 的事实"):
            withdraw("question", needed, SIGNED)
    assert len(withdraw_all([("question", one.slug) for one in asked], SIGNED)) == 4


def test_a_document_may_not_lose_words_that_a_benefit_in_force_quotes() -> None:
    plan = read_document(DocumentRow.objects.get(slug="plan"))
    shorter = replace(plan, split=split(PLAN.replace("600元", "700元")))
    assert ["money" in problem for problem in problems(shorter)] == [True]
    # With the quotation mended at the same time, both are published.
    mended = replace(benefit(), citations=(Citation("plan", "一1", "每孩每月发放700元育儿补贴"),))
    assert {edition.key for edition in publish_all([shorter, mended], SIGNED)} == {"plan", "money"}


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_editions() -> None:
    threads = [threading.Thread(target=_publish_and_close, args=[number]) for number in (650, 700, 750)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    editions = Edition.objects.filter(kind="benefit", key="money")
    assert sorted(editions.values_list("number", flat=True)) == [1, 2, 3, 4]
    newest = editions.latest("number")
    assert in_force("benefit", "money", TODAY) == newest


def _publish_and_close(number: int) -> None:
    try:
        publish(with_number(number), **BY)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_numbers_of_the_log_follow_the_order_of_commits() -> None:
    """Whoever has seen a number has seen all below it, though another publisher began earlier."""
    edition = Edition.objects.get(kind="benefit", key="money")
    row = {"action": "verified", "edition": edition, "effective": TODAY, "by": "li", "reason": "试"}

    def log_and_close() -> None:
        Publication.objects.create(**row)
        connection.close()

    other = threading.Thread(target=log_and_close)
    with transaction.atomic():
        first = Publication.objects.create(**row)
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join()
    assert Publication.objects.latest("number").number > first.number
