from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from benefits.content.schema import document_from_payload, to_payload
from benefits.documents import Split
from benefits.editions.publishing import in_force
from benefits.models import Benefit, Document, Edition, ReferenceHousehold, Relation
from benefits.review.proposing import ReviewError
from benefits.review.withdrawals import mark_of_draft, restore, verify, withdraw
from benefits.today import today
from tests.desk import steps
from tests.desk.accounts import Officer
from tests.desk.forms import fields
from tests.racing import overtaken

TITLE = "改过的标题"


def first(key: str) -> Edition:
    return Edition.objects.get(key=key, number=1)


def test_withdrawing_and_verifying_are_a_reviewers(editor: Officer, reviewer: Officer, stranger: Officer) -> None:
    for account in (editor, stranger):
        with pytest.raises(PermissionDenied):
            withdraw(account.user, [("benefit", "leave")], reason="停", from_date=today())
        with pytest.raises(PermissionDenied):
            verify(account.user, "benefit", "leave")
    assert verify(reviewer.user, "benefit", "leave").by == reviewer.user.username
    withdraw(reviewer.user, [("benefit", "leave")], reason="停", from_date=today())
    assert in_force("benefit", "leave", today()) is None
    with pytest.raises(ReviewError, match="没有发布，或者已经撤回了"):
        withdraw(reviewer.user, [("benefit", "leave")], reason="停", from_date=today())


def test_what_others_need_is_not_withdrawn(question_reviewer: Officer) -> None:
    with pytest.raises(ReviewError, match="没有编号为 plan 的文件"):
        withdraw(question_reviewer.user, [("document", "plan")], reason="废止", from_date=today())


def test_the_page_says_what_cannot_be_withdrawn_before_any_household_is_assessed(question_reviewer: Officer) -> None:
    ReferenceHousehold.objects.create(
        slug="one", title="一家", region_id="370100", as_of=today(), household={"family": {"residence": "370102"}}
    )
    for kind, key, said in (
        ("question", "children", "birth：程序直接用到"),
        ("document", "plan", "没有编号为 plan 的"),
    ):
        address = f"/admin/benefits/{kind}/withdraw/?id={key}"
        page = question_reviewer.client.get(address)
        assert "还不能撤回" in steps.said(page)
        assert said in steps.said(page)
        assert said in steps.said(question_reviewer.client.post(address, {"reason": "停"}))
        assert in_force(kind, key, today()) is not None


def test_only_editors_restore(reviewer: Officer) -> None:
    with pytest.raises(PermissionDenied):
        restore(reviewer.user, first("money"), "")


def test_a_draft_that_has_moved_to_other_officers_is_not_overwritten(editor: Officer) -> None:
    Benefit.objects.filter(pk="money").update(region="371500", title=TITLE)
    with pytest.raises(PermissionDenied):
        restore(editor.user, first("money"), mark_of_draft("benefit", "money"))
    assert Benefit.objects.get(pk="money").title == TITLE


def test_an_edition_without_text_does_not_take_the_text_away(editor: Officer) -> None:
    held = first("plan")
    untexted = to_payload(replace(document_from_payload(held.payload), split=Split(())))
    earlier = Edition.objects.create(kind=held.kind, key=held.key, number=2, region_id=held.region_id, payload=untexted)
    text = Document.objects.get(pk="plan").source
    with pytest.raises(ReviewError, match="还没有收录全文"):
        restore(editor.user, earlier, mark_of_draft("document", "plan"))
    document = Document.objects.get(pk="plan")
    assert text
    assert (document.source, document.clauses.exists()) == (text, True)


def test_restoring_a_document_brings_its_text_back_whole(editor: Officer) -> None:
    text = Document.objects.get(pk="plan").source
    Document.objects.filter(pk="plan").update(title=TITLE)
    restore(editor.user, first("plan"), mark_of_draft("document", "plan"))
    connection.check_constraints()
    document = Document.objects.get(pk="plan")
    assert (document.source, document.title == TITLE) == (text, False)


def test_an_edition_whose_relation_leads_nowhere_now_is_refused_with_a_word(editor: Officer) -> None:
    related = Relation.objects.select_related("benefit").filter(benefit__region="370100").first()
    assert related is not None
    edition, gone = first(related.benefit_id), related.to_id
    related.delete()
    Benefit.objects.get(pk=gone).delete()
    with pytest.raises(ReviewError, match="已经不在了"):
        restore(editor.user, edition, mark_of_draft("benefit", edition.key))


def test_a_draft_that_was_saved_since_is_not_given_up_unseen(editor: Officer) -> None:
    address = reverse("admin:benefits_edition_of", args=["benefit", "money"])
    seen = fields(editor.client.get(address), "restore-1")
    Benefit.objects.get(pk="money").save()
    page = editor.client.post(reverse("admin:benefits_edition_restore", args=[first("money").pk]), seen, follow=True)
    assert "草稿刚刚被人改过" in steps.said(page)


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_being_saved_is_not_overwritten_by_an_edition(editor: Officer) -> None:
    seen = mark_of_draft("benefit", "money")

    def save() -> None:
        row = Benefit.objects.get(pk="money")
        row.title = TITLE
        row.save()

    with pytest.raises(ReviewError, match="草稿刚刚被人改过"):
        overtaken(save, lambda: restore(editor.user, first("money"), seen))
    assert Benefit.objects.get(pk="money").title == TITLE
