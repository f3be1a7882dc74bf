"""A benefit begun from a clause of a document."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from benefits.models import Clause
from tests.desk.accounts import Officer

ADD = reverse("admin:benefits_benefit_add")


def begun(officer: Officer, label: str, *sentences: int, document: str = "plan") -> Any:
    clause = Clause.objects.get(document=document, label=label)
    return officer.client.get(f"{ADD}?{urlencode({'from_clause': clause.pk, 'sentence': sentences}, doseq=True)}")


def citation(page: Any) -> dict[str, Any]:
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    forms = next(formset.forms for formset in formsets if formset.prefix == "citations")
    return {name: forms[0][name].value() or "" for name in ("document", "clause", "quote")}


def test_document_region_departments_and_the_picked_words_are_filled_in(editor: Officer) -> None:
    page = begun(editor, "一1", 1)
    assert citation(page) == {
        "document": "plan",
        "clause": "一1",
        "quote": "本市户籍二孩、三孩家庭，每孩每月发放600元育儿补贴。",
    }
    form = page.context["adminform"].form
    assert form["region"].value() == "370100"
    assert form["title"].value() == "发放育儿补贴"
    assert "市卫生健康委" in str(form["lead"])


@pytest.mark.parametrize(
    ("picked", "quote"),
    [
        ((), ""),
        ((0, 1), "发放育儿补贴。本市户籍二孩、三孩家庭，每孩每月发放600元育儿补贴。"),
        ((99,), ""),
        ((0, 99), "发放育儿补贴。"),
    ],
)
def test_the_words_run_from_the_first_to_the_last_picked_sentence(
    editor: Officer, picked: tuple[int, ...], quote: str
) -> None:
    assert citation(begun(editor, "一1", *picked))["quote"] == quote


def test_a_county_begins_from_a_document_of_its_city_for_itself(county_editor: Officer) -> None:
    page = begun(county_editor, "一1", 1)
    assert citation(page)["document"] == "plan"
    assert page.context["adminform"].form["region"].value() in (None, "", "370102")


@pytest.mark.parametrize("query", ["from_clause=0", "from_clause=x", "from_clause=²", f"from_clause={'9' * 30}", ""])
def test_an_address_that_names_no_clause_gives_an_empty_form(editor: Officer, query: str) -> None:
    page = editor.client.get(f"{ADD}?{query}")
    assert page.status_code == 200
    assert citation(page) == {"document": "", "clause": "", "quote": ""}


def test_a_clause_that_an_account_cannot_read_gives_nothing_away(stranger: Officer) -> None:
    assert citation(begun(stranger, "一1", 1)) == {"document": "", "clause": "", "quote": ""}


def test_the_page_of_the_clauses_leads_there_with_the_sentences_to_pick(editor: Officer) -> None:
    clause = Clause.objects.get(document="plan", label="一1")
    page = editor.client.get(f"{reverse('admin:benefits_document_clauses', args=['plan'])}?clause={clause.anchor}")
    assert f'name="from_clause" value="{clause.pk}"' in page.content.decode()
    assert page.context["panel"]["sentences"] == [
        "发放育儿补贴。",
        "本市户籍二孩、三孩家庭，每孩每月发放600元育儿补贴。",
        "（牵头部门：市卫生健康委）",
    ]
