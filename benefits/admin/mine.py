"""The filter behind the lines of the to-do list, so that a list shows exactly what its line counts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from benefits.desk.permissions import rights_of
from benefits.desk.todo import MINE, WAITING

_CHANGED = "changed"


class MineFilter(admin.SimpleListFilter):
    """What waits for the account itself, and, of records that keep their author, what it changed last."""

    title = "要办的事"
    parameter_name = MINE

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        own = [(name, words) for name, (words, model, _) in WAITING.items() if model is model_admin.model]
        return [*own, (_CHANGED, "我最后改的")] if hasattr(model_admin.model, "changed_by") else own

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        account = request.user.get_username()
        chosen = str(self.value())
        if chosen not in dict(self.lookup_choices):
            return queryset
        if chosen == _CHANGED:
            return queryset.filter(changed_by=account)
        return WAITING[chosen][2](queryset, account, rights_of(request.user))
