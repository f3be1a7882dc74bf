"""Roles of officers, and what an account may do by its appointments. Plain functions on region codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from benefits.models.officers import Role
from regions import codes

NOWHERE: None = None
"""In place of a region: what belongs to none, the questions and their facts."""


SECOND_FACTOR = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
"""Roles that sign in with a second factor."""


@dataclass(frozen=True)
class Appointed:
    """One appointment: a role in a region (its code), and whether it extends to the questions."""

    role: str
    region: str
    questions: bool = False


@dataclass(frozen=True)
class Rights:
    """What an account may do where: the codes of regions, and NOWHERE for the questions.

    ``writes`` and ``reviews`` name exactly the places appointed to; ``reads`` and ``administers``
    extend further, see ``can_read`` and ``can_administer``. ``unlimited`` may do everything.
    """

    reads: frozenset[str] = frozenset()
    writes: frozenset[str | None] = frozenset()
    reviews: frozenset[str | None] = frozenset()
    administers: frozenset[str] = frozenset()
    unlimited: bool = False
    second_factor: bool = False

    def can_read(self, region: str | None) -> bool:
        """Whether the place is one of its own, or lies above or below one; the questions are for all officers."""
        if region is None:
            return self.unlimited or bool(self.reads)
        if self.unlimited or not codes.is_code(region):
            return self.unlimited and codes.is_code(region)
        return any(codes.within(region, own) or codes.within(own, region) for own in self.reads)

    def can_write(self, region: str | None) -> bool:
        """Whether it edits the drafts of exactly this place."""
        return self.unlimited or region in self.writes

    def can_review(self, region: str | None) -> bool:
        """Whether it approves and publishes for exactly this place."""
        return self.unlimited or region in self.reviews

    def can_administer(self, region: str | None) -> bool:
        """Whether it keeps the accounts of this place or of one above it; of NOWHERE, the whole country's."""
        place = codes.ROOT if region is None else region
        return codes.is_code(place) and (self.unlimited or any(codes.within(place, own) for own in self.administers))

    def readable(self, path: str) -> Q:
        """The rows whose region, at this path of the ORM, it can read; those without a region among them."""
        if self.unlimited or codes.ROOT in self.reads:
            return Q()
        above = {other for own in self.reads for other in codes.ancestors(own)}
        found = Q(**{f"{path}__in": sorted(above)}) if above else Q(pk__in=[])
        for own in sorted(self.reads):
            found |= _inside(path, own)
        return found | Q(**{f"{path}__isnull": True}) if self.reads else found

    def writable(self, path: str) -> Q:
        """The rows whose region, at this path, it writes."""
        return Q() if self.unlimited else _among(path, self.writes)

    def reviewable(self, path: str) -> Q:
        """The rows whose region, at this path, it reviews."""
        return Q() if self.unlimited else _among(path, self.reviews)

    def administrable(self, path: str) -> Q:
        """The rows whose region, at this path, it keeps the accounts of."""
        if self.unlimited or codes.ROOT in self.administers:
            return Q()
        found = Q(pk__in=[])
        for own in sorted(self.administers):
            found |= _inside(path, own)
        return found


UNLIMITED = Rights(unlimited=True, second_factor=True)
NONE = Rights()


def rights(appointments: Iterable[Appointed]) -> Rights:
    """What the appointments add up to."""
    held = list(appointments)
    return Rights(
        reads=frozenset(one.region for one in held),
        writes=_places(held, Role.EDITOR),
        reviews=_places(held, Role.REVIEWER),
        administers=frozenset(one.region for one in held if one.role == Role.ADMINISTRATOR),
        second_factor=any(one.role in SECOND_FACTOR for one in held),
    )


def _places(held: Iterable[Appointed], role: Role) -> frozenset[str | None]:
    mine = [one for one in held if one.role == role]
    own: set[str | None] = {one.region for one in mine}
    return frozenset(own | {NOWHERE for one in mine if one.questions})


def _inside(path: str, place: str) -> Q:
    """A range of codes, which an ordinary index answers under any collation."""
    digits = codes.significant(place)
    return Q(**{f"{path}__gte": digits.ljust(6, "0"), f"{path}__lte": digits.ljust(6, "9")})


def _among(path: str, places: frozenset[str | None]) -> Q:
    regions = sorted(place for place in places if place is not None)
    found = Q(**{f"{path}__in": regions}) if regions else Q(pk__in=[])
    return found | Q(**{f"{path}__isnull": True}) if NOWHERE in places else found
