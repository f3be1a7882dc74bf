"""Editions and the publication log, to be seen only: they change by publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from benefits.admin.base import DeskAdmin
from benefits.models import Edition, Publication


class ReadOnlyAdmin(DeskAdmin):
    """Records that nobody changes by hand; the database refuses it as well."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """All editions ever made."""

    list_display = ["key", "number", "kind", "region", "created"]
    list_filter = ["kind", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["region"]
    search_fields = ["key"]
    search_help_text = "记录编号"


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """The log, the newest first."""

    list_display = ["number", "action", "edition", "effective", "at", "by", "approved_by", "reason"]
    list_filter = ["action", "edition__kind", "effective"]
    list_select_related = ["edition"]
    search_fields = ["edition__key", "by", "reason"]
    search_help_text = "记录编号、账号或理由"
