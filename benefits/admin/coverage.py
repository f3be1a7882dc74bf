"""The page that says of each clause of a document whether benefits rest on it."""

from __future__ import annotations

from collections import Counter

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from benefits.admin.base import DeskAdmin
from benefits.desk import deeds
from benefits.desk.coverage import CoverageError, Standing, coverage, mark_nothing, unmark, waiting_marks
from benefits.models import Did, Document, NothingGranted
from benefits.seeding import AUTHOR

REASONS = ("总体要求或目标", "部门之间的工作", "标题、落款或印发信息", "待遇写在别的条款")
"""Reasons that are given with one click."""

_LONGEST = NothingGranted._meta.get_field("reason").max_length


class MarkForm(forms.Form):
    """Whether a clause, by its key, grants nothing, and why."""

    clause = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=_LONGEST)


class CoveragePages(DeskAdmin):
    """Adds the page to the admin of documents."""

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and this one before them."""
        page = self.admin_site.admin_view(self.coverage_view)
        return [path("<slug:slug>/coverage/", page, name="benefits_document_coverage"), *super().get_urls()]

    def coverage_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The clauses with what rests on them; those that wait can be marked as granting nothing."""
        row = get_object_or_404(self.get_queryset(request), pk=slug)
        self.check_has(request, "view", row)
        if request.method == "POST":
            self.check_has(request, "change", row)
            return self._mark(request, row)
        found = coverage(row)
        shown = request.GET.get("show", "")
        counts = Counter(one.standing for one in found)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "哪些条款已有福利",
            "document": row,
            "clauses": [one for one in found if shown in ("", one.standing)],
            "waiting": waiting_marks(row.pk),
            "shown": shown,
            "tabs": [("", "全部", len(found)), *((one.value, _WORDS[one], counts[one]) for one in _WORDS)],
            "reasons": REASONS,
            "longest": _LONGEST,
            "seeded_by": AUTHOR,
            "writes": self.has_change_permission(request, row),
        }
        return render(request, "admin/benefits/documents/coverage.html", context)

    def _mark(self, request: HttpRequest, row: Document) -> HttpResponseRedirect:
        """Mark a clause, or take its mark away, and come back to it."""
        form = MarkForm(request.POST)
        anchor = ""
        if not form.is_valid():
            messages.error(request, f"理由最多{_LONGEST}个字，请写短一些。")
        elif "unmark" in request.POST:
            unmark(row, form.cleaned_data["clause"])
            deeds.record_row(request.user, Did.CHANGED, row, note="取消一条“没有待遇”的标记")
        else:
            anchor = self._mark_nothing(request, row, form.cleaned_data)
        address = reverse("admin:benefits_document_coverage", args=[row.pk])
        shown = request.GET.get("show", "")
        query = f"?show={shown}" if shown in {one.value for one in Standing} else ""
        return HttpResponseRedirect(f"{address}{query}{anchor}")

    def _mark_nothing(self, request: HttpRequest, row: Document, given: dict[str, object]) -> str:
        reason = str(given["reason"])
        try:
            mark = mark_nothing(row, int(str(given["clause"])), reason, request.user.get_username())
        except CoverageError as error:
            messages.error(request, str(error))
            return ""
        clause = mark.clause
        assert clause is not None  # noqa: S101 - it was just marked
        note = f"{clause.label}标为没有待遇：{mark.reason}"
        deeds.record_row(request.user, Did.CHANGED, row, note=note)
        messages.success(request, f"已把{note}。")
        return f"#{clause.anchor}"


_WORDS = {
    Standing.WAITING: "还没处理",
    Standing.GRANTS: "已有福利",
    Standing.NOTHING: "没有待遇",
    Standing.TITLE: "只有标题",
}
