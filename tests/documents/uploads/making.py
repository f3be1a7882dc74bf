"""Files as officers upload them, and as nobody should, made for the tests."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

PLAN = """某县优化生育支持实施方案
为促进人口长期均衡发展，结合我县实际，制定本方案。
一、加强经济支持
1.发放育儿补贴。本县户籍二孩家庭，每孩每月发放300元育儿补贴。（牵头部门：县卫生健康局）
二、加强组织领导
各乡镇要高度重视，确保各项措施落实到位。"""


def word(build: Callable[[Document], Any]) -> bytes:
    """A .docx with what ``build`` adds to an empty one."""
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_of(text: str) -> bytes:
    """A .docx with a paragraph for each line."""
    return word(lambda document: [document.add_paragraph(line) for line in text.split("\n")])


def element(xml: str) -> Any:
    """An element of Word's XML, with the prefix ``w``."""
    head, _, rest = xml.partition(">")
    slash = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.removesuffix('/')} {nsdecls('w')}{slash}>{rest}")


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    """The same package with one part replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, body)
    return file.getvalue()


def pdf(pages: Sequence[str], *, mapped: bool = True) -> bytes:
    """A PDF whose font maps its codes back to these characters, or to none; a page without text is blank, as a scan is."""
    characters = sorted({character for page in pages for character in page} - {"\n"})
    codes = {character: code for code, character in enumerate(characters, 1)}
    private = None if mapped else "\ue000"
    to_unicode = "\n".join(
        f"<{code:04x}> <{(private or character).encode('utf-16-be').hex()}>" for character, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{to_unicode}\nendbfchar\nendcmap end end"
    )
    font: list[str | bytes] = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 4 0 R >>",
        _stream(cmap.encode()),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 /CIDSystemInfo 6 0 R >>",
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
    ]
    kids = " ".join(f"{7 + 2 * place} 0 R" for place in range(len(pages)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        *font,
    ]
    for place, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {8 + 2 * place} 0 R >>"
        )
        objects.append(_stream(_shown(page, codes)))
    return _file(objects)


def locked(content: bytes, password: str) -> bytes:
    """The same PDF, to be opened with a password."""
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def pdf_with_stream(stream: bytes) -> bytes:
    """A PDF of one page whose content is this."""
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>",
            _stream(stream),
        ]
    )


def _shown(page: str, codes: dict[str, int]) -> bytes:
    lines = [
        f"<{''.join(f'{codes[character]:04x}' for character in line)}> Tj 0 -20 Td" for line in page.split("\n") if page
    ]
    return f"BT /F 12 Tf 60 780 Td {' '.join(lines)} ET".encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >> stream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[str | bytes]) -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        body = content.encode() if isinstance(content, str) else content
        file += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    file += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(file)
