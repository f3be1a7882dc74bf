"""Which group a finding belongs to, what stands alike for several, and in which order it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from benefits.results.faces import Face
from benefits.results.places import because_of_each
from benefits.results.shown import HEADINGS, Group, OpenQuestion, Section, Shelf, Shown
from benefits.rules.assess import ELIGIBLE, ENDED, INELIGIBLE, UPCOMING, Finding
from benefits.rules.terms import Category
from benefits.words.amounts import for_each
from benefits.words.labels import label
from benefits.words.readings import Line


def group_of(finding: Finding, front: Face) -> str:
    """Where on the page a finding stands."""
    verdict = finding.verdict
    if verdict is INELIGIBLE:
        return Group.NOT
    if verdict is ENDED or finding.closed_on:
        return Group.ENDED
    if not front.binding or not front.in_force:
        return Group.HOPED
    if verdict is UPCOMING or finding.opens_on:
        return Group.LATER
    return Group.CAN if verdict is ELIGIBLE else Group.CONFIRM


# ---------------------------------------------------------------- what stands alike for several


def merged(shown: Iterable[Shown]) -> list[Shown]:
    """The same right standing alike for several persons is shown once; only its days, and whom to ask of, may differ."""
    by_face: dict[int, list[Shown]] = {}
    for one in shown:
        by_face.setdefault(id(one.face), []).append(one)
    return [card for found in by_face.values() for card in (_alike(found) if len(found) > 1 else found)]


def _alike(shown: Iterable[Shown]) -> Iterator[Shown]:
    together: dict[object, list[Shown]] = {}
    for one in shown:
        asked = tuple([(question.href, question.facts) for question in one.questions])
        rows = tuple([(line.mark, line.rule) for line in one.lines])
        key = (one.group, one.figures, asked, one.gaps, one.others, rows, one.change.topics)
        together.setdefault(key, []).append(one)
    for found in together.values():
        yield _joined(found) if len(found) > 1 else found[0]


def _joined(alike: list[Shown]) -> Shown:
    first = alike[0]
    same_days = all(one.when == first.when for one in alike)
    same_change = all(one.change == first.change for one in alike)
    return replace(
        first,
        cards=tuple(card for one in alike for card in one.cards),
        who="、".join(one.who for one in alike),
        figures=tuple(map(for_each, first.figures)),
        amounts=tuple(pair for one in alike for pair in one.amounts),
        when=first.when if same_days else tuple(f"{one.who}：{line}" for one in alike for line in one.when),
        on_day=first.on_day if same_days else "",
        lines=tuple(_side_by_side(alike, lines) for lines in zip(*(one.lines for one in alike), strict=True)),
        questions=tuple(map(_asked_together, zip(*(one.questions for one in alike), strict=True))),
        because=because_of_each((one.because for one in alike), first.face.place),
        change=first.change if same_change else replace(first.change, text=_either_change(alike)),
    )


def _either_change(alike: Iterable[Shown]) -> str:
    return "；".join(dict.fromkeys(one.change.text for one in alike if one.change.text))


def _asked_together(questions: tuple[OpenQuestion, ...]) -> OpenQuestion:
    """One question about several persons."""
    whose: dict[str, dict[str, None]] = {}
    for question in questions:
        for fact, persons in question.asked:
            whose.setdefault(fact, {}).update(dict.fromkeys(persons))
    return replace(questions[0], asked=tuple((fact, tuple(persons)) for fact, persons in whose.items()))


def _side_by_side(alike: Iterable[Shown], lines: tuple[Line, ...]) -> Line:
    """One row with the values of several persons."""
    first = lines[0]
    if all(line == first for line in lines):
        return first
    values = "；".join(f"{one.who}{line.value}" for one, line in zip(alike, lines, strict=True))
    return first._replace(label=first.label.removeprefix(f"{next(iter(alike)).who}的"), value=values)


# ---------------------------------------------------------------- order


_LABELS = {category.value: label(category) for category in Category}
_GROUPS = tuple(HEADINGS)


def sections(shown: Iterable[Shown]) -> Iterator[Section]:
    """The groups that hold something."""
    members: dict[str, list[Shown]] = {group: [] for group in _GROUPS}
    for one in shown:
        members[one.group].append(one)
    for group, found in members.items():
        if found:
            yield Section(group, tuple(_shelves(found)))


def _shelves(members: Iterable[Shown]) -> Iterator[Shelf]:
    """By category, money first; what is used rather than claimed comes last, folded."""
    claimed: dict[str, list[Shown]] = {}
    used: dict[str, list[Shown]] = {}
    for one in members:
        (claimed if one.face.claimed else used).setdefault(one.face.category, []).append(one)
    for shelves, folded in ((claimed, False), (used, True)):
        for category, words in _LABELS.items():
            if category in shelves:
                yield Shelf(words, category, tuple(shelves[category]), folded)
