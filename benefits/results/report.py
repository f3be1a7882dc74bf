"""Findings written out in full, for the command line: as data of a stable shape, or as text to read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from benefits.editions.catalogue import Catalogue
from benefits.households import format as households
from benefits.questionnaire.interview import places
from benefits.rules.amounts import Amount, amounts
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.casts import Decision
from benefits.rules.household import Household
from benefits.rules.model import Citation, Condition
from benefits.rules.rows import Row
from benefits.rules.values import Ask, Gap, Uncertain, Unknown, Value
from benefits.words import persons
from benefits.words.amounts import figures
from benefits.words.changes import change
from benefits.words.chinese import day_words
from benefits.words.conditions import gap_words
from benefits.words.labels import label
from benefits.words.places import full_place_name, place_name
from benefits.words.readings import FAILED, MET, OPEN, SPARE, TOLD, Line, Reader
from benefits.words.rulebook import Rulebook
from benefits.words.stretches import when

VERDICTS = {
    Verdict.ELIGIBLE: "可以享受",
    Verdict.UNDETERMINED: "需要再确认",
    Verdict.UPCOMING: "以后可以",
    Verdict.ENDED: "已截止",
    Verdict.INELIGIBLE: "不符合",
}
"""What each verdict is called, in the order of the text."""

MARKS = {MET: "✓", FAILED: "✗", OPEN: "?", TOLD: "·", SPARE: "-"}


@dataclass(frozen=True)
class Report:
    """All findings for one household on one day."""

    catalogue: Catalogue
    household: Household
    as_of: date

    @cached_property
    def places(self) -> list[str]:
        """The codes of the regions whose benefits were assessed."""
        return sorted(places(self.household))

    @cached_property
    def findings(self) -> list[Finding]:
        """One for each benefit and subject, in the order of the benefits' ids."""
        return assess(self.catalogue.plan_for(self.places), self.household, self.as_of)

    # ------------------------------------------------------------ as data

    def data(self) -> dict[str, Any]:
        """JSON types only; dates as 2024-05-01, what does not apply as null."""
        return {
            "as_of": self.as_of.isoformat(),
            "catalogue": self.catalogue.version,
            "household": households.dump(self.household),
            "places": self.places,
            "findings": [self._finding(finding) for finding in self.findings],
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        benefit, issue = finding.benefit, self.catalogue.edition_of(finding.benefit.id)
        return {
            "benefit": benefit.id,
            "edition": issue.number if issue else None,
            "title": benefit.title,
            "region": benefit.region,
            "kind": benefit.kind.value,
            "category": benefit.category.value,
            "force": benefit.force.value,
            "recipient": benefit.recipient.value,
            "subject": finding.subject,
            "verdict": finding.verdict.value,
            "missing": _asks(finding.missing),
            "gaps": _gaps(finding.gaps),
            "amounts": [_amount(amount) for amount in amounts(finding)],
            "conditions": [_condition(*one) for one in zip(finding.shown, finding.traces, strict=True)],
            "window": _window(finding),
            "superseded_by": finding.entry.superseded_by or None,
            "citations": [self._citation(citation) for citation in benefit.citations],
        }

    def _citation(self, citation: Citation) -> dict[str, Any]:
        document = self.catalogue.document(citation.document)
        told = {
            "title": document.title if document else None,
            "number": document.number if document else None,
            "date": _iso(document.date) if document else None,
            "status": document.status.value if document else None,
        }
        return dataclasses.asdict(citation) | told

    # ------------------------------------------------------------ as text

    def text(self) -> str:
        """In Chinese, to be read: first what the family can have, last what it cannot."""
        by_verdict = {verdict: [one for one in self.findings if one.verdict is verdict] for verdict in VERDICTS}
        counts = "，".join(f"{VERDICTS[verdict]}{len(found)}项" for verdict, found in by_verdict.items())
        head = [
            f"按{day_words(self.as_of)}的情况，共{len(self.findings)}项：{counts}。",
            f"看的是这些地方的文件：{'、'.join(full_place_name(code) for code in self.places)}。",
        ]
        cards = [self._card(finding) for found in by_verdict.values() for finding in found]
        return "\n\n".join(["\n".join(head), *cards]) + "\n"

    @cached_property
    def _names(self) -> dict[str, str]:
        return persons.described(self.household, self.as_of)

    @cached_property
    def _reader(self) -> Reader:
        rulebook = Rulebook(self.catalogue.facts(), place_name)
        return Reader(self.household, rulebook, persons.names(self.household), self.as_of)

    def _card(self, finding: Finding) -> str:
        benefit = finding.benefit
        title = f"【{VERDICTS[finding.verdict]}】{benefit.title} — {self._names[finding.subject]}"
        lines = (f"  {line}" for line in self._lines(finding))
        return "\n".join([title, f"  {benefit.id}，{place_name(benefit.region)}，{label(benefit.force)}", *lines])

    def _lines(self, finding: Finding) -> Iterator[str]:
        for figure in figures(finding):
            parts = [part for part in (figure.text, figure.progress, *figure.notes) if part]
            yield f"金额{f'（{figure.line}）' if figure.line else ''}：{'；'.join(parts)}"
        for words in when(finding):
            yield f"时间：{words}"
        for line in self._reader.lines(finding):
            yield from _condition_lines(line)
        if finding.verdict is Verdict.INELIGIBLE:
            yield from self._altering(finding)
        if finding.missing:
            yield f"还不知道：{'、'.join(self._asked(ask) for ask in sorted(finding.missing))}"
        for gap in sorted(finding.gaps):
            yield f"文件没有写清：{gap_words(gap)}"
        for citation in finding.benefit.citations:
            yield f"出处：{self._source(citation)}"

    def _altering(self, finding: Finding) -> Iterator[str]:
        altering = change(finding, self._reader)
        if altering.text:
            yield f"怎样改变：{altering.text}"
        for topic in altering.topics:
            yield f"怎样改变：家里其实有“{self.catalogue.facts()[topic].label}”这种情况的，补上再查"

    def _asked(self, ask: Ask) -> str:
        facts = self.catalogue.facts()
        name = facts[ask.fact].label if ask.fact in facts else ask.fact
        return f"{name}（{self._names[ask.person]}）"

    def _source(self, citation: Citation) -> str:
        document = self.catalogue.document(citation.document)
        if document is None:
            return f"{citation.document}{citation.clause or citation.article}"
        issued = day_words(document.date) if document.date else "没有写日期"
        told = "，".join(filter(None, (document.number, issued, label(document.status))))
        place = citation.clause or f"{citation.article} {citation.url}".strip()
        return f"《{document.title}》（{told}）{place}" + (f"：“{citation.quote}”" if citation.quote else "")


def _condition_lines(line: Line, depth: int = 0) -> Iterator[str]:
    reading = "我们的理解" if line.interpreted else ""
    aside = "；".join(filter(None, (reading, line.note)))
    yield f"{'  ' * depth}{MARKS[line.mark]} {line.sentence}" + (f"〔{aside}〕" if aside else "")
    for alternative in line.alternatives:
        yield from _condition_lines(alternative, depth + 1)


# ---------------------------------------------------------------- parts of the data


def _asks(asks: Iterable[Ask]) -> list[dict[str, str]]:
    return [ask._asdict() for ask in sorted(asks)]


def _gaps(gaps: Iterable[Gap]) -> list[dict[str, str]]:
    return [gap._asdict() for gap in sorted(gaps)]


def _iso(day: date | None) -> str | None:
    """A day as text; nothing for one that is not known or before all time."""
    return day.isoformat() if day and day != date.min else None


def _window(finding: Finding) -> dict[str, Any]:
    return {
        "since": _iso(finding.since),
        "opens_on": _iso(finding.opens_on),
        "ends_on": _iso(finding.ends_on),
        "closed_on": _iso(finding.closed_on),
        "apply_by": _iso(finding.apply_by),
        "claims": [{"first": _iso(first), "last": _iso(last)} for first, last in finding.claims],
    }


def _amount(amount: Amount) -> dict[str, Any]:
    months = amount.months
    return {
        "line": amount.line,
        "low": amount.low,
        "high": amount.high,
        "unit": amount.unit,
        "period": amount.period.value,
        "per": amount.per,
        "bound": amount.bound.value,
        "of": amount.of,
        "cap": dataclasses.asdict(amount.cap) if amount.cap else None,
        "approximate": amount.approximate,
        "certain": amount.certain,
        "counts": amount.counts,
        "months": months
        and {
            "first": months.first.isoformat(),
            "last": months.last.isoformat(),
            "total": months.total,
            "due": months.due,
            "left": months.left,
        },
        "years": list(amount.years),
        "total": amount.total and list(amount.total),
        "left": amount.left and list(amount.left),
        "notes": list(amount.notes),
    }


def _row(condition: Condition | None) -> dict[str, Any]:
    if condition is None:
        return {}
    value = condition.value
    return {
        "fact": condition.fact or None,
        "whose": condition.whose.value,
        "op": condition.op.value if condition.op else None,
        "value": list(value) if isinstance(value, tuple) else value,
        "any_of": condition.any_of or None,
        "if_not": condition.if_not.value,
        "basis": condition.basis.value,
        "note": condition.note,
    }


def _condition(row: Row, trace: Decision) -> dict[str, Any]:
    return {
        "record": row.source.id,
        **_row(row.condition),
        "readings": [{"person": person, **_reading(value)} for person, value in trace.readings],
        "outcome": "told" if row.told else {True: "yes", False: "no", None: "open"}[trace.outcome.truth],
        "missing": _asks(trace.outcome.missing),
        "gaps": _gaps(trace.outcome.gaps),
    }


def _reading(value: Value) -> dict[str, Any]:
    """A known value (null: no such person or thing), the values it may be, or the facts it waits for."""
    if isinstance(value, Unknown):
        return {"unknown": _asks(value.missing)}
    if isinstance(value, Uncertain):
        return {"uncertain": [_plain(one) for one in value.values], "gap": value.gap.note}
    return {"value": _plain(value)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
