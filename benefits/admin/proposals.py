"""Proposals: what waits for review and what was decided; and the page on which a reviewer decides."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from benefits.admin.days import LOOK, UNSEEN, DayForm, FromDayForm, day_asked
from benefits.admin.editions import ReadOnlyAdmin
from benefits.admin.mine import MineFilter
from benefits.admin.telling import MOST, report
from benefits.desk import scopes
from benefits.desk.coverage import unread
from benefits.desk.permissions import can_write, rights_of
from benefits.models import Proposal
from benefits.models.editions import EditionKind
from benefits.review.proposing import Decision, ReviewError, approve, record_in, send_back, take_back
from benefits.review.reviewing import Review, review, title_of
from benefits.today import today


class DecidingForm(FromDayForm):
    """A reviewer's decision; ``seen`` and ``shown`` say what the page showed."""

    comment = forms.CharField(
        label="审核意见", required=False, widget=forms.Textarea(attrs={"rows": 3, "cols": 80}), max_length=2000
    )
    acknowledged = forms.CharField(
        label="与参照家庭的预期不符，仍要发布的理由",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        max_length=2000,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """All proposals, the newest first; each leads to its review."""

    list_display = ["title", "kind", "region", "state", "by", "submitted_by", "submitted", "decided_by"]
    list_display_links = ["title"]
    list_filter = [MineFilter, "state", "kind", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["region"]
    search_fields = ["key", "by", "submitted_by", "decided_by", "reason"]
    search_help_text = "记录编号、账号或理由"
    list_per_page = 50
    actions = ["review_selected"]

    @admin.display(description="记录")
    def title(self, proposal: Proposal) -> str:
        """What the record is called."""
        return f"{title_of(record_in(proposal))}（{proposal.key}）"

    @admin.action(description="一起审核", permissions=["view"])
    def review_selected(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> HttpResponse | None:
        """Lead to the page on which they are decided together."""
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(ids) > MOST:
            messages.error(request, f"一次最多 {MOST} 项，请分几次办。")
            return None
        return _to_review(ids)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """A proposal's own page is its review."""
        if request.method == "POST":
            raise PermissionDenied("送审记录不能改。")
        return _to_review([object_id])

    def get_urls(self) -> list[URLPattern]:
        """The review, before the pages of single proposals."""
        view = self.admin_site.admin_view(self.review_view)
        return [path("review/", view, name="benefits_proposal_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest) -> HttpResponse:
        """All that a reviewer looks at; a POST decides."""
        proposals = self._proposals(request)
        form = DecidingForm(request.POST or None)
        steps = request.method == "POST" and LOOK not in request.POST
        if steps and form.is_valid() and self._decide(request, proposals, form):
            return _to_review([one.pk for one in proposals])
        day = _day(request, proposals)
        found = review(proposals, request.user, day)
        return TemplateResponse(request, "admin/benefits/review/review.html", self._context(request, found, form))

    def _proposals(self, request: HttpRequest) -> list[Proposal]:
        """The proposals that the address names, as far as the account can read them. Raises Http404."""
        ids = [one for one in request.GET.getlist("id") if one.isascii() and one.isdigit() and len(one) < 19][:MOST]
        rows = scopes.readable(Proposal.objects.all(), rights_of(request.user)).filter(pk__in=ids)
        proposals = list(rows.select_related("region", "edition").order_by("kind", "key"))
        if not proposals:
            raise Http404("没有这些送审记录")
        return proposals

    def _decide(self, request: HttpRequest, proposals: list[Proposal], form: DecidingForm) -> bool:
        """Take the step that was asked for; say what became of it. False if the page is to be shown again."""
        ids = [one.pk for one in proposals]
        if "approve" in request.POST and form.unseen:
            messages.warning(request, UNSEEN.format(form.cleaned_data["day"], "批准"))
            return False
        try:
            if "approve" in request.POST:
                messages.success(request, _approved(request, ids, form.cleaned_data))
            elif "send_back" in request.POST:
                send_back(request.user, ids, form.cleaned_data["comment"])
                messages.success(request, f"已退回 {len(ids)} 项，编辑会看到意见。")
            else:
                take_back(request.user, ids)
                messages.success(request, f"已收回 {len(ids)} 项，又是草稿了。")
        except ReviewError as error:
            report(request, error)
            return not all(one.is_open for one in Proposal.objects.filter(pk__in=ids))
        return True

    def _context(self, request: HttpRequest, found: Review, form: DecidingForm) -> dict[str, Any]:
        proposals = [item.proposal for item in found.items]
        return self.admin_site.each_context(request) | {
            "title": "审核",
            "opts": self.opts,
            "media": self.media + DayForm().media,
            "review": found,
            "unread": unread(one.key for one in proposals if one.kind == EditionKind.DOCUMENT),
            "form": form,
            "days": form if form.is_bound else DayForm(initial={"day": found.day}),
            "can_take_back": found.is_open and all(can_write(request.user, one.region_id) for one in proposals),
            "together": f"?{urlencode([('id', one.pk) for one in (*proposals, *found.companions)])}",
        }


def _approved(request: HttpRequest, ids: list[int], given: dict[str, Any]) -> str:
    """Approve, and say what was published. Raises ReviewError, PermissionDenied."""
    decision = Decision(
        from_date=given["day"],
        seen=given["seen"],
        comment=given["comment"].strip(),
        acknowledged=given["acknowledged"].strip(),
    )
    editions = approve(request.user, ids, decision)
    when = "家长现在就能看到" if decision.from_date <= today() else f"家长从{decision.from_date}起看到"
    return f"已批准，发布 {len(editions)} 项：{'、'.join(map(str, editions))}。{when}。"


def _day(request: HttpRequest, proposals: list[Proposal]) -> date:
    """The day asked for, else the latest that the editors want; never one that is over."""
    return day_asked(request) or max(one.from_day(today()) for one in proposals)


def _to_review(ids: list[Any]) -> HttpResponseRedirect:
    address = reverse("admin:benefits_proposal_review")
    return redirect(f"{address}?{urlencode([('id', one) for one in ids])}")
