"""Rows on a benefit's page, and the rows that the rows of awards have in turn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import INITIAL_FORM_COUNT, MAX_NUM_FORM_COUNT, MIN_NUM_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import InlineForeignKeyField, inlineformset_factory

from benefits.admin.choosing import Facts
from benefits.admin.forms import ConditionForm
from benefits.models import Award, Condition

if TYPE_CHECKING:
    AnyFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    AnyFormSet = forms.BaseInlineFormSet


class NewParentField(InlineForeignKeyField):
    """The record that a row belongs to, while that is new: its id may still be corrected, so the page never names it."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.initial = None

    def bound_data(self, data: Any, initial: Any) -> None:
        """Nothing, whatever an earlier page sent."""

    def clean(self, value: Any) -> Any:  # noqa: ARG002 - Django's signature
        """The record on whose page the row is, whatever an earlier page sent."""
        return self.parent_instance


class OrderedFormSet(AnyFormSet):
    """Rows in an order; one that has no number yet comes last."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The stock fields; the number may be left out."""
        super().add_fields(form, index)
        if self.instance._state.adding:
            form.fields[self.fk.name] = NewParentField(self.instance)
        if "position" in form.fields:
            form.fields["position"].required = False
            form.fields["position"].label = "次序"
            if form.instance._state.adding:
                form.initial["position"] = None

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a new row, after the others."""
        self._place(form)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Save a row that was there; without its number it moves to the end."""
        self._place(form)
        return super().save_existing(form, obj, commit)

    def _place(self, form: Any) -> None:
        if form.cleaned_data.get("position") is None:
            form.instance.position = self._next
            self._next += 1

    @cached_property
    def _next(self) -> int:
        cleaned = (form.cleaned_data.get("position") for form in self.forms if hasattr(form, "cleaned_data"))
        return max((number for number in cleaned if number is not None), default=-1) + 1


class FactFormSet(OrderedFormSet):
    """Rows that name facts, which are read once for all of them."""

    def __init__(self, *args: Any, facts: Facts | None = None, **options: Any) -> None:
        self.facts = facts or Facts()
        super().__init__(*args, **options)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """What every form is made with."""
        return super().get_form_kwargs(index) | {"facts": self.facts}


AwardConditions = inlineformset_factory(
    Award, Condition, form=ConditionForm, formset=FactFormSet, fk_name="award", extra=1
)
"""The conditions of one award."""


class AwardFormSet(FactFormSet):
    """Awards, each with the rows of its own conditions: its form has them as ``when``."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The stock fields, and the rows of the award's conditions."""
        super().add_fields(form, index)
        prefix = f"{form.prefix}-when"
        data = _managed(form.data, prefix) if form.is_bound else None
        form.when = AwardConditions(data, instance=form.instance, prefix=prefix, facts=self.facts)

    def is_valid(self) -> bool:
        """Whether the awards that stay are valid, and all their conditions."""
        valid = super().is_valid()
        kept = [form for form in self.forms if not _goes(self, form)]
        conditions = [form.when.is_valid() for form in kept if form.has_changed()]
        return valid and all(conditions)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a new award with its conditions."""
        return self._with_conditions(form, super().save_new(form, commit), commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Save an award with its conditions."""
        return self._with_conditions(form, super().save_existing(form, obj, commit), commit)

    def _with_conditions(self, form: Any, award: Award, commit: bool) -> Award:
        if commit:
            form.when.instance = award
            form.when.save()
        return award

    @property
    def conditions(self) -> list[Any]:
        """The formsets of conditions of the awards that stay."""
        return [form.when for form in self.forms if not _goes(self, form)]


def _goes(formset: Any, form: Any) -> bool:
    """Whether the row is marked to be deleted."""
    marked: bool = formset.can_delete and formset._should_delete_form(form)
    return marked


def _managed(data: Any, prefix: str) -> Any:
    """The data; where it does not speak of the rows at all, there are none."""
    if f"{prefix}-{TOTAL_FORM_COUNT}" in data:
        return data
    none: Mapping[str, str] = {
        f"{prefix}-{name}": "0"
        for name in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT, MIN_NUM_FORM_COUNT, MAX_NUM_FORM_COUNT)
    }
    return {**data.dict(), **none} if hasattr(data, "dict") else {**data, **none}
