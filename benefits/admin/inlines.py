"""Rows of inline tables that fit a screen of 1366 pixels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.db.models import Field
from django.http import HttpRequest

from benefits.admin.base import DeskInline

_CHARACTERS = 16


class CompactInline(DeskInline):
    """A table with short text fields, and without the buttons beside references."""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **options: Any) -> Any:
        """The stock field with a narrower widget."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = False
        if isinstance(widget, AdminTextInputWidget):
            field.widget = forms.TextInput(attrs={"size": _CHARACTERS})
        return field
