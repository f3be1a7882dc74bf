"""Characters that no text of a record may have: PostgreSQL or XML, and so an Excel workbook, cannot hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from benefits.content.yamlfile import Loc

UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Controls but for tab and line breaks, halves of surrogate pairs, and what Unicode says is no character."""

_FAULT: Final = PydanticCustomError("unwritable", "holds characters that cannot be seen; type the text anew")


def refuse_unwritable(payload: object) -> None:
    """Raise ValidationError, naming each text of the payload that has such a character."""
    faults = [InitErrorDetails(type=_FAULT, loc=loc, input=text) for loc, text in _unwritable(payload, ())]
    if faults:
        raise ValidationError.from_exception_data("texts", faults)


def _unwritable(value: object, at: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        if UNWRITABLE.search(value):
            yield at, UNWRITABLE.sub("\ufffd", value)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _unwritable(part, (*at, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _unwritable(part, (*at, number))
