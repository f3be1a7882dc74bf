"""All that the rules and the checks of the content work on: straight from the fixtures, or as published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from benefits.checking import Surroundings, check
from benefits.content.fixtures import read_fixtures
from benefits.content.schema import Placed, benefit_from_payload, document_from_payload, question_from_payload
from benefits.content.yamlfile import MalformedFixtureError
from benefits.documents.official import OfficialDocument
from benefits.models import Publication
from benefits.models.editions import EditionKind
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit
from benefits.rules.terms import Status
from regions.models import Region
from regions.seeding import read_codes


@dataclass(frozen=True, eq=False, repr=False)
class Content:
    """Every record, with the codes of all places. ``placed`` says where those of fixtures were read."""

    benefits: tuple[Benefit, ...]
    questions: tuple[Question, ...]
    documents: tuple[OfficialDocument, ...]
    regions: frozenset[str]
    placed: Mapping[str, Placed[Any]]

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """All facts by slug."""
        return {fact.slug: fact for question in self.questions for fact in question.facts}

    @cached_property
    def by_slug(self) -> Mapping[str, OfficialDocument]:
        """The documents by slug."""
        return {document.slug: document for document in self.documents}

    @cached_property
    def by_id(self) -> Mapping[str, Benefit]:
        """The benefits by id."""
        return {benefit.id: benefit for benefit in self.benefits}

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """Where each document stands."""
        return {document.slug: document.status for document in self.documents}

    @cached_property
    def plan(self) -> Plan:
        """The rules of all regions, compiled. Raises RecordError."""
        return compile_plan(self.benefits, self.facts, self.statuses)

    @property
    def surroundings(self) -> Surroundings:
        """What the records may refer to."""
        return Surroundings(self.by_slug, self.facts, self.regions, frozenset(self.by_id))


def from_fixtures(folder: Path) -> Content:
    """The records of a folder of fixtures, each checked among the others.

    Raises MalformedFixtureError, MalformedRegionsError.
    """
    fixtures = read_fixtures(folder)
    content = Content(
        benefits=tuple(one.record for one in fixtures.benefits),
        questions=tuple(one.record for one in fixtures.questions),
        documents=tuple(one.record for one in fixtures.documents),
        regions=read_codes(folder / "regions.csv"),
        placed={one.name: one for one in fixtures.benefits},
    )
    around = content.surroundings
    problems = ((one, problem) for one in fixtures.placed for problem in check(one.record, around))
    mistakes = [one.mistake(problem.loc, problem.message) for one, problem in problems]
    if mistakes:
        raise MalformedFixtureError(mistakes)
    return content


def published(on: date) -> Content:
    """The records that parents see on a day."""
    return Content(
        benefits=tuple(map(benefit_from_payload, _payloads(EditionKind.BENEFIT, on))),
        questions=tuple(map(question_from_payload, _payloads(EditionKind.QUESTION, on))),
        documents=tuple(map(document_from_payload, _payloads(EditionKind.DOCUMENT, on))),
        regions=frozenset(Region.objects.values_list("code", flat=True)),
        placed={},
    )


def _payloads(kind: EditionKind, on: date) -> Iterable[Any]:
    return [row.edition.payload for row in Publication.objects.of_kind(kind).as_of(on=on)]
