"""Values as officers write them: 是, 2, 36个月, 2023-01-01, or options by name; read and written here alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from benefits.models import Fact
from benefits.rules.comparisons import PLACES, SPANS
from benefits.rules.facts import FactType
from benefits.rules.terms import Operator

Value = bool | int | str | list[str]

SEVERAL = (Operator.IN, Operator.NOT_IN)
"""Operators that take one option or more."""

_TRUTHS = {"是": True, "true": True, "否": False, "false": False}
_SPAN = re.compile(r"(\d{1,5})\s*(个?月|months?|天|日|days?)")
_SEPARATORS = re.compile(r"[、,，\s]+")
LENGTH, LENGTH_WORDS = "length", "按天数"
"""An end of a run: when the days of the lines are used up."""


def read_value(text: str, fact: Fact, op: Operator) -> Value | None:
    """What an officer's text says of a fact. Raises ValidationError, in Chinese, saying how it is to be written."""
    if op in PLACES:
        if text:
            raise ValidationError("“在本地”“不在本地”不用填值。")
        return None
    if op in SPANS:
        return read_span(text)
    if fact.type == FactType.CHOICE:
        return _read_options(text, fact, several=op in SEVERAL)
    readers: dict[str, Callable[[str], Value]] = {
        FactType.YESNO: _read_truth,
        FactType.NUMBER: _read_number,
        FactType.DATE: _read_day,
    }
    return readers[fact.type](text)


def _read_truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise ValidationError("请填“是”或“否”。")
    return _TRUTHS[text]


def _read_number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValidationError("请填整数。")
    return int(text)


def _read_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ValidationError("请填日期，如 2023-01-01。") from error


def read_span(text: str) -> str:
    """A span as records write it. Raises ValidationError."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValidationError("请填时长，如 36个月 或 188天。")
    return f"{found[1]} {'months' if found[2][0] in '个月m' else 'days'}"


def _read_options(text: str, fact: Fact, *, several: bool) -> Value:
    names = {one.label: one.value for one in fact.options.all()}
    given = [part for part in _SEPARATORS.split(text) if part]
    if text in names:
        given = [text]
    strange = [one for one in given if one not in names and one not in names.values()]
    if strange or not given or (len(given) > 1 and not several):
        allowed = "、".join(f"{value}（{name}）" for name, value in names.items())
        raise ValidationError(f"请从这些选项里填{'一个或几个' if several else '一个'}：{allowed}。")
    values = [names.get(one, one) for one in given]
    return values if several else values[0]


def written_value(value: Any, fact: Fact | None) -> str:
    """A stored value as `read_value` reads it back."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_named(one, fact) for one in value)
    if value is None:
        return ""
    if fact and fact.type == FactType.CHOICE:
        return _named(value, fact)
    return written_span(str(value))


def _named(value: Any, fact: Fact | None) -> str:
    """An option's name; its value where the name would be cut in two, or is another's value."""
    options = list(fact.options.all()) if fact else []
    name = next((one.label for one in options if one.value == value), str(value))
    taken = {one.value for one in options} | {one.label for one in options if one.value != value}
    return str(value) if _SEPARATORS.search(name) or name in taken else name


def written_span(text: str) -> str:
    """36 months as 36个月; any other text as it is."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return LENGTH_WORDS if text == LENGTH else text
    return f"{found[1]}{'个月' if found[2][0] in '个月m' else '天'}"


class NumberField(forms.FloatField):
    """A number that is shown as it was typed: 600, not 600.0."""

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value


class SpanField(forms.CharField):
    """A span, shown and typed in Chinese; ``lengths`` allows 按天数 as well."""

    def __init__(self, *, lengths: bool = False, **options: Any) -> None:
        self.lengths = lengths
        options.pop("max_length", None)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return written_span(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The span as records write it. Raises ValidationError."""
        text: str = super().clean(value)
        if self.lengths and text in (LENGTH, LENGTH_WORDS):
            return LENGTH
        return read_span(text) if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return written_span(initial or "") != written_span((data or "").strip())
