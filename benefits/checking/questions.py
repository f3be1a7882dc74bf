"""What is wrong with a question among the facts that it and others ask for."""

from __future__ import annotations

from collections.abc import Mapping

from benefits.checking.given import check_given
from benefits.checking.problems import Found, Surroundings, below, check_fact_exists, check_range
from benefits.models.benefits import MOST
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, FactType, Holder, Question, TakenAs
from benefits.rules.model import Scalar


def check_question(record: Question, around: Surroundings) -> Found:
    """All that is wrong with a question and its facts."""
    yield from below(("order",), check_range(record.order, MOST, -MOST))
    yield from check_given(record)
    for number, fact in enumerate(record.facts):
        yield from below(("facts", number), _fact(fact, around))


def facts_named(fact: Fact) -> set[str]:
    """The other facts without which a fact cannot be read."""
    inferred = {slug for rule in fact.taken_as for slug in (rule.fact, rule.same_as)}
    made_of = DERIVED[fact.slug].of if fact.slug in DERIVED else ()
    return {fact.topic, *inferred, *made_of} - {""}


def _fact(fact: Fact, around: Surroundings) -> Found:
    for slug in DERIVED[fact.slug].of if fact.slug in DERIVED else ():
        yield from below(("how",), check_fact_exists(slug, around))
    yield from below(("topic",), check_fact_exists(fact.topic, around))
    topic = around.facts.get(fact.topic)
    if topic and not (topic.holder is Holder.FAMILY and topic.type is FactType.YESNO):
        yield ("topic",), f"{fact.topic} 不是全家的是非事实，不能作话题"
    if fact.otherwise is not None and not _fits(fact.otherwise, fact):
        yield ("otherwise",), f"{fact.otherwise!r} 不是这项事实能有的值"
    yield from below(("options",), _options(fact))
    for number, rule in enumerate(fact.taken_as):
        yield from below(("taken_as", number), _taken_as(rule, fact, around))
    if _opens_itself(fact.slug, around.facts):
        yield ("topic",), "话题绕了一圈又回到自己；请另选一个话题"
    yield from below(("taken_as",), _disagreements(fact))
    if _follows_from_itself(fact.slug, around.facts):
        yield ("taken_as",), "推来推去又回到自己；请去掉其中一条推知"


def _options(fact: Fact) -> Found:
    if len(set(fact.values)) < len(fact.values):
        yield (), "两个选项的值相同；请改一个"
    for number, option in enumerate(fact.options):
        if not (option.value.strip() and option.label.strip()):
            yield (number,), "选项要有值和名称"


def _taken_as(rule: TakenAs, fact: Fact, around: Surroundings) -> Found:
    for field, slug in (("fact", rule.fact), ("same_as", rule.same_as)):
        yield from below((field,), check_fact_exists(slug, around))
    if rule.value is not None and not _fits(rule.value, fact):
        yield ("value",), f"{rule.value!r} 不是这项事实能有的值"
    known = around.facts.get(rule.fact)
    if known and not (rule.among and all(_fits(one, known) for one in rule.among)):
        yield ("among",), f"要列出 {rule.fact} 能有的一个或几个值"


def _disagreements(fact: Fact) -> Found:
    """Inferences that say different things of one case, and one that says otherwise than the unticked topic."""
    said: dict[tuple[str, Scalar], tuple[Scalar | None, str]] = {}
    if fact.otherwise is not None:
        said[fact.topic, False] = (fact.otherwise, "")
    for number, rule in enumerate(fact.taken_as):
        for one in rule.among:
            given = (rule.value, rule.same_as)
            if said.setdefault((rule.fact, one), given) != given:
                yield (number,), f"{rule.fact} 是 {one!r} 时，前面已经视为别的值；请去掉一个"


def _opens_itself(slug: str, facts: Mapping[str, Fact]) -> bool:
    seen: set[str] = set()
    above = facts[slug].topic if slug in facts else ""
    while above and above not in seen:
        if above == slug:
            return True
        seen.add(above)
        above = facts[above].topic if above in facts else ""
    return False


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
