"""Names of regions for pages; a code that no region has stands for itself."""

from __future__ import annotations

from regions.directory import directory


def place_name(code: str) -> str:
    """临清市."""
    place = directory().get(code)
    return place.name if place else code


def full_place_name(code: str) -> str:
    """山东省 聊城市 临清市."""
    return directory().full_name(code) if directory().get(code) else code
