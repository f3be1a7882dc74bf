from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, as the officers' desk."""

    default_site = "benefits.desk.site.DeskSite"
