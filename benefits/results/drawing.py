"""What the results page shows: one family's cards in groups and shelves, everything already in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from benefits.editions.catalogue import Catalogue
from benefits.questionnaire.unborn import awaits_birth
from benefits.results.citing import Source
from benefits.results.faces import CHILDREN, HOTLINE, Faces, faces
from benefits.results.grouping import group_of, merged, sections
from benefits.results.places import because
from benefits.results.refusals import refusals
from benefits.results.shown import Aside, Group, Link, OpenQuestion, Refusal, Section, Shown
from benefits.results.totals import Sum, totals
from benefits.results.unspoken import unspoken
from benefits.rules.amounts import amounts
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.cards import Card, cards
from benefits.rules.facts import Fact
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.lazy import lazy
from benefits.rules.terms import Status
from benefits.rules.values import FAMILY, Ask
from benefits.words import persons
from benefits.words.amounts import figures
from benefits.words.changes import Change, change
from benefits.words.chinese import day_words
from benefits.words.conditions import gap_words
from benefits.words.places import full_place_name, place_name
from benefits.words.readings import WITHOUT_CHILDREN, Line, Reader
from benefits.words.stretches import on_day, when


@dataclass(frozen=True)
class Results:
    """All that the page shows, for one household on one day.

    ``unheld`` is what a family is told whose place has no document in force; ``spared`` says that what is only for
    families with children was left out, for parents who have lost theirs; ``unspoken`` are the topics
    that it ticked and that nothing is about.
    """

    household: Household
    as_of: date
    faces: Faces
    sections: tuple[Section, ...]
    refusals: tuple[Refusal, ...]
    asides: tuple[Aside, ...]
    totals: tuple[Sum, ...]
    place: str
    unheld: str
    spared: bool
    unspoken: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day it speaks of."""
        return day_words(self.as_of)

    @property
    def asks(self) -> bool:
        """Whether an answer is still missing on which a record that asks hangs."""
        unsettled = (one for one in self.shown if one.questions)
        return any(card.finding.entry.asks for one in unsettled for card in one.cards)

    @property
    def shown(self) -> Iterator[Shown]:
        """Every card, in the order of the page."""
        return (one for section in self.sections for shelf in section.shelves for one in shelf.cards)

    @lazy
    def sources(self) -> tuple[Source, ...]:
        """The documents on which what is shown rests, refusals left out."""
        told = {id(one.face): one for one in self.shown if one.group != Group.NOT}.values()
        return tuple({one.source.slug: one.source for shown in told for one in shown.face.cited}.values())

    @property
    def has_marks(self) -> bool:
        """Whether a card stands on a document that wants confirming first."""
        return any(source.mark for source in self.sources)

    def of(self, group: str) -> tuple[Shown, ...]:
        """The cards of one group."""
        return tuple(one for one in self.shown if one.group is group)


def results(catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date) -> Results:
    """Assess the household against the benefits of these places and put it all in words."""
    plan = catalogue.plan_for(places)
    desk = _Desk(catalogue, household, as_of, plan.facts, faces(catalogue, as_of))
    silent = unspoken(plan, household, desk.faces.rulebook.topics)
    return desk.results(cards(assess(plan, household, as_of)), silent)


def result(
    catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date, benefit: str
) -> tuple[Shown, ...]:
    """The cards of one benefit alone, in full; none if it is not assessed for this household."""
    plan = catalogue.plan_for(places)
    desk = _Desk(catalogue, household, as_of, plan.facts, faces(catalogue, as_of))
    found = [card for card in cards(assess(plan, household, as_of)) if card.finding.benefit.id == benefit]
    return tuple(merged(desk.whole(card) for card in found))


@dataclass(frozen=True)
class _Desk:
    """Words everything for one household."""

    catalogue: Catalogue
    household: Household
    as_of: date
    facts: Mapping[str, Fact]
    faces: Faces
    _reasons: dict[int, tuple[tuple[Line, ...], Change]] = field(default_factory=dict)

    @lazy
    def names(self) -> dict[str, str]:
        return persons.names(self.household)

    @lazy
    def reader(self) -> Reader:
        return Reader(self.household, self.faces.rulebook, self.names, self.as_of)

    def results(self, found: Iterable[Card], silent: tuple[str, ...]) -> Results:
        shown = [self._told(card) for card in found]
        kept = [one for one in shown if not self._spared(one)] if self._mourns else shown
        listed = [one for one in kept if not one.topics]
        home = str(self.household.family.get("residence", ""))
        alike = merged(listed)
        pages = self.faces.question_of
        return Results(
            household=self.household,
            as_of=self.as_of,
            faces=self.faces,
            sections=tuple(sections(alike)),
            refusals=refusals((one for one in alike if one.group == Group.NOT), self.facts, pages),
            asides=tuple(self._asides(one for one in kept if one.topics)),
            totals=totals(alike),
            place=full_place_name(home),
            unheld=self._unheld(home),
            spared=len(kept) < len(shown),
            unspoken=silent,
        )

    def _unheld(self, home: str) -> str:
        """What a family is told whose own place has no documents here, or drafts alone; blank if it has others."""
        documents = self.catalogue.documents_for(home) if home else ()
        own = [document for document in documents if document.region == home]
        if own and all(document.status is Status.DRAFT for document in own):
            return f"{place_name(home)}的文件还是征求意见稿，没有生效。下面只是它打算给的，能不能享受，请拨打{HOTLINE}问一问。"
        if not home or own:
            return ""
        above = "、".join(dict.fromkeys(place_name(document.region) for document in documents))
        if above:
            return f"{place_name(home)}自己的文件还没有收录，下面是{above}的规定，在您那里同样适用。当地有没有别的，可以拨打{HOTLINE}。"
        return f"{place_name(home)}和上级的文件都还没有收录，所以查不到当地的福利。可以拨打{HOTLINE}问一问。"

    def _unticked(self, finding: Finding) -> set[str]:
        """The topics not ticked on which an open verdict hangs; what is over in any case hangs on nothing."""
        missing = finding.missing
        if not missing or finding.closed_on:
            return set()
        asked = (self.facts[ask.fact].topic for ask in missing if ask.fact in self.facts)
        return {topic for topic in asked if topic and self.household.family.get(topic) is False}

    def _asides(self, left: Iterable[Shown]) -> Iterator[Aside]:
        """What hangs on topics that were not ticked, topic by topic in the order of the questions."""
        by_topic: dict[str, dict[str, Link]] = {}
        for one in left:
            for topic in one.topics:
                by_topic.setdefault(topic, {})[one.benefit.id] = Link(one.face.href, one.benefit.title)
        for topic in self.facts:
            if topic in by_topic:
                yield Aside(self.facts[topic].label, self.faces.question_of[topic], tuple(by_topic[topic].values()))

    @lazy
    def _mourns(self) -> bool:
        return len(self.household.living) < len(self.household.children or ())

    def _spared(self, shown: Shown) -> bool:
        """Whether it would tell parents who have lost a child what others have for theirs: that is not for a list."""
        subject = shown.card.finding.subject
        if not self._mourns or shown.group != Group.NOT:
            return False
        if subject.startswith("birth:"):
            babies = self.household.births[int(subject.removeprefix("birth:"))]
            return not any(f"child:{index}" in self.household.living for index in babies)
        rows = [row for line in shown.lines for row in (line, *line.alternatives)]
        return any(row.rule is WITHOUT_CHILDREN or row.rule.of_children for row in rows)

    # ------------------------------------------------------------ cards

    def _told(self, card: Card) -> Shown:
        finding = card.finding
        topics = self._unticked(finding)
        if topics:
            return self._left_aside(card, Change(topics=tuple(topics)))
        return self._refused(card) if finding.verdict is Verdict.INELIGIBLE else self._shown(card)

    def _left_aside(self, card: Card, change: Change) -> Shown:
        """What is not told, since it hangs on topics that were not ticked."""
        benefit = card.finding.benefit
        return Shown(benefit, (card,), Group.CONFIRM, self.faces.of((benefit,)), "", change=change)

    def _refused(self, card: Card) -> Shown:
        finding = card.finding
        lines, altering = self._why_not(finding)
        return Shown(
            benefit=finding.benefit,
            cards=(card,),
            group=Group.NOT,
            face=self.faces.of((finding.benefit,)),
            who=self.names[finding.subject],
            lines=lines,
            change=self._unadvised(altering) if self._mourns else altering,
        )

    def _unadvised(self, altering: Change) -> Change:
        """Whoever has lost a child is not advised to have another."""
        return Change(topics=tuple([topic for topic in altering.topics if not self.facts[topic].changeable]))

    def _why_not(self, finding: Finding) -> tuple[tuple[Line, ...], Change]:
        """What failed and what would alter it; records with the same rule fail alike, but for the notes of their rows."""
        key = id(finding.standing)
        found = self._reasons.get(key)
        if found is None:
            reader, failures = self.reader, self.reader.failures(finding)
            found = self._reasons[key] = reader.failed(finding, failures), change(finding, reader, failures)
        return found

    def _shown(self, card: Card) -> Shown:
        """What is drawn as a row leaves its figures and conditions to its own page."""
        row = self._row(card)
        return row if row.form == "row" else self._filled(row)

    def whole(self, card: Card) -> Shown:
        """One card with everything."""
        if card.finding.verdict is not Verdict.INELIGIBLE:
            return self._filled(self._row(card))
        return replace(self._refused(card), why_here=self._why_here(card.finding))

    def _why_here(self, finding: Finding) -> str:
        return self.faces.rulebook.sheet(finding.entry).why_here

    def _row(self, card: Card) -> Shown:
        finding = card.finding
        front = self.faces.of((finding.benefit, *[other.benefit for other in card.joined]))
        group = group_of(finding, front)
        return Shown(
            benefit=finding.benefit,
            cards=(card,),
            group=group,
            face=front,
            who=self.names[finding.subject],
            when=tuple(when(finding)) if front.claimed or group in (Group.LATER, Group.ENDED) else (),
            questions=tuple(self._open_questions(finding)) if finding.missing else (),
            gaps=tuple(dict.fromkeys([gap_words(gap) for gap in sorted(finding.gaps)])) if finding.gaps else (),
        )

    def _filled(self, row: Shown) -> Shown:
        finding, card = row.card.finding, row.card
        found = amounts(finding)
        return Shown(
            row.benefit,
            row.cards,
            row.group,
            row.face,
            row.who,
            figures=figures(finding, found),
            amounts=((finding, found),),
            when=row.when or tuple(when(finding)),
            on_day=on_day(finding),
            lines=self.reader.lines(finding),
            questions=row.questions,
            gaps=row.gaps,
            why_here=self._why_here(finding),
            because="" if self._all_here else because(finding, self.reader, row.face.place),
            successor=self.catalogue.benefit(card.superseded_by) if card.superseded_by else None,
        )

    @lazy
    def _all_here(self) -> bool:
        return self.household.family.get("all_here") is not False

    def _open_questions(self, finding: Finding) -> Iterator[OpenQuestion]:
        """The missing facts, those of one question together: 户籍地（妈妈、大宝）."""
        pages: dict[str, dict[str, dict[str, None]]] = {}
        for ask in sorted(finding.missing):
            about = pages.setdefault(self._page_of(ask), {}).setdefault(self._asked(ask.fact), {})
            if ask.person not in (FAMILY, UNBORN_LIST):
                about[self.names[ask.person]] = None
        for href, asked in pages.items():
            yield OpenQuestion(href, tuple((fact, tuple(whose)) for fact, whose in asked.items()))

    def _page_of(self, ask: Ask) -> str:
        """The page that asks it; blank where nobody can tell before the birth."""
        later = ask.fact in self.facts and awaits_birth(self.facts[ask.fact], self.household, ask.person, self.as_of)
        return "" if later else self.faces.question_of[ask.fact]

    def _asked(self, fact: str) -> str:
        return "家里有哪些孩子" if fact == CHILDREN else self.facts[fact].label
