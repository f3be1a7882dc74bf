"""Find which line breaks end a paragraph, and which only wrapped a line or turned a page.

A line goes on in the next one when its sentence is open: a bracket is open, the text has begun a sentence, or the line
fills the width to which the document was wrapped. Numbers, titles, dates and signatures begin a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benefits.documents.departments import is_department_note
from benefits.documents.lines import DATE, SIGNATURE, STATUS, STRAY, is_document_title, is_ended, is_title
from benefits.documents.marks import mark_of

_LINE = re.compile(r"^[^\S\n]*(\S(?:[^\n]*\S)?)", re.MULTILINE)
_QUOTED_TITLE = re.compile(r"《([^《》]{6,160})》")
_GOES_ON = tuple("，、。；：！？）》」』】〕〉”’,;:!?)]%％")
_PAUSES = tuple("，、,；;—")
_STOPS = tuple("。！？")
_SENTENCE = re.compile("[。；;！？]")
_COMMA = re.compile("[，,]")
_REFERENCE = re.compile("第[（(]?[一二三四五六七八九十]+[)）]?[款项目]")
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "【": "】", "〔": "〕", "［": "］", "[": "]"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}

#: Half- and full-width brackets are mixed in real texts, so that either closes the other.
_CLOSERS |= {"）": "(", ")": "("}

#: An open bracket further back than this was never closed.
_BRACKET_REACH = 400

#: An unpunctuated start longer than this is a sentence, shorter it may be a title.
_LONGEST_TITLE = 45

#: Fewer lines than these, or narrower ones, are short lines rather than wrapped ones.
_FEWEST_LINES = 12
_NARROWEST = 14

#: In Chinese characters: how far before the right margin a wrapped line may end, by how much a first line is
#: indented, and how much shorter than the others a line must be to stand alone.
_RAGGED = 2
_INDENT = 2
_SHORTER = 5


def paragraph_breaks(text: str) -> Iterator[tuple[int, int, str]]:
    """Each stretch of white space around line breaks, and what is to stand in its place: "", " " or a line break."""
    lines = list(_LINE.finditer(text))
    width = wrap_width([match[1] for match in lines])
    titles = "\n".join("".join(title.split()) for title in _QUOTED_TITLE.findall(text))
    end, paragraph = 0, None
    for match in lines:
        line, indented = match[1], match.start(1) - match.start() > 1
        if paragraph is None:
            yield 0, match.start(1), ""
            paragraph = _Paragraph(line)
        elif paragraph.goes_on_in(line, width, indented=indented, titles=titles):
            yield end, match.start(1), paragraph.joint(line)
            paragraph.add(line)
        else:
            yield end, match.start(1), "\n"
            paragraph = _Paragraph(line)
        end = match.end()
    yield end, len(text), ""


def line_breaks(text: str) -> Iterator[tuple[int, int, str]]:
    """As `paragraph_breaks`, for a text whose every line is a paragraph of its own."""
    end = 0
    for match in _LINE.finditer(text):
        yield end, match.start(1), "\n" if end else ""
        end = match.end()
    yield end, len(text), ""


def wrap_width(lines: list[str]) -> float | None:
    """The width, in Chinese characters, to which most lines were wrapped; None if the lines are not wrapped."""
    widths = sorted(_width(line) for line in lines)
    if len(widths) < _FEWEST_LINES:
        return None
    margin = widths[len(widths) * 9 // 10]
    if margin < _NARROWEST:
        return None
    near = sum(margin - _RAGGED <= width <= margin + _RAGGED for width in widths)
    return margin if near * 2 >= len(widths) else None


def _width(line: str) -> float:
    # Half-width punctuation was full-width where the line was broken; copying halved it.
    return sum(0.5 if character.isascii() and character.isalnum() else 1.0 for character in line)


class _Paragraph:
    """The lines of a paragraph so far, and what tells whether the next line belongs to it."""

    def __init__(self, line: str) -> None:
        self._length = 0
        self._lines: list[str] = []
        self._open: list[tuple[str, int, bool]] = []
        self._sentences = self._commas = self._closed_after_stop = False
        self.add(line)

    def add(self, line: str) -> None:
        """Let the line continue the paragraph."""
        self._lines.append(line)
        self._sentences = self._sentences or _SENTENCE.search(line) is not None
        self._commas = self._commas or _COMMA.search(line) is not None
        for place, (before, character) in enumerate(zip(" " + line, line, strict=False), self._length):
            self._bracket(character, place, after_stop=before in "。；;")
        self._length += len(line)

    def _bracket(self, character: str, place: int, *, after_stop: bool) -> None:
        self._closed_after_stop = False
        if character in _PAIRS:
            self._open.append((character.replace("（", "("), place, after_stop))
        elif character in _CLOSERS and self._open and self._open[-1][0] == _CLOSERS[character]:
            self._closed_after_stop = self._open.pop()[2]

    def goes_on_in(self, line: str, width: float | None, *, indented: bool, titles: str) -> bool:
        """Whether the line continues the paragraph."""
        if STRAY.match(line) or STRAY.match(self._lines[-1]) or opens_paragraph(line):
            return False
        if line.startswith(_GOES_ON) or self._bracket_is_open():
            return True
        if is_department_note(line):
            return self._sentences
        if _REFERENCE.match(line):
            return not self._is_ended()
        full = width is not None and self._reach() >= width - _RAGGED and not indented
        if self._is_ended():
            return full and not (self._is_salutation() or _stands_alone(line, width))
        if self._is_document_title():
            return False
        return full or self._is_running() or self._is_title_with(line, titles)

    def joint(self, line: str) -> str:
        """What joins the line to the paragraph: a space between two Latin letters, nothing in Chinese."""
        before, after = self._lines[-1][-1], line[0]
        return " " if before.isascii() and before.isalpha() and after.isascii() and after.isalpha() else ""

    def _reach(self) -> float:
        """How far to the right the last line went."""
        return _width(self._lines[-1]) + (_INDENT if len(self._lines) == 1 else 0)

    def _bracket_is_open(self) -> bool:
        if self._lines[-1].endswith(_STOPS):
            return False
        return any(place > self._length - _BRACKET_REACH for _, place, _ in self._open[-1:])

    def _is_salutation(self) -> bool:
        return self._lines[0].startswith("各") and self._lines[-1].endswith(("：", ":"))

    def _is_document_title(self) -> bool:
        return not (self._sentences or self._commas) and is_document_title(self._lines[-1])

    def _is_ended(self) -> bool:
        return self._closed_after_stop or is_ended(self._lines[-1])

    def _is_running(self) -> bool:
        if self._lines[-1].endswith(_PAUSES):
            return True
        return self._sentences or (self._commas and self._length >= _LONGEST_TITLE)

    def _is_title_with(self, line: str, titles: str) -> bool:
        """Whether the two lines together are a title that the text quotes whole elsewhere."""
        return self._length + len(line) <= 160 and "".join([*self._lines, line]) in titles


def _stands_alone(line: str, width: float | None) -> bool:
    """Whether a line after an ended one is a signature, or a title clearly shorter than the lines around it."""
    return bool(SIGNATURE.match(line)) or (is_title(line) and _width(line) < (width or 0) - _SHORTER)


def opens_paragraph(line: str) -> bool:
    """Whether a line begins a paragraph whatever stands before it: a number, a date, or a note such as （征求意见稿）."""
    return bool(mark_of(line) or DATE.match(line) or STATUS.match(line))
