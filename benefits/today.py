"""Today, where the families are: read once per request or command, then passed on as ``as_of``."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def today() -> date:
    """The date in Asia/Shanghai (settings.TIME_ZONE)."""
    return timezone.localdate()
