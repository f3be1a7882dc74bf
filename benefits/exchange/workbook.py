"""Excel workbooks: written with texts alone, and read as texts, so that no cell is ever a formula."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from benefits.content.characters import UNWRITABLE
from benefits.exchange.columns import Sheet
from benefits.exchange.flat import Row
from benefits.exchange.mistakes import Mistake, UnreadableError

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 50_000
MOST_BYTES: Final = 100_000_000
"""What a workbook may unpack to."""

_MOST_COLUMNS: Final = 100
_LONGEST: Final = 32_767
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDE: Final = {
    "summary": 50,
    "quote": 60,
    "note": 40,
    "title": 30,
    "value": 24,
    "where": 30,
    "how": 30,
    "help": 40,
    "why": 40,
    "text": 80,
}
_BOLD: Final = Font(bold=True)
_TOP: Final = Alignment(vertical="top", wrap_text=True)


def workbook(sheets: Iterable[Sheet], rows: Iterable[Row], told: Sequence[str] = ()) -> bytes:
    """A workbook of the rows; ``told`` are lines for people on a sheet of their own, which is not read back."""
    book = Workbook(write_only=True)
    by_sheet: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_sheet[row.sheet.title].append(row)
    for sheet in sheets:
        _write_sheet(book, sheet, by_sheet[sheet.title])
    if told:
        lines = book.create_sheet("说明")
        lines.column_dimensions["A"].width = 100
        for line in told:
            lines.append([_cell(lines, line)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet, rows: Iterable[Row]) -> None:
    page: Any = book.create_sheet(sheet.title)
    page.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = _WIDE.get(column.path, 14)
    head = [_cell(page, column.header) for column in sheet.columns]
    for cell in head:
        cell.font = _BOLD
    page.append(head)
    for row in rows:
        page.append(
            [_cell(page, row.cells[column.path]) if row.cells.get(column.path) else None for column in sheet.columns]
        )


def _cell(page: Any, text: str) -> Any:
    """A text, also where it looks like a formula: marked so that Excel leaves it one when it is edited.

    Raises UnreadableError if a cell cannot hold it.
    """
    if len(text) > _LONGEST:
        raise UnreadableError([Mistake(page.title, f"“{text[:20]}……”太长，Excel 的一格装不下；请导出 YAML。")])
    cell = WriteOnlyCell(page, value=UNWRITABLE.sub("\ufffd", text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = _TOP
    if text.startswith(_FORMULAS):
        cell.quotePrefix = True
    return cell


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: its sheet, its number as Excel counts, and the texts of its cells by column."""

    sheet: Sheet
    number: int
    cells: dict[str, str]
    letters: dict[str, str]

    def at(self, path: str) -> str:
        """The cell of a column, as Excel calls it; that of the first column if the sheet has no such column."""
        letter = self.letters.get(path) or next(iter(self.letters.values()), "A")
        return f"{self.sheet.title}!{letter}{self.number}"


def read_workbook(file: bytes, sheets: Sequence[Sheet]) -> list[ReadRow]:
    """The rows of the sheets. Raises UnreadableError, naming sheet and cell."""
    book = _opened(file)
    try:
        found = {page.title: page for page in book.worksheets}
        missing = [sheet for sheet in sheets[:1] if sheet.title not in found]
        if missing:
            raise UnreadableError([Mistake("", f"没有“{missing[0].title}”这张表；请用导出的文件来改。")])
        mistakes: list[Mistake] = []
        rows = [row for sheet in sheets if sheet.title in found for row in _rows(found[sheet.title], sheet, mistakes)]
    finally:
        book.close()
    if mistakes:
        raise UnreadableError(mistakes)
    return rows


def _opened(file: bytes) -> Any:
    try:
        if _unpacked(file) <= MOST_BYTES:
            return load_workbook(BytesIO(file), read_only=True, data_only=False)
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError) as error:
        raise UnreadableError([Mistake("", "这不是 Excel 工作簿（.xlsx），或者已经损坏。")]) from error
    raise UnreadableError([Mistake("", "文件解开以后太大了；请分几次导入。")])


def _unpacked(file: bytes) -> int:
    """What the archive says it unpacks to."""
    with zipfile.ZipFile(BytesIO(file)) as packed:
        return sum(one.file_size for one in packed.infolist())


def _rows(page: Any, sheet: Sheet, mistakes: list[Mistake]) -> Iterator[ReadRow]:
    lines = page.iter_rows(max_col=_MOST_COLUMNS)
    columns = _columns(next(lines, ()), sheet, mistakes)
    letters = {path: get_column_letter(place + 1) for place, path in columns.items()}
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS:
            raise UnreadableError([Mistake(sheet.title, f"超过 {MOST_ROWS} 行；请分几次导入。")])
        read = {
            columns[place]: _text(cell, sheet, mistakes, columns[place])
            for place, cell in enumerate(line)
            if place in columns
        }
        cells = {path: text for path, text in read.items() if text}
        if cells:
            yield ReadRow(sheet, number, cells, letters)


def _columns(head: Sequence[Any], sheet: Sheet, mistakes: list[Mistake]) -> dict[int, str]:
    """Which column stands where, by the code that ends its header."""
    columns: dict[int, str] = {}
    for place, cell in enumerate(head):
        text = _text(cell, sheet, mistakes)
        path = text.split()[-1] if text else ""
        if path in sheet.by_path and path not in columns.values():
            columns[place] = path
        elif path:
            at = f"{sheet.title}!{get_column_letter(place + 1)}1"
            mistakes.append(Mistake(at, f"不认得这一列“{text}”，或者它出现了两次；表头不要改。"))
    if sheet.columns[0].path not in columns.values():
        mistakes.append(Mistake(f"{sheet.title}!A1", f"没有“{sheet.columns[0].header}”这一列；表头不要改。"))
    return columns


def _text(cell: Any, sheet: Sheet, mistakes: list[Mistake], path: str = "") -> str:
    """What a cell says; nothing, and a mistake, if it is a formula or an error."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        at = f"{sheet.title}!{cell.coordinate}"
        mistakes.append(Mistake(at, "这一格是公式；请改成写明的文字，或在前面加一个单引号。"))
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("\r\n", "\n")
    column = sheet.by_path.get(path)
    return text if column and column.exact else text.strip()
