from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from benefits.content.schema import Record
from benefits.desk import deeds
from benefits.editions.publishing import Signature, UnpublishableError, publish_all
from benefits.models import Benefit, Did, Document, Question
from benefits.models.editions import EditionKind
from benefits.records import read_benefit, read_document, read_question
from benefits.today import today


class Command(BaseCommand):
    help = "Check working records together and publish those that differ from what is in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=EditionKind.values)
        parser.add_argument("ids", nargs="+", help="ids of records of that kind")
        parser.add_argument("--by", required=True, help="whose account the log names")
        parser.add_argument("--reason", required=True)
        parser.add_argument(
            "--from", dest="from_date", type=date.fromisoformat, help="the first day; today if not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        signature = Signature(by=options["by"], reason=options["reason"], from_date=options["from_date"] or today())
        try:
            with transaction.atomic():
                editions = publish_all([_record(options["kind"], key) for key in options["ids"]], signature)
                for one in editions:
                    note = signature.reason
                    deeds.record(signature.by, Did.PUBLISHED, one.kind, one.key, one.region_id, note=note)
        except UnpublishableError as error:
            raise CommandError(f"Nothing was published.\n{error}") from error
        for edition in editions:
            self.stdout.write(f"{edition.kind} {edition.key}: edition {edition.number}")
        self.stdout.write(f"{len(editions)} published, {len(options['ids']) - len(editions)} in force already.")


def _record(kind: str, key: str) -> Record:
    try:
        match EditionKind(kind):
            case EditionKind.BENEFIT:
                return read_benefit(Benefit.objects.with_parts().get(pk=key))
            case EditionKind.QUESTION:
                return read_question(Question.objects.get(pk=key))
            case EditionKind.DOCUMENT:
                return read_document(Document.objects.get(pk=key))
    except (Benefit.DoesNotExist, Question.DoesNotExist, Document.DoesNotExist) as error:
        raise CommandError(f"There is no {kind} {key!r}; correct the id.") from error
    except ValueError as error:
        raise CommandError(f"{kind} {key} is not complete: {error}") from error
