"""What an officer sees beside a benefit while editing it: the rule in sentences, and what is wrong with it.

The checks are those of ``check_catalogue``, held against the working records around this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import Q

from benefits import models as rows
from benefits.audit.audit import audit_benefit
from benefits.audit.coverage import excuses
from benefits.audit.flaws import Flaw
from benefits.audit.search import Search
from benefits.audit.standing import check_overlaps, check_relations, check_unasked
from benefits.checking.content import Content
from benefits.content.yamlfile import spelled
from benefits.documents.official import OfficialDocument
from benefits.editions.publishing import find_problems
from benefits.records import read_benefit, read_document, read_question
from benefits.rules.facts import Fact, Question
from benefits.rules.model import Benefit, Condition
from benefits.words.conditions import valid_words
from benefits.words.labels import label
from benefits.words.locations import located
from benefits.words.places import place_name
from benefits.words.sentences import award_sentence, condition_sentence

_EXCEPTIONS: Final = settings.BASE_DIR / "fixtures" / "coverage"
_PLACE: Final = re.compile(r"(conditions|awards|citations|relations)\[(\d+)\](?:\.when\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is wrong: ``anchor`` is the id of the row it speaks of, blank for the whole.

    ``excused`` is why it was looked at and left.
    """

    message: str
    anchor: str = ""
    excused: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The rule in sentences, and the remarks on it. Without sentences the rows make no record yet."""

    opening: str = ""
    conditions: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def open(self) -> tuple[Remark, ...]:
        """What nobody has looked at yet."""
        return tuple(remark for remark in self.remarks if not remark.excused)

    @property
    def excused(self) -> tuple[Remark, ...]:
        """What somebody has looked at and left."""
        return tuple(remark for remark in self.remarks if remark.excused)


def look(key: str, as_of: date, explain: Any) -> Panel:
    """The working benefit of this id as it stands in the database; ``explain`` words a ValueError of its rows."""
    row = rows.Benefit.objects.with_parts().get(pk=key)
    try:
        benefit = read_benefit(row)
    except ValueError as error:
        return Panel(remarks=(Remark(explain(error)),))
    around = surrounding(benefit)
    return Panel(
        **_sentences(benefit, around.facts),
        remarks=tuple(_remarks(benefit, around, as_of)),
    )


def wrong(form: Any, formsets: Iterable[Any]) -> Panel:
    """What is said of a form that is not valid: each mistake with the field it is in."""
    remarks = [Remark("表单里有填得不对的地方，改好以后再检查：")]
    for one in [form, *(row for formset in formsets for row in _rows(formset))]:
        for name, messages in one.errors.items():
            field = one.fields.get(name)
            label_ = f"{field.label}：" if field else ""
            remarks += [
                Remark(f"{label_}{message}", one[name].auto_id if field else one.prefix or "") for message in messages
            ]
    return Panel(remarks=tuple(remarks))


def _rows(formset: Any) -> Iterator[Any]:
    """The forms of the rows that stay, and those of their own rows."""
    for form in formset.forms:
        if not (formset.can_delete and formset._should_delete_form(form)):
            yield form
            if getattr(form, "when", None) is not None and form.has_changed():
                yield from _rows(form.when)


# ---------------------------------------------------------------- the working records around it


def surrounding(benefit: Benefit) -> Content:
    """The benefit first, with those it may overlap or stands in a relation to, all questions, and what it cites."""
    return Content(
        benefits=(benefit, *_neighbours(benefit)),
        questions=_questions(),
        documents=_documents({citation.document for citation in benefit.citations}),
        regions=frozenset((benefit.region,)),
        placed={},
    )


def _neighbours(benefit: Benefit) -> Iterator[Benefit]:
    related = {relation.to for relation in benefit.relations}
    cited = [citation.document for citation in benefit.citations if citation.clause]
    beside = Q(region=benefit.region, subject=benefit.subject, category=benefit.category, citations__document__in=cited)
    wanted = beside | Q(id__in=related) | Q(relations__to=benefit.id)
    found = rows.Benefit.objects.filter(wanted).exclude(id=benefit.id).distinct().with_parts()
    yield from _readable(found, read_benefit)


def _questions() -> tuple[Question, ...]:
    return tuple(_readable(rows.Question.objects.prefetch_related("facts__options", "facts__taken_as"), read_question))


def _documents(slugs: Iterable[str]) -> tuple[OfficialDocument, ...]:
    return tuple(_readable(rows.Document.objects.filter(slug__in=slugs).prefetch_related("clauses"), read_document))


def _readable(found: Iterable[Any], read: Any) -> Iterator[Any]:
    """The records of the rows; drafts that make none yet are passed over."""
    for row in found:
        try:
            yield read(row)
        except ValueError:
            continue


# ---------------------------------------------------------------- in sentences


def _sentences(benefit: Benefit, facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        "opening": "，".join(filter(None, (f"给{label(benefit.subject)}", valid_words(benefit.valid)))),
        "conditions": tuple(_joined(benefit.conditions, benefit, facts)),
        "awards": tuple(award_sentence(award, benefit, facts, place_name) for award in benefit.awards),
    }


def _joined(conditions: Iterable[Condition], benefit: Benefit, facts: Mapping[str, Fact]) -> Iterator[str]:
    """The rows as sentences, alternatives in one."""
    groups: dict[str, list[Condition]] = {}
    for number, row in enumerate(conditions):
        groups.setdefault(row.any_of or f"#{number}", []).append(row)
    for found in groups.values():
        said = [condition_sentence(row, benefit, facts, place_name) for row in found]
        yield said[0] if len(said) == 1 else f"下面有一项就行：{'；或者 '.join(said)}"


# ---------------------------------------------------------------- what is wrong


def _remarks(benefit: Benefit, around: Content, as_of: date) -> Iterator[Remark]:
    reasons = excuses(_EXCEPTIONS)
    flaws = sorted(set(_flaws(benefit, around, as_of)))
    for flaw in flaws:
        # An overlap is excused under the name of either record.
        turned = (flaw.code.value, flaw.about, flaw.record)
        yield _remark(flaw.message, reasons.get(flaw.name) or reasons.get(turned, ""))
    known = {flaw.message for flaw in flaws}
    for problem in find_problems([benefit], as_of):
        if problem.message not in known:
            yield _remark(f"发布前：{spelled(problem.loc)} {problem.message}".replace("： ", "："))


def _flaws(benefit: Benefit, around: Content, as_of: date) -> Iterator[Flaw]:
    yield from audit_benefit(benefit, around, Search(around.facts, as_of))
    yield from check_unasked(around.questions, [benefit])
    yield from (flaw for flaw in check_relations(around.by_id) if flaw.record == benefit.id)
    yield from (flaw for flaw in check_overlaps(around.benefits) if flaw.record == benefit.id)


def _remark(message: str, excused: str = "") -> Remark:
    """The message as a form speaks, with the row it is about."""
    place = _PLACE.search(message)
    return Remark(located(message).replace("any_of", "任一组"), _anchor(place) if place else "", excused)


def _anchor(place: re.Match[str]) -> str:
    """The id of the row on the page; rows stand there in the order of the record."""
    anchor = f"{place[1]}-{int(place[2]) - 1}"
    return f"{anchor}-when-{int(place[3]) - 1}" if place[3] else anchor
