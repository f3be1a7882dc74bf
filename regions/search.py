"""Finds places by what people type: part of a name, pinyin, initials, or a mix while still typing.

Every character of a name may be typed as itself, as any of its readings, or as the first letter of
one; the last may be cut short. So 临清 is found by 临清, 清, linqing, linq and lq.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from regions import codes

MOST_MATCHES = 20
LONGEST_QUERY = 40

_SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治区|省|市|县|区|旗|盟)$")
_LEVELS = ("country", "province", "prefecture", "county")
_TWO_LETTER_INITIALS = ("zh", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Place:
    """A region held in memory: code, name, and the readings as the table stores them."""

    code: str
    name: str
    readings: str = field(repr=False, compare=False)

    @property
    def level(self) -> codes.LevelName:
        return codes.level(self.code)


class Spelling(NamedTuple):
    """How a query spelled a piece of a name; the less, the better."""

    abbreviated: bool
    unusual: bool


class Rank(NamedTuple):
    """Where a match stands among others: whole names first, then beginnings, then other parts."""

    coverage: int
    elsewhere: bool
    spelling: Spelling
    level: int
    code: str


class Index:
    """All places, ready to be searched. Built once; never changed."""

    def __init__(self, places: Iterable[Place]) -> None:
        # The same few hundred characters make up all names; each is kept once.
        character = cache(_Character)
        self._names = [_Name(place, character) for place in places]
        self._by_head: dict[str, list[tuple[_Name, int]]] = defaultdict(list)
        for name in self._names:
            for start, beginning in enumerate(name.characters):
                for head in beginning.heads:
                    self._by_head[head].append((name, start))
        self._wide = _wide_places_by_spelling(self._names)

    def search(self, query: str, near: str = codes.ROOT) -> list[Place]:
        """At most 20 places, best first; of equally good ones those in *near* come first.

        A query may begin with the province or city: 山东临清, shandong linqing. Queries are cut
        at 40 characters; what is neither Chinese, Latin nor a digit is not looked at.
        """
        text = normalise(query)
        if not text:
            return []
        if text.isdigit():
            return self._by_code(text)
        return self._by_name(text, near) or self._in_leading_place(text)

    def _by_code(self, digits: str) -> list[Place]:
        found = (name.place for name in self._names if name.place.code.startswith(digits))
        return heapq.nsmallest(MOST_MATCHES, found, key=lambda place: place.code)

    def _by_name(self, text: str, near: str, only_in: str = codes.ROOT) -> list[Place]:
        best: dict[str, tuple[Rank, Place]] = {}
        for name, start in self._by_head.get(text[0], ()):
            if only_in not in name.lies_in:
                continue
            code = name.place.code
            rank = name.rank(text, start, elsewhere=near not in name.lies_in)
            if rank and (code not in best or rank < best[code][0]):
                best[code] = (rank, name.place)
        ranked = heapq.nsmallest(MOST_MATCHES, best.values(), key=lambda match: match[0])
        return [place for _, place in ranked]

    def _in_leading_place(self, text: str) -> list[Place]:
        """Matches of the rest of a query that begins with the name of a province or city."""
        where = codes.ROOT
        while head := self._leading_place(text, where):
            where, length = head
            text = text[length:]
        if where == codes.ROOT or not text:
            return []
        return self._by_name(text, near=where, only_in=where)

    def _leading_place(self, text: str, inside: str) -> tuple[str, int] | None:
        for length in range(len(text) - 1, 1, -1):
            for code in self._wide.get(text[:length], ()):
                if code != inside and codes.within(code, inside):
                    return code, length
        return None


class _Character:
    """One character of a name, with the spellings that may stand for it."""

    __slots__ = ("heads", "itself", "readings", "short")

    def __init__(self, itself: str, alternatives: str) -> None:
        self.itself = itself
        self.readings = readings = alternatives.split("/")
        two = {reading[:2] for reading in readings if reading.startswith(_TWO_LETTER_INITIALS)}
        self.short = {reading[0] for reading in readings} | two
        self.heads = {itself, *(reading[0] for reading in readings)}

    def spellings(self, text: str, at: int) -> Iterator[tuple[int, Spelling]]:
        """Each way the text at this point can stand for the character, with where it ends."""
        if text.startswith(self.itself, at):
            yield at + 1, Spelling(abbreviated=False, unusual=False)
        for number, reading in enumerate(self.readings):
            if text.startswith(reading, at):
                yield at + len(reading), Spelling(abbreviated=False, unusual=number > 0)
            elif reading.startswith(text[at:]):
                yield len(text), Spelling(abbreviated=True, unusual=number > 0)
        for short in self.short:
            if text.startswith(short, at):
                usual = self.readings[0].startswith(short)
                yield at + len(short), Spelling(abbreviated=True, unusual=not usual)


class _Name:
    """A place's name as a row of characters."""

    __slots__ = ("characters", "lies_in", "place", "short_length")

    def __init__(self, place: Place, character: Callable[[str, str], _Character]) -> None:
        self.place = place
        self.lies_in = (place.code, *codes.ancestors(place.code))
        self.characters = list(map(character, place.name, place.readings.split()))
        self.short_length = len(_SUFFIX.sub("", place.name))

    def rank(self, text: str, start: int, *, elsewhere: bool) -> Rank | None:
        """The best rank of the text read from the given character on; none if it does not fit."""
        matches = self._ends(text, start)
        if not matches:
            return None
        coverage, spelling = min((self._coverage(start, end), how) for end, how in matches)
        level = _LEVELS.index(self.place.level)
        return Rank(coverage, elsewhere, spelling, level, self.place.code)

    def _ends(self, text: str, start: int) -> list[tuple[int, Spelling]]:
        """Where in the name the whole text can end, found in one pass, so always quick."""
        ends: list[tuple[int, Spelling]] = []
        reached = {0: Spelling(abbreviated=False, unusual=False)}
        for number in range(start, len(self.characters)):
            reached = _advance(self.characters[number], text, reached)
            if not reached:
                break
            if len(text) in reached:
                ends.append((number + 1, reached.pop(len(text))))
        return ends

    def _coverage(self, start: int, end: int) -> int:
        if start:
            return 2
        return 0 if end in (self.short_length, len(self.characters)) else 1


def _advance(character: _Character, text: str, reached: dict[int, Spelling]) -> dict[int, Spelling]:
    """From the positions of the text reached so far to those after one more character."""
    further: dict[int, Spelling] = {}
    for at, so_far in reached.items():
        for end, how in character.spellings(text, at):
            spelling = Spelling(so_far.abbreviated or how.abbreviated, so_far.unusual or how.unusual)
            further[end] = min(spelling, further.get(end, spelling))
    return further


def _wide_places_by_spelling(names: Iterable[_Name]) -> dict[str, list[str]]:
    """Codes of provinces and cities by the forms in which they may lead a query."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name.place.level in ("province", "prefecture"):
            likeliest = [character.readings[0] for character in name.characters]
            for length in {name.short_length, len(likeliest)}:
                found[name.place.name[:length]].append(name.place.code)
                found["".join(likeliest[:length])].append(name.place.code)
    return found


def normalise(query: str) -> str:
    """The query in lower case, without spaces, tone marks and punctuation; ü becomes v."""
    letters = unicodedata.normalize("NFKC", query[:LONGEST_QUERY]).lower().replace("ü", "v")
    plain = unicodedata.normalize("NFD", re.sub("[ǖǘǚǜ]", "v", letters))
    return "".join(filter(_is_searchable, plain))[:LONGEST_QUERY]


def _is_searchable(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or "㐀" <= character <= "鿿" or character >= "\U00020000"
