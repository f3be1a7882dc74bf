"""Questions, facts and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from benefits.admin.base import DeskAdmin
from benefits.admin.facts import FactForm, FactFormSet, FactRowForm, OptionFormSet, TakenAsForm, TakenAsFormSet
from benefits.admin.inlines import SHORT_TEXTS, CompactInline
from benefits.admin.merging import VersionedAdmin
from benefits.admin.publishing import PublishableAdmin
from benefits.admin.telling import tell_problems
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


class FactInline(CompactInline, FactTabular):
    """The facts a question asks for; inferences are on each fact's own page."""

    model = Fact
    form = FactRowForm
    formset = FactFormSet
    fields = ["slug", "label", "ask", "said", "changeable", "holder", "type", "how", "choices", "position"]
    template = "admin/benefits/benefit/entries.html"
    counted = "件事实"
    helped = True
    hint = "所属话题和推知在事实自己的页面上填：先保存，再打开它。"
    extra = 1
    show_change_link = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who only reads finds the options on the fact's own page: here they are a field to type in."""
        shown = super().get_fields(request, obj)
        return shown if self.has_change_permission(request, obj) else [name for name in shown if name != "choices"]


class OptionInline(CompactInline, OptionTabular):
    """The options of a choice fact."""

    model = Option
    formset = OptionFormSet
    fields = ["value", "label", "help", "position"]
    extra = 1


class TakenAsInline(CompactInline, TakenAsTabular):
    """From what the fact follows without being asked."""

    model = TakenAs
    form = TakenAsForm
    formset = TakenAsFormSet
    fk_name = "owner"
    fields = ["fact", "among", "value", "same_as", "position"]
    extra = 1
    verbose_name_plural = "推知（符合时不问，直接视为）"


@admin.register(Question)
class QuestionAdmin(VersionedAdmin, PublishableAdmin):
    """Working questions, and their publication."""

    kind = EditionKind.QUESTION
    parts = ["facts__options", "facts__taken_as"]
    change_form_template = "admin/benefits/question/change_form.html"
    list_display = ["slug", "order", "section", "heading", "form", "state"]
    list_display_links = ["slug", "heading"]
    list_filter = ["section", "form"]
    search_fields = ["slug", "heading", "section"]
    search_help_text = "编号、问题或部分里的字"
    inlines = [FactInline]
    formfield_overrides = SHORT_TEXTS
    fieldsets = [(None, {"fields": ["heading", "help", "why", ("slug", "section", "order"), ("form", "unsure")]})]

    def record_of(self, row: Question) -> Record:
        """The record that the rows stand for."""
        return read_question(row)


@admin.register(Fact)
class FactAdmin(VersionedAdmin, DeskAdmin):
    """One fact with its options. It is published with its question."""

    owner = "question"
    form = FactForm
    change_form_template = "admin/benefits/question/change_form.html"
    list_display = ["slug", "label", "question", "holder", "type", "how"]
    list_display_links = ["slug", "label"]
    list_filter = ["holder", "type", "how"]
    list_select_related = ["question"]
    search_fields = ["slug", "label"]
    search_help_text = "编号或名称里的字"
    autocomplete_fields = ["question"]
    inlines = [OptionInline, TakenAsInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("slug", "question", "position"),
                    ("label", "ask"),
                    ("said", "changeable"),
                    ("holder", "type", "how"),
                    ("topic", "otherwise"),
                ]
            },
        )
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """Conditions and households name the fact by its id, so it stays."""
        return ["slug"] if obj else []

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """As stock, saying what is now wrong; a question that lost the fact to another has changed as well."""
        super().save_related(request, form, formsets, change)
        tell_problems(request, Question.objects.get(pk=form.instance.question_id), read_question)
        if change and "question" in form.changed_data:
            self.sign(request, Fact(question_id=form.initial["question"]))

    def sign(self, request: HttpRequest, row: Any) -> None:
        """The fact is part of its question, which has changed with it."""
        super().sign(request, row)
        Question.objects.filter(pk=row.question_id).update(changed=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Fact) -> None:
        """As stock; the question it was part of has changed."""
        super().delete_model(request, obj)
        self.sign(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Fact]) -> None:
        """As stock; the questions they were part of have changed."""
        gone = list(queryset)
        super().delete_queryset(request, queryset)
        for fact in gone:
            self.sign(request, fact)
