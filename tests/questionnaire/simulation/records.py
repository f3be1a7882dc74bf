"""The records of the fixtures as plans, one for each set of places; without a database."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from benefits.content.schema import load_benefits, load_documents
from benefits.questionnaire.interview import places
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.household import Household
from benefits.rules.model import Benefit
from benefits.rules.terms import Status
from tests.questionnaire.questions import FACTS

_FIXTURES: Final = Path(__file__).parents[3] / "fixtures"
_STATUSES: Final = {one.slug: one.status for one in load_documents(_FIXTURES / "documents" / "documents.yaml")}
_RECORDS: Final = [one for file in sorted((_FIXTURES / "benefits").glob("*.yaml")) for one in load_benefits(file)]
_WITH_RECORDS: Final = frozenset(one.region for one in _RECORDS)


def plan_for(household: Household) -> Plan:
    """What holds in all the places that a family names."""
    return _plan(places(household) & _WITH_RECORDS)


def everywhere() -> Plan:
    """What is in force in all places that have records."""
    return _everywhere


@cache
def _plan(regions: frozenset[str]) -> Plan:
    return compile_plan(_of(regions), FACTS, _STATUSES)


def _of(regions: Iterable[str]) -> list[Benefit]:
    held = frozenset(regions)
    return [one for one in _RECORDS if one.region in held]


def _stands(benefit: Benefit) -> bool:
    return any(_STATUSES.get(one.document, Status.IN_FORCE) is Status.IN_FORCE for one in benefit.citations)


_everywhere: Final = compile_plan([one for one in _RECORDS if _stands(one)], FACTS, _STATUSES)
