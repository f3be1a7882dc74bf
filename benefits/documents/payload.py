"""The JSON form of a split document, as an edition keeps it: its clauses depth first, each naming its parent."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from pydantic import BaseModel, ConfigDict

from benefits.documents.model import Clause, Departments, Kind, Split


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, from_attributes=True)


class _DepartmentsRow(_Strict):
    lead: list[str]
    others: list[str]
    raw: str
    note: str

    def departments(self) -> Departments:
        return Departments(tuple(self.lead), tuple(self.others), self.raw, self.note)


class _ClauseRow(_Strict):
    anchor: str
    parent: str | None
    kind: Kind
    label: str
    number: str
    title: str
    text: str
    departments: _DepartmentsRow | None
    doubts: list[str]

    def clause(self, children: tuple[Clause, ...]) -> Clause:
        return Clause(
            anchor=self.anchor,
            kind=self.kind,
            label=self.label,
            number=self.number,
            title=self.title,
            text=self.text,
            departments=self.departments.departments() if self.departments else None,
            doubts=tuple(self.doubts),
            children=children,
        )


class _SplitRows(_Strict):
    clauses: list[_ClauseRow]


def to_payload(split: Split) -> dict[str, Any]:
    """``{"clauses": [...]}``, of JSON types only; ``parent`` is the anchor of the clause above, null at the top."""
    return {"clauses": [row for clause in split.clauses for row in _rows(clause, None)]}


def from_payload(payload: object) -> Split:
    """The split document again.

    Raises ValueError, naming the clause and field, for anything that `to_payload` cannot have written.
    """
    rows = _SplitRows.model_validate(payload).clauses
    below: dict[str | None, list[_ClauseRow]] = defaultdict(list)
    for row in rows:
        below[row.parent].append(row)
    split = Split(_clauses(None, below))
    _check_order([row.anchor for row in rows], [clause.anchor for clause in split.walk()])
    return split


def _check_order(written: list[str], placed: list[str]) -> None:
    for place, anchor in enumerate(written):
        if placed[place : place + 1] != [anchor]:
            raise ValueError(f"clause {anchor!r} is out of order or below an unknown parent")
    repeated = [anchor for anchor, count in Counter(written).items() if count > 1]
    if repeated:
        raise ValueError(f"clause {repeated[0]!r} occurs more than once")


def _rows(clause: Clause, parent: str | None) -> list[dict[str, Any]]:
    departments = clause.departments
    row = {
        "anchor": clause.anchor,
        "parent": parent,
        "kind": clause.kind,
        "label": clause.label,
        "number": clause.number,
        "title": clause.title,
        "text": clause.text,
        "departments": departments
        and {
            "lead": list(departments.lead),
            "others": list(departments.others),
            "raw": departments.raw,
            "note": departments.note,
        },
        "doubts": list(clause.doubts),
    }
    return [row, *(row for child in clause.children for row in _rows(child, clause.anchor))]


def _clauses(parent: str | None, below: dict[str | None, list[_ClauseRow]]) -> tuple[Clause, ...]:
    # Taken out as they are placed, so that a clause that claims to be its own ancestor is placed nowhere.
    return tuple(row.clause(_clauses(row.anchor, below)) for row in below.pop(parent, []))
