"""What keeps a record from being published, beyond what the schema sees: found in its surroundings.

Messages are for officers, in Chinese: each says what is wrong and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from benefits.documents import locate, nearest
from benefits.documents.official import OfficialDocument
from benefits.models.benefits import MOST_YEARS
from benefits.rules.compile import check_benefit as check_rules
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, FactType, Holder, How, Question
from benefits.rules.model import Award, Benefit, Citation, Scalar
from benefits.words import LIFE_STAGES
from benefits.yamlfile import Loc, spelled


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the record of this id; ``loc`` is the field, empty for the whole."""

    record: str
    loc: Loc
    message: str

    def __str__(self) -> str:
        return "：".join(part for part in (self.record, spelled(self.loc), self.message) if part)


@dataclass(frozen=True)
class Surroundings:
    """What records may refer to: documents by slug, facts by slug, codes of regions, ids of benefits."""

    documents: Mapping[str, OfficialDocument] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    regions: Collection[str] = ()
    benefits: Collection[str] = ()


_ADDRESS = re.compile(r"https?://\S+$")

Found = Iterator[tuple[Loc, str]]


def check(record: Benefit | Question | OfficialDocument, around: Surroundings) -> list[Problem]:
    """All that is wrong with a record."""
    name = record.id if isinstance(record, Benefit) else record.slug
    return [Problem(name, loc, message) for loc, message in _found(record, around)]


def _found(record: Benefit | Question | OfficialDocument, around: Surroundings) -> Found:
    if isinstance(record, Benefit):
        return _benefit(record, around)
    return _question(record, around) if isinstance(record, Question) else _region(record.region, around)


def _benefit(record: Benefit, around: Surroundings) -> Found:
    yield from _region(record.region, around)
    if record.life_stage not in ("", *LIFE_STAGES):
        yield ("life_stage",), f"没有“{record.life_stage}”这个阶段；可选：{'、'.join(LIFE_STAGES)}"
    for number, citation in enumerate(record.citations):
        for loc, message in _citation(citation, around):
            yield ("citations", number, *loc), message
    for number, relation in enumerate(record.relations):
        if relation.to not in around.benefits:
            yield ("relations", number, "to"), f"没有编号为 {relation.to} 的福利；请改正编号，或先发布那一项"
    for number, award in enumerate(record.awards):
        for loc, message in _award(award, around):
            yield ("awards", number, *loc), message
    for loc, part in _parts(record):
        for message in check_rules(part, around.facts):
            yield loc, f"规则无法评估（{message}）"


def _parts(record: Benefit) -> Iterator[tuple[Loc, Benefit]]:
    """The record reduced to each of its rows, so that what is wrong with one is said of that one."""
    for number, row in enumerate(record.conditions):
        yield ("conditions", number), replace(record, conditions=(row,), awards=())
    for number, award in enumerate(record.awards):
        yield ("awards", number), replace(record, conditions=(), awards=(replace(award, when=()),))
        for place, row in enumerate(award.when):
            yield ("awards", number, "when", place), replace(record, conditions=(row,), awards=())


def _region(code: str, around: Surroundings) -> Found:
    if code not in around.regions:
        yield ("region",), f"没有区划代码 {code}；请改正代码"


def _citation(citation: Citation, around: Surroundings) -> Found:
    if citation.url and not _ADDRESS.match(citation.url):
        yield ("url",), "网址要以 http:// 或 https:// 开头"
    document = around.documents.get(citation.document)
    if document is None:
        yield ("document",), f"没有编号为 {citation.document} 的文件；请改正编号，或先发布那份文件"
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


def _award(award: Award, around: Surroundings) -> Found:
    times = award.times
    if times and times.fact in around.facts and around.facts[times.fact].type is not FactType.NUMBER:
        yield ("times", "fact"), f"{times.fact} 不是数字，不能用来相乘"
    if times and not 0 <= times.less <= MOST_YEARS:
        yield ("times", "less"), f"要在 0 到 {MOST_YEARS} 之间"
    claim = award.claim
    if claim and not (0 <= (claim.by_year or 0) <= MOST_YEARS and claim.yearly <= MOST_YEARS):
        yield ("claim",), f"年数要在 0 到 {MOST_YEARS} 之间"
    for name, window in (("run", award.run), ("claim", claim)):
        if window and window.at in around.facts and around.facts[window.at].type is not FactType.DATE:
            yield (name, "at"), f"{window.at} 不是日期，不能从它起算"


def _question(record: Question, around: Surroundings) -> Found:
    for number, fact in enumerate(record.facts):
        for loc, message in _fact(fact, around):
            yield ("facts", number, *loc), message


def _fact(fact: Fact, around: Surroundings) -> Found:
    if fact.how is How.DERIVED and fact.slug not in DERIVED:
        yield ("how",), f"程序不会推算 {fact.slug}；请改为提问得知"
    topic = around.facts.get(fact.topic)
    if fact.topic and not (topic and topic.holder is Holder.FAMILY and topic.type is FactType.YESNO):
        yield ("topic",), f"{fact.topic} 不是全家的是非事实，不能作话题"
    if fact.otherwise is not None and not _fits(fact.otherwise, fact):
        yield ("otherwise",), f"{fact.otherwise!r} 不是这项事实能有的值"
    values = fact.values
    if len(set(values)) < len(values):
        yield ("options",), "两个选项的值相同；请改一个"
    for number, rule in enumerate(fact.taken_as):
        missing = [slug for slug in (rule.fact, rule.same_as) if slug and slug not in around.facts]
        if missing:
            yield ("taken_as", number), f"没有编号为 {missing[0]} 的事实"
        elif rule.value is not None and not _fits(rule.value, fact):
            yield ("taken_as", number, "value"), f"{rule.value!r} 不是这项事实能有的值"
        elif not rule.among or not all(_fits(one, around.facts[rule.fact]) for one in rule.among):
            yield ("taken_as", number, "among"), f"要列出 {rule.fact} 能有的一个或几个值"
    if _follows_from_itself(fact.slug, around.facts):
        yield ("taken_as",), "推来推去又回到自己；请去掉其中一条推知"


def _fits(value: Scalar, fact: Fact) -> bool:
    if fact.type is FactType.CHOICE:
        return value in fact.values
    wanted = {FactType.YESNO: bool, FactType.NUMBER: int}.get(fact.type, str)
    return type(value) is wanted


def _follows_from_itself(slug: str, facts: Mapping[str, Fact]) -> bool:
    seen: set[str] = set()
    ahead = [slug]
    while ahead:
        fact = facts.get(ahead.pop())
        named = {name for rule in (fact.taken_as if fact else ()) for name in (rule.fact, rule.same_as) if name}
        if slug in named:
            return True
        ahead += named - seen
        seen |= named
    return False
