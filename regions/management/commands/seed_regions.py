from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from regions.seeding import MalformedRegionsError, seed_regions


class Command(BaseCommand):
    help = "Bring the table of regions up to date with a CSV file (code, name, level)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=Path(settings.BASE_DIR) / "fixtures" / "regions.csv",
            help="the file; fixtures/regions.csv unless given",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            counts = seed_regions(options["path"])
        except MalformedRegionsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Regions: {counts.added} added, {counts.changed} changed, "
            f"{counts.unchanged} unchanged, {counts.kept} kept though not in the file."
        )
