"""Who is who while rules are evaluated: the persons that rows may reach, with what was decided of them.

A slot is a mapping from criteria: it looks up what it has decided, and decides the rest when first asked;
a cast does the same with clauses. So no criterion is held against the same person twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from benefits.rules.compile import AwardPlan
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Holder
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.parts import Daily, Part, all_of, any_of, both
from benefits.rules.rows import ANY_CHILD, EITHER_PARENT, Clauses, Criterion, Given, Reach
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, FATHER, MOTHER, NO, PARENTS, YES, Outcome, Value


class Binding(NamedTuple):
    """Of whom the *any child* and *either parent* rows speak; blank where there is no such row."""

    child: str = ""
    parent: str = ""


Readings = tuple[tuple[str, Value], ...]
"""Whose value was read, and the value."""

# ---------------------------------------------------------------- criteria held against persons


@dataclass(slots=True, eq=False)
class Decision:
    """A criterion held against somebody: the values it reads, and what they come to, for good and on one day."""

    readings: Readings
    part: Part
    outcome: Outcome

    def on(self, day: date) -> Decision:
        """The same on another day: a count is another each day."""
        part = self.part
        if isinstance(part, Outcome):
            return self
        return _counted(part, day) if isinstance(part, Daily) else Decision(self.readings, part, part.on(day))


def _counted(part: Daily, day: date) -> Decision:
    value = part.value(day)
    return Decision(((part.person, value),), part, part.judge(value))


class Slot(dict[Criterion | Given, Decision]):
    """One person, and what was decided of it, as it stands on ``as_of``."""

    __slots__ = ("as_of", "known", "person", "situation")

    def __init__(self, situation: Situation, as_of: date, person: str) -> None:
        self.situation = situation
        self.as_of = as_of
        self.person = person
        self.known = situation.known(person)

    def __missing__(self, criterion: Criterion) -> Decision:
        """Decide a criterion that was not yet held against this person."""
        value = self.known.get(criterion.known_as)
        if value is None:
            if criterion.counted and self.person != UNBORN_LIST:
                daily = _daily(criterion, self.situation, self.person)
                return self.setdefault(criterion, _counted(daily, self.as_of))
            value = self.situation.value(criterion.comparison.fact, self.person, criterion.place, date.min)
        part = criterion.judge(value)
        outcome = part if part is YES or part is NO else part.on(self.as_of)
        decision = self[criterion] = Decision(((self.person, value),), part, outcome)
        return decision


def _daily(criterion: Criterion, situation: Situation, person: str) -> Daily:
    def value(day: date) -> Value:
        return situation.value(fact, person, criterion.place, day)

    fact, judge = criterion.comparison.fact, criterion.judge
    edges = DERIVED[fact].edges
    changes = edges(situation.household) if edges else []
    return Daily(person, value, lambda counted: judge(counted).on(date.min), changes)


class Together(Slot):
    """Several persons, for each of whom a criterion must hold; for nobody it does not.

    What is given whoever they are is looked up here too.
    """

    __slots__ = ("members",)

    def __init__(self, situation: Situation, as_of: date, members: Iterable[Slot] = ()) -> None:
        super().__init__(situation, as_of, "")
        self.members = tuple(members)

    def __missing__(self, criterion: Criterion | Given) -> Decision:
        """Decide a criterion that was not yet held against them."""
        if isinstance(criterion, Given):
            return self.setdefault(criterion, Decision((), criterion.part, criterion.part.on(self.as_of)))
        each = [member[criterion] for member in self.members]
        readings = tuple(reading for one in each for reading in one.readings)
        part = all_of([one.part for one in each]) if each else criterion.otherwise
        return self.setdefault(criterion, Decision(readings, part, part.on(self.as_of)))


# ---------------------------------------------------------------- clauses judged for casts


class Cast:
    """The persons whom rows may reach for one subject and binding, and what was judged of them.

    ``slots`` are in the order of ``Reach``.
    """

    __slots__ = ("_judged", "situation", "slots", "subject")

    def __init__(self, situation: Situation, subject: str, slots: tuple[Slot, ...]) -> None:
        self.situation = situation
        self.subject = subject
        self.slots = slots
        self._judged: dict[Clauses, Part] = {}

    @property
    def binding(self) -> Binding:
        """The child and the parent of whom it speaks."""
        return Binding(self.slots[Reach.A_CHILD].person, self.slots[Reach.A_PARENT].person)

    def part(self, clauses: Clauses) -> Part:
        """What clauses come to, judged once; a plain no if they can hold on no day."""
        known = self._judged.get(clauses)
        if known is not None:
            return known
        together, slots = clauses.always, self.slots
        for slot, criterion in clauses.single:
            part = slots[slot][criterion].part
            if part is not YES:
                together = part if together is YES or part is NO else both(together, part)
                if together is NO:
                    break
        else:
            for group in clauses.alternatives:
                together = all_of((together, any_of([slots[slot][criterion].part for slot, criterion in group])))
        self._judged[clauses] = together
        return together

    def failing(self, clauses: Clauses) -> int:
        """How many rows fail."""
        failing, slots = 0, self.slots
        for slot, criterion in clauses.demands:
            failing += slots[slot][criterion].outcome is NO
        return failing

    def factor(self, plan: AwardPlan, day: date) -> int | None:
        """By how much an award's number is multiplied; None while that is not known."""
        times = plan.award.times
        if times is None:
            return 1
        person = self._whose(times.fact)
        value = self.situation.value(times.fact, person, plan.source.region, day) if person else None
        return max(value - times.less, 0) if isinstance(value, int) else None

    def anchor(self, slug: str) -> date | None:
        """The date that a run or a claim counts from, if it is known."""
        person = self._whose(slug)
        value = self.situation.value(slug, person, "", date.min) if person else None
        return value if isinstance(value, date) else None

    def _whose(self, slug: str) -> str:
        """Whose anchor or factor a fact is: a child's where the subject is no child is the bound child's."""
        holder = self.situation.facts[slug].holder
        if holder is Holder.FAMILY:
            return FAMILY
        if holder is Holder.CHILD and not self.subject.startswith("child:"):
            return self.slots[Reach.FIRST_BABY].person or self.slots[Reach.A_CHILD].person
        return self.subject


# ---------------------------------------------------------------- the persons of a household


class Persons(dict[str, Slot]):
    """The slots of a household's persons, by their names; that of nobody has a blank one."""

    __slots__ = ("always", "as_of", "situation")

    def __init__(self, situation: Situation, as_of: date) -> None:
        self.situation = situation
        self.as_of = as_of
        nobody = self[""] = Together(situation, as_of)
        household = situation.household
        children = (UNBORN_LIST,) if household.children is None else household.living
        several = [Together(situation, as_of, [self[one] for one in group]) for group in (PARENTS, children)]
        self.always = (self[FAMILY], self[MOTHER], self[FATHER], *several, nobody)

    def __missing__(self, person: str) -> Slot:
        slot = self[person] = Slot(self.situation, self.as_of, person)
        return slot


class Stage:
    """One subject of a household: the casts in which rules may speak of it."""

    __slots__ = ("_casts", "_persons", "_slots", "alone", "subject")

    def __init__(self, persons: Persons, subject: str) -> None:
        self.subject = subject
        self._persons = persons
        self._slots = (*persons.always, persons[subject], persons[_first_baby(subject, persons.situation.household)])
        self.alone = self._cast("", "")
        self._casts: dict[int, list[Cast]] = {0: [self.alone]}

    def casts(self, binds: int) -> list[Cast]:
        """A cast for each child and parent that rows may bind, the youngest first."""
        found = self._casts.get(binds)
        if found is None:
            household = self._persons.situation.household
            children: tuple[str, ...] = ("",)
            if binds & ANY_CHILD:
                children = (UNBORN_LIST,) if household.children is None else household.youngest_first or ("",)
            parents = household.parents if binds & EITHER_PARENT else ("",)
            found = self._casts[binds] = [self._cast(child, parent) for child in children for parent in parents]
        return found

    def nearest(self, clauses: Clauses, binds: int) -> Cast:
        """The cast for which the fewest rows of some clauses fail."""
        casts = self.casts(binds)
        if len(casts) == 1:
            return casts[0]
        failing = []
        for cast in casts:
            failing.append(cast.failing(clauses))
            if not failing[-1]:
                break
        return casts[failing.index(min(failing))]

    def _cast(self, child: str, parent: str) -> Cast:
        persons = self._persons
        return Cast(persons.situation, self.subject, (*self._slots, persons[parent], persons[child]))


def _first_baby(subject: str, household: Household) -> str:
    """The first child of a birth; blank if the subject is no birth."""
    if subject.startswith("birth:"):
        return f"child:{household.births[int(subject[6:])][0]}"
    return subject if subject == UNBORN_LIST else ""
