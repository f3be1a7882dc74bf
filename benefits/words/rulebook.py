"""The rows of records in words, each put once: what a card says of a rule whatever the family answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from benefits.rules.compile import AwardPlan, Entry
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, Holder
from benefits.rules.model import Benefit
from benefits.rules.rows import Row
from benefits.rules.terms import Basis, Operator, Subject
from benefits.words.conditions import PlaceName, requirement, rule_label

EITHER: Final = "下面有一项就行"
MOST: Final = 16384
"""How many records, in the plans of all places together, a process keeps in words."""


@dataclass(frozen=True, slots=True, eq=False)
class RuleWords:
    """The rule's side of a row. ``fact`` is None for a row that only tells; ``place`` names whose rule it is.

    ``of_children`` says that it reads a child, so that without children it can only fail. ``forms`` is where a page
    keeps the row as it draws it: this side of it never changes.
    """

    label: str
    requirement: str = ""
    note: str = ""
    interpreted: bool = False
    fact: Fact | None = None
    row: Row | None = None
    place: str = ""
    of_children: bool = False
    forms: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def here(self) -> bool:
        """Whether it asks for somebody to be in this very place."""
        if self.fact is None or self.row is None or self.row.condition is None:
            return False
        return self.row.condition.op is Operator.HERE or (_is_placed(self.fact) and self.requirement == "是")


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One row, or several of which one is enough: their places among the shown rows of a record."""

    rows: tuple[int, ...]
    either: RuleWords | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All rows of a record: ``rules`` in the order of its shown rows, the clauses of its own and of each award.

    ``why_here`` says whose rule it is and which place it looks at; ``repeats`` that two rows may read the same.
    """

    rules: tuple[RuleWords, ...]
    own: tuple[Clause, ...]
    awards: tuple[tuple[AwardPlan, tuple[Clause, ...]], ...]
    why_here: str
    repeats: bool


class Rulebook:
    """Words the rows of records once; shared by all households, whose answers never enter it.

    ``topics`` are the facts by which a family says what it is about, where a page offers to tick them later.
    """

    def __init__(self, facts: Mapping[str, Fact], place_name: PlaceName, topics: frozenset[str] = frozenset()) -> None:
        self.facts = facts
        self.place_name = place_name
        self.topics = topics
        self._sheets: dict[int, tuple[Entry, Sheet]] = {}

    def sheet(self, entry: Entry) -> Sheet:
        """The rows of a record of a plan."""
        # By identity, since to compare two entries is to compare two records; the entry is kept, so its id stays its own.
        held = self._sheets.get(id(entry))
        if held is None:
            if len(self._sheets) >= MOST:
                self._sheets.clear()
            held = self._sheets[id(entry)] = (entry, self._sheet(entry))
        return held[1]

    def _sheet(self, entry: Entry) -> Sheet:
        numbers = iter(range(len(entry.shown)))
        own = [next(numbers) for row in entry.rows if row.condition]
        awards = [(plan, [next(numbers) for row in plan.rows if row.condition]) for plan in entry.awards]
        rules = tuple(self._rule(row, entry.benefit) for row in entry.shown)
        return Sheet(
            rules=rules,
            own=tuple(_clauses(own, entry)),
            awards=tuple((plan, tuple(_clauses(rows, entry))) for plan, rows in awards),
            why_here=_why_here(rules, self.place_name(entry.benefit.region)),
            repeats=len({(rule.label, rule.requirement, rule.note) for rule in rules}) < len(rules),
        )

    def _rule(self, row: Row, benefit: Benefit) -> RuleWords:
        condition = row.condition
        assert condition  # noqa: S101 - shown rows are conditions
        interpreted = condition.basis is Basis.INTERPRETATION
        fact = self.facts.get(condition.fact)
        if fact is None:
            return RuleWords(condition.note, interpreted=interpreted, row=row)
        place = self.place_name(row.source.region)
        return RuleWords(
            label=rule_label(condition, fact, benefit.subject),
            requirement=requirement(condition, fact, place),
            note=condition.note,
            interpreted=interpreted,
            fact=fact,
            row=row,
            place=place,
            of_children=_is_of_children(fact, benefit.subject),
        )


def _is_of_children(fact: Fact, subject: Subject) -> bool:
    counts = fact.slug in DERIVED and DERIVED[fact.slug].brood
    return counts or (fact.holder is Holder.CHILD and subject is not Subject.EACH_CHILD)


def _is_placed(fact: Fact) -> bool:
    """Whether it says of somebody that a place is this one."""
    return fact.slug in DERIVED and DERIVED[fact.slug].placed


def _why_here(rules: Iterable[RuleWords], place: str) -> str:
    """济南市的规定，看户籍地、工作单位所在地."""
    labels = dict.fromkeys(rule.fact.label for rule in rules if rule.here and rule.fact)
    return f"{place}的规定，看{'、'.join(labels)}" if labels else f"{place}的规定"


def _clauses(rows: Iterable[int], entry: Entry) -> Iterator[Clause]:
    """Alternatives together, in the order in which the first of each stands."""
    grouped: dict[str, list[int]] = {}
    for number in rows:
        condition = entry.shown[number].condition
        label = condition.any_of if condition else ""
        grouped.setdefault(label or f"#{number}", []).append(number)
    for group in grouped.values():
        yield Clause(tuple(group), RuleWords(EITHER) if len(group) > 1 else None)
