from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benefits.content import Content, from_fixtures, published
from benefits.expectations import assess_references
from benefits.expectations_report import Report
from benefits.references import read_references
from benefits.today import today
from benefits.yamlfile import MalformedFixtureError
from regions.seeding import MalformedRegionsError

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = "Assess the reference households and hold what comes against what is expected. Exits with 1 if any differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--path",
            type=Path,
            default=FIXTURES / "households",
            help="the folder of households; fixtures/households unless given",
        )
        parser.add_argument(
            "--published", action="store_true", help="against what parents see today, not against the fixtures"
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as data instead of text")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            content = _published() if options["published"] else from_fixtures(FIXTURES)
            references = read_references(options["path"], content)
        except (MalformedFixtureError, MalformedRegionsError) as error:
            raise CommandError(f"Nothing was assessed.\n{error}") from error
        if not references:
            raise CommandError(f"There are no households in {options['path']}.")
        report = Report(content, references, assess_references(content.plan, references))
        self.stdout.write(json.dumps(report.data(), ensure_ascii=False, indent=2) if options["json"] else report.text())
        if report.different:
            raise SystemExit(1)


def _published() -> Content:
    content = published(today())
    if not content.benefits:
        raise CommandError("Nothing is published: run manage.py seed first.")
    return content
