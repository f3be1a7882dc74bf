"""What parents say is wrong with something published, and what officers answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from benefits.models.editions import Edition
from benefits.models.fields import check

LONGEST_TEXT = 1000
LONGEST_CONTACT = 100
LONGEST_REPLY = 1000


class CorrectionState(models.TextChoices):
    """How far the officers are with it."""

    NEW = "new", "新到"
    TAKEN_UP = "taken_up", "处理中"
    ANSWERED = "answered", "已答复"
    DECLINED = "declined", "不采纳"


CLOSED = (CorrectionState.ANSWERED, CorrectionState.DECLINED)
"""The states in which there is a reply, which parents can read."""


class Correction(models.Model):
    """One message of a parent about one edition of a benefit.

    ``condition`` holds the words of the condition it is about, as the parent saw them; ``answers``
    the household, only if the parent chose to send it along; ``sender`` a keyed hash of the day and
    the network address, kept for that day to count by. The reply is shown on the benefit's page.
    """

    region_path: ClassVar[str | None] = "edition__region"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="corrections", verbose_name="福利（版本）")
    condition = models.CharField("哪个条件", blank=True, max_length=500)
    text = models.CharField("哪里不对", max_length=LONGEST_TEXT)
    contact = models.CharField("联系方式", blank=True, max_length=LONGEST_CONTACT)
    answers = models.JSONField("家庭情况", null=True, blank=True)
    created = models.DateTimeField("收到时间", default=timezone.now)
    sender = models.CharField(blank=True, max_length=64, editable=False)
    state = models.CharField("状态", choices=CorrectionState.choices, default=CorrectionState.NEW)
    reply = models.CharField("答复", blank=True, max_length=LONGEST_REPLY)
    replied_by = models.CharField("答复人", blank=True, help_text="账号名")
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "家长反映"
        verbose_name_plural = "家长反映"
        ordering = ["-created", "-id"]
        indexes = [
            models.Index(fields=["created", "sender"], name="correction_by_sender"),
            models.Index(fields=["replied_at"], name="correction_replied", condition=Q(replied_at__isnull=False)),
        ]
        constraints = [
            check("correction_says_something", Q(text__regex=r"[^[:space:]]"), "请写哪里不对。"),
            check("correction_state_known", Q(state__in=CorrectionState.values), "请从列出的状态里选择。"),
            check(
                "correction_closed_with_reply",
                (Q(state__in=CLOSED, reply__regex=r"[^[:space:]]", replied_at__isnull=False) & ~Q(replied_by=""))
                | Q(state__in=[CorrectionState.NEW, CorrectionState.TAKEN_UP], replied_at=None, replied_by=""),
                "“已答复”“不采纳”要写答复；写好答复以前不能选。",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
