from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client

from benefits.editions.publishing import in_force
from benefits.models import Award, Benefit, Deed, Did, Edition, Proposal, ProposalState, Publication, Question
from benefits.records import read_benefit, read_document, read_question
from benefits.review.guarding import broken, mark
from benefits.review.proposing import (
    Decision,
    Draft,
    ReviewError,
    approve,
    may_decide,
    outdated,
    record_in,
    send_back,
    submit,
    take_back,
)
from benefits.review.withdrawals import mark_of_draft, restore, withdraw
from benefits.rules.facts import Fact, FactType, Form, Holder
from benefits.rules.facts import Question as QuestionRecord
from benefits.rules.model import Benefit as BenefitRecord
from benefits.rules.model import Condition
from benefits.rules.terms import Operator
from benefits.seeding import Report
from benefits.today import today
from tests.desk.accounts import Officer, officer


def change(number: int, by: str = "", key: str = "money") -> Draft:
    """The benefit with another amount, as a draft that an account has written."""
    Award.objects.filter(benefit=key).update(number=number)
    Benefit.objects.filter(pk=key).update(changed_by=by)
    return draft(key)


def benefit(key: str) -> BenefitRecord:
    return read_benefit(Benefit.objects.with_parts().get(pk=key))


def draft(key: str) -> Draft:
    return Draft(benefit(key), Benefit.objects.get(pk=key).changed_by)


def proposed(editor: Officer, number: int = 700, key: str = "money", **given: Any) -> Proposal:
    drafts = [change(number, editor.user.username, key)]
    (proposal,) = submit(editor.user, drafts, **{"reason": "标准调整", **given}).proposals
    return proposal


def decision(*proposals: Proposal, **given: Any) -> Decision:
    """What a reviewer decides who has just looked at the page."""
    day = given.pop("from_date", today())
    records = [record_in(one) for one in proposals]
    return Decision(from_date=day, seen=mark(records, day, broken(records, day)), **given)


def approved(reviewer: Officer, *proposals: Proposal, **given: Any) -> list[Edition]:
    return approve(reviewer.user, [one.pk for one in proposals], decision(*proposals, **given))


# ---------------------------------------------------------------- the way to an edition


def test_what_was_submitted_is_what_is_published_with_both_names(editor: Officer, reviewer: Officer) -> None:
    proposal = proposed(editor)
    (edition,) = approved(reviewer, proposal, comment="核对过")
    assert (edition.number, edition.payload) == (2, proposal.payload)
    row = edition.publications.get()
    assert (row.by, row.approved_by, row.effective) == (editor.user.username, reviewer.user.username, today())
    assert row.reason == "标准调整\n审核意见：核对过"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.edition, proposal.decided_by) == ("approved", edition, reviewer.user.username)
    assert [deed.what for deed in Deed.objects.filter(key="money")] == [Did.APPROVED, Did.SUBMITTED]


def test_a_day_ahead_is_waited_for(editor: Officer, reviewer: Officer) -> None:
    later = today() + timedelta(days=40)
    proposal = proposed(editor, wanted=later)
    assert proposal.from_day(today()) == later
    (edition,) = approved(reviewer, proposal, from_date=later)
    assert edition.number == 2
    assert [one.number for day in (today(), later) if (one := in_force("benefit", "money", day))] == [1, 2]


def test_what_is_published_as_it_stands_is_not_submitted(editor: Officer) -> None:
    done = submit(editor.user, [draft("money")], reason="没有改")
    assert (done.proposals, done.unchanged) == ((), ("money",))


def test_submitting_twice_makes_one_proposal(editor: Officer) -> None:
    first = proposed(editor)
    again = submit(editor.user, [draft("money")], reason="又点了一次")
    assert (again.proposals, again.waiting) == ((), (first,))
    assert Proposal.objects.count() == 1


def test_a_changed_draft_submitted_again_replaces_the_earlier_proposal(editor: Officer) -> None:
    first = proposed(editor)
    second = proposed(editor, 800)
    first.refresh_from_db()
    assert (first.state, second.state) == (ProposalState.TAKEN_BACK, ProposalState.IN_REVIEW)


def test_a_new_question_and_the_benefit_that_reads_it_go_together(
    question_editor: Officer, question_reviewer: Officer
) -> None:
    fact = Fact("married", Holder.FAMILY, FactType.YESNO, "已婚")
    asked = QuestionRecord("married", 15, "家庭", "结婚了吗？", Form.CHECKS, (fact,))
    money = benefit("money")
    reads = replace(money, conditions=(*money.conditions, Condition("married", Operator.IS, True)))
    with pytest.raises(ReviewError, match="没有编号为 married 的事实"):
        submit(question_editor.user, [Draft(reads, "")], reason="新条件")
    write(asked, reads)
    proposals = submit(question_editor.user, [Draft(asked, ""), Draft(reads, "")], reason="新条件").proposals
    alone = [one for one in proposals if one.kind == "benefit"]
    with pytest.raises(ReviewError, match="没有编号为 married 的事实"):
        approved(question_reviewer, *alone)
    assert len(approved(question_reviewer, *proposals)) == 2


def write(asked: QuestionRecord, reads: Any) -> None:
    from benefits.records import write_benefit, write_questions  # noqa: PLC0415

    write_questions([asked])
    write_benefit(reads)


@pytest.mark.parametrize("kind", ["question", "document"])
def test_questions_and_documents_are_published_in_the_same_way(
    question_editor: Officer, question_reviewer: Officer, kind: str
) -> None:
    from benefits.models import Document  # noqa: PLC0415

    record: Any = (
        replace(read_question(Question.objects.get(pk="work")), heading="做什么工作？")
        if kind == "question"
        else replace(read_document(Document.objects.get(pk="plan")), title="新的标题")
    )
    Question.objects.filter(pk="work").update(heading="做什么工作？")
    Document.objects.filter(pk="plan").update(title="新的标题")
    (proposal,) = submit(question_editor.user, [Draft(record, "")], reason="改字").proposals
    (edition,) = approved(question_reviewer, proposal)
    assert (edition.kind, edition.number) == (kind, 2)


# ---------------------------------------------------------------- who may

WHO = [
    # account, may submit, may decide what the editor wrote and submitted
    ("editor", True, "own"),
    ("second_editor", True, "no"),
    ("reviewer", False, "yes"),
    ("chief", True, "yes"),
    ("auditor", False, "no"),
    ("administrator", False, "no"),
    ("stranger", False, "no"),
    ("county_editor", False, "no"),
    ("nobody", False, "no"),
]


@pytest.mark.parametrize(("name", "submits", "decides"), WHO)
def test_who_may_submit_and_who_may_decide(
    request: pytest.FixtureRequest, editor: Officer, name: str, submits: bool, decides: str
) -> None:
    proposal = proposed(editor)
    account = request.getfixturevalue(name)
    attempts: list[Callable[[], object]] = [
        lambda: approved(account, proposal),
        lambda: send_back(account.user, [proposal.pk], "请改"),
    ]
    for attempt in attempts:
        assert outcome(attempt) == ("done" if decides == "yes" else "refused"), name
    assert outcome(lambda: submit(account.user, [change(900)], reason="改")) == ("done" if submits else "refused")
    assert bool(may_decide(account.user, proposal)) is (decides != "yes")


def outcome(step: Callable[[], object]) -> str:
    """What a step comes to, taken back afterwards."""
    try:
        with transaction.atomic():
            step()
            transaction.set_rollback(True)
    except (PermissionDenied, ReviewError):
        return "refused"
    return "done"


OWN = [
    # last changed by, submitted by, may the chief approve
    ("jinan-editor", "jinan-editor", True),
    ("jinan-chief", "jinan-editor", False),
    ("jinan-editor", "jinan-chief", False),
    ("jinan-chief", "jinan-chief", False),
    ("", "jinan-editor", True),
]


@pytest.mark.parametrize(("writer", "submitter", "may"), OWN)
def test_nobody_approves_what_is_their_own(
    editor: Officer, chief: Officer, writer: str, submitter: str, may: bool
) -> None:
    accounts = {one.user.username: one for one in (editor, chief)}
    (proposal,) = submit(accounts[submitter].user, [change(700, writer)], reason="调整").proposals
    assert outcome(lambda: approved(chief, proposal)) == ("done" if may else "refused")
    assert outcome(lambda: send_back(chief.user, [proposal.pk], "请改")) == ("done" if may else "refused")


def test_the_database_itself_refuses_that_an_author_decides(editor: Officer) -> None:
    proposal = proposed(editor)
    values = {"state": "sent_back", "decided_by": editor.user.username, "decided": proposal.submitted, "comment": "好"}
    with pytest.raises(IntegrityError, match="proposal_decided_by_another"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**values)


FROZEN: list[dict[str, Any]] = [
    {"payload": {}},
    {"key": "leave"},
    {"by": "other"},
    {"reason": "别的"},
    {"submitted_by": "x"},
]


@pytest.mark.parametrize("values", FROZEN, ids=lambda values: str(next(iter(values))))
def test_the_database_keeps_a_proposal_as_it_was_submitted(editor: Officer, values: dict[str, Any]) -> None:
    proposal = proposed(editor)
    with pytest.raises(IntegrityError, match="decided once"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**values)


def test_the_database_lets_a_proposal_be_decided_once(editor: Officer, reviewer: Officer) -> None:
    proposal = proposed(editor)
    send_back(reviewer.user, [proposal.pk], "请改")
    with pytest.raises(IntegrityError, match="decided once"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(comment="没事")
    with pytest.raises(IntegrityError, match="decided once"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).delete()


# ---------------------------------------------------------------- what keeps it from being approved


def test_a_draft_changed_since_has_to_be_submitted_again(editor: Officer, reviewer: Officer) -> None:
    proposal = proposed(editor)
    change(750, editor.user.username)
    assert outdated([proposal]) == [proposal]
    with pytest.raises(ReviewError, match="送审以后又改过"):
        approved(reviewer, proposal)
    assert Edition.objects.filter(key="money").count() == 1


def test_what_was_published_meanwhile_has_to_be_looked_at_first(editor: Officer, reviewer: Officer) -> None:
    proposal = proposed(editor)
    seen = decision(proposal)
    withdraw(reviewer.user, [("benefit", "money")], reason="停发", from_date=today())
    with pytest.raises(ReviewError, match="请看过下面的新内容再批准"):
        approve(reviewer.user, [proposal.pk], seen)


def test_approving_twice_publishes_once_and_says_who_did(editor: Officer, reviewer: Officer) -> None:
    proposal = proposed(editor)
    seen = decision(proposal)
    approve(reviewer.user, [proposal.pk], seen)
    with pytest.raises(ReviewError, match=r"jinan-reviewer 在 .* 已批准，这次什么也没有改动"):
        approve(reviewer.user, [proposal.pk], seen)
    assert Publication.objects.filter(edition__key="money").count() == 2


def test_of_several_none_is_approved_if_one_cannot_be(editor: Officer, reviewer: Officer) -> None:
    proposals = [proposed(editor), proposed(editor, 80, "leave")]
    change(90, editor.user.username, "leave")
    with pytest.raises(ReviewError, match="leave：送审以后又改过"):
        approved(reviewer, *proposals)
    assert Proposal.objects.open().count() == 2


@pytest.mark.parametrize(
    ("step", "said"), [("reason", "请写理由"), ("wanted", "今天或以后"), ("comment", "退回要写意见")]
)
def test_a_step_without_its_reason_is_refused(editor: Officer, reviewer: Officer, step: str, said: str) -> None:
    proposal = proposed(editor)
    change(900, editor.user.username)
    steps: dict[str, Callable[[], object]] = {
        "reason": lambda: submit(editor.user, [draft("money")], reason=" \n"),
        "wanted": lambda: submit(editor.user, [draft("money")], reason="改", wanted=today() - timedelta(days=1)),
        "comment": lambda: send_back(reviewer.user, [proposal.pk], "  "),
    }
    with pytest.raises(ReviewError, match=said):
        steps[step]()


def test_a_proposal_is_taken_back_by_its_editors_alone(
    editor: Officer, second_editor: Officer, reviewer: Officer
) -> None:
    proposal = proposed(editor)
    with pytest.raises(PermissionDenied):
        take_back(reviewer.user, [proposal.pk])
    take_back(second_editor.user, [proposal.pk])
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("taken_back", second_editor.user.username)


def test_a_record_moved_to_another_region_needs_the_rights_of_both(editor: Officer, stranger: Officer) -> None:
    moved = replace(benefit("money"), region="371500")
    for account in (editor, stranger):
        with pytest.raises(PermissionDenied):
            submit(account.user, [Draft(moved, "")], reason="搬走")


# ---------------------------------------------------------------- restoring


def test_an_earlier_edition_comes_back_as_a_draft_and_then_as_a_new_edition(editor: Officer, reviewer: Officer) -> None:
    approved(reviewer, proposed(editor))
    first = Edition.objects.get(key="money", number=1)
    restore(editor.user, first, mark_of_draft("benefit", "money"))
    restored = draft("money")
    assert restored.changed_by == editor.user.username
    (proposal,) = submit(editor.user, [restored], reason="恢复").proposals
    (edition,) = approved(reviewer, proposal)
    assert (edition.number, edition.payload) == (3, first.payload)


# ---------------------------------------------------------------- two at once


@pytest.fixture
def side_by_side(transactional_db: None, seeded: Report) -> None:
    """A database whose rows several connections see."""


def test_of_two_reviewers_at_once_one_publishes_and_the_other_is_told(side_by_side: None) -> None:
    editor = officer("jinan-editor", "editor:370100")
    reviewers = [officer(f"reviewer-{number}", "reviewer:370100") for number in (1, 2)]
    proposal = proposed(editor)
    seen = decision(proposal)
    together = threading.Barrier(2)
    told: list[str] = []

    def press(one: Officer) -> None:
        together.wait()
        try:
            approve(one.user, [proposal.pk], seen)
            told.append("published")
        except ReviewError as error:
            told.append(error.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(one,)) for one in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("published") == 1
    assert [message for message in told if "已批准，这次什么也没有改动" in message]
    assert Publication.objects.filter(edition__key="money").count() == 2


def test_a_parent_reading_a_benefit_that_is_withdrawn_gets_a_gentle_page(reviewer: Officer) -> None:
    parent = Client()
    assert parent.get("/benefits/leave/").status_code == 200
    withdraw(reviewer.user, [("benefit", "leave")], reason="停", from_date=today())
    gone = parent.get("/results/leave/", follow=True)
    assert gone.status_code == 410
    assert "这一项已经撤回" in gone.content.decode()
    assert "看您家的结果" in gone.content.decode()
    assert parent.get("/benefits/never/").status_code == 404
