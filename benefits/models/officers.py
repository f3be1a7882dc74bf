"""Who is appointed to what, and everything that officers did."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from benefits.models.fields import check
from regions.models import Region


class Role(models.TextChoices):
    """What an account is appointed to do in a region."""

    EDITOR = "editor", "编辑"
    REVIEWER = "reviewer", "审核"
    AUDITOR = "auditor", "查阅"
    ADMINISTRATOR = "administrator", "账号管理"


class Did(models.TextChoices):
    """What an account did."""

    ADDED = "added", "新建"
    CHANGED = "changed", "修改"
    DELETED = "deleted", "删除"
    SUBMITTED = "submitted", "提交审核"
    APPROVED = "approved", "批准"
    SENT_BACK = "sent_back", "退回"
    TAKEN_BACK = "taken_back", "收回"
    PUBLISHED = "published", "发布"
    WITHDRAWN = "withdrawn", "撤回"
    VERIFIED = "verified", "核实"
    RESTORED = "restored", "恢复旧版"
    ANSWERED = "answered", "回复"
    IMPORTED = "imported", "导入"
    EXPORTED = "exported", "导出"
    SIGNED_IN = "signed_in", "登录"
    SIGNED_OUT = "signed_out", "退出"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    LOCKED_OUT = "locked_out", "登录锁定"
    SESSION_ENDED = "session_ended", "结束登录"
    SECOND_FACTOR = "second_factor", "第二道验证"
    PASSWORD = "password", "密码"


class Appointment(models.Model):
    """An account's role in one region. It reaches no other region, but for reading."""

    region_path: ClassVar[str | None] = "region"

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appointments", verbose_name="账号"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    role = models.CharField("角色", choices=Role.choices)
    questions = models.BooleanField(
        "也管问题", default=False, help_text="问题和事实不属于哪个地区，改动对全国都有效；只有编辑和审核可以带上"
    )

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["account_id", "region_id", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "region", "role"],
                name="appointment_once",
                violation_error_message="这个账号在这个地区已经有这个角色了。",
            ),
            check("appointment_role_known", Q(role__in=Role.values), "请从列出的角色里选择。"),
            check(
                "appointment_questions_for_their_roles",
                Q(questions=False) | Q(role__in=[Role.EDITOR, Role.REVIEWER]),
                "只有编辑和审核可以“也管问题”。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region.name} {self.get_role_display()}"


class Deed(models.Model):
    """Something that an account did. The database refuses any change."""

    region_path: ClassVar[str | None] = "region"

    account = models.CharField("账号", help_text="做这件事的账号名")
    at = models.DateTimeField("时间", default=timezone.now)
    what = models.CharField("做了什么", choices=Did.choices)
    kind = models.CharField("种类", help_text="记录的种类，如 benefit、document、account")
    key = models.CharField("记录编号")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="地区")
    detail = models.JSONField("详情", default=dict, blank=True, help_text="changes：逐项的改动；note：说明")

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["region", "-id"], name="deed_by_region"),
            models.Index(fields=["kind", "key", "-id"], name="deed_by_record"),
        ]
        constraints = [
            check("deed_what_known", Q(what__in=Did.values), "做了什么不对。"),
            check("deed_has_account", ~Q(account=""), "没有账号名。"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_what_display()} {self.key}"
