"""Reference households as officers keep them: a family's answers, and what the texts give it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from benefits.models.benefits import Benefit
from benefits.models.fields import SLUG, SLUG_HELP, check, matches
from regions.models import Region

SUBJECT = r"^(family|mother|father|(child|birth):[0-9]{1,2})$"
VERDICTS = [
    ("eligible", "可以享受"),
    ("undetermined", "需要再确认"),
    ("upcoming", "以后可以"),
    ("ended", "已截止"),
    ("ineligible", "不符合"),
]


class ReferenceHousehold(models.Model):
    """One family on one day. It guards the publishing of every record that it expects something of.

    ``household`` is in the format of ``benefits.households.format``. ``seeded`` is what the fixtures last
    said of it, None if it is not from there: what officers have changed since is theirs.
    """

    region_path: ClassVar[str | None] = "region"

    slug = models.CharField("编号", primary_key=True, help_text=SLUG_HELP)
    title = models.CharField("说明", help_text="这家人是什么情况，如 济南，二宝2024年5月1日出生；不写姓名")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name="由哪个地区维护", help_text="不一定是这家人住的地方"
    )
    as_of = models.DateField("按哪一天算")
    household = models.JSONField("家庭")
    active = models.BooleanField("启用", default=True, help_text="停用以后，发布时不再核对它")
    seeded = models.JSONField(null=True, editable=False)
    changed = models.DateTimeField("最后修改", auto_now=True)
    changed_by = models.CharField("最后修改人", blank=True, editable=False)

    class Meta:
        verbose_name = "参照家庭"
        verbose_name_plural = "参照家庭"
        ordering = ["region_id", "slug"]
        constraints = [
            matches("reference", "slug", SLUG, "编号只能用小写字母、数字、连字符。"),
            check("reference_has_title", Q(title__regex=r"[^[:space:]]"), "请写这家人是什么情况。"),
        ]

    def __str__(self) -> str:
        return self.title


class ReferenceExpectation(models.Model):
    """What one benefit should say to one person of the family, and the clause that says so.

    Fields left blank are not compared. ``missing`` lists facts; an empty list says that none is missing.
    """

    region_path: ClassVar[str | None] = "reference__region"

    reference = models.ForeignKey(
        ReferenceHousehold, models.CASCADE, related_name="expectations", verbose_name="参照家庭"
    )
    position = models.PositiveIntegerField("次序", default=0)
    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="expectations", verbose_name="福利")
    subject = models.CharField("对谁", help_text="family、mother、father、child:0、birth:0")
    verdict = models.CharField("应当是", choices=VERDICTS)
    amount = models.FloatField("数额", null=True, blank=True)
    amount_to = models.FloatField("数额到", null=True, blank=True)
    months_total = models.PositiveSmallIntegerField("共几个月", null=True, blank=True)
    months_due = models.PositiveSmallIntegerField("已满几个月", null=True, blank=True)
    opens_on = models.DateField("从哪天起", null=True, blank=True)
    ends_on = models.DateField("最后一天", null=True, blank=True)
    apply_by = models.DateField("最晚申请", null=True, blank=True)
    missing = models.JSONField("还差哪些事实", null=True, blank=True)
    gap = models.BooleanField("文件没有写清", null=True, blank=True)
    clause = models.CharField("条款")
    because = models.TextField("理由", help_text="条款怎么写，为什么这家人是这个结果")

    class Meta:
        verbose_name = "预期"
        verbose_name_plural = "预期"
        ordering = ["reference_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "benefit", "subject"],
                name="expectation_once",
                violation_error_message="这项福利对这个人已经写过预期了。",
            ),
            matches("expectation", "subject", SUBJECT, "请写成 family、mother、father、child:0 或 birth:0。"),
            check(
                "expectation_verdict_known", Q(verdict__in=[value for value, _ in VERDICTS]), "请从列出的结果里选择。"
            ),
            check("expectation_has_clause", Q(clause__regex=r"[^[:space:]]"), "请写条款号。"),
            check("expectation_has_reason", Q(because__regex=r"[^[:space:]]"), "请写理由。"),
            check(
                "expectation_amount_to_above_amount",
                Q(amount_to=None) | Q(amount_to__gte=models.F("amount")),
                "“数额到”不能小于“数额”。",
            ),
            check(
                "expectation_months_together",
                # A comparison with nothing is no violation, so both must be said to be there.
                Q(months_total=None, months_due=None)
                | Q(months_total__isnull=False, months_due__isnull=False, months_total__gte=models.F("months_due")),
                "“共几个月”和“已满几个月”要一起填，已满的不多于总共的。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit_id} {self.subject}"
