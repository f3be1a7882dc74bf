"""Which documents are published, for lists that name no single place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from benefits.editions.catalogue import Catalogue
from benefits.models import Publication
from benefits.models.editions import EditionKind
from benefits.results.citing import TONES
from benefits.rules.terms import Status
from benefits.words.labels import label
from benefits.words.places import place_name

MOST = 30
"""How many documents a list shows."""


@dataclass(frozen=True, slots=True)
class Held:
    """A published document in one line."""

    slug: str
    region: str
    place: str
    title: str
    status: str
    tone: str


_lists: WeakKeyDictionary[Catalogue, tuple[Held, ...]] = WeakKeyDictionary()


def documents(catalogue: Catalogue) -> tuple[Held, ...]:
    """The documents in force in this catalogue, in the order of their regions, the first 30."""
    found = _lists.get(catalogue)
    if found is None:
        found = _lists[catalogue] = tuple(_read(catalogue))
    return found


def _read(catalogue: Catalogue) -> Iterator[Held]:
    log = Publication.objects.of_kind(EditionKind.DOCUMENT).as_of(catalogue.version, catalogue.on)
    fields = ("edition__region", "edition__key", "edition__payload__title", "edition__payload__status")
    for row in log.order_by("edition__region", "edition__key").values_list(*fields)[:MOST]:
        yield _held(*row)


def _held(region: str, slug: str, title: str, status: str) -> Held:
    stands = Status(status)
    return Held(slug, region, place_name(region), title, label(stands), TONES[stands])
