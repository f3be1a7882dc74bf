"""What parents could read once and cannot any more."""

from __future__ import annotations

import logging
from datetime import date

from django.db import Error as DatabaseError

from benefits.models import Publication
from benefits.models.editions import Action, EditionKind

logger = logging.getLogger(__name__)


def withdrawn_title(benefit: str, on: date) -> str:
    """What a benefit that is not in force was called when it was withdrawn; empty if it never was, or none can tell."""
    log = Publication.objects.of_kind(EditionKind.BENEFIT).filter(edition__key=benefit, effective__lte=on)
    try:
        row = log.filter(action=Action.WITHDRAWN).select_related("edition").order_by("-number").first()
    except DatabaseError:
        logger.warning("The database does not answer; whether a benefit was withdrawn cannot be told")
        return ""
    return str(row.edition.payload["title"]) if row else ""
