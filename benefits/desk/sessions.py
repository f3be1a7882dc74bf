"""The list of one's own sessions, each of which can be ended from another."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from benefits.desk import deeds
from benefits.desk.witness import ACCOUNT
from benefits.models import Did


@login_required
@never_cache
def own_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of the account; ends the one that ``end`` names, or ``others``."""
    mine = UserSession.objects.purge_and_list(request.user)
    if request.method != "POST":
        return render(request, "usersessions/usersession_list.html", {"sessions": mine})
    wanted = request.POST.get("end", "")
    ended = [one for one in mine if not one.is_current() and wanted in ("others", str(one.pk))]
    end_sessions(ended, request.user.get_username(), request.user.get_username())
    if ended:
        messages.success(request, f"已结束 {len(ended)} 处登录。")
    return redirect("usersessions_list")


def end_sessions(sessions: list[UserSession], of: str, by: str) -> None:
    """End these sessions of an account, and write down who did."""
    for session in sessions:
        session.end()
        deeds.record(by, Did.SESSION_ENDED, ACCOUNT, of, note=f"{session.ip}，{session.user_agent[:80]}")
