"""Hang the lines of a document into a tree, by the numbers that open them or, where these are lost, by their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from benefits.documents.departments import departments_of
from benefits.documents.lines import (
    FIRST_LEVEL_TITLES,
    STRAY,
    is_closing,
    is_ended,
    is_title,
    run_in_title,
)
from benefits.documents.marks import Mark, Rank, mark_of
from benefits.documents.model import Kind

_CHAPTERS = (Rank.PART, Rank.CHAPTER, Rank.DIVISION)
KINDS: dict[Rank, Kind] = {
    Rank.PART: "chapter",
    Rank.CHAPTER: "chapter",
    Rank.DIVISION: "chapter",
    Rank.ARTICLE: "article",
    Rank.PARAGRAPH: "paragraph",
}
_DUTY = re.compile("应当|不得|可以|必须")
_LONGEST_TITLE = 45

GUESSED = "标题没有编号，层级按版式推断，请核对"
UNSTRUCTURED = "没有找到编号或标题，按自然段列出"
SCRAMBLED = "行序可能错乱：附近有一行只有标点，请对照原件"
UNNUMBERED_TITLE = "单独成行而没有句号，可能是标题，请核对"


@dataclass
class Node:
    """A clause in the making."""

    line: str
    kind: Kind
    rank: Rank = Rank.PARAGRAPH
    mark: Mark | None = None
    title: str = ""
    doubts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line without its number."""
        return self.line[len(self.mark.printed) :] if self.mark else self.line

    @property
    def has_body(self) -> bool:
        """Whether the clause says more than its title."""
        return len(self.text) > len(self.title) + 1


def outline(lines: list[str]) -> list[Node]:
    """The tree of a document's normalised lines; its roots, in order."""
    marks = _marks(lines)
    is_law = any(_rank(mark) is Rank.ARTICLE for mark in marks)
    titles = _titles(lines, marks)
    # Titles divide the document where they outnumber its numbers.
    titled = not is_law and len(titles) > sum(mark is not None for mark in marks)
    start = _title_start(lines, titles) if titled else _body_start(marks)
    end = _closing_start(lines, marks, start)
    preamble = [Node(line, "preamble") for line in lines[:start]]
    body = [_node(lines, marks, place, titled=titled) for place in range(start, end)]
    closing = [Node(line, "closing") for line in lines[end:]]
    _doubt_order([*preamble, *body, *closing])
    if not any(node.mark or node.title for node in body):
        body = [replace(node, doubts=[UNSTRUCTURED]) for node in body]
    return [*preamble, *_hang(body, is_law=is_law), *closing]


def _marks(lines: list[str]) -> list[Mark | None]:
    """The marks of the lines; a single 第…条 is a reference that happens to open a line, not an article."""
    marks = [mark_of(line) for line in lines]
    articles = sum(mark is not None and mark.rank is Rank.ARTICLE for mark in marks)
    if articles == 1:
        return [None if mark and mark.rank is Rank.ARTICLE else mark for mark in marks]
    return marks


def _titles(lines: list[str], marks: list[Mark | None]) -> list[int]:
    """Where titles without a number stand."""
    return [place for place, line in enumerate(lines) if not marks[place] and is_title(line)]


def _body_start(marks: list[Mark | None]) -> int:
    """Where the first number stands; in a law, after the table of contents. 0 where nothing is numbered."""
    places = [place for place, mark in enumerate(marks) if mark]
    articles = [place for place in places if _rank(marks[place]) is Rank.ARTICLE]
    if not articles:
        return places[0] if places else 0
    chapters = [(mark.name, p) for p, mark in enumerate(marks[: articles[0]]) if mark and mark.rank in _CHAPTERS]
    firsts = [place for name, place in chapters if name == chapters[0][0]]
    return firsts[-1] if firsts else articles[0]


def _rank(mark: Mark | None) -> Rank | None:
    return mark.rank if mark else None


def _title_start(lines: list[str], titles: list[int]) -> int:
    """Where the first section title stands: a customary one, else the first after a paragraph of prose."""
    customary = [place for place in titles if lines[place] in FIRST_LEVEL_TITLES]
    prose = next((place for place, line in enumerate(lines) if "。" in line), 0)
    return next(iter(customary), next((place for place in titles if place > prose), titles[0]))


def _closing_start(lines: list[str], marks: list[Mark | None], start: int) -> int:
    end = len(lines)
    while end > start and marks[end - 1] is None and is_closing(lines[end - 1]):
        end -= 1
    return end


def _doubt_order(nodes: list[Node]) -> None:
    """Mark lines of nothing but a pause, and the unended lines just before them: their order is broken."""
    for place, node in enumerate(nodes):
        if STRAY.match(node.line):
            before = [near for near in nodes[max(0, place - 2) : place] if not is_ended(near.line)]
            for near in [*before, node]:
                near.doubts = [SCRAMBLED]


def _node(lines: list[str], marks: list[Mark | None], place: int, *, titled: bool) -> Node:
    line, mark = lines[place], marks[place]
    if mark:
        return Node(line, KINDS.get(mark.rank, "section"), mark.rank, mark)
    if titled:
        return _titled_node(line, lines[place + 1 : place + 2])
    return Node(line, "paragraph", doubts=[UNNUMBERED_TITLE] if is_title(line) else [])


def _titled_node(line: str, following: list[str]) -> Node:
    """A line of a document without numbers: a title takes the rank that its number would have had."""
    if is_title(line):
        first = line in FIRST_LEVEL_TITLES or any(map(is_title, following))
        rank = Rank.SECTION if first else Rank.SUBSECTION
        return Node(line, "section", rank, title=line, doubts=[GUESSED])
    if title := run_in_title(line):
        return Node(line, "section", Rank.POINT, title=title, doubts=[GUESSED])
    return Node(line, "paragraph")


def _hang(nodes: list[Node], *, is_law: bool) -> list[Node]:
    roots: list[Node] = []
    above: list[Node] = []
    for node in nodes:
        plain = node.kind == "paragraph"
        while above and (not plain or is_law) and above[-1].rank >= node.rank:
            above.pop()
        if node.rank > Rank.PARAGRAPH and any(higher.kind == "article" for higher in above):
            node.kind = "item"
        (above[-1].children if above else roots).append(node)
        if not plain or is_law:
            above.append(node)
    for node in nodes:
        node.title = node.title or title_of(node)
    return roots


def title_of(node: Node) -> str:
    """The title that opens a numbered clause: 加强养育成本支持 in 12.加强养育成本支持。本市户籍……"""
    if not node.mark or node.kind in ("article", "item"):
        return ""
    departments = departments_of(node.text)
    text = node.text.removesuffix(departments.raw) if departments else node.text
    first, stop, rest = text.partition("。")
    if len(first) > _LONGEST_TITLE or "；" in first or ";" in first:
        return ""
    if stop and not rest and not node.children:
        return ""
    if rest and _DUTY.search(first):
        return ""
    return first.rstrip("：:")
