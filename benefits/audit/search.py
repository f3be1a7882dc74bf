"""Finds a family for which a record holds, by trying answers with the engine itself.

More answers never overturn a settled verdict, so whatever is ruled out with few answers stays ruled
out, and small sets of telling values go a long way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from benefits.questionnaire.relevance import ELSEWHERE, telling_answers
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.dates import add_months
from benefits.rules.facts import Fact, FactType
from benefits.rules.given import ADOPTED, ALL_HERE, BIRTH, FATHERS, MOTHERS, OURS, RELATION, RESIDENCE
from benefits.rules.household import Answers, Household
from benefits.rules.model import Benefit
from benefits.rules.values import Ask, Gap, Known

HOLDS: Final = (Verdict.ELIGIBLE, Verdict.UPCOMING, Verdict.ENDED)
"""Verdicts that say: this family has it, on that day or on another."""

MOST_TRIES: Final = 20_000
"""Households tried for one question; what is found is found within the first few hundred."""


Judge = Callable[[Sequence[Finding]], bool | frozenset[Ask]]
"""What the findings for one subject say to a search: yes, this family; no, never; or ask these on."""


def holding(findings: Sequence[Finding]) -> bool | frozenset[Ask]:
    """Looks for a family that has it, or has it but for a row that says what the text leaves open.

    Other gaps do not count: twins in a first birth leave open both whether a child is the first and the second.
    """
    (finding,) = findings
    outcome = finding.state.outcome
    if finding.verdict is Verdict.INELIGIBLE:
        return False
    return outcome.missing or said_open(outcome.gaps)


def said_open(gaps: Iterable[Gap]) -> bool:
    """Whether each of these gaps is one that a row of the record names."""
    return all(gap.kind == "unclear" for gap in gaps)


@dataclass(frozen=True)
class Search:
    """Tries families on one day."""

    facts: Mapping[str, Fact]
    as_of: date

    def plan(self, *benefits: Benefit) -> Plan:
        """The rules of some records by themselves."""
        return compile_plan(benefits, self.facts, {})

    def holds(self, benefit: Benefit) -> Household | None:
        """A family that has it, or has it but for a gap."""
        return self.family(self.plan(benefit), holding, beginnings(self.as_of))

    def family(self, plan: Plan, judge: Judge, starts: Iterable[Household]) -> Household | None:
        """A family, from one of these beginnings on, that the judge was looking for; None if there is none."""
        ahead = list(starts)[::-1]
        for _ in range(MOST_TRIES):
            if not ahead:
                return None
            household = ahead.pop()
            said = [judge(findings) for findings in self._by_subject(plan, household)]
            if True in said:
                return household
            asks = next((one for one in said if not isinstance(one, bool)), None)
            if asks:
                ahead += reversed(list(self._answered(plan, household, min(asks))))
        return None

    def _by_subject(self, plan: Plan, household: Household) -> Iterable[list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in assess(plan, household, self.as_of):
            found.setdefault(finding.subject, []).append(finding)
        return found.values()

    def _answered(self, plan: Plan, household: Household, ask: Ask) -> Iterator[Household]:
        """The family with each telling answer: one for all there could be."""
        fact = self.facts[ask.fact]
        answers: Iterable[Known] = (plan.entries[0].benefit.region, ELSEWHERE)
        if fact.type is not FactType.REGION:
            answers = telling_answers(fact, plan, household, self.as_of)
        for value in answers:
            yield household.with_answer(ask.fact, ask.person, value)


# ---------------------------------------------------------------- families to begin with

_AGES: Final = (10, 30, 46, 62, -3, 100, 160, 250, 1)
"""Months since the birth of the youngest: on all sides of what texts name; before nought it is expected."""


@lru_cache(maxsize=8)
def beginnings(as_of: date) -> tuple[Household, ...]:
    """Families of all shapes of which nothing else is known; likelier ones first."""
    shapes = [shape for age in _AGES for shape in _shapes(add_months(as_of, -age))]
    return tuple(Household(children=children) for children in [*shapes, ()])


@lru_cache(maxsize=8)
def strangers(as_of: date) -> tuple[Household, ...]:
    """Families of all shapes with everything in no place that has records."""
    far: Answers = {RESIDENCE: ELSEWHERE, ALL_HERE: True, "purchase_place": ELSEWHERE}
    return tuple(replace(household, family=far) for household in beginnings(as_of))


def _shapes(youngest: date) -> Iterator[tuple[Answers, ...]]:
    """One to four children, twins and triplets, adopted, from before, or lost."""
    older = [add_months(youngest, -months) for months in (38, 75, 110)]
    child = _child(youngest)
    before = tuple(_child(birth) for birth in older)
    lost = _child(add_months(youngest, -240), deceased=True)
    yield from ((*before[:count], child) for count in (1, 0, 2, 3))
    yield child, child
    yield child, child, child
    yield before[0], child, child
    for relation in (ADOPTED, MOTHERS, FATHERS):
        yield (_child(youngest, relation=relation),)
        yield before[0], _child(youngest, relation=relation)
    yield lost, child
    yield (lost,)
    yield (_child(youngest, deceased=True),)


def _child(birth: date, relation: str = OURS, **answers: bool) -> Answers:
    return {BIRTH: birth, RELATION: relation, **answers}
