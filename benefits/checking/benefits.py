"""What is wrong with a benefit among the documents, facts and benefits it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from benefits.checking.problems import Found, Surroundings, below, check_fact_exists, check_range, check_region
from benefits.content.yamlfile import Loc
from benefits.documents import locate, nearest
from benefits.models.benefits import MOST, MOST_YEARS
from benefits.rules.compile import check_benefit as check_rules
from benefits.rules.facts import FactType
from benefits.rules.model import Award, Benefit, Citation
from benefits.words.labels import LIFE_STAGES

_ADDRESS = re.compile(r"https?://\S+$")

_IN_CHINESE = [
    (r"is not a span", "时长要写成 36 months 或 188 days，数字最多五位"),
    (r"isoformat|out of range|month must be", "没有这一天；请写真有的日期，如 2023-01-01"),
]


def check_benefit(record: Benefit, around: Surroundings) -> Found:
    """All that is wrong with a benefit."""
    yield from check_region(record.region, around)
    if record.life_stage not in ("", *LIFE_STAGES):
        yield ("life_stage",), f"没有“{record.life_stage}”这个阶段；可选：{'、'.join(LIFE_STAGES)}"
    for number, citation in enumerate(record.citations):
        yield from below(("citations", number), _citation(citation, around))
    for number, relation in enumerate(record.relations):
        if relation.to not in around.benefits:
            yield ("relations", number, "to"), f"没有编号为 {relation.to} 的福利；请改正编号，它还是草稿的先提交审核"
    for number, award in enumerate(record.awards):
        yield from below(("awards", number), _award(award, around))
    missing = [found for loc, slug in _named_facts(record) for found in below(loc, check_fact_exists(slug, around))]
    # Without its facts no row can be compiled, and that is said already.
    yield from missing or _rules(record, around)


def _named_facts(record: Benefit) -> Iterator[tuple[Loc, str]]:
    for number, row in enumerate(record.conditions):
        yield ("conditions", number, "fact"), row.fact
    for number, award in enumerate(record.awards):
        for place, row in enumerate(award.when):
            yield ("awards", number, "when", place, "fact"), row.fact
        yield ("awards", number, "times", "fact"), award.times.fact if award.times else ""
        yield ("awards", number, "run", "at"), award.run.at if award.run else ""
        yield ("awards", number, "claim", "at"), award.claim.at if award.claim else ""


def _rules(record: Benefit, around: Surroundings) -> Found:
    for loc, part in _parts(record):
        for message in check_rules(part, around.facts):
            yield loc, f"规则无法评估（{_in_chinese(message)}）"


def _in_chinese(message: str) -> str:
    """What the rules, which know no wording, say in English of a value that somebody typed."""
    return next((chinese for english, chinese in _IN_CHINESE if re.search(english, message)), message)


def _parts(record: Benefit) -> Iterator[tuple[Loc, Benefit]]:
    """The record reduced to each of its rows, so that what is wrong with one is said of that one."""
    for number, row in enumerate(record.conditions):
        yield ("conditions", number), replace(record, conditions=(row,), awards=())
    for number, award in enumerate(record.awards):
        yield ("awards", number), replace(record, conditions=(), awards=(replace(award, when=()),))
        for place, row in enumerate(award.when):
            yield ("awards", number, "when", place), replace(record, conditions=(row,), awards=())


def _citation(citation: Citation, around: Surroundings) -> Found:
    if citation.url and not _ADDRESS.match(citation.url):
        yield ("url",), "网址要以 http:// 或 https:// 开头"
    document = around.documents.get(citation.document)
    if document is None:
        yield ("document",), _absent(citation.document, around)
        return
    if not citation.clause:
        return
    clause = document.clause(citation.clause)
    if clause is None:
        labels = [one.label for one in document.split.walk()]
        near = get_close_matches(citation.clause, labels, n=3, cutoff=0.3)
        yield ("clause",), f"{document.title}没有条款 {citation.clause}；相近的有：{'、'.join(near) or '无'}"
    elif locate(clause, citation.quote) is None:
        text = "\n".join(one.text for one in clause.walk())
        found = f"最接近的原文是“{nearest(text, citation.quote)}”"
        yield ("quote",), f"引文在条款 {citation.clause} 里找不到；{found}。请照原文改引文，或改条款号"


def _absent(document: str, around: Surroundings) -> str:
    if document in around.drafts:
        return f"文件 {document} 还没有发布，要和它一起送审"
    return f"没有编号为 {document} 的文件；请改正编号，它还是草稿的先提交审核"


def _award(award: Award, around: Surroundings) -> Found:
    claim, times = award.claim, award.times
    if times:
        yield from below(("times", "less"), check_range(times.less, MOST_YEARS))
        if times.fact in around.facts and around.facts[times.fact].type is not FactType.NUMBER:
            yield ("times", "fact"), f"{times.fact} 不是数字，不能用来相乘"
    if award.cap:
        yield from below(("cap", "number"), check_range(award.cap.number, MOST))
    if claim:
        yield from below(("claim", "by_year"), check_range(claim.by_year or 0, MOST_YEARS))
        yield from below(("claim", "yearly"), check_range(claim.yearly, MOST_YEARS))
    for name, window in (("run", award.run), ("claim", claim)):
        if window and window.at in around.facts and around.facts[window.at].type is not FactType.DATE:
            yield (name, "at"), f"{window.at} 不是日期，不能从它起算"
