"""The page of a region that keeps its records true: what wants looking at, and one click to confirm."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from benefits.admin.base import DeskAdmin
from benefits.desk.freshness import freshness
from benefits.desk.permissions import can_review, check_can_read, check_can_review, rights_of
from benefits.editions import publishing
from benefits.models import Edition
from benefits.models.editions import EditionKind
from benefits.review.proposing import ReviewError
from benefits.review.withdrawals import verify
from benefits.today import today
from regions.models import Region

MOST_REGIONS = 500


class FreshnessPages(DeskAdmin):
    """Adds the page to the admin of documents."""

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and these before them."""
        view = self.admin_site.admin_view
        return [
            path("freshness/", view(self.freshness_regions_view), name="benefits_freshness_regions"),
            path("freshness/<slug:code>/", view(self.freshness_view), name="benefits_freshness"),
            *super().get_urls(),
        ]

    def freshness_regions_view(self, request: HttpRequest) -> HttpResponse:
        """The regions with published records that the account can read; the page itself if it is one."""
        editions = Edition.objects.exclude(kind=EditionKind.QUESTION).filter(rights_of(request.user).readable("region"))
        codes = list(editions.order_by("region").values_list("region", flat=True).distinct()[: MOST_REGIONS + 1])
        regions = Region.objects.filter(code__in=codes[:MOST_REGIONS]).order_by("code")
        if len(regions) == 1:
            return HttpResponseRedirect(reverse("admin:benefits_freshness", args=[regions[0].code]))
        context = {**self._freshness_context(request, "保持准确"), "regions": regions, "cut": len(codes) > MOST_REGIONS}
        return render(request, "admin/benefits/freshness/regions.html", context)

    def freshness_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """What of the region wants looking at; a POST confirms one record."""
        region = Region.objects.filter(code=code).first()
        if region is None:
            raise Http404
        check_can_read(request.user, code)
        if request.method == "POST":
            return self._confirm(request, code)
        context = {
            **self._freshness_context(request, f"{region.name}：保持准确"),
            "region": region,
            "found": freshness(code, today()),
            "reviews": can_review(request.user, code),
        }
        return render(request, "admin/benefits/freshness/region.html", context)

    def _confirm(self, request: HttpRequest, code: str) -> HttpResponseRedirect:
        check_can_review(request.user, code)
        kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
        edition = publishing.in_force(kind, key, today()) if "\0" not in kind + key else None
        if edition is not None and edition.region_id != code:
            raise PermissionDenied("这条记录不是这个地区的。")
        try:
            verify(request.user, kind if edition else "", key if edition else "")
        except ReviewError:
            messages.error(request, "这条记录已经撤回，不用核实。")
        else:
            messages.success(request, f"已记下：“{edition.payload['title'] if edition else key}”对照原文核实过。")
        return HttpResponseRedirect(reverse("admin:benefits_freshness", args=[code]))

    def _freshness_context(self, request: HttpRequest, title: str) -> dict[str, object]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
