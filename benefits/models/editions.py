"""Immutable editions and the append-only publication log: what parents see, and how it came about."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from benefits.models.fields import check
from regions.models import Region


class EditionKind(models.TextChoices):
    """What an edition is of."""

    BENEFIT = "benefit", "福利"
    QUESTION = "question", "问题"
    DOCUMENT = "document", "文件"


class Action(models.TextChoices):
    """What a row of the log did."""

    PUBLISHED = "published", "发布"
    WITHDRAWN = "withdrawn", "撤回"
    VERIFIED = "verified", "核实"


class Edition(models.Model):
    """One immutable, numbered version of something parents see. The database refuses any change."""

    region_path: ClassVar[str | None] = "region"

    kind = models.CharField("种类", choices=EditionKind.choices)
    key = models.CharField("记录编号")
    number = models.PositiveIntegerField("版次")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="地区")
    payload = models.JSONField("内容")
    created = models.DateTimeField("形成时间", default=timezone.now)

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ["kind", "key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "number"], name="edition_number_unique"),
            check("edition_kind_known", Q(kind__in=EditionKind.values), "种类不对。"),
            check("edition_number_from_one", Q(number__gte=1), "版次从 1 起。"),
            check("edition_has_key", ~Q(key=""), "没有记录编号。"),
            check(
                "edition_region_unless_question",
                Q(kind=EditionKind.QUESTION, region=None) | (~Q(kind=EditionKind.QUESTION) & Q(region__isnull=False)),
                "福利和文件有地区，问题没有。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "kind", "key"], name="edition_by_region"),
            # What benefits cite and read is looked for whenever a document or a question is published.
            GinIndex(
                fields=["payload"],
                opclasses=["jsonb_path_ops"],
                condition=Q(kind=EditionKind.BENEFIT),
                name="edition_by_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} 第{self.number}版"


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Named questions about the log."""

    def latest_version(self) -> int:
        """The catalogue version: the log's last number, nought before anything was published."""
        return self.aggregate(last=Max("number"))["last"] or 0

    def of_kind(self, kind: EditionKind) -> PublicationQuerySet:
        """Rows about editions of this kind."""
        return self.filter(edition__kind=kind)

    def as_of(self, version: int | None = None, on: date | None = None) -> PublicationQuerySet:
        """The rows that put editions in force: one for each thing that parents see.

        ``version`` leaves out what was logged later; ``on`` what takes effect later. Of the rows of
        one thing, the one that took effect last counts, and of these the one logged last.
        """
        rows = self.exclude(action=Action.VERIFIED)
        if version is not None:
            rows = rows.filter(number__lte=version)
        if on is not None:
            rows = rows.filter(effective__lte=on)
        deciding = rows.order_by("edition__kind", "edition__key", "-effective", "-number")
        deciding = deciding.distinct("edition__kind", "edition__key")
        in_force = Publication.objects.filter(pk__in=deciding.values("pk"), action=Action.PUBLISHED)
        return in_force.select_related("edition")


class Publication(models.Model):
    """A row of the append-only log. The database refuses any change, and numbers rows in the order of commits."""

    region_path: ClassVar[str | None] = "edition__region"

    number = models.BigAutoField("序号", primary_key=True)
    action = models.CharField("动作", choices=Action.choices)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications", verbose_name="版本")
    effective = models.DateField("生效日")
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.CharField("发布人", help_text="账号名")
    approved_by = models.CharField("批准人", blank=True, help_text="账号名")
    reason = models.TextField("理由")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "发布记录"
        verbose_name_plural = "发布记录"
        ordering = ["-number"]
        constraints = [
            check("publication_action_known", Q(action__in=Action.values), "动作不对。"),
            check("publication_has_author", ~Q(by=""), "没有发布人。"),
            check("publication_has_reason", Q(reason__regex=r"[^[:space:]]"), "请写理由。"),
            check("publication_approved_by_another", ~Q(approved_by=F("by")), "批准人不能是发布人自己。"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_action_display()} {self.edition}"
