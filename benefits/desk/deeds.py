"""Writes down what officers do. The list can only grow: the database refuses anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model

from benefits.desk.scopes import region_of
from benefits.models.officers import Deed, Did


class Change(TypedDict):
    """One field that was changed: where it stands (empty: in the record itself), its name, and what it said."""

    where: str
    field: str
    before: str
    after: str


def record(
    account: AbstractBaseUser | AnonymousUser | str,
    what: Did,
    kind: str,
    key: object,
    region: str | None = None,
    *,
    changes: Sequence[Change] = (),
    note: str = "",
) -> Deed:
    """Write down what an account did to a record, named by kind (``benefit``) and key, in a region's code."""
    name = account if isinstance(account, str) else account.get_username()
    detail: dict[str, Any] = {"changes": list(changes)} if changes else {}
    if note:
        detail["note"] = note
    return Deed.objects.create(account=name, what=what, kind=kind, key=str(key), region_id=region, detail=detail)


def record_row(
    account: AbstractBaseUser | AnonymousUser | str,
    what: Did,
    row: Model,
    *,
    changes: Sequence[Change] = (),
    note: str = "",
) -> Deed:
    """As `record`, of a working row."""
    kind = row._meta.model_name or ""
    return record(account, what, kind, row.pk, region_of(row), changes=changes, note=note)
