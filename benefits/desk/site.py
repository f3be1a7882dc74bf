"""The site of the officers' desk: stock admin, with a sign-in of its own and the to-do list as its start page."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from benefits.desk.permissions import rights_of
from benefits.desk.second_factor import lacks_second_factor
from benefits.today import today

_LATEST = 10

_ORDER = (
    *("Benefit", "Document", "Clause", "Question", "Fact", "ReferenceHousehold", "Correction"),
    *("Proposal", "Publication", "Edition", "Deed"),
)


def _place(model: str) -> int:
    return _ORDER.index(model) if model in _ORDER else len(_ORDER)


class DeskSite(AdminSite):
    """Nobody comes in whose role wants a second factor that this session has not shown."""

    site_header = "育惠查后台"
    site_title = "育惠查"
    index_title = "今天要做的"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not lacks_second_factor(request)

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """What waits for the account, then what it did last, then the lists of records."""
        # The site is made before there are models.
        from benefits.desk import recent, todo  # noqa: PLC0415

        name = request.user.get_username()
        given = {
            "todo": todo.entries(name, rights_of(request.user), today()),
            "own_deeds": list(recent.recent(name, _LATEST)),
        }
        return super().index(request, given | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists in the order in which an officer needs them: what is worked on, what is reviewed, what is looked up."""
        found: list[Any] = super().get_app_list(request, app_label)
        for app in found:
            app["models"].sort(key=lambda one: _place(one["object_name"]))
        return found

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """Lead on to what is still wanted: the sign-in, the second factor, or its enrolment."""
        onward = _onward(request)
        if not request.user.is_authenticated:
            return redirect_to_login(onward, reverse("account_login"))
        if not request.user.is_staff:
            raise PermissionDenied("这个账号没有后台的权限。")
        if not lacks_second_factor(request):
            return redirect(onward)
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect_to_login(onward, reverse("mfa_reauthenticate"))
        return redirect("mfa_activate_totp")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        """Sign out at once when asked by the button; an address alone only leads to the question."""
        if request.method != "POST":
            return redirect("account_logout")
        logout(request)
        return redirect("account_login")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        return redirect("account_change_password")


def _onward(request: HttpRequest) -> str:
    """Where the officer wanted to go, if that is a page of this site."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else resolve_url("admin:index")
