"""The published fixtures, a family to attack as, and what no answer may ever be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from tests.questionnaire.conftest import family, published, today

__all__ = ["family", "published", "today"]

Browse = Callable[..., Client]


@pytest.fixture
def browse(published: None, db: None, today: object) -> Browse:
    """Makes a browser that shows a failure as its user sees it, with this text as its cookie."""

    def client(cookie: str | None = None, **options: Any) -> Client:
        browser = Client(raise_request_exception=False, **options)
        if cookie is not None:
            browser.cookies[settings.HOUSEHOLD_COOKIE] = cookie
        return browser

    return client


def sealed(content: Any) -> str:
    """A cookie with a valid signature, whatever it holds."""
    return signing.dumps(content, salt="benefits.household", compress=True)


def answered(**changed: Any) -> dict[str, Any]:
    """What the cookie of a family with two children holds, with some groups replaced."""
    return {
        "household": {
            "family": {"residence": "370102", "all_here": True, "parents": "both", "couple": "married"},
            "mother": {"work": "employee", "insurance": "maternity"},
            "children": [{"birth": "2024-05-01", "relation": "ours"}, {"birth": "2019-03-02", "relation": "ours"}],
        }
        | changed
    }
