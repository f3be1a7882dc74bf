"""What is held for one place: its documents and what they grant, then those of the places above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from benefits.editions.catalogue import Catalogue
from benefits.results.citing import Source, source
from benefits.rules.model import Benefit
from benefits.rules.terms import Category, Kind
from benefits.words.labels import label
from benefits.words.places import full_place_name
from regions.codes import ancestors
from regions.directory import directory
from regions.search import Place


@dataclass(frozen=True, slots=True)
class ListShelf:
    """Benefits of one category."""

    label: str
    icon: str
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One place with its own documents and benefits."""

    place: Place
    documents: tuple[Source, ...]
    shelves: tuple[ListShelf, ...]

    @property
    def count(self) -> int:
        """How many benefits it grants."""
        return sum(len(shelf.benefits) for shelf in self.shelves)


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A place, what is held of it, and what is held of the places above it."""

    place: Place
    full_name: str
    own: Layer
    above: tuple[Layer, ...]
    inside: tuple[Place, ...]


def region_page(catalogue: Catalogue, place: Place, as_of: date) -> RegionPage:
    """The page of a place that exists."""
    documents = catalogue.documents_for(place.code)
    benefits = catalogue.benefits_for([place.code])

    def layer(of: Place) -> Layer:
        issued = tuple(source(one.slug, catalogue, as_of) for one in documents if one.region == of.code)
        return Layer(of, issued, tuple(shelves(one for one in benefits if one.region == of.code)))

    higher = (directory().get(code) for code in ancestors(place.code))
    layers = (layer(one) for one in higher if one)
    return RegionPage(
        place=place,
        full_name=full_place_name(place.code),
        own=layer(place),
        above=tuple(one for one in layers if one.documents or one.shelves),
        inside=directory().children(place.code),
    )


def shelves(benefits: Iterable[Benefit]) -> Iterator[ListShelf]:
    """By category, money first; services last."""
    benefits = list(benefits)
    for category in Category:
        claimed = tuple(one for one in benefits if one.category is category and one.kind is Kind.BENEFIT)
        if claimed:
            yield ListShelf(label(category), category.value, claimed)
    used = tuple(one for one in benefits if one.kind is Kind.SERVICE)
    if used:
        yield ListShelf("服务", "community", used)
