from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from benefits.editions.catalogue import Catalogue
from benefits.editions.publishing import Signature, in_force, withdraw
from benefits.models import (
    Appointment,
    Award,
    Benefit,
    Citation,
    Condition,
    Document,
    Edition,
    Option,
    Proposal,
    Publication,
)
from benefits.records import read_benefit
from benefits.today import today
from tests.desk import forms, steps
from tests.desk.accounts import signed_in

pytestmark = pytest.mark.usefixtures("seeded")

MODELS = ["benefit", "document", "clause", "question", "fact", "edition", "publication"]


def save(client: Client, name: str, key: object, changes: dict[str, Any]) -> Any:
    return forms.save(client, reverse(f"admin:benefits_{name}_change", args=[key]), changes)


def act(client: Client, name: str, action: str, *keys: str, **signature: str) -> str:
    """What the page says after an action of the list."""
    address = reverse(f"admin:benefits_{name}_changelist")
    data = {"action": action, "_selected_action": keys, "reason": "标准调整"} | signature
    return client.post(address, data, follow=True).content.decode()


@pytest.fixture
def reviewer(seeded: object) -> Client:
    """A second account, since nobody approves what is their own."""
    return signed_in(User.objects.create_superuser("reviewer"))


@pytest.mark.parametrize("name", MODELS)
def test_every_kind_of_record_can_be_listed_searched_and_opened(admin_client: Client, name: str) -> None:
    address = reverse(f"admin:benefits_{name}_changelist")
    page = admin_client.get(address, {"q": "a"})
    assert page.status_code == 200
    first = admin_client.get(address).context["cl"].result_list[0]
    assert admin_client.get(reverse(f"admin:benefits_{name}_change", args=[first.pk]), follow=True).status_code == 200


@pytest.mark.parametrize(("name", "key"), [("benefit", "money"), ("document", "plan"), ("question", "work")])
def test_saving_without_a_change_changes_nothing(admin_client: Client, name: str, key: str) -> None:
    assert save(admin_client, name, key, {}).status_code == 302
    assert "和已发布的一样，不用送审" in steps.said(steps.submit(admin_client, name, key))
    assert Edition.objects.filter(key=key).count() == 1


def test_an_officer_changes_600_to_700_and_parents_get_it(admin_client: Client, reviewer: Client) -> None:
    assert save(admin_client, "benefit", "money", {"awards-0-number": "700"}).status_code == 302
    served = Catalogue.at(None, today()).benefit("money")
    assert served is not None
    assert served.awards[0].number == 600
    assert "已批准，发布 1 项" in steps.said(steps.publish(admin_client, reviewer, "benefit", "money"))
    served = Catalogue.at(None, today()).benefit("money")
    assert served is not None
    assert served.awards[0].number == 700
    row = Publication.objects.latest("number")
    assert (row.by, row.approved_by, row.reason, row.effective) == ("admin", "reviewer", "标准调整", today())


def test_the_list_says_what_is_published_as_it_stands(admin_client: Client) -> None:
    def states() -> dict[str, str]:
        page = admin_client.get(reverse("admin:benefits_benefit_changelist"))
        changes = page.context["cl"]
        return {row.pk: changes.model_admin.state(row) for row in changes.result_list}

    assert states() == {"leave": "已发布 第1版", "money": "已发布 第1版"}
    Award.objects.filter(benefit="money").update(number=700)
    withdraw("benefit", "leave", Signature(by="li", reason="试", from_date=today()))
    Benefit.objects.create(id="new", region_id="370100", title="新", summary="新", category="cash")
    assert states() == {"leave": "已撤回", "money": "有未发布的修改（已发布 第1版）", "new": "草稿"}


def test_submitting_needs_a_reason_and_no_day_gone_by(admin_client: Client) -> None:
    Award.objects.filter(benefit="money").update(number=700)
    assert "必填" in steps.said(steps.submit(admin_client, "benefit", "money", reason=" "))
    for day, refused in (("2020-01-01", "请填今天或以后的日期"), ("tomorrow", "输入一个有效的日期")):
        assert refused in steps.said(steps.submit(admin_client, "benefit", "money", wanted=day))
    assert not Proposal.objects.exists()


def test_of_several_none_is_submitted_if_one_cannot_be_published_and_it_is_named(admin_client: Client) -> None:
    Award.objects.filter(benefit="money").update(number=700)
    Citation.objects.filter(benefit="leave").update(quote="增加产假九十日")
    said = steps.said(steps.submit(admin_client, "benefit", "money", "leave"))
    assert "leave：第1条引用的引文：引文在条款 一2 里找不到" in said
    assert "增加产假六十日" in said
    assert not Proposal.objects.exists()


def test_a_benefit_without_a_citation_is_kept_but_not_published(admin_client: Client) -> None:
    Benefit.objects.create(id="new", region_id="370100", title="新", summary="新", category="cash")
    assert "“new”还不能送审：至少要有一条引用" in steps.said(steps.submit(admin_client, "benefit", "new"))
    assert in_force("benefit", "new", today()) is None


def test_withdrawing_and_verifying_are_rows_of_the_log(admin_client: Client) -> None:
    assert "1 项和原文核对过" in act(admin_client, "benefit", "verify_selected", "leave")
    address = f"{reverse('admin:benefits_benefit_withdraw')}?id=leave"
    assert "已撤回 1 项" in steps.said(admin_client.post(address, {"reason": "停了"}, follow=True))
    assert "没有发布，或者已经撤回了" in steps.said(admin_client.post(address, {"reason": "停了"}, follow=True))
    assert [row.action for row in Publication.objects.filter(by="admin")] == ["withdrawn", "verified"]


def test_what_parents_see_is_withdrawn_before_it_is_deleted(admin_client: Client) -> None:
    address = reverse("admin:benefits_benefit_delete", args=["leave"])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    act(admin_client, "benefit", "delete_selected", "leave", post="yes")
    assert Benefit.objects.filter(id="leave").exists()
    withdraw("benefit", "leave", Signature(by="li", reason="试", from_date=today()))
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not Benefit.objects.filter(id="leave").exists()


def test_what_is_saved_but_cannot_be_published_is_said_at_once(admin_client: Client) -> None:
    work = Condition.objects.get(benefit="money", fact="residence")
    Condition.objects.filter(pk=work.pk).update(fact="work", op="is", value="none")
    address = reverse("admin:benefits_benefit_change", args=["money"])
    said = admin_client.post(address, forms.fields(admin_client.get(address)), follow=True).content.decode()
    assert "已保存，但还不能发布：money：第1个条件" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "必填"),
        ({"title": "  "}, "必填"),
        ({"since": "2024-01-02", "until": "2024-01-01"}, "“至”不能早于“自”"),
        ({"citations-0-quote": "每孩每月发放900元育儿补贴"}, "最接近的原文是“每孩每月发放600元育儿补贴”"),
        ({"citations-0-quote": ""}, "引用条款要写引文"),
        ({"citations-0-article": "第三条"}, "选条款，或者填条文号"),
        ({"conditions-1-op": "at_least"}, "“出生日期”只能用"),
        ({"conditions-1-value": "2023年"}, "请填日期"),
        ({"conditions-1-value": ""}, "请填日期"),
        ({"conditions-2-value": "两个"}, "请填整数"),
        ({"conditions-2-fact": ""}, "先选事实和比较"),
        ({"conditions-3-note": ""}, "要写说明"),
        ({"conditions-3-any_of": "A"}, "不能放进任一组"),
        ({"awards-0-number": "-1"}, "0 到 10 亿"),
        ({"awards-0-unit": ""}, "填了数额就要填单位"),
        ({"awards-0-run_end": "三年"}, "请填时长"),
        ({"awards-0-claim_yearly": "3"}, "申领的结束要填一种"),
    ],
)
def test_a_mistake_is_said_beside_its_field(admin_client: Client, changes: dict[str, str], said: str) -> None:
    before = read_benefit(Benefit.objects.get(id="money"))
    assert said in forms.errors(save(admin_client, "benefit", "money", changes))
    assert read_benefit(Benefit.objects.get(id="money")) == before


@pytest.mark.parametrize(
    ("fact", "op", "typed", "value"),
    [
        ("birth", "under", "36个月", "36 months"),
        ("birth", "within", "188天", "188 days"),
        ("birth", "on_or_before", "2024-05-01", "2024-05-01"),
        ("birth_order", "at_most", "3", 3),
        ("residence", "not_here", "", None),
    ],
)
def test_values_are_typed_as_people_write_them(
    admin_client: Client, fact: str, op: str, typed: str, value: object
) -> None:
    changes = {"conditions-1-fact": fact, "conditions-1-op": op, "conditions-1-value": typed}
    assert save(admin_client, "benefit", "money", changes).status_code == 302
    assert Condition.objects.filter(benefit="money", fact=fact, op=op, value=value).exists() or value is None
    assert Condition.objects.get(benefit="money", position=1).value == value


@pytest.mark.parametrize("typed", ["在单位上班、没有工作", "employee,none", "employee 没有工作"])
def test_options_are_typed_by_name_or_value(admin_client: Client, typed: str) -> None:
    value = "awards-0-when-0-value"
    assert save(admin_client, "benefit", "leave", {value: typed}).status_code == 302
    assert Condition.objects.get(award__benefit="leave").value == ["employee", "none"]
    assert "employee（在单位上班）" in forms.errors(save(admin_client, "benefit", "leave", {value: "学生"}))


def test_a_condition_added_to_an_award_belongs_to_its_benefit(admin_client: Client) -> None:
    when = "awards-0-when-1"
    added = {f"{when}-whose": "mother", f"{when}-fact": "work", f"{when}-op": "is", f"{when}-value": "没有工作"}
    added |= {f"{when}-if_not": "unclear", f"{when}-basis": "stated"}
    assert save(admin_client, "benefit", "leave", added).status_code == 302
    first, second = Condition.objects.filter(award__benefit="leave")
    assert {first.benefit_id, second.benefit_id} == {"leave"}
    assert (second.position, second.value) == (first.position + 1, "none")


def test_a_pasted_document_is_split_and_published(admin_client: Client, reviewer: Client) -> None:
    data = {"slug": "new", "region": "371500", "title": "聊城市方案", "issuer": "聊城市人民政府", "status": "in_force"}
    data |= {"text": "一、补贴\n1.发放补贴。每孩500元。", "clauses-TOTAL_FORMS": "0", "clauses-INITIAL_FORMS": "0"}
    assert admin_client.post(reverse("admin:benefits_document_add"), data).status_code == 302
    assert [clause.label for clause in Document.objects.get(slug="new").clauses.all()] == ["一", "一1"]
    assert "已批准，发布 1 项" in steps.said(steps.publish(admin_client, reviewer, "document", "new"))
    assert Catalogue.at(None, today()).document("new") is not None


def test_a_question_with_a_new_fact_is_made_in_forms(admin_client: Client, reviewer: Client) -> None:
    data = {"slug": "married", "order": "15", "section": "家庭", "heading": "结婚了吗？", "form": "checks"}
    data |= {"facts-TOTAL_FORMS": "1", "facts-INITIAL_FORMS": "0", "facts-0-position": "0", "facts-0-slug": "married"}
    data |= {"facts-0-label": "已婚", "facts-0-holder": "family", "facts-0-type": "yesno", "facts-0-how": "asked"}
    assert admin_client.post(reverse("admin:benefits_question_add"), data).status_code == 302
    assert "已批准，发布 1 项" in steps.said(steps.publish(admin_client, reviewer, "question", "married"))
    assert [question.slug for question in Catalogue.at(None, today()).questions()][1] == "married"


def test_options_are_edited_with_their_fact_and_published_with_its_question(
    admin_client: Client, reviewer: Client
) -> None:
    assert save(admin_client, "fact", "work", {"options-1-label": "现在没工作"}).status_code == 302
    assert "已批准，发布 1 项" in steps.said(steps.publish(admin_client, reviewer, "question", "work"))
    assert Catalogue.at(None, today()).facts()["work"].options[1].label == "现在没工作"


def test_an_incomplete_question_is_said_in_chinese(admin_client: Client) -> None:
    Option.objects.filter(fact="work").delete()
    assert "“选项”类的事实要列出选项" in steps.said(steps.submit(admin_client, "question", "work"))


@pytest.mark.parametrize("name", ["edition", "publication"])
@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_editions_and_the_log_cannot_be_changed(admin_client: Client, name: str, action: str) -> None:
    model: Any = Edition if name == "edition" else Publication
    args = [] if action == "add" else [model.objects.first().pk]
    assert admin_client.post(reverse(f"admin:benefits_{name}_{action}", args=args), {"number": 1}).status_code == 403


def test_who_may_only_look_can_neither_change_nor_publish(client: Client) -> None:
    user = User.objects.create_user("auditor", is_staff=True)
    Appointment.objects.create(account=user, region_id="370100", role="auditor")
    client.force_login(user)
    assert "提交审核" not in str(client.get(reverse("admin:benefits_benefit_changelist")).context["action_form"])
    act(client, "benefit", "withdraw_selected", "money")
    address = f"{reverse('admin:benefits_benefit_withdraw')}?id=money"
    assert client.post(address, {"reason": "试"}).status_code == 403
    assert client.post(steps.submit_address("benefit", ["money"]), {"reason": "试"}).status_code == 403
    assert in_force("benefit", "money", today()) is not None


def test_the_list_of_benefits_takes_few_queries(admin_client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
        admin_client.get(reverse("admin:benefits_benefit_changelist"))
