from __future__ import annotations

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "benefits"
    verbose_name = "育儿福利"
    default_auto_field = "django.db.models.BigAutoField"
