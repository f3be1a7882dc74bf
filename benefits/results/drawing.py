"""What the results page shows: one family's cards in groups and shelves, everything already in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from benefits.editions.catalogue import Catalogue
from benefits.questionnaire.unborn import awaits_birth
from benefits.results.citing import Source
from benefits.results.faces import HOTLINE, Faces, faces
from benefits.results.grouping import group_of, merged, sections
from benefits.results.places import because
from benefits.results.shown import Group, Link, OpenQuestion, Section, Shown
from benefits.results.totals import Sum, totals
from benefits.results.unspoken import unspoken
from benefits.results.withheld import Withheld
from benefits.rules.amounts import amounts
from benefits.rules.assess import INELIGIBLE, UNDETERMINED, Finding, assess
from benefits.rules.cards import Card, cards
from benefits.rules.compile import Plan
from benefits.rules.facts import Fact
from benefits.rules.given import ALL_HERE, CHILDREN, RESIDENCE
from benefits.rules.household import UNBORN_LIST, Household
from benefits.rules.lazy import lazy
from benefits.rules.terms import Status
from benefits.rules.topics import left_aside
from benefits.rules.values import FAMILY, Ask
from benefits.words import persons
from benefits.words.amounts import figures
from benefits.words.chinese import day_words
from benefits.words.conditions import gap_words
from benefits.words.places import full_place_name, place_name
from benefits.words.readings import Reader
from benefits.words.stretches import on_day, when


@dataclass(frozen=True)
class Results:
    """All that the page shows, for one household on one day.

    ``withheld`` is what it leaves to a page of its own, ``unheld`` what a family is told whose place has no document
    in force; ``unspoken`` are the topics that it ticked and that nothing is about.
    """

    household: Household
    as_of: date
    faces: Faces
    sections: tuple[Section, ...]
    withheld: Withheld
    totals: tuple[Sum, ...]
    place: str
    unheld: str
    unspoken: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day it speaks of."""
        return day_words(self.as_of)

    @property
    def topics(self) -> tuple[Link, ...]:
        """The topics that the family was offered and did not tick, by the page that offers them.

        Parents who have lost a child are not reminded of those that others plan.
        """
        by_page: dict[str, list[str]] = {}
        facts, spared = self.faces.rulebook.facts, self.withheld.mourns
        for topic, ticked in self.household.family.items():
            if ticked is False and topic in self.faces.rulebook.topics and not (spared and facts[topic].changeable):
                by_page.setdefault(self.faces.question_of[topic], []).append(facts[topic].label)
        return tuple(Link(href, "；".join(labels)) for href, labels in by_page.items())

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
        """The documents on which what is shown rests."""
        told = {id(one.face): one.face for one in self.shown}.values()
        return tuple({one.source.slug: one.source for face in told for one in face.cited}.values())

    @property
    def has_marks(self) -> bool:
        """Whether a card stands on a document that wants confirming first."""
        return any(source.mark for source in self.sources)

    def of(self, group: str) -> tuple[Shown, ...]:
        """The cards of one group."""
        return tuple(one for one in self.shown if one.group is group)


def results(catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date) -> Results:
    """Assess the household against the benefits of these places and put it all in words."""
    desk, found = _assessed(catalogue, household, places, as_of)
    return desk.results(found)


def withheld(catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date) -> Withheld:
    """Assess the household, and put in words only what its list leaves to a page of its own."""
    desk, found = _assessed(catalogue, household, places, as_of)
    _, left = desk.parted(found)
    return left


def _assessed(
    catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date
) -> tuple[_Desk, list[Card]]:
    plan = catalogue.plan_for(places)
    desk = _Desk(catalogue, household, as_of, plan, faces(catalogue, as_of))
    return desk, cards(assess(plan, household, as_of))


def result(
    catalogue: Catalogue, household: Household, places: Iterable[str], as_of: date, benefit: str
) -> tuple[Shown, ...]:
    """The cards of one benefit alone, in full; none if it is not assessed for this household."""
    desk, found = _assessed(catalogue, household, places, as_of)
    return tuple(merged(desk.whole(card) for card in found if card.finding.benefit.id == benefit))


@dataclass(frozen=True)
class _Desk:
    """Words everything for one household."""

    catalogue: Catalogue
    household: Household
    as_of: date
    plan: Plan
    faces: Faces

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self.plan.facts

    @lazy
    def names(self) -> dict[str, str]:
        return persons.names(self.household)

    @lazy
    def reader(self) -> Reader:
        return Reader(self.household, self.faces.rulebook, self.names, self.as_of)

    def results(self, found: Iterable[Card]) -> Results:
        told, left = self.parted(found)
        home = str(self.household.family.get(RESIDENCE, ""))
        shown = merged(self._shown(card) for card in told)
        return Results(
            household=self.household,
            as_of=self.as_of,
            faces=self.faces,
            sections=tuple(sections(shown)),
            withheld=left,
            totals=totals(shown),
            place=full_place_name(home),
            unheld=self._unheld(home),
            unspoken=unspoken(self.plan, self.household, self.faces.rulebook.topics),
        )

    def parted(self, found: Iterable[Card]) -> tuple[list[Card], Withheld]:
        """The cards for the list, and what it leaves to a page of its own."""
        told: list[Card] = []
        refused: list[Card] = []
        unticked: list[tuple[Card, tuple[str, ...]]] = []
        for card in found:
            verdict = card.finding.verdict
            if verdict is INELIGIBLE:
                refused.append(card)
            elif verdict is UNDETERMINED and (topics := self._unticked(card.finding)):
                unticked.append((card, tuple(topics)))
            else:
                told.append(card)
        return told, Withheld(self.reader, self.faces, self.facts, tuple(refused), tuple(unticked))

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

    def _unticked(self, finding: Finding) -> frozenset[str]:
        """The topics not ticked on which an open verdict hangs; what is over in any case hangs on nothing."""
        standing = finding.standing
        if finding.closed_on or not finding.missing:
            return frozenset()
        situation = standing.stage.alone.situation
        return left_aside(standing.case, standing.state.outcome, standing.day, situation)

    # ------------------------------------------------------------ cards

    def _shown(self, card: Card) -> Shown:
        """What is drawn as a row leaves its figures and conditions to its own page."""
        row = self._row(card)
        return row if row.form == "row" else self._filled(row)

    def whole(self, card: Card) -> Shown:
        """One card with everything."""
        if card.finding.verdict is not INELIGIBLE:
            return self._filled(self._row(card))
        refusal = Withheld(self.reader, self.faces, self.facts).refusal(card)
        return replace(refusal, why_here=self._why_here(card.finding))

    def _why_here(self, finding: Finding) -> str:
        return self.faces.rulebook.sheet(finding.entry).why_here

    def _row(self, card: Card) -> Shown:
        finding = card.finding
        front = self.faces.of((finding.benefit, *[other.benefit for other in card.joined]))
        group = group_of(finding, front)
        # Nobody need find out what could only tell whether something was had that is over.
        open_now = not finding.closed_on
        return Shown(
            benefit=finding.benefit,
            cards=(card,),
            group=group,
            face=front,
            who=self.names[finding.subject],
            when=tuple(when(finding)) if front.claimed or group in (Group.LATER, Group.ENDED) else (),
            questions=tuple(self._open_questions(finding)) if finding.missing and open_now else (),
            gaps=tuple(dict.fromkeys([gap_words(gap) for gap in sorted(finding.gaps)]))
            if finding.gaps and open_now
            else (),
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
        return self.household.family.get(ALL_HERE) is not False

    def _open_questions(self, finding: Finding) -> Iterator[OpenQuestion]:
        """The missing facts, those of one question together: 户籍地（妈妈、大宝）.

        Those behind a topic that was not ticked are left out, as others may settle it without them.
        """
        pages: dict[str, dict[str, dict[str, None]]] = {}
        facts, said = self.facts, self.household.family
        wanted = [
            ask for ask in finding.missing if ask.fact not in facts or said.get(facts[ask.fact].topic) is not False
        ]
        for ask in sorted(wanted or finding.missing):
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
