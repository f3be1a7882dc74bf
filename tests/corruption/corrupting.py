"""Single-field corruptions of fixtures: slips of the pen, fields lost, and values that belong elsewhere."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Corruption:
    """One change of one field: what was done where, and the values after it."""

    loc: Loc
    what: str
    data: Any

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.loc))}: {self.what}"


def dice(seed: str) -> Random:
    """The same throws for the same seed."""
    return Random(seed)  # noqa: S311 - nothing secret hangs on it


def corrupted(data: Any, random: Random) -> Corruption:
    """The values with one field, chosen at random, corrupted in one way."""
    places = list(_places(data, ()))
    while True:
        loc = random.choice(places)
        value = _at(data, loc)
        same_key = {repr(other): other for other in (_at(data, at) for at in places if at[-1] == loc[-1])}
        made = random.choice(_WAYS)(value, loc, [same_key[key] for key in sorted(same_key)], random)
        if made is not None and made[1] != value:
            return Corruption(loc, f"{made[0]} {value!r} → {made[1]!r}", _with(data, loc, made[1]))


class _Gone:
    def __repr__(self) -> str:
        return "nothing"


_GONE: Final = _Gone()


def _places(data: Any, loc: Loc) -> Iterator[Loc]:
    """Every key and list item."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*loc, key)
        yield from _places(value, (*loc, key))


def _at(data: Any, loc: Loc) -> Any:
    for part in loc:
        data = data[part]
    return data


def _with(data: Any, loc: Loc, new: Any) -> Any:
    data = copy.deepcopy(data)
    around = _at(data, loc[:-1])
    if isinstance(new, _Renamed):
        value = around.pop(loc[-1])
        around[new.key] = value
    elif new is _GONE:
        del around[loc[-1]]
    else:
        around[loc[-1]] = new
    return data


@dataclass(frozen=True)
class _Renamed:
    key: str


Made = tuple[str, Any] | None


def _slip(value: Any, loc: Loc, others: list[Any], random: Random) -> Made:
    """A letter dropped, doubled or swapped with the next; a number or a day one off; a yes for a no."""
    if isinstance(value, bool):
        return "flipped", not value
    if isinstance(value, (int, float)):
        return "one off", value + random.choice((-1, 1, 10 * value, -2 * value))
    if isinstance(value, str) and value:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "slip", _misspelt(value, random)
        return "a day off", (day + timedelta(days=random.choice((-1, 1, 31, -365)))).isoformat()
    return None


def _misspelt(text: str, random: Random) -> str:
    place = random.randrange(len(text))
    swapped = text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
    return random.choice((text[:place] + text[place + 1 :], text[:place] + text[place] + text[place:], swapped))


def _lost(value: Any, loc: Loc, others: list[Any], random: Random) -> Made:
    return "lost", _GONE


def _emptied(value: Any, loc: Loc, others: list[Any], random: Random) -> Made:
    return "emptied", random.choice(("", None, [], {}))


def _exchanged(value: Any, loc: Loc, others: list[Any], random: Random) -> Made:
    """Another value that the same key has elsewhere."""
    return ("exchanged", random.choice(others)) if others and isinstance(loc[-1], str) else None


def _renamed(value: Any, loc: Loc, others: list[Any], random: Random) -> Made:
    return ("key misspelt", _Renamed(_misspelt(loc[-1], random))) if isinstance(loc[-1], str) else None


def _retyped(value: Any, loc: Loc, others: list[Any], random: Random) -> Made:
    """A number as text, a text as a list."""
    return "retyped", str(value) if isinstance(value, (int, float, bool)) else [value]


_WAYS: Final[tuple[Callable[[Any, Loc, list[Any], Random], Made], ...]] = (
    _slip, _slip, _slip, _exchanged, _exchanged, _exchanged, _lost, _emptied, _renamed, _retyped,
)  # fmt: skip
