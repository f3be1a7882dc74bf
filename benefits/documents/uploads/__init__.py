"""Uploaded files as text: .txt, .docx and .pdf, told apart by their content, within limits. Plain Python."""

from __future__ import annotations

from benefits.documents.uploads.confined import read_confined
from benefits.documents.uploads.kinds import FileKind, kind_of
from benefits.documents.uploads.reading import MOST_BYTES, Reading, UnreadableUploadError, checked
from benefits.documents.uploads.txt import read_text

__all__ = ["MOST_BYTES", "Reading", "UnreadableUploadError", "read_upload"]


def read_upload(content: bytes) -> Reading:
    """The text of an uploaded file. Raises UnreadableUploadError, which says in Chinese why not and what to do."""
    if len(content) > MOST_BYTES:
        raise UnreadableUploadError(
            f"文件太大，最多{MOST_BYTES // 1024**2} MB。请去掉图片后另存一份，或者直接粘贴全文。"
        )
    kind = kind_of(content)
    return checked(read_text(content) if kind is FileKind.TEXT else read_confined(kind, content))
