"""Benefits with their conditions, awards, citations and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from benefits.admin.base import DeskAdmin, DeskInline
from benefits.admin.forms import AwardForm, CitationForm, ConditionForm
from benefits.admin.inlines import CompactInline
from benefits.admin.publishing import PublishableAdmin
from benefits.content.schema import Record
from benefits.models import Award, Benefit, Citation, Condition, Relation
from benefits.models.editions import EditionKind
from benefits.records import read_benefit

if TYPE_CHECKING:
    ConditionTabular = admin.TabularInline[Condition, Any]
    AwardStacked = admin.StackedInline[Award, Benefit]
    CitationTabular = admin.TabularInline[Citation, Benefit]
    RelationTabular = admin.TabularInline[Relation, Benefit]
else:
    ConditionTabular = CitationTabular = RelationTabular = admin.TabularInline
    AwardStacked = admin.StackedInline

_SHORT_TEXTS: Any = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 80})}}

_GIVES: list[Any] = [
    "position",
    "line",
    ("number", "number_to", "unit"),
    ("period", "per"),
    ("bound", "of"),
    "sum",
    "note",
]
_COUNTS = [("times_fact", "times_less"), ("cap_number", "cap_period", "cap_per"), ("since", "until")]
_WINDOWS = [
    ("run_at", "run_start", "run_end"),
    ("claim_at", "claim_start", "claim_end"),
    ("claim_by_year", "claim_yearly", "claim_by"),
]
_AWARD_FIELDSETS: Any = [
    (None, {"fields": _GIVES}),
    ("相乘、封顶、有效期", {"fields": _COUNTS, "classes": ["collapse"]}),
    ("发放与申领的时间", {"fields": _WINDOWS, "classes": ["collapse"]}),
]
_AWARD_FACTS = ["times_fact", "run_at", "claim_at"]


class ConditionInline(CompactInline, ConditionTabular):
    """The conditions of the whole benefit."""

    model = Condition
    form = ConditionForm
    fields = ["position", "any_of", "whose", "fact", "op", "value", "if_not", "basis", "note"]
    autocomplete_fields = ["fact"]
    extra = 0
    verbose_name_plural = "条件（全部满足才符合）"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Condition]:
        return super().get_queryset(request).filter(award=None)


class AwardConditionInline(ConditionInline):
    """The conditions of one award."""

    fk_name = "award"
    verbose_name_plural = "只对这项给付的条件"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Condition]:
        return super(ConditionInline, self).get_queryset(request)


class AwardInline(DeskInline, AwardStacked):
    """Awards; the conditions of each are on its own page."""

    model = Award
    form = AwardForm
    fieldsets = _AWARD_FIELDSETS
    autocomplete_fields = _AWARD_FACTS
    extra = 0
    show_change_link = True


class CitationInline(CompactInline, CitationTabular):
    """Citations."""

    model = Citation
    form = CitationForm
    fields = ["position", "document", "clause", "quote", "article", "url"]
    autocomplete_fields = ["document", "clause"]
    extra = 0


class RelationInline(CompactInline, RelationTabular):
    """Relations to other benefits."""

    model = Relation
    fk_name = "benefit"
    fields = ["position", "kind", "to", "since"]
    autocomplete_fields = ["to"]
    extra = 0


@admin.register(Benefit)
class BenefitAdmin(PublishableAdmin):
    """Working benefits, and their publication."""

    kind = EditionKind.BENEFIT
    parts = ["conditions", "awards", "citations__clause", "relations"]
    list_display = ["id", "title", "region", "category", "force", "state", "changed"]
    list_display_links = ["id", "title"]
    list_filter = [
        ("region", admin.RelatedOnlyFieldListFilter),
        "category",
        "force",
        "kind",
        "subject",
        "recipient",
        "life_stage",
    ]
    list_select_related = ["region"]
    list_per_page = 50
    search_fields = ["id", "title", "summary"]
    search_help_text = "编号、标题或说明里的字"
    autocomplete_fields = ["region"]
    formfield_overrides = _SHORT_TEXTS
    inlines = [CitationInline, ConditionInline, AwardInline, RelationInline]
    fieldsets = [
        (None, {"fields": ["id", "region", "title", "summary"]}),
        ("分类", {"fields": [("kind", "category", "force"), ("subject", "recipient", "life_stage")]}),
        ("有效期", {"fields": [("since", "until"), "asks"]}),
        ("办理", {"fields": ["lead", "others", "where", "how", "bring", "deadline", "note"]}),
    ]

    def record_of(self, row: Benefit) -> Record:
        """The record that the rows stand for."""
        return read_benefit(row)


@admin.register(Award)
class AwardAdmin(DeskAdmin):
    """One award with its own conditions."""

    owner = "benefit"
    form = AwardForm
    list_display = ["benefit", "line", "number", "unit", "period"]
    list_filter = [("benefit__region", admin.RelatedOnlyFieldListFilter), "period"]
    list_select_related = ["benefit"]
    search_fields = ["benefit__id", "benefit__title", "line"]
    search_help_text = "福利的编号或标题"
    autocomplete_fields = _AWARD_FACTS
    readonly_fields = ["benefit"]
    fieldsets = [(None, {"fields": ["benefit", *_GIVES]}), *_AWARD_FIELDSETS[1:]]
    inlines = [AwardConditionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Awards are added on their benefit's page."""
        return False
