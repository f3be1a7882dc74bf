"""Random vocabularies, records and households, small enough for every verdict to come up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter
from pydantic import TypeAdapter

from benefits.households.format import ALWAYS_KNOWN, dump
from benefits.rules.assess import Finding, assess
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.facts import Fact, FactType, Holder, How, TakenAs
from benefits.rules.household import Answers, Household
from benefits.rules.model import Benefit, Relation
from benefits.rules.situation import Situation
from benefits.rules.terms import RelationKind
from benefits.rules.values import FAMILY, PARENTS, UNSURE, Ask, Known, Unknown
from tests.rules.making import ELSEWHERE, HERE, INSIDE, RELATIONS, STRUCTURE, benefit, fact

DAY: Final = date(2024, 3, 1)
"""The day about which everything is laid, next to a 29 February."""

NEAR: Final = st.integers(-60, 60).map(lambda days: DAY + timedelta(days=days))
SPANS: Final = st.one_of(st.integers(0, 40).map("{} days".format), st.sampled_from(("0 months", "1 month", "2 months")))
OPTIONS: Final = ("a", "b", "c")
PLACES: Final = (HERE, INSIDE, ELSEWHERE, "141029")

_FACT: Final = TypeAdapter(Fact)
_RECORD: Final = TypeAdapter(Benefit)

DEFAULTS: Final = frozenset(("parents", "relation", "deceased", "purchase_date", "onlychild_pre2016"))
"""Facts that stand for something until they are answered: both parents, our own, alive, judged today, as the list tells."""

OPERATORS: Final[Mapping[FactType, tuple[str, ...]]] = {
    FactType.YESNO: ("is", "is_not"),
    FactType.CHOICE: ("is", "is_not", "in", "not_in"),
    FactType.NUMBER: ("is", "is_not", "at_least", "at_most"),
    FactType.DATE: ("under", "within", "below", "reached", "not_reached", "on_or_after", "on_or_before"),
    FactType.REGION: ("here", "not_here"),
}

# ---------------------------------------------------------------- vocabularies


def values_of(one: Fact) -> st.SearchStrategy[Known]:
    """What a fact may be answered with, 不清楚 aside."""
    kinds: dict[FactType, st.SearchStrategy[Known]] = {
        FactType.YESNO: st.booleans(),
        FactType.CHOICE: st.sampled_from(one.values or OPTIONS),
        FactType.NUMBER: st.integers(0, 3),
        FactType.DATE: NEAR,
        FactType.REGION: st.sampled_from(PLACES),
    }
    return kinds[one.type]


def _same_person(holder: Holder) -> tuple[Holder, ...]:
    return (Holder.FAMILY, Holder.PARENT, holder) if holder is Holder.MOTHER else (Holder.FAMILY, holder)


@st.composite
def _facts_after(draw: st.DrawFn, known: tuple[Fact, ...], number: int) -> Fact:
    """A fact that may be settled by those before it: always to the same value, as a vocabulary must."""
    kind = draw(st.sampled_from((FactType.YESNO, FactType.YESNO, FactType.CHOICE, FactType.DATE, FactType.REGION)))
    holder = draw(st.sampled_from(tuple(Holder)))
    values = OPTIONS if kind is FactType.CHOICE else ()
    plain = fact(f"f{number}", holder, kind, values)
    if kind not in (FactType.YESNO, FactType.CHOICE) or draw(st.booleans()):
        return plain
    implied = draw(values_of(plain))
    assert not isinstance(implied, date)
    deciding = [one for one in known if one.type is FactType.YESNO and one.holder in _same_person(holder)]
    topics = [one for one in known if one.type is FactType.YESNO and one.holder is Holder.FAMILY]
    more: dict[str, Any] = {}
    taken, settled = draw(st.tuples(st.booleans(), st.booleans()))
    if deciding and taken:
        more["taken_as"] = (TakenAs(draw(st.sampled_from(deciding)).slug, (draw(st.booleans()),), implied),)
    if topics and settled:
        more |= {"topic": draw(st.sampled_from(topics)).slug, "otherwise": draw(st.sampled_from((implied, None)))}
    return fact(f"f{number}", holder, kind, values, **more)


@st.composite
def vocabularies(draw: st.DrawFn) -> Mapping[str, Fact]:
    """The facts that the rules read, and a few more of all kinds."""
    extra: tuple[Fact, ...] = ()
    for number in range(draw(st.integers(2, 6))):
        extra = (*extra, draw(_facts_after(extra, number)))
    return {one.slug: one for one in (*STRUCTURE, *extra)}


# ---------------------------------------------------------------- records

_PARENTAL = ("mother", "father", "each_parent")
SUBJECTS: Final = ("family", "each_child", "each_birth", *_PARENTAL)


def _whose(one: Fact, subject: str) -> tuple[str, ...]:
    """Whose value a row may read for this subject; none if the fact does not fit it."""
    match one.holder:
        case Holder.FAMILY:
            return ("",)
        case Holder.MOTHER:
            return ("", "mother")
        case Holder.PARENT:
            own = ("",) if subject in _PARENTAL else ()
            return ("mother", "father", "either_parent", "both_parents", *own)
        case Holder.CHILD:
            return ("any_child", "every_child", *(("",) if subject in ("each_child", "each_birth") else ()))
        case Holder.BIRTH:
            return ("",) if subject == "each_birth" else ()


@st.composite
def conditions(draw: st.DrawFn, facts: Mapping[str, Fact], subject: str) -> dict[str, Any]:
    """A row on any fact that fits the subject, now and then one without a fact."""
    if draw(st.integers(0, 19)) == 0:
        return {"if_not": draw(st.sampled_from(("told", "unclear"))), "note": "note"}
    fitting = [one for one in facts.values() if _whose(one, subject)]
    one = draw(st.sampled_from(fitting))
    op = draw(st.sampled_from(OPERATORS[one.type]))
    if_not = draw(st.sampled_from(("ineligible",) * 6 + ("unclear", "told")))
    labels = ("", "", "", "A", "B") if if_not != "told" else ("",)
    return {
        "fact": one.slug,
        "op": op,
        "value": draw(_operand(one, op)),
        "whose": draw(st.sampled_from(_whose(one, subject))),
        "if_not": if_not,
        "note": "note",
        "any_of": draw(st.sampled_from(labels)),
    }


def _operand(one: Fact, op: str) -> st.SearchStrategy[object]:
    if one.type is FactType.REGION:
        return st.none()
    if op in ("in", "not_in"):
        return st.lists(st.sampled_from(one.values), min_size=1, unique=True)
    if op in ("on_or_after", "on_or_before"):
        return NEAR.map(date.isoformat)
    return SPANS if one.type is FactType.DATE else values_of(one)


VALIDITIES: Final[st.SearchStrategy[dict[str, date]]] = st.one_of(
    st.just({}),
    st.just({}),
    NEAR.map(lambda day: {"since": day}),
    NEAR.map(lambda day: {"until": day}),
    st.tuples(NEAR, NEAR).map(lambda days: {"since": min(days), "until": max(days)}),
)


def _anchors(subject: str) -> tuple[str, ...]:
    own = {"each_birth": ("date",), "each_child": ("pregnancy_start",)}
    return ("birth", "purchase_date", *own.get(subject, ()))


@st.composite
def _windows(draw: st.DrawFn, subject: str, length: bool) -> dict[str, Any]:
    """A run, a claim or neither."""
    anchor = st.sampled_from(_anchors(subject))
    ends = st.one_of(SPANS, st.sampled_from(("", "length") if length else ("",)))
    run = st.fixed_dictionaries({"at": anchor, "start": SPANS, "end": ends})
    until = st.fixed_dictionaries({"at": anchor, "start": SPANS, "end": SPANS})
    yearly = st.fixed_dictionaries({"at": anchor, "by_year": st.integers(0, 1), "yearly": st.integers(1, 3)})
    claim = st.one_of(until, yearly, st.fixed_dictionaries({"by": NEAR}))
    return draw(st.one_of(st.just({}), run.map(lambda one: {"run": one}), claim.map(lambda one: {"claim": one})))


@st.composite
def awards(draw: st.DrawFn, facts: Mapping[str, Fact], subject: str, length: bool) -> dict[str, Any]:
    """An award of days or money on one of two lines; ``length``: its run may be as long as its lines."""
    award = {
        "line": draw(st.sampled_from(("基础", "基础", "增加"))),
        "number": draw(st.integers(0, 30)),
        "unit": draw(st.sampled_from(("元", "天"))),
        "valid": draw(VALIDITIES),
        "when": draw(st.lists(conditions(facts, subject), max_size=2)),
        **draw(_windows(subject, length)),
    }
    numbers = _factors(subject, length)
    if numbers and draw(st.integers(0, 3)) == 0:
        award["times"] = {"fact": draw(st.sampled_from(numbers)), "less": draw(st.integers(0, 1))}
    return award


def _factors(subject: str, length: bool) -> tuple[str, ...]:
    """The numbers that fit a subject; a length takes only one that no day changes and no text leaves open."""
    babies = ("babies",) if subject == "each_birth" else ()
    orders = ("birth_order",) if subject == "each_child" else ()
    return babies if length else ("children", *babies, *orders)


@st.composite
def benefits(draw: st.DrawFn, facts: Mapping[str, Fact], slug: str = "b", length: bool | None = None) -> Benefit:
    """A record with a few rows and awards, for any subject."""
    subject = draw(st.sampled_from(SUBJECTS))
    by_length = draw(st.booleans()) if length is None else length
    return benefit(
        id=slug,
        subject=subject,
        valid=draw(VALIDITIES),
        conditions=draw(st.lists(conditions(facts, subject), max_size=3)),
        awards=draw(st.lists(awards(facts, subject, by_length), max_size=3)),
    )


@st.composite
def related_benefits(draw: st.DrawFn, facts: Mapping[str, Fact]) -> list[Benefit]:
    """A few records that may add to, or supersede, one another."""
    length = draw(st.booleans())
    found = [draw(benefits(facts, f"b{number}", length)) for number in range(draw(st.integers(2, 4)))]
    for number, one in enumerate(found[1:], start=1):
        kind = draw(st.sampled_from(("", "adds_to", "restates", "supersedes")))
        other = found[draw(st.integers(0, number - 1))]
        since = {"since": draw(NEAR)} if kind == "supersedes" else {}
        if kind and (kind != "adds_to" or one.subject is other.subject):
            found[number] = replace(one, relations=(Relation(RelationKind(kind), other.id, **since),))
    return found


# ---------------------------------------------------------------- households


@st.composite
def answers(draw: st.DrawFn, facts: Mapping[str, Fact], *holders: Holder) -> Answers:
    """Answers to some facts of these holders, some of them 不清楚."""
    said: dict[str, Known] = {}
    for one in askable(facts, *holders):
        how = draw(st.integers(0, 9))
        if how < 6 and one.slug not in DEFAULTS:
            sure = how > 0 or one.slug in ALWAYS_KNOWN
            said[one.slug] = draw(values_of(one)) if sure else UNSURE
    return said


def askable(facts: Mapping[str, Fact], *holders: Holder) -> list[Fact]:
    """The asked facts of these holders, but not the day of birth, without which there is no child."""
    return [one for one in facts.values() if one.how is How.ASKED and one.holder in holders and one.slug != "birth"]


@st.composite
def children(draw: st.DrawFn, facts: Mapping[str, Fact]) -> Answers:
    """A child, mostly the couple's own and living."""
    return {
        "birth": draw(NEAR),
        "relation": draw(st.sampled_from(("ours",) * 5 + RELATIONS)),
        **draw(answers(facts, Holder.CHILD, Holder.BIRTH)),
        **({"deceased": True} if draw(st.integers(0, 9)) == 0 else {}),
    }


def families(facts: Mapping[str, Fact]) -> st.SearchStrategy[tuple[Answers, ...]]:
    """Up to three children, twins among them."""
    listed = st.lists(children(facts), max_size=3)
    twins = children(facts).map(lambda one: [one, one])
    return st.one_of(listed, listed, twins).map(tuple)


@st.composite
def households(draw: st.DrawFn, facts: Mapping[str, Fact]) -> Household:
    """A household whose answers are partly missing; the children may be unsaid."""
    family = dict(draw(answers(facts, Holder.FAMILY)))
    if draw(st.booleans()):
        family["parents"] = draw(st.sampled_from(("both", *PARENTS)))
    if draw(st.integers(0, 3)) == 0:
        family["purchase_date"] = draw(NEAR)
    return Household(
        family,
        draw(answers(facts, Holder.PARENT, Holder.MOTHER)),
        draw(answers(facts, Holder.PARENT)),
        draw(st.one_of(families(facts), families(facts), families(facts), st.none())),
    )


@dataclass(frozen=True)
class Case:
    """Records, a vocabulary and a household, shown as fixtures would write them."""

    facts: Mapping[str, Fact]
    records: tuple[Benefit, ...]
    household: Household

    @cached_property
    def plan(self) -> Plan:
        return compile_plan(self.records, self.facts, {})

    def with_(self, household: Household) -> Case:
        return replace(self, household=household)

    def findings(self, day: date = DAY) -> list[Finding]:
        return assess(self.plan, self.household, day)

    def __repr__(self) -> str:
        facts = [_FACT.dump_python(one, exclude_defaults=True) for one in self.facts.values() if one not in STRUCTURE]
        records = [_RECORD.dump_python(one, exclude_defaults=True, mode="json") for one in self.records]
        for record in records:
            for plain in ("title", "summary", "kind", "category", "force", "citations"):
                record.pop(plain, None)
        return f"Case(\n  facts={facts},\n  records={records},\n  household={dump(self.household)})"

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: ARG002 - Hypothesis's protocol
        printer.text(repr(self))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One record and a household."""
    facts = draw(vocabularies())
    return Case(facts, (draw(benefits(facts)),), draw(households(facts)))


# ---------------------------------------------------------------- more answers


def open_asks(household: Household, facts: Mapping[str, Fact]) -> list[Ask]:
    """Every fact that the household leaves open and that an answer would settle."""
    situation = Situation(household, facts)
    asks = [Ask(one.slug, who) for one in askable(facts, *Holder) for who in persons(one.holder, household)]
    return [ask for ask in asks if ask.fact not in DEFAULTS and isinstance(situation.asked(*ask), Unknown)]


def persons(holder: Holder, household: Household) -> list[str]:
    """The persons of a household that have the facts of a holder."""
    match holder:
        case Holder.FAMILY:
            return [FAMILY]
        case Holder.PARENT:
            return list(household.parents)
        case Holder.MOTHER:
            return [parent for parent in household.parents if parent == "mother"]
        case Holder.CHILD:
            return [f"child:{index}" for index in range(len(household.children or ()))]
        case Holder.BIRTH:
            return [f"birth:{index}" for index in range(len(household.births))]


@st.composite
def answered_further(draw: st.DrawFn, household: Household, facts: Mapping[str, Fact]) -> Household:
    """The household with some open facts answered, and its children named if they were not."""
    if household.children is None and draw(st.booleans()):
        named = draw(families(facts))
        household = Household(household.family, household.mother, household.father, named)
    for ask in open_asks(household, facts):
        if draw(st.booleans()):
            household = household.with_answer(ask.fact, ask.person, draw(values_of(facts[ask.fact])))
    return household
