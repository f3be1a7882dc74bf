"""A row or an award of a record as one sentence, with everything it says: two that read alike are alike.

Drafts are worded too, so what a row names may not exist, or not be comparable; it is then named as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benefits.rules.facts import Fact, FactType, Holder, How
from benefits.rules.model import Award, Benefit, Citation, Condition
from benefits.rules.terms import Basis, IfNot, Whose
from benefits.words.amounts import award_words
from benefits.words.awards import award_spans
from benefits.words.conditions import PlaceName, requirement, rule_label
from benefits.words.labels import label

_IF_NOT = {IfNot.UNCLEAR: "不满足时算存疑", IfNot.TOLD: "只告知，不判断"}


def condition_sentence(row: Condition, benefit: Benefit, facts: Mapping[str, Fact], place: PlaceName) -> str:
    """妈妈的工作情况：在单位上班（任一组A；我们的理解；说明：…）."""
    return _with_remarks(_asked(row, benefit, facts, place), _remarks(row))


def award_sentence(award: Award, benefit: Benefit, facts: Mapping[str, Fact], place: PlaceName) -> str:
    """基础：每月600元（从出生日期起，到满36个月为止；说明：…）."""
    remarks = [*award_spans(award, facts), *_award_remarks(award)]
    remarks += [f"条件 {condition_sentence(row, benefit, facts, place)}" for row in award.when]
    return _with_remarks(f"{award.line}：{award_words(award) or '没有写数额'}", remarks)


def citation_sentence(citation: Citation, title: str) -> str:
    """《方案》二（四）12：“…”; of a text that is not held, the article and its address."""
    place = f"《{title}》{citation.clause or citation.article}"
    quoted = f"：“{citation.quote}”" if citation.quote else ""
    return f"{place}{quoted}" + (f"（{citation.url}）" if citation.url else "")


def fact_sentence(fact: Fact, facts: Mapping[str, Fact]) -> str:
    """工作情况（父母各人，选项）：在单位上班、没有工作……"""
    options = "、".join(f"{one.label}〔{one.value}〕{f'（{one.help}）' if one.help else ''}" for one in fact.options)
    return _with_remarks(
        f"{fact.label}〔{fact.slug}〕：{label(fact.holder)}，{label(fact.type)}", [*_fact_remarks(fact, facts), options]
    )


def _with_remarks(text: str, remarks: list[str]) -> str:
    said = "；".join(remark for remark in remarks if remark)
    return f"{text}（{said}）" if said else text


def _asked(row: Condition, benefit: Benefit, facts: Mapping[str, Fact], place: PlaceName) -> str:
    if not row.fact:
        return row.note
    fact = facts.get(row.fact)
    if fact is None:
        return f"{row.fact}（没有这项事实）：{_raw(row)}"
    wanted = _required(row, fact, place(benefit.region))
    return f"{_whose(row, fact, benefit)}：{wanted}" if wanted else _whose(row, fact, benefit)


def _whose(row: Condition, fact: Fact, benefit: Benefit) -> str:
    """As rules are labelled, but with the person also where a family fact makes it plain, if the row names one."""
    named = rule_label(row, fact, benefit.subject)
    spoken = fact.holder is Holder.FAMILY and row.whose is not Whose.SUBJECT
    return f"{label(row.whose)}的{named}" if spoken else named


def _required(row: Condition, fact: Fact, place: str) -> str:
    try:
        return requirement(row, fact, place)
    except (KeyError, ValueError):
        # The operator or value does not fit the fact: the checks say so, here it is only told.
        return _raw(row)


def _raw(row: Condition) -> str:
    value = "、".join(row.value) if isinstance(row.value, tuple) else "" if row.value is None else str(row.value)
    return f"{label(row.op) if row.op else ''}{value}"


def _remarks(row: Condition) -> list[str]:
    return [
        f"任一组{row.any_of}" if row.any_of else "",
        _IF_NOT.get(row.if_not, ""),
        label(row.basis) if row.basis is Basis.INTERPRETATION else "",
        f"说明：{row.note}" if row.fact and row.note else "",
    ]


def _award_remarks(award: Award) -> Iterator[str]:
    if award.number is not None and award.period.value not in ("month", "year", "school_year", "once"):
        yield f"按{label(award.period)}"
    if award.claim and award.claim.start not in ("0 days", "0 months"):
        yield f"满{award.claim.start}以后才能申请"
    if award.cap and award.cap.per:
        yield f"封顶按{award.cap.per}"
    if award.sum is not None:
        yield "计入合计" if award.sum else "不计入合计"
    if award.note:
        yield f"说明：{award.note}"


def _fact_remarks(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[str]:
    if fact.how is not How.ASKED:
        yield label(fact.how)
    if fact.ask:
        yield f"问法：{fact.ask}"
    if fact.topic:
        yield f"选了“{_named(fact.topic, facts)}”才问"
    if fact.otherwise is not None:
        yield f"没选时视为{_value(fact, fact.otherwise)}"
    for rule in fact.taken_as:
        known = facts.get(rule.fact)
        among = "或".join(_value(known, one) for one in rule.among)
        taken = f"与“{_named(rule.same_as, facts)}”相同" if rule.same_as else _value(fact, rule.value)
        yield f"“{_named(rule.fact, facts)}”是{among}时视为{taken}"


def _named(slug: str, facts: Mapping[str, Fact]) -> str:
    return facts[slug].label if slug in facts else slug


def _value(fact: Fact | None, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if fact and fact.type is FactType.CHOICE:
        return next((option.label for option in fact.options if option.value == value), str(value))
    return str(value)
