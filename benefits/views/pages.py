"""Pages that anybody may read without answering anything: start, a benefit, a document, a region; and errors."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benefits import today
from benefits.editions.catalogue import catalogue, replies_to
from benefits.editions.withdrawn import withdrawn_title
from benefits.households import cookie
from benefits.pages import published
from benefits.pages.benefit import benefit_page
from benefits.pages.reading import contents, granted_by_clause, passages
from benefits.pages.region import region_page
from benefits.results.citing import source
from benefits.rules.household import Household
from benefits.rules.model import SLUG
from benefits.rules.terms import Category
from benefits.words.labels import label
from regions.codes import is_code
from regions.directory import directory


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, at what cost; and the way in."""
    held = catalogue(today.today())
    has_answers = cookie.read(request, held.facts()).household != Household()
    shelves = [{"value": category.value, "label": label(category)} for category in Category]
    context = {"has_answers": has_answers, "shelves": shelves, "documents": published.documents(held)}
    response = render(request, "benefits/start.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def benefit(request: HttpRequest, slug: str) -> HttpResponse:
    """One benefit, readable without any answers, at an address that lasts."""
    as_of = today.today()
    held = catalogue(as_of)
    found = held.benefit(slug)
    if found is None:
        return _gone(request, slug, as_of)
    context = {"page": benefit_page(held, found, as_of), "replies": replies_to(slug)}
    return render(request, "benefits/benefit.html", context)


def _gone(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """That the benefit was withdrawn, and where to look now. Raises Http404 if it never was there."""
    title = withdrawn_title(slug, on)
    if not title:
        raise Http404
    return render(request, "benefits/withdrawn.html", {"title": title}, status=HTTPStatus.GONE)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """The text of a document, every clause linkable; ``?q=`` marks the words that a benefit quotes."""
    as_of = today.today()
    held = catalogue(as_of)
    found = held.document(slug)
    if found is None:
        raise Http404
    wanted = request.GET.get("q", "")
    quoting = held.benefit(wanted) if SLUG.fullmatch(wanted) else None
    granted = granted_by_clause(found, held.benefits_for([found.region]))
    context = {
        "document": found,
        "place": directory().full_name(found.region),
        "source": source(slug, held, as_of),
        "quoting": quoting,
        "contents": contents(found),
        "passages": passages(found, quoting, granted),
    }
    return render(request, "benefits/document.html", context)


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """What is held for a place: its own documents and those above it, with what they grant."""
    place = directory().get(code) if is_code(code) else None
    if place is None:
        raise Http404
    as_of = today.today()
    return render(request, "benefits/region.html", {"page": region_page(catalogue(as_of), place, as_of)})
