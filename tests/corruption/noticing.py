"""What becomes of a corruption: refused with its place, noticed by a check, or without any effect on a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from benefits.audit.audit import audit_benefit
from benefits.audit.search import Search
from benefits.audit.standing import check_relations
from benefits.checking.content import Content
from benefits.content.yamlfile import MalformedFixtureError, Mistake
from benefits.references.confirmed import changes, outcomes, read_confirmed
from benefits.references.expectations import Key, Told, assess_references
from benefits.references.families import Reference
from tests.references.places import FIXTURES

AS_OF: Final = date(2026, 11, 22)
CONFIRMED: Final = read_confirmed(FIXTURES / "confirmed.yaml")

T = TypeVar("T")
Telling = dict[Key, Told]


def refusal(read: Callable[[], T]) -> tuple[T | None, tuple[Mistake, ...]]:
    """What is read, or the mistakes for which it is refused."""
    try:
        return read(), ()
    except MalformedFixtureError as error:
        return None, error.mistakes


def helpful(mistake: Mistake) -> bool:
    """Whether it names file, line, record or field, and says what is wrong."""
    return (
        bool(mistake.file) and mistake.line >= 1 and bool(mistake.record or mistake.where) and len(mistake.message) > 8
    )


def touched(before: Content, after: Content) -> set[str]:
    """The records that differ, and those that stand in a relation to them."""
    old, new = before.by_id, after.by_id
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    pairs = [{one.id, relation.to} for one in (*old.values(), *new.values()) for relation in one.relations]
    return differing.union(*(pair for pair in pairs if differing & pair))


def noticed(content: Content, references: list[Reference], benefits: set[str], told: Telling) -> set[str]:
    """The checks that notice what has become of these records."""
    found = {"check_catalogue"} if any(True for _ in _flaws(content, benefits)) else set()
    expecting = [_narrowed(one, benefits) for one in references]
    if any(outcome.differences for outcome in assess_references(content.plan, expecting)):
        found.add("expectations")
    if changed(told, benefits):
        found.add("confirmed outcomes")
    return found


def changed(told: Telling, benefits: set[str]) -> bool:
    """Whether the households are told something else of these records than was confirmed."""
    confirmed = {name: outcome for name, outcome in CONFIRMED.items() if name in benefits}
    return bool(changes(confirmed, outcomes({key: one for key, one in told.items() if key[1] in benefits})))


def _flaws(content: Content, benefits: set[str]) -> Iterator[object]:
    search = Search(content.facts, AS_OF)
    for benefit in content.benefits:
        if benefit.id in benefits:
            yield from audit_benefit(benefit, content, search)
    yield from check_relations(content.by_id)


def _narrowed(reference: Reference, benefits: set[str]) -> Reference:
    return replace(reference, expectations=tuple(one for one in reference.expectations if one.benefit in benefits))
