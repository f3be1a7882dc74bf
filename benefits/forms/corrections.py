"""The form in which a parent says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from benefits.models.corrections import LONGEST_CONTACT, LONGEST_TEXT


class CorrectionForm(forms.Form):
    """What is wrong with one edition of a benefit, and, if the parent wants, with which of its statements.

    ``website`` is a field that no person sees; whoever fills it in is a program.
    """

    edition = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    condition = forms.ChoiceField(required=False)
    text = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={"required": "请写一写哪里不对。", "max_length": f"最多{LONGEST_TEXT}个字，请写短一些。"},
    )
    contact = forms.CharField(
        required=False, max_length=LONGEST_CONTACT, error_messages={"max_length": f"最多{LONGEST_CONTACT}个字。"}
    )
    send_answers = forms.BooleanField(required=False)
    website = forms.CharField(required=False)

    def __init__(self, *args: Any, statements: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["condition"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = [("", "整条信息"), *((text, text) for text in statements)]
        field.error_messages["invalid_choice"] = "这一项刚刚改过，请重新选。"

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))
