"""The family's list as HTML: moulds of cards and rows, filled with the family's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.urls import reverse
from markupsafe import Markup, escape

from benefits.results.days import in_html
from benefits.results.drawing import Results
from benefits.results.faces import row_mould
from benefits.results.moulds import Moulds, jinja, joined
from benefits.results.shown import HEADINGS, SUMMED, Group, Link, Refusal, Section, Shelf, Shown
from benefits.results.withheld import Withheld
from benefits.rules.model import Benefit
from benefits.words.glossary import Term
from benefits.words.readings import Line


def rendered(page: Results, section: str, csrf_token: str) -> str:
    """The whole page; ``section`` is that of the question that is still to be answered, blank if there is none."""
    pen = _Pen(page.faces.pieces, sums=bool(page.totals))
    body = jinja("results/page.html").render(page=page, section=section, draw=pen)
    return page.faces.frame.fill(place=escape(page.place), body=body, csrf=escape(csrf_token))


def rendered_withheld(left: Withheld, *, focus: bool) -> Markup:
    """What the page leaves out; with ``focus`` it asks for the focus, as what comes into a page should."""
    html = jinja("results/withheld.html").render(left=left, draw=_Pen(left.faces.pieces), focus=focus)
    return Markup(html)  # noqa: S704 - from a template


class Alone(NamedTuple):
    """A card by itself, under the heading of its group."""

    heading: str
    who: str
    html: Markup


def rendered_alone(shown: Iterable[Shown], pieces: Moulds) -> list[Alone]:
    """Some cards in full, with nothing left to another page, whatever group they are of."""
    pen = _Pen(pieces)
    return [Alone(HEADINGS[one.group][0], one.who, pen.whole(one)) for one in shown]


class _Safe(dict[str, str]):
    """Texts as they may stand in HTML; those of one page repeat themselves."""

    def __missing__(self, text: str) -> str:
        self[text] = html = in_html(text)
        return html


@dataclass
class _Pen:
    """Draws the cards of one page from its top to its end, so that a term is explained where it comes first.

    ``pieces`` are the moulds of results/pieces.html, by name; ``sums`` says that the page begins with sums.
    """

    pieces: Any
    sums: bool = False
    safe: _Safe = field(default_factory=_Safe)
    _explained: set[Term] = field(default_factory=set)

    def shelves(self, section: Section) -> Markup:
        """The cards of a group, shelf by shelf; what is used rather than claimed comes last, under its own heading."""
        claimed = [one for one in section.shelves if not one.folded]
        used = [one for one in section.shelves if one.folded]
        drawn = [self._crowded(one) if section.crowded else self._shelf(one, section) for one in claimed]
        if used:
            drawn.append(self.pieces.services.fill())
            drawn += [self._folded(one, self._rows(one.cards)) for one in used]
        return joined(drawn)

    def _shelf(self, shelf: Shelf, section: Section) -> str:
        cards = shelf.cards
        inside = self._rows(cards) if section.folded else "".join([self._card(one, one.form) for one in cards])
        return str(self.pieces.shelf.fill(icon_name=shelf.icon, label=self.safe[shelf.label], inside=inside))

    def _crowded(self, shelf: Shelf) -> str:
        """Cards of which only the name is seen until they are opened, on a shelf that is closed itself."""
        return self._folded(shelf, "".join([self._card(one, "folded") for one in shelf.cards]))

    def _folded(self, shelf: Shelf, inside: str) -> str:
        label, count = self.safe[shelf.label], str(len(shelf.cards))
        return str(self.pieces.shelf_folded.fill(icon_name=shelf.icon, label=label, count=count, inside=inside))

    def _rows(self, shown: Iterable[Shown]) -> str:
        """What leads to a page of its own, in one row each."""
        return str(self.pieces.rows.fill(inside="".join([self._item(one) for one in shown])))

    def links(self, links: Iterable[Link]) -> Markup:
        """Words that lead elsewhere, one below the other."""
        return joined([self.pieces.link.fill(href=one.href, text=self.safe[one.text]) for one in links])

    def refusals(self, refusals: Iterable[Refusal]) -> Markup:
        """What is refused, reason by reason."""
        return joined([self._refusal(one) for one in refusals])

    def whole(self, shown: Shown) -> Markup:
        """One card with everything on it."""
        return joined((self._card(shown, "whole"),))

    def _item(self, shown: Shown) -> str:
        draft = "，征求意见稿" if shown.face.draft and shown.group == Group.ENDED else ""
        days = f"{draft}，{'；'.join(shown.when)}" if shown.when else draft
        return shown.face.mould("row").fill(
            anchor=shown.anchor,
            who=self.safe[shown.who],
            days=self.safe[days],
            unsettled=self._unsettled(shown) if shown.questions or shown.gaps else "",
        )

    def _card(self, shown: Shown, form: str) -> str:
        safe, pieces = self.safe, self.pieces
        return shown.face.mould(form).fill(
            anchor=shown.anchor,
            who=safe[shown.who],
            figures="".join(self._figures(shown)) if shown.figures else "",
            terms="".join(self._terms(shown)) if shown.face.terms else "",
            unsettled=self._unsettled(shown) if shown.questions or shown.gaps or shown.change.text else "",
            because=pieces.because.fill(text=safe[shown.because]) if shown.because else "",
            when=pieces.when.fill(text="<br>".join([safe[line] for line in shown.when])) if shown.when else "",
            notes="".join(self._notes(shown)) if shown.figures else "",
            related="".join(self._related(shown)) if shown.has_relatives else "",
            on_day=pieces.on_day.fill(text=shown.on_day) if shown.on_day else "",
            lines="".join([self._row(line) for line in shown.lines]),
            why_here=safe[shown.why_here],
        )

    def _refusal(self, refusal: Refusal) -> str:
        """Rights that are kept away by the same reason, the reason, and what would alter it."""
        safe, pieces = self.safe, self.pieces
        items = [
            pieces.refused.fill(
                anchor=one.anchor,
                href=one.face.href,
                title=safe[one.benefit.title],
                who=safe[f"{one.who} · {one.face.place}" if refusal.placed else one.who],
            )
            for one in refusal.cards
        ]
        reasons = [self._reason(line) for line in refusal.failed]
        changes = "".join(self._changes(refusal))
        return str(pieces.refusal.fill(items="".join(items), reasons="".join(reasons), changes=changes))

    def _reason(self, line: Line) -> str:
        alternatives = [self.pieces.refused_alternative.fill(text=self.safe[one.sentence]) for one in line.alternatives]
        return str(self.pieces.reason.fill(text=self.safe[line.sentence], alternatives="".join(alternatives)))

    def _changes(self, refusal: Refusal) -> Iterator[str]:
        change = refusal.change
        if change.text:
            piece = self.pieces.possible if change.possible else self.pieces.impossible
            yield piece.fill(text=self.safe[change.text])
        for topic in refusal.topics:
            yield self.pieces.topic.fill(href=topic.href, text=self.safe[topic.text])

    def _row(self, line: Line) -> str:
        inside = "".join([self._row(one) for one in line.alternatives]) if line.alternatives else ""
        return row_mould(line).fill(label=self.safe[line.label], value=self.safe[line.value], alternatives=inside)

    def _figures(self, shown: Shown) -> Iterator[str]:
        safe, pieces = self.safe, self.pieces
        sums = self.sums and shown.group in SUMMED
        for figure in shown.figures:
            if figure.text:
                line = pieces.figure_line.fill(text=safe[figure.line]) if figure.line else ""
                progress = pieces.figure_progress.fill(text=safe[figure.progress]) if figure.progress else ""
                apart = pieces.figure_apart.fill() if figure.apart and sums else ""
                yield pieces.figure.fill(line=line, text=safe[figure.text], progress=progress + apart)

    def _terms(self, shown: Shown) -> Iterator[str]:
        for term in shown.face.terms:
            if term not in self._explained:
                self._explained.add(term)
                yield self.pieces.term.fill(term=self.safe[term.term], means=self.safe[term.means])

    def _unsettled(self, shown: Shown) -> str:
        safe, pieces = self.safe, self.pieces
        links = [pieces.open_question.fill(href=one.href, text=safe[one.text]) for one in shown.questions if one.href]
        later = [pieces.open_until_born.fill(text=safe[one.text]) for one in shown.questions if not one.href]
        asked = (pieces.open_questions.fill(links="，".join(links)) if links else "") + "".join(later)
        gaps = [
            # Some notes say themselves whom to ask.
            pieces.open_gap_asking.fill(text=safe[gap])
            if "请问" in gap
            else pieces.open_gap.fill(text=safe[gap], ask=safe[shown.face.ask])
            for gap in shown.gaps
        ]
        change = pieces.open_gap_asking.fill(text=safe[shown.change.text]) if shown.change.text else ""
        return str(pieces.open_box.fill(inside=asked + "".join(gaps) + change))

    def _notes(self, shown: Shown) -> Iterator[str]:
        for figure in shown.figures:
            for note in figure.notes:
                yield self.pieces.figure_note.fill(text=self.safe[note])

    def _related(self, shown: Shown) -> Iterator[str]:
        pieces, card = self.pieces, shown.card
        for other in card.included:
            yield pieces.included.fill(**self._link(other.benefit))
        if shown.successor:
            yield pieces.successor.fill(**self._link(shown.successor))
        for rival in card.not_with:
            more = pieces.greater.fill() if card.lesser else ""
            yield pieces.rival.fill(**self._link(rival.benefit), more=more)

    def _link(self, benefit: Benefit) -> dict[str, str]:
        return {"href": reverse("benefits:benefit", args=[benefit.id]), "title": self.safe[benefit.title]}
