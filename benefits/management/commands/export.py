from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benefits.content.exporting import benefits_as_yaml, questions_as_yaml
from benefits.editions.catalogue import Catalogue
from benefits.models import Benefit, Question
from benefits.records import read_benefit, read_question
from benefits.references.stored import reference_as_yaml, stored_references
from benefits.today import today
from regions.directory import UnknownRegionError, directory

QUESTIONS, HOUSEHOLDS = "questions", "households"


class Command(BaseCommand):
    help = "Write the benefits of a region, or the questions, as YAML: a fixture that seeding reads back the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", help=f"a region's code, such as 370100, {QUESTIONS}, or {HOUSEHOLDS}")
        parser.add_argument(
            "--published", action="store_true", help="what parents see today, not what officers are working on"
        )

        parser.add_argument(
            "--folder", type=Path, help=f"where {HOUSEHOLDS} are written, one file each; needed for these"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        what, published = options["what"], options["published"]
        if what == HOUSEHOLDS:
            self._write_households(options["folder"])
            return
        try:
            text = _questions(published) if what == QUESTIONS else _benefits(what, published)
        except UnknownRegionError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"A working record is not complete: {error}") from error
        self.stdout.write(text, ending="")

    def _write_households(self, folder: Path | None) -> None:
        """The reference households as the files that seeding reads back the same."""
        if folder is None or not folder.is_dir():
            raise CommandError(
                "Name a folder that exists with --folder: each household is written to a file of its own."
            )
        references = stored_references(Catalogue.at(None, today()).facts())
        for reference in references:
            (folder / f"{reference.slug}.yaml").write_text(reference_as_yaml(reference), encoding="utf-8")
        self.stdout.write(f"{len(references)} households written to {folder}.")


def _questions(published: bool) -> str:
    if published:
        return questions_as_yaml(Catalogue.at(None, today()).questions())
    rows = Question.objects.prefetch_related("facts__options", "facts__taken_as")
    return questions_as_yaml([read_question(row) for row in rows])


def _benefits(code: str, published: bool) -> str:
    directory().require(code)
    if published:
        benefits = Catalogue.at(None, today()).benefits_of(code)
    else:
        benefits = tuple(read_benefit(row) for row in Benefit.objects.with_parts().filter(region=code))
    return benefits_as_yaml(code, benefits)
