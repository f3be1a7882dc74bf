"""Questions, facts and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from benefits.admin.base import DeskAdmin
from benefits.admin.inlines import CompactInline
from benefits.admin.publishing import PublishableAdmin
from benefits.content.schema import Record
from benefits.models import Fact, Option, Question, TakenAs
from benefits.models.editions import EditionKind
from benefits.records import read_question

if TYPE_CHECKING:
    FactTabular = admin.TabularInline[Fact, Question]
    OptionTabular = admin.TabularInline[Option, Fact]
    TakenAsTabular = admin.TabularInline[TakenAs, Fact]
else:
    FactTabular = OptionTabular = TakenAsTabular = admin.TabularInline

_SHORT_JSON: Any = {models.JSONField: {"widget": forms.TextInput}}


class FactInline(CompactInline, FactTabular):
    """The facts a question asks for; options and inferences are on each fact's own page."""

    model = Fact
    fields = ["position", "slug", "label", "ask", "holder", "type", "how"]
    extra = 0
    show_change_link = True


class OptionInline(CompactInline, OptionTabular):
    """The options of a choice fact."""

    model = Option
    fields = ["position", "value", "label", "help"]
    extra = 0


class TakenAsInline(CompactInline, TakenAsTabular):
    """From what the fact follows without being asked."""

    model = TakenAs
    fk_name = "owner"
    fields = ["position", "fact", "among", "value", "same_as"]
    autocomplete_fields = ["fact", "same_as"]
    formfield_overrides = _SHORT_JSON
    extra = 0


@admin.register(Question)
class QuestionAdmin(PublishableAdmin):
    """Working questions, and their publication."""

    kind = EditionKind.QUESTION
    parts = ["facts__options", "facts__taken_as"]
    list_display = ["slug", "order", "section", "heading", "form", "state"]
    list_display_links = ["slug", "heading"]
    list_filter = ["section", "form"]
    search_fields = ["slug", "heading", "section"]
    search_help_text = "编号、问题或部分里的字"
    inlines = [FactInline]
    fields = ["slug", "order", "section", "heading", "form", "help", "unsure"]

    def record_of(self, row: Question) -> Record:
        """The record that the rows stand for."""
        return read_question(row)


@admin.register(Fact)
class FactAdmin(DeskAdmin):
    """One fact with its options. It is published with its question."""

    owner = "question"
    list_display = ["slug", "label", "question", "holder", "type", "how"]
    list_display_links = ["slug", "label"]
    list_filter = ["holder", "type", "how"]
    list_select_related = ["question"]
    search_fields = ["slug", "label"]
    search_help_text = "编号或名称里的字"
    autocomplete_fields = ["question", "topic"]
    formfield_overrides = _SHORT_JSON
    inlines = [OptionInline, TakenAsInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """Conditions and households name the fact by its id, so it stays."""
        return ["slug"] if obj else []
