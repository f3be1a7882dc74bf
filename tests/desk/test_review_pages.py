from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits.editions.publishing import in_force
from benefits.models import Award, Benefit, Citation, Deed, Edition, Proposal, Publication
from benefits.review.withdrawals import mark_of_draft
from benefits.today import today
from tests.desk import forms, steps
from tests.desk.accounts import Officer


@pytest.fixture
def proposal(editor: Officer) -> Proposal:
    """700 a month instead of 600, handed in by the editor."""
    address = reverse("admin:benefits_benefit_change", args=["money"])
    assert forms.save(editor.client, address, {"awards-0-number": "700"}).status_code == 302
    steps.submit(editor.client, "benefit", "money")
    (found,) = steps.waiting("money")
    return found


def test_whoever_saves_the_page_is_noted_as_the_author(proposal: Proposal) -> None:
    assert (proposal.by, proposal.submitted_by) == ("jinan-editor", "jinan-editor")
    assert Benefit.objects.get(pk="money").changed_by == "jinan-editor"


def test_saving_without_a_change_makes_nobody_an_author(proposal: Proposal, chief: Officer) -> None:
    address = reverse("admin:benefits_benefit_change", args=["money"])
    assert forms.save(chief.client, address, {}).status_code == 302
    assert Benefit.objects.get(pk="money").changed_by == "jinan-editor"


def test_the_review_tells_the_difference_the_citations_and_the_faults(proposal: Proposal, reviewer: Officer) -> None:
    page = reviewer.client.get(steps.review_address([proposal]))
    said = steps.said(page)
    assert "基础：每月700元" in said
    assert "<del>6</del>" in page.content.decode()
    assert "<mark>每孩每月发放600元育儿补贴</mark>" in page.content.decode()
    assert "第1项给付的数额：700 不在引文里" in said


def test_a_reviewer_approves_and_parents_see_it(proposal: Proposal, reviewer: Officer) -> None:
    page = steps.approve(reviewer.client, proposal)
    assert "已批准，发布 1 项：money 第2版。家长现在就能看到。" in steps.said(page)
    assert "每月700元" in Client().get("/benefits/money/").content.decode()
    row = Publication.objects.latest("number")
    assert (row.by, row.approved_by) == ("jinan-editor", "jinan-reviewer")


def test_pressing_approve_twice_publishes_once_and_says_so(proposal: Proposal, reviewer: Officer) -> None:
    address = steps.review_address([proposal])
    sent = forms.fields(reviewer.client.get(address), "decide_form") | {"approve": "1"}
    reviewer.client.post(address, sent)
    again = reviewer.client.post(address, sent, follow=True)
    assert "已批准，这次什么也没有改动" in steps.said(again)
    assert Edition.objects.filter(key="money").count() == 2


def test_a_proposal_sent_back_says_why_on_the_record(proposal: Proposal, editor: Officer, reviewer: Officer) -> None:
    assert "退回要写意见" in steps.said(steps.decide(reviewer.client, "send_back", [proposal]))
    steps.decide(reviewer.client, "send_back", [proposal], comment="引文里没有700")
    said = steps.said(editor.client.get(reverse("admin:benefits_benefit_change", args=["money"])))
    assert "被退回（已发布 第1版）" in said
    assert "意见：引文里没有700" in said


def test_what_the_reviewer_wrote_is_not_lost_when_a_step_is_refused(proposal: Proposal, reviewer: Officer) -> None:
    page = steps.approve(reviewer.client, proposal, seen="old", comment="我写了很多")
    assert "请看过下面的新内容再批准" in steps.said(page)
    assert "我写了很多" in steps.said(page)
    assert Edition.objects.filter(key="money").count() == 1


def test_a_day_ahead_is_looked_at_and_published_from_then_on(proposal: Proposal, reviewer: Officer) -> None:
    address = f"{steps.review_address([proposal])}&day=2099-01-01"
    page = reviewer.client.get(address)
    sent = forms.fields(page, "decide_form") | {"approve": "1"}
    assert "家长从2099-01-01起看到" in steps.said(reviewer.client.post(address, sent, follow=True))
    assert "每月600元" in Client().get("/benefits/money/").content.decode()
    standing = reviewer.client.get(reverse("admin:benefits_benefit_change", args=["money"])).content.decode()
    assert "已批准，从2099-01-01起发布（已发布 第1版）" in standing
    assert "benefit/submit/" not in standing


def test_a_day_that_was_only_typed_is_shown_before_anything_is_published(proposal: Proposal, reviewer: Officer) -> None:
    address = steps.review_address([proposal])
    sent = forms.fields(reviewer.client.get(address), "decide_form") | {"day": "2099-01-01", "comment": "明年起"}
    looked = reviewer.client.post(address, sent | {"look": "1"})
    page = reviewer.client.post(address, sent | {"approve": "1"})
    assert "您改了日期，这次什么也没有做" in steps.said(page)
    for shown in (looked, page):
        assert (shown.context["review"].day, Edition.objects.filter(key="money").count()) == (date(2099, 1, 1), 1)
    again = forms.fields(page, "decide_form") | {"approve": "1"}
    assert again["comment"] == "明年起"
    assert "家长从2099-01-01起看到" in steps.said(reviewer.client.post(address, again, follow=True))


def test_a_withdrawal_for_a_day_that_was_only_typed_is_shown_first(seeded: object, reviewer: Officer) -> None:
    address = f"{reverse('admin:benefits_benefit_withdraw')}?id=money"
    sent = forms.fields(reviewer.client.get(address), "decide_form") | {"day": "2099-01-01"}
    looked = reviewer.client.post(address, sent | {"look": "1"})
    assert (looked.context["day"], looked.context["form"].errors) == (date(2099, 1, 1), {})
    assert "已经过去了" in forms.errors(reviewer.client.post(address, sent | {"day": "2020-01-01", "reason": "停"}))
    page = reviewer.client.post(address, sent | {"reason": "停"})
    assert "您改了日期，这次什么也没有做" in steps.said(page)
    assert in_force("benefit", "money", date(2099, 1, 1)) is not None
    reviewer.client.post(address, forms.fields(page, "decide_form"))
    assert in_force("benefit", "money", today()) is not None
    assert in_force("benefit", "money", date(2099, 1, 1)) is None


def test_a_stale_proposal_says_so_and_has_no_button(proposal: Proposal, reviewer: Officer) -> None:
    Award.objects.filter(benefit="money").update(number=800)
    page = reviewer.client.get(steps.review_address([proposal]))
    assert "送审以后这条记录又改过" in steps.said(page)
    assert 'name="approve"' not in page.content.decode()
    said = steps.said(reviewer.client.get(reverse("admin:benefits_benefit_changelist")))
    assert "待审核，送审后又改过（已发布 第1版）" in said


def test_the_author_sees_why_it_is_for_another(proposal: Proposal, editor: Officer, chief: Officer) -> None:
    Benefit.objects.filter(pk="leave").update(changed_by=chief.user.username)
    Award.objects.filter(benefit="leave").update(number=80)
    steps.submit(chief.client, "benefit", "leave")
    page = chief.client.get(steps.review_address(steps.waiting("leave")))
    assert "请另一位审核人审核" in steps.said(page)
    assert 'name="approve"' not in page.content.decode()
    assert 'name="take_back"' in page.content.decode()


Step = Callable[[Officer, Proposal], Any]


def _post(step: str) -> Step:
    def press(account: Officer, proposal: Proposal) -> Any:
        sent = {step: "1", "comment": "意见", "seen": "", "day": "", "acknowledged": ""}
        return account.client.post(steps.review_address([proposal]), sent)

    return press


def _submit(account: Officer, proposal: Proposal) -> Any:
    return account.client.post(steps.submit_address("benefit", ["money"]), {"reason": "改"})


def _withdraw(account: Officer, proposal: Proposal) -> Any:
    return account.client.post(f"{reverse('admin:benefits_benefit_withdraw')}?id=leave", {"reason": "停"})


def _restore(account: Officer, proposal: Proposal) -> Any:
    edition = Edition.objects.get(key="money", number=1)
    seen = {"seen": mark_of_draft("benefit", "money")}
    return account.client.post(reverse("admin:benefits_edition_restore", args=[edition.pk]), seen)


STEPS: dict[str, tuple[Step, list[str]]] = {
    "approve": (
        _post("approve"),
        ["editor", "second_editor", "auditor", "administrator", "stranger", "county_editor", "nobody"],
    ),
    "send_back": (_post("send_back"), ["editor", "second_editor", "auditor", "administrator", "stranger", "nobody"]),
    "take_back": (_post("take_back"), ["reviewer", "auditor", "stranger", "county_editor", "nobody"]),
    "submit": (_submit, ["reviewer", "auditor", "administrator", "stranger", "county_editor", "nobody"]),
    "withdraw": (_withdraw, ["editor", "auditor", "administrator", "stranger", "county_editor", "nobody"]),
    "restore": (_restore, ["reviewer", "auditor", "administrator", "stranger", "county_editor", "nobody"]),
}
WRONG = [(step, name) for step, (_, names) in STEPS.items() for name in names]


@pytest.mark.parametrize(("step", "name"), WRONG, ids=lambda value: value)
def test_the_wrong_person_changes_nothing(
    request: pytest.FixtureRequest, proposal: Proposal, step: str, name: str
) -> None:
    account: Officer = request.getfixturevalue(name)
    before = _everything()
    answer = STEPS[step][0](account, proposal)
    assert answer.status_code in (302, 403, 404) or "没有办成" in steps.said(answer)
    assert _everything() == before


def _everything() -> list[Any]:
    rows: list[Any] = list(Proposal.objects.values_list("pk", "state"))
    rows += Benefit.objects.values_list("pk", "changed_by", "awards__number")
    return [*rows, Edition.objects.count(), Publication.objects.count(), Deed.objects.count()]


def test_a_withdrawal_is_looked_at_and_done_on_its_day_without_what_is_not_out(reviewer: Officer) -> None:
    address = f"{reverse('admin:benefits_benefit_withdraw')}?id=money&id=leave"
    assert "已撤回 1 项" in steps.said(
        reviewer.client.post(address.replace("id=money&", ""), {"reason": "停"}, follow=True)
    )
    page = reviewer.client.get(f"{address}&day=2099-01-01")
    assert (page.context["effects"].day, page.context["left_out"]) == (date(2099, 1, 1), ["leave"])
    done = reviewer.client.post(address, forms.fields(page, "decide_form") | {"reason": "到期"}, follow=True)
    assert "已撤回 1 项，从2099-01-01起" in steps.said(done)
    assert in_force("benefit", "money", today()) is not None
    assert in_force("benefit", "money", date(2099, 1, 1)) is None
    log = steps.said(reviewer.client.get(reverse("admin:benefits_publication_changelist")))
    assert "撤回育儿补贴（第1版）2099年1月1日" in log


@pytest.mark.parametrize(
    ("name", "offered"),
    [("editor", ["submit"]), ("reviewer", ["withdraw"]), ("chief", ["submit", "withdraw"]), ("auditor", [])],
)
def test_only_the_steps_that_an_account_may_take_are_offered(
    request: pytest.FixtureRequest, seeded: object, name: str, offered: list[str]
) -> None:
    account: Officer = request.getfixturevalue(name)
    Award.objects.filter(benefit="money").update(number=90)
    pages = {key: f"/admin/benefits/benefit/{key}/change/" for key in ("money", "leave")}
    links = {key: account.client.get(page).content.decode() for key, page in pages.items()}
    assert [step for step in ("submit", "withdraw") if f"/benefit/{step}/?id=money" in links["money"]] == offered
    assert "/benefit/submit/" not in links["leave"]
    listed = account.client.get(reverse("admin:benefits_benefit_changelist")).content.decode()
    assert [step for step in ("submit", "withdraw") if f'value="{step}_selected"' in listed] == offered


def test_several_are_chosen_in_the_list_and_submitted_together(editor: Officer) -> None:
    Award.objects.filter(benefit__in=["money", "leave"]).update(number=90)
    data = {"action": "submit_selected", "_selected_action": ["money", "leave"]}
    page = editor.client.post(reverse("admin:benefits_benefit_changelist"), data, follow=True)
    assert page.request["PATH_INFO"] == reverse("admin:benefits_benefit_submit")
    said = steps.said(steps.submit(editor.client, "benefit", "money", "leave"))
    assert "已送审 2 项" in said


def test_another_regions_records_are_not_submitted_whatever_the_address_says(editor: Officer) -> None:
    Award.objects.filter(benefit="other-money").update(number=90)
    assert editor.client.get(steps.submit_address("benefit", ["other-money"])).status_code in (403, 404)
    assert not Proposal.objects.exists()


def test_several_proposals_are_looked_at_and_approved_together(editor: Officer, reviewer: Officer) -> None:
    Award.objects.filter(benefit__in=["money", "leave"]).update(number=90)
    steps.submit(editor.client, "benefit", "money", "leave")
    ids = [one.pk for one in steps.waiting("money", "leave")]
    data = {"action": "review_selected", "_selected_action": ids}
    page = reviewer.client.post(reverse("admin:benefits_proposal_changelist"), data, follow=True)
    assert page.request["PATH_INFO"] == reverse("admin:benefits_proposal_review")
    done = steps.approve(reviewer.client, *steps.waiting("money", "leave"))
    assert "已批准，发布 2 项" in steps.said(done)


def test_a_reviewer_is_led_to_what_has_to_go_together(
    proposal: Proposal, question_editor: Officer, reviewer: Officer
) -> None:
    Citation.objects.filter(benefit="leave").update(quote="增加产假六十日")
    Award.objects.filter(benefit="leave").update(number=90)
    steps.submit(question_editor.client, "benefit", "leave")
    page = reviewer.client.get(steps.review_address([proposal]))
    assert page.status_code == 200
    assert "放在一起看" not in steps.said(page)


def test_any_two_editions_are_compared_and_an_earlier_one_restored(
    proposal: Proposal, editor: Officer, reviewer: Officer
) -> None:
    steps.approve(reviewer.client, proposal)
    address = reverse("admin:benefits_edition_of", args=["benefit", "money"])
    page = editor.client.get(address, {"before": "2", "after": "1"})
    assert "<del>7</del>" in page.content.decode()
    first = Edition.objects.get(key="money", number=1)
    sent = forms.fields(page, "restore-1")
    restored = editor.client.post(reverse("admin:benefits_edition_restore", args=[first.pk]), sent, follow=True)
    assert "草稿已恢复成money 第1版的内容" in steps.said(restored)
    assert Award.objects.get(benefit="money").number == 600
    steps.submit(editor.client, "benefit", "money", reason="恢复")
    assert "money 第3版" in steps.said(steps.approve(reviewer.client, *steps.waiting("money")))


@pytest.mark.parametrize("ids", ["", "id=0", "id=x", "id=99999999999999999999", "id=-1"])
def test_a_review_of_what_does_not_exist_is_not_found(reviewer: Officer, ids: str) -> None:
    assert reviewer.client.get(f"{reverse('admin:benefits_proposal_review')}?{ids}").status_code == 404


def test_the_states_are_told_in_the_list(editor: Officer, reviewer: Officer) -> None:
    def state(key: str) -> str:
        changes = editor.client.get(reverse("admin:benefits_benefit_changelist")).context["cl"]
        (row,) = (row for row in changes.result_list if row.pk == key)
        told: str = changes.model_admin.state(row)
        return told

    assert state("money") == "已发布 第1版"
    Award.objects.filter(benefit="money").update(number=700)
    assert state("money") == "有未发布的修改（已发布 第1版）"
    steps.submit(editor.client, "benefit", "money")
    assert state("money") == "待审核（已发布 第1版）"
    steps.decide(reviewer.client, "send_back", steps.waiting("money"), comment="请改")
    assert state("money") == "被退回（已发布 第1版）"
    Award.objects.filter(benefit="money").update(number=750)
    assert state("money") == "有未发布的修改（已发布 第1版）"
    steps.publish(editor.client, reviewer.client, "benefit", "money")
    assert state("money") == "已发布 第2版"
    reviewer.client.post(f"{reverse('admin:benefits_benefit_withdraw')}?id=money", {"reason": "停"})
    assert state("money") == "已撤回"
