"""All records of a region as a file and back."""

from __future__ import annotations

import dataclasses
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from benefits.admin.exchange import as_workbook, as_yaml
from benefits.editions import catalogue
from benefits.exchange import importing
from benefits.exchange.clauses import ClauseError, document_from
from benefits.exchange.columns import (
    AWARDS,
    BENEFITS,
    CITATIONS,
    CONDITIONS,
    FACTS,
    OPTIONS,
    QUESTIONS,
    RELATIONS,
    TAKEN_AS,
    Sheet,
)
from benefits.exchange.mistakes import UnreadableError
from benefits.exchange.working import QUESTIONS as ALL_QUESTIONS
from benefits.exchange.working import working
from benefits.models import (
    Award,
    Benefit,
    Citation,
    Clause,
    Deed,
    Document,
    Fact,
    NothingGranted,
    Publication,
    Question,
    Relation,
)
from benefits.records import read_benefit
from benefits.rules import facts, model
from benefits.seeding import seed
from regions.directory import hold_directory
from tests.desk.accounts import Officer
from tests.desk.forms import fields
from tests.racing import overtaken
from tests.records.conftest import TODAY

FIXTURES = Path(__file__).parents[2] / "fixtures"
CITY, OTHER = "370100", "371500"
PREVIEW, CONFIRM = "admin:benefits_exchange_preview", "admin:benefits_exchange_confirm"


def edited(place: str, cells: dict[str, Any]) -> bytes:
    """The exported workbook with some cells (``给付!C2``) changed."""
    book = openpyxl.load_workbook(BytesIO(as_workbook(place)))
    for name, value in cells.items():
        sheet, _, cell = name.partition("!")
        book[sheet][cell] = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def preview(client: Client, file: bytes, place: str = CITY) -> Any:
    data = {"place": place, "file": SimpleUploadedFile("records.xlsx", file)}
    return client.post(reverse(PREVIEW), data)


def confirm(client: Client, page: Any) -> Any:
    return client.post(reverse(CONFIRM), {"token": page.context["plan"].token}, follow=True)


def values_of(key: str) -> dict[str, Any]:
    """The columns of a benefit, without its rows."""
    row = Benefit.objects.get(id=key)
    return {field.attname: getattr(row, field.attname) for field in Benefit._meta.concrete_fields}


def named(page: Any) -> dict[str, str]:
    """What the preview finds wrong, by place."""
    return {one.at: one.message for one in page.context["mistakes"]}


def column(sheet: Sheet, path: str) -> str:
    return openpyxl.utils.get_column_letter([one.path for one in sheet.columns].index(path) + 1)


# ---------------------------------------------------------------- round trip


@pytest.mark.django_db
def test_what_is_exported_and_imported_again_changes_nothing_in_any_region() -> None:
    hold_directory(None)
    seed(FIXTURES, today=TODAY)
    for place in ("141000", "141029", "370100", "371581", "441523", ALL_QUESTIONS):
        for file in (as_workbook(place), as_yaml(place).encode()):
            found = importing.plan(file, place)
            assert found.altered == ()
            assert found.same == len(working(place)[0]) > 20
            assert found.unnamed == 0
    hold_directory(None)
    catalogue.forget()


@pytest.mark.parametrize(
    ("sheet", "schema", "elsewhere"),
    [
        (BENEFITS, model.Benefit, {"citations", "conditions", "awards", "relations", "valid"}),
        (CITATIONS, model.Citation, set()),
        (CONDITIONS, model.Condition, set()),
        (AWARDS, model.Award, {"when", "times", "cap", "valid", "run", "claim"}),
        (RELATIONS, model.Relation, set()),
        (QUESTIONS, facts.Question, {"facts"}),
        (FACTS, facts.Fact, {"options", "taken_as"}),
        (OPTIONS, facts.Option, set()),
        (TAKEN_AS, facts.TakenAs, set()),
    ],
    ids=lambda one: getattr(one, "title", ""),
)
def test_a_sheet_has_a_column_for_every_field(sheet: Sheet, schema: Any, elsewhere: set[str]) -> None:
    paths = {one.path for one in sheet.columns}
    assert {one.name for one in dataclasses.fields(schema)} - elsewhere <= paths
    groups = {"valid": model.Validity, "times": model.Times, "cap": model.Cap, "run": model.Run, "claim": model.Claim}
    for name in elsewhere & groups.keys():
        assert {f"{name}.{one.name}" for one in dataclasses.fields(groups[name])} <= paths


# ---------------------------------------------------------------- import


def test_an_import_shows_what_would_change_and_writes_drafts_once_confirmed(editor: Officer) -> None:
    published = Publication.objects.count()
    page = preview(editor.client, edited(CITY, {"给付!C3": "700", "福利!C3": "育儿补贴（新）"}))
    assert [(one.key, len(one.changes)) for one in page.context["plan"].altered] == [("money", 2)]
    assert "每月600元" in page.content.decode()
    assert Award.objects.get(benefit="money").number == 600
    said = confirm(editor.client, page).content.decode()
    assert "已导入 1 项，都是草稿" in said
    assert Award.objects.get(benefit="money").number == 700
    assert Benefit.objects.get(id="money").changed_by == editor.user.username
    assert Publication.objects.count() == published
    deed = Deed.objects.latest("pk")
    assert (deed.account, deed.key, deed.region_id) == (editor.user.username, "money", CITY)


def test_a_new_record_comes_with_all_its_rows(editor: Officer) -> None:
    text = as_yaml(CITY).replace("id: money", "id: second-money").replace("to: money", "to: second-money")
    page = preview(editor.client, text.encode())
    assert [(one.key, one.new) for one in page.context["plan"].altered] == [
        ("leave", False),
        ("second-money", True),
    ] or [(one.key, one.new) for one in page.context["plan"].altered] == [("second-money", True), ("leave", False)]
    confirm(editor.client, page)
    before, after = (read_benefit(Benefit.objects.get(id=key)) for key in ("money", "second-money"))
    assert dataclasses.replace(after, id="money") == before


def test_what_the_file_does_not_name_is_left_alone(editor: Officer) -> None:
    book = openpyxl.load_workbook(BytesIO(as_workbook(CITY)))
    for title in ("福利", "引用", "条件", "给付", "关系"):
        rows = [cell.row for cell in book[title]["A"] if cell.value == "leave"]
        for row in reversed(rows):
            book[title].delete_rows(row)
    file = BytesIO()
    book.save(file)
    page = preview(editor.client, file.getvalue())
    assert (page.context["plan"].altered, page.context["plan"].unnamed) == ((), 1)
    assert Benefit.objects.filter(id="leave").exists()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"给付!C3": "七百"}, {"给付!C3": "请填数字。"}),
        ({"给付!F3": "每周"}, {"给付!F3": "没有“每周”这个说法"}),
        ({"条件!G5": "2023年"}, {"条件!G5": "请填日期"}),
        ({"条件!B4": "7"}, {"条件!B4": "没有第 7 项给付"}),
        ({"条件!E4": "nothing"}, {"条件!E4": "没有编号为 nothing 的事实"}),
        ({"引用!D3": "每孩每月发放900元育儿补贴"}, {"引用!D3": "引文在条款"}),
        ({"引用!A3": "nobody"}, {"引用!A3": "没有编号为 nobody 的记录"}),
        ({"福利!A3": "leave"}, {"福利!A3": "出现了两次"}),
        ({"福利!B3": OTHER}, {"福利!B3": "不是这次导入的"}),
        ({"福利!B3": "999999"}, {"福利!B3": "没有区划代码"}),
        ({"福利!C3": ""}, {"福利!C3": "没有填"}),
        ({"条件!G5": "9999-12-31"}, {"条件!G5": "1900 年到 2199 年"}),
        ({"福利!K3": "2023-02-30"}, {"福利!K3": "请填日期"}),
        ({"福利!C3": "=1+1", "给付!C3": "=700"}, {"福利!C3": "公式", "给付!C3": "公式"}),
        ({"福利!C1": "名字"}, {"福利!C1": "不认得这一列"}),
        ({"文件!B2": OTHER}, {"文件!B2": "不是这次导入的"}),
        ({"文件!G2": "有效"}, {"文件!G2": "没有“有效”这个说法"}),
        ({"文件!H2": "here"}, {"文件!A2": "http"}),
        ({"条款!A8": "nobody"}, {"条款!A8": "没有编号为 nobody 的记录"}),
        ({"条款!B8": "s2"}, {"条款!B8": "定位符 s2 出现了两次"}),
        ({"条款!C8": "s1"}, {"条款!C8": "上级条款 s1 要写在前面"}),
        ({"条款!D8": "卷"}, {"条款!D8": "没有“卷”这个说法"}),
        ({"条款!E8": ""}, {"条款!E8": "请填条款号"}),
        ({"条款!G5": "发放补贴"}, {"条款!G5": "小标题要和正文开头的字一样"}),
        ({"条款!K5": "（牵头部门：市教育局）"}, {"条款!K5": "责任部门的原文要和正文结尾的字一样"}),
        ({"条款!H5": "发放育儿补贴。（牵头部门：市卫生健康委）"}, {"引用!D3": "引文在条款"}),
        ({"条款!N5": "没有待遇"}, {"条款!N5": "一1已有福利引用"}),
        ({"条款!H8": "=1+1"}, {"条款!H8": "公式"}),
    ],
    ids=lambda one: ",".join(map(str, one)) if isinstance(one, dict) else None,
)
def test_a_mistake_is_named_by_its_cell_and_nothing_is_written(
    editor: Officer, cells: dict[str, Any], said: dict[str, str]
) -> None:
    before = [read_benefit(one) for one in Benefit.objects.all()]
    found = named(preview(editor.client, edited(CITY, cells)))
    for at, message in said.items():
        assert message in found[at]
    assert [read_benefit(one) for one in Benefit.objects.all()] == before


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("number: 600", "number: six", 1, "数字"),
        ("quote: 每孩每月发放600元育儿补贴", "quote: 没有这句话", 1, "引文在条款"),
        ("since: '2023-01-01'", "since: '9999-12-31'", 1, "1900 年到 2199 年"),
        ("title: 育儿补贴", "title: [", 1, "YAML"),
        ("title: 育儿补贴", 'title: "a\\0b"', 1, "看不见"),
        ("title: 育儿补贴", 'title: "a\\uFFFFb"', 1, "看不见"),
        ("label: 二第1段", 'label: "二\\x07"', 1, "看不见"),
        ("benefits:", "benefits:\n" + "- 1\n" * 5001, 1, "最多5000条"),
        ("value: '2023-01-01'", "value: '2023-06-31'", 1, "日期，如"),
        ("end: 36 months", "end: 99999999999 months", 1, "时长要写成"),
        ("title: 育儿补贴", "name: 育儿补贴", 1, "不认得这一项"),
        ("anchor: s2-p1", "anchor: [s2-p1]", 1, "定位符只能用字母"),
        ("label: 二第1段", "nothing: 5, label: 二第1段", 1, "理由要写成文字"),
        ("kind: paragraph", "kind: 卷", 1, "没有这个说法"),
        ("- slug: plan", "- 1\n- slug: plan", 1, "要写成一组"),
    ],
)
def test_a_mistake_in_yaml_is_named_by_its_line(editor: Officer, old: str, new: str, line: int, said: str) -> None:
    text = as_yaml(CITY)
    assert old in text
    found = named(preview(editor.client, text.replace(old, new, line).encode()))
    assert any(at.startswith("第") and "行" in at for at in found)
    assert any(said in message for message in found.values()), found


def without(title: str) -> bytes:
    """The exported workbook without the rows of a sheet."""
    book = openpyxl.load_workbook(BytesIO(as_workbook(CITY)))
    book[title].delete_rows(2, book[title].max_row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_clauses_and_their_marks_are_imported_with_their_document(editor: Officer) -> None:
    cells = {"文件!D2": "济发〔2023〕1号", "条款!H8": "各级各部门要高度重视。 ", "条款!N8": "部门之间的工作"}
    page = preview(editor.client, edited(CITY, cells))
    (altered,) = page.context["plan"].altered
    assert (altered.key, [one.what for one in altered.changes]) == (
        "plan",
        ["文号", "条款", "“没有待遇”的标记：二第1段"],
    )
    assert "已导入 1 项" in confirm(editor.client, page).content.decode()
    row = Document.objects.get(slug="plan")
    assert (row.number, row.changed_by, row.source[-1]) == ("济发〔2023〕1号", editor.user.username, " ")
    mark = NothingGranted.objects.get(clause__document="plan")
    assert (mark.clause_id, mark.by) == (Clause.objects.get(document="plan", anchor="s2-p1").pk, editor.user.username)
    assert mark.reason == "部门之间的工作"
    for file in (as_workbook(CITY), as_yaml(CITY).encode()):
        assert importing.plan(file, CITY).altered == ()
    Document.objects.filter(slug="plan").update(changed_by="another")
    confirm(editor.client, preview(editor.client, edited(CITY, {"条款!N8": ""})))
    assert not NothingGranted.objects.exists()
    assert Document.objects.get(slug="plan").changed_by == "another"


def test_a_file_without_the_clauses_of_a_document_takes_none_away(editor: Officer) -> None:
    assert "删掉全文" in named(preview(editor.client, without("条款")))["文件!A2"]
    alone = without("文件")
    assert "没有编号为 plan 的记录" in named(preview(editor.client, alone))["条款!A2"]
    assert Document.objects.get(slug="plan").clauses.count() == 7


def test_a_clause_that_others_quote_is_neither_lost_nor_reworded_in_silence(
    editor: Officer, county_editor: Officer
) -> None:
    Citation.objects.filter(benefit="county-money").update(
        document="plan", clause=Clause.objects.get(document="plan", anchor="s1-1")
    )
    text = as_yaml(CITY).partition("benefits:")[0] + "benefits: []\n"
    reworded = text.replace("发放600元", "发放700元")
    assert preview(editor.client, reworded.encode()).context["plan"].torn == ("育儿补贴",)
    gone = text.replace("anchor: s1-1", "anchor: s1-9")
    assert "少了条款 s1-1，福利“育儿补贴”还引用着它" in "".join(named(preview(editor.client, gone.encode())).values())


def test_a_draft_that_is_not_finished_is_not_called_new_and_not_overwritten_unseen(editor: Officer) -> None:
    file = as_workbook(CITY)
    Citation.objects.filter(benefit="money").delete()
    page = preview(editor.client, file)
    (altered,) = page.context["plan"].altered
    assert (altered.key, altered.new, altered.unfinished) == ("money", False, True)
    assert "替换没写完的草稿" in page.content.decode()
    Benefit.objects.get(id="money").save()
    assert "预览以后有人改了 money" in confirm(editor.client, page).content.decode()
    assert "已导入 1 项" in confirm(editor.client, preview(editor.client, file)).content.decode()


@pytest.mark.parametrize("words", [("id: money", "to: money"), ("slug: plan",)], ids=["benefit", "document"])
def test_an_id_that_another_region_has_taken_is_refused(editor: Officer, words: tuple[str, ...]) -> None:
    text = as_yaml(CITY)
    for one in words:
        text = text.replace(one, one.replace(": ", ": other-"))
    (message,) = named(preview(editor.client, text.encode())).values()
    assert f"编号 other-{words[0].partition(': ')[2]} 已经是别的地区的记录" in message


@pytest.mark.parametrize(
    "file",
    [b"", b"\xff\xfe nothing", b"PK\x03\x04 no archive", b"{", b"- 1\n- 2\n", b'region: "370100"\n', b"a\0b"],
    ids=repr,
)
def test_what_is_no_file_of_ours_is_refused_with_a_clear_word(editor: Officer, file: bytes) -> None:
    page = preview(editor.client, file)
    assert page.status_code == 200
    if file:
        assert named(page)
    else:
        assert "空" in page.content.decode()


def test_a_workbook_that_unpacks_to_too_much_is_refused(editor: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benefits.exchange.workbook.MOST_BYTES", 1000)
    assert "太大" in named(preview(editor.client, as_workbook(CITY)))[""]


def test_numbers_dates_and_truths_typed_in_excel_are_read_as_they_look(editor: Officer) -> None:
    import datetime  # noqa: PLC0415 - as Excel keeps a day

    cells = {"给付!C3": 650, "福利!K3": datetime.datetime(2023, 1, 2), "福利!M3": True}  # noqa: DTZ001
    page = preview(editor.client, edited(CITY, cells))
    (altered,) = page.context["plan"].altered
    assert (altered.record.awards[0].number, altered.record.asks) == (650, True)
    assert altered.record.valid.since == datetime.date(2023, 1, 2)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@某处", "'引号"])
def test_what_looks_like_a_formula_is_text_on_the_way_out_and_back(editor: Officer, text: str) -> None:
    Benefit.objects.filter(id="money").update(title=text)
    file = as_workbook(CITY)
    cell = openpyxl.load_workbook(BytesIO(file))["福利"]["C3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert importing.plan(file, CITY).altered == ()


# ---------------------------------------------------------------- two at once, and who may


def test_a_character_that_no_cell_can_hold_is_replaced_on_the_way_out_and_refused_in_forms(editor: Officer) -> None:
    Benefit.objects.filter(id="money").update(title="育儿\uffff补贴\x07")
    book = openpyxl.load_workbook(BytesIO(as_workbook(CITY)))
    assert "育儿\ufffd补贴\ufffd" in [cell.value for cell in book["福利"]["C"]]
    address = "/admin/benefits/benefit/money/change/"
    refused = editor.client.post(address, fields(editor.client.get(address)))
    assert "看不见" in str(refused.context["adminform"].form.errors["title"])


def test_a_document_of_more_clauses_than_any_has_is_refused_at_its_clauses() -> None:
    with pytest.raises(ClauseError) as refused:
        document_from({"clauses": [{}] * 5001})
    assert [loc for loc, _ in refused.value.faults] == [("clauses",)]


def test_what_was_changed_after_the_preview_is_not_overwritten(editor: Officer) -> None:
    page = preview(editor.client, edited(CITY, {"给付!C3": "700", "福利!C2": "新的产假"}))
    Award.objects.filter(benefit="money").update(number=650)
    assert "预览以后有人改了 money" in confirm(editor.client, page).content.decode()
    assert Award.objects.get(benefit="money").number == 650
    assert Benefit.objects.get(id="leave").title == "产假"


def test_an_id_that_another_region_takes_after_the_preview_stays_theirs(editor: Officer) -> None:
    text = as_yaml(CITY).replace("id: money", "id: bonus").replace("to: money", "to: bonus")
    page = preview(editor.client, text.encode())
    Benefit.objects.create(**values_of("other-money") | {"id": "bonus", "title": "聊城的奖金"})
    assert "预览以后有人改了 bonus" in confirm(editor.client, page).content.decode()
    assert Benefit.objects.get(id="bonus").region_id == OTHER


@pytest.mark.django_db(transaction=True)
def test_an_id_that_another_region_is_taking_stays_theirs(editor: Officer) -> None:
    text = as_yaml(CITY).replace("id: money", "id: bonus").replace("to: money", "to: bonus")
    token = preview(editor.client, text.encode()).context["plan"].token
    theirs = values_of("other-money") | {"id": "bonus", "title": "聊城的奖金"}
    with pytest.raises(UnreadableError, match="刚刚被人占用或改动"):
        overtaken(lambda: Benefit.objects.create(**theirs), lambda: importing.write(editor.user, token))
    assert Benefit.objects.get(id="bonus").region_id == OTHER


def test_a_benefit_that_is_deleted_after_the_preview_is_told(editor: Officer) -> None:
    page = preview(editor.client, edited(CITY, {"关系!C2": "county-money"}))
    assert named(page) == {}
    Relation.objects.filter(to="county-money").delete()
    Benefit.objects.get(id="county-money").delete()
    assert "占用或改动" in confirm(editor.client, page).content.decode()


def test_a_confirmation_that_was_not_signed_here_is_refused(editor: Officer) -> None:
    page = editor.client.post(reverse(CONFIRM), {"token": "made-up"}, follow=True)
    assert "已经过期" in page.content.decode()


@pytest.mark.parametrize("role", ["reviewer", "auditor", "administrator", "stranger", "county_editor", "nobody"])
def test_who_does_not_edit_a_region_imports_nothing_into_it(request: Any, editor: Officer, role: str) -> None:
    other: Officer = request.getfixturevalue(role)
    file = edited(CITY, {"给付!C3": "700"})
    assert preview(other.client, file).status_code == 403
    made = preview(editor.client, file)
    assert other.client.post(reverse(CONFIRM), {"token": made.context["plan"].token}).status_code == 403
    assert Award.objects.get(benefit="money").number == 600


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("auditor", CITY, 200),
        ("auditor", "370102", 200),
        ("county_editor", CITY, 200),
        ("stranger", CITY, 403),
        ("stranger", "questions", 200),
        ("nobody", CITY, 403),
    ],
)
def test_who_reads_a_region_takes_it_away(request: Any, role: str, place: str, status: int) -> None:
    other: Officer = request.getfixturevalue(role)
    address = reverse("admin:benefits_exchange_export")
    for kind in ("xlsx", "yaml"):
        assert other.client.get(address, {"place": place, "file_format": kind}).status_code == status


def test_an_editor_without_the_right_to_questions_imports_none(editor: Officer, question_editor: Officer) -> None:
    file = as_workbook("questions")
    assert preview(editor.client, file, "questions").status_code == 403
    assert preview(question_editor.client, file, "questions").context["plan"].altered == ()


# ---------------------------------------------------------------- questions


def test_wording_and_options_of_questions_are_imported(question_editor: Officer) -> None:
    label = f"选项!{column(OPTIONS, 'label')}3"
    page = preview(question_editor.client, edited("questions", {label: "现在没有工作"}), "questions")
    assert [one.key for one in page.context["plan"].altered] == ["work"]
    confirm(question_editor.client, page)
    assert [one.label for one in Fact.objects.get(slug="work").options.all()][1] == "现在没有工作"


def test_a_fact_that_is_still_read_is_not_lost_by_leaving_it_out(question_editor: Officer) -> None:
    text = as_yaml("questions").replace("slug: birth_order", "slug: rank")
    page = preview(question_editor.client, text.encode(), "questions")
    if page.context["plan"]:
        said = confirm(question_editor.client, page).content.decode()
        assert "还有记录在用" in said
    assert Fact.objects.filter(slug="birth_order").exists()
    assert not Fact.objects.filter(slug="rank").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("form: children", "form: none", "问题的形式要是“孩子名单”"),
        ("- slug: relation", "- slug: kinship", "孩子名单要有"),
        ("{slug: residence, holder", "{slug: home, holder", "residence：程序直接用到这项事实"),
    ],
)
def test_what_code_itself_reads_stays(question_editor: Officer, old: str, new: str, said: str) -> None:
    text = as_yaml("questions")
    assert text.count(old) == 1
    page = preview(question_editor.client, text.replace(old, new).encode(), "questions")
    assert page.context["plan"] is None
    assert said in "\n".join(named(page).values())


def test_the_page_offers_what_the_account_may(editor: Officer, auditor: Officer) -> None:
    page = editor.client.get(reverse("admin:benefits_exchange"))
    assert fields(page, "bringing-form")["place"] == CITY
    assert "看看会改什么" not in auditor.client.get(reverse("admin:benefits_exchange")).content.decode()
    assert Question.objects.exists()
