"""Documents keep the text they were taken in as, clauses may grant nothing, and parents may say what is wrong."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

FILLED = """
UPDATE benefits_document SET source = joined.source FROM (
    SELECT document_id, string_agg(number || text, E'\\n' ORDER BY position) AS source
    FROM benefits_clause GROUP BY document_id
) AS joined WHERE joined.document_id = slug;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# However clauses are merged and split, together they are the document: white space apart, no character comes or goes.
# Looked at when the transaction ends, since a change touches several rows.
WHOLE = """
CREATE FUNCTION benefits_no_text_is_lost() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner varchar;
    held text;
    kept text;
BEGIN
    IF TG_TABLE_NAME = 'benefits_document' THEN
        owner := NEW.slug;
    ELSIF TG_OP = 'DELETE' THEN
        owner := OLD.document_id;
    ELSE
        owner := NEW.document_id;
    END IF;
    SELECT source INTO held FROM benefits_document WHERE slug = owner;
    IF held IS NULL OR held = '' THEN
        RETURN NULL;
    END IF;
    SELECT string_agg(number || text, '' ORDER BY position) INTO kept FROM benefits_clause WHERE document_id = owner;
    IF translate(kept, E' \\n', '') IS DISTINCT FROM translate(held, E' \\n', '') THEN
        RAISE EXCEPTION 'the clauses of % are no longer its text', owner
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clauses_are_the_document';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER clauses_are_the_document AFTER INSERT OR DELETE OR UPDATE OF number, text, position
    ON benefits_clause DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION benefits_no_text_is_lost();
CREATE CONSTRAINT TRIGGER clauses_are_the_document AFTER INSERT OR UPDATE OF source
    ON benefits_document DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION benefits_no_text_is_lost();
"""
NOT_WHOLE = """
DROP TRIGGER clauses_are_the_document ON benefits_clause;
DROP TRIGGER clauses_are_the_document ON benefits_document;
DROP FUNCTION benefits_no_text_is_lost();
"""

# Officers answer; what the parent wrote stays. How to reach the parent may be erased.
AS_WRITTEN = """
CREATE FUNCTION benefits_correction_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.edition_id, NEW.condition, NEW.text, NEW.created)
        IS DISTINCT FROM (OLD.edition_id, OLD.condition, OLD.text, OLD.created) THEN
        RAISE EXCEPTION 'what a parent wrote is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_stays_as_written BEFORE UPDATE ON benefits_correction
    FOR EACH ROW EXECUTE FUNCTION benefits_correction_stays();
"""
CHANGEABLE = """
DROP TRIGGER correction_stays_as_written ON benefits_correction;
DROP FUNCTION benefits_correction_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0004_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="source",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="收录时的全文，一行一段；条款连起来必须和它一字不差",
                verbose_name="整理后的全文",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("condition", models.CharField(blank=True, max_length=500, verbose_name="哪个条件")),
                ("text", models.CharField(max_length=1000, verbose_name="哪里不对")),
                ("contact", models.CharField(blank=True, max_length=100, verbose_name="联系方式")),
                ("answers", models.JSONField(blank=True, null=True, verbose_name="家庭情况")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="收到时间")),
                ("sender", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "新到"),
                            ("taken_up", "处理中"),
                            ("answered", "已答复"),
                            ("declined", "不采纳"),
                        ],
                        default="new",
                        verbose_name="状态",
                    ),
                ),
                ("reply", models.CharField(blank=True, max_length=1000, verbose_name="答复")),
                ("replied_by", models.CharField(blank=True, help_text="账号名", verbose_name="答复人")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="benefits.edition",
                        verbose_name="福利（版本）",
                    ),
                ),
            ],
            options={
                "verbose_name": "家长反映",
                "verbose_name_plural": "家长反映",
                "ordering": ["-created", "-id"],
                "indexes": [
                    models.Index(fields=["created", "sender"], name="correction_by_sender"),
                    models.Index(
                        condition=models.Q(("replied_at__isnull", False)),
                        fields=["replied_at"],
                        name="correction_replied",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "[^[:space:]]")),
                        name="correction_says_something",
                        violation_error_message="请写哪里不对。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "taken_up", "answered", "declined"])),
                        name="correction_state_known",
                        violation_error_message="请从列出的状态里选择。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", False),
                                ("reply__regex", "[^[:space:]]"),
                                ("state__in", ("answered", "declined")),
                                models.Q(("replied_by", ""), _negated=True),
                            ),
                            models.Q(("replied_at", None), ("replied_by", ""), ("state__in", ["new", "taken_up"])),
                            _connector="OR",
                        ),
                        name="correction_closed_with_reply",
                        violation_error_message="“已答复”“不采纳”要写答复；写好答复以前不能选。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NothingGranted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("by", models.CharField(help_text="账号名", verbose_name="标记人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="标记时间")),
                (
                    "clause",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nothing_granted",
                        to="benefits.clause",
                        verbose_name="条款",
                    ),
                ),
            ],
            options={
                "verbose_name": "没有待遇的条款",
                "verbose_name_plural": "没有待遇的条款",
                "ordering": ["clause_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "[^[:space:]]")),
                        name="nothing_granted_has_reason",
                        violation_error_message="请写为什么没有待遇。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by", ""), _negated=True),
                        name="nothing_granted_has_author",
                        violation_error_message="没有标记人。",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.RunSQL(WHOLE, NOT_WHOLE),
        migrations.RunSQL(AS_WRITTEN, CHANGEABLE),
    ]
