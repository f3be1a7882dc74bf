"""The same records as OpenFisca variables: one formula for each benefit, the facts as inputs.

Formulas know yes and no only: an open row counts as no. What derived facts and the calendar
need is given as inputs, in OpenFisca's favour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benefits.rules import situation as rules
from benefits.rules.compile import Entry, Plan
from benefits.rules.dates import Span
from benefits.rules.facts import Fact, FactType, Holder
from benefits.rules.household import Household
from benefits.rules.model import Run
from benefits.rules.parts import Window
from benefits.rules.rows import Given, Reach, Row
from benefits.rules.terms import Operator, Subject
from benefits.rules.values import FAMILY, FATHER, MOTHER, PARENTS, Known

Array = Any
Population = Any
Said = dict[str, Any]
Situation = dict[str, dict[str, Said]]
"""Persons and families, by their names, with what is known of them."""

Person: Final = Entity("person", "persons", "A person", "")
Family: Final = GroupEntity(
    "family",
    "families",
    "A family",
    "",
    [{"key": "parent", "plural": "adults", "subroles": ["mother", "father"]}, {"key": "child", "plural": "minors"}],
)
_DEFAULTS: Final[dict[FactType, Known]] = {
    FactType.YESNO: False,
    FactType.NUMBER: -1,
    FactType.DATE: date(1, 1, 1),
    FactType.REGION: 0,
}
_TYPES: Final[dict[FactType, type]] = {
    FactType.YESNO: bool,
    FactType.NUMBER: int,
    FactType.DATE: date,
    FactType.REGION: int,
    FactType.CHOICE: Enum,
}
UNSAID: Final = "unsaid"


# ---------------------------------------------------------------- facts and rules become variables


def _fact_variable(fact: Fact) -> type[Variable]:
    members: dict[str, Any] = {
        "value_type": _TYPES[fact.type],
        "entity": Family if fact.holder is Holder.FAMILY else Person,
        "definition_period": DateUnit.ETERNITY,
        "label": fact.label,
    }
    if fact.type is FactType.CHOICE:
        choices = Enum(fact.slug, {value: value for value in (UNSAID, *fact.values)})
        members |= {"possible_values": choices, "default_value": choices[UNSAID]}
    else:
        members["default_value"] = _DEFAULTS[fact.type]
    return type(fact.slug, (Variable,), members)


def _rule_variable(entry: Entry) -> type[Variable]:
    of_family = entry.benefit.subject is Subject.FAMILY
    members = {
        "value_type": bool,
        "entity": Family if of_family else Person,
        "definition_period": DateUnit.DAY,
        "label": entry.benefit.title,
        "formula": _formula(entry),
    }
    return type(variable_of(entry), (Variable,), members)


def variable_of(entry: Entry) -> str:
    """The name of a benefit's variable."""
    return entry.benefit.id.replace("-", "_")


Test = Callable[[Population, Any], Array]


def _formula(entry: Entry) -> Test:
    conditions = _all_rows(entry.rows)
    awards = [_all_rows(award.rows, award.award.run) for award in entry.awards]

    def formula(population: Population, period: Any) -> Array:
        holds = conditions(population, period)
        if awards:
            holds = holds & np.logical_or.reduce([award(population, period) for award in awards])
        return holds

    return formula


_ROLES: Final = {Reach.A_CHILD: "child", Reach.A_PARENT: "parent"}


def _all_rows(rows: Iterable[Row], run: Run | None = None) -> Test:
    """All rows hold: those on any child for one child, those on either parent for one parent."""
    judged = [row for row in rows if (row.condition and row.comparison) or _days(row)]
    single: dict[str, list[Row]] = {}
    alternatives: dict[str, list[Row]] = {}
    for row in judged:
        if row.any_of:
            alternatives.setdefault(row.any_of, []).append(row)
        else:
            single.setdefault(_ROLES.get(row.reach, ""), []).append(row)

    def holds(population: Population, period: Any) -> Array:
        parts = [_of_role(population, period, together, role) for role, together in single.items()]
        for group in alternatives.values():
            each = [_of_role(population, period, [row], _ROLES.get(row.reach, "")) for row in group]
            parts.append(np.logical_or.reduce(each))
        if run:
            parts.append(_running(run, population, period))
        return np.logical_and.reduce(parts) if parts else np.ones(population.count, dtype=bool)

    return holds


def _is_family(population: Population) -> bool:
    return bool(population.entity.key == Family.key)


def _of_role(population: Population, period: Any, rows: list[Row], role: str) -> Array:
    """Rows that hold together: for the population itself, or for anyone with this role in the family."""
    if not role:
        return _together(rows, population, period)
    members = population.members if _is_family(population) else population
    family = population if _is_family(population) else population.family
    return family.any(_together(rows, members, period), role=next(one for one in Family.roles if one.key == role))


def _together(rows: list[Row], population: Population, period: Any) -> Array:
    return np.logical_and.reduce([_one(row, population, period) for row in rows])


def _one(row: Row, population: Population, period: Any) -> Array:
    days = _days(row)
    if days:
        return np.full(population.count, days.on(date(*period.start)).truth)
    return _compared(row, _value(row, population, period), np.datetime64(date(*period.start)))


def _value(row: Row, population: Population, period: Any) -> Array:
    assert row.condition
    slug = row.condition.fact
    of_family = _is_family(population)
    family = population if of_family else population.family
    if row.reach is Reach.FAMILY:
        return family(slug, period)
    if row.reach is Reach.MOTHER:
        return family.mother(slug, period)
    if row.reach is Reach.FATHER:
        return family.father(slug, period)
    return population(slug, period)


def _days(row: Row) -> Window | None:
    """The days of a validity."""
    given = row.criterion.part if isinstance(row.criterion, Given) else None
    return given if isinstance(given, Window) else None


def _compared(row: Row, value: Array, day: Any) -> Array:
    condition = row.condition
    assert condition
    wanted = condition.value
    match condition.op:
        case Operator.HERE:
            return _within(value, row.place)
        case Operator.NOT_HERE:
            return (value > 0) & ~_within(value, row.place)
        case Operator.IS:
            return _same(value, wanted)
        case Operator.IS_NOT:
            return ~_same(value, wanted)
        case Operator.IN | Operator.NOT_IN:
            assert isinstance(wanted, tuple)
            among = np.logical_or.reduce([_same(value, one) for one in wanted])
            return among if condition.op is Operator.IN else ~among
        case Operator.AT_LEAST:
            return (value >= 0) & (value >= wanted)
        case Operator.AT_MOST:
            return (value >= 0) & (value <= wanted)
        case Operator.ON_OR_AFTER:
            return value >= np.datetime64(str(wanted))
        case Operator.ON_OR_BEFORE:
            return (value > np.datetime64("0001-01-01")) & (value <= np.datetime64(str(wanted)))
    return _aged(condition.op, value, Span.parse(str(wanted)), day)


def _same(value: Array, wanted: object) -> Array:
    if hasattr(value, "possible_values"):
        return value == value.possible_values[str(wanted)]
    return value == wanted


def _within(value: Array, place: str) -> Array:
    size = 10_000 if place.endswith("0000") else 100 if place.endswith("00") else 1
    return value // size == int(place) // size


def _aged(op: Operator | None, value: Array, span: Span, day: Any) -> Array:
    given = value > np.datetime64("0001-01-01")
    reached = day >= _after(value, span)
    if op is Operator.REACHED:
        return given & reached
    if op is Operator.NOT_REACHED:
        return given & ~reached
    return given & (value <= day) & (~reached if op is not Operator.WITHIN else day <= _after(value, span))


def _after(value: Array, span: Span) -> Array:
    """The same day of the month so much later, or the month's last."""
    if not span.months:
        return value + np.timedelta64(span.days, "D")
    month = value.astype("datetime64[M]")
    last = (month + span.months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum((month + span.months).astype("datetime64[D]") + (value - month.astype("datetime64[D]")), last)


def _running(run: Run, population: Population, period: Any) -> Array:
    value, day = population(run.at, period), np.datetime64(date(*period.start))
    holds = (value > np.datetime64("0001-01-01")) & (day >= _after(value, run.first))
    return holds & (day < _after(value, run.last)) if run.last else holds


# ---------------------------------------------------------------- a system and its simulations


class Rules:
    """The records of a plan as a tax-benefit system, ready to be calculated for households."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.system = TaxBenefitSystem([Person, Family])
        self.facts = sorted(_read_by(plan))
        self.system.add_variables(*(_fact_variable(plan.facts[slug]) for slug in self.facts))
        self.system.add_variables(*map(_rule_variable, plan.entries))
        self.names = [variable_of(entry) for entry in plan.entries]

    def situation(self, household: Household) -> Situation:
        """What a household says, as OpenFisca's own interface takes it; what is not known is left out."""
        known = rules.Situation(household, self.plan.facts)
        children = [f"child:{index}" for index in range(len(household.children or ()))]
        births = {f"child:{babies[0]}": f"birth:{number}" for number, babies in enumerate(household.births)}
        persons: dict[str, Said] = {person: {} for person in (MOTHER, FATHER, *children)}
        family: Said = {"adults": [MOTHER, FATHER], "minors": children}
        for fact in (self.plan.facts[slug] for slug in self.facts):
            for person, said in ((FAMILY, family), *persons.items()):
                holder = births.get(person, "") if fact.holder is Holder.BIRTH else person
                value = known.value(fact.slug, holder, "", AS_IF) if _holds(fact.holder, holder) else None
                if isinstance(value, Known):
                    said[fact.slug] = {"ETERNITY": _as_json(fact, value)}
        return {"persons": persons, "families": {"family": family}}

    def simulation(self, situation: Situation) -> Simulation:
        """One household, ready to be calculated."""
        return SimulationBuilder().build_from_dict(self.system, situation)

    def calculate(self, simulation: Simulation, on: date) -> dict[str, Array]:
        """Every rule on one day."""
        day = period(on.isoformat())
        return {name: simulation.calculate(name, day) for name in self.names}


AS_IF: Final = date(2024, 6, 1)


def _read_by(plan: Plan) -> set[str]:
    rows = [row for entry in plan.entries for row in entry.every_row if row.condition and row.comparison]
    anchors = {award.award.run.at for entry in plan.entries for award in entry.awards if award.award.run}
    return anchors | {row.condition.fact for row in rows if row.condition}


def _holds(holder: Holder, person: str) -> bool:
    """Whether a person can have such a fact."""
    kinds = {
        Holder.FAMILY: (FAMILY,),
        Holder.PARENT: PARENTS,
        Holder.MOTHER: (MOTHER,),
        Holder.CHILD: ("child",),
        Holder.BIRTH: ("birth",),
    }
    return person.partition(":")[0] in kinds[holder]


def _as_json(fact: Fact, value: Known) -> bool | int | str:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if fact.type is FactType.REGION else value
