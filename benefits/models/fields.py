"""Fields and constraints that several models share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from benefits.rules.dates import EARLIEST, LATEST
from benefits.words.labels import choices

if TYPE_CHECKING:
    CodeField = models.CharField[str, str]
    _Texts = ArrayField[list[str], list[str]]
else:
    CodeField = models.CharField
    _Texts = ArrayField

SLUG = r"^[a-z0-9][a-z0-9_-]*$"
SPAN = r"^[0-9]{1,5} (day|month)s?$"
ADDRESS = r"^https?://[^[:space:]]+$"
SLUG_HELP = "小写字母、数字、连字符，发布后不再改"
SPAN_HELP = "如 36 months（月）或 188 days（天）"


def code(values: type[StrEnum], name: str, **options: Any) -> CodeField:
    """A field that holds one of an enum's values."""
    return models.CharField(name, choices=choices(values), **options)


def one_of(table: str, field: str, values: type[StrEnum], *, blank: bool = False) -> models.CheckConstraint:
    """The field holds one of an enum's values, or nothing if it may be blank."""
    allowed = [value.value for value in values] + ([""] if blank else [])
    return check(f"{table}_{field}_known", Q(**{f"{field}__in": allowed}), "请从列出的值里选择。")


def matches(table: str, field: str, pattern: str, message: str, *, blank: bool = False) -> models.CheckConstraint:
    """The field's text has a form, or is blank if it may be."""
    condition = Q(**{f"{field}__regex": pattern})
    return check(f"{table}_{field}_well_formed", condition | Q(**{field: ""}) if blank else condition, message)


def check(name: str, condition: Q, message: str) -> models.CheckConstraint:
    """A check of the database, with the words in which a form reports it."""
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


def days_possible(table: str, *fields: str) -> list[models.CheckConstraint]:
    """The fields are blank or days that a record can mean."""
    return [
        check(
            f"{table}_{field}_possible",
            Q(**{f"{field}__gte": EARLIEST, f"{field}__lte": LATEST}),
            "日期要在 1900 年到 2199 年之间。",
        )
        for field in fields
    ]


def span_forms(table: str, *fields: str) -> list[models.CheckConstraint]:
    """The fields are blank or spans of days or months."""
    return [
        matches(table, field, SPAN, f"时长请写成 36 months 或 188 days（{field}）。", blank=True) for field in fields
    ]


class LinesInput(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, **options: Any) -> None:
        for unused in ("base_field", "max_length", "min_length"):
            options.pop(unused, None)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3, "cols": 60}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))


class LinesField(_Texts):
    """A list of short texts, such as departments; typed one a line."""

    def __init__(self, name: str = "", **options: Any) -> None:
        options.setdefault("default", list)
        options.setdefault("blank", True)
        super().__init__(models.CharField(), verbose_name=name or options.pop("verbose_name", None), **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("base_field")
        return name, path, args, options

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": LinesInput, **options})
