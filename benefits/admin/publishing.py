"""Publish, withdraw and verify from the lists of working records."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.core.exceptions import BadRequest
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from benefits.admin.base import DeskAdmin
from benefits.content.schema import Record, to_payload
from benefits.editions import publishing
from benefits.editions.publishing import Signature, UnpublishableError, key_of
from benefits.models import Publication
from benefits.models.editions import Action, EditionKind
from benefits.today import today

# What the records say of themselves, for developers, and what officers read instead.
_IN_CHINESE = [
    (r"a benefit cites at least one clause", "至少要有一条引用"),
    (r"a choice fact, and no other, lists its options", "“选项”类的事实要列出选项，其他类的不列"),
    (r"a question of form one asks one fact", "“一件事”的问题只问一件事实"),
    (r"a question of form checks asks yes/no facts only", "“勾选”的问题只问是非事实"),
    (r"among must be a list", "推知里“是其中之一”要写成列表，如 [true]"),
]


NOT_DONE = "没有办成"
SAVED_ONLY = "已保存，但还不能发布"


class SigningForm(ActionForm):
    """What publishing needs to know besides the records."""

    reason = forms.CharField(label="理由", required=False)
    # As text, since the list would answer a date that is none with nothing but that no action was chosen.
    from_date = forms.CharField(label="从哪天起（不填为今天）", required=False)


class PublishableAdmin(DeskAdmin):
    """The list of a kind of record that parents see once it is published."""

    action_form = SigningForm
    actions = ["publish_selected", "withdraw_selected", "verify_selected"]
    kind: ClassVar[EditionKind]
    parts: ClassVar[list[str]] = []

    def record_of(self, row: Any) -> Record:
        """The record that a row stands for. Raises ValueError where it is none."""
        raise NotImplementedError

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """The id names the record in addresses and in the log, so it stays."""
        return [self.opts.pk.name] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What parents see is withdrawn before it is deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self._is_published(obj.pk))

    def _is_published(self, key: str) -> bool:
        log = Publication.objects.of_kind(self.kind).filter(edition__key=key)
        return log.as_of(on=today()).exists() or log.as_of().exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with what is in force for each, so that the list can say whether it has changed since."""
        log = Publication.objects.filter(edition__kind=self.kind, edition__key=OuterRef("pk"), effective__lte=today())
        last = log.exclude(action=Action.VERIFIED).order_by("-effective", "-number")
        found = super().get_queryset(request).prefetch_related(*self.parts)
        annotated: QuerySet[Any] = found.annotate(
            last_action=Subquery(last.values("action")[:1]),
            last_number=Subquery(last.values("edition__number")[:1]),
            last_payload=Subquery(last.values("edition__payload")[:1], output_field=models.JSONField()),
        )
        return annotated

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Runs the action chosen. Raises BadRequest for a name that PostgreSQL would not even compare."""
        if any("\0" in key for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("a NUL in the name of a record")
        return super().response_action(request, queryset, *args, **kwargs)

    @admin.display(description="发布状态")
    def state(self, row: Any) -> str:
        """Whether it is published, and as it now stands."""
        if row.last_action is None:
            return "未发布"
        if row.last_action == Action.WITHDRAWN:
            return "已撤回"
        edition = f"第{row.last_number}版"
        try:
            same = to_payload(self.record_of(row)) == row.last_payload
        except ValueError:
            same = False
        return f"已发布 {edition}" if same else f"有未发布的修改（已发布 {edition}）"

    @admin.action(description="发布", permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Publish those that can be; say of the others why not."""
        signature = self._signature(request)
        records = self._records_or_report(request, queryset, NOT_DONE) if signature else []
        while signature and records:
            try:
                editions = publishing.publish_all(records, signature)
            except UnpublishableError as error:
                _report(request, error)
                wrong = {problem.record for problem in error.problems}
                if not wrong & {key_of(record)[1] for record in records}:
                    return
                records = [record for record in records if key_of(record)[1] not in wrong]
            else:
                self._tell(request, len(editions), len(records) - len(editions))
                return

    def _tell(self, request: HttpRequest, published: int, unchanged: int) -> None:
        if published:
            messages.success(request, f"已发布 {published} 项。")
        if unchanged:
            messages.info(request, f"{unchanged} 项与已发布的相同，没有产生新版本。")

    @admin.action(description="撤回", permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Take them out of force; say of those that cannot be why not."""
        self._each(request, queryset, publishing.withdraw, "已撤回 {} 项。")

    @admin.action(description="记为已核实", permissions=["change"])
    def verify_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Record that what is published was held against its source."""
        self._each(request, queryset, publishing.verify, "已记 {} 项为核实过。")

    def _each(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        act: Callable[[str, str, Signature], object],
        done: str,
    ) -> None:
        signature = self._signature(request)
        if signature is None:
            return
        count = 0
        for key in queryset.values_list("pk", flat=True):
            try:
                act(self.kind, key, signature)
                count += 1
            except UnpublishableError as error:
                _report(request, error)
        if count:
            messages.success(request, done.format(count))

    def _signature(self, request: HttpRequest) -> Signature | None:
        reason = request.POST.get("reason", "").strip()
        from_date = _read_day(request.POST.get("from_date", "").strip())
        if not reason:
            messages.error(request, "请在“理由”里写明为什么。")
        elif from_date is None or from_date < today():
            messages.error(request, "“从哪天起”请填今天或以后的日期，如 2027-01-01。")
        else:
            return Signature(by=request.user.get_username(), reason=reason, from_date=from_date)
        return None

    def _records_or_report(self, request: HttpRequest, rows: Any, opening: str) -> list[Record]:
        """The records of the rows; those that are not complete are reported instead."""
        records = []
        for row in rows:
            try:
                records.append(self.record_of(row))
            except ValueError as error:
                messages.error(request, f"{opening}：{row.pk}：{in_chinese(error)}")
        return records

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Having saved, say what still keeps the record from being published."""
        super().save_related(request, form, formsets, change)
        row = self.get_queryset(request).get(pk=form.instance.pk)
        for problem in publishing.find_problems(self._records_or_report(request, [row], SAVED_ONLY), today()):
            messages.warning(request, f"{SAVED_ONLY}：{problem}")


def _read_day(text: str) -> date | None:
    """The day written, today if none is, None if it is no day."""
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError:
        return None


def in_chinese(error: Exception) -> str:
    """What an officer is told of a record that is not valid by itself."""
    text = str(error)
    known = (chinese for english, chinese in _IN_CHINESE if re.search(english, text))
    return next(known, f"记录不完整或有矛盾（{text}）")


def _report(request: HttpRequest, error: UnpublishableError) -> None:
    for problem in error.problems:
        messages.error(request, f"{NOT_DONE}：{problem}")
