"""Proposals, which are decided once; reference households; and who changed a working record last."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# A proposal is what was reviewed: only its decision is ever written, and only while it is in review.
DECIDED_ONCE = """
CREATE FUNCTION benefits_proposal_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'in_review'
        OR (OLD.kind, OLD.key, OLD.region_id, OLD.payload, OLD."by", OLD.submitted_by, OLD.submitted, OLD.reason, OLD.wanted)
        IS DISTINCT FROM
        (NEW.kind, NEW.key, NEW.region_id, NEW.payload, NEW."by", NEW.submitted_by, NEW.submitted, NEW.reason, NEW.wanted)
    THEN
        RAISE EXCEPTION 'a proposal is decided once, and nothing else of it is changed or deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposal_is_decided_once BEFORE UPDATE OR DELETE ON benefits_proposal
    FOR EACH ROW EXECUTE FUNCTION benefits_proposal_decided_once();
"""
UNDECIDED = """
DROP TRIGGER proposal_is_decided_once ON benefits_proposal;
DROP FUNCTION benefits_proposal_decided_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0003_officers"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="benefit",
            name="changed_by",
            field=models.CharField(blank=True, editable=False, help_text="账号名", verbose_name="最后修改人"),
        ),
        migrations.AddField(
            model_name="document",
            name="changed_by",
            field=models.CharField(blank=True, editable=False, help_text="账号名", verbose_name="最后修改人"),
        ),
        migrations.AddField(
            model_name="question",
            name="changed_by",
            field=models.CharField(blank=True, editable=False, help_text="账号名", verbose_name="最后修改人"),
        ),
        migrations.CreateModel(
            name="ReferenceHousehold",
            fields=[
                (
                    "slug",
                    models.CharField(
                        help_text="小写字母、数字、连字符，发布后不再改",
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="这家人是什么情况，如 济南，二宝2024年5月1日出生；不写姓名", verbose_name="说明"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="按哪一天算")),
                ("household", models.JSONField(verbose_name="家庭")),
                (
                    "active",
                    models.BooleanField(default=True, help_text="停用以后，发布时不再核对它", verbose_name="启用"),
                ),
                ("seeded", models.JSONField(editable=False, null=True)),
                ("changed", models.DateTimeField(auto_now=True, verbose_name="最后修改")),
                ("changed_by", models.CharField(blank=True, editable=False, verbose_name="最后修改人")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="不一定是这家人住的地方",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="由哪个地区维护",
                    ),
                ),
            ],
            options={
                "verbose_name": "参照家庭",
                "verbose_name_plural": "参照家庭",
                "ordering": ["region_id", "slug"],
            },
        ),
        migrations.CreateModel(
            name="ReferenceExpectation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                (
                    "subject",
                    models.CharField(help_text="family、mother、father、child:0、birth:0", verbose_name="对谁"),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("eligible", "可以享受"),
                            ("undetermined", "需要再确认"),
                            ("upcoming", "以后可以"),
                            ("ended", "已截止"),
                            ("ineligible", "不符合"),
                        ],
                        verbose_name="应当是",
                    ),
                ),
                ("amount", models.FloatField(blank=True, null=True, verbose_name="数额")),
                ("amount_to", models.FloatField(blank=True, null=True, verbose_name="数额到")),
                ("months_total", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="共几个月")),
                ("months_due", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="已满几个月")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="最后一天")),
                ("apply_by", models.DateField(blank=True, null=True, verbose_name="最晚申请")),
                ("missing", models.JSONField(blank=True, null=True, verbose_name="还差哪些事实")),
                ("gap", models.BooleanField(blank=True, null=True, verbose_name="文件没有写清")),
                ("clause", models.CharField(verbose_name="条款")),
                ("because", models.TextField(help_text="条款怎么写，为什么这家人是这个结果", verbose_name="理由")),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="benefits.benefit",
                        verbose_name="福利",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="benefits.referencehousehold",
                        verbose_name="参照家庭",
                    ),
                ),
            ],
            options={
                "verbose_name": "预期",
                "verbose_name_plural": "预期",
                "ordering": ["reference_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("benefit", "福利"), ("question", "问题"), ("document", "文件")], verbose_name="种类"
                    ),
                ),
                ("key", models.CharField(verbose_name="记录编号")),
                ("payload", models.JSONField(verbose_name="内容")),
                ("by", models.CharField(help_text="账号名", verbose_name="最后修改人")),
                ("submitted_by", models.CharField(help_text="账号名", verbose_name="送审人")),
                ("submitted", models.DateTimeField(default=django.utils.timezone.now, verbose_name="送审时间")),
                ("reason", models.TextField(verbose_name="理由")),
                ("wanted", models.DateField(blank=True, null=True, verbose_name="希望从哪天起")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_review", "待审核"),
                            ("approved", "已批准"),
                            ("sent_back", "已退回"),
                            ("taken_back", "已收回"),
                        ],
                        default="in_review",
                        verbose_name="状态",
                    ),
                ),
                ("decided_by", models.CharField(blank=True, help_text="账号名", verbose_name="审核人")),
                ("decided", models.DateTimeField(blank=True, null=True, verbose_name="审核时间")),
                ("comment", models.TextField(blank=True, verbose_name="意见")),
                ("effective", models.DateField(blank=True, null=True, verbose_name="生效日")),
                ("acknowledged", models.TextField(blank=True, verbose_name="与参照家庭的预期不符仍批准的理由")),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="benefits.edition",
                        verbose_name="发布的版本",
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
                "verbose_name": "送审",
                "verbose_name_plural": "送审",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["region", "state"], name="proposal_by_region"),
                    models.Index(fields=["kind", "key", "-id"], name="proposal_by_record"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_review")),
                        fields=("kind", "key"),
                        name="proposal_one_in_review",
                        violation_error_message="这条记录已经在待审核了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["benefit", "question", "document"])),
                        name="proposal_kind_known",
                        violation_error_message="种类不对。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["in_review", "approved", "sent_back", "taken_back"])),
                        name="proposal_state_known",
                        violation_error_message="状态不对。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="proposal_has_key",
                        violation_error_message="没有记录编号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), _negated=True), models.Q(("submitted_by", ""), _negated=True)
                        ),
                        name="proposal_has_authors",
                        violation_error_message="没有修改人或送审人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "[^[:space:]]")),
                        name="proposal_has_reason",
                        violation_error_message="请写理由。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "question"), ("region", None)),
                            models.Q(models.Q(("kind", "question"), _negated=True), ("region__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_region_unless_question",
                        violation_error_message="福利和文件有地区，问题没有。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["in_review", "taken_back"]),
                            models.Q(
                                models.Q(("decided_by", models.F("by")), _negated=True),
                                models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_by_another",
                        violation_error_message="自己改的或自己送审的，不能由自己审核。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided", None), ("decided_by", ""), ("state", "in_review")),
                            models.Q(
                                models.Q(("state", "in_review"), _negated=True),
                                models.Q(("decided_by", ""), _negated=True),
                                ("decided__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_or_in_review",
                        violation_error_message="审核过的要有审核人和时间，待审核的没有。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition__isnull", False), ("effective__isnull", False), ("state", "approved")),
                            models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                ("acknowledged", ""),
                                ("edition", None),
                                ("effective", None),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_approved_is_published",
                        violation_error_message="批准的要有版本和生效日，别的没有。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent_back"), _negated=True),
                            ("comment__regex", "[^[:space:]]"),
                            _connector="OR",
                        ),
                        name="proposal_sent_back_says_why",
                        violation_error_message="退回要写意见。",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="referencehousehold",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9][a-z0-9_-]*$")),
                name="reference_slug_well_formed",
                violation_error_message="编号只能用小写字母、数字、连字符。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referencehousehold",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "[^[:space:]]")),
                name="reference_has_title",
                violation_error_message="请写这家人是什么情况。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.UniqueConstraint(
                fields=("reference", "benefit", "subject"),
                name="expectation_once",
                violation_error_message="这项福利对这个人已经写过预期了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__regex", "^(family|mother|father|(child|birth):[0-9]{1,2})$")),
                name="expectation_subject_well_formed",
                violation_error_message="请写成 family、mother、father、child:0 或 birth:0。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["eligible", "undetermined", "upcoming", "ended", "ineligible"])),
                name="expectation_verdict_known",
                violation_error_message="请从列出的结果里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=models.Q(("clause__regex", "[^[:space:]]")),
                name="expectation_has_clause",
                violation_error_message="请写条款号。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__regex", "[^[:space:]]")),
                name="expectation_has_reason",
                violation_error_message="请写理由。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_to", None), ("amount_to__gte", models.F("amount")), _connector="OR"),
                name="expectation_amount_to_above_amount",
                violation_error_message="“数额到”不能小于“数额”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("months_due", None), ("months_total", None)),
                    ("months_total__gte", models.F("months_due")),
                    _connector="OR",
                ),
                name="expectation_months_together",
                violation_error_message="“共几个月”和“已满几个月”要一起填，已满的不多于总共的。",
            ),
        ),
        migrations.RunSQL(DECIDED_ONCE, UNDECIDED),
    ]
