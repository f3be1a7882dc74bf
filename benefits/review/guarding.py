"""What guards publishing: expectations of reference households that a change would break, and what was seen of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from benefits.content.schema import Record, to_payload
from benefits.editions import catalogue as held
from benefits.editions import publishing
from benefits.editions.catalogue import Catalogue
from benefits.editions.publishing import Key, key_of
from benefits.questionnaire.interview import places
from benefits.references.expectations import Difference, Outcome, assess_references
from benefits.references.families import Expectation, Reference
from benefits.references.stored import stored_references
from benefits.results.report import VERDICTS
from benefits.review.impact import affected
from benefits.review.proposed import Offer, Proposed
from benefits.rules.compile import Plan
from benefits.rules.facts import Question
from benefits.today import today
from benefits.words.persons import names

_FIELDS: Final = {
    "verdict": "结果",
    "amount": "数额",
    "amount_to": "数额到",
    "months": "月数（共、已满、还剩）",
    "opens_on": "从哪天起",
    "ends_on": "最后一天",
    "apply_by": "最晚申请",
    "missing": "还差的事实",
    "gap": "文件没有写清",
}
_VALUES: Final = {verdict.value: words for verdict, words in VERDICTS.items()} | {
    "True": "是",
    "False": "否",
    "—": "没有",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """An expectation that holds today and would hold no longer, with the benefit's title and the person in words."""

    reference: Reference
    expectation: Expectation
    benefit: str
    person: str
    differences: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.reference.title}：{self.benefit}（{self.person}）：{'；'.join(self.differences)}"


def catalogue_on(day: date) -> Catalogue:
    """What is in force on a day, read now."""
    return held.refresh(day) if day <= today() else Catalogue.at(None, day)


def regions_touched(records: Iterable[Record], gone: Collection[Key], catalogue: Catalogue) -> set[str | None]:
    """The regions in which something is another: those of the records, and of what they replace; None for questions."""
    found: set[str | None] = {None if isinstance(record, Question) else record.region for record in records}
    for kind, key in {*gone, *(key_of(record) for record in records)}:
        edition = publishing.in_force(kind, key, catalogue.on)
        found |= {edition.region_id} if edition else set()
    return found


def broken(records: Sequence[Record], day: date, gone: Collection[Key] = ()) -> list[Broken]:
    """The expectations that publishing these records, or withdrawing others, from that day on would break."""
    before = catalogue_on(day)
    references = stored_references(before.facts())
    concerned = affected(references, regions_touched(records, gone, before))
    return newly_broken(before, Proposed(before, records, gone), concerned)


def newly_broken(before: Offer, after: Offer, references: Iterable[Reference]) -> list[Broken]:
    """The expectations that one offer meets and the other does not."""
    found = []
    for reference in references:
        area = places(reference.household)
        plan = before.plan_for(area)
        failing = [one for one in assess_references(after.plan_for(area), [reference]) if one.differences]
        held_before = {one.number for one in assess_references(plan, [reference]) if not one.differences}
        found += [_broken(one, _titles(plan)) for one in failing if one.number in held_before]
    return found


def _titles(plan: Plan) -> dict[str, str]:
    return {entry.benefit.id: entry.benefit.title for entry in plan.entries}


def _broken(outcome: Outcome, titles: Mapping[str, str]) -> Broken:
    expected = outcome.expectation
    person = names(outcome.reference.household).get(expected.subject, expected.subject)
    words = tuple(map(_worded, outcome.differences))
    return Broken(outcome.reference, expected, titles.get(expected.benefit, expected.benefit), person, words)


def _worded(one: Difference) -> str:
    if one.field == "subject":
        return "现在没有给这个人的这一项"
    expected, actual = (_VALUES.get(text, text) for text in (one.expected, one.actual))
    return f"{_FIELDS[one.field]}应当是{expected}，现在是{actual}"


def mark(records: Sequence[Record], day: date, found: Iterable[Broken]) -> str:
    """A mark of all that decides what is approved: the records, the day, what they replace, and what they break."""
    replaced = {key_of(record): publishing.in_force(*key_of(record), day) for record in records}
    seen = [
        day.isoformat(),
        sorted([*key, edition.number if edition else 0] for key, edition in replaced.items()),
        # Pages and steps have the records in orders of their own.
        [to_payload(record) for record in sorted(records, key=key_of)],
        sorted(map(str, found)),
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def standing_of(offer: Offer, reference: Reference) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each expectation of a household: the benefit's title, the person in words, and what is not as expected."""
    plan = offer.plan_for(places(reference.household))
    told = [_broken(one, _titles(plan)) for one in assess_references(plan, [reference])]
    return [(one.benefit, one.person, one.differences) for one in told]
