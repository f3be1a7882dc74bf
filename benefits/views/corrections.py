"""这条信息不对？ A parent tells the officers of a benefit's region what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from benefits.forms.corrections import CorrectionForm
from benefits.households import format as households
from benefits.models import Correction
from benefits.models.corrections import LONGEST_CONTACT, LONGEST_TEXT
from benefits.pages.benefit import BenefitPage, benefit_page
from benefits.pages.correction import LONGEST_CONDITION, TooManyCorrectionsError, edition_shown, receive, statements
from benefits.questionnaire.answer_sheet import answer_sheet
from benefits.rules.household import Household
from benefits.views.turns import Turn, turn
from benefits.words.places import place_name
from config.addresses import client_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, slug: str) -> HttpResponse:
    """What is wrong, of which statement, and how to reach the parent; answers only if the parent sends them along."""
    now = turn(request)
    found = now.catalogue.benefit(slug)
    page = benefit_page(now.catalogue, found, now.as_of) if found else None
    if request.method == "POST":
        return _receive(request, now, slug, page)
    if page is None:
        raise Http404
    return _page(request, now, page, CorrectionForm(initial={"edition": page.edition}, statements=statements(page)))


@require_safe
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, also when the benefit is no longer in force."""
    context = {"benefit": turn(request).catalogue.benefit(slug)}
    return render(request, "benefits/correction_received.html", context)


def _receive(request: HttpRequest, now: Turn, slug: str, page: BenefitPage | None) -> HttpResponse:
    # A benefit may have been withdrawn while its reader was writing: what it said can still be reported.
    form = CorrectionForm(request.POST, statements=statements(page) if page else _given(request))
    if not form.is_valid():
        return _again(request, now, slug, page, form)
    given = form.cleaned_data
    edition = edition_shown(slug, given["edition"])
    if edition is None:
        raise Http404
    sent = now.household if given["send_answers"] else Household()
    message = Correction(
        edition=edition,
        condition=given["condition"],
        text=given["text"],
        contact=given["contact"],
        answers=households.dump(sent) if sent != Household() else None,
    )
    try:
        if not form.is_from_a_program:
            receive(message, client_address(request))
    except TooManyCorrectionsError:
        form.add_error(None, "今天从您这个网络发来的已经很多了，没有收下。请明天再发，或者拨打12345。")
        return _again(request, now, slug, page, form)
    return redirect("benefits:correction-received", slug)


def _given(request: HttpRequest) -> list[str]:
    """The statement that was chosen, of a page that is there no more."""
    return [request.POST.get("condition", "")[:LONGEST_CONDITION]]


def _again(request: HttpRequest, now: Turn, slug: str, page: BenefitPage | None, form: CorrectionForm) -> HttpResponse:
    """The form with what was written, under the title that its reader saw."""
    if page is not None:
        return _page(request, now, page, form)
    number = str(form["edition"].value())
    edition = edition_shown(slug, int(number)) if re.fullmatch(r"[0-9]{1,9}", number) else None
    if edition is None:
        raise Http404
    withdrawn = {"title": edition.payload["title"], "place": place_name(edition.payload["region"])}
    return _form(request, now, form, {"slug": slug, "back": reverse("benefits:start"), **withdrawn})


def _page(request: HttpRequest, now: Turn, page: BenefitPage, form: CorrectionForm) -> HttpResponse:
    benefit = page.benefit
    back = reverse("benefits:benefit", args=[benefit.id])
    return _form(request, now, form, {"slug": benefit.id, "back": back, "title": benefit.title, "place": page.place})


def _form(request: HttpRequest, now: Turn, form: CorrectionForm, about: dict[str, str]) -> HttpResponse:
    """The form about a benefit: its ``slug``, ``title``, ``place``, and where its reader goes ``back`` to."""
    context: dict[str, Any] = {
        **about,
        "form": form,
        "sheet": answer_sheet(now.interview) if now.household != Household() else [],
        "longest_text": LONGEST_TEXT,
        "longest_contact": LONGEST_CONTACT,
    }
    return render(request, "benefits/correction.html", context)
