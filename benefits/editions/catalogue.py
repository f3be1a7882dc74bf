"""What the public side reads, and nothing else: the editions in force, compiled, in this process's memory.

A catalogue is one state of the log on one day; it never changes, it only loads regions as they are
asked for. Once a region is loaded no request about it touches the database: a server calls
``watch()``, which looks for newer states in the background. Without it each ``catalogue()`` looks by itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import Error as DatabaseError
from django.db.models import Max, Min, OuterRef, Q, Subquery

from benefits.content.schema import benefit_from_payload, document_from_payload, question_from_payload
from benefits.documents.official import OfficialDocument
from benefits.editions import replies
from benefits.editions.recent import Recent
from benefits.editions.replies import Reply
from benefits.editions.watching import Watcher
from benefits.models import Publication
from benefits.models.editions import Action, EditionKind, PublicationQuerySet
from benefits.rules.compile import Plan, compile_plan
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit
from benefits.rules.terms import Status
from benefits.today import today
from regions import codes

logger = logging.getLogger(__name__)

MOST_REGIONS = 256
MOST_PLANS = 256
"""How many regions and plans a process keeps; those used longest ago are dropped first."""

MOST_EVERYWHERE = 64
"""How many regions stand for all: what hangs on a place is much the same in each."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Which edition of a benefit or document is in force, and how it came to be.

    ``effective`` is the day from which it counts; ``verified_at`` is when somebody last held it
    against its source, None if nobody has.
    """

    key: str
    number: int
    effective: date
    verified_at: datetime | None


@dataclass(frozen=True)
class Shelf:
    """All that is in force in one region itself, by id and slug."""

    benefits: Mapping[str, Benefit] = field(default_factory=dict)
    documents: Mapping[str, OfficialDocument] = field(default_factory=dict)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    document_issues: Mapping[str, Issue] = field(default_factory=dict)


class Catalogue:
    """What is in force on a day, as far as the log was written up to a version."""

    def __init__(self, version: int, on: date, since: date, until: date) -> None:
        """``since`` and ``until`` (excluded) bound the days on which the same is in force."""
        self.version, self.on, self.since, self.until = version, on, since, until
        self._shelves: Recent[str, Shelf] = Recent(MOST_REGIONS)
        self._plans: Recent[frozenset[str], Plan] = Recent(MOST_PLANS)
        self._everywhere: Plan | None = None
        self._questions: tuple[Question, ...] | None = None
        self._facts: dict[str, Fact] = {}
        self._loading = threading.RLock()

    @classmethod
    def at(cls, version: int | None = None, on: date | None = None) -> Catalogue:
        """The catalogue as it was at a version of the log (the newest if None), on a day (any if None)."""
        day = on or date.max
        log = Publication.objects.all() if version is None else Publication.objects.filter(number__lte=version)
        found = log.aggregate(
            last=Max("number"),
            since=Max("effective", filter=Q(effective__lte=day)),
            until=Min("effective", filter=Q(effective__gt=day)),
        )
        return cls(found["last"] or 0, day, found["since"] or date.min, found["until"] or date.max)

    def covers(self, day: date) -> bool:
        """Whether the same is in force on that day."""
        return self.since <= day < self.until or day == self.on

    # ------------------------------------------------------------ what is asked of it

    def questions(self) -> tuple[Question, ...]:
        """All questions in their human order, those that only keep derived facts included."""
        if self._questions is None:
            with self._loading:
                if self._questions is None:
                    self._questions = self._load_questions()
        return self._questions

    def facts(self) -> Mapping[str, Fact]:
        """All facts by slug."""
        if not self._facts:
            self._facts = {fact.slug: fact for question in self.questions() for fact in question.facts}
        return self._facts

    def benefits_for(self, places: Iterable[str]) -> tuple[Benefit, ...]:
        """The benefits of these regions (codes) and of all above them."""
        shelves = self._shelves_of(with_ancestors(places))
        return tuple(benefit for shelf in shelves.values() for benefit in shelf.benefits.values())

    def benefits_of(self, code: str) -> tuple[Benefit, ...]:
        """The benefits of one region itself."""
        return tuple(self._shelves_of([code])[code].benefits.values())

    def benefit(self, id: str) -> Benefit | None:  # noqa: A002 - the record's own name for it
        """The benefit with this id, if it is in force."""
        shelf = self._shelf_with(EditionKind.BENEFIT, id, lambda shelf: id in shelf.benefits)
        return shelf.benefits[id] if shelf else None

    def edition_of(self, id: str) -> Issue | None:  # noqa: A002 - the record's own name for it
        """Which edition of the benefit is in force."""
        shelf = self._shelf_with(EditionKind.BENEFIT, id, lambda shelf: id in shelf.benefits)
        return shelf.issues[id] if shelf else None

    def document(self, slug: str) -> OfficialDocument | None:
        """The document with this slug, if it is published."""
        shelf = self._shelf_with(EditionKind.DOCUMENT, slug, lambda shelf: slug in shelf.documents)
        return shelf.documents[slug] if shelf else None

    def edition_of_document(self, slug: str) -> Issue | None:
        """Which edition of the document is published."""
        shelf = self._shelf_with(EditionKind.DOCUMENT, slug, lambda shelf: slug in shelf.documents)
        return shelf.document_issues[slug] if shelf else None

    def documents_for(self, code: str) -> tuple[OfficialDocument, ...]:
        """The documents of a region, then those of the regions above it, nearest first."""
        shelves = self._shelves_of([code, *codes.ancestors(code)])
        return tuple(document for shelf in shelves.values() for document in shelf.documents.values())

    def plan_for(self, places: Iterable[str]) -> Plan:
        """The rules of these regions (codes) and of all above them, compiled once."""
        shelves = {code: shelf for code, shelf in self._shelves_of(with_ancestors(places)).items() if shelf.benefits}
        key = frozenset(shelves)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._compiled(shelves.values())
            self._plans.put(key, plan)
        return plan

    def everywhere(self) -> Plan:
        """The rules in force in every region that has any, or in so many that they stand for the rest.

        Nobody lives in all of them: they tell what a place that a family has yet to name may hang on. Drafts are
        left out, since they decide nothing there.
        """
        with self._loading:
            if self._everywhere is None:
                self._everywhere = self._compiled_everywhere()
            return self._everywhere

    def _compiled_everywhere(self) -> Plan:
        log = self._log(EditionKind.BENEFIT).filter(number__lte=self.version)
        found = log.order_by("edition__region").values_list("edition__region", flat=True).distinct()[:MOST_EVERYWHERE]
        benefits = self.benefits_for(code for code in found if code)
        statuses = self._statuses(benefits)
        standing = [one for one in benefits if _stands(one, statuses)]
        return compile_plan(standing, self.facts(), statuses)

    def _statuses(self, benefits: Iterable[Benefit]) -> dict[str, Status]:
        cited = {citation.document for benefit in benefits for citation in benefit.citations}
        return {slug: document.status for slug in cited if (document := self.document(slug))}

    def _compiled(self, shelves: Collection[Shelf]) -> Plan:
        benefits = [benefit for shelf in shelves for benefit in shelf.benefits.values()]
        return compile_plan(benefits, self.facts(), self._statuses(benefits))

    # ------------------------------------------------------------ loading

    def _shelves_of(self, places: Collection[str]) -> dict[str, Shelf]:
        held = {code: self._shelves.get(code) for code in places}
        missing = [code for code, shelf in held.items() if shelf is None]
        if missing:
            held |= self._load(missing)
        return {code: shelf for code, shelf in held.items() if shelf is not None}

    def _shelf_with(self, kind: EditionKind, key: str, holds: Callable[[Shelf], bool]) -> Shelf | None:
        """The shelf of the region that something belongs to, looked up only if no loaded shelf has it."""
        loaded = next((shelf for _, shelf in self._shelves.items() if holds(shelf)), None)
        if loaded is not None:
            return loaded
        row = self._log(kind).filter(edition__key=key).as_of(self.version, self.on).first()
        if row is None or row.edition.region_id is None:
            return None
        return self._shelves_of([row.edition.region_id])[row.edition.region_id]

    def _load(self, places: Collection[str]) -> dict[str, Shelf]:
        with self._loading:
            shelves = self._read(places)
        for code, shelf in shelves.items():
            self._shelves.put(code, shelf)
        return shelves

    def _read(self, places: Collection[str]) -> dict[str, Shelf]:
        log = Publication.objects.filter(edition__region__in=places).as_of(self.version, self.on)
        verified = Publication.objects.filter(
            edition=OuterRef("edition"), action=Action.VERIFIED, number__lte=self.version
        ).order_by("-number")
        rows: dict[str, list[Publication]] = {code: [] for code in places}
        for row in log.annotate(verified_at=Subquery(verified.values("at")[:1])).order_by("edition__key"):
            rows[row.edition.region_id or ""].append(row)
        return {code: _shelf(found) for code, found in rows.items()}

    def _log(self, kind: EditionKind) -> PublicationQuerySet:
        return Publication.objects.of_kind(kind)

    def _load_questions(self) -> tuple[Question, ...]:
        log = self._log(EditionKind.QUESTION).as_of(self.version, self.on)
        questions = [question_from_payload(row.edition.payload) for row in log]
        return tuple(sorted(questions, key=lambda question: (question.order, question.slug)))

    # ------------------------------------------------------------ the next state

    def succeeded(self, on: date) -> Catalogue:
        """The newest catalogue on a day, with all that has not moved taken over and the rest read again."""
        after = Catalogue.at(None, on)
        if self.version and not Publication.objects.filter(number=self.version).exists():
            # The log is another one, restored or rolled back: nothing can be taken over.
            return after
        moved = self._moved(after)
        if "" not in moved:
            after._questions = self._questions
        held = self._shelves.items()
        for code, shelf in held:
            if code not in moved:
                after._shelves.put(code, shelf)
        after._load([code for code, _ in held if code in moved])
        if not moved:
            after._everywhere = self._everywhere
        for key, plan in self._plans.items():
            if not moved & {"", *key}:
                after._plans.put(key, plan)
        return after

    def _moved(self, after: Catalogue) -> set[str]:
        """The regions in which something else is in force; blank stands for the questions."""
        first, last = sorted((self.on, after.on))
        moved = Publication.objects.filter(
            Q(number__gt=self.version, number__lte=after.version) | Q(effective__gt=first, effective__lte=last)
        )
        return {region or "" for region in moved.values_list("edition__region", flat=True).distinct()}


def _shelf(rows: Iterable[Publication]) -> Shelf:
    benefits, documents = (
        [row for row in rows if row.edition.kind == kind] for kind in (EditionKind.BENEFIT, EditionKind.DOCUMENT)
    )
    return Shelf(
        benefits={row.edition.key: benefit_from_payload(row.edition.payload) for row in benefits},
        documents={row.edition.key: document_from_payload(row.edition.payload) for row in documents},
        issues={row.edition.key: _issue(row) for row in benefits},
        document_issues={row.edition.key: _issue(row) for row in documents},
    )


def _issue(row: Publication) -> Issue:
    # The annotation of Catalogue._read.
    verified_at: datetime | None = getattr(row, "verified_at", None)
    return Issue(row.edition.key, row.edition.number, row.effective, verified_at)


def _stands(benefit: Benefit, statuses: Mapping[str, Status]) -> bool:
    return any(statuses.get(one.document, Status.IN_FORCE) is Status.IN_FORCE for one in benefit.citations)


def with_ancestors(places: Iterable[str]) -> list[str]:
    """The codes and those above them, each once, in the order of codes."""
    return sorted({code for place in places for code in (place, *codes.ancestors(place))})


# ---------------------------------------------------------------- the process's own

_held: Catalogue | None = None
_swapping = threading.RLock()
_watcher: Watcher | None = None
_watching = False

SECONDS_BETWEEN_LOOKS = 1.0


def catalogue(on: date) -> Catalogue:
    """What is in force on a day, usually today. Serves what it has if the database does not answer."""
    held = _held
    if _is_watched() and held is not None and held.covers(on):
        return held
    try:
        return refresh(on)
    except DatabaseError:
        if held is None:
            raise
        logger.warning("The database does not answer; serving version %s of the catalogue", held.version)
        return held


def refresh(on: date) -> Catalogue:
    """Look for a newer version now, and serve it from now on."""
    global _held  # noqa: PLW0603 - one catalogue per process is the purpose of this module
    with _swapping:
        if _held is None:
            _held = Catalogue.at(None, on)
        elif not (_held.covers(on) and _held.version == Publication.objects.latest_version()):
            _held = _held.succeeded(on)
        return _held


def forget() -> None:
    """Hold nothing; the next call of ``catalogue()`` begins anew."""
    global _held  # noqa: PLW0603
    with _swapping:
        _held = None
    replies.forget()


def replies_to(benefit: str) -> tuple[Reply, ...]:
    """The officers' answers to what parents said of a benefit, the newest first; as up to date as the catalogue."""
    if not (_is_watched() and replies.held()):
        try:
            replies.look()
        except DatabaseError:
            logger.warning("The database does not answer; answers to corrections stay as they were")
    return replies.replies_to(benefit)


def look() -> None:
    """Renew what is served, if anything is; after a publication, and at every turn of the watcher."""
    if _held is not None:
        refresh(today())
    if replies.held():
        replies.look()


def watch() -> None:
    """From the first use on, look for newer versions in the background, so that requests need not; for servers."""
    global _watching  # noqa: PLW0603
    _watching = True


def unwatch() -> None:
    """Look no more in the background."""
    global _watching, _watcher
    watcher, _watcher, _watching = _watcher, None, False
    if watcher is not None:
        watcher.stop()


def _is_watched() -> bool:
    """Whether newer versions are looked for. The watcher starts here, also anew in a forked process."""
    global _watcher  # noqa: PLW0603
    if not _watching:
        return False
    if _watcher is None or not _watcher.is_alive():
        with _swapping:
            if _watcher is None or not _watcher.is_alive():
                _watcher = Watcher(look, SECONDS_BETWEEN_LOOKS)
    return True
