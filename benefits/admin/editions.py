"""Editions and the publication log, to be seen only: they change by publishing. Any two can be compared, any restored."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from benefits.admin.base import DeskAdmin
from benefits.desk import scopes
from benefits.desk.coverage import waiting_marks
from benefits.desk.permissions import can_write, check_can_write, rights_of
from benefits.models import Edition, Publication
from benefits.models.editions import EditionKind
from benefits.review.proposing import ReviewError, record_from
from benefits.review.reviewing import compared, title_of
from benefits.review.withdrawals import mark_of_draft, restore
from benefits.today import today


class ReadOnlyAdmin(DeskAdmin):
    """Records that nobody changes by hand; the database refuses it as well."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


def called(edition: Edition) -> str:
    """What the record was called in this edition."""
    return str(edition.payload.get("title") or edition.payload.get("heading") or edition.key)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """All editions ever made; those of one record side by side."""

    list_display = ["title", "number", "kind", "region", "created"]
    list_filter = ["kind", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["region"]
    search_fields = ["key"]
    search_help_text = "记录编号"

    @admin.display(description="记录", ordering="key")
    def title(self, edition: Edition) -> str:
        """What the record was called."""
        return called(edition)

    def get_urls(self) -> list[URLPattern]:
        """The editions of one record, and the step back to one."""
        site = self.admin_site
        return [
            path("of/<slug:kind>/<slug:key>/", site.admin_view(self.history), name="benefits_edition_of"),
            path("<int:pk>/restore/", site.admin_view(require_POST(self.restore)), name="benefits_edition_restore"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """An edition is shown among those of its record, held against the one before."""
        if request.method == "POST":
            raise PermissionDenied("版本不能改。")
        edition = self.get_object(request, unquote(object_id))
        if edition is None:
            raise Http404
        address = reverse("admin:benefits_edition_of", args=[edition.kind, edition.key])
        return redirect(f"{address}?before={edition.number - 1}&after={edition.number}")

    def _readable(self, request: HttpRequest) -> QuerySet[Edition]:
        return scopes.readable(Edition.objects.all(), rights_of(request.user))

    def history(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        """All editions of a record with what was logged of each, and two of them compared."""
        rows = self._readable(request).filter(kind=kind, key=key).order_by("-number")
        editions = list(rows.prefetch_related("publications"))
        if not editions:
            raise Http404("这条记录还没有发布过")
        by_number = {edition.number: edition for edition in editions}
        newest = editions[0]
        before = by_number.get(_number(request, "before", newest.number - 1))
        after = by_number.get(_number(request, "after", newest.number), newest)
        context = self.admin_site.each_context(request) | {
            "title": f"历史版本：{title_of(record_from(kind, newest.payload))}",
            "opts": self.opts,
            "editions": editions,
            "before": before,
            "after": after,
            "changes": compared(kind, before, after, today()),
            "seen": mark_of_draft(kind, key),
            "can_restore": can_write(request.user, newest.region_id),
        }
        return TemplateResponse(request, "admin/benefits/review/history.html", context)

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make an edition the draft; whoever edits the region submits it like any other."""
        edition = get_object_or_404(self._readable(request), pk=pk)
        check_can_write(request.user, edition.region_id)
        try:
            restore(request.user, edition, request.POST.get("seen", ""))
        except ReviewError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect(reverse("admin:benefits_edition_of", args=[edition.kind, edition.key]))
        messages.success(request, f"草稿已恢复成{edition}的内容。请看过以后提交审核。")
        if edition.kind == EditionKind.DOCUMENT and (waiting := waiting_marks(edition.key)):
            messages.info(
                request, f"有{len(waiting)}条“没有待遇”的标记，它们的条款这一版没有；条款回来时，标记也会回来。"
            )
        return redirect(reverse(f"admin:benefits_{edition.kind}_change", args=[edition.key]))


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    """The number of an edition in the address."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """The log, the newest first."""

    list_display = ["number", "action", "record", "effective", "at", "by", "approved_by", "reason"]
    list_filter = ["action", "edition__kind", "effective"]
    list_select_related = ["edition"]
    search_fields = ["edition__key", "by", "reason"]
    search_help_text = "记录编号、账号或理由"

    @admin.display(description="记录", ordering="edition__key")
    def record(self, row: Publication) -> str:
        """What the record was called, and its edition."""
        return f"{called(row.edition)}（第{row.edition.number}版）"
