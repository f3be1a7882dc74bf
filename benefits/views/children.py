"""The list of children, made one child at a time.

Until it is finished for the first time it is a draft of the visit; later each change counts at once.
Every form says which child it was shown for, so that a double submit or another tab's page never
changes another child.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from benefits.forms import ChildForm
from benefits.households import cookie
from benefits.households.cookie import CookieFullError, Visit
from benefits.households.format import MOST_CHILDREN
from benefits.rules.facts import Form, Question
from benefits.rules.given import BIRTH, DECEASED, OURS, RELATION
from benefits.rules.household import Answers, Household
from benefits.views.questions import TOO_MUCH, previous
from benefits.views.shell import respond
from benefits.views.turns import Turn, begin_again, lead, lead_onward, turn
from benefits.words.answers import answer_words
from benefits.words.persons import described

P = ParamSpec("P")
ALL, NONE = "all", "none"
_PROBLEMS = {
    ALL: "还没有填孩子。有孩子就先添加；没有孩子，请选“没有孩子”。",
    NONE: "名单里已经有孩子。没有孩子的话，请先把名单里的删掉。",
}


def at_the_list(
    view: Callable[Concatenate[Builder, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view of the list of children: it is given the builder, once it is known where the family lives."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = turn(request)
        return view(Builder(now), *args, **kwargs) if now.has_begun else begin_again(now)

    return wrapped


@at_the_list
def listing(builder: Builder) -> HttpResponse:
    """The children so far, and whether these are all; while there is none, the form of the first."""
    if builder.posted is None:
        return builder.show_list() if builder.children else builder.show_child(builder.new_form(), None)
    said = builder.posted.get("done", "")
    if said in _PROBLEMS and (said == ALL) == bool(builder.children):
        return lead_onward(builder.now, builder.finished())
    problem = _PROBLEMS.get(said, _PROBLEMS[ALL])
    return builder.show_list(problem) if builder.children else builder.show_child(builder.new_form(), None, problem)


@at_the_list
def add(builder: Builder) -> HttpResponse:
    """One child more, or several born at once."""
    if len(builder.children) >= MOST_CHILDREN:
        return redirect(builder.list_address)
    form = builder.new_form(builder.posted)
    if builder.ends_here and form.is_untouched:
        return lead_onward(builder.now, builder.finished())
    if not form.is_valid():
        return builder.show_child(form, None)
    twice = not builder.is_current and form.child() in builder.told
    room = MOST_CHILDREN - len(builder.children)
    return builder.keep(form, None, builder.children if twice else (*builder.children, *form.siblings[:room]))


@at_the_list
def edit(builder: Builder, index: int) -> HttpResponse:
    """Another date or relation for one child; what else was answered of it stays."""
    if not builder.has(index):
        return redirect(builder.list_address)
    child = builder.children[index]
    form = ChildForm(builder.question, builder.now.as_of, child, builder.posted)
    if not form.is_valid():
        return builder.show_child(form, index)
    rest = {slug: value for slug, value in child.items() if slug != DECEASED}
    others = (*builder.children[:index], *builder.children[index + 1 :])
    return builder.keep(form, index, (*others, {**rest, **form.child()}))


@at_the_list
def add_twin(builder: Builder, index: int) -> HttpResponse:
    """One more child born on the same day, of the same parents; only opened, not sent, it leads to the list."""
    is_fresh = builder.is_current and len(builder.children) < MOST_CHILDREN
    if not builder.has(index) or not is_fresh:
        return redirect(builder.list_address)
    twin = {slug: value for slug, value in builder.children[index].items() if slug in (BIRTH, RELATION)}
    try:
        return lead(builder.list_address, builder.listed((*builder.children, twin)))
    except CookieFullError:
        return builder.show_list(TOO_MUCH)


@at_the_list
def remove(builder: Builder, index: int) -> HttpResponse:
    """Takes one child off the list, once that is confirmed."""
    if not builder.has(index):
        return redirect(builder.list_address)
    if builder.posted is None:
        line = builder.lines[index]
        return builder.show("questions/remove_child.html", {"child": line, "heading": f"删除{line.name}吗？"})
    left = (*builder.children[:index], *builder.children[index + 1 :])
    return lead(builder.list_address, builder.listed(left))


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One child as the list shows it. *born* tells it from another child of the same number."""

    index: int
    name: str
    detail: str
    born: str
    deceased: bool


@dataclass(frozen=True)
class Builder:
    """One turn at the list of children."""

    now: Turn

    @property
    def posted(self) -> QueryDict | None:
        """What was sent, if anything was."""
        return self.now.request.POST if self.now.request.method == "POST" else None

    @property
    def is_current(self) -> bool:
        """Whether the form that was sent was shown beside as many children as there are now."""
        return self.now.request.POST.get("after") == str(len(self.children))

    @property
    def question(self) -> Question:
        """The question whose answer the list is."""
        return next(one for one in self.now.interview.questions if one.form is Form.CHILDREN)

    @property
    def children(self) -> tuple[Answers, ...]:
        return self.now.visit.children

    @property
    def told(self) -> list[Answers]:
        """What the list itself tells of each child."""
        slugs = {fact.slug for fact in self.question.facts}
        return [{slug: value for slug, value in child.items() if slug in slugs} for child in self.children]

    @property
    def list_address(self) -> str:
        return self.now.address(reverse("benefits:children"))

    @property
    def lines(self) -> list[ChildLine]:
        names = described(Household(children=self.children), self.now.as_of)
        relation = next(fact for fact in self.question.facts if fact.slug == RELATION)
        return [
            ChildLine(
                index=index,
                name=names[f"child:{index}"],
                detail=answer_words(relation, child.get(RELATION, OURS)) + _gone(child),
                born=_born(child),
                deceased=child.get(DECEASED) is True,
            )
            for index, child in enumerate(self.children)
        ]

    def has(self, index: int) -> bool:
        """Whether there is such a child, and a posted form was shown for this one."""
        if index >= len(self.children):
            return False
        request = self.now.request
        return request.method != "POST" or request.POST.get("born") == _born(self.children[index])

    def listed(self, children: Sequence[Answers]) -> Visit:
        """The visit with these children, in the order of their births."""
        ordered = tuple(sorted(children, key=_born))
        if self.now.household.children is None:
            return replace(self.now.visit, draft=ordered)
        return self.now.changed(replace(self.now.household, children=ordered))

    def finished(self) -> Visit:
        """The visit whose children are those of the list, and no more."""
        return replace(self.now.changed(replace(self.now.household, children=self.children)), draft=None)

    @property
    def is_first_time(self) -> bool:
        """Whether the list is being made, and was never finished."""
        return self.now.household.children is None and not self.now.is_change

    @property
    def ends_here(self) -> bool:
        """Whether the family says that there is no child beside those listed and the one of the form, if any."""
        return self.is_first_time and bool(self.children) and self.now.request.POST.get("then") == "done"

    def new_form(self, posted: QueryDict | None = None) -> ChildForm:
        """The form of a child that is not on the list yet."""
        return ChildForm(self.question, self.now.as_of, posted=posted)

    def keep(self, form: ChildForm, index: int | None, children: Sequence[Answers]) -> HttpResponse:
        """Keep these children and lead on as was asked; show the form again if they do not fit into the cookie."""
        visit = self.listed(children)
        try:
            match self.now.request.POST.get("then") if self.is_first_time else None:
                case "done":
                    after = replace(self.now, visit=visit)
                    return lead_onward(after, Builder(after).finished())
                case "more":
                    return lead(reverse("benefits:add-child"), visit)
                case _:
                    return lead(self.list_address, visit)
        except CookieFullError:
            form.add_error(None, TOO_MUCH)
            return self.show_child(form, index)

    def show_list(self, problem: str = "") -> HttpResponse:
        """The list, with what is wrong with finishing it now."""
        context = {
            "heading": self.question.heading,
            "children": self.lines,
            "may_add": len(self.children) < MOST_CHILDREN,
            "most": MOST_CHILDREN,
            "problems": [("add-child", problem)] if problem else [],
            "back": self._before,
            "reached": self.now.visit.reached,
        }
        return self.show("questions/children.html", context)

    def show_child(self, form: ChildForm, index: int | None, problem: str = "") -> HttpResponse:
        """The form of one child, or of a new one; the form of the first stands for the list."""
        child = None if index is None else self.lines[index]
        problems = [("birth-year", problem)] if problem else form.problems if form.is_bound else []
        heading = f"修改{child.name}" if child else "添加一个孩子" if self.children else self.question.heading
        context = {
            "form": form,
            "child": child,
            "heading": heading,
            "problems": problems,
            "here": self.now.address(reverse("benefits:add-child"))
            if child is None
            else self.now.request.get_full_path(),
            "listed": self.lines,
            "is_first_time": self.is_first_time or not self.children,
            "back": self.list_address if self.children else self._before,
            "reached": self.now.visit.reached if self.is_first_time else None,
        }
        return self.show("questions/child.html", context)

    @property
    def _before(self) -> str:
        """The page before the list."""
        page = self.now.interview.page(self.question.slug)
        return reverse("benefits:answers") if self.now.is_change else previous(self.now, page)

    def show(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """A page of the list."""
        common = {
            "question": self.question,
            "section": self.question.section,
            "count": len(self.children),
            "notices": self.now.notices,
            "is_change": self.now.is_change,
            "list_address": self.list_address,
            "suffix": self.now.address(""),
            "here": self.now.request.get_full_path(),
            "decides": self.now.decides(self.now.interview.page(self.question.slug)),
            "back": self.list_address,
            "problems": [],
            "reached": None,
        }
        response = respond(self.now.request, template, common | context)
        cookie.renew(response, self.now.visit)
        if self.now.request.method == "POST":
            response["HX-Push-Url"] = "false"
        return response


def _born(child: Answers) -> str:
    return str(child[BIRTH])


def _gone(child: Answers) -> str:
    return "，已经离世" if child.get(DECEASED) is True else ""
