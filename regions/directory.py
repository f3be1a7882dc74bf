"""All regions, held in memory once per process, so that public pages need no query for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from regions import codes
from regions.models import Region
from regions.search import Index, Place


class UnknownRegionError(LookupError):
    """No region has this code."""


class Directory:
    """The regions and what lies in what. Built once; never changed."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.code: place for place in sorted(places, key=lambda p: p.code)}
        self._index = Index(self._places.values())
        self._children: dict[str, list[Place]] = defaultdict(list)
        for place in self._places.values():
            above = self.ancestors(place.code)
            if above:
                self._children[above[0].code].append(place)

    def __len__(self) -> int:
        return len(self._places)

    def get(self, code: str) -> Place | None:
        """The region with this code, or none."""
        return self._places.get(code)

    def require(self, code: str) -> Place:
        """The region with this code. Raises UnknownRegionError."""
        place = self._places.get(code)
        if place is None:
            raise UnknownRegionError(f"no region has code {code!r}: seed it, or correct the code")
        return place

    def name(self, code: str) -> str:
        """The region's own name: 临清市. Raises UnknownRegionError."""
        return self.require(code).name

    def full_name(self, code: str) -> str:
        """The name with those above it: 山东省 聊城市 临清市. Raises UnknownRegionError."""
        place = self.require(code)
        above = [other.name for other in reversed(self.ancestors(code)) if other.code != codes.ROOT]
        return " ".join([*above, place.name])

    def ancestors(self, code: str) -> tuple[Place, ...]:
        """The regions above this one that exist, nearest first, ending with the country."""
        above = map(self._places.get, codes.ancestors(code))
        return tuple(place for place in above if place is not None)

    def children(self, code: str) -> tuple[Place, ...]:
        """The regions directly in this one, in the order of their codes.

        Those of a province include counties that belong to no prefecture.
        """
        return tuple(self._children.get(code, ()))

    def search(self, query: str, near: str = codes.ROOT) -> list[Place]:
        """At most 20 regions by name, pinyin, initials or code; see ``regions.search``."""
        return self._index.search(query, near)


_held: Directory | None = None


def directory() -> Directory:
    """The process's directory, read from the database when first asked for.

    An empty table is not remembered, so that a process started before seeding finds the regions.
    """
    if _held is None:
        read = Directory(_read_places())
        if len(read):
            hold_directory(read)
        return read
    return _held


def hold_directory(read: Directory | None) -> None:
    """Serve this directory from now on; none has the next call of ``directory()`` read the table."""
    global _held  # noqa: PLW0603 - one directory per process is the purpose of this module
    _held = read


def _read_places() -> list[Place]:
    return [Place(*row) for row in Region.objects.values_list("code", "name", "readings")]
