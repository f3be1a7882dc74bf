"""Since when, until when and by when: the days of a finding in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benefits.rules.assess import ONE_DAY, Finding, Verdict
from benefits.words.chinese import day_words


def on_day(finding: Finding) -> str:
    """Which day the rows speak of, where that is not today."""
    if finding.state_day == finding.as_of:
        return ""
    return f"{day_words(finding.state_day)}那天"


def when(finding: Finding) -> Iterator[str]:
    """Since when, until when, and by when to apply."""
    first, last = finding.since, finding.ends_on
    if finding.verdict is Verdict.INELIGIBLE:
        return
    if finding.closed_on:
        maybe = "" if finding.verdict is Verdict.ENDED else "无论如何现在都已截止："
        yield f"{maybe}{_from_to(first, finding.closed_on)}"
        return
    if finding.opens_on:
        again = "" if finding.verdict is Verdict.UPCOMING else "，到时再确认"
        yield f"{_from_to(finding.opens_on, last)}{again}"
    elif first and finding.verdict is Verdict.UNDETERMINED and finding.truth_on(first - ONE_DAY):
        yield f"到{day_words(first - ONE_DAY)}为止条件都符合，{_from_to(first, last)}要再确认"
    elif first or last:
        yield _from_to(first, last)
    if finding.apply_by:
        yield f"最晚{day_words(finding.apply_by)}申请（当天也可以）"


def _from_to(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{day_words(first)}至{day_words(last)}"
    return f"从{day_words(first)}起" if first else f"到{day_words(last)}为止" if last else "时间不确定"
