"""One child of the list of children: born or expected, whose child, and whether it has died."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from benefits.forms.fields import DateField, DateParts, OneOfField
from benefits.households.format import AHEAD
from benefits.rules.facts import Question
from benefits.rules.given import BIRTH, DECEASED, OURS, RELATION
from benefits.rules.household import Answers
from benefits.words.chinese import day_words

LITTERS: Final = ((1, "一个"), (2, "双胞胎"), (3, "三胞胎"))
"""How many are born at once: the number, and what that is called."""


class ChildForm(forms.Form):
    """What the list of children tells of each: ``birth``, ``relation`` and ``deceased``; of a new one, how many at once."""

    deceased = forms.BooleanField(required=False)
    babies = forms.TypedChoiceField(choices=LITTERS, coerce=int, required=False)

    def __init__(
        self, question: Question, as_of: date, child: Answers | None = None, posted: Mapping[str, Any] | None = None
    ) -> None:
        before = {RELATION: OURS, **(child or {})}
        super().__init__(posted, initial=before, use_required_attribute=False)
        self.as_of = as_of
        facts = {fact.slug: fact for fact in question.facts}
        self.relation = facts[RELATION]
        latest = as_of + AHEAD
        self.fields[BIRTH] = DateField(latest, f"预产期最晚填到{day_words(latest)}，请看看日期是不是填错了。")
        self.fields[RELATION] = OneOfField(self.relation.values)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        birth = cleaned.get(BIRTH)
        if cleaned.get(DECEASED) and isinstance(birth, date) and birth > self.as_of:
            self.add_error(BIRTH, ValidationError("这个日期还没有到，请看看是不是填错了。"))
        if cleaned.get(DECEASED) and (cleaned.get("babies") or 1) > 1:
            self.add_error(DECEASED, ValidationError("多胞胎里有孩子离世的，请一个一个填。"))
        return cleaned

    def child(self) -> Answers:
        """The child that a valid form tells of, without what is not worth saying."""
        told = {slug: self.cleaned_data[slug] for slug in (BIRTH, RELATION)}
        return told | ({DECEASED: True} if self.cleaned_data[DECEASED] else {})

    @property
    def is_untouched(self) -> bool:
        """Whether it came back as it was shown: nothing was told of a child."""
        chosen = (self[RELATION].value(), str(self["babies"].value() or 1))
        return (
            self.parts.is_blank
            and not self.is_deceased
            and chosen == (self.get_initial_for_field(self.fields[RELATION], RELATION), "1")
        )

    @property
    def siblings(self) -> tuple[Answers, ...]:
        """All children that a valid form of a new one tells of: twins are two alike."""
        return (self.child(),) * int(self.cleaned_data["babies"] or 1)

    @property
    def litters(self) -> list[tuple[int, str, bool]]:
        """How many may be born at once: the number, what that is called, and whether it is chosen."""
        chosen = str(self["babies"].value() or 1)
        return [(number, label, str(number) == chosen) for number, label in LITTERS]

    @property
    def is_deceased(self) -> bool:
        """Whether that box is ticked."""
        return bool(self[DECEASED].value())

    @property
    def parts(self) -> DateParts:
        """Year, month and day as entered."""
        parts = self[BIRTH].value()
        return parts if isinstance(parts, DateParts) else DateParts()

    @property
    def relations(self) -> list[tuple[str, str, str, bool]]:
        """The ways to be a child of the family: value, label, help, and whether it is chosen."""
        chosen = self[RELATION].value()
        return [(one.value, one.label, one.help, one.value == chosen) for one in self.relation.options]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The id of the control to mend, and what is wrong with it."""
        first = {BIRTH: "birth-year", NON_FIELD_ERRORS: "birth-year"}
        return [(first.get(name, name), str(message)) for name, messages in self.errors.items() for message in messages]
