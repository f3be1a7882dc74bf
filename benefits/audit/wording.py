"""Whether the figures of a record are those of its quotations, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from benefits.audit.figures import Key, figures, key_of, meanings
from benefits.audit.flaws import Code, Flaw
from benefits.audit.terms import check_terms
from benefits.content.yamlfile import Loc, spelled
from benefits.rules.dates import Span
from benefits.rules.model import Award, Benefit, Condition, Validity
from benefits.rules.terms import Kind

BIRTHDAY: Final[Key] = ("days", 0)
"""A span of nought: the very day, which no text writes as a figure."""


_PAUSES: Final = "，。；：！？"
_PAUSE: Final = re.compile(f"[{_PAUSES}]")


@dataclass(frozen=True, slots=True)
class Use:
    """A figure of a record: where it stands, what it comes to, and the notes beside it."""

    loc: Loc
    key: Key
    notes: tuple[str, ...]


def check_wording(benefit: Benefit, issued: Iterable[date]) -> Iterator[Flaw]:
    """Figures of the quotations that nothing uses, and figures of the record that nothing explains.

    ``issued`` are the days of the documents it cites: from then on a record may hold.
    """
    wording = Wording(benefit, frozenset(issued))
    yield from wording.unused()
    yield from wording.unwritten()
    yield from wording.undated()
    yield from check_terms(benefit, wording.quotes)


@dataclass(frozen=True)
class Wording:
    """A record with the figures of its quotations, its rows and awards, and its notes."""

    benefit: Benefit
    issued: frozenset[date]

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """The words of the documents."""
        return tuple(citation.quote for citation in self.benefit.citations)

    @cached_property
    def quoted(self) -> frozenset[Key]:
        """What the figures of the quotations come to."""
        issued: frozenset[Key] = frozenset(("day", day) for day in self.issued)
        return issued.union(*map(meanings, self.quotes))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """The figures that decide or are shown."""
        return tuple(_uses(self.benefit))

    @cached_property
    def told(self) -> frozenset[Key]:
        """What the figures of all notes come to."""
        return meanings("；".join(_notes(self.benefit)))

    def unused(self) -> Iterator[Flaw]:
        """Figures of the quotations that no award, condition or note uses."""
        used = self.told | {use.key for use in self.uses}
        spoken = {figure.text: (figure, quote) for quote in self.quotes for figure in figures(quote)}
        for text, (figure, quote) in spoken.items():
            if figure.keys and not figure.keys & used:
                yield Flaw(
                    Code.UNUSED_FIGURE,
                    self.benefit.id,
                    text,
                    f"引文里的“{text}”（{phrase(quote, figure.at)}）没有用在待遇、条件或说明里；请补上，或在说明里写明为什么不用",
                )

    def unwritten(self) -> Iterator[Flaw]:
        """Figures of the record that are neither quoted nor explained by the note beside them."""
        for use in self.uses:
            if use.key not in self.quoted and use.key not in meanings("；".join(use.notes)):
                where = spelled(use.loc)
                yield Flaw(
                    Code.UNWRITTEN_FIGURE,
                    self.benefit.id,
                    where,
                    f"{where}：{shown(use.key)} 不在引文里；请照原文改正、补引那一句，或在{_where_explained(use.loc)}里写出它和理由",
                )

    def undated(self) -> Iterator[Flaw]:
        """A record of a dated document holds from some day on; without one it would always have held."""
        if self.issued and self.benefit.valid.since is None:
            message = "没有写从哪天起（valid.since）；请写原文的日期，原文没有的写文件的日期"
            yield Flaw(Code.UNWRITTEN_FIGURE, self.benefit.id, "valid.since", message)


def phrase(text: str, at: int) -> str:
    """The words from one pause to the next among which a place of the text lies."""
    start = max(text.rfind(pause, 0, at) for pause in _PAUSES) + 1
    (rest,) = _PAUSE.split(text[at:], maxsplit=1)[:1]
    return text[start:at].lstrip() + rest.rstrip()


def shown(key: Key) -> str:
    """A figure as people read it."""
    kind, value = key
    if isinstance(value, date):
        return value.isoformat()
    number = f"{value:g}" if value < 1e6 else f"{value:.0f}"
    return number + {"months": "个月", "days": "天"}.get(kind, "")


def _where_explained(loc: Loc) -> str:
    """The notes that may explain a figure: what is of the whole benefit has none beside it."""
    return "备注" if loc[0] in ("valid", "relations") else "旁边的说明或备注"


# ---------------------------------------------------------------- what a record uses


def _uses(benefit: Benefit) -> Iterator[Use]:
    for number, row in enumerate(benefit.conditions):
        yield from _of_row(row, ("conditions", number), benefit)
    yield from _of_validity(benefit.valid, ("valid",), (benefit.note,))
    for number, award in enumerate(benefit.awards):
        yield from _of_award(award, ("awards", number), benefit)
    for number, relation in enumerate(benefit.relations):
        if relation.since:
            yield Use(("relations", number, "since"), ("day", relation.since), (benefit.note,))


def _of_row(row: Condition, loc: Loc, benefit: Benefit) -> Iterator[Use]:
    notes = (row.note, benefit.note)
    if isinstance(row.value, int) and not isinstance(row.value, bool):
        yield Use((*loc, "value"), ("number", row.value), notes)
    elif isinstance(row.value, str) and (key := _key_of_text(row.value)) and key != BIRTHDAY:
        yield Use((*loc, "value"), key, notes)


def _key_of_text(text: str) -> Key | None:
    """What a date or a span in a row's value comes to; None for any other text."""
    try:
        return "day", date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return _key_of_span(Span.parse(text))
    except ValueError:
        return None


def _key_of_span(span: Span) -> Key:
    return ("months", span.months) if span.months else ("days", span.days)


def _of_validity(valid: Validity, loc: Loc, notes: tuple[str, ...]) -> Iterator[Use]:
    for name, day in (("since", valid.since), ("until", valid.until)):
        if day:
            yield Use((*loc, name), ("day", day), notes)


def _of_award(award: Award, loc: Loc, benefit: Benefit) -> Iterator[Use]:
    notes = (award.note, benefit.note)
    for name, number in (("number", award.number), ("number_to", award.number_to)):
        if number:
            yield Use((*loc, name), key_of(number, award.unit), notes)
    if award.cap:
        yield Use((*loc, "cap"), key_of(award.cap.number, award.unit), notes)
    if award.times and award.times.less:
        yield Use((*loc, "times"), ("number", award.times.less), notes)
    yield from _of_validity(award.valid, (*loc, "valid"), notes)
    yield from (Use((*loc, where), key, notes) for where, key in _window_keys(award))
    for number, row in enumerate(award.when):
        yield from (
            Use(use.loc, use.key, (*use.notes, award.note)) for use in _of_row(row, (*loc, "when", number), benefit)
        )


def _window_keys(award: Award) -> Iterator[tuple[str, Key]]:
    run, claim = award.run, award.claim
    spans = [("run", run.start), ("run", run.end)] if run else []
    spans += [("claim", claim.start), ("claim", claim.end)] if claim else []
    for where, text in spans:
        if text and text != "length" and (span := Span.parse(text)) != Span():
            yield where, _key_of_span(span)
    if claim and claim.by:
        yield "claim", ("day", claim.by)
    if claim and claim.yearly > 1:
        yield "claim", ("number", claim.yearly)
    if claim and claim.by_year is not None and claim.by_year > 0:
        yield "claim", ("months", claim.by_year * 12)


def _notes(benefit: Benefit) -> Iterable[str]:
    """All that explains the record to people. A service has no awards: its summary tells the figures."""
    if benefit.kind is Kind.SERVICE:
        yield benefit.summary
    yield from (benefit.note, benefit.deadline, benefit.how, benefit.where, *benefit.bring)
    yield from (row.note for row in benefit.conditions)
    for award in benefit.awards:
        yield from (award.note, award.per, award.of, *(row.note for row in award.when))
