"""Records submitted for review: what is reviewed is exactly what is published."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from benefits.models.editions import Edition, EditionKind
from benefits.models.fields import check
from regions.models import Region


class ProposalState(models.TextChoices):
    """Where a proposal stands. Only one that is in review can change, and only once."""

    IN_REVIEW = "in_review", "待审核"
    APPROVED = "approved", "已批准"
    SENT_BACK = "sent_back", "已退回"
    TAKEN_BACK = "taken_back", "已收回"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Named questions about proposals."""

    def open(self) -> ProposalQuerySet:
        """Those that wait for a reviewer."""
        return self.filter(state=ProposalState.IN_REVIEW)

    def of(self, kind: str, key: str) -> ProposalQuerySet:
        """Those of one record, the newest first."""
        return self.filter(kind=kind, key=key)


class Proposal(models.Model):
    """One record as it was submitted. The database lets it be decided once, and nothing else of it change.

    ``by`` wrote the last change, ``submitted_by`` handed it in: neither can approve it or send it back.
    ``wanted`` is the day from which it is to count, None for the day of its approval; ``effective`` the day
    that was decided. ``acknowledged`` says why it was published though it breaks an expectation.
    """

    region_path: ClassVar[str | None] = "region"

    kind = models.CharField("种类", choices=EditionKind.choices)
    key = models.CharField("记录编号")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="地区")
    payload = models.JSONField("内容")
    by = models.CharField("最后修改人", help_text="账号名")
    submitted_by = models.CharField("送审人", help_text="账号名")
    submitted = models.DateTimeField("送审时间", default=timezone.now)
    reason = models.TextField("理由")
    wanted = models.DateField("希望从哪天起", null=True, blank=True)
    state = models.CharField("状态", choices=ProposalState.choices, default=ProposalState.IN_REVIEW)
    decided_by = models.CharField("审核人", blank=True, help_text="账号名")
    decided = models.DateTimeField("审核时间", null=True, blank=True)
    comment = models.TextField("意见", blank=True)
    effective = models.DateField("生效日", null=True, blank=True)
    acknowledged = models.TextField("与参照家庭的预期不符仍批准的理由", blank=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="发布的版本"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "送审"
        verbose_name_plural = "送审"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state=ProposalState.IN_REVIEW),
                name="proposal_one_in_review",
                violation_error_message="这条记录已经在待审核了。",
            ),
            check("proposal_kind_known", Q(kind__in=EditionKind.values), "种类不对。"),
            check("proposal_state_known", Q(state__in=ProposalState.values), "状态不对。"),
            check("proposal_has_key", ~Q(key=""), "没有记录编号。"),
            check("proposal_has_authors", ~Q(by="") & ~Q(submitted_by=""), "没有修改人或送审人。"),
            check("proposal_has_reason", Q(reason__regex=r"[^[:space:]]"), "请写理由。"),
            check(
                "proposal_region_unless_question",
                Q(kind=EditionKind.QUESTION, region=None) | (~Q(kind=EditionKind.QUESTION) & Q(region__isnull=False)),
                "福利和文件有地区，问题没有。",
            ),
            check(
                "proposal_decided_by_another",
                Q(state__in=[ProposalState.IN_REVIEW, ProposalState.TAKEN_BACK])
                | (~Q(decided_by=F("by")) & ~Q(decided_by=F("submitted_by"))),
                "自己改的或自己送审的，不能由自己审核。",
            ),
            check(
                "proposal_decided_or_in_review",
                Q(state=ProposalState.IN_REVIEW, decided_by="", decided=None)
                | (~Q(state=ProposalState.IN_REVIEW) & ~Q(decided_by="") & Q(decided__isnull=False)),
                "审核过的要有审核人和时间，待审核的没有。",
            ),
            check(
                "proposal_approved_is_published",
                Q(state=ProposalState.APPROVED, edition__isnull=False, effective__isnull=False)
                | (~Q(state=ProposalState.APPROVED) & Q(edition=None, effective=None, acknowledged="")),
                "批准的要有版本和生效日，别的没有。",
            ),
            check(
                "proposal_sent_back_says_why",
                ~Q(state=ProposalState.SENT_BACK) | Q(comment__regex=r"[^[:space:]]"),
                "退回要写意见。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state"], name="proposal_by_region"),
            models.Index(fields=["kind", "key", "-id"], name="proposal_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a reviewer."""
        return self.state == ProposalState.IN_REVIEW

    def from_day(self, today: date) -> date:
        """From when it counts if it is approved today."""
        return max(self.wanted or today, today)
