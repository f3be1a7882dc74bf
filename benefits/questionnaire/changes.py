"""What a changed answer makes of the others: some lose their meaning and are dropped, the rest are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from benefits.questionnaire.unborn import awaits_birth
from benefits.rules.facts import Fact, FactType, Holder
from benefits.rules.given import DECEASED, OF_ANY_CHILD, OURS, RELATION
from benefits.rules.household import Answers, Household
from benefits.rules.situation import Situation
from benefits.rules.values import FAMILY, FATHER, MOTHER, Ask, Unknown


def settled(
    before: Household, after: Household, facts: Mapping[str, Fact], as_of: date
) -> tuple[Household, tuple[str, ...]]:
    """The household after a change without the answers it made meaningless, and the facts these were of.

    Dropped are: the places, and whether all is local, of a family that now lives elsewhere; the
    answers of a parent whom the check is no longer made for; answers behind a topic taken back;
    answers that others now settle; and what can only be told of a child that is born and lives.
    """
    dropped: list[str] = []
    doomed = list(_of_another_place(before, after, facts)) or list(_meaningless(after, facts, as_of))
    while doomed:
        for ask in doomed:
            after = after.with_answer(ask.fact, ask.person, None)
            dropped.append(ask.fact)
        doomed = list(_meaningless(after, facts, as_of))
    return after, tuple(dict.fromkeys(dropped))


def with_topics(household: Household, facts: Mapping[str, Fact], answered: Iterable[Ask]) -> Household:
    """With the topics ticked behind which these facts stand: whoever answers one means its topic."""
    for ask in answered:
        topic = facts[ask.fact].topic
        if topic and household.family.get(topic) is False:
            household = household.with_answer(topic, FAMILY, True)
    return household


def _answers(household: Household) -> Iterator[tuple[str, Answers]]:
    """Each person with what was answered of it, also of a parent whom the check is not made for."""
    yield FAMILY, household.family
    yield MOTHER, household.mother
    yield FATHER, household.father
    for index, child in enumerate(household.children or ()):
        yield f"child:{index}", child


def _of_another_place(before: Household, after: Household, facts: Mapping[str, Fact]) -> Iterator[Ask]:
    """What was said in relation to a place of the family that has changed."""
    moved = {
        slug
        for slug, place in before.family.items()
        if facts[slug].type is FactType.REGION and after.family.get(slug) != place
    }
    linked = {
        slug: {rule.fact for rule in fact.taken_as if rule.same_as in moved}
        for slug, fact in facts.items()
        if any(rule.same_as in moved for rule in fact.taken_as)
    }
    stale = set(linked).union(*linked.values())
    for person, answers in _answers(after):
        yield from (Ask(slug, person) for slug in answers if slug in stale)


def _meaningless(household: Household, facts: Mapping[str, Fact], as_of: date) -> Iterator[Ask]:
    for person, answers in _answers(household):
        for slug in answers:
            if slug not in OF_ANY_CHILD and _is_meaningless(household, facts, Ask(slug, person), as_of):
                yield Ask(slug, person)


def _is_meaningless(household: Household, facts: Mapping[str, Fact], ask: Ask, as_of: date) -> bool:
    fact = facts[ask.fact]
    if fact.topic and household.family.get(fact.topic) is False:
        return True
    if ask.person.startswith("child:") and not _can_be_told(household, fact, int(ask.person.partition(":")[2]), as_of):
        return True
    without = household.with_answer(ask.fact, ask.person, None)
    return not isinstance(Situation(without, facts).asked(ask.fact, ask.person), Unknown)


def _can_be_told(household: Household, fact: Fact, index: int, as_of: date) -> bool:
    """Of the dead nothing more is asked, of the unborn only places; a birth is one of this couple's."""
    child = (household.children or ())[index]
    if child.get(DECEASED) is True or (fact.holder is Holder.BIRTH and child.get(RELATION, OURS) != OURS):
        return False
    return not awaits_birth(fact, household, f"child:{index}", as_of)
