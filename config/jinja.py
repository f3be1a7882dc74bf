"""The environment of the templates that are compiled to Python: a family's questions, its list, and the picker of places."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from benefits.results.days import unbroken


def environment(**options: Any) -> Environment:
    """As Django's own backend makes it, with `url` and `unbroken`, and an error for whatever a view does not give."""
    made = Environment(**(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}))  # noqa: S701 - Django's backend passes autoescape
    made.globals["url"] = reverse
    made.filters["unbroken"] = unbroken
    return made
