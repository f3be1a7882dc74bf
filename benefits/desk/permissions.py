"""Who may: each rule as a pair, one that answers and one that raises with a reason for the officer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied

from benefits.desk.roles import NONE, UNLIMITED, Appointed, Rights, rights
from benefits.models.officers import Appointment
from regions.directory import directory

Account = AbstractBaseUser | AnonymousUser

_KEPT = "_rights"


def rights_of(account: Any) -> Rights:
    """What an account may do; read once for each object, as Django does with its own permissions."""
    kept: Rights | None = getattr(account, _KEPT, None)
    if kept is None:
        kept = _read(account)
        setattr(account, _KEPT, kept)
    return kept


def _read(account: Any) -> Rights:
    if not (account.is_active and account.is_authenticated and account.is_staff):
        return NONE
    if account.is_superuser:
        return UNLIMITED
    rows = Appointment.objects.filter(account=account).values_list("role", "region", "questions")
    return rights(Appointed(*row) for row in rows)


def can_read(account: Account, region: str | None) -> bool:
    """Whether the account sees the drafts of a region (its code), or, for None, the questions."""
    return rights_of(account).can_read(region)


def can_write(account: Account, region: str | None) -> bool:
    """Whether the account edits the drafts of a region, or, for None, the questions."""
    return rights_of(account).can_write(region)


def can_review(account: Account, region: str | None) -> bool:
    """Whether the account approves and publishes for a region, or, for None, the questions."""
    return rights_of(account).can_review(region)


def can_administer(account: Account, region: str | None) -> bool:
    """Whether the account keeps the accounts of a region, or, for None, of the whole country."""
    return rights_of(account).can_administer(region)


def check_can_read(account: Account, region: str | None) -> None:
    """Raises PermissionDenied unless the account can read."""
    if not can_read(account, region):
        raise PermissionDenied(f"您不能查看{_name(region)}的记录。")


def check_can_write(account: Account, region: str | None) -> None:
    """Raises PermissionDenied unless the account can write."""
    if not can_write(account, region):
        raise PermissionDenied(f"您不是{_name(region)}的编辑，不能改它的记录。")


def check_can_review(account: Account, region: str | None) -> None:
    """Raises PermissionDenied unless the account can review."""
    if not can_review(account, region):
        raise PermissionDenied(f"您不是{_name(region)}的审核人，不能批准、发布、撤回或核实它的记录。")


def _name(region: str | None) -> str:
    place = directory().get(region) if region else None
    return place.name if place else "问题" if region is None else "这个地区"
