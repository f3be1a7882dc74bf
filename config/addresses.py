"""Where a request comes from, behind as many proxies as are trusted."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's own name for it
from django.http import HttpRequest

NO_ADDRESS = "0.0.0.0"  # noqa: S104 - says that there is none; nothing listens there


def client_address(request: HttpRequest) -> str:
    """The sender's address: that of the connection, or what the trusted proxies say of it.

    With ``TRUSTED_PROXIES`` proxies in front, each has added what it saw to ``X-Forwarded-For``,
    so the sender stands so many places from the end; what stands before it was sent by itself.
    """
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    text = said[-proxies] if 0 < proxies <= len(said) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return NO_ADDRESS


@register(Tags.security)
def check_proxies(**_: Any) -> list[CheckMessage]:
    """Warns where a proxy is told of by one setting and not counted by the other."""
    if settings.SECURE_PROXY_SSL_HEADER is None or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "TRUST_FORWARDED_PROTO says that a proxy stands in front, TRUSTED_PROXIES that none does: all parents seem to "
            "come from one address and share one day's corrections, all officers share one lock.",
            hint="Set TRUSTED_PROXIES to the number of proxies that add the address they saw to X-Forwarded-For.",
            id="config.W001",
        )
    ]
