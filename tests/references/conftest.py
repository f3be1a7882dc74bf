"""The project's own content and its reference households, read once."""

from __future__ import annotations

import pytest

from benefits.checking.content import Content, from_fixtures
from benefits.references.families import Reference, read_references
from tests.references.places import FIXTURES


@pytest.fixture(scope="session")
def content() -> Content:
    return from_fixtures(FIXTURES)


@pytest.fixture(scope="session")
def references(content: Content) -> list[Reference]:
    return read_references(FIXTURES / "households", content)
