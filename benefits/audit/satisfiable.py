"""Whether somebody can have a record, and whether each of its parts ever matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from benefits.audit.flaws import Code, Flaw
from benefits.audit.search import HOLDS, Judge, Search, beginnings, holding, said_open, strangers
from benefits.content.yamlfile import spelled
from benefits.rules.assess import Finding, Verdict
from benefits.rules.compile import Plan
from benefits.rules.dates import EARLIEST, LATEST
from benefits.rules.evaluate import by_line
from benefits.rules.facts import FactType
from benefits.rules.model import Award, Benefit, Condition, Relation, Validity
from benefits.rules.terms import IfNot, Operator, RelationKind, Whose
from benefits.rules.values import Ask

_OPPOSITES: Final = {
    Operator.IS: Operator.IS_NOT,
    Operator.IN: Operator.NOT_IN,
    Operator.HERE: Operator.NOT_HERE,
    Operator.REACHED: Operator.NOT_REACHED,
}
_REVERSED: Final = {other: one for one, other in _OPPOSITES.items()}


def check_satisfiable(benefit: Benefit, plan: Plan, search: Search) -> Iterator[Flaw]:
    """Records, awards and alternatives that nobody can have, and rows that decide nothing.

    ``plan`` holds this record alone, with what others do to it.
    """
    if search.family(plan, holding, beginnings(search.as_of)) is None:
        message = f"没有哪个家庭能享受：{_culprits(benefit, search)}，请改正"
        yield Flaw(Code.UNREACHABLE, benefit.id, "", message)
        return
    if search.family(plan, _not_failing, strangers(search.as_of)):
        message = "全家户籍、居住、工作、参保都不在本地，也不算不符合；请加上地点条件（…here）"
        yield Flaw(Code.NO_PLACE, benefit.id, "", message)
    bare = replace(benefit, relations=tuple(one for one in benefit.relations if not _joins(one)))
    yield from _dead_awards(bare, search)
    yield from _dead_alternatives(bare, search)
    yield from _needless_rows(bare, search)
    yield from _award_gaps(bare, search)


def _culprits(benefit: Benefit, search: Search) -> str:
    """The first row that nobody meets, or two that nobody meets together; else that all were tried."""
    bare = replace(benefit, awards=(), relations=(), conditions=())
    judging = [(number, row) for number, row in enumerate(benefit.conditions) if _decides(row)]
    for count, words in ((1, "{}谁都不符合"), (2, "{}和{}互相矛盾")):
        for chosen in combinations(judging, count):
            if search.holds(replace(bare, conditions=tuple(row for _, row in chosen))) is None:
                return words.format(*(spelled(("conditions", number)) for number, _ in chosen))
    return "试了各种家庭都不符合；条件、待遇或日期互相矛盾"


def _decides(row: Condition) -> bool:
    return not row.any_of and row.if_not is IfNot.INELIGIBLE


def _joins(relation: Relation) -> bool:
    return relation.kind is RelationKind.ADDS_TO


def _not_failing(findings: Sequence[Finding]) -> bool:
    return findings[0].verdict is not Verdict.INELIGIBLE


def _dead_awards(benefit: Benefit, search: Search) -> Iterator[Flaw]:
    plan = search.plan(benefit)
    for number, award in enumerate(benefit.awards):
        if search.family(plan, _giving(award), beginnings(search.as_of)) is None:
            where = spelled(("awards", number))
            message = f"{where} 永远轮不到：没有家庭符合它的条件，或者同一行（line）里前面的总是先算；请改正或删去"
            yield Flaw(Code.DEAD_AWARD, benefit.id, where, message)


def _giving(award: Award) -> Judge:
    """Looks for a family to whom this award applies."""

    def judge(findings: Sequence[Finding]) -> bool | frozenset[Ask]:
        (finding,) = findings
        if finding.verdict is Verdict.INELIGIBLE:
            return False
        states = [state for line in by_line(finding.state.awards).values() for state in line]
        missing = finding.state.outcome.missing.union(*(state.outcome.missing for state in states))
        if missing:
            return missing
        return said_open(finding.state.outcome.gaps) and any(
            state.plan.award == award and said_open(state.outcome.gaps) for state in states
        )

    return judge


def _dead_alternatives(benefit: Benefit, search: Search) -> Iterator[Flaw]:
    for number, row in enumerate(benefit.conditions):
        if not row.any_of:
            continue
        others = tuple(one for one in benefit.conditions if one.any_of != row.any_of)
        alone = replace(benefit, conditions=(*others, replace(row, any_of="")))
        if search.holds(alone) is None:
            where = spelled(("conditions", number))
            message = f"{where} 是几选一里的一项，但和别的条件合不到一起；请改正或删去"
            yield Flaw(Code.DEAD_ALTERNATIVE, benefit.id, where, message)


def _needless_rows(benefit: Benefit, search: Search) -> Iterator[Flaw]:
    """Rows that hold whenever all others do; awards may well repeat them."""
    for number, row in enumerate(benefit.conditions):
        opposite = _opposite(row)
        if row.any_of or opposite is None:
            continue
        rows = (*benefit.conditions[:number], opposite, *benefit.conditions[number + 1 :])
        if search.holds(replace(benefit, awards=(), conditions=rows)) is None:
            where = spelled(("conditions", number))
            message = f"{where}（{row.fact}）从来不起作用：别的条件都符合时它总是符合；请删去，或改正它"
            yield Flaw(Code.NEEDLESS_ROW, benefit.id, where, message)


def _opposite(row: Condition) -> Condition | None:
    """The row that holds where this one does not; None for one that is only told, or that speaks of several persons."""
    if row.op is None or row.if_not is IfNot.TOLD or row.whose in (Whose.EVERY_CHILD, Whose.BOTH_PARENTS):
        return None
    changed = replace(row, if_not=IfNot.INELIGIBLE)
    other = _OPPOSITES.get(row.op) or _REVERSED.get(row.op)
    if other:
        return replace(changed, op=other)
    match row.op:
        case Operator.AT_LEAST if isinstance(row.value, int):
            return replace(changed, op=Operator.AT_MOST, value=row.value - 1)
        case Operator.AT_MOST if isinstance(row.value, int):
            return replace(changed, op=Operator.AT_LEAST, value=row.value + 1)
        case Operator.ON_OR_AFTER:
            return _from_day(changed, Operator.ON_OR_BEFORE, -1)
        case Operator.ON_OR_BEFORE:
            return _from_day(changed, Operator.ON_OR_AFTER, 1)
    return replace(changed, op=Operator.REACHED)


def _from_day(row: Condition, op: Operator, days: int) -> Condition | None:
    """The row for a day so much later; None where that is a day which no record can mean."""
    day = date.fromisoformat(str(row.value)) + timedelta(days=days)
    return replace(row, op=op, value=day.isoformat()) if EARLIEST <= day <= LATEST else None


def _award_gaps(benefit: Benefit, search: Search) -> Iterator[Flaw]:
    """Families that meet all conditions and yet no award's."""
    if not benefit.awards or not all(_counted(award, search) for award in benefit.awards):
        return
    narrow = replace(_timeless(benefit), id=f"{benefit.id}-1")
    wide = replace(benefit, id=f"{benefit.id}-2", awards=())
    if search.family(search.plan(narrow, wide), _between, beginnings(search.as_of)):
        message = "有的家庭符合全部条件，却没有一条待遇（awards）适用；请补上这种情形的待遇，或把它写成条件"
        yield Flaw(Code.AWARD_GAP, benefit.id, "", message)


def _counted(award: Award, search: Search) -> bool:
    """Whether it applies by a number alone: to the second child, to twins. Other rows may well leave families out."""
    return bool(award.when) and all(search.facts[row.fact].type is FactType.NUMBER for row in award.when if row.fact)


def _timeless(benefit: Benefit) -> Benefit:
    """The record with awards that hold on every day, so that rows stand by themselves."""
    awards = tuple(replace(award, run=None, claim=None, valid=Validity()) for award in benefit.awards)
    return replace(benefit, awards=awards)


def _between(findings: Sequence[Finding]) -> bool | frozenset[Ask]:
    """Looks for a family that meets the conditions but no award's."""
    narrow, wide = findings
    if wide.verdict is Verdict.INELIGIBLE or narrow.verdict in HOLDS:
        return False
    if wide.verdict in HOLDS and narrow.verdict is Verdict.INELIGIBLE:
        return True
    return (wide.missing | narrow.missing) or False
