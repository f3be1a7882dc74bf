"""How officers sign in: django-allauth without sign-up and mail, locked by django-axes after repeated failures."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from typing import TYPE_CHECKING, Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import LoginForm as StockLoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benefits.desk.second_factor import METHOD, needs_second_factor
from config.addresses import client_address

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

TOO_MANY_REQUESTS = 429


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "账号或密码不对。",
        "too_many_login_attempts": "试的次数太多了，请过几分钟再试。",
        "incorrect_code": "验证码不对，或者已经过了时间。请看验证器上现在的六位数字。",
        "incorrect_password": "密码不对。",
        "rate_limited": "试的次数太多了，请过几分钟再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not within minutes of signing in, so that a first enrolment follows without a detour."""
        shown = get_authentication_records(context.request, context.request.user)
        lately = shown and time.time() - shown[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return bool(super().is_reauthentication_required(app=app) and not lately)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted in the database, under the application's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": "您的角色必须用第二道验证，不能关掉。换手机请找管账号的人重设。",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)

    def build_totp_svg(self, url: str) -> str:
        """The picture as an element of the page, since the policy allows no addresses with data."""
        return re.sub(r"^<\?xml.*?\?>\s*", "", super().build_totp_svg(url))


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"second factor:{key!s}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _refuse_if_locked(account: str) -> None:
    request: Any = context.request
    if not AxesProxyHandler.is_allowed(request, {"username": account}):
        request.axes_locked_out = True
        raise forms.ValidationError("这个账号暂时锁定了。")


class LoginForm(StockLoginForm):
    """Account and password. After too many failures, the page that says so is shown instead."""

    def clean(self) -> dict[str, Any]:
        if name := self.cleaned_data.get("login"):
            _refuse_if_locked(name)
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class _CountedCode(forms.Form):
    """A wrong code counts as a wrong password does, so that codes cannot be tried out."""

    user: AbstractBaseUser

    def clean_code(self) -> str:
        name = self.user.get_username()
        _refuse_if_locked(name)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            user_login_failed.send(sender=type(self), credentials={"username": name}, request=context.request)
            raise
        return code


class EnrolmentForm(ActivateTOTPForm):
    """The first code. Whoever gives it has shown a second factor in this session."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        record_authentication(context.request, self.user, METHOD, type="totp")
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    """The code asked for when signing in."""


class CodeAgainForm(_CountedCode, ReauthenticateForm):
    """The code asked for again, before the second factor itself is changed."""


def name_counted(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:  # noqa: ARG001
    """The name that failures are counted under: the same however its letters are typed."""
    name = (credentials or {}).get("username")
    return name.lower() if name else None


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """The page that says for how long the account is locked at this address."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked.html", {"minutes": minutes}, status=TOO_MANY_REQUESTS)
