"""How fast the rules are, by themselves and beside OpenFisca-Core."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Final

from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.compile import Plan
from benefits.rules.household import Household
from benefits.rules.values import FAMILY, MOTHER
from tests.bench import content
from tests.bench.measuring import Line, Work, calibration, medians
from tests.bench.openfisca import Array, Rules, variable_of

MOST_MS: Final = 1.0
LEAST_TIMES_FASTER: Final = 10.0
SLICES: Final = 40
TIMES: Final = 10


def lines() -> Iterator[Line]:
    """The engine's lines of the table."""
    plan = content.plan()
    rules = Rules(plan)
    number = len(plan.entries)
    findings = assess(plan, content.FAMILY_OF_FIVE, content.AS_OF)
    yield _agreement(rules, findings)
    plain, traced, openfisca, openfisca_traced, loop = medians(
        (
            _assessing(plan, traced=False),
            _assessing(plan, traced=True),
            _calculating(rules, traced=False),
            _calculating(rules, traced=True),
            calibration,
        ),
        SLICES,
        TIMES,
    )
    what = f"{number} benefits, {len(findings)} findings"
    yield Line(f"{what}, verdicts alone", f"{plain * 1e3:.2f} ms = {plain / loop:.2f} calibration loops")
    yield Line(
        f"{what}, with {sum(len(one.traces) for one in findings)} traces",
        f"{traced * 1e3:.2f} ms = {traced / loop:.2f} calibration loops",
        f"at most {MOST_MS} ms",
        traced * 1e3 <= MOST_MS,
    )
    yield Line(
        f"OpenFisca-Core, {number} variables",
        f"{openfisca * 1e3:.2f} ms = {openfisca / plain:.1f} times our verdicts",
        f"at least {LEAST_TIMES_FASTER:.0f} times",
        openfisca / plain >= LEAST_TIMES_FASTER,
    )
    yield Line(
        f"OpenFisca-Core, {number} variables, its tracer on",
        f"{openfisca_traced * 1e3:.2f} ms = {openfisca_traced / traced:.1f} times ours with traces",
    )
    yield Line("the calibration loop", f"{loop * 1e3:.2f} ms")


def _assessing(plan: Plan, *, traced: bool) -> Work:
    """Assess one family of many, no two alike in a row, and have its verdicts, or these with all traces."""
    families = cycle(list(content.families(50)))

    def work() -> int:
        # A household of its own: nothing that it remembers of an earlier turn may help.
        one = next(families)
        household = Household(one.family, one.mother, one.father, one.children)
        findings = assess(plan, household, content.AS_OF)
        return _read(findings) if traced else [finding.verdict for finding in findings].count(Verdict.ELIGIBLE)

    return work


def _read(findings: list[Finding]) -> int:
    """Have every trace: it holds its values and its outcome, nothing of it is worked out later.

    Verdicts come with findings; the figures of awards are worked out by what shows them, and are not measured here.
    """
    return len([finding.traces for finding in findings])


def _calculating(rules: Rules, *, traced: bool) -> Work:
    """Every variable for the same families, from what they said to the results, as ours."""
    families = cycle([rules.situation(one) for one in content.families(50)])

    def work() -> object:
        simulation = rules.simulation(next(families))
        simulation.trace = traced
        return rules.calculate(simulation, content.AS_OF)

    return work


# ---------------------------------------------------------------- are the variables the same rules?


def _agreement(rules: Rules, findings: list[Finding]) -> Line:
    """Both must say the same of the family of five, or the comparison means nothing."""
    household = content.FAMILY_OF_FIVE
    simulation = rules.simulation(rules.situation(household))
    said = rules.calculate(simulation, content.AS_OF)
    unlike = [one for one in findings if _said_of(one, said, household) != (one.verdict is Verdict.ELIGIBLE)]
    names = ", ".join(f"{one.benefit.id} ({one.subject})" for one in unlike)
    agreed = f"{len(findings) - len(unlike)} of {len(findings)} findings" + (f", unlike: {names}" if names else "")
    return Line("OpenFisca-Core says the same", agreed, "all", not unlike)


def _said_of(finding: Finding, said: dict[str, Array], household: Household) -> bool:
    values = said[variable_of(finding.entry)]
    kind, _, index = finding.subject.partition(":")
    if kind == FAMILY:
        return bool(values[0])
    if not index:
        return bool(values[0 if kind == MOTHER else 1])
    return bool(values[2 + (household.births[int(index)][0] if kind == "birth" else int(index))])
