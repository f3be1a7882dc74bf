"""The published fixtures and the day of the questionnaire's tests, and ways to look at a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from benefits.editions import catalogue
from benefits.editions.catalogue import Catalogue
from benefits.questionnaire.interview import places
from benefits.results.drawing import Results, result, results
from benefits.results.shown import Shown
from benefits.rules.household import Household
from tests.pages.looking import Sheet, with_answers
from tests.questionnaire.conftest import published, today
from tests.questionnaire.family import TODAY

__all__ = ["published", "today"]

Draw = Callable[[Household], Results]
Alone = Callable[[Household, str], tuple[Shown, ...]]
Look = Callable[..., Sheet]


@pytest.fixture
def held(published: None, db: None, today: object) -> Catalogue:
    """What is in force."""
    return catalogue.catalogue(TODAY)


@pytest.fixture
def draw(held: Catalogue) -> Draw:
    """Draws up the results of a household."""
    return lambda household: results(held, household, places(household), TODAY)


@pytest.fixture
def alone(held: Catalogue) -> Alone:
    """Draws up one benefit in full for a household."""
    return lambda household, benefit: result(held, household, places(household), TODAY, benefit)


@pytest.fixture
def look(held: Catalogue, client: Client) -> Look:
    """Opens an address, with a household's answers in the browser if there are any."""

    def open_page(address: str, household: Household | None = None) -> Sheet:
        if household is not None:
            with_answers(client, household)
        return Sheet(client.get(address))

    return open_page
