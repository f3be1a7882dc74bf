"""Documents and their clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import Truncator

from benefits.admin.base import DeskAdmin, DeskInline
from benefits.admin.forms import DocumentForm
from benefits.admin.publishing import PublishableAdmin
from benefits.content.schema import Record
from benefits.models import Clause, Document
from benefits.models.editions import EditionKind
from benefits.records import read_document, write_clauses

if TYPE_CHECKING:
    ClauseTabular = admin.TabularInline[Clause, Document]
else:
    ClauseTabular = admin.TabularInline


class ClauseInline(DeskInline, ClauseTabular):
    """The clauses in reading order, each with a link to its own page."""

    model = Clause
    fields = ["label", "beginning", "doubts"]
    readonly_fields = ["label", "beginning", "doubts"]
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = True

    @admin.display(description="正文")
    def beginning(self, clause: Clause) -> str:
        return Truncator(clause.text).chars(60)


@admin.register(Document)
class DocumentAdmin(PublishableAdmin):
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
    inlines = [ClauseInline]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        """The text is asked for only while there are no clauses."""
        fields = ["slug", "region", "title", "number", "issuer", "date", "status", "source_url"]
        return fields if obj and obj.clauses.exists() else [*fields, "text"]

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        """Save the document, and the clauses of a text that came with it."""
        super().save_model(request, obj, form, change)
        text = form.cleaned_data.get("text")
        if text and text.clauses:
            write_clauses(obj, text)

    def record_of(self, row: Document) -> Record:
        """The record that the rows stand for."""
        return read_document(row)


@admin.register(Clause)
class ClauseAdmin(DeskAdmin):
    """One clause."""

    owner = "document"
    list_display = ["label", "title", "document"]
    list_display_links = ["label", "title"]
    list_filter = [("document", admin.RelatedOnlyFieldListFilter), "kind"]
    list_select_related = ["document"]
    search_fields = ["label", "title", "text", "document__slug", "document__title"]
    search_help_text = "条款号、小标题或正文里的字"
    autocomplete_fields = ["document", "parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """Citations point to the anchor, so it stays."""
        return ["document", "anchor"] if obj else []
