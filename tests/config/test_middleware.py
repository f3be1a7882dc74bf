from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, RequestFactory

from config.middleware import page_headers


def answer(rf: RequestFactory, response: HttpResponse) -> HttpResponse:
    def view(_request: HttpRequest) -> HttpResponse:
        return response

    return page_headers(view)(rf.get("/"))


def test_every_page_has_a_policy_without_inline_scripts_or_styles(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "directive",
    ["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
)
def test_what_default_src_does_not_cover_is_closed_too(rf: RequestFactory, directive: str) -> None:
    policy = answer(rf, HttpResponse()).headers["Content-Security-Policy"]
    assert directive in policy.split("; ")


def test_a_view_may_set_a_policy_of_its_own(rf: RequestFactory) -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    assert answer(rf, own).headers["Content-Security-Policy"] == "default-src 'none'"


def test_pages_vary_with_htmx_and_other_content_does_not(rf: RequestFactory) -> None:
    assert answer(rf, HttpResponse(headers={"Vary": "Cookie"})).headers["Vary"] == "Cookie, HX-Request"
    assert "Vary" not in answer(rf, JsonResponse({})).headers
