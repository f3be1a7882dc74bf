"""What Django's templates need to name browsers."""

from __future__ import annotations

from django import template

register = template.Library()

# The first that is found counts: most browsers also claim to be those further down.
_BROWSERS = {
    "MicroMessenger": "微信",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "OPR": "Opera",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "OpenHarmony": "鸿蒙",
    "Android": "安卓",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


@register.filter
def browser(agent: str) -> str:
    """The browser and system that a user agent claims, as in "Chrome · Linux"; its own first words if it is unknown."""
    named = [next((name for sign, name in names.items() if sign in agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, named)) or agent[:40] or "不知道的浏览器"
