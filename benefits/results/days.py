"""Days that stay on one line: a narrow card would else break 2026年11月22日 anywhere inside."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

_DAY: Final = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_ON_ONE_LINE: Final = r'<span class="nowrap">\g<0></span>'


def unbroken(text: str) -> Markup:
    """A text as it may stand in HTML, every day and month in it on one line."""
    html = str(escape(text))
    return Markup(_DAY.sub(_ON_ONE_LINE, html) if "年" in html else html)  # noqa: S704 - what is inserted is ours
