from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benefits.audit.audit import audit
from benefits.audit.report import Report
from benefits.checking.content import from_fixtures, published
from benefits.content.yamlfile import MalformedFixtureError
from benefits.rules.comparisons import RecordError
from benefits.today import today
from regions.seeding import MalformedRegionsError

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = "Check all records together: words, numbers, conditions, relations, clauses. Exits with 1 on any finding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--published", action="store_true", help="what parents see today, not the fixtures")
        parser.add_argument("--json", action="store_true", help="print the findings as data instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            content = published(today()) if options["published"] else from_fixtures(FIXTURES)
            found = audit(content, FIXTURES / "coverage", today())
        except (MalformedFixtureError, MalformedRegionsError, RecordError) as error:
            raise CommandError(f"Nothing was checked.\n{error}") from error
        if not content.benefits:
            raise CommandError("There are no records: run manage.py seed first.")
        report = Report(found)
        self.stdout.write(json.dumps(report.data(), ensure_ascii=False, indent=2) if options["json"] else report.text())
        if found.flaws:
            raise SystemExit(1)
