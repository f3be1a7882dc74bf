from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benefits.checking.content import Content, from_fixtures, published
from benefits.content.yamlfile import MalformedFixtureError
from benefits.references.confirmed import changes, outcomes, read_confirmed, write_confirmed
from benefits.references.expectations import assess_references, told_by
from benefits.references.families import Reference, read_references
from benefits.references.report import Report
from benefits.references.stored import stored_references
from benefits.today import today
from regions.seeding import MalformedRegionsError

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
HOUSEHOLDS, CONFIRMED = FIXTURES / "households", FIXTURES / "confirmed.yaml"


class Command(BaseCommand):
    help = "Assess the reference households and hold what comes against what is expected. Exits with 1 if any differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--path",
            type=Path,
            default=HOUSEHOLDS,
            help="the folder of households; fixtures/households unless given",
        )
        parser.add_argument(
            "--published", action="store_true", help="against what parents see today, not against the fixtures"
        )
        parser.add_argument(
            "--confirm",
            action="store_true",
            help="record what the households are told now as looked at, unless an expectation differs",
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as data instead of text")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            content = _published() if options["published"] else from_fixtures(FIXTURES)
            references = _stored(content, options) or read_references(options["path"], content)
        except (MalformedFixtureError, MalformedRegionsError) as error:
            raise CommandError(f"Nothing was assessed.\n{error}") from error
        if not references:
            raise CommandError(f"There are no households in {options['path']}.")
        report = self._report(content, references, options)
        self.stdout.write(json.dumps(report.data(), ensure_ascii=False, indent=2) if options["json"] else report.text())
        if report.different or report.changes:
            raise SystemExit(1)

    def _report(self, content: Content, references: list[Reference], options: dict[str, Any]) -> Report:
        found = assess_references(content.plan, references)
        if options["path"] != HOUSEHOLDS:
            return Report(content, references, found)
        now = outcomes(told_by(content.plan, references))
        if options["confirm"] and not any(one.differences for one in found):
            write_confirmed(CONFIRMED, now)
        return Report(content, references, found, changes(read_confirmed(CONFIRMED), now))


def _stored(content: Content, options: dict[str, Any]) -> list[Reference]:
    """With what is published, the households as officers keep them; none if they keep none, or a folder is named."""
    wanted = options["published"] and options["path"] == HOUSEHOLDS
    return stored_references(content.facts) if wanted else []


def _published() -> Content:
    content = published(today())
    if not content.benefits:
        raise CommandError("Nothing is published: run manage.py seed first.")
    return content
