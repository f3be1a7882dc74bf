"""How accounts sign in: by name and password. What they may do is said by their appointments alone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend


class AppointmentBackend(ModelBackend):
    """Django's own permissions are given to nobody here, so they are not even looked up."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:  # noqa: ARG002
        """None: what an account may do is asked of its appointments."""
        return set()
