"""What the reference households are told of each record in all, as somebody last confirmed it.

Expectations say what must come; this says that nothing else changed unseen. One line a record: how many
findings of each verdict there are, and a seal over everything that the households are told of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from pydantic import TypeAdapter

from benefits.content.schema import read_file
from benefits.references.expectations import Key, Told
from benefits.rules.assess import Verdict
from benefits.rules.model import STRICT

_SEAL: Final = 12
"""Hexadecimal digits of a seal: a chance of one in 10^14 that a change keeps it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that the households are told of one record: findings by verdict, and the seal."""

    __pydantic_config__: ClassVar = STRICT

    seal: str
    eligible: int = 0
    undetermined: int = 0
    upcoming: int = 0
    ended: int = 0
    ineligible: int = 0

    def __str__(self) -> str:
        counts = ((verdict.value, getattr(self, verdict.value)) for verdict in Verdict)
        return ", ".join(f"{name}: {count}" for name, count in counts if count)


Outcomes = Mapping[str, Outcome]
"""Outcomes by the ids of benefits."""

_SCHEMA: Final[TypeAdapter[dict[str, Outcome]]] = TypeAdapter(dict[str, Outcome])
_HEADING: Final = (
    "# What the reference households are told of each record in all. Written by `manage.py check_households --confirm`\n"
    "# once a change of it has been looked at; the seal covers verdicts, amounts, months, days, missing facts and gaps.\n"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A record of which the households are told something else than was confirmed; None where there was, or is, none."""

    benefit: str
    confirmed: Outcome | None
    now: Outcome | None


def outcomes(told: Mapping[Key, Told]) -> dict[str, Outcome]:
    """What is told of each record, summed up."""
    by_benefit: dict[str, list[tuple[Key, Told]]] = {}
    for key, one in sorted(told.items(), key=lambda item: item[0]):
        by_benefit.setdefault(key[1], []).append((key, one))
    return {benefit: _outcome(found) for benefit, found in sorted(by_benefit.items())}


def _outcome(found: Iterable[tuple[Key, Told]]) -> Outcome:
    found = list(found)
    counts = Counter(one.verdict.value for _, one in found)
    spelt = json.dumps([(key, astuple(one)) for key, one in found], default=_plain, ensure_ascii=False)
    return Outcome(hashlib.sha256(spelt.encode()).hexdigest()[:_SEAL], **counts)


def _plain(value: object) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def read_confirmed(path: Path) -> Outcomes:
    """What was confirmed; nothing if there is no such file yet. Raises MalformedFixtureError."""
    return read_file(path, _SCHEMA)[0] if path.exists() else {}


def write_confirmed(path: Path, now: Outcomes) -> None:
    """Confirm what is told now."""
    lines = (f'{benefit}: {{{outcome}, seal: "{outcome.seal}"}}\n' for benefit, outcome in sorted(now.items()))
    path.write_text(_HEADING + "".join(lines), encoding="utf-8")


def changes(confirmed: Outcomes, now: Outcomes) -> list[Change]:
    """The records of which something else is told than was confirmed."""
    return [
        Change(benefit, confirmed.get(benefit), now.get(benefit))
        for benefit in sorted({*confirmed, *now})
        if confirmed.get(benefit) != now.get(benefit)
    ]
