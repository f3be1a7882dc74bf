"""The page on which an officer puts the clauses of a document right."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from benefits.editions.publishing import Signature, publish_all
from benefits.models import Benefit, Citation, Clause, Deed, Document, NothingGranted
from benefits.records import read_document, write_clauses
from benefits.today import today
from tests.desk.accounts import Officer

LABELS = ["文首第1段", "文首第2段", "一", "一1", "一2", "二", "二第1段"]


FREE = "free"
"""A document of the same words that no published benefit cites."""


@pytest.fixture
def free(seeded: object) -> Document:
    row = Document.objects.create(
        slug=FREE, region_id="370100", title="另一份", issuer="某局", source=Document.objects.get(pk="plan").source
    )
    write_clauses(row, read_document(Document.objects.get(pk="plan")).split)
    return row


def labels(slug: str = "plan") -> list[str]:
    return [clause.label for clause in Clause.objects.filter(document=slug).order_by("position")]


def page(slug: str = "plan") -> str:
    return reverse("admin:benefits_document_clauses", args=[slug])


def anchor(label: str) -> str:
    return Clause.objects.get(document="plan", label=label).anchor


def state(officer: Officer, slug: str = "plan") -> str:
    return str(officer.client.get(page(slug)).context["state"])


def do(officer: Officer, operation: str, label: str, slug: str = "plan", **given: Any) -> Any:
    data = {"state": state(officer, slug), "operation": operation} | given
    return officer.client.post(f"{page(slug)}?clause={anchor(label)}", data)


def error(response: Any) -> str:
    assert response.status_code == 200
    return str(response.context["error"])


def test_text_and_tree_stand_side_by_side_with_doubts_marked(editor: Officer) -> None:
    Clause.objects.filter(document="plan", label="一2").update(doubts=["括号不成对"])
    shown = editor.client.get(f"{page()}?clause={anchor('一2')}").content.decode()
    assert shown.count("增加产假六十日") >= 2
    assert "疑点：括号不成对" in shown
    assert "有 <strong>1</strong> 条带疑点" in shown


def test_a_paragraph_is_merged_into_the_clause_before_it(editor: Officer) -> None:
    assert do(editor, "merge", "二第1段").status_code == 302
    assert labels() == LABELS[:-1]
    assert Clause.objects.get(document="plan", label="二").text == "加强组织领导各级各部门要高度重视。"
    assert Document.objects.get(pk="plan").changed_by == "jinan-editor"
    assert Deed.objects.filter(key="plan", account="jinan-editor", detail__note__icontains="已并入上一条").exists()


def test_a_clause_is_cut_and_what_follows_has_an_address_of_its_own(editor: Officer, free: Document) -> None:
    at = Clause.objects.get(document=free, label="一1").text.index("本市")
    assert do(editor, "divide", "一1", FREE, at=at).status_code == 302
    assert labels(FREE) == [*LABELS[:4], "一1（续）", *LABELS[4:]]


def test_merged_lines_can_be_cut_where_they_met_though_no_sentence_ends_there(editor: Officer) -> None:
    words = Clause.objects.get(document="plan", label="二").text
    do(editor, "merge", "二第1段")
    shown = editor.client.get(f"{page()}?clause={anchor('二')}")
    assert len(words) in [piece.end for piece in shown.context["panel"]["pieces"]]
    assert do(editor, "divide", "二", at=len(words)).status_code == 302
    assert [one.text for one in Clause.objects.filter(document="plan").order_by("position")][-2:] == [
        words,
        "各级各部门要高度重视。",
    ]
    assert "请从列出的地方选一处断开" in error(do(editor, "divide", "二", at=1))


def test_a_citation_of_a_draft_goes_along_with_its_words(editor: Officer) -> None:
    Benefit.objects.create(id="draft", region_id="370100", title="草稿", summary="一句话", category="cash")
    clause = Clause.objects.get(document="plan", label="二第1段")
    cited = Citation.objects.create(benefit_id="draft", document_id="plan", clause=clause, quote="要高度重视")
    assert do(editor, "merge", "二第1段").status_code == 302
    cited.refresh_from_db()
    assert cited.clause is not None
    assert cited.clause.label == "二"


def test_words_that_a_draft_quotes_are_not_torn_apart(editor: Officer, free: Document) -> None:
    Benefit.objects.create(id="draft", region_id="370100", title="跨句的草稿", summary="一句话", category="cash")
    clause = Clause.objects.get(document=free, label="一1")
    Citation.objects.create(benefit_id="draft", document=free, clause=clause, quote="发放育儿补贴。本市户籍")
    refused = error(do(editor, "divide", "一1", FREE, at=clause.text.index("本市")))
    assert "会把引文拆开：跨句的草稿" in refused
    assert labels(FREE) == LABELS


def test_what_parents_already_see_is_not_torn_from_its_clause(editor: Officer) -> None:
    refused = error(do(editor, "merge", "一1"))
    assert "已发布的福利引用着这一条" in refused
    assert "育儿补贴" in refused
    assert labels() == LABELS


def test_a_clause_that_is_cited_keeps_its_label_when_it_moves_and_the_document_can_be_published(
    editor: Officer,
) -> None:
    assert do(editor, "move", "一2", parent=anchor("一1")).status_code == 302
    moved = Clause.objects.get(document="plan", label="一2")
    assert moved.parent == Clause.objects.get(document="plan", label="一1")
    record = read_document(Document.objects.get(pk="plan"))
    signed = Signature(by="jinan-reviewer", reason="调整条款", from_date=today())
    assert [edition.number for edition in publish_all([record], signed)] == [2]


def test_a_title_and_a_doubt_are_put_right(editor: Officer) -> None:
    Clause.objects.filter(document="plan", label="文首第1段").update(doubts=["可能是标题"])
    assert do(editor, "retitle", "文首第2段", title="为促进人口长期均衡发展").status_code == 302
    assert do(editor, "settle", "文首第1段").status_code == 302
    assert Clause.objects.get(document="plan", position=1).title == "为促进人口长期均衡发展"
    assert Clause.objects.get(document="plan", position=0).doubts == []


@pytest.mark.parametrize(
    ("operation", "given", "words"),
    [
        ("retitle", {"title": "不是开头的字"}, "开头的字一样"),
        ("retitle", {"title": "<script>alert(1)</script>"}, "开头的字一样"),
        ("divide", {}, "选一处断开"),
        ("divide", {"at": "3"}, "选一处断开"),
        ("divide", {"at": "x" * 5000}, "输入整数"),
        ("move", {"parent": "s9-9"}, "前面的一条"),
        ("nothing", {}, "nothing"),
    ],
)
def test_what_cannot_be_done_is_said_beside_the_clause_and_nothing_is_changed(
    editor: Officer, operation: str, given: dict[str, str], words: str
) -> None:
    before = state(editor)
    refused = do(editor, operation, "一2", **given)
    assert words in error(refused)
    assert "<script>alert" not in refused.content.decode()
    assert state(editor) == before


def test_the_second_of_two_officers_is_told_that_the_clauses_have_changed(
    editor: Officer, second_editor: Officer
) -> None:
    seen = state(second_editor)
    target = f"{page()}?clause={anchor('二第1段')}"
    do(editor, "retitle", "文首第2段", title="为促进人口长期均衡发展")
    refused = second_editor.client.post(target, {"state": seen, "operation": "merge"})
    assert "别人刚改过" in error(refused)
    assert labels() == LABELS


def test_a_text_that_is_no_longer_whole_is_refused_with_the_place(editor: Officer) -> None:
    Document.objects.filter(pk="plan").update(source="完全不同的原文")
    assert "和原文不一样了，从“完全不同的原文”开始" in error(do(editor, "merge", "二第1段"))
    Document.objects.filter(pk="plan").update(source=read_document(Document.objects.get(pk="plan")).split.text)


def test_a_wrong_character_is_put_right_and_who_quotes_it_is_named(editor: Officer) -> None:
    right = Clause.objects.get(document="plan", label="一1").text.replace("600", "800")
    corrected = do(editor, "reword", "一1", text=right)
    assert corrected.status_code == 302
    assert "要跟着改：育儿补贴" in editor.client.get(corrected.headers["Location"]).content.decode()
    assert "800元" in Document.objects.get(pk="plan").source
    assert labels() == LABELS
    changes = Deed.objects.get(key="plan", account="jinan-editor").detail["changes"]
    assert (changes[0]["where"], changes[0]["after"]) == ("一1", right)


def test_a_correction_that_leaves_nothing_is_refused(editor: Officer) -> None:
    assert "不能没有文字" in error(do(editor, "reword", "一1", text=" "))


@pytest.mark.parametrize(
    "loss",
    [
        "UPDATE benefits_clause SET text = replace(text, '600', '700') WHERE document_id = 'plan'",
        "DELETE FROM benefits_clause WHERE document_id = 'plan' AND position = 6",
        "UPDATE benefits_clause SET position = position + 100 WHERE document_id = 'plan' AND position = 2",
        "UPDATE benefits_document SET source = source || '多一句' WHERE slug = 'plan'",
    ],
)
def test_the_database_lets_no_character_of_a_document_get_lost(seeded: object, loss: str) -> None:
    with pytest.raises(IntegrityError, match="no longer its text"):
        _commit(loss)


def _commit(change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_mark_of_a_merged_clause_is_no_mark_of_the_other(editor: Officer) -> None:
    clause = Clause.objects.get(document="plan", label="二第1段")
    NothingGranted.objects.create(document_id="plan", clause=clause, reason="工作要求", by="jinan-editor")
    do(editor, "merge", "二第1段")
    assert NothingGranted.objects.get(reason="工作要求").clause is None
    coverage = editor.client.get("/admin/benefits/document/plan/coverage/").content.decode()
    assert "另有1条“没有待遇”的标记" in coverage


def test_only_an_editor_of_the_region_changes_clauses(
    auditor: Officer, reviewer: Officer, stranger: Officer, county_editor: Officer
) -> None:
    for officer in (auditor, reviewer, county_editor):
        shown = officer.client.get(f"{page()}?clause={anchor('一2')}")
        assert shown.status_code == 200
        assert "调整这一条" not in shown.content.decode()
        assert officer.client.post(f"{page()}?clause=s2", {"state": "x", "operation": "settle"}).status_code == 403
    assert stranger.client.get(page()).status_code == 404
    assert stranger.client.post(f"{page()}?clause=s2", {"state": "x", "operation": "settle"}).status_code == 404


def test_whoever_is_not_signed_in_sees_nothing(client: Any, seeded: object) -> None:
    assert client.get(page()).headers["Location"].startswith("/admin/login/")


def test_the_page_of_a_document_that_is_none_is_not_found(editor: Officer) -> None:
    assert editor.client.get("/admin/benefits/document/none/clauses/").status_code == 404
