"""Who has to show a second factor, and whether this session has."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from benefits.desk.permissions import rights_of

METHOD = "mfa"
"""Under this name django-allauth records the second factor among what a session has shown."""


def needs_second_factor(account: Any) -> bool:
    """Whether a role of the account wants one."""
    return rights_of(account).second_factor


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Whether the account has shown one in this very session."""
    return any(shown["method"] == METHOD for shown in get_authentication_records(request, request.user))


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the account has yet to show what its role wants."""
    return needs_second_factor(request.user) and not has_shown_second_factor(request)
