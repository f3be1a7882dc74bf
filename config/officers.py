"""Middleware that only the officers' pages pass through.

Parents' pages have no session, no account and no messages: they must neither pay for these nor be
able to touch them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

from allauth.usersessions.models import UserSession
from axes.middleware import AxesMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

FOLDERS = ("/admin/", "/accounts/")
"""The addresses that are for officers."""

_SEEN = "seen"
_SECONDS_BETWEEN = 60
"""A session is written at most so often: its idle time is right to the minute."""


def is_for_officers(request: HttpRequest) -> bool:
    """Whether the address is one of the officers' pages."""
    return request.path_info.startswith(FOLDERS)


class _Desk:
    """Passes parents' requests by; to stand before a middleware class of Django's."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if is_for_officers(request):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class Sessions(_Desk, SessionMiddleware):
    """The officers' sessions."""


class Authentication(_Desk, AuthenticationMiddleware):
    """Whose session it is."""


class Messages(_Desk, MessageMiddleware):
    """What the page before had to say."""


class LockOut(_Desk, AxesMiddleware):
    """The page that tells that an account is locked."""


def readable_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: raises BadRequest for an officers' address with a NUL, which no text in PostgreSQL can equal."""

    def respond(request: HttpRequest) -> HttpResponse:
        if is_for_officers(request) and "\0" in request.path + unquote_plus(request.META.get("QUERY_STRING", "")):
            raise BadRequest("a NUL in the address")
        return get_response(request)

    return respond


def uncached(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no browser and no proxy keeps an officers' page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_for_officers(request):
            add_never_cache_headers(response)
        return response

    return respond


def presence(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever is at work stays signed in, and the list of sessions says when it was."""

    def respond(request: HttpRequest) -> HttpResponse:
        if is_for_officers(request) and request.session.session_key and request.user.is_authenticated:
            _note(request)
        return get_response(request)

    return respond


def _note(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(_SEEN, 0) >= _SECONDS_BETWEEN:
        request.session[_SEEN] = now
        UserSession.objects.create_from_request(request)
