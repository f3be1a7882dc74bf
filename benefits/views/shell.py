"""The pages of the questionnaire as responses: a compiled template inside what every page has around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from secrets import token_hex
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from markupsafe import Markup

_TITLE: Final = token_hex(8)
_PAGE: Final = token_hex(8)
"""Stand where the title and the page will be; another in each process, so that no text can be taken for one."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands before a page's title, between that and the page, and after the page."""

    head: Markup
    middle: Markup
    foot: Markup


@cache
def shell(*, is_part: bool) -> Shell:
    """What a whole page, or the part of it that htmx takes, has around it: the same for everybody, rendered once."""
    base = "partial.html" if is_part else "base.html"
    html = render_to_string("benefits/questions/shell.html", {"base": base, "title": _TITLE, "page": _PAGE})
    head, _, rest = html.partition(_TITLE)
    middle, _, foot = rest.partition(_PAGE)
    # From a template of ours that was given nothing else.
    return Shell(Markup(head), Markup(middle), Markup(foot))  # noqa: S704


def respond(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page that a template of *questions* makes of a context; see questions/frame.html for what that must hold."""
    is_part = bool(getattr(request, "htmx", False))
    framed = {
        **context,
        "shell": shell(is_part=is_part),
        "focus": is_part and not context["problems"],
        "csrf": get_token(request),
    }
    engine = engines["jinja2"]
    if not isinstance(engine, Jinja2):
        raise TypeError("the engine that the settings name jinja2 must be Django's own")
    return HttpResponse(engine.env.get_template(template).render(framed))
