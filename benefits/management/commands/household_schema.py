from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benefits.editions.catalogue import catalogue
from benefits.households.format import json_schema
from benefits.today import today


class Command(BaseCommand):
    help = "Print the JSON Schema (2020-12) of household files, made from the questions in force."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        facts = catalogue(today()).facts()
        if not facts:
            raise CommandError("No questions are published: run manage.py seed first.")
        self.stdout.write(json.dumps(json_schema(facts), ensure_ascii=False, indent=2))
