"""What officers are told of a step that was not taken, or of a record that cannot be published yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from benefits.content.schema import Record
from benefits.editions import publishing
from benefits.review.proposing import ReviewError
from benefits.today import today
from benefits.words.locations import located

# What the records say of themselves, for developers, and what officers read instead.
_IN_CHINESE = [
    (r"a benefit cites at least one clause", "至少要有一条引用"),
    (r"a choice fact, and no other, lists its options", "“选项”类的事实要列出选项，其他类的不列"),
    (r"a question of form one asks one fact", "“一件事”的问题只问一件事实"),
    (r"a question of form checks asks yes/no facts only", "“勾选”的问题只问是非事实"),
    (r"among must be a list", "推知里“是其中之一”要写成列表，如 [true]"),
]

SAVED_ONLY = "已保存，但还不能发布"
MOST = 50
"""How many records go through review together."""

MOST_REASONS = 4
"""How many of the reasons why a step was not taken are told above a page."""


def in_chinese(error: Exception) -> str:
    """What an officer is told of a record that is not valid by itself."""
    text = str(error)
    known = (chinese for english, chinese in _IN_CHINESE if re.search(english, text))
    return next(known, f"记录不完整或有矛盾（{text}）")


def tell_problems(request: HttpRequest, row: Any, record_of: Callable[[Any], Record]) -> None:
    """Say what keeps the record that a saved row stands for from being published."""
    try:
        record = record_of(row)
    except ValueError as error:
        messages.error(request, f"{SAVED_ONLY}：{row.pk}：{in_chinese(error)}")
        return
    for problem in publishing.find_problems([record], today()):
        messages.warning(request, f"{SAVED_ONLY}：{located(str(problem))}")


def report(request: HttpRequest, error: ReviewError) -> None:
    """Say why a step was not taken."""
    first, *others = shortened(error)
    messages.error(request, f"没有办成：{first}")
    for message in others:
        messages.error(request, message)


def shortened(error: ReviewError) -> list[str]:
    """The first reasons; what is one too many is counted."""
    reasons = list(error.messages)
    left = len(reasons) - MOST_REASONS
    return [*reasons[:MOST_REASONS], f"还有 {left} 条，都列在下面。"] if left > 0 else reasons
