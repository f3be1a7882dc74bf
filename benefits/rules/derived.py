"""Facts that follow from other facts. One small function each; a text's gap is an answer too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from benefits.rules.dates import add_months
from benefits.rules.facts import FactType, Holder
from benefits.rules.given import (
    ADOPTED,
    CHILD_HUKOU,
    CHILDREN,
    DECEASED,
    FATHERS,
    HUKOU,
    MOTHERS,
    ONE_CHILD,
    OURS,
    PURCHASE_DATE,
    RELATION,
)
from benefits.rules.household import Household
from benefits.rules.values import FAMILY, MOTHER, Ask, Gap, Known, Uncertain, Unknown, Value
from regions.codes import is_code, within

if TYPE_CHECKING:
    from benefits.rules.situation import Situation

PREGNANCY = timedelta(days=280)
ENROLMENT = 6
"""Months after a birth within which a newborn is insured from birth on."""
AFTER_BIRTH = timedelta(days=366)
"""No leave after a birth is longer than a year."""
SCHOOL_FROM, SCHOOL_UNTIL, MAJORITY = 36, 192, 216
"""Months of age: kindergarten begins, compulsory schooling is over, full age."""

# What the texts leave open; made once, since each family meets it many times.
LOST = Gap("order", "有孩子去世时孩次怎么算，文件没有写")
TWINS = Gap("order", "第一胎就是双胞胎时，第二个孩子算不算二孩，文件没有写")
REMARRIED = Gap("order", "再婚家庭的孩次按夫妻共同子女还是按母亲生育算，文件没有写")
EARLIER = Gap("order", "再婚家庭的孩子数按夫妻共同子女还是连同以前的子女算，文件没有写")
GROWN = Gap("order", "以前婚姻的孩子已经成年，算不算“家庭内的子女”，文件没有写")
APART = Gap("hukou", "家里有人户籍在本地、有人不在，这样算不算本地户籍家庭，文件没有写")
TWO_CHILDREN_SINCE = date(2016, 1, 1)
"""The day from which every couple might have two children; what one-child families had by then they keep."""


@dataclass(frozen=True, slots=True)
class Derived:
    """How a derived fact is read, whose and what it is, and the days on which it may change (none if it never does).

    A ``placed`` one is another in each place; one of ``brood`` counts or weighs the living children of a family.
    ``of`` are the asked facts it is made of, beside what the list of children tells.
    """

    read: Callable[[Situation, str, str, date], Value]
    holder: Holder
    type: FactType
    edges: Callable[[Household], list[date]] | None = None
    placed: bool = False
    brood: bool = False
    of: tuple[str, ...] = ()


def _no_list(situation: Situation) -> Unknown | None:
    if situation.household.children is None:
        return Unknown(frozenset((Ask(CHILDREN, FAMILY),)))
    return None


def _index(person: str) -> int:
    return int(person.partition(":")[2])


def _agreed(values: list[Known], gap: Gap) -> Value:
    """One value if all agree, else the gap between them."""
    distinct = tuple(dict.fromkeys(values))
    return distinct[0] if len(distinct) == 1 else Uncertain(distinct, gap)


# Birth order: 口径4 of the readings that every card shows as interpretations.
OF_COUPLE = (OURS, ADOPTED)
OF_MOTHER = (OURS, ADOPTED, MOTHERS)
BORN_BY_HER = (OURS, MOTHERS)
BORN_TO_HIM = (OURS, FATHERS)


@dataclass(slots=True, eq=False)
class Rank:
    """A child's number among the children of some relations, by date: of all, and of those who live."""

    of_all: int
    of_living: int


def ranks(household: Household, relations: tuple[str, ...]) -> dict[int, Rank]:
    """The ranks of the children of these relations, by their index."""
    children = household.children or ()
    found: dict[int, Rank] = {}
    living = 0
    for index in household.eldest_first:
        if children[index][RELATION] in relations:
            found[index] = Rank(len(found) + 1, living + 1)
            living += not children[index].get(DECEASED)
    return found


def _second_of_first_birth(household: Household, index: int, ranked: dict[int, Rank]) -> bool:
    """Twins in a first birth: whether the second is a 二孩 is written nowhere."""
    first = household.births[0] if household.births else ()
    return index in first[1:] and ranked[first[0]].of_all == 1


def _order(situation: Situation, index: int, relations: tuple[str, ...]) -> Value:
    ranked = situation.ranks(relations)
    rank = ranked.get(index)
    if rank is None:
        return None
    if rank.of_living != rank.of_all:
        return Uncertain((rank.of_living, rank.of_all), LOST)
    if _second_of_first_birth(situation.household, index, ranked):
        return Uncertain((1, 2), TWINS)
    return rank.of_all


def birth_order(situation: Situation, person: str, place: str, day: date) -> Value:
    """The couple's order; open where it differs from the mother's because of earlier marriages."""
    index = _index(person)
    couple, mother = _order(situation, index, OF_COUPLE), situation.ranks(OF_MOTHER).get(index)
    if isinstance(couple, int) and mother:
        return _agreed([couple, mother.of_all], REMARRIED)
    return couple


def couple_order(situation: Situation, person: str, place: str, day: date) -> Value:
    """The number among the children of this couple alone."""
    return _order(situation, _index(person), OF_COUPLE)


def mother_order(situation: Situation, person: str, place: str, day: date) -> Value:
    """The number among the children that the mother has borne."""
    return _order(situation, _index(person), BORN_BY_HER)


def hukou_here(situation: Situation, person: str, place: str, day: date) -> Value:
    """本市户籍 of a family (口径3): the child and one parent registered here; not if nobody is; else open."""
    wanted = [(CHILD_HUKOU, person)] + [(HUKOU, parent) for parent in situation.household.parents]
    readings = [situation.asked(slug, who) for slug, who in wanted]
    missing = frozenset().union(*(r.missing for r in readings if isinstance(r, Unknown)))
    results = {_hukou(combination) for combination in product(*(_here(r, place) for r in readings))}
    return results.pop() if len(results) == 1 else Unknown(missing)


def _here(reading: Value, place: str) -> tuple[bool, ...]:
    if isinstance(reading, Unknown):
        return (True, False)
    return (isinstance(reading, str) and is_code(reading) and within(reading, place),)


def _hukou(here: tuple[bool, ...]) -> bool | Uncertain:
    child, parents = here[0], any(here[1:])
    return child if child == parents else Uncertain((True, False), APART)


def pregnancy_start(situation: Situation, person: str, place: str, day: date) -> Value:
    """280 days before the birth, or the due date, of a child that the mother bears."""
    index = _index(person)
    child = (situation.household.children or ())[index]
    borne = child[RELATION] in BORN_BY_HER
    return situation.household.birth_of(index) - PREGNANCY if borne else None


def after_birth_year(situation: Situation, person: str, place: str, day: date) -> Value:
    """The first day of the year after the birth."""
    return _new_year(situation.household.birth_of(_index(person)))


def after_enrolment_year(situation: Situation, person: str, place: str, day: date) -> Value:
    """The first day of the year after the last in which a newborn can be insured from birth on."""
    return _new_year(add_months(situation.household.birth_of(_index(person)), ENROLMENT))


def _new_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


def _babies(situation: Situation, person: str) -> tuple[int, ...]:
    return situation.household.births[_index(person)]


def date_of_birth(situation: Situation, person: str, place: str, day: date) -> Value:
    """The day of a birth."""
    return situation.household.birth_of(_babies(situation, person)[0])


def babies(situation: Situation, person: str, place: str, day: date) -> Value:
    """How many children were born that day."""
    return len(_babies(situation, person))


def order_of_birth(situation: Situation, person: str, place: str, day: date) -> Value:
    """The birth order of its first baby."""
    return situation.derived("birth_order", f"child:{_babies(situation, person)[0]}", place, day)


def last_order(situation: Situation, person: str, place: str, day: date) -> Value:
    """The birth order of its last baby."""
    return situation.derived("birth_order", f"child:{_babies(situation, person)[-1]}", place, day)


def _born(household: Household, day: date) -> list[Known]:
    """Whose the living children are that were born by that day."""
    children = enumerate(household.children or ())
    return [
        child[RELATION] for index, child in children if not child.get(DECEASED) and household.birth_of(index) <= day
    ]


def children(situation: Situation, person: str, place: str, day: date) -> Value:
    """How many children the couple has on that day; open where earlier ones of either parent would matter."""
    born = _born(situation.household, day)
    theirs, hers, his = born.count(OURS) + born.count(ADOPTED), born.count(MOTHERS), born.count(FATHERS)
    return _no_list(situation) or _agreed([theirs, theirs + hers, theirs + his, theirs + hers + his], EARLIER)


def siblings_at_school(situation: Situation, person: str, place: str, day: date) -> Value:
    """How many children are of an age for kindergarten or compulsory schooling on that day."""
    household = situation.household
    ages = [household.birth_of(_index(child)) for child in household.living]
    return _no_list(situation) or sum(
        add_months(birth, SCHOOL_FROM) <= day < add_months(birth, SCHOOL_UNTIL) for birth in ages
    )


def all_minor(situation: Situation, person: str, place: str, day: date) -> Value:
    """子女均为未成年 on that day."""
    return _all_minor(situation, day)


def all_minor_at_purchase(situation: Situation, person: str, place: str, day: date) -> Value:
    """子女均为未成年, judged on the day of the purchase if one is given, else today (口径8).

    Children who are of age today may not have been when it was bought: that only the day of the purchase can tell.
    """
    bought = situation.asked(PURCHASE_DATE, FAMILY)
    value = _all_minor(situation, bought if isinstance(bought, date) else day)
    unsure = isinstance(bought, Unknown) and bool(situation.household.living)
    return bought if unsure and value is not True else value


def _all_minor(situation: Situation, on: date) -> Value:
    """Open where all who are of age are from before: whether they belong to 家庭内 is written nowhere."""
    household = situation.household
    indexes = [_index(child) for child in household.living]
    grown = [index for index in indexes if add_months(household.birth_of(index), MAJORITY) <= on]
    if not grown:
        return _no_list(situation) or bool(indexes)
    if any((household.children or ())[index][RELATION] in OF_COUPLE for index in grown):
        return False
    return Uncertain((True, False), GROWN)


def only_child_family(situation: Situation, person: str, place: str, day: date) -> Value:
    """2016年以前的独生子女家庭: what the family says of itself, or else the list, where it names one child that it bore.

    One child born in time, and no other, is such a family, whether the child lives or not; one born later is none.
    """
    said = situation.asked(ONE_CHILD, FAMILY)
    children = situation.household.children or ()
    if isinstance(said, Unknown) and len(children) == 1 and children[0][RELATION] == OURS:
        return situation.household.birth_of(0) < TWO_CHILDREN_SINCE
    return said


def only_child_gone(situation: Situation, person: str, place: str, day: date) -> Value:
    """Whether the list names one child that these parents bore or adopted, which has died, and no other."""
    children = situation.household.children or ()
    is_one = len(children) == 1 and children[0][RELATION] in OF_COUPLE
    return _no_list(situation) or (is_one and children[0].get(DECEASED) is True)


def sibling_lives(situation: Situation, person: str, place: str, day: date) -> Value:
    """Whether these parents bore or adopted two children or more, and one lives; no child of a parent's own before.

    Such a family has lost no only child. Whether one that brings children along has is for it to say.
    """
    household = situation.household
    children = household.children or ()
    are_theirs = len(children) > 1 and all(child[RELATION] in OF_COUPLE for child in children)
    return _no_list(situation) or (are_theirs and bool(household.living))


def last_delivery(situation: Situation, person: str, place: str, day: date) -> Value:
    """The last day on which this parent had a child, whatever came of it: other rows reach no child that died.

    The leave after a birth is counted from that day alone (女职工劳动保护特别规定 第七条). So a child that
    may still be expected while the leave for one that died runs does not hide it.
    """
    household = situation.household
    theirs = BORN_BY_HER if person == MOTHER else BORN_TO_HIM
    days: list[date] = []
    lost: list[date] = []
    for index, child in enumerate(household.children or ()):
        if child[RELATION] in theirs:
            (lost if child.get(DECEASED) else days).append(household.birth_of(index))
    hidden = bool(days and lost) and max(days) - max(lost) < PREGNANCY + AFTER_BIRTH
    return _no_list(situation) or max(lost if hidden else [*days, *lost], default=None)


def _at_ages(*months: int) -> Callable[[Household], list[date]]:
    def edges(household: Household) -> list[date]:
        births = [household.birth_of(_index(child)) for child in household.living]
        return [add_months(birth, age) for birth in births for age in months]

    return edges


DERIVED: dict[str, Derived] = {
    "birth_order": Derived(birth_order, Holder.CHILD, FactType.NUMBER),
    "couple_order": Derived(couple_order, Holder.CHILD, FactType.NUMBER),
    "mother_order": Derived(mother_order, Holder.CHILD, FactType.NUMBER),
    "hukou_here": Derived(hukou_here, Holder.CHILD, FactType.YESNO, placed=True, of=(CHILD_HUKOU, HUKOU)),
    "pregnancy_start": Derived(pregnancy_start, Holder.CHILD, FactType.DATE),
    "after_birth_year": Derived(after_birth_year, Holder.CHILD, FactType.DATE),
    "after_enrolment_year": Derived(after_enrolment_year, Holder.CHILD, FactType.DATE),
    "date": Derived(date_of_birth, Holder.BIRTH, FactType.DATE),
    "babies": Derived(babies, Holder.BIRTH, FactType.NUMBER),
    "order": Derived(order_of_birth, Holder.BIRTH, FactType.NUMBER),
    "last_order": Derived(last_order, Holder.BIRTH, FactType.NUMBER),
    CHILDREN: Derived(children, Holder.FAMILY, FactType.NUMBER, _at_ages(0), brood=True),
    "siblings_at_school": Derived(
        siblings_at_school, Holder.FAMILY, FactType.NUMBER, _at_ages(SCHOOL_FROM, SCHOOL_UNTIL), brood=True
    ),
    "all_minor": Derived(all_minor, Holder.FAMILY, FactType.YESNO, _at_ages(MAJORITY), brood=True),
    "all_minor_at_purchase": Derived(
        all_minor_at_purchase, Holder.FAMILY, FactType.YESNO, _at_ages(MAJORITY), brood=True, of=(PURCHASE_DATE,)
    ),
    "only_child_family": Derived(only_child_family, Holder.FAMILY, FactType.YESNO, of=(ONE_CHILD,)),
    "last_delivery": Derived(last_delivery, Holder.PARENT, FactType.DATE),
    "only_child_gone": Derived(only_child_gone, Holder.FAMILY, FactType.YESNO),
    "sibling_lives": Derived(sibling_lives, Holder.FAMILY, FactType.YESNO),
}
