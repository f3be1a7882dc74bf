"""The page on which drafts are submitted for review: what they change and do, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from benefits.content.schema import to_payload
from benefits.desk.permissions import check_can_write
from benefits.editions.publishing import key_of
from benefits.models import Proposal
from benefits.review.proposing import Draft, ReviewError, Submitted, region_of, submit
from benefits.review.resting import rested_on
from benefits.review.reviewing import review
from benefits.today import today

if TYPE_CHECKING:
    from benefits.admin.publishing import PublishableAdmin


class SubmittingForm(forms.Form):
    """Why the change is made, and from when it is wanted."""

    reason = forms.CharField(
        label="理由",
        help_text="改了什么，为什么改，依据哪份文件。审核人和发布记录里都看得到。",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        max_length=2000,
    )
    wanted = forms.DateField(label="希望从哪天起", required=False, help_text="不填：批准当天", widget=AdminDateWidget)

    def clean_wanted(self) -> date | None:
        """Today or later."""
        wanted: date | None = self.cleaned_data["wanted"]
        if wanted and wanted < today():
            raise forms.ValidationError("请填今天或以后的日期。")
        return wanted


def submitting(page: PublishableAdmin, request: HttpRequest) -> HttpResponse:
    """What is to be submitted; a POST submits it."""
    try:
        drafts = _drafts(page, request)
    except ReviewError as error:
        return _not_yet(page, request, error)
    form = SubmittingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = submit(request.user, drafts, **form.cleaned_data)
        except ReviewError as error:
            form.add_error(None, list(error.messages))
        else:
            return _led_on(page, request, done)
    return _page(page, request, drafts, form)


def _drafts(page: PublishableAdmin, request: HttpRequest) -> list[Draft]:
    """The drafts that the address names. Raises Http404, PermissionDenied, ReviewError if one is not complete."""
    from benefits.admin.publishing import MOST, in_chinese  # noqa: PLC0415 - that module offers this page

    keys = [key for key in request.GET.getlist("id") if "\0" not in key][:MOST]
    rows = list(page.get_queryset(request).filter(pk__in=keys))
    if not rows:
        raise Http404("没有这些记录")
    drafts = []
    for row in rows:
        try:
            drafts.append(Draft(page.record_of(row), row.changed_by))
        except ValueError as error:
            raise ReviewError([f"“{row.pk}”还不能送审：{in_chinese(error)}。请先改好。"]) from error
    for draft in drafts:
        check_can_write(request.user, region_of(draft.record))
    return drafts


def _not_yet(page: PublishableAdmin, request: HttpRequest, error: ReviewError) -> HttpResponse:
    for message in error.messages:
        messages.error(request, message)
    return redirect(reverse(f"admin:benefits_{page.opts.model_name}_changelist"))


def _page(page: PublishableAdmin, request: HttpRequest, drafts: list[Draft], form: SubmittingForm) -> HttpResponse:
    proposals = [_unsaved(draft, request.user) for draft in drafts]
    wanted = form.cleaned_data.get("wanted") if form.is_bound and form.is_valid() else None
    context = page.admin_site.each_context(request) | {
        "title": "提交审核",
        "opts": page.opts,
        "form": form,
        "media": page.media + form.media,
        "review": review(proposals, request.user, wanted or today(), rested_on([draft.record for draft in drafts])),
    }
    return TemplateResponse(request, "admin/benefits/review/submit.html", context)


def _unsaved(draft: Draft, account: Any) -> Proposal:
    """What would be proposed, for the page to show."""
    kind, key = key_of(draft.record)
    return Proposal(
        kind=kind,
        key=key,
        region_id=region_of(draft.record),
        payload=to_payload(draft.record),
        by=draft.changed_by or account.get_username(),
        submitted_by=account.get_username(),
    )


def _led_on(page: PublishableAdmin, request: HttpRequest, done: Submitted) -> HttpResponse:
    if done.proposals:
        messages.success(request, f"已送审 {len(done.proposals)} 项，等另一位审核人审核。")
    for waiting in done.waiting:
        messages.info(request, f"“{waiting.key}”已经在待审核，没有重复送审。")
    for key in done.unchanged:
        messages.info(request, f"“{key}”和已发布的一样，不用送审。")
    if len(done.proposals) == 1:
        return redirect(reverse("admin:benefits_proposal_change", args=[done.proposals[0].pk]))
    return redirect(reverse(f"admin:benefits_{page.opts.model_name}_changelist"))
