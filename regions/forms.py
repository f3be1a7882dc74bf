from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regions import codes
from regions.directory import directory


class RegionField(forms.CharField):
    """The code of a region that exists, as the picker posts it; never the country's."""

    # The picker's template renders the choice; the field only carries and checks it.
    widget = forms.HiddenInput
    default_error_messages = {
        "required": "请选择一个地方。",
        "unknown": "没有找到这个地方，请从列表中重新选择。",
        "country": "请至少选到省。",
    }

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value in self.empty_values:
            return
        if value == codes.ROOT:
            raise ValidationError(self.error_messages["country"], code="country")
        if directory().get(value) is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
