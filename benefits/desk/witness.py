"""Writes down what accounts do when they sign in and out, as the signals of Django, allauth and axes tell it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from benefits.desk import deeds
from benefits.models import Did

ACCOUNT = "account"
"""The kind of record that these deeds are about; its key is the account's name."""


def _write(account: str, what: Did, note: str = "") -> None:
    deeds.record(account, what, ACCOUNT, account, note=note)


@receiver(user_logged_in)
def signed_in(user: Any, **_: Any) -> None:
    _write(user.get_username(), Did.SIGNED_IN)


@receiver(user_logged_out)
def signed_out(user: Any, **_: Any) -> None:
    if user is not None:
        _write(user.get_username(), Did.SIGNED_OUT)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Only of accounts that exist: what else is typed there may be a password."""
    name = credentials.get("username") or ""
    if get_user_model().objects.filter(username=name).exists():
        _write(name, Did.SIGN_IN_FAILED)


@receiver(user_locked_out)
def locked(username: str, **_: Any) -> None:
    for account in get_user_model().objects.filter(username__iexact=username):
        _write(account.get_username(), Did.LOCKED_OUT)


@receiver(password_changed)
def changed_password(user: Any, **_: Any) -> None:
    _write(user.get_username(), Did.PASSWORD, "自己改了密码")


@receiver(authenticator_added)
def enrolled(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Other sessions of the account have shown no code, and end."""
    if authenticator.type == Authenticator.Type.TOTP:
        for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
            session.end()
    _write(user.get_username(), Did.SECOND_FACTOR, f"开启：{authenticator.get_type_display()}")


@receiver(authenticator_removed)
def left_off(user: Any, authenticator: Authenticator, **_: Any) -> None:
    _write(user.get_username(), Did.SECOND_FACTOR, f"关掉：{authenticator.get_type_display()}")


@receiver(authenticator_reset)
def renewed(user: Any, authenticator: Authenticator, **_: Any) -> None:
    _write(user.get_username(), Did.SECOND_FACTOR, f"重新生成：{authenticator.get_type_display()}")
