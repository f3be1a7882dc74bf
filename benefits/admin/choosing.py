"""Fields in which an officer chooses a fact or a document, quick to draw however many rows a page has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from benefits.models import Fact
from benefits.rules.comparisons import FITTING, PLACES, SPANS
from benefits.rules.facts import FactType
from benefits.words.labels import label
from benefits.words.values import SEVERAL

_OPERATORS = {
    str(kind): [{"value": str(op), "label": label(op), "takes": "none"} for op in fitting]
    for kind, fitting in FITTING.items()
}
for _operators in _OPERATORS.values():
    for _one in _operators:
        _op = _one["value"]
        _one["takes"] = "none" if _op in PLACES else "span" if _op in SPANS else "several" if _op in SEVERAL else "one"


class Facts:
    """All facts that a condition may read, as of one request: two queries, however many rows are drawn."""

    @cached_property
    def by_slug(self) -> Mapping[str, Fact]:
        """The facts in the order in which they are asked, with their questions and options."""
        found = Fact.objects.select_related("question").prefetch_related("options")
        return {fact.slug: fact for fact in found.order_by("question__order", "question__slug", "position")}

    @cached_property
    def options(self) -> SafeString:
        """The choices of a select, by the section of the question."""
        groups = groupby(self.by_slug.values(), key=lambda fact: fact.question.section)
        drawn = [(section, self._drawn(list(facts))) for section, facts in groups]
        return format_html_join("", '<optgroup label="{}">{}</optgroup>', drawn)

    def _drawn(self, facts: Sequence[Fact]) -> SafeString:
        named = ((fact.slug, fact.label) for fact in facts)
        return format_html_join("", '<option value="{}">{}</option>', named)

    @cached_property
    def as_json(self) -> str:
        """What the script that draws a row's value has to know of facts and operators."""
        facts = {
            slug: {"type": fact.type, "options": [[one.value, one.label] for one in fact.options.all()]}
            for slug, fact in self.by_slug.items()
        }
        return json.dumps({"facts": facts, "operators": _OPERATORS}, ensure_ascii=False)


class FactSelect(forms.Select):
    """A select whose choices are drawn once for all rows."""

    facts: Facts

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """The select, with the fact chosen; one that is gone stands there by its id."""
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        inner = format_html('<option value=""{}>{}</option>', "" if value else mark_safe(" selected"), "---------")
        inner += self._selected(value)
        listed = format_html_join("", ' {}="{}"', ((key, given) for key, given in attributes.items() if given))
        return format_html("<select{}>{}</select>", listed, inner)

    def _selected(self, value: Any) -> SafeString:
        if value and value not in self.facts.by_slug:
            gone = format_html('<option value="{}" selected>{}（已经没有）</option>', value, value)
            return gone + self.facts.options
        mark = format_html('<option value="{}">', value)
        return mark_safe(self.facts.options.replace(mark, f"{mark[:-1]} selected>") if value else self.facts.options)  # noqa: S308 - escaped where it was drawn


class FactField(forms.Field):
    """A fact by its id. `within` gives it the facts of the request."""

    widget = FactSelect

    def __init__(self, *, types: Sequence[FactType] = (), **options: Any) -> None:
        self.facts = Facts()
        self.types = types
        super().__init__(**{"required": False, **options})

    def within(self, facts: Facts) -> None:
        """Take the facts that were read for the whole page."""
        self.facts = self.widget.facts = facts

    def clean(self, value: Any) -> Fact | None:
        """The fact. Raises ValidationError if there is none of that id."""
        if not value:
            return None
        fact = self.facts.by_slug.get(value)
        if fact is None:
            raise ValidationError(f"已经没有“{value}”这项事实，可能被删去了；请另选一项。")
        if self.types and fact.type not in self.types:
            kinds = "、".join(label(kind) for kind in self.types)
            raise ValidationError(f"“{fact.label}”不能用在这里；请选类型是“{kinds}”的事实。")
        return fact

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != (data or "")


def share_facts(form: forms.BaseForm, facts: Facts | None) -> Facts:
    """Give the form's fields the facts that were read for the whole page; without any, they are read now."""
    facts = facts or Facts()
    for field in form.fields.values():
        if isinstance(field, FactField):
            field.within(facts)
    return facts
