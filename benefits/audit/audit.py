"""All checks of the content together; what somebody has looked at is kept apart, never left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benefits.audit.coverage import Covered, Excused, check_coverage, read_coverage, read_exceptions
from benefits.audit.flaws import Code, Flaw
from benefits.audit.satisfiable import check_satisfiable
from benefits.audit.search import Search
from benefits.audit.standing import check_alternatives, check_award_dates, check_facts, check_overlaps, check_relations
from benefits.audit.wording import check_wording
from benefits.checking import check
from benefits.checking.content import Content
from benefits.content.schema import Record
from benefits.content.yamlfile import spelled
from benefits.references.expectations import narrowed
from benefits.rules.model import Benefit


@dataclass(frozen=True)
class Audit:
    """What was found. ``flaws`` are open; ``excused`` were looked at, each with the reason."""

    records: int
    flaws: tuple[Flaw, ...]
    excused: tuple[tuple[Flaw, str], ...]
    covered: tuple[Covered, ...]


def audit(content: Content, folder: Path, as_of: date) -> Audit:
    """Check all records; ``folder`` holds the lists of clauses and the exceptions. Raises MalformedFixtureError."""
    lists, exceptions = read_coverage(folder), read_exceptions(folder)
    coverage = [check_coverage(document, content.benefits, lists.get(document.slug)) for document in content.documents]
    found = [flaw for _, flaws in coverage for flaw in flaws]
    found += [
        Flaw(Code.COVERAGE, slug, "", "没有这份文件；请改正文件名或删去")
        for slug in lists
        if slug not in content.by_slug
    ]
    found += _of_all(content)
    search = Search(content.facts, as_of)
    for benefit in content.benefits:
        found += audit_benefit(benefit, content, search)
    return _weighed(content, found, exceptions, [covered for covered, _ in coverage])


def _of_all(content: Content) -> Iterator[Flaw]:
    around = content.surroundings
    records: tuple[Record, ...] = (*content.documents, *content.questions)
    for record in records:
        yield from (Flaw(Code.RECORD, one.record, spelled(one.loc), one.message) for one in check(record, around))
    yield from check_facts(content.questions, content.benefits)
    yield from check_relations(content.by_id)
    yield from check_overlaps(content.benefits)


def audit_benefit(benefit: Benefit, content: Content, search: Search) -> Iterator[Flaw]:
    """What is wrong with one record by itself; if it cannot be evaluated, nothing else is looked at."""
    problems = check(benefit, content.surroundings)
    if problems:
        yield from (Flaw(Code.RECORD, benefit.id, spelled(one.loc), one.message) for one in problems)
        return
    cited = (content.by_slug[citation.document] for citation in benefit.citations)
    yield from check_wording(benefit, [document.date for document in cited if document.date])
    yield from check_award_dates(benefit)
    yield from check_alternatives(benefit)
    yield from check_satisfiable(benefit, narrowed(content.plan, {benefit.id}), search)


def _weighed(
    content: Content, found: Iterable[Flaw], exceptions: Sequence[Excused], covered: Sequence[Covered]
) -> Audit:
    """What is left when what was looked at is set apart; an exception that excuses nothing is a flaw itself."""
    reasons = {(one.code.value, one.record, one.about): one.reason for one in exceptions}
    flaws = sorted(set(found))
    idle = reasons.keys() - {flaw.name for flaw in flaws}
    stale = [
        Flaw(Code.EXCEPTION, record, about, f"登记的例外（{code}）已经对不上任何问题；请删去")
        for code, record, about in idle
    ]
    return Audit(
        records=len(content.benefits),
        flaws=tuple(sorted([*(flaw for flaw in flaws if flaw.name not in reasons), *stale])),
        excused=tuple((flaw, reasons[flaw.name]) for flaw in flaws if flaw.name in reasons),
        covered=tuple(covered),
    )
