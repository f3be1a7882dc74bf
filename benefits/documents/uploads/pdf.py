"""PDF documents with a text layer, page by page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from benefits.documents.uploads.radicals import common_characters
from benefits.documents.uploads.reading import MOST_CHARACTERS, Reading, UnreadableUploadError

MOST_PAGES: Final = 300

_SCANNED: Final = "这份 PDF 是扫描件，只有图片，没有文字。请先做文字识别（OCR），核对以后再上传，或者粘贴全文。"
_LOCKED: Final = "这份 PDF 加了密码。请去掉密码后再上传。"
_BROKEN: Final = "这份 PDF 损坏了，打不开。请重新下载，或者打开后另存为 PDF 再上传。"
_TOO_LARGE: Final = "这份 PDF 解开以后太大。请打开后另存一份，或者直接粘贴全文。"
_GARBLED: Final = "这份 PDF 的文字层是乱码（字体没有对照表）。请改用 .docx，或者识别成文字（OCR）后再上传。"

#: A page with fewer characters than this carries a number or a stamp, not text.
_FEWEST_ON_PAGE: Final = 10
_FEWEST_READABLE: Final = 20


def read_pdf(content: bytes) -> Reading:
    """The text of a PDF. Raises UnreadableUploadError if it is locked, scanned, garbled, broken or too long."""
    try:
        pages = list(_pages(PdfReader(io.BytesIO(content))))
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableUploadError(_LOCKED) from error
    except LimitReachedError as error:
        raise UnreadableUploadError(_TOO_LARGE) from error
    # A file made to break a reader fails in ways that the library does not foresee.
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, UnreadableUploadError):
            raise
        raise UnreadableUploadError(_BROKEN) from error
    text, radicals = common_characters("\n".join(pages).strip("\n"))
    _check_readable(text)
    return Reading(text, wrapped=True, notes=tuple(_notes(pages, radicals)))


def _pages(reader: PdfReader) -> Iterator[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableUploadError(_LOCKED)
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UnreadableUploadError(f"这份 PDF 有{count}页，最多{MOST_PAGES}页。请只留下要用的几页。")
    length = 0
    for page in reader.pages:
        text = _text(page)
        length += len(text)
        yield text
        if length > MOST_CHARACTERS:
            break


def _text(page: PageObject) -> str:
    # Extraction passes over a page that is too large in silence; opening it first does not.
    page.get_contents()
    # Its parts that cannot be read are marked, not left out.
    return page.extract_text().replace("\0", "\ufffd")


def _check_readable(text: str) -> None:
    characters = [character for character in text if not character.isspace()]
    if len(characters) < _FEWEST_ON_PAGE:
        raise UnreadableUploadError(_SCANNED)
    unknown = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in characters)
    if unknown * _FEWEST_READABLE > len(characters):
        raise UnreadableUploadError(_GARBLED)


def _notes(pages: list[str], radicals: int) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages, 1) if len("".join(page.split())) < _FEWEST_ON_PAGE]
    if empty and len(empty) * 2 > len(pages):
        raise UnreadableUploadError(_SCANNED)
    if empty:
        yield f"第{'、'.join(empty)}页几乎没有文字，可能是扫描的图片，请对照原件。"
    if radicals:
        yield f"有{radicals}个字在 PDF 里写成了形状一样的部首，已换成常用的字。"
