"""Pieces of HTML with places left open: each is rendered from its template once, and filled for every family.

To escape and to join is what a page of hundreds of small pieces costs. What no answer changes is therefore
rendered and escaped when it is first needed, and a request only puts a family's words between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from secrets import token_hex
from typing import Final

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment, Template
from markupsafe import Markup

_MARK: Final = token_hex(8)
"""Another in each process, so that no text of a record can be taken for a place left open."""
_HOLE: Final = re.compile(f"{_MARK}:([a-z_]+):")


def jinja(template: str) -> Template:
    """A template of the results, which Jinja compiles once, or again when it has changed in development."""
    return _environment().get_template(template)


@cache
def _environment() -> Environment:
    engine = engines["jinja2"]
    if not isinstance(engine, Jinja2):
        raise TypeError("the settings' engine named jinja2 must be Django's own")
    found: Environment = engine.env
    return found


def hole(name: str) -> Markup:
    """What stands in a template where a family's words will be."""
    return Markup(f"{_MARK}:{name}:")  # noqa: S704 - names are written in templates


class Mould:
    """A piece of HTML that waits for its words. They must be escaped already."""

    __slots__ = ("_text",)

    def __init__(self, html: str) -> None:
        squeezed = "".join(line.strip() for line in html.splitlines())
        self._text: Final = _HOLE.sub(r"%(\1)s", squeezed.replace("%", "%%"))

    def fill(self, **words: str) -> str:
        """The piece with these words in it. Raises KeyError for a place that is left open."""
        return self._text % words


def joined(pieces: Iterable[str]) -> Markup:
    """Pieces that were filled, as a template may print them."""
    return Markup("".join(pieces))  # noqa: S704 - every piece comes from a template, its words escaped


class Moulds:
    """The macros of one template, each a mould whose places are the macro's arguments."""

    def __init__(self, template: str) -> None:
        module = jinja(template).module
        for name, macro in vars(module).items():
            if callable(macro) and hasattr(macro, "arguments"):
                setattr(self, name, Mould(macro(*(hole(argument) for argument in macro.arguments))))

    def __getattr__(self, name: str) -> Mould:
        raise AttributeError(f"the template has no macro {name!r}")


def macro(template: str, name: str) -> Callable[..., str]:
    """A macro of a template, to be called with what does not depend on a family."""
    found: Callable[..., str] = getattr(jinja(template).module, name)
    return found
