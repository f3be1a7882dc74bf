from __future__ import annotations

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "benefits"
    verbose_name = "育儿福利"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have sign-ins written down, and the settings about proxies checked."""
        from benefits.desk import witness  # noqa: F401, PLC0415 - models are there only now
        from config import addresses  # noqa: F401, PLC0415
