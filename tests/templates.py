"""Makes an undefined variable in a template of this project an error."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.template.base import Node

_OURS = Path(settings.BASE_DIR)
_INSTALLED = Path(sys.prefix)


class UndefinedVariable(str):
    """Django's `string_if_invalid`, which is asked for its truth when a variable is undefined.

    In a template of an installed package it is false, and so behaves like the default empty
    string: the stock admin's templates rely on that. In ours it raises UndefinedVariableError.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        template = _template(frame)
        if template and template.is_relative_to(_OURS) and not template.is_relative_to(_INSTALLED):
            raise UndefinedVariableError(f"{template}: {frame.f_locals['self'].var} is undefined")
        return False


class UndefinedVariableError(Exception):
    """A template of this project names a variable that its view does not give."""


def _template(frame: FrameType | None) -> Path | None:
    """The file of the innermost template node that is being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return Path(node.origin.name)
        frame = frame.f_back
    return None
