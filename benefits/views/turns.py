"""One request of a family: the day, what is in force, the answers it came with, and the interview about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from benefits.editions.catalogue import Catalogue, catalogue
from benefits.forms.questions import Answer
from benefits.households import cookie
from benefits.households.cookie import EXPIRED, NONE_HERE, NOTICES, Visit
from benefits.questionnaire.changes import settled, with_topics
from benefits.questionnaire.interview import Interview, places
from benefits.questionnaire.page import Page
from benefits.rules.facts import Form, Question
from benefits.rules.given import RESIDENCE
from benefits.rules.household import Household
from benefits.rules.model import Benefit
from benefits.today import today

FROM: Final = "from"
ANSWERS: Final = "answers"
"""``?from=answers`` marks a page that was opened to change an answer, and leads back there."""

MOST_NAMED: Final = 6


@dataclass(frozen=True)
class Turn:
    """What a view of the questionnaire works with."""

    request: HttpRequest
    as_of: date
    catalogue: Catalogue
    visit: Visit

    @property
    def household(self) -> Household:
        return self.visit.household

    @cached_property
    def interview(self) -> Interview:
        """The questions for the answers so far."""
        plan = self.catalogue.plan_for(places(self.household))
        return Interview(plan, self.catalogue.questions(), self.household, self.as_of, self.catalogue.everywhere)

    @property
    def has_begun(self) -> bool:
        """Whether it is known where the family lives, without which nothing else can be asked."""
        return RESIDENCE in self.household.family

    @property
    def is_change(self) -> bool:
        """Whether an answer is being changed from the answers page."""
        return self.request.GET.get(FROM) == ANSWERS

    @property
    def notices(self) -> list[str]:
        """What the family is told once, at the top of the page."""
        lost = [NOTICES[self.visit.notice]] if self.visit.notice else []
        return lost + ([self._dropped()] if self.visit.dropped else [])

    def _dropped(self) -> str:
        labels = [self.catalogue.facts()[slug].label for slug in self.visit.dropped if slug in self.catalogue.facts()]
        more = f"等{len(labels)}项" if len(labels) > MOST_NAMED else ""
        named = "、".join(f"“{label}”" for label in labels[:MOST_NAMED])
        return f"您改了前面的回答，{named}{more}不再适用，已经清除；还用得上的会再问您。"

    def decides(self, page: Page) -> tuple[Benefit, ...]:
        """The benefits that a page decides; of one that is answered, those it decided before."""
        blank = self.household
        for item in page.items:
            blank = blank.with_answer(item.fact.slug, item.person, None)
        if page.question.form is Form.CHILDREN:
            blank = replace(blank, children=None)
        if blank == self.household:
            return page.decides
        interview = self.interview
        before = Interview(interview.plan, interview.questions, blank, self.as_of, interview.everywhere)
        return before.page(page.question.slug).decides

    def changed(self, household: Household) -> Visit:
        """The visit with these answers instead, without those that they make meaningless."""
        household, dropped = settled(self.household, household, self.catalogue.facts(), self.as_of)
        return replace(self.visit, household=household, dropped=dropped, notice="")

    def answered(self, answers: Collection[Answer]) -> Visit:
        """The visit with these answers added."""
        household = self.household
        for answer in answers:
            household = household.with_answer(answer.fact, answer.person, answer.value)
        household = with_topics(
            household, self.catalogue.facts(), (answer.ask for answer in answers if answer.value is not None)
        )
        visit = self.changed(household)
        given = {answer.fact for answer in answers}
        return replace(visit, dropped=tuple(slug for slug in visit.dropped if slug not in given))

    @property
    def onward(self) -> str:
        """Where an answered page leads: to the next question, to the results, or back to the answers."""
        if self.is_change:
            return reverse("benefits:answers")
        page = self.interview.next_page()
        return question_address(page.question) if page else reverse("benefits:results")

    def address(self, address: str, parameters: Iterable[tuple[str, str]] = ()) -> str:
        """The address with these parameters, and with where this page leads back to."""
        back = [(FROM, ANSWERS)] if self.is_change else []
        pairs = [*back, *parameters]
        return f"{address}?{urlencode(pairs)}" if pairs else address


def turn(request: HttpRequest) -> Turn:
    """The turn that a request is."""
    as_of = today()
    held = catalogue(as_of)
    return Turn(request, as_of, held, cookie.read(request, held.facts()))


def question_address(question: Question) -> str:
    """The page of a question."""
    if question.form is Form.CHILDREN:
        return reverse("benefits:children")
    return reverse("benefits:question", args=[question.slug])


def lead(to: str, visit: Visit) -> HttpResponseRedirect:
    """Lead on after an answer, keeping the visit. Raises CookieFullError."""
    response = redirect(to)
    cookie.save(response, visit)
    return response


def lead_onward(now: Turn, visit: Visit) -> HttpResponseRedirect:
    """Lead to what comes after an answer, keeping the visit that it made. Raises CookieFullError."""
    after = replace(now, visit=visit)
    to = after.onward
    reached = visit.reached if after.is_change else max(visit.reached, after.interview.progress)
    return lead(to, replace(visit, reached=reached))


def begin_again(now: Turn, *, seeks_answers: bool = False) -> HttpResponseRedirect:
    """Lead to the first question; whoever was in the middle of it, or seeks what was made of answers, is told why."""
    to = reverse("benefits:check")
    notice = EXPIRED if now.request.method == "POST" else NONE_HERE if seeks_answers else ""
    if notice and not now.visit.notice:
        return lead(to, replace(now.visit, notice=notice))
    return redirect(to)
