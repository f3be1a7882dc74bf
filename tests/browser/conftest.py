from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from benefits.editions import catalogue
from benefits.seeding import seed
from regions.directory import hold_directory

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 6, 1)

# A page waits for nothing but the machine, which may be slow, and busy with other tests.
expect.set_options(timeout=20_000)


@pytest.fixture
def published(transactional_db: None) -> Iterator[None]:
    """All fixtures, published for the live server, on the day of these tests."""
    with time_machine.travel(f"{TODAY.isoformat()}T12:00:00+08:00"):
        hold_directory(None)
        catalogue.forget()
        seed(FIXTURES, today=TODAY)
        yield
    hold_directory(None)
    catalogue.forget()


@pytest.fixture(params=["phone", "phone_without_js"], ids=["with JavaScript", "without JavaScript"])
def any_phone(request: pytest.FixtureRequest, published: None) -> Page:
    """A phone with JavaScript, and one without."""
    page: Page = request.getfixturevalue(request.param)
    return page
