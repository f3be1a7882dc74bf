"""Reference households as officers keep them, as the same families that the files hold, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from django.db import transaction

from benefits.checking.content import Content
from benefits.content.yamlfile import Source
from benefits.households import format as households
from benefits.models import Benefit, ReferenceExpectation, ReferenceHousehold
from benefits.references.families import Expectation, ExpectedMonths, Reference, read_references
from benefits.rules.assess import Verdict
from benefits.rules.facts import Fact
from benefits.rules.given import CHILDREN, OURS, RELATION
from benefits.rules.household import Household
from regions.codes import ROOT

PLACE: Final = "admin"
"""Stands for the file of a household that is kept in the database."""

_SAME: Final = ("subject", "clause", "because", "opens_on", "ends_on", "apply_by", "gap")


def stored_references(facts: Mapping[str, Fact]) -> list[Reference]:
    """The households in use, in the order of their ids. Answers to facts that are no more are passed over."""
    rows = ReferenceHousehold.objects.filter(active=True).prefetch_related("expectations").order_by("slug")
    return [read_row(row, facts) for row in rows]


def read_row(row: ReferenceHousehold, facts: Mapping[str, Fact]) -> Reference:
    """The household that the rows stand for."""
    household = households.salvage(row.household, facts)
    expectations = tuple(_expectation(one) for one in row.expectations.all())
    return Reference(row.slug, row.title, row.as_of, household, expectations, Source(f"{PLACE}:{row.slug}", None, {}))


def _expectation(row: ReferenceExpectation) -> Expectation:
    """Raises ValueError, in English, for a row that says what cannot be."""
    return Expectation(
        benefit=row.benefit_id,
        verdict=Verdict(row.verdict),
        amount=_number(row.amount),
        amount_to=_number(row.amount_to),
        months=_months(row),
        missing=None if row.missing is None else tuple(row.missing),
        **{name: getattr(row, name) for name in _SAME},
    )


def _months(row: ReferenceExpectation) -> ExpectedMonths | None:
    if row.months_total is None or row.months_due is None:
        return None
    return ExpectedMonths(row.months_total, row.months_due, row.months_total - row.months_due)


def _number(stored: float | None) -> int | float | None:
    return int(stored) if isinstance(stored, float) and stored.is_integer() else stored


# ---------------------------------------------------------------- back to the files' format


def as_written(reference: Reference) -> dict[str, Any]:
    """The household as its file says it: JSON types, what is blank left out."""
    return {
        "title": reference.title,
        "as_of": reference.as_of.isoformat(),
        "household": _answers(reference.household),
        "expect": [_written(one) for one in reference.expectations],
    }


def _answers(household: Household) -> dict[str, Any]:
    """The answers; that a child is the couple's own goes without saying."""
    dumped = households.dump(household)
    for child in dumped.get(CHILDREN, ()):
        if child.get(RELATION) == OURS:
            del child[RELATION]
    return dumped


def _written(one: Expectation) -> dict[str, Any]:
    months = one.months
    written: dict[str, Any] = {"benefit": one.benefit, "subject": one.subject, "verdict": one.verdict.value}
    written |= {"amount": one.amount, "amount_to": one.amount_to}
    written["months"] = {"total": months.total, "due": months.due, "left": months.left} if months else None
    days = ("opens_on", "ends_on", "apply_by")
    written |= {name: day.isoformat() for name in days if (day := getattr(one, name))}
    written |= {"missing": None if one.missing is None else list(one.missing), "gap": one.gap}
    written |= {"clause": one.clause, "because": one.because}
    return {name: value for name, value in written.items() if value is not None}


def reference_as_yaml(reference: Reference) -> str:
    """The household as a file of fixtures/households."""
    text: str = yaml.safe_dump(as_written(reference), allow_unicode=True, sort_keys=False, width=120)
    return text


# ---------------------------------------------------------------- from the files


@transaction.atomic
def seed_references(folder: Path, content: Content) -> list[str]:
    """Bring the households up to date with their files; returns those left as officers have them.

    What is new or has changed in the files is written; what the files no longer hold is deleted. Neither
    happens to a household that officers have changed since. Raises MalformedFixtureError.
    """
    known = set(Benefit.objects.values_list("id", flat=True))
    held = ReferenceHousehold.objects.select_for_update().prefetch_related("expectations")
    rows = {row.slug: row for row in held.order_by("slug")}
    references = read_references(folder, content)
    kept: list[Reference] = []
    wanted: list[Reference] = []
    for reference in references:
        row, written = rows.get(reference.slug), as_written(reference)
        if row is not None and row.seeded == written:
            continue
        (kept if row is not None and not _as_seeded(row, content) else wanted).append(reference)
    _write(wanted, content, known)
    _delete_gone({one.slug for one in references}, rows.values(), content)
    return [one.slug for one in kept]


def _as_seeded(row: ReferenceHousehold, content: Content) -> bool:
    """Whether the rows still say what was seeded; a household that never was is an officer's own."""
    if row.seeded is None or not row.active:
        return False
    try:
        return bool(as_written(read_row(row, content.facts)) == row.seeded)
    except ValueError:
        return False


def _delete_gone(present: Collection[str], rows: Iterable[ReferenceHousehold], content: Content) -> None:
    gone = [row.slug for row in rows if row.seeded is not None and row.slug not in present and _as_seeded(row, content)]
    ReferenceHousehold.objects.filter(slug__in=gone).delete()


def _write(references: Iterable[Reference], content: Content, known: Collection[str]) -> None:
    for reference in references:
        row, _ = ReferenceHousehold.objects.update_or_create(
            slug=reference.slug,
            defaults={
                "title": reference.title,
                "region_id": keeper_of(reference, content),
                "as_of": reference.as_of,
                "household": households.dump(reference.household),
                "seeded": as_written(reference),
                "changed_by": "",
            },
        )
        row.expectations.all().delete()
        ReferenceExpectation.objects.bulk_create(
            _row(row, place, one) for place, one in enumerate(reference.expectations) if one.benefit in known
        )


def keeper_of(reference: Reference, content: Content) -> str:
    """Who looks after a household: the region of most of the benefits that it expects something of."""
    regions = Counter(
        content.by_id[one.benefit].region for one in reference.expectations if one.benefit in content.by_id
    )
    return regions.most_common(1)[0][0] if regions else ROOT


def _row(row: ReferenceHousehold, place: int, one: Expectation) -> ReferenceExpectation:
    return ReferenceExpectation(
        reference=row,
        position=place,
        benefit_id=one.benefit,
        verdict=one.verdict.value,
        amount=one.amount,
        amount_to=one.amount_to,
        months_total=one.months.total if one.months else None,
        months_due=one.months.due if one.months else None,
        missing=None if one.missing is None else list(one.missing),
        **{name: getattr(one, name) for name in _SAME},
    )
