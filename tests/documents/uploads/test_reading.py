"""What is read out of the files that officers upload: all of the text, in its order."""

from __future__ import annotations

import pytest
from docx.document import Document

from benefits.documents import split
from benefits.documents.uploads import Reading, read_upload
from benefits.documents.uploads.radicals import COMMON
from tests.documents.uploads.making import PLAN, element, pdf, word, word_of


def lines(reading: Reading) -> list[str]:
    return reading.text.split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_plain_text_is_read_in_every_encoding_that_offices_use(encoding: str) -> None:
    assert read_upload(PLAN.encode(encoding)).text == PLAN


def test_all_three_kinds_of_files_split_into_the_same_clauses() -> None:
    expected = split(PLAN)
    for content in (PLAN.encode(), word_of(PLAN), pdf([PLAN])):
        reading = read_upload(content)
        assert split(reading.text, wrapped=reading.wrapped) == expected


def test_a_sentence_that_turns_a_page_of_a_pdf_is_joined_again() -> None:
    head, tail = PLAN[:60], PLAN[60:]
    reading = read_upload(pdf([head, tail]))
    assert split(reading.text, wrapped=reading.wrapped).text == split(PLAN).text


def test_radicals_of_a_pdf_become_common_characters_and_punctuation_stays() -> None:
    reading = read_upload(pdf(["⼀、⽀持⽣育：⼾籍⼥⽅，⺟⼦平安；⻓期（３%～５％）。"]))
    assert reading.text == "一、支持生育：户籍女方，母子平安；长期（３%～５％）。"
    assert reading.notes == ("有9个字在 PDF 里写成了形状一样的部首，已换成常用的字。",)


def test_the_table_of_radicals_holds_each_once_and_maps_to_no_radical() -> None:
    assert len(COMMON) == 214 + 84
    assert not any(ord(common) in COMMON for common in COMMON.values())


def table(document: Document) -> None:
    document.add_paragraph("一、补贴标准")
    rows = document.add_table(rows=3, cols=3)
    cells = [["孩次", "标准", "期限"], ["二孩", "每月300元", "至三周岁"], ["三孩", "每月500元", ""]]
    for row, texts in zip(rows.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    rows.cell(1, 2).merge(rows.cell(2, 2))
    document.add_paragraph("二、申请办法")


def test_each_row_of_a_table_is_a_line_at_its_place() -> None:
    reading = read_upload(word(table))
    assert lines(reading) == [
        "一、补贴标准",
        "孩次｜标准｜期限",
        "二孩｜每月300元｜至三周岁",
        "三孩｜每月500元｜",
        "二、申请办法",
    ]
    assert "1张表格" in reading.notes[0]


def test_a_long_row_is_not_joined_to_the_next() -> None:
    def build(document: Document) -> None:
        rows = document.add_table(rows=2, cols=2)
        for row in rows.rows:
            row.cells[0].text, row.cells[1].text = "二孩家庭，父母一方为本县户籍", "每月300元；按季发放"

    reading = read_upload(word(build))
    assert len(split(reading.text, wrapped=reading.wrapped).text.split("\n")) == 2


NUMBERED = """<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr></w:pPr>
<w:r><w:t>{text}</w:t></w:r></w:p>"""
LEVELS = """<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>"""


def numbered(document: Document) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, element(LEVELS))
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in ((0, "经济支持"), (1, "补贴"), (1, "贷款"), (2, "说明"), (0, "服务支持"), (1, "托育")):
        document.element.body.insert(-1, element(NUMBERED.format(level=level, text=text)))


def test_numbers_that_word_counts_by_itself_are_written_out() -> None:
    reading = read_upload(word(numbered))
    assert lines(reading) == ["一、经济支持", "（1）补贴", "（2）贷款", "说明", "二、服务支持", "（1）托育"]


SECOND = '<w:lvlText w:val="（%2）"/>'
STYLED = """<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/><w:basedOn w:val="{base}"/>
<w:pPr>{numbered}</w:pPr></w:style>"""


def test_numbers_come_from_the_style_of_a_paragraph_and_from_the_one_it_is_based_on() -> None:
    def build(document: Document) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(0, element(LEVELS.replace(SECOND, f'<w:pStyle w:val="B"/>{SECOND}')))
        numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        list_ = '<w:numPr><w:numId w:val="90"/></w:numPr>'
        for id_, base, numbered_ in (("A", "Normal", list_), ("B", "A", ""), ("C", "C", "")):
            document.styles.element.append(element(STYLED.format(id=id_, base=base, numbered=numbered_)))
        for style, text in (("A", "经济支持"), ("B", "补贴"), ("B", "贷款"), ("C", "说明")):
            xml = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
            document.element.body.insert(-1, element(xml))

    assert lines(read_upload(word(build))) == ["一、经济支持", "（1）补贴", "（2）贷款", "说明"]


INSIDE = {
    "inserted": ("<w:p><w:r><w:t>每月</w:t></w:r><w:ins><w:r><w:t>300元</w:t></w:r></w:ins></w:p>", "每月300元"),
    "deleted": (
        "<w:p><w:r><w:t>每月</w:t></w:r><w:del><w:r><w:delText>200元</w:delText></w:r></w:del></w:p>",
        "每月",
    ),
    "control": ("<w:sdt><w:sdtContent><w:p><w:r><w:t>补贴</w:t></w:r></w:p></w:sdtContent></w:sdt>", "补贴"),
    "link": ("<w:p><w:hyperlink><w:r><w:t>网址</w:t></w:r></w:hyperlink><w:r><w:t>在此</w:t></w:r></w:p>", "网址在此"),
    "line break": ("<w:p><w:r><w:t>一、甲</w:t><w:br/><w:t>二、乙</w:t></w:r></w:p>", "一、甲\n二、乙"),
    "text box": (
        "<w:p><w:r><w:t>正文</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
        "正文\n框里的字",
    ),
    "field code": ("<w:p><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:t>目录</w:t></w:r></w:p>", "目录"),
    "comment and entity": ("<w:p><w:r><!-- 批注 --><w:t>正文</w:t></w:r></w:p>", "正文"),
}


@pytest.mark.parametrize(("xml", "expected"), INSIDE.values(), ids=INSIDE)
def test_text_is_found_wherever_word_puts_it_and_what_was_deleted_stays_out(xml: str, expected: str) -> None:
    assert read_upload(word(lambda document: document.element.body.insert(0, element(xml)))).text == expected


def test_pictures_and_footnotes_are_told_of() -> None:
    xml = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:drawing/></w:r></w:p>'
    notes = read_upload(word(lambda document: document.element.body.insert(0, element(xml)))).notes
    assert ["脚注" in note or "图片" in note for note in notes] == [True, True]


def test_a_pdf_with_one_scanned_page_says_which() -> None:
    assert read_upload(pdf([PLAN, PLAN, ""])).notes == ("第3页几乎没有文字，可能是扫描的图片，请对照原件。",)
