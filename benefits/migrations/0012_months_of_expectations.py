from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def forget_halves(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Months of which one number alone was given were never compared; they say so now."""
    halves = Q(months_total=None, months_due__isnull=False) | Q(months_total__isnull=False, months_due=None)
    expectations = apps.get_model("benefits", "ReferenceExpectation").objects
    expectations.filter(halves).update(months_total=None, months_due=None)


class Migration(migrations.Migration):
    dependencies = [("benefits", "0011_marks_that_wait")]

    operations = [
        migrations.RunPython(forget_halves, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="referenceexpectation", name="expectation_months_together"),
        migrations.AddConstraint(
            model_name="referenceexpectation",
            constraint=models.CheckConstraint(
                condition=Q(months_total=None, months_due=None)
                | Q(months_total__isnull=False, months_due__isnull=False, months_total__gte=F("months_due")),
                name="expectation_months_together",
                violation_error_message="“共几个月”和“已满几个月”要一起填，已满的不多于总共的。",
            ),
        ),
    ]
