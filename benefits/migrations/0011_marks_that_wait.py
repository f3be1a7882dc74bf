"""A mark that a clause grants nothing outlives the clause; what editions hold is found by an index."""

from __future__ import annotations

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Deferred checks are made at once: a table that waits for some cannot be altered.
FILL = """
UPDATE benefits_nothinggranted SET document_id = clause.document_id
    FROM benefits_clause clause WHERE clause.id = clause_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
NO_WAITING = """
DELETE FROM benefits_nothinggranted WHERE clause_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
SAME_DOCUMENT = """
ALTER TABLE benefits_nothinggranted ADD CONSTRAINT nothinggranted_clause_of_same_document
    FOREIGN KEY (clause_id, document_id) REFERENCES benefits_clause (id, document_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_SAME_DOCUMENT = "ALTER TABLE benefits_nothinggranted DROP CONSTRAINT nothinggranted_clause_of_same_document;"


def _document(*, null: bool) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="nothing_granted",
        to="benefits.document",
        verbose_name="文件",
    )


class Migration(migrations.Migration):
    dependencies = [("benefits", "0010_question_why")]

    operations = [
        migrations.AddField("nothinggranted", "document", _document(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("nothinggranted", "document", _document(null=False)),
        migrations.AddField(
            "nothinggranted",
            "words",
            models.TextField(blank=True, default="", verbose_name="条款的原文"),
            preserve_default=False,
        ),
        migrations.AlterField(
            "nothinggranted",
            "clause",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="nothing_granted",
                to="benefits.clause",
                verbose_name="条款",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, NO_WAITING),
        migrations.RunSQL(SAME_DOCUMENT, NO_SAME_DOCUMENT),
        migrations.AlterModelOptions(
            "nothinggranted",
            {
                "ordering": ["document_id", "clause_id"],
                "verbose_name": "没有待遇的条款",
                "verbose_name_plural": "没有待遇的条款",
            },
        ),
        migrations.AddConstraint(
            "nothinggranted",
            models.CheckConstraint(
                condition=models.Q(("clause__isnull", False), ("words", ""))
                | models.Q(("clause", None), models.Q(("words", ""), _negated=True)),
                name="nothing_granted_of_clause_or_words",
                violation_error_message="标记要属于一条条款，或者记下条款的原文。",
            ),
        ),
        migrations.AddIndex(
            "edition",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("kind", "benefit")),
                fields=["payload"],
                name="edition_by_part",
                opclasses=["jsonb_path_ops"],
            ),
        ),
    ]
