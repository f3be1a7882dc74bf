"""The page on which an officer checks what the splitter made of a document, and puts it right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from benefits.admin.base import DeskAdmin
from benefits.desk import deeds
from benefits.desk.outlining import Change, change_outline, correct_text, state_of
from benefits.desk.starting import sentences
from benefits.documents import Clause, Split
from benefits.documents.editing import (
    LONGEST_TITLE,
    EditingError,
    Row,
    cuts,
    divide,
    flat,
    merge,
    move,
    parents,
    retitle,
    seams,
    settle,
)
from benefits.documents.uploads.reading import MOST_CHARACTERS
from benefits.models import Clause as ClauseRow
from benefits.models import Did, Document
from benefits.records import read_document
from benefits.today import today

TOP = "-"
"""In place of an anchor: at the top, below no clause."""

_DEEPEST = 5

_DONE = {
    "merge": "已并入上一条",
    "divide": "已断开",
    "retitle": "已改小标题",
    "move": "已移动",
    "settle": "疑点已核对",
    "reword": "原文已订正",
}


class OutlineForm(forms.Form):
    """One change to one clause. ``state`` is what the officer saw; the other fields belong to single operations."""

    state = forms.CharField()
    operation = forms.ChoiceField(choices=list(_DONE.items()))
    title = forms.CharField(required=False, max_length=LONGEST_TITLE)
    at = forms.IntegerField(required=False)
    parent = forms.CharField(required=False)
    text = forms.CharField(required=False, max_length=MOST_CHARACTERS)

    def change(self, anchor: str, source: str) -> Change:
        """What is to be done to the clause with this anchor; ``source`` is the document's text."""
        given = self.cleaned_data
        changes: dict[str, Change] = {
            "merge": lambda split, _: merge(split, anchor),
            "divide": lambda split, _: divide(split, anchor, -1 if given["at"] is None else given["at"], source),
            "retitle": lambda split, cited: retitle(split, anchor, given["title"], cited),
            "move": lambda split, cited: move(split, anchor, _parent(given["parent"]), cited),
            "settle": lambda split, _: settle(split, anchor),
        }
        return changes[given["operation"]]


def _parent(given: str) -> str | None:
    return None if given == TOP else given


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause's text and, unless it is the last, the offset at which it ends."""

    text: str
    end: int | None


class ClausePages(DeskAdmin):
    """Adds the page to the admin of documents."""

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and this one before them."""
        page = self.admin_site.admin_view(self.clauses_view)
        return [path("<slug:slug>/clauses/", page, name="benefits_document_clauses"), *super().get_urls()]

    def clauses_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The text and the tree side by side; a clause that was chosen can be changed."""
        row = get_object_or_404(self.get_queryset(request), pk=slug)
        self.check_has(request, "view", row)
        if request.method != "POST":
            return self._clauses_page(request, row)
        self.check_has(request, "change", row)
        form = OutlineForm(request.POST)
        anchor = request.GET.get("clause", "")
        if not form.is_valid():
            return self._clauses_page(request, row, error="；".join(_messages(form)))
        given, by = form.cleaned_data, request.user.get_username()
        try:
            if given["operation"] == "reword":
                return self._corrected(request, row, anchor, given)
            after = change_outline(slug, given["state"], form.change(anchor, row.source), by=by, on=today())
        except EditingError as error:
            return self._clauses_page(request, Document.objects.get(pk=slug), error=str(error))
        return self._changed(request, row, given["operation"], anchor, after)

    def _corrected(
        self, request: HttpRequest, row: Document, anchor: str, given: dict[str, Any]
    ) -> HttpResponseRedirect:
        """Put the text of a clause right, write down both wordings, and name the benefits that quote the old one."""
        by = request.user.get_username()
        before = read_document(row).split.at(anchor)
        lost = correct_text(row.pk, given["state"], anchor, given["text"], by=by, on=today())
        change = deeds.Change(
            where=before.label if before else anchor,
            field="正文",
            before=before.text if before else "",
            after=given["text"],
        )
        deeds.record_row(request.user, Did.CHANGED, row, changes=[change])
        messages.success(request, "原文已订正。")
        if lost:
            messages.warning(request, f"这些福利的引文要跟着改：{'、'.join(lost)}。")
        return HttpResponseRedirect(clause_address(row.pk, anchor))

    def _changed(
        self, request: HttpRequest, row: Document, operation: str, anchor: str, after: Split
    ) -> HttpResponseRedirect:
        """Say and write down what was done, and show the clause again, or the one that took it up."""
        done = f"{_DONE[operation]}：{anchor}"
        deeds.record_row(request.user, Did.CHANGED, row, note=done)
        messages.success(request, f"{_DONE[operation]}。全文核对过，一字不少。")
        shown = anchor if after.at(anchor) else ""
        return HttpResponseRedirect(clause_address(row.pk, shown))

    def _clauses_page(self, request: HttpRequest, row: Document, error: str = "") -> HttpResponse:
        split = read_document(row).split
        rows = flat(split)
        chosen = split.at(request.GET.get("clause", ""))
        writes = self.has_change_permission(request, row)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "核对条款",
            "document": row,
            "rows": [(one.clause, min(one.depth, _DEEPEST)) for one in rows],
            "doubtful": sum(bool(one.clause.doubts) for one in rows),
            "chosen": chosen,
            "state": state_of(split),
            "writes": writes,
            "error": error,
            "panel": _panel(split, rows, chosen, row) if chosen else None,
        }
        return render(request, "admin/benefits/documents/clauses.html", context)


def clause_address(slug: str, anchor: str = "") -> str:
    """The page of a document's clauses, with one chosen."""
    address = reverse("admin:benefits_document_clauses", args=[slug])
    return f"{address}?clause={anchor}#text-{anchor}" if anchor else address


def _messages(form: forms.Form) -> list[str]:
    return [str(message) for found in form.errors.values() for message in found]


def _panel(split: Split, rows: list[Row], chosen: Clause, row: Document) -> dict[str, Any]:
    """What can be done with the chosen clause."""
    by_anchor = {one.clause.anchor: one.clause for one in rows}
    order = list(by_anchor)
    place = order.index(chosen.anchor)
    edges = [0, *sorted({*cuts(chosen.text), *seams(chosen.text, row.source)}), len(chosen.text)]
    key = ClauseRow.objects.filter(document=row, anchor=chosen.anchor).values_list("pk", flat=True).first()
    if key is None:
        raise Http404
    return {
        "before": by_anchor[order[place - 1]] if place else None,
        "after": by_anchor[order[place + 1]] if place + 1 < len(order) else None,
        "pieces": [
            Piece(chosen.text[start:end], end if end < len(chosen.text) else None) for start, end in pairwise(edges)
        ],
        "parents": [(one or TOP, by_anchor[one] if one else None) for one in parents(split, chosen.anchor)],
        "parent": _parent_of(split, chosen.anchor),
        "key": key,
        "sentences": sentences(chosen.text),
        "longest_title": LONGEST_TITLE,
    }


def _parent_of(split: Split, anchor: str) -> str:
    """The anchor of the clause above, or TOP."""
    holders = (one.anchor for one in split.walk() if any(child.anchor == anchor for child in one.children))
    return next(holders, TOP)
