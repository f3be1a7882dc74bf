"""Chooses a region step by step or by search, as one part of a page that may hold several.

The picker keeps nothing: where it stands and what is searched are in the page's query string, as
``<name>-in`` and ``<name>-q``. So every step is a link that works without JavaScript.

On the page, ``regions/picker.html`` goes inside the form that posts the choice, and
``regions/picker_search.html`` before it, since a form cannot hold another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict

from regions import codes
from regions.directory import directory
from regions.search import LONGEST_QUERY, MOST_MATCHES, Place

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """A region the picker offers: to choose, to step into, or both.

    *lies_in* names the regions above it without the country (``山东省 聊城市``); *href* is the link
    that steps into it, empty when nothing lies in it.
    """

    place: Place
    lies_in: str
    href: str
    chosen: bool

    @property
    def choosable(self) -> bool:
        return self.place.code != codes.ROOT


class Picker:
    """One picker on a page.

    *name* is the posted field's name and marks the picker's own parameters; *query* is the page's
    query string (``request.GET``), whose other parameters every link keeps; *chosen* is the code
    chosen so far. Unknown places and hostile text in the query are passed over.
    """

    longest_query = LONGEST_QUERY
    most_matches = MOST_MATCHES

    def __init__(self, name: str, query: Mapping[str, str], chosen: str | None = None) -> None:
        self.name = name
        self.place_key = f"{name}-in"
        self.search_key = f"{name}-q"
        self.element_id = "picker-" + re.sub(r"[^0-9A-Za-z_-]", "-", name)
        self._directory = directory()
        own_keys = (self.place_key, self.search_key)
        self._others = [pair for pair in _pairs(query) if pair[0] not in own_keys]
        self.text = query.get(self.search_key, "").replace("\0", "").strip()[:LONGEST_QUERY]
        self._chosen = self._directory.get(chosen or "")
        self.place = self._standing(query.get(self.place_key, ""))
        self.is_open = self._chosen is None or any(key in query for key in own_keys)
        self.has_stepped = self.place_key in query and self.search_key not in query

    @property
    def chosen(self) -> Option | None:
        """The choice made so far, if such a region exists."""
        return self._option(self._chosen) if self._chosen else None

    @property
    def trail(self) -> list[Option]:
        """From the country down to the place where the picker stands."""
        if self.place is None:
            return []
        above = reversed(self._directory.ancestors(self.place.code))
        return [self._option(place) for place in (*above, self.place)]

    @property
    def here(self) -> Option | None:
        """The place where the picker stands, when it may be chosen as a whole."""
        option = self._option(self.place) if self.place else None
        return option if option and option.choosable else None

    @property
    def options(self) -> list[Option]:
        """What lies directly in the place where the picker stands."""
        if self.place is None:
            return []
        return [self._option(place) for place in self._directory.children(self.place.code)]

    @property
    def matches(self) -> list[Option]:
        """What the search finds; of equally good ones, those where the picker stands first."""
        near = self.place.code if self.place else codes.ROOT
        return [self._option(place) for place in self._directory.search(self.text, near)]

    @property
    def kept(self) -> Pairs:
        """The parameters a search sends along: the page's others and where the picker stands."""
        standing = [(self.place_key, self.place.code)] if self.place else []
        return [*self._others, *standing]

    @property
    def href(self) -> str:
        """The link to the picker, opened, where it stands; the search field adds its own value."""
        return _href(self.kept)

    def _standing(self, code: str) -> Place | None:
        """The place asked for, else the choice, else the country; for a leaf what it lies in."""
        root = self._directory.get(codes.ROOT)
        wanted = self._directory.get(code) or self._chosen or root
        if wanted and not self._directory.children(wanted.code):
            return next(iter(self._directory.ancestors(wanted.code)), None)
        return wanted

    def _option(self, place: Place) -> Option:
        above = self._directory.ancestors(place.code)
        steppable = self._directory.children(place.code)
        return Option(
            place=place,
            lies_in=" ".join(other.name for other in reversed(above) if other.code != codes.ROOT),
            href=_href([*self._others, (self.place_key, place.code)]) if steppable else "",
            chosen=place == self._chosen,
        )


def _pairs(query: Mapping[str, str]) -> Pairs:
    if isinstance(query, MultiValueDict):
        return [(key, value) for key, values in query.lists() for value in values]
    return list(query.items())


def _href(pairs: Pairs) -> str:
    # A lone surrogate in a hostile query has no UTF-8 form.
    return "?" + urlencode(pairs, errors="replace")
