"""Benefits with their conditions, awards, citations and relations."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms.formsets import all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from benefits.admin import exchange
from benefits.admin.choosing import Facts
from benefits.admin.inlines import (
    SHORT_TEXTS,
    AwardInline,
    CitationInline,
    ConditionInline,
    EntryInline,
    RelationInline,
)
from benefits.admin.merging import VersionedAdmin
from benefits.admin.publishing import PublishableAdmin
from benefits.admin.searching import PagedChangeList, RegionFilter, matching
from benefits.admin.telling import in_chinese
from benefits.content.schema import Record
from benefits.desk.panel import Panel, look, wrong
from benefits.desk.permissions import rights_of
from benefits.desk.scopes import readable
from benefits.desk.starting import start_of
from benefits.models import Benefit, Citation, Document
from benefits.models.editions import EditionKind
from benefits.records import cited_as, read_benefit
from benefits.today import today

_LOOK = "_look"
_FRAGMENT = "X-Fragment"


@admin.register(Benefit)
class BenefitAdmin(VersionedAdmin, PublishableAdmin):
    """Working benefits, and their publication."""

    kind = EditionKind.BENEFIT
    parts = ["conditions", "awards", Prefetch("citations", Citation.objects.select_related("clause")), "relations"]
    change_form_template = "admin/benefits/benefit/change_form.html"
    change_list_template = "admin/benefits/benefit/change_list.html"
    list_display = ["id", "title", "region", "category", "force", "state", "changed"]
    list_display_links = ["id", "title"]
    list_filter = [RegionFilter, "category", "force", "kind"]
    list_select_related = ["region"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["id", "title", "summary"]
    search_help_text = "编号、标题或说明里的字"
    autocomplete_fields = ["region"]
    formfield_overrides = SHORT_TEXTS
    inlines = [CitationInline, ConditionInline, AwardInline, RelationInline]
    fieldsets = [
        ("基本", {"fields": [("title", "id", "region"), "summary"]}),
        (
            "分类与有效期",
            {
                "fields": [
                    ("kind", "category", "force", "asks"),
                    ("subject", "recipient", "life_stage"),
                    ("since", "until"),
                ]
            },
        ),
        ("部门与办理", {"fields": [("lead", "others", "bring"), ("where", "how"), ("deadline", "note")]}),
    ]

    def record_of(self, row: Benefit) -> Record:
        """The record that the rows stand for."""
        return read_benefit(row)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[PagedChangeList]:  # noqa: ARG002
        """A list that is quick on every page."""
        return PagedChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Benefit], search_term: str
    ) -> tuple[QuerySet[Benefit], bool]:
        """As stock, by way of the index."""
        return super().get_search_results(request, matching(queryset, search_term), search_term)

    # ------------------------------------------------------------ the form

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """The stock form; it says of the note who reads it."""
        return super().get_form(request, obj, change, **{"help_texts": {"note": "家长会看到。"}, **options})

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """Whoever writes for a few regions picks from these; only without limit is a region searched for."""
        return self.autocomplete_fields if rights_of(request.user).unlimited else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the clause says from which a new benefit is begun."""
        start = start_of(request)
        return start.fields if start else super().get_changeform_initial_data(request)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Facts are read once for all rows; a new benefit may begin with entries that the address names."""
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if not isinstance(inline, EntryInline):
            return given
        if obj is None or obj._state.adding:
            given["initial"] = inline.initials(request)
        return given | inline.formset_kwargs(_facts(request))

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """The conditions of awards are told as well."""
        nested = [rows for formset in formsets or () for rows in getattr(formset, "conditions", ())]
        return super().construct_change_message(request, form, [*(formsets or ()), *nested], add)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The stock page; asked to look, it saves nothing and shows what would be saved in words."""
        if request.method != "POST" or _LOOK not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        looked = self._looked(request, object_id)
        if request.headers.get(_FRAGMENT):
            return render(request, "admin/benefits/benefit/panel.html", {"looked": looked})
        request.held = "只是检查，还没有保存。"  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "looked": looked})

    def _looked(self, request: HttpRequest, object_id: str | None) -> Panel:
        """What the form says. It is saved and taken back, so that no second reading of forms is needed."""
        row = None if object_id is None else self.get_object(request, unquote(object_id))
        if row is not None:
            self.check_has(request, "change", row)
        elif not self.has_add_permission(request):
            raise PermissionDenied("您的账号不能新建福利。")
        with transaction.atomic():
            made = self._saved(request, row)
            looked = made if isinstance(made, Panel) else look(made, today(), in_chinese)
            transaction.set_rollback(True)
        return looked

    def _saved(self, request: HttpRequest, row: Benefit | None) -> str | Panel:
        """The id of the benefit as the form has it, saved; if the form is not valid, a panel that says so."""
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=row is not None, fields=fields)(request.POST, instance=row)
        formsets, _ = self._create_formsets(  # type: ignore[attr-defined]
            request, form.instance, change=row is not None
        )
        if not (form.is_valid() & all_valid(formsets)):
            return wrong(form, formsets)
        form.save()
        for formset in formsets:
            formset.save()
        return str(form.instance.pk)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The form, with what the scripts know of facts and clauses, and the panel as last asked for or saved."""
        row = context["original"]
        mine = {
            "facts_json": _facts(request).as_json,
            "clauses_url": reverse("admin:benefits_benefit_clauses", args=["-"]),
            "looked": look(row.pk, today(), in_chinese) if row else None,
        }
        return super().render_change_form(request, mine | context, *args, **kwargs)

    # ------------------------------------------------------------ clauses to quote from

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, the clauses of a document, and the way out of and into files."""
        view = self.admin_site.admin_view(self.clauses_view)
        clauses = path("clauses/<slug:slug>/", view, name="benefits_benefit_clauses")
        return [clauses, *exchange.urls(self.admin_site), *super().get_urls()]

    def clauses_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The clauses of a document, to pick a quotation from."""
        self.check_has(request, "view")
        document = get_object_or_404(readable(Document.objects.all(), rights_of(request.user)), slug=slug)
        clauses = [
            {"anchor": one.anchor, "name": cited_as(one), "title": one.title, "text": one.text}
            for one in document.clauses.all()
        ]
        given = {"title": document.title, "document": document, "clauses": clauses}
        given = self.admin_site.each_context(request) | given
        return render(request, "admin/benefits/benefit/clauses.html", given)


def _facts(request: HttpRequest) -> Facts:
    """The facts, read once for a request."""
    kept: Facts | None = getattr(request, "facts", None)
    if kept is None:
        kept = request.facts = Facts()  # type: ignore[attr-defined]
    return kept
