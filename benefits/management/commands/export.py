from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benefits.content.exporting import benefits_as_yaml, questions_as_yaml
from benefits.editions.catalogue import Catalogue
from benefits.models import Benefit, Question
from benefits.records import read_benefit, read_question
from benefits.today import today
from regions.directory import UnknownRegionError, directory

QUESTIONS = "questions"


class Command(BaseCommand):
    help = "Write the benefits of a region, or the questions, as YAML: a fixture that seeding reads back the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", help=f"a region's code, such as 370100, or {QUESTIONS}")
        parser.add_argument(
            "--published", action="store_true", help="what parents see today, not what officers are working on"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        what, published = options["what"], options["published"]
        try:
            text = _questions(published) if what == QUESTIONS else _benefits(what, published)
        except UnknownRegionError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"A working record is not complete: {error}") from error
        self.stdout.write(text, ending="")


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
