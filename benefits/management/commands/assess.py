from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benefits.editions.catalogue import catalogue
from benefits.households import format as households
from benefits.results.report import Report
from benefits.today import today
from regions.directory import directory


def _day(text: str) -> date:
    """The day that an argument names. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day: write it like 2026-03-01") from error


class Command(BaseCommand):
    help = "Assess a household against everything in force where it lives, works and is registered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("household", type=Path, help="a YAML or JSON file; manage.py household_schema describes it")
        parser.add_argument(
            "--as-of", type=_day, metavar="DATE", help="the day to assess, 2026-03-01; today unless given"
        )
        parser.add_argument("--json", action="store_true", help="print the findings as data instead of text")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        as_of = options["as_of"] or today()
        held = catalogue(as_of)
        if not held.facts():
            raise CommandError(f"Nothing is published as of {as_of}: run manage.py seed first.")
        try:
            household = households.load(options["household"], held.facts(), as_of=as_of, known_region=_is_place)
        except households.HouseholdError as error:
            raise CommandError(f"The household was not assessed.\n{error}") from error
        report = Report(held, household, as_of)
        self.stdout.write(json.dumps(report.data(), ensure_ascii=False, indent=2) if options["json"] else report.text())


def _is_place(code: str) -> bool:
    return directory().get(code) is not None
