"""The questionnaire: one page for each question, the answers so far, and starting afresh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from benefits.forms import ChecksForm, ItemsForm, PlacesForm, field_name, form_class
from benefits.forms.questions import ALIKE, ELSEWHERE, Answer
from benefits.households import cookie
from benefits.households.cookie import CookieFullError
from benefits.questionnaire.answer_sheet import answer_sheet
from benefits.questionnaire.page import Item, Page
from benefits.rules.facts import Form, Question
from benefits.rules.given import RESIDENCE
from benefits.rules.values import FAMILY, UNSURE
from benefits.views.shell import respond
from benefits.views.turns import ANSWERS, FROM, Turn, begin_again, lead, lead_onward, question_address, turn
from benefits.words.answers import place_words
from benefits.words.persons import names
from regions.codes import ancestors, is_code, level
from regions.directory import directory
from regions.picker import Picker

ONE_BY_ONE = "each"
ASKED = "asked"
"""Parameters: go through checkboxes one by one; what the form was about. Those of *forms.questions* beside them:
pick the places of these items; these are where the first of those is."""

TOO_MUCH = "回答太多，浏览器放不下了，这一页没有保存，之前的回答都还在。可以先看结果，或者删掉几项再试。"


@never_cache
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Leads to the next question worth asking, or to the results."""
    return redirect(turn(request).onward)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question: shown, or answered."""
    now = turn(request)
    if slug != RESIDENCE and not now.has_begun:
        return begin_again(now)
    page = _page(now, slug)
    if page.question.form is Form.CHILDREN:
        return redirect(now.address(question_address(page.question)))
    step = Step(now, _with_named(now, page))
    if not step.page.items:
        return redirect(now.onward)
    return step.answer() if request.method == "POST" else step.show(step.form())


@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """All answers so far, each with a way to change it."""
    now = turn(request)
    if not now.has_begun:
        return begin_again(now, seeks_answers=True)
    sheet = [
        (section.title, [(line, _change_address(line.question)) for line in section.lines])
        for section in answer_sheet(now.interview)
    ]
    context = {
        "section": "您的回答",
        "heading": "看看您的回答",
        "sections": sheet,
        "is_finished": now.interview.next_page() is None,
        "notices": now.notices,
        "problems": [],
        "reached": None,
        "is_change": False,
        "back": reverse("benefits:results"),
    }
    response = respond(request, "questions/answers.html", context)
    cookie.renew(response, now.visit)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def restart(request: HttpRequest) -> HttpResponse:
    """Forget all answers; only opened, not sent, it leads to the start and forgets nothing."""
    response = redirect("benefits:start")
    if request.method == "POST":
        cookie.forget(response)
    return response


def _change_address(question: Question) -> str:
    return f"{question_address(question)}?{FROM}={ANSWERS}"


def _page(now: Turn, slug: str) -> Page:
    try:
        return now.interview.page(slug)
    except KeyError as error:
        raise Http404(f"no question {slug!r}") from error


def _with_named(now: Turn, page: Page) -> Page:
    """The page with the items that this turn names, though nothing may hang on them any more."""
    asked = now.request.GET
    named = {*asked.getlist(ELSEWHERE), *asked.getlist(ALIKE), *now.request.POST.getlist(ASKED)}
    items = now.interview.items(page.question)
    return replace(page, items=tuple(i for i in items if i in page.items or field_name(now.household, i) in named))


@dataclass(frozen=True)
class Step:
    """One turn at one question."""

    now: Turn
    page: Page

    @property
    def left(self) -> list[str]:
        """The names of the items whose places are picked one after the other, the first of them now."""
        names = [field_name(self.now.household, item) for item in self.page.items]
        if self.page.question.slug == RESIDENCE:
            return names
        wanted = self.now.request.GET.getlist(ELSEWHERE)
        return [name for name in names if name in wanted]

    @property
    def is_one_by_one(self) -> bool:
        """Whether checkboxes are gone through one by one: as asked for, or because one was not sure."""
        household = self.now.household
        said = [(household.answers_of(item.person) or {}).get(item.fact.slug) for item in self.page.items]
        return self.page.question.form is Form.CHECKS and (ONE_BY_ONE in self.now.request.GET or UNSURE in said)

    def form(self, posted: Mapping[str, Any] | None = None) -> ItemsForm:
        """The question's form, filled with what was posted or answered before."""
        kind = form_class(self.page, one_by_one=self.is_one_by_one, picking=bool(self.left))
        return kind(self._asked(posted), self.now.household, self.now.as_of, posted)

    def _asked(self, posted: Mapping[str, Any] | None) -> Page:
        """The page with those items that this form is about: the place now picked, or what the form showed."""
        names = self.left[:1]
        if not names and posted is not None:
            names = self.now.request.POST.getlist(ASKED)
        if not names:
            return self.page
        items = tuple(item for item in self.page.items if field_name(self.now.household, item) in names)
        return replace(self.page, items=items)

    def answer(self) -> HttpResponse:
        """Keep what was answered and lead on, or show what is wrong with it."""
        form = self.form(self.now.request.POST)
        if not form.items:
            return redirect(self.now.onward)
        try:
            if isinstance(form, ChecksForm) and "one-by-one" in self.now.request.POST:
                return lead(self._here([(ONE_BY_ONE, "1")]), self.now.answered(form.ticks()))
            if form.is_valid():
                return self._lead_on(form)
        except CookieFullError:
            form.add_error(None, TOO_MUCH)
        return self.show(form)

    @property
    def alike(self) -> list[Item]:
        """The items that are where the first place is picked now."""
        named = self.now.request.GET.getlist(ALIKE) if self.left else []
        return [item for item in self.page.items if field_name(self.now.household, item) in named]

    def _lead_on(self, form: ItemsForm) -> HttpResponse:
        given = form.answers()
        given += [Answer(item.fact.slug, item.person, one.value) for one in given[:1] for item in self.alike]
        visit = self.now.answered(given)
        left = form.elsewhere if isinstance(form, PlacesForm) else self.left[1:]
        alike = form.alike if isinstance(form, PlacesForm) else []
        if not left:
            return lead_onward(self.now, visit)
        return lead(self._here([(ELSEWHERE, name) for name in left] + [(ALIKE, name) for name in alike]), visit)

    def _here(self, parameters: list[tuple[str, str]]) -> str:
        return self.now.address(question_address(self.page.question), parameters)

    def show(self, form: ItemsForm) -> HttpResponse:
        """The page with this form."""
        response = respond(self.now.request, form.template, self._context(form))
        cookie.renew(response, self.now.visit)
        if form.is_bound:
            # The address is the one the form was shown at: no new entry in the browser's history.
            response["HX-Push-Url"] = "false"
        return response

    def _context(self, form: ItemsForm) -> dict[str, Any]:
        now, query = self.now, self.now.request.GET
        picking = self.left[:1]
        chosen = form.initial.get(picking[0]) if picking else None
        return {
            "question": self.page.question,
            "section": self.page.question.section,
            "whose": self._whose(picking),
            "heading": self._heading(),
            "form": form,
            "problems": form.problems if form.is_bound else [],
            "picker": Picker(picking[0], query, chosen) if picking else None,
            "decides": now.decides(self.page),
            "action": self._here(self._parameters),
            "back": self._back(),
            "notices": now.notices,
            "is_change": now.is_change,
            "reached": now.visit.reached,
            "is_again": not picking and not now.is_change and self._is_answered_in_part(),
        }

    @property
    def _parameters(self) -> list[tuple[str, str]]:
        """What the form's address must say for it to be read as it was shown."""
        if self.is_one_by_one:
            return [(ONE_BY_ONE, "1")]
        alike = [field_name(self.now.household, item) for item in self.alike]
        return [(ELSEWHERE, name) for name in self.left] + [(ALIKE, name) for name in alike]

    def _whose(self, picking: list[str]) -> str:
        """Whose place is picked now; blank for the family's."""
        called = names(self.now.household)
        first = [item for item in self.page.items if field_name(self.now.household, item) in picking]
        persons = dict.fromkeys(item.person for item in (*first, *self.alike) if item.person != FAMILY)
        return "、".join(called[person] for person in persons)

    def _is_answered_in_part(self) -> bool:
        """Whether the page comes again, since a new place or child has added to it."""
        household = self.now.household
        said = [item.fact.slug in (household.answers_of(item.person) or {}) for item in self.page.items]
        return any(said) and not all(said)

    def _heading(self) -> str:
        home = str(self.now.household.family.get(RESIDENCE, ""))
        place = directory().get(self._local(home))
        return self.page.question.heading.replace("{place}", place.name if place else place_words(home))

    def _local(self, home: str) -> str:
        """How far *here* reaches: the county, or its city where only the city has rules of its own."""
        around = (home, *ancestors(home)) if is_code(home) else ()
        with_rules = (code for code in around if level(code) in ("county", "prefecture") and self._grants(code))
        return next(with_rules, home)

    def _grants(self, code: str) -> bool:
        return bool(self.now.catalogue.benefits_of(code))

    def _back(self) -> str:
        """The page before: the answers, the last question answered before this one, or the start."""
        if self.now.is_change:
            return reverse("benefits:answers")
        return previous(self.now, self.page)


def previous(now: Turn, page: Page) -> str:
    """The address of the last answered question that stands before this one, or of the start page."""
    before = [one for one in now.interview.answered() if one.question.order < page.question.order]
    return question_address(before[-1].question) if before else reverse("benefits:start")
