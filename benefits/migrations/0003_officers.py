"""Appointments, and the append-only list of what officers did."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

IMMUTABLE = """
CREATE TRIGGER deed_is_immutable BEFORE UPDATE OR DELETE ON benefits_deed
    FOR EACH ROW EXECUTE FUNCTION benefits_refuse_change();
"""
MUTABLE = "DROP TRIGGER deed_is_immutable ON benefits_deed;"


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0002_integrity"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "编辑"),
                            ("reviewer", "审核"),
                            ("auditor", "查阅"),
                            ("administrator", "账号管理"),
                        ],
                        verbose_name="角色",
                    ),
                ),
                (
                    "questions",
                    models.BooleanField(
                        default=False,
                        help_text="问题和事实不属于哪个地区，改动对全国都有效；只有编辑和审核可以带上",
                        verbose_name="也管问题",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
                "ordering": ["account_id", "region_id", "role"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "region", "role"),
                        name="appointment_once",
                        violation_error_message="这个账号在这个地区已经有这个角色了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["editor", "reviewer", "auditor", "administrator"])),
                        name="appointment_role_known",
                        violation_error_message="请从列出的角色里选择。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("questions", False), ("role__in", ["editor", "reviewer"]), _connector="OR"),
                        name="appointment_questions_for_their_roles",
                        violation_error_message="只有编辑和审核可以“也管问题”。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(help_text="做这件事的账号名", verbose_name="账号")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("added", "新建"),
                            ("changed", "修改"),
                            ("deleted", "删除"),
                            ("submitted", "提交审核"),
                            ("approved", "批准"),
                            ("sent_back", "退回"),
                            ("taken_back", "收回"),
                            ("published", "发布"),
                            ("withdrawn", "撤回"),
                            ("verified", "核实"),
                            ("restored", "恢复旧版"),
                            ("answered", "回复"),
                            ("imported", "导入"),
                            ("exported", "导出"),
                            ("signed_in", "登录"),
                            ("signed_out", "退出"),
                            ("sign_in_failed", "登录失败"),
                            ("locked_out", "登录锁定"),
                            ("session_ended", "结束登录"),
                            ("second_factor", "第二道验证"),
                            ("password", "密码"),
                        ],
                        verbose_name="做了什么",
                    ),
                ),
                ("kind", models.CharField(help_text="记录的种类，如 benefit、document、account", verbose_name="种类")),
                ("key", models.CharField(verbose_name="记录编号")),
                (
                    "detail",
                    models.JSONField(
                        blank=True, default=dict, help_text="changes：逐项的改动；note：说明", verbose_name="详情"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "操作记录",
                "verbose_name_plural": "操作记录",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["region", "-id"], name="deed_by_region"),
                    models.Index(fields=["kind", "key", "-id"], name="deed_by_record"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "added",
                                    "changed",
                                    "deleted",
                                    "submitted",
                                    "approved",
                                    "sent_back",
                                    "taken_back",
                                    "published",
                                    "withdrawn",
                                    "verified",
                                    "restored",
                                    "answered",
                                    "imported",
                                    "exported",
                                    "signed_in",
                                    "signed_out",
                                    "sign_in_failed",
                                    "locked_out",
                                    "session_ended",
                                    "second_factor",
                                    "password",
                                ],
                            )
                        ),
                        name="deed_what_known",
                        violation_error_message="做了什么不对。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account", ""), _negated=True),
                        name="deed_has_account",
                        violation_error_message="没有账号名。",
                    ),
                ],
            },
        ),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
    ]
