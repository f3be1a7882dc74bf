"""Who changed a record last. That account must not approve it, so whatever writes a record signs it."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

AUTHORED = frozenset(("benefit", "document", "question", "referencehousehold"))
"""The kinds of records that keep their author."""


def sign(account: AbstractBaseUser | AnonymousUser | str, kind: str, keys: Collection[str]) -> None:
    """Note an account as the author of the working records of a kind (``benefit``) with these keys."""
    name = account if isinstance(account, str) else account.get_username()
    apps.get_model("benefits", kind)._default_manager.filter(pk__in=keys).update(changed_by=name)
