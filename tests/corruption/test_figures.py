"""A figure of a record that is one off is noticed: hardly any needs the reference households for it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from benefits.audit.wording import check_wording
from benefits.checking.content import Content
from benefits.content.schema import benefit_from_payload, to_payload
from benefits.references.expectations import narrowed, told_by
from benefits.references.families import Reference
from benefits.rules.model import Benefit
from tests.corruption.corrupting import Loc
from tests.corruption.folders import GROUPS
from tests.corruption.noticing import noticed

_FIGURES: Final = ("value", "number", "number_to", "since", "until", "start", "end", "less", "by", "by_year", "yearly")


def one_off(payload: Any, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    """Every number, date and span of a record, one more and one less."""
    for key, value in payload.items() if isinstance(payload, dict) else enumerate(payload):
        if key in _FIGURES:
            yield from (((*loc, key), other) for other in _next_to(value))
        elif isinstance(value, (dict, list)):
            yield from one_off(value, (*loc, key))


def _next_to(value: object) -> Iterator[object]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from (other for other in (value - 1, value + 1) if other >= 0)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        yield from ((date.fromisoformat(value) + timedelta(days)).isoformat() for days in (-1, 1))
    elif isinstance(value, str) and (span := re.fullmatch(r"(\d+) (days|months)", value)):
        yield from (f"{number} {span[2]}" for number in (int(span[1]) - 1, int(span[1]) + 1) if number >= 0)


def _changed(benefit: Benefit, loc: Loc, value: object) -> Benefit:
    payload = copy.deepcopy(to_payload(benefit))
    around: Any = payload
    for part in loc[:-1]:
        around = around[part]
    around[loc[-1]] = value
    return benefit_from_payload(payload)


@pytest.mark.parametrize("region", [name[:6] for group in GROUPS for name in group])
def test_a_figure_that_is_one_off_is_noticed(region: str, content: Content, references: list[Reference]) -> None:
    quiet, total = 0, 0
    for benefit in content.benefits:
        if benefit.region != region:
            continue
        issued = [day for one in benefit.citations if (day := content.by_slug[one.document].date)]
        known = {flaw.name for flaw in check_wording(benefit, issued)}
        for loc, value in one_off(to_payload(benefit)):
            total += 1
            changed = _changed(benefit, loc, value)
            if {flaw.name for flaw in check_wording(changed, issued)} <= known:
                quiet += 1
                _check_not_silent(content, changed, references, f"{benefit.id} {loc} → {value}")
    assert total > 50
    assert quiet < total / 6


def _check_not_silent(content: Content, changed: Benefit, references: list[Reference], what: str) -> None:
    """What the wording does not give away must be noticed otherwise, or change no verdict."""
    after = replace(content, benefits=tuple(changed if one.id == changed.id else one for one in content.benefits))
    told = told_by(narrowed(after.plan, {changed.id}), references)
    if told != told_by(narrowed(content.plan, {changed.id}), references):
        assert noticed(after, references, {changed.id}, told), what
