"""Readings of place names in pinyin, computed once, when regions are seeded.

Dictionaries misread place names, and their characters are read differently elsewhere. So every
known reading of each character is kept, and whoever types any of them finds the place: 长清 as
changqing and as zhangqing. The dictionary takes 56 MB: nothing that serves pages may import this.
"""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin, pinyin


def readings(name: str) -> str:
    """The readings of each character, parted by spaces; alternatives by slashes, likeliest first.

    ``吕梁市`` gives ``lv/lu/lyu liang shi/fu``: a ü is written as v, as people type it, u and yu.
    """
    likeliest = lazy_pinyin(name, style=Style.NORMAL)
    if len(likeliest) != len(name):
        # Neighbouring characters that the dictionary lacks come back as one.
        likeliest = list(name)
    return " ".join(map(_character_readings, name, likeliest))


def _character_readings(character: str, likeliest: str) -> str:
    known = [likeliest, *pinyin(character, style=Style.NORMAL, heteronym=True)[0]]
    spellings = [spelling for reading in known for spelling in _spellings(reading)]
    return "/".join(dict.fromkeys(spellings))


def _spellings(reading: str) -> list[str]:
    if "v" not in reading:
        return [reading]
    return [reading, reading.replace("v", "u"), reading.replace("v", "yu")]
