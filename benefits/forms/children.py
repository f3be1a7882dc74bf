"""One child of the list of children: born or expected, whose child, and whether it has died."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from benefits.forms.fields import DateField, DateParts, OneOfField
from benefits.households.format import AHEAD
from benefits.rules.facts import Question
from benefits.rules.household import Answers
from benefits.words.chinese import day_words


class ChildForm(forms.Form):
    """What the list of children tells of each: ``birth``, ``relation`` and ``deceased``."""

    deceased = forms.BooleanField(required=False)

    def __init__(
        self, question: Question, as_of: date, child: Answers | None = None, posted: Mapping[str, Any] | None = None
    ) -> None:
        before = {"relation": "ours", **(child or {})}
        super().__init__(posted, initial=before, use_required_attribute=False)
        self.as_of = as_of
        facts = {fact.slug: fact for fact in question.facts}
        self.relation = facts["relation"]
        latest = as_of + AHEAD
        self.fields["birth"] = DateField(latest, f"预产期最晚填到{day_words(latest)}，请看看日期是不是填错了。")
        self.fields["relation"] = OneOfField(self.relation.values)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        birth = cleaned.get("birth")
        if cleaned.get("deceased") and isinstance(birth, date) and birth > self.as_of:
            self.add_error("birth", ValidationError("这个日期还没有到，请看看是不是填错了。"))
        return cleaned

    def child(self) -> Answers:
        """The child that a valid form tells of, without what is not worth saying."""
        told = {"birth": self.cleaned_data["birth"], "relation": self.cleaned_data["relation"]}
        return told | ({"deceased": True} if self.cleaned_data["deceased"] else {})

    @property
    def parts(self) -> DateParts:
        """Year, month and day as entered."""
        parts = self["birth"].value()
        return parts if isinstance(parts, DateParts) else DateParts()

    @property
    def relations(self) -> list[tuple[str, str, str, bool]]:
        """The ways to be a child of the family: value, label, help, and whether it is chosen."""
        chosen = self["relation"].value()
        return [(one.value, one.label, one.help, one.value == chosen) for one in self.relation.options]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The id of the control to mend, and what is wrong with it."""
        first = {"birth": "birth-year"}
        return [(first.get(name, name), str(message)) for name, messages in self.errors.items() for message in messages]
