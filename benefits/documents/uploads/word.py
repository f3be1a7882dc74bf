"""Word documents: every paragraph and table row as a line, with the numbers that Word counts by itself.

The body is walked element by element, since python-docx's own lists leave out what stands in content controls, text boxes
and tracked insertions. What the author deleted stays out.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn

from benefits.documents.uploads.numbering import Numbering
from benefits.documents.uploads.reading import Reading, UnreadableUploadError

MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_PARTS: Final = 3000

CELL: Final = "｜"
"""Stands between the cells of a row."""

_BROKEN: Final = "这份 Word 文件损坏了，打不开。请用 Word 或 WPS 打开后另存为 .docx 再上传。"
_TOO_LARGE: Final = "这份 Word 文件解开以后太大。请删去其中的图片，或者只粘贴文字。"

#: Taken back by their author, or a copy of what stands beside it for old versions of Word.
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ABSENT: Final = frozenset((qn("w:del"), qn("w:moveFrom"), _FALLBACK, qn("w:pPr"), qn("w:rPr")))
_MARKS: Final = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def read_word(content: bytes) -> Reading:
    """The text of a .docx. Raises UnreadableUploadError if it is none, or is much larger than it looks."""
    _check_size(content)
    try:
        document = docx.Document(io.BytesIO(content))
        walk = _Walk(Numbering(document))
        lines = [line for line in walk.lines(document.element.body) if line.strip()]
    # A part that is no XML is a SyntaxError to lxml.
    except (KeyError, ValueError, InvalidXmlError, SyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableUploadError(_BROKEN) from error
    return Reading("\n".join(lines), wrapped=False, notes=tuple(walk.notes()))


def _check_size(content: bytes) -> None:
    """Reading never goes beyond the sizes that a package declares of its parts, so these are enough to know."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableUploadError(_TOO_LARGE)


class _Walk:
    """One way through a document's body, counting what an officer should know of."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._met: Counter[str] = Counter()

    def lines(self, element: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables below an element."""
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child).split("\n")
            elif child.tag == qn("w:tbl"):
                self._met["table"] += 1
                yield from self._rows(child)
            elif child.tag not in _ABSENT:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Any) -> str:
        return self._numbering.number_of(paragraph) + "".join(self._words(paragraph))

    def _words(self, element: Any) -> Iterator[str]:
        for child in element:
            self._met[child.tag] += 1
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif child.tag == qn("w:txbxContent"):
                yield "".join(f"\n{line}" for line in self.lines(child))
            elif child.tag not in _ABSENT:
                yield from self._words(child)

    def _rows(self, table: Any) -> Iterator[str]:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is table:
                cells = [self._cell(cell) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row]
                yield CELL.join(cells) if any(cells) else ""

    def _cell(self, cell: Any) -> str:
        """All that a cell holds, in one line; a cell merged with the one above it holds nothing."""
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and merge.get(qn("w:val")) != "restart":
            return ""
        return " ".join(line.strip() for line in self.lines(cell) if line.strip())

    def notes(self) -> Iterator[str]:
        """What the officer should look at."""
        if count := self._met["table"]:
            yield f"文件里有{count}张表格：每一行成一段，格子之间用“{CELL}”隔开。"
        if self._met[qn("w:footnoteReference")] or self._met[qn("w:endnoteReference")]:
            yield "脚注和尾注没有读进来，要用的话请补进“全文”。"
        if count := self._met[qn("w:sym")]:
            yield f"有{count}个特殊符号没有读进来。"
        if self._met[qn("w:drawing")] or self._met[qn("w:pict")] or self._met[qn("w:object")]:
            yield "文件里有图片，图片里的字没有读进来。"
        if self._numbering.unread:
            yield f"有{self._numbering.unread}处自动编号的样式认不出来，请对照原件。"


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(qn("w:tr")))
