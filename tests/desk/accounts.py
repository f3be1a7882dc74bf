"""Officers of the tests: accounts with appointments, each with a browser in which it has signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.test import Client

from benefits.models import Appointment

PASSWORD = "a long password of the tests"


@dataclass(frozen=True)
class Officer:
    """An account, and a browser in which it has signed in, with its second factor where it needs one."""

    user: User
    client: Client


def officer(name: str, *appointments: str) -> Officer:
    """An account with appointments such as ``editor:370100``; a plus sign adds the right to the questions."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    for appointment in appointments:
        role, region = appointment.removesuffix("+").split(":")
        Appointment.objects.create(account=user, role=role, region_id=region, questions=appointment.endswith("+"))
    return Officer(user, signed_in(user))


def signed_in(user: User) -> Client:
    """A browser in which the account has signed in."""
    client = Client()
    client.force_login(user)
    return client
