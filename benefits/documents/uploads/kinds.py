"""What kind of file an upload is, by its content: its name may say anything."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from typing import Final

from benefits.documents.uploads.reading import UnreadableUploadError


class FileKind(StrEnum):
    """The kinds of files that are read."""

    TEXT = "text"
    WORD = "word"
    PDF = "pdf"


_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|p)\b", re.IGNORECASE)
_WORD_PART: Final = "word/document.xml"

_HOW: Final = "请上传 .txt、.docx 或有文字的 .pdf 文件，或者直接粘贴全文。"

#: A PDF's mark may stand after some bytes that a server put before it; a page's first element after blank lines.
_PDF_REACH: Final = 1024
_WEB_REACH: Final = 4096


def kind_of(content: bytes) -> FileKind:
    """Which kind of file this is. Raises UnreadableUploadError, in words, for every other kind."""
    if not content:
        raise UnreadableUploadError(f"文件是空的。{_HOW}")
    if b"%PDF-" in content[:_PDF_REACH]:
        return FileKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _packed_kind(content)
    if content.startswith(_OLD_OFFICE):
        raise UnreadableUploadError(
            "这是旧格式（.doc、.xls、.wps）或加了密码的文件。请打开后另存为没有密码的 .docx 再上传。"
        )
    if content.startswith(_PICTURES):
        raise UnreadableUploadError(f"这是一张图片，里面没有文字。请先识别成文字。{_HOW}")
    if content.startswith(b"{\\rtf"):
        raise UnreadableUploadError("这是 RTF 文件。请打开后另存为 .docx 再上传。")
    if _WEB.search(content[:_WEB_REACH]):
        raise UnreadableUploadError("这是网页，不是文件原文。请在浏览器里选中正文，复制后粘贴到“全文”里。")
    return FileKind.TEXT


def _packed_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableUploadError(f"文件损坏了，打不开。{_HOW}") from error
    if _WORD_PART in names:
        return FileKind.WORD
    raise UnreadableUploadError(f"这不是 Word 文件（.docx），而是另一种压缩文件。{_HOW}")
