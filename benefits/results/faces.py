"""What of a card is the same for every family, rendered once for each state of the catalogue and day.

Only rules and records enter what is kept here, never an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from benefits.editions.catalogue import Catalogue
from benefits.results.citing import Cited, cited
from benefits.results.moulds import Mould, Moulds, hole, macro
from benefits.rules.facts import Form, Question
from benefits.rules.given import CHILDREN
from benefits.rules.model import Benefit
from benefits.rules.terms import Force, Kind, Recipient, Status
from benefits.words.amounts import paid_to
from benefits.words.chinese import day_words
from benefits.words.glossary import Term, terms_of
from benefits.words.places import place_name
from benefits.words.readings import Line
from benefits.words.rulebook import Rulebook

HOTLINE: Final = "12345"
_NOT_BINDING: Final = (Force.ENCOURAGED, Force.PLANNED, Force.EXPLORATORY)
MOST: Final = 4096
"""How many faces a process keeps."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """What the card of a benefit says to everybody, with the citations of all ``benefits`` that share it.

    ``href`` leads to the benefit's own page and ``own_href`` to its card by itself, ``place`` is whose rule it is;
    ``in_force`` unless all the documents are drafts or over, ``draft`` if all are drafts, ``binding`` unless it is only
    encouraged or planned.
    A family claims it if it is ``claimed``; a service is used, and an institution's money only lowers a family's cost.
    ``ask`` names whom to ask; ``terms`` are the official terms in its words.
    """

    benefits: tuple[Benefit, ...]
    href: str
    own_href: str
    place: str
    in_force: bool
    draft: bool
    binding: bool
    claimed: bool
    category: str
    paid: str
    ask: str
    cited: tuple[Cited, ...]
    terms: tuple[Term, ...]
    _moulds: dict[str, Mould] = field(default_factory=dict)

    @property
    def benefit(self) -> Benefit:
        """The record that it is the card of."""
        return self.benefits[0]

    def mould(self, form: str) -> Mould:
        """The card as *open*, *brief*, *folded* or a *row*, but for a family's words."""
        found = self._moulds.get(form)
        if found is None:
            found = self._moulds[form] = Mould(macro("results/card.html", form)(self, hole))
        return found


class Faces:
    """The faces of one catalogue on one day, and the rows of its rules."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self.catalogue = catalogue
        self.as_of = as_of
        self.rulebook = Rulebook(catalogue.facts(), place_name, _topics(catalogue.questions()))
        self.pieces = Moulds("results/pieces.html")
        self._faces: dict[tuple[int, ...], Face] = {}

    def of(self, benefits: tuple[Benefit, ...]) -> Face:
        """The face of a card: of its benefit, with the citations of those that share the card."""
        # By identity, since to compare records takes longer; a face keeps its records, so their ids stay their own.
        key = tuple([id(benefit) for benefit in benefits])
        found = self._faces.get(key)
        if found is None:
            if len(self._faces) >= MOST:
                self._faces.clear()
            found = self._faces[key] = self._face(benefits)
        return found

    def _face(self, benefits: tuple[Benefit, ...]) -> Face:
        benefit = benefits[0]
        return Face(
            benefits=benefits,
            href=reverse("benefits:benefit", args=[benefit.id]),
            own_href=reverse("benefits:result", args=[benefit.id]),
            place=place_name(benefit.region),
            in_force=_in_force(benefit, self.catalogue),
            draft=_only_proposed(benefit, self.catalogue),
            binding=benefit.force not in _NOT_BINDING,
            claimed=benefit.kind is Kind.BENEFIT and benefit.recipient is Recipient.FAMILY,
            category=benefit.category.value,
            paid=paid_to(benefit.recipient, benefit.force),
            ask=f"{'、'.join(benefit.lead)}，或拨打{HOTLINE}" if benefit.lead else HOTLINE,
            cited=cited(benefits, self.catalogue, self.as_of),
            terms=terms_of(benefit),
        )

    @cached_property
    def frame(self) -> Mould:
        """The page around a family's list, whose place, list and token against forged requests are left open."""
        # Django's templates escape what they do not know to be safe.
        left_open = {name: mark_safe(hole(name)) for name in ("place", "body")}  # noqa: S308
        context = left_open | {"day": day_words(self.as_of), "csrf_token": hole("csrf")}
        return Mould(render_to_string("benefits/results.html", context))

    @cached_property
    def question_of(self) -> Mapping[str, str]:
        """The page that asks for a fact, by the fact; that of the list of children is kept under *children*."""
        questions = self.catalogue.questions()
        hrefs = {question.slug: reverse("benefits:question", args=[question.slug]) for question in questions}
        found = {fact.slug: hrefs[question.slug] for question in questions for fact in question.facts}
        return found | {CHILDREN: next(hrefs[one.slug] for one in questions if one.form is Form.CHILDREN)}


def row_mould(line: Line) -> Mould:
    """A row but for the family's words; those of the same rule that turned out alike share one."""
    form = line.mark if line.value else f"{line.mark}-bare"
    found = line.rule.forms.get(form)
    if not isinstance(found, Mould):
        value = hole("value") if line.value else ""
        inside = hole("alternatives") if line.alternatives else ""
        drawn = macro("results/line.html", "line")(line.mark, line.rule, hole("label"), value, inside)
        found = line.rule.forms[form] = Mould(drawn)
    return found


def _topics(questions: Sequence[Question]) -> frozenset[str]:
    """The facts of the question on which other questions hang: what the family is about."""
    listed = [{fact.slug for fact in question.facts} for question in questions]
    hung_on = {fact.topic for question in questions for fact in question.facts if fact.topic}
    return frozenset().union(*(slugs for slugs in listed if slugs & hung_on))


_kept: WeakKeyDictionary[Catalogue, Faces] = WeakKeyDictionary()


def faces(catalogue: Catalogue, as_of: date) -> Faces:
    """The faces for a day: those kept, unless they are of another."""
    found = _kept.get(catalogue)
    if found is None or found.as_of != as_of:
        found = _kept[catalogue] = Faces(catalogue, as_of)
    return found


def _in_force(benefit: Benefit, catalogue: Catalogue) -> bool:
    documents = (catalogue.document(citation.document) for citation in benefit.citations)
    return any(document is None or document.status is Status.IN_FORCE for document in documents)


def _only_proposed(benefit: Benefit, catalogue: Catalogue) -> bool:
    documents = [catalogue.document(citation.document) for citation in benefit.citations]
    return all(document is not None and document.status is Status.DRAFT for document in documents)
