"""Writes rows in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def upsert(wanted: Sequence[M]) -> list[M]:
    """Insert the rows, or overwrite those that have the same primary key."""
    if not wanted:
        return []
    options = type(wanted[0])._meta
    key = options.pk.name
    columns = [field.name for field in options.concrete_fields if field.name != key]
    return type(wanted[0])._default_manager.bulk_create(
        wanted, update_conflicts=True, unique_fields=[key], update_fields=columns
    )
