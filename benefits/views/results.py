"""The results: what this family can have, drawn up anew from its answers at every request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from benefits.households import cookie
from benefits.questionnaire.interview import places
from benefits.results import drawing as drawn_up
from benefits.results.faces import faces
from benefits.results.rendering import rendered, rendered_alone, rendered_withheld
from benefits.views.turns import begin_again, turn


@require_safe
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """The family's list; without a place to look in, the way to the first question."""
    now = turn(request)
    if not now.has_begun:
        return begin_again(now, seeks_answers=True)
    page = drawn_up.results(now.catalogue, now.household, places(now.household), now.as_of)
    # Only what is still open can be a reason to ask on; to look for the next question takes a while.
    following = now.interview.next_page() if page.asks else None
    section = following.question.section if following else ""
    response = HttpResponse(rendered(page, section, get_token(request)))
    cookie.renew(response, now.visit)
    return response


@require_safe
@never_cache
def withheld(request: HttpRequest) -> HttpResponse:
    """What the list leaves out and why: a page of its own, or the part of the list that htmx asks for."""
    now = turn(request)
    if not now.has_begun:
        return begin_again(now, seeks_answers=True)
    left = drawn_up.withheld(now.catalogue, now.household, places(now.household), now.as_of)
    is_part = bool(getattr(request, "htmx", False))
    context = {"base": "partial.html" if is_part else "base.html", "body": rendered_withheld(left, focus=is_part)}
    response = render(request, "benefits/withheld.html", context)
    cookie.renew(response, now.visit)
    return response


@require_safe
@never_cache
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """One benefit by itself, as it stands for this family; without a place to look in, what it says to everybody."""
    now = turn(request)
    if not now.has_begun:
        return redirect("benefits:benefit", slug)
    shown = drawn_up.result(now.catalogue, now.household, places(now.household), now.as_of, slug)
    if not shown:
        return redirect("benefits:benefit", slug)
    cards = rendered_alone(shown, faces(now.catalogue, now.as_of).pieces)
    response = render(request, "benefits/result.html", {"benefit": shown[0].benefit, "cards": cards})
    cookie.renew(response, now.visit)
    return response
