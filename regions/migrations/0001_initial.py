from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name="区划代码"),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("country", "国家"),
                            ("province", "省级"),
                            ("prefecture", "地级"),
                            ("county", "县级"),
                        ],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "readings",
                    models.CharField(
                        help_text="每个字的全部读音，常用的在前，供按拼音查找：长清区是 zhang/chang qing qu/ou。",
                        max_length=400,
                        verbose_name="读音",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{6}$")),
                        name="region_code_is_six_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", "000000"), ("level", "country")),
                            models.Q(("code__regex", "^(?!00)[0-9]{2}0000$"), ("level", "province")),
                            models.Q(
                                ("code__regex", "^[0-9]{2}(?!00)[0-9]{2}00$"),
                                ("level", "prefecture"),
                            ),
                            models.Q(("code__regex", "^[0-9]{4}(?!00)[0-9]{2}$"), ("level", "county")),
                            _connector="OR",
                        ),
                        name="region_level_fits_code",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="region_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("readings", ""), _negated=True),
                        name="region_has_readings",
                    ),
                ],
            },
        ),
    ]
