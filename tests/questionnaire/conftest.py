"""The project's own records, published once for this folder, and a family that goes through the questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from benefits.editions import catalogue
from benefits.seeding import seed
from regions.directory import Directory, hold_directory
from regions.search import Place
from tests.questionnaire.family import TODAY, Family

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="package")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All fixtures, seeded once and taken back after the folder's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        hold_directory(None)
        catalogue.forget()
        seed(FIXTURES, today=TODAY)
        yield
        transaction.set_rollback(True)
    hold_directory(None)
    catalogue.forget()


@pytest.fixture
def some_places() -> Iterator[None]:
    """Three places, known without a database."""
    named = {"370000": "山东省", "370102": "历下区", "141029": "乡宁县"}
    hold_directory(Directory([Place(code, name, "") for code, name in named.items()]))
    yield
    hold_directory(None)


@pytest.fixture
def today() -> Iterator[date]:
    """The day on which every test of this folder takes place, at noon in Shanghai."""
    with time_machine.travel(f"{TODAY.isoformat()}T12:00:00+08:00", tick=False):
        yield TODAY


@pytest.fixture
def family(published: None, db: None, today: date, client: Client) -> Family:
    """A family that has not answered anything."""
    return Family(client)
