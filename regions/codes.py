"""Codes of administrative divisions (GB/T 2260): plain functions on the six digits, without Django.

A code is read in pairs: province, prefecture, county. ``371581`` lies in ``371500``, which lies in
``370000``. The standard has no code for the whole country; here it is ``000000``.
"""

from __future__ import annotations

import re
from typing import Final, Literal

ROOT: Final = "000000"

LevelName = Literal["country", "province", "prefecture", "county"]

_SIX_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)


def is_code(text: str) -> bool:
    """Whether the text has the form of a code. Says nothing about whether such a place exists."""
    return _SIX_DIGITS.fullmatch(text) is not None


def level(code: str) -> LevelName:
    """The level that the zeros of a code tell. Raises ValueError unless it is six digits."""
    _require_code(code)
    if code == ROOT:
        return "country"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above this one by prefix, nearest first, ending with the country's.

    The country has none. Some of the codes may belong to no division: ``110101`` names ``110100``,
    though a municipality has no prefectures. Raises ValueError unless the code is six digits.
    """
    _require_code(code)
    above = (f"{code[:4]}00", f"{code[:2]}0000", ROOT)
    return tuple(dict.fromkeys(other for other in above if other != code))


def within(code: str, place: str) -> bool:
    """Whether the code is the place itself or lies in it. Raises ValueError on other than codes."""
    _require_code(code)
    return code.startswith(significant(place))


def significant(place: str) -> str:
    """The digits that the codes of all places in it begin with. Raises ValueError unless it is six digits."""
    _require_code(place)
    if place == ROOT:
        return ""
    return place[:2] if place.endswith("0000") else place.removesuffix("00")


def _require_code(code: str) -> None:
    if not is_code(code):
        raise ValueError(f"{code!r} is not a region code: write six digits, such as 371581")
