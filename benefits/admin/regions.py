"""Regions, to look up and to refer to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from benefits.admin.editions import ReadOnlyAdmin
from benefits.desk.permissions import rights_of
from regions.directory import directory
from regions.models import Region


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """An account's regions, those above and those below.

    They change by seeding only: codes are the standard's, and readings come from a dictionary that
    no web process loads.
    """

    list_display = ["code", "name", "level", "lies_in"]
    list_display_links = ["code", "name"]
    list_filter = ["level"]
    search_fields = ["code__startswith", "name"]
    search_help_text = "区划代码的开头，或名称的一部分"
    fields = ["code", "name", "level", "lies_in", "readings"]
    readonly_fields = ["code", "name", "level", "lies_in", "readings"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Asked for a field of a form, only the regions that can be chosen there."""
        found, repeated = super().get_search_results(request, queryset, search_term)
        asking = request.GET.get("model_name")
        if asking is None or "field_name" not in request.GET:
            return found, repeated
        rights = rights_of(request.user)
        scope = rights.administrable if asking == "appointment" else rights.writable
        return found.filter(scope("code")), repeated

    @admin.display(description="所属")
    def lies_in(self, region: Region) -> str:
        above = reversed(directory().ancestors(region.code))
        return " ".join(place.name for place in above)
