"""Officers of the tests: accounts with appointments, each with a browser in which it has signed in."""

from __future__ import annotations

import time
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


def signed_in(user: User, client: Client | None = None) -> Client:
    """A browser in which the account has signed in, and shown a second factor."""
    client = client or Client()
    client.force_login(user)
    # What django-allauth keeps in the session once a code was right.
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    # As on any request but the first of a minute.
    session["seen"] = int(time.time())
    session.save()
    return client
