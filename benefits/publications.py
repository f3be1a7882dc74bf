"""Which documents are published, for lists that name no single place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from benefits.catalogue import Catalogue
from benefits.citing import TONES
from benefits.models import Publication
from benefits.models.editions import EditionKind
from benefits.places import place_name
from benefits.rules.model import Status
from benefits.words import label

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


def documents(catalogue: Catalogue) -> tuple[Held, ...]:
    """The documents in force in this catalogue, in the order of their regions, the first 30."""
    return _documents(catalogue.version, catalogue)


@lru_cache(maxsize=4)
def _documents(version: int, catalogue: Catalogue) -> tuple[Held, ...]:
    log = Publication.objects.of_kind(EditionKind.DOCUMENT).as_of(version, catalogue.on)
    fields = ("edition__region", "edition__key", "edition__payload__title", "edition__payload__status")
    return tuple(_held(*row) for row in log.order_by("edition__region", "edition__key").values_list(*fields)[:MOST])


def _held(region: str, slug: str, title: str, status: str) -> Held:
    stands = Status(status)
    return Held(slug, region, place_name(region), title, label(stands), TONES[stands])
