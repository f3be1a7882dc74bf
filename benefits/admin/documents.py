"""Documents and their clauses."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from benefits.admin.base import DeskAdmin
from benefits.admin.clauses import ClausePages, clause_address
from benefits.admin.coverage import CoveragePages
from benefits.admin.freshness import FreshnessPages
from benefits.admin.intake import DocumentForm
from benefits.admin.merging import VersionedAdmin
from benefits.admin.publishing import PublishableAdmin
from benefits.content.schema import Record
from benefits.models import Clause, Document
from benefits.models.editions import EditionKind
from benefits.records import read_document, write_clauses


@admin.register(Document)
class DocumentAdmin(ClausePages, CoveragePages, FreshnessPages, VersionedAdmin, PublishableAdmin):
    """Working documents, and their publication."""

    kind = EditionKind.DOCUMENT
    parts = ["clauses"]
    form = DocumentForm
    list_display = ["slug", "title", "region", "number", "date", "status", "state"]
    list_display_links = ["slug", "title"]
    list_filter = [("region", admin.RelatedOnlyFieldListFilter), "status"]
    list_select_related = ["region"]
    search_fields = ["slug", "title", "number"]
    search_help_text = "编号、标题或文号里的字"
    autocomplete_fields = ["region"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        """The text is asked for only while there are no clauses."""
        fields = ["slug", "region", "title", "number", "issuer", "date", "status", "source_url"]
        return [*fields, "outline"] if obj and obj.clauses.exists() else [*fields, "file", "text"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "outline"]

    @admin.display(description="条款")
    def outline(self, document: Document) -> str:
        """How many clauses there are, with links to the pages about them."""
        clauses = document.clauses.all()
        doubtful = sum(bool(clause.doubts) for clause in clauses)
        return format_html(
            '共{}条，{}条有疑点。<a href="{}">核对和调整条款</a>　<a href="{}">哪些条款已有福利</a>',
            len(clauses),
            doubtful,
            clause_address(document.pk),
            reverse("admin:benefits_document_coverage", args=[document.pk]),
        )

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        """Save the document, and the clauses of a text that came with it."""
        if form.split.clauses:
            obj.source = form.split.text
        super().save_model(request, obj, form, change)
        if form.split.clauses:
            write_clauses(obj, form.split)
        for note in form.notes:
            messages.info(request, note)

    def response_add(self, request: HttpRequest, obj: Document, post_url_continue: Any = None) -> HttpResponse:
        """A document that came with its text is looked over next."""
        stock = super().response_add(request, obj, post_url_continue)
        elsewhere = {"_continue", "_addanother", "_popup"} & request.POST.keys()
        return stock if elsewhere or not obj.source else HttpResponseRedirect(clause_address(obj.pk))

    def record_of(self, row: Document) -> Record:
        """The record that the rows stand for."""
        return read_document(row)


@admin.register(Clause)
class ClauseAdmin(DeskAdmin):
    """One clause, to be found and seen; it is changed on the page of its document's clauses."""

    owner = "document"
    list_display = ["label", "title", "document"]
    list_display_links = ["label", "title"]
    list_filter = [("document", admin.RelatedOnlyFieldListFilter), "kind"]
    list_select_related = ["document"]
    search_fields = ["label", "title", "text", "document__slug", "document__title"]
    search_help_text = "条款号、小标题或正文里的字"
    fields = ["document", "label", "title", "number", "text", "doubts", "outline"]
    readonly_fields = ["outline"]

    @admin.display(description="调整")
    def outline(self, clause: Clause) -> str:
        """The way to the page on which it is changed."""
        return format_html('<a href="{}">到条款页调整</a>', clause_address(clause.document_id, clause.anchor))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Clauses are made by splitting."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """By itself a clause would lose its place in the text."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002
        """None: a clause goes with its document, or is merged into another."""
        return {}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "show_delete": False})

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Raises PermissionDenied; what deletes a document still asks whether its clauses may go."""
        raise PermissionDenied("条款不能单独删除，可以并入上一条。")
