"""Editing a benefit: rows, the panel, and two officers on one record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from benefits.models import Award, Benefit, Citation, Condition, Document, Fact, Question, Relation
from benefits.records import read_benefit
from tests.desk.accounts import Officer
from tests.desk.forms import errors, fields, save

MONEY = "/admin/benefits/benefit/money/change/"
LEAVE = "/admin/benefits/benefit/leave/change/"
ADD = "/admin/benefits/benefit/add/"
QUOTE = "每孩每月发放600元育儿补贴"
NEW = {
    "id": "new",
    "region": "370100",
    "title": "新",
    "summary": "新的",
    "category": "cash",
    "citations-0-document": "plan",
    "citations-0-clause": "一1",
    "citations-0-quote": QUOTE,
}

pytestmark = pytest.mark.usefixtures("seeded")


def looked(who: Officer, changes: dict[str, Any], address: str = MONEY) -> str:
    """The panel, as the script gets it."""
    sent = fields(who.client.get(address)) | changes | {"_look": "1"}
    page = who.client.post(address, sent, headers={"X-Fragment": "panel"})
    assert page.status_code == 200
    said: str = page.content.decode()
    assert "<html" not in said
    return said


# ---------------------------------------------------------------- rows


def test_an_award_and_its_conditions_are_made_on_the_benefits_own_page(editor: Officer) -> None:
    added = {"awards-1-line": "多胞胎", "awards-1-number": "15", "awards-1-unit": "天"}
    added |= {"awards-1-when-0-fact": "birth_order", "awards-1-when-0-op": "at_least", "awards-1-when-0-value": "2"}
    assert save(editor.client, LEAVE, added).status_code == 302
    record = read_benefit(Benefit.objects.get(id="leave"))
    assert [(one.line, one.number, len(one.when)) for one in record.awards] == [("基础", 60, 1), ("多胞胎", 15, 1)]
    assert record.awards[1].when[0].value == 2


@pytest.mark.parametrize("typed", ["2026-01-05", "2026/1/5", "2026年1月5日", "2026.1.5"])
def test_a_date_is_read_as_people_write_it_and_shown_as_records_do(editor: Officer, typed: str) -> None:
    assert save(editor.client, LEAVE, {"since": typed}).status_code == 302
    assert read_benefit(Benefit.objects.get(id="leave")).valid.since == date(2026, 1, 5)
    assert fields(editor.client.get(LEAVE))["since"] == "2026-01-05"


@pytest.mark.parametrize(("chosen", "asks"), [("", None), ("True", True), ("False", False)])
def test_a_benefit_asks_as_usual_until_somebody_says_otherwise(editor: Officer, chosen: str, asks: bool | None) -> None:
    assert save(editor.client, LEAVE, {"asks": chosen}).status_code == 302
    assert read_benefit(Benefit.objects.get(id="leave")).asks is asks


def test_an_award_goes_with_its_conditions(editor: Officer) -> None:
    assert save(editor.client, LEAVE, {"awards-0-DELETE": "on"}).status_code == 302
    assert not Award.objects.filter(benefit="leave").exists()
    assert not Condition.objects.filter(benefit="leave", award__isnull=False).exists()


def test_a_mistake_in_an_awards_condition_is_said_beside_it_and_nothing_is_saved(editor: Officer) -> None:
    page = save(editor.client, LEAVE, {"awards-0-when-0-op": "at_least", "awards-0-line": "新"})
    assert "“工作情况”只能用" in errors(page)
    assert Award.objects.get(benefit="leave").line == "基础"


@pytest.mark.parametrize("name", ["conditions-1-value", "since", "awards-0-until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_record_can_mean_is_refused(editor: Officer, name: str, day: str) -> None:
    assert "日期要在 1900 年到 2199 年之间。" in errors(save(editor.client, MONEY, {name: day}))


def test_the_clause_of_a_citation_is_named_as_in_print(editor: Officer) -> None:
    assert (
        save(editor.client, MONEY, {"citations-0-clause": "一2", "citations-0-quote": "增加产假六十日"}).status_code
        == 302
    )
    assert Citation.objects.get(benefit="money").clause == Document.objects.get(slug="plan").clauses.get(label="一2")
    assert "没有条款 九9" in errors(save(editor.client, MONEY, {"citations-0-clause": "九9"}))


def test_a_benefit_cites_documents_of_its_region_and_above_only(editor: Officer) -> None:
    page = editor.client.get(MONEY)
    assert "plan" in page.content.decode()
    changed = {"citations-0-document": "other-plan"}
    assert "选择" in errors(editor.client.post(MONEY, fields(page) | changed))
    assert Citation.objects.get(benefit="money").document_id == "plan"


def test_a_fact_that_was_deleted_meanwhile_is_named_beside_its_field(editor: Officer) -> None:
    sent = fields(editor.client.get(LEAVE)) | {"conditions-1-fact": "gone", "conditions-1-op": "is"}
    assert "已经没有“gone”这项事实" in errors(editor.client.post(LEAVE, sent))


def test_a_number_fact_alone_multiplies_and_a_date_fact_alone_is_counted_from(editor: Officer) -> None:
    changes = {"awards-0-times_fact": "birth", "awards-0-run_at": "birth_order"}
    said = errors(save(editor.client, MONEY, changes))
    assert "“出生日期”不能用在这里" in said
    assert "“孩次”不能用在这里" in said


def test_spans_are_shown_and_typed_in_chinese(editor: Officer) -> None:
    assert fields(editor.client.get(MONEY))["awards-0-run_end"] == "36个月"
    assert save(editor.client, MONEY, {"awards-0-run_end": "24个月"}).status_code == 302
    assert Award.objects.get(benefit="money").run_end == "24 months"


def test_who_only_reads_sees_the_rows_and_the_rule_and_cannot_send_them(auditor: Officer, editor: Officer) -> None:
    page = auditor.client.get(MONEY)
    assert "每孩每月发放600元育儿补贴" in page.content.decode()
    assert 'name="_look"' not in page.content.decode()
    sent = fields(editor.client.get(MONEY)) | {"_look": "1"}
    for headers in ({}, {"X-Fragment": "panel"}):
        assert auditor.client.post(MONEY, sent, headers=headers).status_code == 403


def test_clauses_to_quote_from_are_read_by_those_who_read_the_document(editor: Officer, stranger: Officer) -> None:
    address = reverse("admin:benefits_benefit_clauses", args=["plan"])
    assert "每孩每月发放600元育儿补贴" in editor.client.get(address).content.decode()
    assert stranger.client.get(address).status_code == 404


def test_the_id_of_a_new_benefit_is_corrected_after_it_was_refused(editor: Officer) -> None:
    given = fields(editor.client.get(ADD)) | NEW
    refused = editor.client.post(ADD, given | {"id": "错的编号"})
    assert refused.status_code == 200
    sent = fields(refused)
    parents = [name for name in sent if name.endswith("-benefit")]
    assert {name.split("-")[0] for name in parents} == {"citations", "conditions", "awards", "relations"}
    # Pages from before, and scripts, may name the id that was refused.
    for stale in ({}, dict.fromkeys(parents, "错的编号")):
        assert {sent[name] for name in parents} == {""}
        assert editor.client.post(ADD, sent | stale | {"id": "corrected"}).status_code == 302
        assert Citation.objects.get(benefit="corrected").quote == QUOTE
        Benefit.objects.get(id="corrected").delete()


# ---------------------------------------------------------------- the panel


def test_the_panel_says_the_rule_in_chinese_and_saves_nothing(editor: Officer) -> None:
    said = looked(editor, {"conditions-2-value": "3", "title": "别的标题"})
    assert "孩次：至少第3孩" in said
    assert "每月600元" in said
    assert Benefit.objects.get(id="money").title == "育儿补贴"
    assert Condition.objects.get(benefit="money", fact="birth_order").value == 2


def test_without_scripts_the_page_shows_the_panel_and_keeps_what_was_typed(editor: Officer) -> None:
    sent = fields(editor.client.get(MONEY)) | {"title": "别的标题", "conditions-2-value": "3", "_look": "1"}
    page = editor.client.post(MONEY, sent)
    assert "只是检查，还没有保存" in errors(page)
    assert "孩次：至少第3孩" in page.content.decode()
    assert fields(page)["title"] == "别的标题"
    assert Benefit.objects.get(id="money").title == "育儿补贴"
    assert editor.client.post(MONEY, fields(page)).status_code == 302
    assert Benefit.objects.get(id="money").title == "别的标题"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "没有发现问题"),
        ({"conditions-2-op": "at_most", "conditions-2-value": "0"}, "第3个条件谁都不符合"),
        (
            {"conditions-4-fact": "birth", "conditions-4-op": "on_or_before", "conditions-4-value": "2022-12-31"},
            "第2个条件和第5个条件互相矛盾",
        ),
        ({"awards-0-number": "700"}, "700"),
        ({"citations-0-quote": "本市户籍二孩、三孩家庭，每孩每月发放600元育儿补贴"}, "没有用在待遇、条件或说明里"),
        ({"citations-0-quote": "每孩每月发放900元育儿补贴"}, "最接近的原文是“每孩每月发放600元育儿补贴”"),
        ({"title": ""}, "标题：这个字段是必填项"),
        ({"conditions-3-any_of": "A", "conditions-3-if_not": "told"}, "不能放进任一组"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_the_panel_says_what_is_wrong(editor: Officer, changes: dict[str, str], said: str) -> None:
    notes = {"conditions-2-note": "二孩、三孩：第2孩起", "conditions-1-note": "2023年1月1日起"}
    notes |= {"awards-0-note": "发36个月", "note": "从2023年1月1日起"}
    if "没有用在" in said:
        notes = {
            "conditions-2-fact": "",
            "conditions-2-op": "",
            "conditions-2-value": "",
            "conditions-2-if_not": "told",
        }
        notes |= {"conditions-2-note": "按政策", "awards-0-note": "发36个月"}
    assert said in looked(editor, notes | changes)


def test_the_panel_names_an_overlap_with_another_benefit_of_the_region(editor: Officer) -> None:
    Benefit.objects.create(
        id="twin", region_id="370100", title="又一份", summary="一样的", category="cash", subject="each_child"
    )
    money = Citation.objects.get(benefit="money")
    Citation.objects.create(benefit_id="twin", document_id="plan", clause=money.clause, quote=money.quote)
    Award.objects.create(benefit_id="twin", number=600, unit="元", period="month")
    assert "和 twin 引同一条款、给同样的东西" in looked(editor, {})


def test_the_panel_names_a_fact_that_no_question_asks(editor: Officer) -> None:
    Fact.objects.create(slug="hidden", question_id="derived", holder="family", type="yesno", label="没人问的事")
    row = {"conditions-4-fact": "hidden", "conditions-4-op": "is", "conditions-4-value": "是"}
    assert "没有问题问它" in looked(editor, row)


def test_a_draft_that_is_no_record_yet_is_told_what_it_lacks(editor: Officer) -> None:
    Citation.objects.filter(benefit="money").delete()
    assert "至少要有一条引用" in editor.client.get(MONEY).content.decode()


def test_a_new_benefit_is_looked_at_before_it_is_there(editor: Officer) -> None:
    assert "600元" in looked(editor, NEW, ADD)
    assert not Benefit.objects.filter(id="new").exists()


# ---------------------------------------------------------------- two officers


def test_the_second_saver_is_told_what_changed_and_keeps_all_input(editor: Officer, second_editor: Officer) -> None:
    opened = fields(second_editor.client.get(MONEY))
    assert save(editor.client, MONEY, {"title": "育儿津贴", "awards-0-number": "700"}).status_code == 302
    mine = opened | {"title": "育儿补助", "summary": "每孩每月发钱。"}
    page = second_editor.client.post(MONEY, mine)
    assert "还没有保存" in errors(page)
    moved = {(one.field, one.before, one.now, one.mine) for one in page.context["moved"]}
    assert moved == {("标题", "育儿补贴", "育儿津贴", "育儿补助"), ("数额", "600", "700", "")}
    assert Benefit.objects.get(id="money").title == "育儿津贴"
    # What was left alone takes the other's value; what was typed stays.
    shown = fields(page)
    assert (shown["title"], shown["summary"], shown["awards-0-number"]) == ("育儿补助", "每孩每月发钱。", "700")
    assert second_editor.client.post(MONEY, shown).status_code == 302
    saved = Benefit.objects.get(id="money")
    assert (saved.title, saved.summary) == ("育儿补助", "每孩每月发钱。")
    assert Award.objects.get(benefit="money").number == 700


def test_rows_that_another_added_stay_and_are_told(editor: Officer, second_editor: Officer) -> None:
    opened = fields(second_editor.client.get(MONEY))
    added = {"conditions-4-if_not": "told", "conditions-4-note": "要在当地申请"}
    assert save(editor.client, MONEY, added).status_code == 302
    page = second_editor.client.post(MONEY, opened | {"summary": "新的说明"})
    assert "要在当地申请" in page.content.decode()
    assert second_editor.client.post(MONEY, fields(page)).status_code == 302
    assert Condition.objects.filter(benefit="money", note="要在当地申请").count() == 1
    assert Benefit.objects.get(id="money").summary == "新的说明"


@pytest.mark.parametrize("touched", [False, True], ids=["left alone", "edited"])
def test_a_row_that_another_deleted_is_gone_unless_it_was_being_edited(
    editor: Officer, second_editor: Officer, touched: bool
) -> None:
    opened = fields(second_editor.client.get(MONEY))
    assert save(editor.client, MONEY, {"conditions-1-DELETE": "on"}).status_code == 302
    mine = opened | ({"conditions-1-note": "我补的说明"} if touched else {"summary": "新的说明"})
    page = second_editor.client.post(MONEY, mine)
    assert "删去了" in page.content.decode()
    assert second_editor.client.post(MONEY, fields(page)).status_code == 302
    left = Condition.objects.filter(benefit="money", fact="birth")
    assert [one.note for one in left] == (["我补的说明"] if touched else [])
    assert Condition.objects.filter(benefit="money").count() == (4 if touched else 3)


def test_an_award_that_another_deleted_comes_back_with_its_conditions_if_it_was_being_edited(
    editor: Officer, second_editor: Officer
) -> None:
    opened = fields(second_editor.client.get(LEAVE))
    assert save(editor.client, LEAVE, {"awards-0-DELETE": "on"}).status_code == 302
    page = second_editor.client.post(LEAVE, opened | {"awards-0-number": "90"})
    assert second_editor.client.post(LEAVE, fields(page)).status_code == 302
    (award,) = read_benefit(Benefit.objects.get(id="leave")).awards
    assert (award.number, [row.value for row in award.when]) == (90, [("employee",)])


def test_a_garbled_version_saves_nothing(editor: Officer) -> None:
    page = save(editor.client, MONEY, {"title": "新的标题", "version": "made-up"})
    assert "页面太旧" in errors(page)
    assert Benefit.objects.get(id="money").title == "育儿补贴"
    assert editor.client.post(MONEY, fields(page)).status_code == 302


def test_a_form_without_a_version_overwrites_nothing(editor: Officer) -> None:
    sent = fields(editor.client.get(MONEY)) | {"title": "新的标题"}
    del sent["version"]
    page = editor.client.post(MONEY, sent)
    assert "这个页面太旧了" in errors(page)
    assert Benefit.objects.get(pk="money").title == "育儿补贴"
    assert editor.client.post(MONEY, fields(page)).status_code == 302
    assert Benefit.objects.get(pk="money").title == "新的标题"


def test_saving_twice_in_a_row_is_no_conflict(editor: Officer) -> None:
    assert save(editor.client, MONEY, {"title": "一"}).status_code == 302
    assert save(editor.client, MONEY, {"title": "二"}).status_code == 302
    assert Relation.objects.filter(benefit="leave").exists()
    assert Question.objects.exists()
