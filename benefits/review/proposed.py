"""What parents would see if some records were published, and others withdrawn: the catalogue with these in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from benefits.content.schema import Record
from benefits.documents.official import OfficialDocument
from benefits.editions.catalogue import Catalogue, with_ancestors
from benefits.editions.publishing import Key, key_of
from benefits.models.editions import EditionKind
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit


class Offer(Protocol):
    """What families can be assessed against: the catalogue, or one that is proposed."""

    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""

    def plan_for(self, places: Iterable[str]) -> Plan:
        """The rules of these regions and of all above them."""


class Proposed:
    """A catalogue with some records in place of their own editions, and without those that are gone."""

    def __init__(self, catalogue: Catalogue, records: Sequence[Record], gone: Collection[Key] = ()) -> None:
        self.catalogue = catalogue
        self.records = tuple(records)
        self.gone = frozenset(gone)
        self._touched = {key_of(record) for record in records} | self.gone
        self._plans: dict[frozenset[str], Plan] = {}

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        kept = [one for one in self.catalogue.questions() if not self._is_touched(EditionKind.QUESTION, one.slug)]
        own = [record for record in self.records if isinstance(record, Question)]
        return tuple(sorted([*kept, *own], key=lambda question: (question.order, question.slug)))

    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return self._questions

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.slug: fact for question in self._questions for fact in question.facts}

    def facts(self) -> Mapping[str, Fact]:
        """All facts by slug."""
        return self._facts

    def document(self, slug: str) -> OfficialDocument | None:
        """The document with this slug."""
        own = (one for one in self.records if isinstance(one, OfficialDocument) and one.slug == slug)
        found = next(own, None)
        if found or self._is_touched(EditionKind.DOCUMENT, slug):
            return found
        return self.catalogue.document(slug)

    def benefit(self, id: str) -> Benefit | None:  # noqa: A002 - the record's own name for it
        """The benefit with this id."""
        found = next((one for one in self.records if isinstance(one, Benefit) and one.id == id), None)
        if found or self._is_touched(EditionKind.BENEFIT, id):
            return found
        return self.catalogue.benefit(id)

    def benefits_for(self, places: Iterable[str]) -> tuple[Benefit, ...]:
        """The benefits of these regions (codes) and of all above them."""
        above = set(with_ancestors(places))
        kept = (one for one in self.catalogue.benefits_for(above) if not self._is_touched(EditionKind.BENEFIT, one.id))
        return (*kept, *(one for one in self.records if isinstance(one, Benefit) and one.region in above))

    def plan_for(self, places: Iterable[str]) -> Plan:
        """The rules of these regions and of all above them, compiled once for each set that has any."""
        benefits = self.benefits_for(places)
        key = frozenset(benefit.region for benefit in benefits)
        if key not in self._plans:
            self._plans[key] = self._compiled(benefits)
        return self._plans[key]

    def _compiled(self, benefits: Sequence[Benefit]) -> Plan:
        cited = {citation.document for benefit in benefits for citation in benefit.citations}
        documents = [document for slug in cited if (document := self.document(slug))]
        return compile_plan(benefits, self._facts, {document.slug: document.status for document in documents})

    def _is_touched(self, kind: EditionKind, key: str) -> bool:
        return (kind, key) in self._touched
