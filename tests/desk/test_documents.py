"""Taking a document in: uploaded or pasted, split at once, and refused at its field where it cannot be read."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from benefits.documents import split
from benefits.documents.uploads import MOST_BYTES
from benefits.models import Clause, Deed, Document, NothingGranted
from tests.desk.accounts import Officer
from tests.desk.forms import errors, fields, save
from tests.documents.uploads.making import PLAN, locked, pdf, word_of

ADD = reverse("admin:benefits_document_add")


def take_in(client: Client, **given: Any) -> Any:
    imprint = {"slug": "new", "region": "370100", "title": "新方案", "issuer": "济南市人民政府", "status": "in_force"}
    return client.post(ADD, imprint | given)


def upload(content: bytes, name: str = "方案.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("content", [PLAN.encode(), word_of(PLAN), pdf([PLAN])], ids=["text", "word", "pdf"])
@pytest.mark.parametrize("name", ["方案.txt", "wrong.exe", "../../etc/passwd"])
def test_a_file_is_read_by_its_content_and_split_at_once(editor: Officer, content: bytes, name: str) -> None:
    taken = take_in(editor.client, file=upload(content, name))
    assert taken.status_code == 302
    assert taken.headers["Location"] == reverse("admin:benefits_document_clauses", args=["new"])
    document = Document.objects.get(slug="new")
    assert document.source == split(PLAN).text
    assert [clause.label for clause in document.clauses.all()] == [one.label for one in split(PLAN).walk()]
    assert Deed.objects.filter(what="added", key="new", account="jinan-editor").exists()


def test_what_was_left_out_of_a_pasted_text_is_told(editor: Officer) -> None:
    take_in(editor.client, text=f"首页 > 政务公开\n{PLAN}\n主办：某县人民政府")
    page = editor.client.get(reverse("admin:benefits_document_clauses", args=["new"]))
    assert "去掉了不是正文的“首页 &gt; 政务公开”（网页页眉页脚）" in page.content.decode()


def test_a_draft_goes_with_its_clauses_and_what_is_published_stays(editor: Officer, reviewer: Officer) -> None:
    take_in(editor.client, text=PLAN)
    clause = Clause.objects.filter(document="new").first()
    NothingGranted.objects.create(document_id="new", clause=clause, reason="只有标题", by="jinan-editor")
    address = reverse("admin:benefits_document_delete", args=["new"])
    assert reviewer.client.post(address, {"post": "yes"}).status_code == 403
    assert editor.client.post(address, {"post": "yes"}).status_code == 302
    assert not Document.objects.filter(slug="new").exists()
    assert (
        editor.client.post(reverse("admin:benefits_document_delete", args=["plan"]), {"post": "yes"}).status_code == 403
    )
    assert Document.objects.filter(slug="plan").exists()


def test_a_document_can_be_kept_without_its_text(editor: Officer) -> None:
    assert take_in(editor.client).status_code == 302
    assert not Clause.objects.filter(document="new").exists()
    assert (
        "还没有收录原文" in editor.client.get(reverse("admin:benefits_document_clauses", args=["new"])).content.decode()
    )


REFUSED = {
    "a web page": (b"<!doctype html><p>x", "这是网页"),
    "no word file": (b"PK\x03\x04 not really", "文件损坏了"),
    "empty": (b"", "文件是空的"),
    "a locked pdf": (locked(pdf([PLAN]), "secret"), "加了密码"),
    "a scan": (pdf(["", ""]), "扫描件"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_beside_its_field_and_nothing_is_kept(
    editor: Officer, content: bytes, words: str
) -> None:
    refused = take_in(editor.client, file=upload(content, "方案.docx"))
    assert refused.status_code == 200
    assert words in refused.context["adminform"].form.errors["file"][0]
    assert not Document.objects.filter(slug="new").exists()


class Zeros(io.RawIOBase):
    """So many zero bytes, none of which is held; ``read`` counts how many were taken."""

    name = "方案.docx"

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        taken = min(self.left, size if size >= 0 else self.left)
        self.left -= taken
        return bytes(taken)


def test_fifty_megabytes_are_refused_and_never_kept(editor: Officer, tmp_path: Any, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    refused = take_in(editor.client, file=Zeros(50 * 1024**2))
    assert "文件太大，最多10 MB" in refused.context["adminform"].form.errors["file"][0]
    kept = refused.wsgi_request.FILES["file"]
    assert MOST_BYTES < kept.size <= MOST_BYTES + 2 * 64 * 1024


def test_a_file_and_a_pasted_text_are_not_both_taken(editor: Officer) -> None:
    refused = take_in(editor.client, file=upload(PLAN.encode()), text=PLAN)
    assert "两样只要一样" in refused.context["adminform"].form.errors["text"][0]


def test_a_document_is_taken_in_only_for_a_region_of_ones_own(editor: Officer, auditor: Officer) -> None:
    elsewhere = take_in(editor.client, region="371500", text=PLAN)
    assert elsewhere.status_code == 200
    assert "region" in elsewhere.context["adminform"].form.errors
    assert take_in(auditor.client, text=PLAN).status_code == 403
    assert not Document.objects.filter(slug="new").exists()


def test_the_text_of_a_document_with_clauses_is_not_replaced_by_a_change(editor: Officer) -> None:
    before = list(Clause.objects.filter(document="plan").values("anchor", "text"))
    address = reverse("admin:benefits_document_change", args=["plan"])
    assert save(editor.client, address, {"title": "新名", "text": "别的"}).status_code == 302
    assert Document.objects.get(slug="plan").title == "新名"
    assert list(Clause.objects.filter(document="plan").values("anchor", "text")) == before


def test_of_two_officers_on_one_document_the_second_is_told(editor: Officer, second_editor: Officer) -> None:
    address = reverse("admin:benefits_document_change", args=["plan"])
    late = fields(second_editor.client.get(address))
    save(editor.client, address, {"title": "新名"})
    told = second_editor.client.post(address, late | {"number": "济发〔2023〕9号"})
    assert "别人刚刚也改了这条记录" in errors(told)
    assert second_editor.client.post(address, fields(told)).status_code == 302
    document = Document.objects.get(slug="plan")
    assert (document.title, document.number) == ("新名", "济发〔2023〕9号")


def test_a_clause_by_itself_can_be_seen_but_not_changed(editor: Officer) -> None:
    clause = Clause.objects.filter(document="plan").earliest("position")
    address = reverse("admin:benefits_clause_change", args=[clause.pk])
    assert "到条款页调整" in editor.client.get(address).content.decode()
    assert editor.client.post(address, {"text": "改了"}).status_code == 403
    assert (
        editor.client.post(reverse("admin:benefits_clause_delete", args=[clause.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert Clause.objects.get(pk=clause.pk).text == clause.text
