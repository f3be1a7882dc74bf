from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from benefits.checking.content import from_fixtures
from benefits.content.yamlfile import MalformedFixtureError
from benefits.references.stored import seed_references
from benefits.seeding import Report, SeedingConflictError, seed
from regions.seeding import MalformedRegionsError


class Command(BaseCommand):
    help = "Bring regions, documents, questions and benefits up to date with the fixtures, and publish what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=Path(settings.BASE_DIR) / "fixtures",
            help="the folder of fixtures; fixtures/ unless given",
        )
        parser.add_argument("--overwrite", action="store_true", help="replace what officers have changed")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        started = time.monotonic()
        try:
            report = seed(options["folder"], today=timezone.localdate(), overwrite=options["overwrite"])
            kept = _seed_households(options["folder"])
        except (MalformedFixtureError, MalformedRegionsError, SeedingConflictError) as error:
            raise CommandError(f"Nothing was changed.\n{error}") from error
        self._print(report, kept, time.monotonic() - started)

    def _print(self, report: Report, kept: list[str], seconds: float) -> None:
        self.stdout.write(
            f"Seeded {report.documents} documents, {report.questions} questions and {report.benefits} benefits: "
            f"{report.published} published, {report.withdrawn} withdrawn, in {seconds:.1f} s."
        )
        if kept:
            self.stdout.write("Reference households left as officers have changed them: " + ", ".join(kept))
        if report.kept:
            self.stdout.write(
                "Left as officers have changed them, though the fixtures differ (--overwrite replaces them): "
                + ", ".join(report.kept)
            )


def _seed_households(folder: Path) -> list[str]:
    """The reference households of the folder, if it has any; those left as officers have them."""
    households = folder / "households"
    return seed_references(households, from_fixtures(folder)) if households.is_dir() else []
