"""Fields for numbers, spans and the values of conditions, as officers write them; see `benefits.words.values`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from benefits.models import Fact
from benefits.rules.facts import FactType
from benefits.rules.model import Scalar
from benefits.rules.terms import Operator
from benefits.words import values
from benefits.words.values import written_span

_LONGEST = 20


def options_of(fact: Fact | None) -> dict[str, str]:
    """The names of a fact's options by their values."""
    return {one.value: one.label for one in fact.options.all()} if fact else {}


def read_value(text: str, fact: Fact, op: Operator) -> Scalar | list[str] | None:
    """What an officer's text says of a fact. Raises ValidationError."""
    try:
        return values.read_value(text, FactType(fact.type), op, options_of(fact))
    except ValueError as error:
        raise ValidationError(str(error)) from error


def written_value(value: Any, fact: Fact | None) -> str:
    """A stored value as `read_value` reads it back."""
    return values.written_value(value, options_of(fact))


class NumberField(forms.FloatField):
    """A number that is shown as it was typed: 600, not 600.0."""

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value


class SpanField(forms.CharField):
    """A span, shown and typed in Chinese; ``lengths`` allows 按天数 as well."""

    def __init__(self, *, lengths: bool = False, **options: Any) -> None:
        self.lengths = lengths
        super().__init__(widget=forms.TextInput(attrs={"size": 8}), max_length=_LONGEST, **options)

    def prepare_value(self, value: Any) -> Any:
        return written_span(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The span as records write it. Raises ValidationError."""
        text: str = super().clean(value)
        try:
            return values.read_span(text, lengths=self.lengths) if text else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return written_span(initial or "") != written_span((data or "").strip())
