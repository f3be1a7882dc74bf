"""Give the clauses of an outline their anchors and labels, and the doubts that their numbers and brackets raise.

An anchor is made of the numbers themselves: s2-4-12 is 二（四）12, a18-2-1 is 第十八条第二款第（一）项, x1 is 附件1, p3 is
a plain paragraph, pre-1 and end-1 stand before and after the numbered text. So a change of wording moves no anchor.
"""

from __future__ import annotations

from collections import Counter

from benefits.documents.departments import departments_of
from benefits.documents.marks import Rank
from benefits.documents.model import Clause, Kind
from benefits.documents.outline import Node

_LETTERS = {Rank.ANNEX: "x", Rank.PART: "b", Rank.CHAPTER: "c", Rank.DIVISION: "d", Rank.ARTICLE: "a"}
_DIGITS = "零一二三四五六七八九"
_ENDS = tuple("。！？!?；;：:…”’》】）).")

REPEATED = "编号重复，定位符已加序号区分"
UNENDED = "句末没有标点，可能有缺失"
UNPAIRED = "括号不成对"


def name_clauses(roots: list[Node]) -> tuple[Clause, ...]:
    """The finished clauses of an outline."""
    return _Namer().named(roots, None)


def chinese_numeral(value: int) -> str:
    """一 to 九十九 for 1 to 99, Arabic beyond."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


class _Place:
    """Where a clause stands among its siblings, and what its anchor and label are made of."""

    def __init__(self, node: Node, parent: _Place | None, ordinal: int) -> None:
        self.node, self.parent, self.ordinal = node, parent, ordinal
        self.anchor = self._anchor()
        self.label = self._label()

    def _anchor(self) -> str:
        node, parent = self.node, self._base()
        stem = parent.anchor + "-" if parent else ""
        if node.kind in ("preamble", "closing"):
            return f"{'pre' if node.kind == 'preamble' else 'end'}-{self.ordinal}"
        if node.kind == "paragraph":
            return f"{stem}{'' if self._in_article() else 'p'}{self.ordinal}"
        if node.kind == "item" and parent and parent.node.kind == "article":
            stem += "1-"
        letter = _LETTERS.get(node.rank, "" if parent else "s")
        return f"{stem}{letter}{node.mark.value if node.mark else self.ordinal}" + self._insert()

    def _insert(self) -> str:
        mark = self.node.mark
        return f"z{mark.insert}" if mark and mark.insert else ""

    def _base(self) -> _Place | None:
        """The clause that the name builds on: an article is known without its chapter."""
        base = self.parent
        while self.node.kind == "article" and base and base.node.kind == "chapter":
            base = base.parent
        return base

    def _in_article(self) -> bool:
        return self.parent is not None and self.parent.node.kind == "article"

    def _label(self) -> str:
        node, base = self.node, self._base()
        if node.kind in ("preamble", "closing"):
            return f"{'文首' if node.kind == 'preamble' else '文末'}第{self.ordinal}段"
        stem = base.label if base else ""
        if node.kind == "paragraph":
            place = f"{chinese_numeral(self.ordinal)}款" if self._in_article() else f"{self.ordinal}段"
            return f"{stem}第{place}"
        if node.kind == "item" and base:
            return self._item_label(base)
        name = node.mark.name if node.mark else node.title
        joined = base is None or (node.mark and base.node.mark and base.node.rank is not Rank.ANNEX)
        return f"{stem}{name}" if joined else f"{stem}·{name}"

    def _item_label(self, base: _Place) -> str:
        """第（一）项 of an article or its paragraph, 第1目 of an item; 第一款 is said only if there is a second."""
        stem = base.label
        if base.node.kind == "article" and any(child.kind == "paragraph" for child in base.node.children):
            stem += "第一款"
        name = self.node.mark.name if self.node.mark else self.node.title
        return f"{stem}第{name}{'目' if base.node.kind == 'item' else '项'}"


class _Namer:
    """Walks the outline in reading order, and remembers the anchors and numbers it has met."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._last: dict[Rank, int] = {}

    def named(self, nodes: list[Node], parent: _Place | None) -> tuple[Clause, ...]:
        counts: Counter[str] = Counter()
        if parent and parent.node.has_body:
            # The clause's own words are its first paragraph.
            counts["paragraph"] = 1
        before: dict[Rank, int] = {}
        clauses = []
        for node in nodes:
            group = node.kind if node.kind in ("paragraph", "preamble", "closing") else "numbered"
            counts[group] += 1
            place = _Place(node, parent, counts[group])
            doubts = [*node.doubts, *self._numbering(place, before), *_wording(node)]
            clauses.append(self._clause(place, doubts))
        return tuple(clauses)

    def _clause(self, place: _Place, doubts: list[str]) -> Clause:
        node = place.node
        self._taken[place.anchor] += 1
        if (count := self._taken[place.anchor]) > 1:
            place.anchor += f"_{count}"
            doubts.append(REPEATED)
        return Clause(
            anchor=place.anchor,
            kind=node.kind,
            label=place.label,
            number=node.mark.printed if node.mark else "",
            title=node.title,
            text=node.text,
            departments=departments_of(node.text),
            doubts=tuple(doubts),
            children=self.named(node.children, place),
        )

    def _numbering(self, place: _Place, before: dict[Rank, int]) -> list[str]:
        """A doubt if the number does not follow its sibling's or, where numbers run on, the last one of its rank."""
        mark = place.node.mark
        if mark is None:
            return []
        previous = before.get(mark.rank)
        expected = {place.ordinal, self._last.get(mark.rank, 0) + 1, *([1] if previous is None else [])}
        if mark.insert and mark.value in (previous, self._last.get(mark.rank)):
            expected.add(mark.value)
        last = previous or self._last.get(mark.rank)
        self._last[mark.rank] = before[mark.rank] = mark.value
        if mark.value in expected:
            return []
        return [
            f"编号不连续：这里是“{mark.name}”，前面是{last}" if last else f"编号从“{mark.name}”开始，前面可能有缺失"
        ]


def _wording(node: Node) -> list[str]:
    """Doubts that a clause's own words raise; one that has others is not held to its last stop."""
    found = wording_doubts(node.text, node.kind, node.title)
    return [doubt for doubt in found if not (node.doubts and doubt == UNENDED)]


def wording_doubts(text: str, kind: Kind, title: str) -> list[str]:
    """What is doubtful about the words of a clause: no stop at its end, brackets that do not pair."""
    if kind in ("preamble", "closing", "chapter"):
        return []
    doubts = []
    if len(text) > len(title) + 1 and not text.endswith(_ENDS):
        doubts.append(UNENDED)
    halved = text.replace("（", "(").replace("）", ")")
    if halved.count("(") != halved.count(")"):
        doubts.append(UNPAIRED)
    return doubts
