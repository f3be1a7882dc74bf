"""The page on which published records are withdrawn: what families lose, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from benefits.admin.days import LOOK, UNSEEN, DayForm, FromDayForm, day_asked
from benefits.admin.telling import MOST, shortened
from benefits.desk.permissions import check_can_review
from benefits.editions.publishing import Key, find_problems, in_force
from benefits.models import Edition, Publication
from benefits.review.proposing import ReviewError, record_from
from benefits.review.reviewing import Effects, title_of
from benefits.review.withdrawals import withdraw
from benefits.today import today
from benefits.words.locations import located

if TYPE_CHECKING:
    from benefits.admin.publishing import PublishableAdmin


class WithdrawingForm(FromDayForm):
    """Why, and why in spite of what households expect."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3, "cols": 80}), max_length=2000)
    acknowledged = forms.CharField(
        label="与参照家庭的预期不符，仍要撤回的理由",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        max_length=2000,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        # Who only looks at another day need not have given the reason yet.
        self.fields["reason"].required = LOOK not in (data or ())


def withdrawing(page: PublishableAdmin, request: HttpRequest) -> HttpResponse:
    """What is to be withdrawn, with what that does; a POST withdraws it."""
    keys = _keys(page, request)
    day = day_asked(request) or today()
    form = WithdrawingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and LOOK not in request.POST:
        if form.unseen:
            messages.warning(request, UNSEEN.format(day, "撤回"))
        elif rows := _withdrawn(request, keys, form):
            messages.success(request, f"已撤回 {len(rows)} 项，从{rows[0].effective}起。")
            return redirect(reverse(f"admin:benefits_{page.opts.model_name}_changelist"))
    return _page(page, request, keys, day, form)


def _withdrawn(request: HttpRequest, keys: list[Key], form: WithdrawingForm) -> list[Publication]:
    """What was withdrawn; nothing, with the reasons in the form, if it was refused. Raises PermissionDenied."""
    given = form.cleaned_data
    out = [key for key in keys if in_force(*key, given["day"])] or keys
    try:
        return withdraw(
            request.user, out, reason=given["reason"], from_date=given["day"], acknowledged=given["acknowledged"]
        )
    except ReviewError as error:
        form.add_error(None, shortened(error))
        return []


def _keys(page: PublishableAdmin, request: HttpRequest) -> list[Key]:
    wanted = [key for key in request.GET.getlist("id") if "\0" not in key][:MOST]
    rows = page.get_queryset(request).filter(pk__in=wanted).order_by("pk")
    keys: list[Key] = [(page.kind, str(key)) for key in rows.values_list("pk", flat=True)]
    if not keys:
        raise Http404("没有这些记录")
    return keys


def _page(
    page: PublishableAdmin, request: HttpRequest, keys: list[Key], day: date, form: WithdrawingForm
) -> HttpResponse:
    editions: list[Edition] = [edition for key in keys if (edition := in_force(*key, day))]
    for edition in editions:
        check_can_review(request.user, edition.region_id)
    out: list[Key] = [(edition.kind, edition.key) for edition in editions]
    problems = find_problems([], day, out)
    context: dict[str, Any] = page.admin_site.each_context(request) | {
        "title": "撤回",
        "opts": page.opts,
        "form": form,
        "media": page.media + DayForm().media,
        "day": day,
        "days": form if form.is_bound else DayForm(initial={"day": day}),
        "keys": [key for _, key in keys],
        "editions": [(edition, title_of(record_from(edition.kind, edition.payload))) for edition in editions],
        "left_out": [key for kind, key in keys if (kind, key) not in out],
        "problems": [located(str(problem)) for problem in problems],
        "effects": Effects([], day, out) if out and not problems else None,
    }
    return TemplateResponse(request, "admin/benefits/review/withdraw.html", context)
