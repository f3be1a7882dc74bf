from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from regions.directory import directory
from regions.models import Region

if TYPE_CHECKING:
    RegionModelAdmin = admin.ModelAdmin[Region]
else:
    RegionModelAdmin = admin.ModelAdmin


@admin.register(Region)
class RegionAdmin(RegionModelAdmin):
    """Regions to look up and to refer to.

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

    @admin.display(description="所属")
    def lies_in(self, region: Region) -> str:
        above = reversed(directory().ancestors(region.code))
        return " ".join(place.name for place in above)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Region | None = None,  # noqa: ARG002
    ) -> bool:
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Region | None = None,  # noqa: ARG002
    ) -> bool:
        return False
