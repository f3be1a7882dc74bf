from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Region(models.Model):
    """An administrative division of China, or the country itself (``000000``).

    Rows come from ``fixtures/regions.csv`` and change only by seeding. What lies in what is told by
    the codes' prefixes (``regions.codes``), so no row points to its parent.
    """

    region_path: ClassVar[str | None] = "code"

    class Level(models.TextChoices):
        COUNTRY = "country", "国家"
        PROVINCE = "province", "省级"
        PREFECTURE = "prefecture", "地级"
        COUNTY = "county", "县级"

    code = models.CharField("区划代码", primary_key=True, max_length=6)
    name = models.CharField("名称", max_length=40)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    readings = models.CharField(
        "读音",
        max_length=400,
        help_text="每个字的全部读音，常用的在前，供按拼音查找：长清区是 zhang/chang qing qu/ou。",
    )

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        # The order of the codes is the customary order of official lists, capitals first.
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}$"), name="region_code_is_six_digits"),
            models.CheckConstraint(
                condition=Q(level="country", code="000000")
                | Q(level="province", code__regex=r"^(?!00)[0-9]{2}0000$")
                | Q(level="prefecture", code__regex=r"^[0-9]{2}(?!00)[0-9]{2}00$")
                | Q(level="county", code__regex=r"^[0-9]{4}(?!00)[0-9]{2}$"),
                name="region_level_fits_code",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="region_has_a_name"),
            models.CheckConstraint(condition=~Q(readings=""), name="region_has_readings"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"
