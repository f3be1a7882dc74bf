"""What is not taken in: each refused in words that say what to do, within seconds and without filling memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from benefits.documents.uploads import MOST_BYTES, UnreadableUploadError, read_upload
from tests.documents.uploads.making import PLAN, locked, pdf, pdf_with_stream, with_part, word_of


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return file.getvalue()


DEEP = b"<w:p>" * 5000
DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
LAUGHS = (
    b'<!DOCTYPE z [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + DOCUMENT % b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
)

REFUSED = {
    "empty": (b"", "文件是空的"),
    "blank": (" \n\u3000\n".encode(), "没有文字"),
    "too large": (b"a" * (MOST_BYTES + 1), "文件太大，最多10 MB"),
    "too long": (("育" * 500_001).encode(), "超过了50万字"),
    "random bytes": (bytes(range(256)) * 20, "不是文字|认不出来"),
    "program": (b"\x7fELF\x02\x01\x01" + b"\0" * 500, "不是文字"),
    "cut short": (PLAN.encode()[:-1] + b"\xff", "编码认不出来"),
    "page of the web": (b"<!DOCTYPE html><html><body><p>\xe4\xb8\x80</p></body></html>", "这是网页"),
    "page named docx": (b"\n<html xmlns:w='urn'><body>x</body></html>", "这是网页"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "这是一张图片"),
    "photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 100, "这是一张图片"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧格式"),
    "rich text": (b"{\\rtf1 abc}", "RTF"),
    "archive": (zipped(**{"a.txt": b"x"}), "不是 Word 文件"),
    "workbook": (zipped(**{"xl/workbook.xml": b"<x/>"}), "不是 Word 文件"),
    "broken archive": (b"PK\x03\x04" + b"x" * 100, "文件损坏了"),
    "word without its types": (zipped(**{"word/document.xml": b"<x/>"}), "Word 文件损坏了"),
    "word of no xml": (with_part(word_of(PLAN), "word/document.xml", b"no xml"), "Word 文件损坏了"),
    "word too deep": (with_part(word_of(PLAN), "word/document.xml", DOCUMENT % DEEP), "Word 文件损坏了"),
    "word of entities": (with_part(word_of(PLAN), "word/document.xml", LAUGHS), "没有文字|Word 文件损坏了"),
    "word bomb": (with_part(word_of(PLAN), "word/media/a.bin", b"\0" * (101 * 1024**2)), "解开以后太大"),
    "pdf cut short": (pdf([PLAN])[:300], "PDF 损坏了"),
    "pdf of junk": (b"%PDF-1.7\n" + b"junk " * 100, "PDF 损坏了"),
    "locked pdf": (locked(pdf([PLAN]), "secret"), "加了密码"),
    "scanned pdf": (pdf(["", "", ""]), "扫描件"),
    "mostly scanned pdf": (pdf([PLAN, "", "", ""]), "扫描件"),
    "garbled pdf": (pdf([PLAN], mapped=False), "乱码"),
    "pdf of many pages": (pdf([""] * 301), "有301页，最多300页"),
    "pdf bomb": (pdf_with_stream(b" " * (100 * 1024**2)), "太大"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableUploadError, match=words):
        read_upload(content)


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert "育儿补贴" in read_upload(locked(pdf([PLAN]), "")).text


@pytest.mark.parametrize(
    ("greed", "failure"),
    [
        ("bytearray(2 * 1024**3)", b"MemoryError"),
        ("import tempfile; tempfile.TemporaryFile()", b"No usable temporary directory"),
    ],
    ids=["memory", "file"],
)
def test_the_process_that_opens_files_can_neither_fill_memory_nor_write(greed: str, failure: bytes) -> None:
    code = f"from benefits.documents.uploads.child import confine; confine(); {greed}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 1
    assert failure in done.stderr
