"""What single lines of an official document are: dates, signatures, titles, ends of paragraphs."""

from __future__ import annotations

import re

_ORGAN = r"(?:委|政府|办公室|办公厅|委员会|局|厅|院|中心|领导小组)"
_DOCUMENT = r"(?:方案|通知|意见|办法|规定|条例|决定|细则|文件|公告|通告|规划)"

DATE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发)?$"
)
SIGNATURE = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{_ORGAN}$")
STATUS = re.compile(r"[（(][^（()）。，,；;：:]{2,20}[)）]$")
CLOSING = re.compile(r"抄送[:：]|主题词[:：]|共印\d+份|[（(]?联系(?:人|电话)[:：]|.{0,40}印发$|[（(]此件.{2,20}[)）]$")

#: A line of nothing but a pause: the order of the lines around it is broken.
STRAY = re.compile(r"[:：,，、;；]+$")

_ENDED = re.compile(r"[。！？!?：:…][”’」』\"）)】]*$")
_TITLE = re.compile(r"[\u4e00-\u9fff][^，。；：！？,;:!?《》（）()“”]{1,29}$")
_RUN_IN_TITLE = re.compile(r"([\u4e00-\u9fff][^，。；：！？,;:!?《》（）()“”]{1,24})。(?=.)")
_DOCUMENT_TITLE = re.compile(rf"{_DOCUMENT}$")

#: Titles that official plans use for their first level, whatever the subject.
FIRST_LEVEL_TITLES = frozenset(
    {
        "总体要求",
        "总体目标",
        "总体思路",
        "工作目标",
        "主要目标",
        "目标任务",
        "主要任务",
        "重点任务",
        "工作任务",
        "主要措施",
        "重点措施",
        "工作措施",
        "政策措施",
        "工作要求",
        "组织实施",
        "组织保障",
        "保障措施",
        "组织领导",
        "实施步骤",
        "工作步骤",
        "附则",
    }
)


def is_ended(text: str) -> bool:
    """Whether a paragraph may end here: after a full stop, a colon, or brackets or quotes that follow one."""
    return _ENDED.search(text[-8:]) is not None


def is_title(line: str) -> bool:
    """Whether a line by itself reads as the title of a section: short, no punctuation, no date, signature or document."""
    if not _TITLE.match(line) or DATE.match(line):
        return False
    return not (SIGNATURE.match(line) or is_document_title(line) or CLOSING.match(line))


def is_document_title(line: str) -> bool:
    """Whether a line ends as the name of a document does: in 方案, 通知, 办法 and the like."""
    return _DOCUMENT_TITLE.search(line) is not None


def run_in_title(line: str) -> str:
    """The short opening sentence of an unnumbered paragraph that reads as its title, "" if there is none."""
    match = _RUN_IN_TITLE.match(line)
    return match[1] if match else ""


def is_closing(line: str) -> bool:
    """Whether a line at the end of a document is a signature, a date, or a note on printing and distribution."""
    return any(pattern.match(line) for pattern in (DATE, SIGNATURE, CLOSING))
