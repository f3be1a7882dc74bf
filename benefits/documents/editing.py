"""Put right by hand what the splitter got wrong: join, cut, name and move clauses, without touching the text.

The order of the text is the document's and never changes, so a clause can only be moved below another that stands
before it. Each change gives a new `Split`; anchors stay with their clauses, so that citations and addresses last.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from benefits.documents.departments import departments_of
from benefits.documents.marks import Mark, Rank, mark_of
from benefits.documents.model import Clause, Kind, Split, folded_label
from benefits.documents.naming import REPEATED, UNENDED, UNPAIRED, wording_doubts
from benefits.documents.normalise import normalise
from benefits.documents.outline import KINDS, Node, title_of

LONGEST_TITLE = 60

_SENTENCE_END = re.compile(r"[。！？；;\n][”’」』）)]*|：(?=（一）|\(一\)|1[.．、]|①)")
_INNER_MARK = re.compile(r"(?<=\S)(?=[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]是)")


class EditingError(ValueError):
    """A change that cannot be made; the message, in Chinese, says why."""


class TextLostError(EditingError):
    """A change after which the clauses would no longer be the document's text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A clause by itself, and how deep it hangs: 0 at the top."""

    clause: Clause
    depth: int


# ---------------------------------------------------------------- the changes


def merge(split: Split, anchor: str) -> Split:
    """The clause's text goes on the one before it in reading order, which takes what hangs below it."""
    rows, place = _placed(split, anchor)
    if place == 0:
        raise EditingError("这是第一条，前面没有可以并入的。")
    before, clause = rows[place - 1], rows[place].clause
    text = before.clause.text + _joint(before.clause.text, clause.source) + clause.source
    doubts = tuple(dict.fromkeys((*before.clause.doubts, *clause.doubts)))
    merged = _reworded(replace(before.clause, doubts=doubts), text)
    return _told_apart([*rows[: place - 1], Row(merged, before.depth), *rows[place + 1 :]])


def divide(split: Split, anchor: str, at: int, source: str = "") -> Split:
    """Cut the clause's text at an offset; what follows becomes a clause of its own, below or after it.

    ``source`` is the document's text, between whose lines can be cut as well.
    """
    rows, place = _placed(split, anchor)
    row = rows[place]
    if at not in (*cuts(row.clause.text), *seams(row.clause.text, source)):
        raise EditingError("请从列出的地方选一处断开。")
    head, rest = row.clause.text[:at].rstrip(), row.clause.text[at:].lstrip()
    parents = [rows[one].clause for one in _ancestors(rows, place)]
    mark = mark_of(rest)
    depth = _depth_of_rest(rows, place, mark)
    cut = _rest(row.clause, rest, mark, [*parents, row.clause][:depth], {one.clause.anchor for one in rows})
    return _told_apart(
        [*rows[:place], Row(_reworded(row.clause, head), row.depth), Row(cut, depth), *rows[place + 1 :]]
    )


def retitle(split: Split, anchor: str, title: str, keep: Collection[str] = ()) -> Split:
    """Say which opening words of the clause are its title; none if blank.

    A clause of the body without a number is also called by its title, unless its anchor is in ``keep``.
    """
    rows, place = _placed(split, anchor)
    clause = rows[place].clause
    wanted = title.strip().rstrip("。：:")
    if len(wanted) > LONGEST_TITLE:
        raise EditingError(f"小标题最多{LONGEST_TITLE}个字。")
    if not clause.text.startswith(wanted):
        raise EditingError(f"小标题要和这一条开头的字一样：“{clause.text[:20]}…”。")
    if clause.departments and len(wanted) > len(clause.text) - len(clause.departments.raw):
        raise EditingError("小标题不能把责任部门也算进去。")
    titled = replace(clause, title=wanted, kind=_kind_when_titled(clause, wanted))
    if wanted and titled.kind == "section" and not clause.number and anchor not in keep:
        above = [rows[one].clause for one in _ancestors(rows, place)]
        titled = replace(titled, label=_joined(above[-1] if above else None, wanted, numbered=False))
    return _told_apart(flat(_relabelled(split, _with(rows, place, titled), frozenset(keep))))


def move(split: Split, anchor: str, parent: str | None, keep: Collection[str] = ()) -> Split:
    """Hang the clause, with all below it, below another that stands before it; at the top if None.

    Clauses that followed it under its old parent come to hang where the order of the text leaves them. Labels follow
    the new place, except of the clauses whose anchors are in ``keep``, since others name them so.
    """
    rows, place = _placed(split, anchor)
    possible = dict(_parents(rows, place))
    if parent not in possible:
        raise EditingError("只能放到它前面的一条之下，次序才不会变。")
    shift = possible[parent] - rows[place].depth
    end = _end(rows, place)
    moved = [replace(row, depth=row.depth + shift) for row in rows[place:end]]
    if parent is not None and moved[0].clause.kind in ("preamble", "closing"):
        moved[0] = replace(moved[0], clause=replace(moved[0].clause, kind="paragraph"))
    after = _hung([*rows[:place], *moved, *rows[end:]])
    return _told_apart(flat(_relabelled(split, after, frozenset(keep))))


def reword(split: Split, anchor: str, text: str) -> Split:
    """Put the clause's own text right where it was taken in wrongly; the one change that changes the document's text."""
    rows, place = _placed(split, anchor)
    wanted = " ".join(text.split("\n")).strip()
    if not wanted:
        raise EditingError("一条不能没有文字；多余的可以并入上一条。")
    if normalise(wanted, wrapped=False).text != wanted:
        raise EditingError("文字里有看不见的字符、多余的空格或网页标记，请去掉再保存。")
    return _told_apart(
        [*rows[:place], replace(rows[place], clause=_reworded(rows[place].clause, wanted)), *rows[place + 1 :]]
    )


def settle(split: Split, anchor: str) -> Split:
    """An officer has held the clause against the original: its doubts are gone, but for a label that another has too."""
    rows, place = _placed(split, anchor)
    left = tuple(doubt for doubt in rows[place].clause.doubts if doubt == REPEATED)
    return _with(rows, place, replace(rows[place].clause, doubts=left))


# ---------------------------------------------------------------- what can be chosen


def flat(split: Split) -> list[Row]:
    """All clauses in reading order with their depth, each without those below it."""
    return list(_flat(split.clauses, 0))


def parents(split: Split, anchor: str) -> list[str | None]:
    """Below which clauses (None: at the top) the clause could hang, nearest first."""
    rows, place = _placed(split, anchor)
    return [parent for parent, _ in _parents(rows, place)]


def cuts(text: str) -> list[int]:
    """The offsets at which a clause's text can be cut: after its sentences, and before numbers inside it.

    The parenthesis with the departments stays whole.
    """
    found = {match.end() for match in _SENTENCE_END.finditer(text)}
    found |= {match.start() for match in _INNER_MARK.finditer(text)}
    departments = departments_of(text)
    last = len(text) - len(departments.raw) if departments else len(text)
    return sorted(at for at in found if at <= last and text[:at].strip() and text[at:].strip())


def seams(text: str, source: str) -> list[int]:
    """The offsets at which lines of the document's text meet in a clause's, such as the rows of a table."""
    wanted = "".join(text.split())
    lines = ["".join(line.split()) for line in source.split("\n")]
    start = "".join(lines).find(wanted) if wanted else -1
    ends = {end - start for end in accumulate(map(len, lines))} if start >= 0 else set()
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return [places[end] for end in sorted(ends) if 0 < end < len(places)]


def check_whole(split: Split, text: str) -> None:
    """Raises TextLostError unless the clauses are the text, character by character, white space apart."""
    now, then = "".join(split.text.split()), "".join(text.split())
    if now == then:
        return
    place = next((at for at, (a, b) in enumerate(zip(now, then, strict=False)) if a != b), min(len(now), len(then)))
    raise TextLostError(f"这样改，条款连起来就和原文不一样了，从“{then[place : place + 20]}”开始。没有保存。")


# ---------------------------------------------------------------- trees and rows


def _flat(clauses: Collection[Clause], depth: int) -> Iterator[Row]:
    for clause in clauses:
        yield Row(replace(clause, children=()), depth)
        yield from _flat(clause.children, depth + 1)


def _hung(rows: Collection[Row]) -> Split:
    """The tree of the rows; each hangs below the nearest before it that is less deep."""
    below: list[list[Clause]] = [[]]
    open_: list[Row] = []

    def close(down_to: int) -> None:
        while open_ and open_[-1].depth >= down_to:
            children = below.pop()
            below[-1].append(replace(open_.pop().clause, children=tuple(children)))

    for row in rows:
        close(row.depth)
        open_.append(row)
        below.append([])
    close(0)
    return Split(tuple(below[0]))


def _placed(split: Split, anchor: str) -> tuple[list[Row], int]:
    rows = flat(split)
    for place, row in enumerate(rows):
        if row.clause.anchor == anchor:
            return rows, place
    raise EditingError("这一条已经不在了，请重新打开页面。")


def _with(rows: list[Row], place: int, clause: Clause) -> Split:
    return _hung([*rows[:place], replace(rows[place], clause=clause), *rows[place + 1 :]])


def _end(rows: list[Row], place: int) -> int:
    """Where the clauses below this one end."""
    after = range(place + 1, len(rows))
    return next((one for one in after if rows[one].depth <= rows[place].depth), len(rows))


def _ancestors(rows: list[Row], place: int) -> list[int]:
    """The places of the clauses above this one, from the top."""
    found: list[int] = []
    depth = rows[place].depth
    for one in range(place - 1, -1, -1):
        if rows[one].depth < depth:
            depth = rows[one].depth
            found.insert(0, one)
    return found


def _parents(rows: list[Row], place: int) -> list[tuple[str | None, int]]:
    """Each possible parent with the depth that the clause would have below it."""
    if place == 0:
        return [(None, 0)]
    spine = [*_ancestors(rows, place - 1), place - 1]
    return [*((rows[one].clause.anchor, rows[one].depth + 1) for one in reversed(spine)), (None, 0)]


# ---------------------------------------------------------------- one clause


def _joint(before: str, after: str) -> str:
    """A space between two Latin words, nothing in Chinese."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return " " if latin else ""


def _reworded(clause: Clause, text: str) -> Clause:
    """The clause with another text, and what follows from it."""
    title = clause.title if text.startswith(clause.title) else ""
    departments = departments_of(text)
    if departments and len(title) > len(text) - len(departments.raw):
        departments = None
    kept = [doubt for doubt in clause.doubts if doubt not in (UNENDED, UNPAIRED)]
    doubts = (*kept, *wording_doubts(text, clause.kind, title))
    return replace(clause, text=text, title=title, departments=departments, doubts=tuple(dict.fromkeys(doubts)))


def _rest(clause: Clause, rest: str, mark: Mark | None, above: list[Clause], taken: set[str]) -> Clause:
    """The clause that what was cut off becomes."""
    anchor = next(name for name in (f"{clause.anchor}_{n}" for n in range(2, len(taken) + 3)) if name not in taken)
    if mark is None:
        label = clause.label if clause.label.endswith("（续）") else f"{clause.label}（续）"
        made = Clause(anchor, "paragraph", label, "", "", rest)
        return _reworded(made, rest)
    inside = any(one.kind == "article" for one in above)
    node = Node(rest, "item" if inside else KINDS.get(mark.rank, "section"), mark.rank, mark)
    label = _joined(above[-1] if above else None, mark.name, numbered=True)
    made = Clause(anchor, node.kind, label, mark.printed, title_of(node), node.text)
    return _reworded(made, node.text)


def _depth_of_rest(rows: list[Row], place: int, mark: Mark | None) -> int:
    """How deep what was cut off hangs: by its number if it has one, else first below or right after the clause."""
    row = rows[place]
    if mark is None:
        return row.depth + (_end(rows, place) > place + 1)
    own = mark_of(row.clause.source)
    if own and own.rank < mark.rank:
        return row.depth + 1
    depth = row.depth
    for one in reversed(_ancestors(rows, place)):
        above = mark_of(rows[one].clause.source)
        if above is None or above.rank < mark.rank:
            break
        depth = rows[one].depth
    return depth


def _kind_when_titled(clause: Clause, title: str) -> Kind:
    if clause.number:
        return clause.kind
    if title and clause.kind == "paragraph":
        return "section"
    return "paragraph" if not title and clause.kind == "section" else clause.kind


# ---------------------------------------------------------------- labels


def _told_apart(rows: Collection[Row]) -> Split:
    """The tree of the rows; a clause whose label an earlier one has says so, and is cited by its anchor."""
    taken: set[str] = set()
    marked = []
    for row in rows:
        label = folded_label(row.clause.label)
        doubts = row.clause.doubts
        if label in taken and REPEATED not in doubts:
            row = replace(row, clause=replace(row.clause, doubts=(*doubts, REPEATED)))  # noqa: PLW2901
        taken.add(label)
        marked.append(row)
    return _hung(marked)


def _relabelled(before: Split, after: Split, keep: frozenset[str]) -> Split:
    """The clauses below another parent than before, and those below them, named after it."""
    old = {child.anchor: (child, parent) for child, parent in _pairs(before.clauses, None)}

    def named(clause: Clause, parent: Clause | None) -> Clause:
        then, above = old[clause.anchor]
        moved = (above and above.anchor, above and above.label) != (parent and parent.anchor, parent and parent.label)
        label = clause.label if clause.anchor in keep or not moved else _moved_label(then, above, parent)
        renamed = replace(clause, label=label)
        return replace(renamed, children=tuple(named(child, renamed) for child in clause.children))

    return Split(tuple(named(clause, None) for clause in after.clauses))


def _pairs(clauses: Collection[Clause], parent: Clause | None) -> Iterator[tuple[Clause, Clause | None]]:
    for clause in clauses:
        yield clause, parent
        yield from _pairs(clause.children, clause)


def _moved_label(clause: Clause, above: Clause | None, parent: Clause | None) -> str:
    """The label with its old parent's name replaced by the new one's; one that never named it stays."""
    stem = above.label if above else ""
    if clause.kind == "article" or not clause.label.startswith(stem):
        return clause.label
    own = clause.label.removeprefix(stem).removeprefix("·")
    return _joined(parent, own or clause.label, numbered=bool(clause.number) or own.startswith("第"))


def _joined(parent: Clause | None, name: str, *, numbered: bool) -> str:
    if parent is None:
        return name
    annex = (mark := mark_of(parent.source)) is not None and mark.rank is Rank.ANNEX
    plain = numbered and (bool(parent.number) or name.startswith("第")) and not annex
    return f"{parent.label}{name}" if plain else f"{parent.label}·{name}"
