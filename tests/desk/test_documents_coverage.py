"""Which clauses have benefits, which grant nothing, which wait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from benefits.desk.coverage import Standing
from benefits.models import Clause, Deed, Document, NothingGranted
from benefits.seeding import AUTHOR, seed
from tests.desk import steps
from tests.desk.accounts import Officer
from tests.records.conftest import TODAY

PAGE = reverse("admin:benefits_document_coverage", args=["plan"])


def standings(officer: Officer, query: str = "") -> dict[str, Standing]:
    return {one.clause.label: one.standing for one in officer.client.get(PAGE + query).context["clauses"]}


def mark(officer: Officer, label: str, **given: str) -> Any:
    key = Clause.objects.get(document="plan", label=label).pk
    return officer.client.post(PAGE, {"clause": str(key)} | given, follow=True)


def test_each_clause_is_told_to_have_benefits_or_to_wait(editor: Officer) -> None:
    assert standings(editor) == {
        "文首第1段": Standing.WAITING,
        "文首第2段": Standing.WAITING,
        "一": Standing.TITLE,
        "一1": Standing.GRANTS,
        "一2": Standing.GRANTS,
        "二": Standing.TITLE,
        "二第1段": Standing.WAITING,
    }
    page = editor.client.get(PAGE).content.decode()
    assert reverse("admin:benefits_benefit_change", args=["money"]) in page
    assert list(standings(editor, "?show=waiting")) == ["文首第1段", "文首第2段", "二第1段"]


def test_a_clause_is_marked_with_one_click_and_a_reason_and_unmarked_again(editor: Officer) -> None:
    marked = mark(editor, "二第1段", reason="部门之间的工作")
    assert "标为没有待遇：部门之间的工作" in marked.content.decode()
    assert standings(editor)["二第1段"] is Standing.NOTHING
    kept = NothingGranted.objects.get(clause__label="二第1段", clause__document="plan")
    assert (kept.reason, kept.by) == ("部门之间的工作", "jinan-editor")
    assert Deed.objects.filter(key="plan", detail__note__icontains="部门之间的工作").exists()
    mark(editor, "二第1段", unmark="1")
    assert standings(editor)["二第1段"] is Standing.WAITING


@pytest.mark.parametrize(
    ("label", "reason", "words"),
    [("一1", "没有", "已有福利引用"), ("二第1段", "  ", "请写为什么"), ("二第1段", "长" * 201, "理由最多200个字")],
)
def test_a_mark_that_says_too_little_or_what_is_not_so_is_refused(
    editor: Officer, label: str, reason: str, words: str
) -> None:
    assert words in mark(editor, label, reason=reason).content.decode()
    assert not NothingGranted.objects.filter(clause__document="plan").exists()


def test_a_reason_is_shown_as_the_text_it_is(editor: Officer) -> None:
    page = mark(editor, "二第1段", reason="<img src=x onerror=alert(1)>").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_the_first_marks_come_with_the_fixtures_and_are_the_officers_from_then_on(seeded: object, folder: Path) -> None:
    (folder / "coverage").mkdir()
    (folder / "coverage" / "plan.yaml").write_text(
        'document: plan\nnothing: {"二第1段": 工作要求, "文首第1段": 标题}\n'
    )
    seed(folder, today=TODAY)
    assert set(NothingGranted.objects.values_list("clause__label", "reason", "by")) == {
        ("二第1段", "工作要求", AUTHOR),
        ("文首第1段", "标题", AUTHOR),
    }
    NothingGranted.objects.filter(reason="标题").delete()
    seed(folder, today=TODAY)
    assert NothingGranted.objects.count() == 1


def test_a_clause_of_another_document_is_not_marked(editor: Officer) -> None:
    other = Clause.objects.get(document="other-plan", label="二第1段")
    assert (
        "已经不在了" in editor.client.post(PAGE, {"clause": other.pk, "reason": "没有"}, follow=True).content.decode()
    )
    assert not NothingGranted.objects.exists()


def test_only_an_editor_of_the_region_marks(auditor: Officer, reviewer: Officer, stranger: Officer) -> None:
    for officer in (auditor, reviewer):
        assert "其他理由" not in officer.client.get(PAGE).content.decode()
        assert mark(officer, "二第1段", reason="没有").status_code == 403
    assert mark(stranger, "二第1段", reason="没有").status_code == 404
    assert not NothingGranted.objects.exists()


def test_who_submits_or_reviews_a_document_reads_what_is_left_of_it(editor: Officer, reviewer: Officer) -> None:
    Clause.objects.filter(document="plan", label="一2").update(doubts=["括号不成对"])
    Document.objects.filter(pk="plan").update(issuer="另一个机关", changed_by="jinan-editor")
    address = reverse("admin:benefits_document_submit")
    submitting = editor.client.get(f"{address}?id=plan")
    steps.submit(editor.client, "document", "plan")
    reviewing = reviewer.client.get(steps.review_address(steps.waiting("plan")))
    for shown in (submitting, reviewing):
        said = steps.said(shown)
        assert "3 条还没处理" in said
        assert "1 条带疑点" in said
        assert f'href="{PAGE}?show=waiting"' in shown.content.decode()
        assert f'href="{reverse("admin:benefits_document_clauses", args=["plan"])}"' in shown.content.decode()
