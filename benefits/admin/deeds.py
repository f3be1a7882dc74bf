"""The list of all that officers did, to be read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from benefits.admin.accounts import administered
from benefits.admin.editions import ReadOnlyAdmin
from benefits.desk.permissions import rights_of
from benefits.desk.recent import titled
from benefits.desk.roles import Rights
from benefits.desk.witness import ACCOUNT
from benefits.models import Benefit, Correction, Deed, Document, Question, ReferenceHousehold
from regions.models import Region

KINDS = {ACCOUNT: "账号"} | {
    str(model._meta.model_name): str(model._meta.verbose_name)
    for model in (Benefit, Document, Question, Correction, ReferenceHousehold, Region)
}


class KindFilter(admin.SimpleListFilter):
    """By what kind of record."""

    title = "种类"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        return list(KINDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deed]) -> QuerySet[Deed]:  # noqa: ARG002
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Deed)
class DeedAdmin(ReadOnlyAdmin):
    """Deeds of the regions that the account reads, its own, and those about accounts that it keeps."""

    list_display = ["at", "account", "what", "kind_named", "record", "region", "in_short"]
    list_filter = ["what", KindFilter, "at", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["region"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["account", "key"]
    search_help_text = "账号名或记录编号"
    fields = ["at", "account", "what", "kind_named", "key", "region", "changes"]
    readonly_fields = ["at", "account", "what", "kind_named", "key", "region", "changes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deed]:
        rights = rights_of(request.user)
        # Past the scope of DeskAdmin, which would show every officer what concerns no region.
        found: QuerySet[Deed] = super(admin.ModelAdmin, self).get_queryset(request)
        seen = found if rights.unlimited else found.filter(_readable(request.user.get_username(), rights))
        return titled(seen)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        stock = super().has_view_permission(request)
        return stock and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    @admin.display(description="种类", ordering="kind")
    def kind_named(self, deed: Deed) -> str:
        return KINDS.get(deed.kind, deed.kind)

    @admin.display(description="记录", ordering="key")
    def record(self, deed: Any) -> str:
        """What the record is called, or its id where it has no title."""
        return str(deed.title or deed.key)

    @admin.display(description="内容")
    def in_short(self, deed: Deed) -> str:
        """The first change, or the note."""
        changes = deed.detail.get("changes", [])
        if not changes:
            return str(deed.detail.get("note", ""))[:60]
        first = " ".join(part for part in (changes[0]["where"], changes[0]["field"]) if part)
        said = f"{first}：{changes[0]['before'][:20] or '空'} → {changes[0]['after'][:20] or '空'}"
        return said if len(changes) == 1 else f"{said}，共 {len(changes)} 处"

    @admin.display(description="详情")
    def changes(self, deed: Deed) -> str:
        """Every change on a line of its own."""
        note = deed.detail.get("note")
        lines = [(note,)] if note else []
        for one in deed.detail.get("changes", []):
            where = " ".join(part for part in (one["where"], one["field"]) if part)
            lines.append((f"{where}：{one['before'] or '空'} → {one['after'] or '空'}",))
        return format_html_join("", "<p>{}</p>", lines) or "—"


def _readable(name: str, rights: Rights) -> Q:
    mine = Q(account=name) | Q(kind=ACCOUNT, key=name)
    kept = Q(kind=ACCOUNT, key__in=administered(User.objects.all(), rights).values("username"))
    placed = Q(region__isnull=False) & rights.readable("region")
    questions = ~Q(kind=ACCOUNT) & Q(region__isnull=True)
    return mine | placed | questions | (kept if rights.administers else Q(pk__in=[]))
