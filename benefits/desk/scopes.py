"""Which region a record belongs to, and which records of a model an account may reach.

Each model of the desk names the way to its region as ``region_path``: a path of the ORM such as
``benefit__region``, or None where it belongs to no region, as the questions do.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet

from benefits.desk.roles import NOWHERE, Rights


def region_path(model: type[Model]) -> str | None:
    """The way to a record's region, None for the questions. Raises TypeError for a model that names none."""
    try:
        path: str | None = model.region_path  # type: ignore[attr-defined]
    except AttributeError as error:
        raise TypeError(f"{model.__name__} has no region_path: give it one, so that it can be scoped") from error
    return path


def region_of(row: Model) -> str | None:
    """The code of the region a record belongs to; None for the questions, or while none is chosen."""
    path = region_path(type(row))
    if path is None:
        return NOWHERE
    *way, last = path.split("__")
    found: Any = row
    for step in way:
        found = getattr(found, step)
    region: str | None = getattr(found, f"{last}_id", None) or getattr(found, last, None)
    return region


def readable(rows: QuerySet[Any], rights: Rights) -> QuerySet[Any]:
    """Those of the rows that the account can read."""
    path = region_path(rows.model)
    if path is None:
        return rows if rights.can_read(NOWHERE) else rows.none()
    return rows.filter(rights.readable(path))


def writable(rows: QuerySet[Any], rights: Rights) -> QuerySet[Any]:
    """Those of the rows that the account can write."""
    return _own(rows, rights.can_write(NOWHERE), rights.writable)


def reviewable(rows: QuerySet[Any], rights: Rights) -> QuerySet[Any]:
    """Those of the rows that the account can approve, publish, withdraw and verify."""
    return _own(rows, rights.can_review(NOWHERE), rights.reviewable)


def _own(rows: QuerySet[Any], questions: bool, among: Any) -> QuerySet[Any]:
    path = region_path(rows.model)
    if path is None:
        return rows if questions else rows.none()
    found: Q = among(path)
    return rows.filter(found)
