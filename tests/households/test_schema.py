"""The published JSON Schema accepts exactly what is read, but for what a schema cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from benefits.households.format import HouseholdError, dump, json_schema, parse
from benefits.rules.facts import Fact
from tests.households.test_households import FACTS, FAMILY, MAPPINGS, REFUSED
from tests.rules.strategies import households, vocabularies

CHECKED = Draft202012Validator(json_schema(FACTS))
BEYOND = ("is not possible", "there is no day")
"""What only `parse` can tell: which days exist, and which are possible."""


def is_read(mapping: object, facts: Mapping[str, Fact]) -> bool:
    """Whether it is read, or refused for nothing that a schema could say."""
    try:
        parse(mapping, facts)
    except HouseholdError as error:
        return all(any(words in problem.message for words in BEYOND) for problem in error.problems)
    return True


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema(FACTS))


def test_a_plain_household_fits_the_schema() -> None:
    assert CHECKED.is_valid(FAMILY)


@pytest.mark.parametrize("mapping", [mapping for mapping, _ in REFUSED], ids=[message for _, message in REFUSED])
def test_what_is_refused_does_not_fit_the_schema(mapping: object) -> None:
    assert CHECKED.is_valid(mapping) == is_read(mapping, FACTS)


@settings(max_examples=300, deadline=None)
@given(MAPPINGS)
def test_anything_at_all_fits_the_schema_if_it_is_read(mapping: Any) -> None:
    assert CHECKED.is_valid(mapping) == is_read(mapping, FACTS)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_fits_the_schema_of_its_vocabulary(data: st.DataObject) -> None:
    facts = data.draw(vocabularies())
    assert Draft202012Validator(json_schema(facts)).is_valid(dump(data.draw(households(facts))))
