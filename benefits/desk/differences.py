"""What a form of the admin changed, field by field, as an officer would say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceField

from benefits.desk.deeds import Change

_LONGEST = 2000
_SECRET = "password"  # noqa: S105 - the beginning of fields' names


def changes(form: forms.BaseModelForm[Any], formsets: Iterable[Any]) -> list[Change]:
    """The differences that a valid form and its inline formsets make."""
    found = list(_of_form(form, ""))
    for formset in formsets or ():
        found += _of_formset(formset)
    return found


def _of_formset(formset: Any) -> Iterator[Change]:
    name = str(formset.model._meta.verbose_name)
    removed = {id(form) for form in formset.deleted_forms}
    for form in formset.forms:
        where = f"{name} {_row(form)}".strip()
        if id(form) in removed:
            yield from _whole(form, name, gone=True)
        elif not form.instance.pk or form.instance._state.adding or _is_new(form, formset):
            yield from _whole(form, name, gone=False) if form.has_changed() else ()
        else:
            yield from _of_form(form, where)


def _is_new(form: Any, formset: Any) -> bool:
    return any(form.instance is one for one in getattr(formset, "new_objects", ()))


def _row(form: Any) -> str:
    """The words that tell an inline row from its neighbours: what it said before."""
    position = form.initial.get("position")
    return f"第{position + 1}行" if isinstance(position, int) else ""


def _whole(form: Any, name: str, *, gone: bool) -> Iterator[Change]:
    text = str(form.instance)[:_LONGEST]
    yield Change(where=name, field="", before=text if gone else "", after="" if gone else text)


def _of_form(form: Any, where: str) -> Iterator[Change]:
    for name in form.changed_data:
        field = form.fields[name]
        if name.startswith(_SECRET):
            continue
        before, after = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
        label = str(field.label or name)
        yield Change(where=where, field=label, before=said(field, before), after=said(field, after))


def said(field: forms.Field, value: Any) -> str:
    """A field's value in words: an option's or a record's name, 是 and 否, lists joined."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, ModelChoiceField):
        return _name(field, value)
    if isinstance(value, list | tuple | set):
        return "、".join(str(one) for one in value)[:_LONGEST]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    options = dict(_flat(getattr(field, "choices", ())))
    return str(options.get(str(value), value))[:_LONGEST]


def _name(field: Any, value: Any) -> str:
    if hasattr(value, "_meta"):
        return str(value)
    row = field.queryset.model._default_manager.filter(**{field.to_field_name or "pk": value}).first()
    return str(row or value)


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label
