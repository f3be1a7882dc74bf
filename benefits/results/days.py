"""Days and 拨打12345 stay on one line: a narrow card would else break 2026年11月22日 anywhere inside."""

from __future__ import annotations

import html as plain
import re
from typing import Final

from markupsafe import Markup, escape

_WHOLE: Final = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|可?拨打?12345")


def unbroken(text: str) -> Markup:
    """A text as a template may print it, every day, month and call of the hotline in it on one line."""
    return Markup(_unbroken(str(escape(text))))  # noqa: S704 - escaped, and what is inserted is ours


def in_html(text: str) -> str:
    """The same of a plain text as a plain string, which is made faster; what is markup already would be escaped twice."""
    return _unbroken(plain.escape(text))


def _unbroken(html: str) -> str:
    return _WHOLE.sub(_on_one_line, html) if "年" in html or "12345" in html else html


def _on_one_line(whole: re.Match[str]) -> str:
    # A function, since a pattern to insert is taken apart anew for each of them.
    return f'<span class="nowrap">{whole[0]}</span>'
