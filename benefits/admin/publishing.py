"""The way of a working record to the parents: its state, submitting it, withdrawing and verifying what is published."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString

from benefits.admin.base import DeskAdmin
from benefits.admin.mine import MineFilter
from benefits.admin.submitting import submitting
from benefits.admin.telling import MOST, report, tell_problems
from benefits.admin.withdrawing import withdrawing
from benefits.content.schema import Record, to_payload
from benefits.models import Proposal, ProposalState, Publication
from benefits.models.editions import Action, EditionKind
from benefits.review import withdrawals
from benefits.review.proposing import ReviewError
from benefits.today import today

_APPROVED = "已批准"


class PublishableAdmin(DeskAdmin):
    """The list of a kind of record that parents see once it is published."""

    actions = ["submit_selected", "withdraw_selected", "verify_selected"]
    kind: ClassVar[EditionKind]
    parts: ClassVar[list[Any]] = []

    def record_of(self, row: Any) -> Record:
        """The record that a row stands for. Raises ValueError where it is none."""
        raise NotImplementedError

    # ------------------------------------------------------------ the record's page

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """The id names the record in addresses and in the log, so it stays."""
        return [self.opts.pk.name, "publication"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """First of all where the record stands, and what can be done with it."""
        fieldsets: Any = super().get_fieldsets(request, obj)
        return [(None, {"fields": ["publication"], "classes": ["desk-standing"]}), *fieldsets] if obj else fieldsets

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, with the steps that the account may take for it."""
        row: Any = super().get_object(request, object_id, from_field)
        if row is not None:
            may = {"submit": self.has_change_permission, "withdraw": self.has_review_permission}
            row.steps = {step for step, held in may.items() if held(request, row)}
        return row

    @admin.display(description="发布状态")
    def publication(self, row: Any) -> SafeString:
        """Where it stands, with the steps that this account can take."""
        steps: set[str] = getattr(row, "steps", set())
        row = row if hasattr(row, "last_action") else self._annotated(self.model._default_manager.all()).get(pk=row.pk)
        log = Publication.objects.of_kind(self.kind).filter(edition__key=row.pk)
        proposal = Proposal.objects.of(self.kind, row.pk).first()
        state = self.state(row)
        # What parents see already need not be reviewed again.
        address = {step: self._address(step, row.pk) for step in steps - ({"submit"} if _is_out(state) else set())}
        context = {
            "state": state,
            "kind": self.kind,
            "key": row.pk,
            "proposal": proposal,
            "in_force": log.as_of(on=today()).first(),
            "was_out": log.exists(),
            # The state tells of it already where what is to come is what the draft says.
            "later": None if state.startswith(_APPROVED) else _later(log).first(),
            "verified": log.filter(action=Action.VERIFIED).order_by("-number").first(),
            "submit": address.get("submit"),
            "withdraw": address.get("withdraw"),
        }
        return render_to_string("admin/benefits/review/standing.html", context)

    def _address(self, step: str, *keys: str) -> str:
        address = reverse(f"admin:benefits_{self.opts.model_name}_{step}")
        return f"{address}?{urlencode([('id', key) for key in keys])}"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What parents see is withdrawn before it is deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self._is_published(obj.pk))

    def _is_published(self, key: str) -> bool:
        log = Publication.objects.of_kind(self.kind).filter(edition__key=key)
        return log.as_of(on=today()).exists() or log.as_of().exists()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Having saved, say what still keeps the record from being published."""
        super().save_related(request, form, formsets, change)
        row = self.get_queryset(request).get(pk=form.instance.pk)
        tell_problems(request, row, self.record_of)

    # ------------------------------------------------------------ the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with what is in force for each, so that the list can say whether it has changed since."""
        return self._annotated(super().get_queryset(request).prefetch_related(*self.parts))

    def _annotated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        log = Publication.objects.filter(edition__kind=self.kind, edition__key=OuterRef("pk"), effective__lte=today())
        last = log.exclude(action=Action.VERIFIED).order_by("-effective", "-number")
        coming = _later(Publication.objects.filter(edition__kind=self.kind, edition__key=OuterRef("pk")))
        proposed = Proposal.objects.filter(kind=self.kind, key=OuterRef("pk")).order_by("-id")
        annotated: QuerySet[Any] = rows.annotate(
            last_action=Subquery(last.values("action")[:1]),
            last_number=Subquery(last.values("edition__number")[:1]),
            last_payload=Subquery(last.values("edition__payload")[:1], output_field=models.JSONField()),
            coming_payload=Subquery(coming.values("edition__payload")[:1], output_field=models.JSONField()),
            coming_from=Subquery(coming.values("effective")[:1]),
            proposal_state=Subquery(proposed.values("state")[:1]),
            proposal_payload=Subquery(proposed.values("payload")[:1], output_field=models.JSONField()),
        )
        return annotated

    @admin.display(description="发布状态")
    def state(self, row: Any) -> str:
        """草稿, 待审核, 被退回, 已批准, 已发布 第2版, 已撤回: derived from the log, the proposals and the rows."""
        try:
            payload = to_payload(self.record_of(row))
        except ValueError:
            payload = None
        return _state(row, payload)

    @admin.action(description="提交审核", permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Lead to the page on which they are submitted together."""
        return self._lead(request, "submit", queryset)

    @admin.action(description="撤回", permissions=["review"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Lead to the page that shows what it would do, and asks why."""
        return self._lead(request, "withdraw", queryset)

    def _lead(self, request: HttpRequest, step: str, rows: QuerySet[Any]) -> HttpResponseRedirect | None:
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if not 0 < len(keys) <= MOST:
            messages.error(request, f"请选 1 到 {MOST} 项；更多的请分几次办。")
            return None
        return redirect(self._address(step, *keys))

    @admin.action(description="核实：已和原文核对", permissions=["review"])
    def verify_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Record that what is published was held against its source."""
        count = 0
        for key in queryset.values_list("pk", flat=True):
            try:
                withdrawals.verify(request.user, self.kind, key)
                count += 1
            except ReviewError as error:
                report(request, error)
        if count:
            messages.success(request, f"已记下：{count} 项和原文核对过。")

    # ------------------------------------------------------------ pages

    def get_list_filter(self, request: HttpRequest) -> Any:
        """As stock, and what the account itself has begun."""
        return [MineFilter, *super().get_list_filter(request)]

    def get_urls(self) -> list[URLPattern]:
        """The pages on which records are submitted and withdrawn, before those of single records."""
        name = f"benefits_{self.opts.model_name}"
        site = self.admin_site
        return [
            path("submit/", site.admin_view(self.submit_view), name=f"{name}_submit"),
            path("withdraw/", site.admin_view(self.withdraw_view), name=f"{name}_withdraw"),
            *super().get_urls(),
        ]

    def submit_view(self, request: HttpRequest) -> HttpResponse:
        """What is to be submitted, with what it changes; a POST submits it."""
        return submitting(self, request)

    def withdraw_view(self, request: HttpRequest) -> HttpResponse:
        """What is to be withdrawn, with what that does; a POST withdraws it."""
        return withdrawing(self, request)


def _state(row: Any, payload: Any) -> str:
    """The state of a row with its annotations, whose record says ``payload`` (None if it is not complete)."""
    edition = f"第{row.last_number}版" if row.last_action == Action.PUBLISHED else ""
    if edition and payload == row.last_payload:
        return f"已发布 {edition}"
    published = f"（已发布 {edition}）" if edition else "（已撤回）" if row.last_action == Action.WITHDRAWN else ""
    if row.coming_from and payload == row.coming_payload:
        return f"{_APPROVED}，从{row.coming_from}起发布{published}"
    same = payload == row.proposal_payload
    if row.proposal_state == ProposalState.IN_REVIEW:
        return f"待审核{published}" if same else f"待审核，送审后又改过{published}"
    if row.proposal_state == ProposalState.SENT_BACK and same:
        return f"被退回{published}"
    if row.last_action == Action.WITHDRAWN and payload == row.last_payload:
        return "已撤回"
    return f"有未发布的修改{published}" if published else "草稿"


def _later(log: QuerySet[Publication]) -> QuerySet[Publication]:
    """What of the log takes effect only after today, the next first."""
    return log.filter(effective__gt=today()).exclude(action=Action.VERIFIED).order_by("effective", "number")


def _is_out(state: str) -> bool:
    return state.startswith(("已发布", _APPROVED))
