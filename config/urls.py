"""Where each address leads."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("benefits.desk.urls")),
    path("", include("benefits.urls")),
]
