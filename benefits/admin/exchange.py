"""The page on which an officer takes all records of a region away as a file, and brings them back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from benefits.content.exporting import benefits_as_yaml, questions_as_yaml
from benefits.desk import deeds
from benefits.desk.permissions import can_read, can_write, check_can_read, check_can_write, rights_of
from benefits.desk.roles import Rights
from benefits.documents.uploads import MOST_BYTES
from benefits.exchange import importing
from benefits.exchange.clauses import entry_of
from benefits.exchange.columns import OF_QUESTIONS, OF_REGION
from benefits.exchange.flat import benefit_rows, document_rows, question_rows
from benefits.exchange.mistakes import UnreadableError
from benefits.exchange.workbook import TYPE, workbook
from benefits.exchange.working import QUESTIONS, MarkedDocument, working, working_facts
from benefits.models import Benefit, Did, Document
from benefits.models.editions import EditionKind
from benefits.rules.facts import Question
from benefits.rules.model import Benefit as BenefitRecord
from benefits.today import today
from regions.directory import directory
from regions.models import Region

PAGE = "benefits_exchange"
MOST_MISTAKES = 200
"""Mistakes shown at once; with more, the file is another than was meant."""

_TEMPLATES = "admin/benefits/exchange"


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The page, the files, and the two steps of an import."""
    return [
        path("exchange/", site.admin_view(_page(exchange, site)), name=PAGE),
        path("exchange/export/", site.admin_view(_page(export, site)), name=f"{PAGE}_export"),
        path("exchange/preview/", site.admin_view(_page(preview, site)), name=f"{PAGE}_preview"),
        path("exchange/confirm/", site.admin_view(_page(confirm, site)), name=f"{PAGE}_confirm"),
    ]


def _page(view: Any, site: admin.AdminSite) -> Any:
    def page(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = view(request, site)
        return response

    return page


class ImportForm(forms.Form):
    """A file for a place."""

    place = forms.ChoiceField(label="地区")
    file = forms.FileField(label="文件（.xlsx 或 .yaml）", error_messages={"required": "请选一个文件。"})

    def __init__(self, places: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"文件超过 {MOST_BYTES // 1024**2} MB；请分几次导入。")
        return file


class ExportForm(forms.Form):
    """What is taken away, and in which form."""

    place = forms.ChoiceField(label="地区")
    file_format = forms.ChoiceField(label="格式", choices=[("xlsx", "Excel 工作簿"), ("yaml", "YAML")])

    def __init__(self, places: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


def exchange(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """The forms for both ways."""
    return _exchange(request, site, ImportForm(_writable(request)))


def _exchange(request: HttpRequest, site: admin.AdminSite, bringing: ImportForm, status: int = 200) -> HttpResponse:
    if not _readable(request):
        raise PermissionDenied("您的账号还没有地区，不能导出或导入。")
    given = {"title": "导出和导入", "taking": ExportForm(_readable(request)), "bringing": bringing}
    given |= {"may_bring": bool(_writable(request))}
    return render(request, f"{_TEMPLATES}/page.html", site.each_context(request) | given, status=status)


def export(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """The file."""
    form = ExportForm(_readable(request), request.GET)
    if not form.is_valid():
        check_can_read(request.user, _code(request.GET.get("place", "")))
        messages.error(request, "请选要导出的地区和格式。")
        return redirect(f"{site.name}:{PAGE}")
    place, kind = form.cleaned_data["place"], form.cleaned_data["file_format"]
    check_can_read(request.user, _code(place))
    of, region = (EditionKind.QUESTION, None) if place == QUESTIONS else ("region", place)
    deeds.record(request.user, Did.EXPORTED, of, place, region, note=f"{_name(place)}（{kind}）")
    content = as_workbook(place) if kind == "xlsx" else as_yaml(place).encode()
    response = HttpResponse(content, content_type=TYPE if kind == "xlsx" else "application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{place}-{today()}.{kind}"'
    return response


def as_workbook(place: str) -> bytes:
    """All records of a region, or the questions, as a workbook."""
    found, incomplete = working(place)
    told = [f"还不完整、没有导出的：{key}" for _, key in incomplete]
    if place == QUESTIONS:
        return workbook(OF_QUESTIONS, question_rows(_questions(found)), told)
    rows = chain(benefit_rows(_benefits(found), working_facts()), document_rows(_documents(found)))
    return workbook(OF_REGION, rows, told)


def as_yaml(place: str) -> str:
    """All records of a region, or the questions, as YAML."""
    found, incomplete = working(place)
    told = "".join(f"# 还不完整、没有导出的：{key}\n" for _, key in incomplete)
    if place == QUESTIONS:
        return told + questions_as_yaml(_questions(found))
    return told + benefits_as_yaml(place, _benefits(found), [entry_of(one) for one in _documents(found)])


def _questions(found: Sequence[object]) -> list[Question]:
    return [one for one in found if isinstance(one, Question)]


def _benefits(found: Sequence[object]) -> list[BenefitRecord]:
    return [one for one in found if isinstance(one, BenefitRecord)]


def _documents(found: Sequence[object]) -> list[MarkedDocument]:
    return [one for one in found if isinstance(one, MarkedDocument)]


def preview(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """What the file would change, or what is wrong with it; nothing is written."""
    if request.method != "POST":
        return redirect(f"{site.name}:{PAGE}")
    place = request.POST.get("place", "")
    check_can_write(request.user, _code(place))
    form = ImportForm(_writable(request), request.POST, request.FILES)
    if not form.is_valid():
        return _exchange(request, site, form)
    given: dict[str, Any] = {"title": "导入：先看一看", "place": _name(place), "plan": None, "mistakes": (), "more": 0}
    try:
        given["plan"] = importing.plan(form.cleaned_data["file"].read(), place)
    except UnreadableError as error:
        given |= {"mistakes": error.mistakes[:MOST_MISTAKES], "more": max(0, len(error.mistakes) - MOST_MISTAKES)}
    return render(request, f"{_TEMPLATES}/preview.html", site.each_context(request) | given)


def confirm(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """Write what was previewed, as drafts."""
    if request.method != "POST":
        return redirect(f"{site.name}:{PAGE}")
    token = request.POST.get("token", "")
    try:
        place, _, _ = importing.confirmed(token)
        check_can_write(request.user, _code(place))
        count = importing.write(request.user, token)
    except UnreadableError as error:
        for one in error.mistakes:
            messages.error(request, one.message)
        return redirect(f"{site.name}:{PAGE}")
    messages.success(request, f"已导入 {count} 项，都是草稿。发布前还要提交审核。")
    name = "question" if place == QUESTIONS else "benefit"
    return redirect(f"{site.name}:benefits_{name}_changelist")


# ---------------------------------------------------------------- places


def _code(place: str) -> str | None:
    """The region's code; None, in permissions, for the questions."""
    return None if place == QUESTIONS else place


def _name(place: str) -> str:
    if place == QUESTIONS:
        return "问题"
    found = directory().get(place)
    return found.name if found else place


def _readable(request: HttpRequest) -> list[tuple[str, str]]:
    """What the account may take away: regions with records that it reads, and the questions."""
    rights = rights_of(request.user)
    places = _named(_with_records().filter(rights.readable("code")), rights.writes)
    return [*places, (QUESTIONS, "问题（各地共用）")] if can_read(request.user, None) else places


def _writable(request: HttpRequest) -> list[tuple[str, str]]:
    rights = rights_of(request.user)
    places = _named(_own_regions(rights), frozenset())
    return [*places, (QUESTIONS, "问题（各地共用）")] if can_write(request.user, None) else places


def _own_regions(rights: Rights) -> QuerySet[Region]:
    """The regions whose drafts the account writes; without limit, those that have any."""
    if rights.unlimited:
        return _with_records()
    return Region.objects.filter(rights.writable("code"))


def _with_records() -> QuerySet[Region]:
    """The regions that have benefits or documents."""
    held = (model._default_manager.order_by().values("region").distinct() for model in (Benefit, Document))
    return Region.objects.filter(reduce(or_, (Q(code__in=codes) for codes in held)))


def _named(regions: QuerySet[Region], first: frozenset[str | None]) -> list[tuple[str, str]]:
    """Choices, those of the account's own regions first."""
    found = sorted(regions.values_list("code", "name"), key=lambda place: (place[0] not in first, place[0]))
    return [(code, f"{name}（{code}）") for code, name in found]
