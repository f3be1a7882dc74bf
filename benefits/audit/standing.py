"""How records stand to one another, and to the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise

from benefits.audit.flaws import Code, Flaw
from benefits.editions.publishing import facts_read
from benefits.households.format import ALWAYS_KNOWN
from benefits.rules.circles import leads_back
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, Form, Holder, How, Question
from benefits.rules.given import BIRTH, WHO
from benefits.rules.household import Household
from benefits.rules.model import Award, Benefit
from benefits.rules.situation import Situation
from benefits.rules.terms import RelationKind
from benefits.rules.values import FAMILY, MOTHER, Value


def check_relations(benefits: Mapping[str, Benefit]) -> Iterator[Flaw]:
    """Relations that lead in a circle, across subjects, or to a restatement of another sort."""
    for benefit in benefits.values():
        for relation in benefit.relations:
            other = benefits.get(relation.to)
            if other is None:
                continue
            if leads_back(benefit, relation, benefits):
                message = f"{relation.kind} {relation.to}，而 {relation.to} 又回到 {benefit.id}；请去掉其中一条关系"
                yield Flaw(Code.RELATION, benefit.id, relation.to, message)
            if relation.kind is not RelationKind.SUPERSEDES and other.subject is not benefit.subject:
                message = (
                    f"和 {relation.to} 的对象不同（{benefit.subject.value}、{other.subject.value}），"
                    f"{relation.kind} 不会起作用；请统一对象，或去掉这条关系"
                )
                yield Flaw(Code.RELATION, benefit.id, relation.to, message)


# ---------------------------------------------------------------- overlaps


def check_overlaps(benefits: Iterable[Benefit]) -> Iterator[Flaw]:
    """Two records of one region that give the same kind of thing to the same subject by the same clause."""
    for one, other in combinations(benefits, 2):
        if one.region != other.region or one.subject is not other.subject or _related(one, other):
            continue
        if _clauses(one) & _clauses(other) and _kinds(one) & _kinds(other):
            message = f"和 {other.id} 引同一条款、给同样的东西；请合并，或写明关系（relations），或登记为看过的例外"
            yield Flaw(Code.OVERLAP, one.id, other.id, message)


def _related(one: Benefit, other: Benefit) -> bool:
    return any(relation.to == other.id for relation in one.relations) or any(
        relation.to == one.id for relation in other.relations
    )


def _clauses(benefit: Benefit) -> set[tuple[str, str]]:
    return {(citation.document, citation.clause) for citation in benefit.citations}


def _kinds(benefit: Benefit) -> set[tuple[object, ...]]:
    """What is given: figures of one unit and period on one shelf."""
    return {(benefit.category, award.unit, award.period) for award in benefit.awards if award.number is not None}


def check_award_dates(benefit: Benefit) -> Iterator[Flaw]:
    """Awards of one line that follow each other with days between them on which none is in force."""
    lines: dict[str, list[Award]] = {}
    for award in benefit.awards:
        lines.setdefault(award.line, []).append(award)
    for line, awards in lines.items():
        ordered = sorted(awards, key=lambda award: award.valid.since or date.min)
        for one, other in pairwise(ordered):
            until, since = one.valid.until, other.valid.since
            if until and since and (since - until).days > 1:
                message = f"“{line}”从{until}以后到{since}以前没有待遇；请补上，或改正日期"
                yield Flaw(Code.AWARD_GAP, benefit.id, line, message)


def check_alternatives(benefit: Benefit) -> Iterator[Flaw]:
    """Labels of alternatives that stand on one row only."""
    for rows in (benefit.conditions, *(award.when for award in benefit.awards)):
        labels = Counter(row.any_of for row in rows if row.any_of)
        for label in (label for label, count in labels.items() if count == 1):
            message = f"“{label}”组只有一个条件，谈不上几选一；请补上别的，或去掉 any_of"
            yield Flaw(Code.DEAD_ALTERNATIVE, benefit.id, label, message)


# ---------------------------------------------------------------- facts


def check_facts(questions: Sequence[Question], benefits: Sequence[Benefit]) -> Iterator[Flaw]:
    """Facts that rules read and nobody asks, and facts that are asked and no rule reads."""
    yield from check_unasked(questions, benefits)
    facts = _facts(questions)
    read = _read(facts, {slug for benefit in benefits for slug in facts_read(benefit)})
    for slug in facts:
        if slug not in read and slug not in (*ALWAYS_KNOWN, WHO):
            yield Flaw(Code.UNASKED_FACT, slug, "", "没有哪条规则看这项事实；请删去这一问，或补上要看它的条件")


def check_unasked(questions: Iterable[Question], benefits: Iterable[Benefit]) -> Iterator[Flaw]:
    """Facts that these benefits read and nobody asks."""
    asked_by = {fact.slug: question for question in questions for fact in question.facts}
    facts = _facts(asked_by.values())
    for slug in sorted(_read(facts, {slug for benefit in benefits for slug in facts_read(benefit)})):
        if facts[slug].how is How.ASKED and asked_by[slug].form is Form.NONE:
            message = f"规则要看“{facts[slug].label}”（{slug}），却没有问题问它；请放进一个会提出的问题"
            yield Flaw(Code.UNASKED_FACT, slug, "", message)


def _facts(questions: Iterable[Question]) -> dict[str, Fact]:
    return {fact.slug: fact for question in questions for fact in question.facts}


def _read(facts: Mapping[str, Fact], named: set[str]) -> set[str]:
    """The facts that rules name, with all that these follow from."""
    read: set[str] = set()
    ahead = set(named)
    while ahead:
        slug = ahead.pop()
        if slug in read or slug not in facts:
            continue
        read.add(slug)
        fact = facts[slug]
        ahead |= {name for rule in fact.taken_as for name in (rule.fact, rule.same_as)} | {fact.topic}
        if fact.how is How.DERIVED:
            ahead |= _looked_up(fact, facts)
    return read


class _Watched(Situation):
    """A family that notes which facts are looked up."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        super().__init__(Household(children=({BIRTH: date(2020, 1, 1)},)), facts)
        self.looked_up: set[str] = set()

    def asked(self, slug: str, person: str) -> Value:
        """As the situation's own."""
        self.looked_up.add(slug)
        return super().asked(slug, person)


def _looked_up(fact: Fact, facts: Mapping[str, Fact]) -> set[str]:
    person = {Holder.FAMILY: FAMILY, Holder.CHILD: "child:0", Holder.BIRTH: "birth:0"}.get(fact.holder, MOTHER)
    watched = _Watched(facts)
    DERIVED[fact.slug].read(watched, person, "000000", date(2026, 1, 1))
    return watched.looked_up
