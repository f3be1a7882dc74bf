"""A small vocabulary, and short ways to make records, plans and households of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from benefits.rules.assess import Finding, assess
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, FactType, Holder, How, Option, TakenAs
from benefits.rules.household import Answers, Household
from benefits.rules.model import Benefit
from benefits.rules.terms import Status

HERE, INSIDE, ELSEWHERE = "370100", "370102", "441523"
"""The place of the records, a district of it, and a county of another province."""

RELATIONS: Final = ("ours", "adopted", "mothers", "fathers")

_DERIVED_TYPES: Final[Mapping[str, tuple[Holder, FactType]]] = {
    "hukou_here": (Holder.CHILD, FactType.YESNO),
    "birth_order": (Holder.CHILD, FactType.NUMBER),
    "mother_order": (Holder.CHILD, FactType.NUMBER),
    "couple_order": (Holder.CHILD, FactType.NUMBER),
    "pregnancy_start": (Holder.CHILD, FactType.DATE),
    "after_birth_year": (Holder.CHILD, FactType.DATE),
    "after_enrolment_year": (Holder.CHILD, FactType.DATE),
    "children": (Holder.FAMILY, FactType.NUMBER),
    "siblings_at_school": (Holder.FAMILY, FactType.NUMBER),
    "all_minor": (Holder.FAMILY, FactType.YESNO),
    "all_minor_at_purchase": (Holder.FAMILY, FactType.YESNO),
    "only_child_gone": (Holder.FAMILY, FactType.YESNO),
    "sibling_lives": (Holder.FAMILY, FactType.YESNO),
    "only_child_family": (Holder.FAMILY, FactType.YESNO),
    "last_delivery": (Holder.PARENT, FactType.DATE),
    "date": (Holder.BIRTH, FactType.DATE),
    "babies": (Holder.BIRTH, FactType.NUMBER),
    "order": (Holder.BIRTH, FactType.NUMBER),
    "last_order": (Holder.BIRTH, FactType.NUMBER),
}


def fact(slug: str, holder: Holder, kind: FactType, values: Iterable[str] = (), **more: Any) -> Fact:
    """A fact that is called by its slug."""
    return Fact(slug, holder, kind, slug, options=tuple(Option(value, value) for value in values), **more)


def _local(slug: str, holder: Holder) -> Fact:
    return fact(slug, holder, FactType.REGION, taken_as=(TakenAs("all_here", (True,), same_as="residence"),))


STRUCTURE: Final = (
    fact("residence", Holder.FAMILY, FactType.REGION),
    fact("parents", Holder.FAMILY, FactType.CHOICE, ("both", "mother", "father")),
    fact("all_here", Holder.FAMILY, FactType.YESNO),
    fact("purchase_date", Holder.FAMILY, FactType.DATE),
    fact("onlychild_pre2016", Holder.FAMILY, FactType.YESNO),
    fact("birth", Holder.CHILD, FactType.DATE),
    fact("relation", Holder.CHILD, FactType.CHOICE, RELATIONS),
    fact("deceased", Holder.CHILD, FactType.YESNO),
    _local("hukou", Holder.PARENT),
    _local("child_hukou", Holder.CHILD),
    *(fact(slug, *_DERIVED_TYPES[slug], how=How.DERIVED) for slug in DERIVED),
)
"""The facts that the rules themselves read."""

ORDINARY: Final = (
    fact("topic", Holder.FAMILY, FactType.YESNO),
    fact("buying", Holder.FAMILY, FactType.YESNO),
    fact("dibao", Holder.FAMILY, FactType.YESNO, topic="topic", otherwise=False),
    fact("renting", Holder.FAMILY, FactType.YESNO, topic="topic"),
    fact("couple", Holder.FAMILY, FactType.CHOICE, ("married", "divorced", "widowed")),
    fact("work", Holder.PARENT, FactType.CHOICE, ("employee", "flexible", "none")),
    fact("hpf", Holder.PARENT, FactType.YESNO, taken_as=(TakenAs("work", ("none",), value=False),)),
    fact("age_date", Holder.PARENT, FactType.DATE),
    fact("own_business", Holder.MOTHER, FactType.YESNO),
    fact("care", Holder.CHILD, FactType.CHOICE, ("home", "nursery", "school")),
    fact("disabled", Holder.CHILD, FactType.YESNO),
    fact("difficult", Holder.BIRTH, FactType.YESNO),
    fact("in_hospital", Holder.PARENT, FactType.YESNO, how=How.EVENT),
)

FACTS: Final[Mapping[str, Fact]] = {one.slug: one for one in (*STRUCTURE, *ORDINARY)}

_BENEFIT: Final[TypeAdapter[Benefit]] = TypeAdapter(Benefit)
CITED: Final = {"document": "plan", "clause": "一", "quote": "words"}


def benefit(**keys: Any) -> Benefit:
    """A record as a fixture would write it; what is not given is plain."""
    plain = {
        "id": "b",
        "region": HERE,
        "title": "title",
        "summary": "summary",
        "kind": "benefit",
        "category": "cash",
        "force": "entitlement",
        "citations": [CITED],
    }
    return _BENEFIT.validate_python(plain | keys)


def row(fact: str, op: str, value: object = None, **keys: Any) -> dict[str, Any]:
    """A condition as a fixture would write it."""
    return {"fact": fact, "op": op, "value": value} | keys


def plan_of(*benefits: Benefit, facts: Mapping[str, Fact] = FACTS, **statuses: Status) -> Plan:
    """A plan of these records."""
    return compile_plan(benefits, facts, statuses)


def household(*children: Answers, **groups: Any) -> Household:
    """A household with these children: give ``children=None`` to leave them unsaid."""
    return Household(**{"children": children, **groups})


def child(birth: date | str, **answers: Any) -> Answers:
    """A child by its day of birth, written 2024-05-01 if it is a text."""
    return {"birth": date.fromisoformat(birth) if isinstance(birth, str) else birth, **answers}


def findings(
    benefits: Benefit | Iterable[Benefit], home: Household, as_of: date | str
) -> dict[tuple[str, str], Finding]:
    """What is found, by the record's id and the subject."""
    records = (benefits,) if isinstance(benefits, Benefit) else tuple(benefits)
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return {(one.benefit.id, one.subject): one for one in assess(plan_of(*records), home, day)}


def finding(record: Benefit, home: Household, as_of: date | str, subject: str = "") -> Finding:
    """The finding of one record: the only one, or the one for this subject."""
    found = findings(record, home, as_of)
    if subject:
        return found[record.id, subject]
    (only,) = found.values()
    return only
