"""Values of conditions as officers write them: 是, 2, 36个月, 2023-01-01, or options by name. Pure; read back as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from benefits.rules.comparisons import PLACES, SPANS
from benefits.rules.dates import EARLIEST, LATEST
from benefits.rules.facts import FactType
from benefits.rules.model import Scalar
from benefits.rules.terms import Operator

Options = Mapping[str, str]
"""The names of a choice fact's options by their values."""

SEVERAL: Final = (Operator.IN, Operator.NOT_IN)
"""Operators that take one option or more."""

_TRUTHS: Final = {"是": True, "true": True, "否": False, "false": False}
_SPAN: Final = re.compile(r"(\d{1,5})\s*(个?月|months?|天|日|days?)")
_SEPARATORS: Final = re.compile(r"[、,，\s]+")
_LENGTH, _LENGTH_WORDS = "length", "按天数"


def read_value(text: str, kind: FactType, op: Operator, options: Options) -> Scalar | list[str] | None:
    """What an officer's text says of a fact. Raises ValueError, in Chinese, saying how it is to be written."""
    if op in PLACES:
        if text:
            raise ValueError("“在本地”“不在本地”不用填值。")
        return None
    if op in SPANS:
        return read_span(text)
    if kind is FactType.CHOICE:
        return _read_options(text, options, several=op in SEVERAL)
    return read_scalar(text, kind, options)


def read_scalar(text: str, kind: FactType, options: Options) -> Scalar:
    """One value that a fact can have. Raises ValueError, as `read_value`."""
    if kind is FactType.CHOICE:
        one = _read_options(text, options, several=False)
        return one if isinstance(one, str) else one[0]
    readers: dict[FactType, Callable[[str], Scalar]] = {
        FactType.YESNO: _read_truth,
        FactType.NUMBER: _read_number,
        FactType.DATE: _read_day,
        FactType.REGION: str,
    }
    return readers[kind](text)


def _read_truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise ValueError("请填“是”或“否”。")
    return _TRUTHS[text]


def _read_number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError("请填整数。")
    return int(text)


def _read_day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("请填日期，如 2023-01-01。") from error
    if not EARLIEST <= day <= LATEST:
        raise ValueError("日期要在 1900 年到 2199 年之间。")
    return day.isoformat()


def read_span(text: str, *, lengths: bool = False) -> str:
    """A span as records write it; with ``lengths`` also 按天数. Raises ValueError."""
    if lengths and text in (_LENGTH, _LENGTH_WORDS):
        return _LENGTH
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError("请填时长，如 36个月 或 188天。")
    return f"{found[1]} {'months' if found[2][0] in '个月m' else 'days'}"


def _read_options(text: str, options: Options, *, several: bool) -> str | list[str]:
    by_name = {name: value for value, name in options.items()}
    given = [text] if text in by_name else [part for part in _SEPARATORS.split(text) if part]
    strange = [one for one in given if one not in by_name and one not in options]
    if strange or not given or (len(given) > 1 and not several):
        allowed = "、".join(f"{value}（{name}）" for value, name in options.items())
        raise ValueError(f"请从这些选项里填{'一个或几个' if several else '一个'}：{allowed}。")
    values = [one if one in options else by_name[one] for one in given]
    return values if several else values[0]


def written_value(value: Scalar | Iterable[str] | None, options: Options) -> str:
    """A stored value as `read_value` reads it back."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return ""
    if isinstance(value, int | str):
        return _named(str(value), options) if options else written_span(str(value))
    return "、".join(_named(one, options) for one in value)


def _named(value: str, options: Options) -> str:
    """An option's name; its value where the name would be cut in two, or is another's name or value."""
    name = options.get(value, value)
    taken = {*options} - {value} | {other for key, other in options.items() if key != value}
    return value if _SEPARATORS.search(name) or name in taken else name


def written_span(text: str) -> str:
    """36 months as 36个月; any other text as it is."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return _LENGTH_WORDS if text == _LENGTH else text
    return f"{found[1]}{'个月' if found[2][0] in '个月m' else '天'}"
