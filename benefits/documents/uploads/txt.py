"""Plain text, in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

from benefits.documents.uploads.reading import Reading, UnreadableUploadError

_MARKED: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

#: Real texts hold no control characters besides line breaks; one in so many characters is too many.
_FEWEST_READABLE: Final = 50


def read_text(content: bytes) -> Reading:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030 (which holds GBK and GB2312)."""
    text = _decoded(content)
    strange = sum(unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") for character in text)
    strange -= sum(text.count(character) for character in "\n\r\t\f\v\x85")
    if strange * _FEWEST_READABLE > len(text):
        raise UnreadableUploadError("读出来的不是文字。这份文件可能不是文本文件，请换成 .txt、.docx 或 .pdf。")
    return Reading(text, wrapped=True)


def _decoded(content: bytes) -> str:
    encodings = [encoding for mark, encoding in _MARKED if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableUploadError("文字的编码认不出来。请用记事本打开，另存为 UTF-8 编码的 .txt 再上传。")
