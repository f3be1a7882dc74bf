"""The part of a card that is the same for every family: rendered once for each state of the catalogue and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from benefits.editions.catalogue import Catalogue, Recent
from benefits.results.citing import cited
from benefits.rules.model import Benefit
from benefits.rules.terms import Status
from benefits.words.amounts import paid_to
from benefits.words.places import place_name

HOTLINE = "12345"
MOST = 4096
"""How many faces a process keeps; no answers enter them."""


@dataclass(frozen=True, slots=True)
class Face:
    """``facts`` (where, how, what to bring) and ``cited`` are ready HTML; ``ask`` names whom to ask.

    ``href`` leads to the benefit's own page, ``place`` is whose rule it is; ``in_force`` unless all
    the documents are drafts or over.
    """

    href: str
    place: str
    in_force: bool
    paid: str
    ask: str
    facts: SafeString
    cited: SafeString


Key = tuple[date, tuple[str, ...]]
_faces: WeakKeyDictionary[Catalogue, Recent[Key, Face]] = WeakKeyDictionary()


def face(catalogue: Catalogue, benefits: tuple[Benefit, ...], as_of: date) -> Face:
    """The face of a card: of its benefit, with the citations of those that share the card."""
    held = _faces.setdefault(catalogue, Recent(MOST))
    key = as_of, tuple(benefit.id for benefit in benefits)
    found = held.get(key)
    if found is None:
        found = _face(catalogue, benefits, as_of)
        held.put(key, found)
    return found


def _face(catalogue: Catalogue, benefits: tuple[Benefit, ...], as_of: date) -> Face:
    benefit = benefits[0]
    quoted = cited(benefits, catalogue, as_of)
    return Face(
        href=reverse("benefits:benefit", args=[benefit.id]),
        place=place_name(benefit.region),
        in_force=_in_force(benefit, catalogue),
        paid=paid_to(benefit.recipient, benefit.force),
        ask=f"{'、'.join(benefit.lead)}，或拨打{HOTLINE}" if benefit.lead else HOTLINE,
        facts=render_to_string("benefits/card_facts.html", {"benefit": benefit, "hotline": HOTLINE}),
        cited=render_to_string("benefits/card_cited.html", {"cited": quoted}),
    )


def _in_force(benefit: Benefit, catalogue: Catalogue) -> bool:
    documents = (catalogue.document(citation.document) for citation in benefit.citations)
    return any(document is None or document.status is Status.IN_FORCE for document in documents)
