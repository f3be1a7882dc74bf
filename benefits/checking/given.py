"""Whether questions leave the household model what code itself reads of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from benefits.checking.problems import Found, Problem, below
from benefits.rules.derived import DERIVED
from benefits.rules.facts import Fact, Form, How, Question
from benefits.rules.given import GIVEN, OF_ANY_CHILD, Given
from benefits.words.labels import label

_WHY = "程序直接用到这项事实"


def check_given(record: Question) -> Found:
    """Whether the facts of the model in a question are still what code takes them for."""
    for number, fact in enumerate(record.facts):
        yield from below(("facts", number), _derived(fact))
        if fact.slug in GIVEN:
            yield from below(("facts", number), _as_given(fact, GIVEN[fact.slug]))
            yield from below(("facts", number), _as_asked(GIVEN[fact.slug], record))
    if record.form is Form.CHILDREN and sorted(fact.slug for fact in record.facts) != sorted(OF_ANY_CHILD):
        yield (), f"孩子名单要有 {'、'.join(OF_ANY_CHILD)} 这几项事实，也只能有这几项"


def missing_given(before: Collection[str], after: Collection[str]) -> Iterator[Problem]:
    """The facts of the model that were there and would be no more."""
    for slug in GIVEN:
        if slug in before and slug not in after:
            yield Problem(slug, (), f"{_WHY}，不能撤回、删去或改编号；可以改它的名称、问法和说明")


def _as_given(fact: Fact, given: Given) -> Found:
    if fact.holder is not given.holder:
        yield ("holder",), f"{_WHY}，“谁的”要是{label(given.holder)}"
    if fact.type is not given.type:
        yield ("type",), f"{_WHY}，类型要是{label(given.type)}"
    if fact.how is not How.ASKED:
        yield ("how",), f"{_WHY}，来源要是{label(How.ASKED)}"
    if given.form and (fact.topic or fact.taken_as):
        yield (), f"{_WHY}，每家都要问：不能放在话题后面，也不能由别的事实推知"
    wanting = [value for value in given.options if value not in fact.values]
    if wanting:
        yield ("options",), f"{_WHY}，选项里要有值 {'、'.join(wanting)}；选项的名称可以改"


def _as_asked(given: Given, record: Question) -> Found:
    """Whether the question asks it, and as code puts it."""
    if given.question and given.question != record.slug:
        yield (), f"{_WHY}，要留在问题 {given.question} 里"
    if given.form and given.form is not record.form:
        yield (), f"{_WHY}，问题的形式要是“{label(given.form)}”；可以改问法和说明"
    if not given.form and record.form is Form.NONE:
        yield (), f"{_WHY}，要向家长提问，问题的形式不能是“{label(Form.NONE)}”"


def _derived(fact: Fact) -> Found:
    """Whether a fact that is derived, or has the name of one, is what its derivation gives."""
    derived = DERIVED.get(fact.slug)
    if derived is None:
        if fact.how is How.DERIVED:
            yield ("how",), f"程序不会推算 {fact.slug}；请改为提问得知"
        return
    if fact.how is not How.DERIVED:
        yield ("how",), f"{fact.slug} 由程序推算，来源要是{label(How.DERIVED)}"
    if fact.holder is not derived.holder:
        yield ("holder",), f"{fact.slug} 由程序推算，“谁的”要是{label(derived.holder)}"
    if fact.type is not derived.type:
        yield ("type",), f"{fact.slug} 由程序推算，类型要是{label(derived.type)}"
