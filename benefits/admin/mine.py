"""The filter behind the to-do list's line of drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from benefits.desk.todo import unsubmitted


class MineFilter(admin.SimpleListFilter):
    """What the account itself has begun."""

    title = "谁改的"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        return [("draft", "我改过、没送审的"), ("changed", "我最后改的")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        mine = queryset.filter(changed_by=request.user.get_username())
        return unsubmitted(mine, str(queryset.model._meta.model_name)) if self.value() == "draft" else mine
