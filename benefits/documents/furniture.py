"""Lines that a web page or a printer put around a document: site footers, print buttons, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_WEB = re.compile(
    r"(?:主办|承办|协办|技术支持)(?:单位)?[:：]"
    r"|.{0,40}(?:ICP备|公网安备|网站标识码|版权所有|涉密文件严禁上网)"
    r"|(?:(?:当前|我的|您现在的|您所在的)位置|责任编辑[:：]|首页\s*[>»›])"
    r"|(?:浏览次数|阅读次数|点击数|点击量|访问量|字号|字体)[:：]"
    r"|(?:发布时间|发布日期|信息来源|文章来源|来源)[:：]"
    r"|【?(?:打印本页|打印|关闭窗口|关闭|分享到|扫一扫.{0,20})】?[:：]?$"
)
_NUMBER = re.compile("[0-9]{1,3}")
_PAGE_NUMBER = re.compile(r"[-—–―]+\s*\d{1,4}\s*[-—–―]+$|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?$")

#: How far from the edges of a page its web furniture reaches, in lines that stay, and how long such a line may be.
_EDGE = 12
_LONGEST = 80

#: Bare numbers are those of pages if there are so many in a row, one page apart at least.
_FEWEST_PAGES = 3
_SHORTEST_PAGE = 10

_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)


def furniture(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of such lines, with the reason each is not content."""
    lines = list(_LINE.finditer(text))
    edge = _web_lines(lines) | _web_lines(lines[::-1])
    bare = _bare_page_numbers([match[0].strip() for match in lines])
    for place, match in enumerate(lines):
        if match.start() in edge:
            yield *match.span(), "网页页眉页脚"
        elif place in bare or _PAGE_NUMBER.match(match[0].strip()):
            yield *match.span(), "页码"


def _web_lines(lines: list[re.Match[str]]) -> set[int]:
    """Where the web lines among the first lines start; a removed line does not count as one of these."""
    found: set[int] = set()
    kept = 0
    for match in lines:
        line = match[0].strip()
        if len(line) <= _LONGEST and _WEB.match(line):
            found.add(match.start())
        elif (kept := kept + 1) == _EDGE:
            break
    return found


def _bare_page_numbers(lines: list[str]) -> set[int]:
    """Which lines of nothing but a number count the pages: all of them, or none if they do not count up by one."""
    places = [place for place, line in enumerate(lines) if _NUMBER.fullmatch(line)]
    steps = [int(lines[b]) - int(lines[a]) == 1 and b - a >= _SHORTEST_PAGE for a, b in pairwise(places)]
    return set(places) if len(places) >= _FEWEST_PAGES and all(steps) else set()
