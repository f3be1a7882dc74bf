"""Headers that every page carries, and a page where there would be a blank one."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

_UTF8 = "utf-8"

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def page_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a strict content security policy on all, and pages told apart for htmx.

    The same address answers a fragment to htmx and a page to a plain request, so a cache must
    not give one for the other.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response

    return respond


def readable_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: raises BadRequest for a form in another encoding than UTF-8, before anything reads it."""

    def respond(request: HttpRequest) -> HttpResponse:
        named = codecs.lookup(request.encoding or _UTF8).name
        # However it was spelled; and the page that refuses a form reads it again, for its token.
        request.encoding = _UTF8
        if named != _UTF8:
            raise BadRequest("a form that is not in UTF-8")
        return get_response(request)

    return respond


def refused_methods(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an address that takes no such request says so, for whoever opens a button's address by hand."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html").encode()
        return response

    return respond
