"""The rows on a record's page: compact enough for a screen of 1366 pixels, each an entry of two lines or a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest

from benefits.admin.base import DeskInline
from benefits.admin.choosing import Facts
from benefits.admin.forms import AwardForm, CitationForm, ConditionForm, RelationForm
from benefits.admin.formsets import AwardFormSet, FactFormSet, OrderedFormSet
from benefits.admin.values import written_value
from benefits.desk.permissions import rights_of
from benefits.desk.roles import Rights
from benefits.desk.starting import start_of
from benefits.models import Award, Citation, Condition, Document, Relation
from regions import codes

if TYPE_CHECKING:
    AnyTabular = admin.TabularInline[Any, Any]
else:
    AnyTabular = admin.TabularInline

SHORT_TEXTS: Any = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 80})}}
"""For ModelAdmins: texts take two lines and grow when they are pulled."""

_CHARACTERS = 16


class CompactInline(DeskInline):
    """Rows with short text fields, and without the buttons beside references.

    ``hint``, ``counted`` and ``helped`` are for those whose template shows each row as an entry with labels.
    """

    hint = ""
    counted = "行"
    helped = False

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **options: Any) -> Any:
        """The stock field with a narrower widget."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = False
            widget.can_view_related = False
        if isinstance(widget, AdminTextInputWidget):
            field.widget = forms.TextInput(attrs={"size": _CHARACTERS})
        return field


class EntryInline(CompactInline, AnyTabular):
    """Entries of a benefit, each of two lines; one blank entry stands ready, so that scripts are not needed."""

    template = "admin/benefits/benefit/entries.html"
    formset = OrderedFormSet
    extra = 1

    def formset_kwargs(self, facts: Facts) -> dict[str, Any]:
        """What the formset is made with besides the stock arguments."""
        return {"facts": facts} if issubclass(self.formset, FactFormSet) else {}

    def initials(self, request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG002
        """Entries with which a new benefit begins, as the address asks for."""
        return []

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> int:  # noqa: ARG002
        """As many blank entries as are filled in beforehand, and one."""
        return len(self.initials(request)) + self.extra if obj is None else self.extra


class ConditionInline(EntryInline):
    """The conditions of the whole benefit."""

    model = Condition
    counted = "个条件"
    form = ConditionForm
    formset = FactFormSet
    fields = ["any_of", "whose", "fact", "op", "value", "if_not", "basis", "note", "position"]
    verbose_name = "条件"
    verbose_name_plural = "条件（全部满足才符合）"
    hint = (
        "“任一组”填同一字母的几行，有一行符合就行。没有事实的一行，只能是“存疑”或“仅告知”，要写说明。"
        "“说明”家长会看到。“次序”小的在前，不填排在最后。"
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Condition]:
        return super().get_queryset(request).filter(award=None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who only reads finds the value in words."""
        shown = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return shown
        return ["said" if name == "value" else name for name in shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if self.has_change_permission(request, obj) else ["said"]

    @admin.display(description="值")
    def said(self, row: Condition) -> str:
        """The value as people write it."""
        return written_value(row.value, row.fact)


class AwardInline(EntryInline):
    """Awards, each with its own conditions."""

    model = Award
    counted = "项给付"
    form = AwardForm
    formset = AwardFormSet
    template = "admin/benefits/benefit/awards.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("line", "number", "number_to", "unit", "period"),
                    ("per", "bound", "of", "sum"),
                    ("note", "position"),
                ]
            },
        ),
        (
            "相乘、封顶、有效期",
            {
                "fields": [("times_fact", "times_less", "since", "until"), ("cap_number", "cap_period", "cap_per")],
                "classes": ["collapse"],
            },
        ),
        (
            "发放与申领的时间",
            {
                "fields": [
                    ("run_at", "run_start", "run_end"),
                    ("claim_at", "claim_start", "claim_end"),
                    ("claim_by_year", "claim_yearly", "claim_by"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]


class CitationInline(EntryInline):
    """Citations, the words picked from the clause."""

    model = Citation
    counted = "条引用"
    form = CitationForm
    fields = ["document", "clause", "article", "url", "position", "quote"]
    hint = "引文要和原文一字不差，可以从原文里点选句子。没有收录原文的文件，不填条款号，填条文号和官方网址。"

    def initials(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The document, clause and words that the page of a document sends along."""
        if request.method == "GET" and (start := start_of(request)):
            return [start.citation]
        given = {name: request.GET[name] for name in ("document", "clause", "quote") if name in request.GET}
        return [given] if "document" in given and request.method == "GET" else []

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """Documents of the benefit's own region and of those above it."""
        formset = super().get_formset(request, obj, **options)
        documents: Any = formset.form.base_fields.get("document")
        if documents is not None:
            documents.queryset = citable(documents.queryset, rights_of(request.user), obj and obj.region_id)
            documents.label_from_instance = lambda one: f"{one.title}（{one.slug}）"
        return formset


def citable(documents: QuerySet[Document], rights: Rights, region: str | None) -> QuerySet[Document]:
    """The documents that a benefit may cite: those of its region and above; of a new one, of the account's regions."""
    own = {region} if region else {place for place in rights.writes if place}
    places = {code for place in own for code in (place, *codes.ancestors(place))}
    return documents.filter(region__in=places) if places else documents


class RelationInline(EntryInline):
    """Relations to other benefits."""

    model = Relation
    counted = "个关系"
    form = RelationForm
    fk_name = "benefit"
    fields = ["kind", "to", "since", "position"]
    hint = "对方填福利的编号。“自”只有“取代”要填。"
    raw_id_fields = ["to"]
