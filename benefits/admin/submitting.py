"""The page on which drafts are submitted for review: what they change and do, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from benefits.admin.telling import MOST, in_chinese
from benefits.content.schema import to_payload
from benefits.desk import scopes
from benefits.desk.coverage import unread
from benefits.desk.permissions import can_write, check_can_write, rights_of
from benefits.editions.publishing import key_of
from benefits.models import Proposal
from benefits.models.editions import EditionKind
from benefits.review.drafts import draft_of, draft_rows
from benefits.review.needs import Need, needs
from benefits.review.proposing import Draft, ReviewError, Submitted, region_of, submit
from benefits.review.resting import rested_on
from benefits.review.reviewing import review
from benefits.today import today
from benefits.words.places import place_name

if TYPE_CHECKING:
    from benefits.admin.publishing import PublishableAdmin


WITH = "with"
"""In the address, the other records that go along: document:plan, question:work."""


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
    keys = [key for key in request.GET.getlist("id") if "\0" not in key][:MOST]
    rows: list[tuple[str, Any]] = [(page.kind, row) for row in page.get_queryset(request).filter(pk__in=keys)]
    if not rows:
        raise Http404("没有这些记录")
    rows += _companions(request)[: MOST - len(rows)]
    drafts = []
    for kind, row in rows:
        try:
            drafts.append(Draft(draft_of(kind, row), row.changed_by))
        except ValueError as error:
            raise ReviewError([f"“{row.pk}”还不能送审：{in_chinese(error)}。请先改好。"]) from error
    for draft in drafts:
        check_can_write(request.user, region_of(draft.record))
    return drafts


def _companions(request: HttpRequest) -> list[tuple[str, Any]]:
    """The rows of the records that are to go along, as far as the account reads them."""
    named = [one.partition(":") for one in request.GET.getlist(WITH) if "\0" not in one]
    found = []
    for kind in EditionKind.values:
        keys = [key for of, _, key in named if of == kind]
        readable = scopes.readable(draft_rows(kind, keys), rights_of(request.user)) if keys else ()
        found += [(kind, row) for row in readable]
    return found


def _not_yet(page: PublishableAdmin, request: HttpRequest, error: ReviewError) -> HttpResponse:
    for message in error.messages:
        messages.error(request, message)
    return redirect(reverse(f"admin:benefits_{page.opts.model_name}_changelist"))


def _page(page: PublishableAdmin, request: HttpRequest, drafts: list[Draft], form: SubmittingForm) -> HttpResponse:
    proposals = [_unsaved(draft, request.user) for draft in drafts]
    day = (form.cleaned_data.get("wanted") if form.is_bound and form.is_valid() else None) or today()
    records = [draft.record for draft in drafts]
    needed = [Needed(one, _lacks(one, request.user)) for one in needs(records, day)]
    context = page.admin_site.each_context(request) | {
        "title": "提交审核",
        "opts": page.opts,
        "form": form,
        "media": page.media + form.media,
        "review": review(proposals, request.user, day, rested_on(records)),
        "needed": needed,
        "unread": unread(one.key for one in proposals if one.kind == EditionKind.DOCUMENT),
        "together": _together(request, [one for one in needed if not one.lacks]),
    }
    return TemplateResponse(request, "admin/benefits/review/submit.html", context)


@dataclass(frozen=True, slots=True)
class Needed:
    """A record that the drafts need, and why this account cannot hand it in; blank if it can."""

    need: Need
    lacks: str

    @property
    def kind(self) -> str:
        """What it is called: 文件, 问题 or 福利."""
        return str(EditionKind(self.need.kind).label)

    @property
    def address(self) -> str:
        """Its own page."""
        return reverse(f"admin:benefits_{self.need.kind}_change", args=[self.need.key])


def _lacks(need: Need, account: Any) -> str:
    if not can_write(account, need.region):
        whose = f"{place_name(need.region)}的编辑" if need.region else "能改问题的编辑"
        return f"要由{whose}先提交审核，请和他们联系"
    return "" if need.draft else "还没有写完，请先写完"


def _together(request: HttpRequest, needed: list[Needed]) -> str:
    """The address of this page with these along; blank if there is none."""
    if not needed:
        return ""
    asked = [*((name, value) for name in ("id", WITH) for value in request.GET.getlist(name))]
    return f"?{urlencode([*asked, *((WITH, f'{one.need.kind}:{one.need.key}') for one in needed)])}"


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
    if request.GET.getlist(WITH) and done.proposals:
        query = urlencode([("id", one.pk) for one in done.proposals])
        return redirect(f"{reverse('admin:benefits_proposal_review')}?{query}")
    if len(done.proposals) == 1:
        return redirect(reverse("admin:benefits_proposal_change", args=[done.proposals[0].pk]))
    return redirect(reverse(f"admin:benefits_{page.opts.model_name}_changelist"))
