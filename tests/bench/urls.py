"""The application's addresses, and an empty page of any size behind the same middleware."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache


@never_cache
def empty(request: HttpRequest, size: int) -> HttpResponse:
    """So many bytes of nothing."""
    return HttpResponse(b" " * size)


urlpatterns = [path("bench/empty/<int:size>/", empty), path("", include("config.urls"))]
