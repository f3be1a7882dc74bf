from __future__ import annotations

from datetime import date

from django.db import migrations, models

_DAYS = {
    "benefit": ["since", "until"],
    "award": ["since", "until", "claim_by"],
    "relation": ["since"],
    "document": ["date"],
}


class Migration(migrations.Migration):
    dependencies = [("benefits", "0012_months_of_expectations")]

    operations = [
        migrations.AddConstraint(
            model_name=model,
            constraint=models.CheckConstraint(
                condition=models.Q(**{f"{field}__gte": date(1900, 1, 1), f"{field}__lte": date(2199, 12, 31)}),
                name=f"{model}_{field}_possible",
                violation_error_message="日期要在 1900 年到 2199 年之间。",
            ),
        )
        for model, fields in _DAYS.items()
        for field in fields
    ]
