"""From which day a page looks at what it is about."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpRequest

from benefits.today import today


class DayForm(forms.Form):
    """The day, in the address."""

    day = forms.DateField(label="从哪天起", required=False, widget=AdminDateWidget)


def day_asked(request: HttpRequest) -> date | None:
    """The day that the address names, never one that is over; None if it names none."""
    asked = DayForm(request.GET)
    day: date | None = asked.cleaned_data["day"] if asked.is_valid() else None
    return max(day, today()) if day else None
