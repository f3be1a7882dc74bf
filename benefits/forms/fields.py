"""The fields of questions: one choice, yes or no, a date in three parts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from benefits.rules.dates import EARLIEST
from benefits.rules.values import UNSURE
from benefits.words.chinese import day_words

YES: Final = "yes"
NO: Final = "no"

_YES_NO: Final[Mapping[str, bool]] = {YES: True, NO: False}


class OneOfField(forms.ChoiceField):
    """One of the values given; an answer counts only if the page offered it."""

    default_error_messages = {"required": "请选一项。", "invalid_choice": "请从列出的里面选一项。"}

    def __init__(self, values: Iterable[str]) -> None:
        super().__init__(choices=[(value, value) for value in values])


class YesNoField(OneOfField):
    """是 or 否 as True or False, and 不清楚 where it is offered."""

    def clean(self, value: Any) -> bool | str:
        chosen = str(super().clean(value))
        return _YES_NO.get(chosen, chosen)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return YES if value else NO
        return value


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date as it is typed, and whether 不清楚 is ticked."""

    year: str = ""
    month: str = ""
    day: str = ""
    unsure: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.year or self.month or self.day)


class DatePartsInput(forms.Widget):
    """Reads ``<name>-year``, ``-month``, ``-day`` and ``-unsure``."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> DateParts:  # noqa: ARG002
        year, month, day = (str(data.get(f"{name}-{part}", "")).strip()[:10] for part in ("year", "month", "day"))
        return DateParts(year, month, day, bool(data.get(f"{name}-unsure")))


class DateField(forms.Field):
    """A day in three fields, not before dates.EARLIEST and not after *latest*; *too_late* says why not."""

    widget = DatePartsInput

    def __init__(self, latest: date, too_late: str, *, unsure: bool = False) -> None:
        super().__init__()
        self.latest = latest
        self.too_late = too_late
        self.unsure = unsure

    def clean(self, value: Any) -> date | str:
        parts = value if isinstance(value, DateParts) else DateParts()
        if self.unsure and parts.unsure:
            if not parts.is_blank:
                raise ValidationError("填了日期，又选了不清楚，请只留一样。")
            return UNSURE
        day = _day(parts)
        if day < EARLIEST:
            raise ValidationError(f"{day.year}年太早了，请看看年份是不是填错了。")
        if day > self.latest:
            raise ValidationError(self.too_late)
        return day

    def prepare_value(self, value: Any) -> DateParts:
        if isinstance(value, date):
            return DateParts(str(value.year), str(value.month), str(value.day))
        return value if isinstance(value, DateParts) else DateParts(unsure=value == UNSURE)


def past_date(as_of: date, *, unsure: bool) -> DateField:
    """A day that has come."""
    return DateField(as_of, f"日期不能晚于今天（{day_words(as_of)}）。", unsure=unsure)


def _day(parts: DateParts) -> date:
    """The day that was typed. Raises ValidationError saying which part is wrong."""
    if not (parts.year and parts.month and parts.day):
        raise ValidationError("年、月、日都要填。")
    year, month, day = (_number(text) for text in (parts.year, parts.month, parts.day))
    if len(parts.year) != 4:
        raise ValidationError("年份请填四位数字，例如 2024。")
    if not 1 <= month <= 12:
        raise ValidationError("月份请填 1 到 12。")
    if year < 1 or not 1 <= day <= monthrange(year, month)[1]:
        raise ValidationError(f"{year}年{month}月没有{day}日，请看看日期是不是填错了。")
    return date(year, month, day)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise ValidationError("日期请用数字填，例如 2024 年 5 月 1 日。")
    return int(text)
