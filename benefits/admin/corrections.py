"""What parents say is wrong: the list of an account's regions, and the page on which one is answered."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from benefits.admin.base import DeskAdmin
from benefits.admin.mine import MineFilter
from benefits.desk.permissions import rights_of
from benefits.desk.scopes import region_of
from benefits.editions import catalogue
from benefits.editions.publishing import in_force
from benefits.households import format as households
from benefits.models import Correction, Did
from benefits.models.corrections import CLOSED, LONGEST_REPLY
from benefits.models.editions import EditionKind
from benefits.questionnaire.answer_sheet import answer_sheet
from benefits.questionnaire.interview import Interview, places
from benefits.today import today

if TYPE_CHECKING:
    CorrectionModelForm = forms.ModelForm[Correction]
else:
    CorrectionModelForm = forms.ModelForm

_EVERYBODY = "会显示在这一项的公开页面上，所有人都能看到：请不要写家长的姓名、电话，也不要照抄家长的话。"


class CorrectionForm(CorrectionModelForm):
    """The state and the answer; ``seen`` is what the officer was answering to."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Correction
        fields = ["state", "reply"]
        widgets = {"reply": forms.Textarea(attrs={"rows": 4, "cols": 80, "maxlength": LONGEST_REPLY})}
        help_texts = {"reply": f"选“已答复”或“不采纳”时要写，最多{LONGEST_REPLY}个字。{_EVERYBODY}"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = _seen(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("state") in CLOSED and not (cleaned.get("reply") or "").strip():
            self.add_error("reply", "选了“已答复”或“不采纳”，就要写答复。")
        # The page is saved in the same transaction: whoever answers at once waits here, and then sees this answer.
        now = Correction.objects.select_for_update().get(pk=self.instance.pk)
        if cleaned.get("seen") != _seen(now):
            words = f"状态是“{now.get_state_display()}”" + (f"，答复是“{now.reply}”" if now.reply else "")
            self.add_error(None, f"别人刚处理过这一条：现在{words}。您写的还在下面，请看过再保存。")
            # The form that is shown again answers to what is now known.
            self.data = QueryDict(mutable=True)
            self.data.update({**cleaned, "seen": _seen(now)})
        return cleaned


def _seen(row: Correction) -> str:
    return hashlib.sha256(f"{row.state} {row.reply}".encode()).hexdigest()[:16]


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    """Editors and reviewers of a region answer what its parents say; nobody changes what was said."""

    form = CorrectionForm
    list_display = ["beginning", "benefit", "region", "state", "created"]
    list_display_links = ["beginning"]
    list_filter = [MineFilter, "state", ("edition__region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["edition__region"]
    search_fields = ["text", "edition__key", "edition__payload__title"]
    search_help_text = "家长写的话、福利的编号或标题里的字"
    readonly_fields = ["benefit_link", "condition", "text", "contact", "household", "created", "answered"]
    fieldsets = [
        ("家长说的", {"fields": ["benefit_link", "condition", "text", "contact", "household", "created"]}),
        ("处理", {"fields": ["state", "reply", "answered", "seen"]}),
    ]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Only parents write."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """What was said stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever edits or approves for the region answers its parents."""
        if obj is None:
            return super().has_change_permission(request) or self.has_review_permission(request)
        rights, region = rights_of(request.user), region_of(obj)
        return rights.can_write(region) or rights.can_review(region)

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        """An answer is signed and dated; on every page within seconds."""
        closed = obj.state in CLOSED
        obj.replied_by = request.user.get_username() if closed else ""
        obj.replied_at = timezone.now() if closed else None
        super().save_model(request, obj, form, change)
        transaction.on_commit(catalogue.look, robust=True)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if obj.state in CLOSED:
            return self._log(request, Did.ANSWERED, obj, message)
        return super().log_change(request, obj, message)

    # ------------------------------------------------------------ what is shown

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).select_related("edition__region")

    @admin.display(description="哪里不对")
    def beginning(self, row: Correction) -> str:
        return Truncator(row.text).chars(40)

    @admin.display(description="福利", ordering="edition__key")
    def benefit(self, row: Correction) -> str:
        return str(row.edition.payload.get("title", row.edition.key))

    @admin.display(description="地区", ordering="edition__region")
    def region(self, row: Correction) -> str:
        return row.edition.region.name if row.edition.region else ""

    @admin.display(description="福利")
    def benefit_link(self, row: Correction) -> str:
        """The benefit, and whether the parent saw what parents see now."""
        now = in_force(EditionKind.BENEFIT, row.edition.key, today())
        standing = (
            "现在已撤回" if now is None else f"现在是第{now.number}版" if now != row.edition else "就是现在这一版"
        )
        return format_html(
            '<a href="{}">{}</a>　家长看到的是第{}版，{}',
            reverse("admin:benefits_benefit_change", args=[row.edition.key]),
            self.benefit(row),
            row.edition.number,
            standing,
        )

    @admin.display(description="家庭情况")
    def household(self, row: Correction) -> str:
        """The answers that the parent sent along, in words."""
        if row.answers is None:
            return "家长没有发来"
        served = catalogue.catalogue(today())
        family = households.salvage(row.answers, served.facts())
        interview = Interview(served.plan_for(places(family)), served.questions(), family, row.created.date())
        lines = ((line.label, line.said) for section in answer_sheet(interview) for line in section.lines)
        return format_html_join(mark_safe("<br>"), "{}：{}", lines)

    @admin.display(description="答复人")
    def answered(self, row: Correction) -> str:
        if not row.replied_at:
            return "还没有答复"
        return f"{row.replied_by}，{timezone.localtime(row.replied_at):%Y-%m-%d %H:%M}"
