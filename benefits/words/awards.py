"""An award as a rule, without anybody's answers: when it runs, when it is claimed, and the whole of it as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benefits.rules.dates import Span
from benefits.rules.facts import Fact
from benefits.rules.given import BIRTH
from benefits.rules.model import Award, Claim, Run, Validity
from benefits.words.chinese import age_span_words, day_words, span_words
from benefits.words.conditions import valid_words

_AGES = frozenset((BIRTH,))


def award_spans(award: Award, facts: Mapping[str, Fact]) -> Iterator[str]:
    """By what its number is multiplied, when it runs, when it can be claimed, and when it is in force."""
    if award.times:
        less = f"，减{award.times.less}以后" if award.times.less else ""
        yield f"按“{_label(award.times.fact, facts)}”{less}一个算一份"
    if award.run:
        yield _run(award.run, facts)
    if award.claim:
        yield _claim(award.claim, facts)
    if award.valid != Validity():
        yield valid_words(award.valid)


def _label(slug: str, facts: Mapping[str, Fact]) -> str:
    """The fact's name; of one that does not exist, as drafts may name, its slug."""
    fact = facts.get(slug)
    return fact.label if fact else slug


def _run(run: Run, facts: Mapping[str, Fact]) -> str:
    anchor = _label(run.at, facts)
    if run.end == "length":
        return f"从{anchor}算起，天数用完为止"
    first = f"从{anchor}起" if run.first == Span() else f"从{anchor}后{_span(run.at, run.first)}起"
    return first + (f"，到满{_span(run.at, run.last)}为止" if run.last else "")


def _claim(claim: Claim, facts: Mapping[str, Fact]) -> str:
    if claim.by:
        return f"{day_words(claim.by)}以前申请（含当天）"
    anchor = _label(claim.at, facts)
    if claim.by_year is None:
        return f"{anchor}后{_span(claim.at, Span.parse(claim.end))}以内申请（含当天）"
    year = "当年" if claim.by_year == 0 else f"之后第{claim.by_year}年"
    times = f"，每年一次，共{claim.yearly}次" if claim.yearly > 1 else ""
    return f"{anchor}{year}的12月31日以前申请{times}"


def _span(slug: str, span: Span) -> str:
    return age_span_words(span) if slug in _AGES else span_words(span)
