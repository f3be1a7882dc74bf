"""From which day a page looks at what it is about."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpRequest

from benefits.today import today

LOOK = "look"
"""The name of the button that only shows the page again, for the day typed."""

UNSEEN = "您改了日期，这次什么也没有做。下面已经按{}起重新算过，请看过再{}。"
"""Said where another day was typed than the one shown: the day, and the step."""


class DayForm(forms.Form):
    """The day, in the address."""

    day = forms.DateField(label="从哪天起", required=False, widget=AdminDateWidget)


class FromDayForm(DayForm):
    """A step taken from a day on; ``shown`` is the day for which the page told what the step does."""

    shown = forms.DateField(widget=forms.HiddenInput, required=False)

    def clean_day(self) -> date:
        """The day; today if none is given. Raises ValidationError if it is over."""
        day: date = self.cleaned_data["day"] or today()
        if day < today():
            raise forms.ValidationError("这一天已经过去了，请填今天或以后的日子。")
        return day

    @property
    def unseen(self) -> bool:
        """Whether another day was typed than the one that the page told of."""
        shown = self.cleaned_data["shown"]
        return shown is not None and shown != self.cleaned_data["day"]


def day_asked(request: HttpRequest) -> date | None:
    """The day that was typed, or that the address names, never one that is over; None if there is none."""
    typed = DayForm.base_fields.keys() & request.POST.keys()
    asked = DayForm(request.POST if typed else request.GET)
    day: date | None = asked.cleaned_data["day"] if asked.is_valid() else None
    if typed and asked.is_valid() and day is None:
        return today()
    return max(day, today()) if day else None
