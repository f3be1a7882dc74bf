"""The results: what this family can have, drawn up anew from its answers at every request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from benefits.households import cookie
from benefits.questionnaire.interview import places
from benefits.results import drawing as drawn_up
from benefits.views.turns import begin_again, turn


@require_safe
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """The family's list; without a place to look in, the way to the first question."""
    now = turn(request)
    if not now.has_begun:
        return begin_again(now)
    page = drawn_up.results(now.catalogue, now.household, places(now.household), now.as_of)
    groups = render_to_string("results/groups.html", {"page": page}, using="jinja2")
    # Only what is still open can be a reason to ask on; to look for the next question takes a while.
    context = {"page": page, "groups": groups, "next": now.interview.next_page() if page.asks else None}
    response = render(request, "benefits/results.html", context)
    cookie.renew(response, now.visit)
    return response
