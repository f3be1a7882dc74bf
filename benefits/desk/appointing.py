"""Makes officers' accounts with what they are appointed to."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import Final

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from benefits.desk import deeds
from benefits.desk.roles import Appointed
from benefits.desk.witness import ACCOUNT
from benefits.models import Appointment, Did
from benefits.models.officers import Role
from regions.models import Region

MADE_BY: Final = "manage.py create_officer"
"""Stands in the list of deeds where no account made the account; none can have this name."""

_WRITTEN = re.compile(r"(\d{6}):([a-z]+)(\+questions)?")


class UnusableAppointmentError(ValueError):
    """What an account was to be appointed to, or its name or password, cannot be."""


def read_appointment(text: str) -> Appointed:
    """What ``370100:editor`` or ``370100:reviewer+questions`` says. Raises UnusableAppointmentError."""
    found = _WRITTEN.fullmatch(text)
    if not found or found[2] not in Role.values:
        roles = ", ".join(Role.values)
        raise UnusableAppointmentError(
            f"{text!r} is no appointment: write REGION:ROLE, such as 370100:editor; roles: {roles}; "
            "for the questions as well 370100:editor+questions"
        )
    if found[3] and found[2] not in (Role.EDITOR, Role.REVIEWER):
        raise UnusableAppointmentError(f"{text!r}: only editors and reviewers can have the questions as well")
    return Appointed(found[2], found[1], questions=bool(found[3]))


def new_password() -> str:
    """A password that can be read out: four groups of four letters and digits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


@transaction.atomic
def make_officer(name: str, password: str, appointments: Sequence[Appointed], by: str = MADE_BY) -> User:
    """An account that can sign in and is appointed to all of these. Raises UnusableAppointmentError."""
    account = User(username=name, is_staff=True)
    try:
        account.full_clean(exclude=["password"])
        validate_password(password, account)
    except ValidationError as error:
        raise UnusableAppointmentError(" ".join(error.messages)) from error
    account.set_password(password)
    account.save()
    for one in appointments:
        region = Region.objects.filter(code=one.region).first()
        if region is None:
            raise UnusableAppointmentError(f"no region has the code {one.region}: correct it, or seed the regions")
        Appointment.objects.create(account=account, region=region, role=one.role, questions=one.questions)
    note = "；".join(str(one) for one in account.appointments.select_related("region"))
    deeds.record(by, Did.ADDED, ACCOUNT, name, note=note)
    return account
