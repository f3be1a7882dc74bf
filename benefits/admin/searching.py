"""Lists of many thousand records: searched by an index of characters, filtered by region one level at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from benefits.desk.permissions import rights_of
from benefits.models import Benefit
from benefits.models.searching import Characters, characters
from regions import codes
from regions.directory import directory


def matching(benefits: QuerySet[Benefit], words: str) -> QuerySet[Benefit]:
    """Those that may have all the words, by the index; the caller still looks for each word as it is written."""
    wanted = sorted({one for word in smart_split(words) for one in characters(_unquoted(word))})
    if not wanted:
        return benefits
    found: QuerySet[Benefit] = benefits.alias(characters=Characters()).filter(_having(wanted))
    return found


def _unquoted(word: str) -> str:
    """A phrase in quotation marks stands for itself, as in the stock search."""
    quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
    return unescape_string_literal(word) if quoted else word


def _having(wanted: list[str]) -> Q:
    return Q(characters__contains=wanted)


class PagedChangeList(ChangeList):
    """A list that works out the state of the rows of its page alone, not of those that come before."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of the page, found by their keys alone."""
        super().get_results(request)
        self.result_list = self.queryset.filter(pk__in=self.result_list.values("pk"))


class RegionFilter(admin.SimpleListFilter):
    """One level of regions at a time: provinces, then what lies in the one chosen, with the way back."""

    title = "地区"
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """The regions above the chosen one, itself, and those in it, as far as the account reads them."""
        chosen = self.used_parameters.get(self.parameter_name) or codes.ROOT
        rights = rights_of(request.user)
        return [(code, name) for code, name in _around(str(chosen)) if rights.can_read(code)]

    def value(self) -> str | None:
        """The code of the region chosen, if it is one."""
        given = super().value()
        return given if given and codes.is_code(given) else None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """The records of the region and of all in it: a range of codes, which an ordinary index answers."""
        code = self.value()
        if code is None:
            return queryset
        digits = codes.significant(code)
        return queryset.filter(region__code__range=(digits.ljust(6, "0"), digits.ljust(6, "9")))


def _around(code: str) -> Iterator[tuple[str, str]]:
    places = directory()
    place = places.get(code) if codes.is_code(code) else None
    if place is None:
        place, code = places.get(codes.ROOT), codes.ROOT
    above = [*reversed(places.ancestors(code)), *([place] if place else [])]
    for depth, one in enumerate(above[1:] if above and above[0].code == codes.ROOT else above):
        yield one.code, f"{'　' * depth}{one.name}"
    depth = max(len(above) - 1, 0)
    for one in places.children(code):
        yield one.code, f"{'　' * depth}{one.name}"
