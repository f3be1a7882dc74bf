"""What the checks of the content find in a record that is to be published, among those of its region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.conf import settings

from benefits.audit.coverage import excuses
from benefits.audit.flaws import Flaw
from benefits.audit.satisfiable import check_satisfiable
from benefits.audit.search import Search
from benefits.audit.standing import check_alternatives, check_award_dates, check_facts, check_overlaps, check_relations
from benefits.audit.wording import check_wording
from benefits.content.schema import Record
from benefits.references.expectations import narrowed
from benefits.review.proposed import Proposed
from benefits.rules.facts import Question
from benefits.rules.model import Benefit
from benefits.words.locations import located

_EXCEPTIONS: Final = settings.BASE_DIR / "fixtures" / "coverage"

Found = tuple[str, str]
"""What is wrong, and why somebody has found it to be none; blank if nobody has."""


def faults(record: Record, proposed: Proposed, as_of: date) -> list[Found]:
    """What somebody should look at before the record is published. It must be one that can be evaluated."""
    if isinstance(record, Benefit):
        found = _of_benefit(record, proposed, as_of)
    elif isinstance(record, Question):
        found = _of_question(record, proposed)
    else:
        return []
    excused = excuses(_EXCEPTIONS)
    return [(located(flaw.message), excused.get(flaw.name, "")) for flaw in sorted(set(found))]


def _of_benefit(record: Benefit, proposed: Proposed, as_of: date) -> Iterator[Flaw]:
    cited = (proposed.document(citation.document) for citation in record.citations)
    yield from check_wording(record, [document.date for document in cited if document and document.date])
    yield from check_award_dates(record)
    yield from check_alternatives(record)
    plan = narrowed(proposed.plan_for([record.region]), {record.id})
    yield from check_satisfiable(record, plan, Search(proposed.facts(), as_of))
    yield from _beside(record, proposed.benefits_for([record.region]))


def _beside(record: Benefit, others: Iterable[Benefit]) -> Iterator[Flaw]:
    """How it stands to the others of its region: only what concerns this record."""
    beside = {other.id: other for other in others}
    yield from (flaw for flaw in check_relations(beside) if flaw.record == record.id)
    mine = [other for other in beside.values() if other.region == record.region and other.id != record.id]
    for other in mine:
        yield from (
            Flaw(flaw.code, record.id, other.id, _said_of(flaw, other)) for flaw in check_overlaps([record, other])
        )


def _said_of(flaw: Flaw, other: Benefit) -> str:
    return flaw.message.replace(other.id, f"“{other.title}”（{other.id}）")


def _of_question(record: Question, proposed: Proposed) -> Iterator[Flaw]:
    """Facts that nobody reads, or nobody asks; whether other places read them is not looked at."""
    own = {fact.slug for fact in record.facts}
    benefits = [one for one in proposed.records if isinstance(one, Benefit)]
    known = {fact.slug for question in proposed.catalogue.questions() for fact in question.facts}
    yield from (
        flaw for flaw in check_facts(proposed.questions(), benefits) if flaw.record in own and flaw.record not in known
    )
