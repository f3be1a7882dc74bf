"""A parent says what is wrong: what can be pointed at, and how it is taken in."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from benefits.models import Correction, Edition
from benefits.models.editions import EditionKind
from benefits.pages.benefit import BenefitPage
from benefits.words.conditions import RuleLine

MOST_A_DAY = 20
"""From one network address: many families share one on mobile networks."""

LONGEST_CONDITION = 500


class TooManyCorrectionsError(ValueError):
    """So many have come from one address today that no more are taken."""


def statements(page: BenefitPage) -> list[str]:
    """What the page says that a parent may point at: amounts, dates, conditions, where to go."""
    awards = [f"{award.line}：{award.text}" for award in page.awards if award.text]
    lines = [*page.rules, *(line for award in page.awards for line in award.rules)]
    places = [f"办理：{text}" for text in (page.benefit.where, page.benefit.how) if text]
    found = [*awards, *([page.valid] if page.valid else []), *_worded(lines), *places]
    return list(dict.fromkeys(text[:LONGEST_CONDITION] for text in found))


def _worded(lines: Iterable[RuleLine]) -> Iterator[str]:
    for line in lines:
        text = f"{line.label}：{line.requirement}" if line.requirement else line.label
        alternatives = "，或者".join(_worded(line.alternatives))
        yield f"{text}（{alternatives}）" if alternatives else text


def edition_shown(key: str, number: int) -> Edition | None:
    """The edition of a benefit that a parent was looking at, whether it still is in force or not."""
    return Edition.objects.filter(kind=EditionKind.BENEFIT, key=key, number=number).first()


@transaction.atomic
def receive(correction: Correction, address: str) -> None:
    """Keep a correction that came from a network address. Raises TooManyCorrectionsError.

    The same words about the same edition are kept once. The address is kept as a keyed hash, which changes every day;
    those of days before are erased.
    """
    with connection.cursor() as cursor:
        # One at a time, so that the count is right in whichever process.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('benefits_correction'))")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Correction.objects.filter(created__lt=midnight).exclude(sender="").update(sender="")
    correction.sender = _sender(address, midnight)
    same = Correction.objects.filter(sender=correction.sender, created__gte=midnight)
    if same.filter(edition=correction.edition, text=correction.text, condition=correction.condition).exists():
        return
    if same.count() >= MOST_A_DAY:
        raise TooManyCorrectionsError
    correction.save()


def _sender(address: str, day: datetime) -> str:
    return salted_hmac("benefits.correction", f"{day.date()} {_network(address)}", algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """The address, or the network that one household has in IPv6."""
    found = ipaddress.ip_address(address)
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
