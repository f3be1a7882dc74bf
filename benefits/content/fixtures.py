"""A folder of fixtures as the records it holds: documents, questions, and the benefits of one file for each region."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benefits.content.schema import Placed, read_benefits, read_documents, read_questions, refuse_repeated_ids
from benefits.content.yamlfile import MalformedFixtureError, Mistake
from benefits.documents.official import OfficialDocument
from benefits.rules.facts import Question
from benefits.rules.model import Benefit


@dataclass(frozen=True)
class Fixtures:
    """All that a folder of fixtures says. ``regions`` are those that have a file of benefits."""

    documents: list[Placed[OfficialDocument]] = field(default_factory=list)
    questions: list[Placed[Question]] = field(default_factory=list)
    benefits: list[Placed[Benefit]] = field(default_factory=list)
    regions: frozenset[str] = frozenset()

    @property
    def placed(self) -> list[Placed[Any]]:
        """All records, in the order in which they need each other."""
        return [*self.documents, *self.questions, *self.benefits]


def read_fixtures(folder: Path) -> Fixtures:
    """The records of ``documents/documents.yaml``, ``questions.yaml`` and ``benefits/*.yaml``, those that are there.

    Raises MalformedFixtureError with the mistakes of all files.
    """
    mistakes: list[Mistake] = []

    def read(paths: Iterable[Path], reader: Callable[[Path], list[Placed[Any]]]) -> list[Placed[Any]]:
        found = []
        for path in paths:
            try:
                found += reader(path)
            except MalformedFixtureError as error:
                mistakes.extend(error.mistakes)
        return found

    fixtures = Fixtures(
        documents=read(_present(folder / "documents" / "documents.yaml"), read_documents),
        questions=read(_present(folder / "questions.yaml"), read_questions),
        benefits=read(sorted((folder / "benefits").glob("*.yaml")), read_benefits),
    )
    if mistakes:
        raise MalformedFixtureError(mistakes)
    refuse_repeated_ids(fixtures.benefits)
    return replace(fixtures, regions=frozenset(placed.record.region for placed in fixtures.benefits))


def _present(path: Path) -> list[Path]:
    return [path] if path.exists() else []
