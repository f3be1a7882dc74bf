from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from benefits.desk.appointing import make_officer, read_appointment

PASSWORD = "yuhui-demo-2026"  # noqa: S105 - printed at every start, and refused outside development
ACCOUNTS = {
    "jinan-editor": ["370100:editor+questions"],
    "jinan-reviewer": ["370100:reviewer+questions"],
    "xiangning-editor": ["141029:editor"],
    "xiangning-reviewer": ["141029:reviewer"],
    "administrator": ["000000:administrator"],
}


class Command(BaseCommand):
    help = "Make accounts to try the officers' desk with, all with one known password; only in development."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="", help="where the server will be, to print the desk's address")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if not settings.DEBUG:
            raise CommandError("Accounts with a known password are made only while DEBUG is on.")
        known = set(User.objects.filter(username__in=ACCOUNTS).values_list("username", flat=True))
        for name, appointments in ACCOUNTS.items():
            if name not in known:
                make_officer(name, PASSWORD, [read_appointment(text) for text in appointments])
        self.stdout.write(f"The officers' desk {options['address']}/admin/ can be tried as")
        self.stdout.write(f"  {', '.join(ACCOUNTS)}")
        self.stdout.write(f"password {PASSWORD} unless it was changed. Reviewers and the administrator enrol a second")
        self.stdout.write("factor at their first sign-in, as in production: any authenticator app takes the QR code.")
