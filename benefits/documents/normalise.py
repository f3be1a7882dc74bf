"""Turn a pasted text into paragraphs, one a line, without losing or changing a character of content.

A text is only ever shortened: marks, web furniture, stray spaces and line breaks go, each reported as a `Removal`;
white space that stays may become a line break or a plain space, nothing else changes. The rounds repeat until nothing
is left to remove, so normalising twice is the same as normalising once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from benefits.documents.furniture import furniture
from benefits.documents.paragraphs import line_breaks, paragraph_breaks

LINE_BREAKS = str.maketrans("\r\v\f\x85\u2028\u2029", "\n\n\n\n\n\n")

#: Control characters, halves of surrogate pairs, soft hyphens, zero-width spaces and orders of direction: nobody can
#: read them, PostgreSQL refuses some, others hide what a text says. Joiners stay: some scripts are written with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_MARKDOWN_LINE = re.compile(
    r"^[^\S\n]*(?:(?:#{1,6}[^\S\n]+|>[^\S\n]*)+|([-*_])(?:[^\S\n]*\1){2,}[^\S\n]*$)", re.MULTILINE
)
#: As in CommonMark, stars open before a word or after a break, so that those of 张**、李** stay.
_BOLD = re.compile(r"(?:(?<!\w)|(?=\*\*\w))(?<!\*)(\*\*)(?=\S)[^*\n]{1,400}(?<=\S)(\*\*)(?!\*)")
_ESCAPE = re.compile(r"\\(?=[\\`*_\[\]()#+.!>-])")
_SPACES = re.compile(r"(?<=\S)[^\S\n]+(?=\S)")

#: Chinese characters, their punctuation, and full-width forms.
_CHINESE = re.compile("[\u2014-\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_ARTICLE_GAP = re.compile(
    r"(?:^|\n)[^\S\n]*第[一二三四五六七八九十百千零〇]{1,9}[条章节编](?:之[一二三四五六七八九十]+)?$"
)
_AFTER_ORGAN = re.compile(r"[\u4e00-\u9fff]{3,}(?:委|政府|委员会|办公厅|办公室)$|中央$|国务院$")
_BEFORE_ORGAN = re.compile(r"[\u4e00-\u9fff]{2,16}(?:委|政府|委员会|办公厅|办公室|国务院)|国务院|关于")


@dataclass(frozen=True)
class Removal:
    """What was taken out of the raw text between two offsets, and why (in Chinese, for the officer)."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True)
class Normalised:
    """The readable text and everything that was removed to reach it, in the order of the raw text."""

    text: str
    removals: tuple[Removal, ...]

    @property
    def reported(self) -> tuple[Removal, ...]:
        """The removals that took more than white space away."""
        return tuple(removal for removal in self.removals if not removal.text.isspace())


@dataclass(frozen=True)
class Cut:
    """Replace a stretch of the text by ``put``: nothing, or one white-space character."""

    start: int
    end: int
    reason: str
    put: str = ""


def normalise(raw: str, *, wrapped: bool = True) -> Normalised:
    """Join wrapped lines, remove what is not content, and say what was removed.

    Where lines are not ``wrapped``, as in Word, each is a paragraph and none are joined.
    """
    draft = _Draft(raw)
    before = None
    while draft.text != before:
        before = draft.text
        for find in (*_ROUND, _lines if wrapped else _whole_lines):
            draft.cut(find(draft.text))
    return Normalised(draft.text, draft.removals())


def _invisible(text: str) -> Iterator[Cut]:
    for match in _INVISIBLE.finditer(text):
        yield Cut(*match.span(), "不可见字符")


def _markdown(text: str) -> Iterator[Cut]:
    for match in _MARKDOWN_LINE.finditer(text):
        yield Cut(*match.span(), "Markdown 标记")


def _bold(text: str) -> Iterator[Cut]:
    for match in _BOLD.finditer(text):
        yield Cut(*match.span(1), "Markdown 标记")
        yield Cut(*match.span(2), "Markdown 标记")


def _escapes(text: str) -> Iterator[Cut]:
    for match in _ESCAPE.finditer(text):
        yield Cut(*match.span(), "Markdown 标记")


def _furniture(text: str) -> Iterator[Cut]:
    for start, end, reason in furniture(text):
        yield Cut(start, end, reason)


def _spaces(text: str) -> Iterator[Cut]:
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if not (_CHINESE.match(text[start - 1]) or _CHINESE.match(text[end])):
            continue
        # These two carry meaning: the gap after an article's number, and the one between two issuing bodies.
        before = text[max(0, start - 40) : start]
        if _ARTICLE_GAP.search(before) or (_AFTER_ORGAN.search(before) and _BEFORE_ORGAN.match(text, end)):
            start += 1
        if start < end:
            yield Cut(start, end, "多余空格")


def _lines(text: str) -> Iterator[Cut]:
    for start, end, put in paragraph_breaks(text):
        if text[start:end] != put:
            yield Cut(start, end, "换行", put)


def _whole_lines(text: str) -> Iterator[Cut]:
    for start, end, put in line_breaks(text):
        if text[start:end] != put:
            yield Cut(start, end, "换行", put)


_ROUND: tuple[Callable[[str], Iterator[Cut]], ...] = (
    _invisible,
    _markdown,
    _bold,
    _escapes,
    _furniture,
    _spaces,
)


class _Draft:
    """A text being shortened, which remembers where each of its characters stood in the raw text."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.text = raw.translate(LINE_BREAKS)
        self._origins = list(range(len(raw)))
        self._reasons: dict[int, str] = {}

    def cut(self, cuts: Iterator[Cut]) -> None:
        """Apply cuts that do not overlap, in order."""
        text: list[str] = []
        origins: list[int] = []
        done = 0
        for cut in cuts:
            kept = cut.start + len(cut.put)
            text += self.text[done : cut.start], cut.put
            origins += self._origins[done:kept]
            self._reasons.update(dict.fromkeys(self._origins[kept : cut.end], cut.reason))
            done = cut.end
        self.text = "".join(text) + self.text[done:]
        self._origins = origins + self._origins[done:]

    def removals(self) -> tuple[Removal, ...]:
        """What was cut, neighbours with one reason taken together."""
        cut = sorted(self._reasons.items())
        runs = groupby(enumerate(cut), key=lambda entry: (entry[1][0] - entry[0], entry[1][1]))
        spans = [(reason, [place for _, (place, _) in run]) for (_, reason), run in runs]
        return tuple(
            Removal(places[0], places[-1] + 1, self._raw[places[0] : places[-1] + 1], reason)
            for reason, places in spans
        )
