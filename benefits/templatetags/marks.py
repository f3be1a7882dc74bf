"""The signs before conditions: ticked, crossed, open, told."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from benefits.condition_words import Mark

register = template.Library()

_SIGNS = {
    Mark.MET: ("yes", "符合"),
    Mark.FAILED: ("no", "不符合"),
    Mark.OPEN: ("open", "还不能确定"),
    Mark.TOLD: ("told", "请注意"),
    Mark.SPARE: ("told", "不需要"),
}
_HTML = {
    mark: format_html(
        '<svg class="icon" role="img" aria-label="{}" focusable="false"><use href="#icon-{}"/></svg>', words, icon
    )
    for mark, (icon, words) in _SIGNS.items()
}


@register.filter
def sign(mark: Mark) -> SafeString:
    """The icon of a mark, with the word that it stands for."""
    return _HTML[mark]
