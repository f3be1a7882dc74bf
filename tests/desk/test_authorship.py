"""Whoever writes a record, by whatever way, is its author, and so cannot approve it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from benefits.admin.exchange import as_yaml
from benefits.desk.authorship import AUTHORED
from benefits.exchange import importing
from benefits.models import Benefit, Citation, Clause, Document, Edition, Fact, Option, Question, ReferenceHousehold
from benefits.records import read_document, write_clauses
from benefits.review.withdrawals import mark_of_draft, restore
from benefits.today import today
from tests.desk.accounts import Officer
from tests.desk.forms import fields, save

Writer = Callable[[Officer], object]


def page(kind: str, key: str) -> str:
    return reverse(f"admin:benefits_{kind}_change", args=[key])


def saving(kind: str, key: str, **changed: str) -> Writer:
    """Changes these fields of a record's page."""
    return lambda one: save(one.client, page(kind, key), changed)


def pasting(one: Officer) -> None:
    data = {"slug": "new", "region": "370100", "title": "新方案", "issuer": "市政府", "status": "in_force"}
    data |= {"text": "一、补贴\n1.每孩500元。", "clauses-TOTAL_FORMS": "0", "clauses-INITIAL_FORMS": "0"}
    one.client.post(reverse("admin:benefits_document_add"), data)


def deleting(one: Officer) -> None:
    Fact.objects.create(slug="spare", question_id="work", holder="family", type="yesno", label="多余的")
    one.client.post(reverse("admin:benefits_fact_delete", args=["spare"]), {"post": "yes"})


def moving(one: Officer) -> None:
    Fact.objects.create(slug="spare", question_id="work", holder="family", type="yesno", label="多余的")
    save(one.client, page("fact", "spare"), {"question": "derived"})


def importing_a(place: str, old: str, new: str) -> Writer:
    def write(one: Officer) -> None:
        importing.write(one.user, importing.plan(as_yaml(place).replace(old, new).encode(), place).token)

    return write


def restoring(one: Officer) -> None:
    restore(one.user, Edition.objects.get(key="money", number=1), mark_of_draft("benefit", "money"))


def merging(one: Officer) -> None:
    """Merges the clause that a benefit cites into the one before it, in a document that nobody sees yet."""
    source = Document.objects.get(pk="plan")
    row = Document.objects.create(slug="draft", region_id="370100", title="稿", issuer="某局", source=source.source)
    write_clauses(row, read_document(source).split)
    cited = Clause.objects.get(document="draft", label="一2")
    Citation.objects.filter(benefit="leave").update(document=row, clause=cited)
    Benefit.objects.filter(pk="leave").update(changed_by="")
    address = reverse("admin:benefits_document_clauses", args=["draft"])
    state = one.client.get(address).context["state"]
    one.client.post(f"{address}?clause={cited.anchor}", {"state": state, "operation": "merge"})


def rewording(one: Officer) -> None:
    address = reverse("admin:benefits_document_clauses", args=["plan"])
    anchor = Clause.objects.get(document="plan", label="二第1段").anchor
    given = {"state": one.client.get(address).context["state"], "operation": "reword", "text": "各级要重视。"}
    one.client.post(f"{address}?clause={anchor}", given)


def expecting(one: Officer) -> None:
    ReferenceHousehold.objects.create(slug="one", title="一家", region_id="370100", as_of=today(), household={})
    save(one.client, page("referencehousehold", "one"), {"title": "另一家"})


WRITERS: dict[str, tuple[Writer, tuple[tuple[str, str], ...]]] = {
    "a field": (saving("benefit", "money", title="新的"), (("benefit", "money"),)),
    "a row alone": (saving("benefit", "money", **{"awards-0-number": "700"}), (("benefit", "money"),)),
    "a row of a row": (saving("benefit", "leave", **{"awards-0-when-0-note": "新的"}), (("benefit", "leave"),)),
    "a document": (saving("document", "plan", title="新的"), (("document", "plan"),)),
    "a new document": (pasting, (("document", "new"),)),
    "a question": (saving("question", "work", heading="新的？"), (("question", "work"),)),
    "a fact": (saving("fact", "work", label="新的"), (("question", "work"),)),
    "an option": (saving("fact", "work", **{"options-0-label": "新的"}), (("question", "work"),)),
    "a fact deleted": (deleting, (("question", "work"),)),
    "a fact moved": (moving, (("question", "work"), ("question", "derived"))),
    "a household": (expecting, (("referencehousehold", "one"),)),
    "benefits imported": (importing_a("370100", "number: 600", "number: 650"), (("benefit", "money"),)),
    "questions imported": (importing_a("questions", "label: 没有工作", "label: 没工作"), (("question", "work"),)),
    "an edition restored": (restoring, (("benefit", "money"),)),
    "a clause reworded": (rewording, (("document", "plan"),)),
    "clauses merged": (merging, (("document", "draft"), ("benefit", "leave"))),
}


@pytest.mark.parametrize("name", WRITERS)
def test_whoever_writes_a_record_is_its_author(chief: Officer, name: str) -> None:
    write, written = WRITERS[name]
    write(chief)
    for kind, key in written:
        row: Any = apps.get_model("benefits", kind)._default_manager.get(pk=key)
        assert row.changed_by == chief.user.username, (kind, key)


def test_whoever_saves_a_page_as_it_was_is_not(chief: Officer) -> None:
    for kind, key in (("benefit", "money"), ("question", "work"), ("fact", "work")):
        assert chief.client.post(page(kind, key), fields(chief.client.get(page(kind, key)))).status_code == 302
    assert not Benefit.objects.exclude(changed_by="").exists()
    assert not Question.objects.exclude(changed_by="").exists()
    assert Option.objects.exists()


def test_all_kinds_that_keep_their_author_are_signed() -> None:
    keeping = {one._meta.model_name for one in apps.get_models() if hasattr(one, "changed_by")}
    assert keeping == AUTHORED
