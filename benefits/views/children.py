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
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from benefits.forms import ChildForm
from benefits.households import cookie
from benefits.households.cookie import CookieFullError, Visit
from benefits.households.format import MOST_CHILDREN
from benefits.rules.facts import Form, Question
from benefits.rules.household import Answers, Household
from benefits.views.questions import TOO_MUCH, previous
from benefits.views.turns import Turn, begin_again, lead, turn
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
    """The children so far, and whether these are all."""
    if builder.posted is None:
        return builder.show_list()
    said = builder.posted.get("done", "")
    if said not in _PROBLEMS or (said == ALL) != bool(builder.children):
        return builder.show_list(_PROBLEMS.get(said, _PROBLEMS[ALL]))
    return lead(builder.now.onward(), builder.finished())


@at_the_list
def add(builder: Builder) -> HttpResponse:
    """One child more."""
    if len(builder.children) >= MOST_CHILDREN:
        return lead(builder.list_address, builder.now.visit)
    form = ChildForm(builder.question, builder.now.as_of, posted=builder.posted)
    if not form.is_valid():
        return builder.show_child(form, index=None)
    twice = not builder.is_current and form.child() in builder.told
    return builder.keep(form, None, builder.children if twice else (*builder.children, form.child()))


@at_the_list
def edit(builder: Builder, index: int) -> HttpResponse:
    """Another date or relation for one child; what else was answered of it stays."""
    if not builder.has(index):
        return lead(builder.list_address, builder.now.visit)
    child = builder.children[index]
    form = ChildForm(builder.question, builder.now.as_of, child, builder.posted)
    if not form.is_valid():
        return builder.show_child(form, index)
    rest = {slug: value for slug, value in child.items() if slug != "deceased"}
    others = (*builder.children[:index], *builder.children[index + 1 :])
    return builder.keep(form, index, (*others, {**rest, **form.child()}))


@at_the_list
def add_twin(builder: Builder, index: int) -> HttpResponse:
    """One more child born on the same day, of the same parents; only opened, not sent, it leads to the list."""
    is_fresh = builder.is_current and len(builder.children) < MOST_CHILDREN
    if not builder.has(index) or not is_fresh:
        return lead(builder.list_address, builder.now.visit)
    twin = {slug: value for slug, value in builder.children[index].items() if slug in ("birth", "relation")}
    try:
        return lead(builder.list_address, builder.listed((*builder.children, twin)))
    except CookieFullError:
        return builder.show_list(TOO_MUCH)


@at_the_list
def remove(builder: Builder, index: int) -> HttpResponse:
    """Takes one child off the list, once that is confirmed."""
    if not builder.has(index):
        return lead(builder.list_address, builder.now.visit)
    if builder.posted is None:
        line = builder.lines[index]
        return builder.show("benefits/questions/remove_child.html", {"child": line, "heading": f"删除{line.name}吗？"})
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
        relation = next(fact for fact in self.question.facts if fact.slug == "relation")
        return [
            ChildLine(
                index=index,
                name=names[f"child:{index}"],
                detail=answer_words(relation, child.get("relation", "ours")) + _gone(child),
                born=_born(child),
                deceased=child.get("deceased") is True,
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

    def keep(self, form: ChildForm, index: int | None, children: Sequence[Answers]) -> HttpResponse:
        """Keep these children and show the list; the form again if they do not fit into the cookie."""
        try:
            return lead(self.list_address, self.listed(children))
        except CookieFullError:
            form.add_error(None, TOO_MUCH)
            return self.show_child(form, index)

    def show_list(self, problem: str = "") -> HttpResponse:
        """The list, with what is wrong with finishing it now."""
        page = self.now.interview.page(self.question.slug)
        reached = max(self.now.visit.reached, self.now.interview.progress)
        context = {
            "children": self.lines,
            "may_add": len(self.children) < MOST_CHILDREN,
            "most": MOST_CHILDREN,
            "problems": [("add-child", problem)] if problem else [],
            "decides": self.now.decides(page),
            "back": reverse("benefits:answers") if self.now.is_change else previous(self.now, page),
            "reached": reached,
        }
        return self.show("benefits/questions/children.html", context, replace(self.now.visit, reached=reached))

    def show_child(self, form: ChildForm, index: int | None) -> HttpResponse:
        """The form of one child, or of a new one."""
        child = None if index is None else self.lines[index]
        heading = f"修改{child.name}" if child else "添加一个孩子"
        problems = form.problems if form.is_bound else []
        context = {"form": form, "child": child, "heading": heading, "problems": problems}
        return self.show("benefits/questions/child.html", context)

    def show(self, template: str, context: dict[str, Any], visit: Visit | None = None) -> HttpResponse:
        """A page of the list."""
        common = {
            "question": self.question,
            "count": len(self.children),
            "notices": self.now.notices,
            "is_change": self.now.is_change,
            "list_address": self.list_address,
            "suffix": self.now.address(""),
            "back": self.list_address,
            "problems": [],
            "reached": None,
        }
        response = render(self.now.request, template, common | context)
        cookie.renew(response, (visit or self.now.visit).told())
        if self.now.request.method == "POST":
            response["HX-Push-Url"] = "false"
        return response


def _born(child: Answers) -> str:
    return str(child["birth"])


def _gone(child: Answers) -> str:
    return "，已经离世" if child.get("deceased") is True else ""
