from __future__ import annotations

from django.apps import apps
from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, as the officers' desk."""

    default_site = "benefits.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        # Past the model's Meta, which is Django's: migrations look at that alone.
        accounts = apps.get_app_config("auth")
        options = accounts.get_model("User")._meta
        accounts.verbose_name = options.verbose_name = options.verbose_name_plural = "账号"
