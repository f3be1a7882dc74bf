"""One benefit in words for its own page, without anybody's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from benefits.editions.catalogue import Catalogue
from benefits.results.citing import Cited, cited
from benefits.rules.facts import Fact
from benefits.rules.model import Award, Benefit
from benefits.rules.terms import RelationKind
from benefits.words.amounts import award_words, paid_to
from benefits.words.awards import award_spans
from benefits.words.chinese import day_words
from benefits.words.conditions import RuleLine, rules, valid_words
from benefits.words.glossary import Term, terms_of
from benefits.words.labels import label
from benefits.words.places import full_place_name, place_name

_RELATIONS = {
    RelationKind.RESTATES: "和这一项是同一件事",
    RelationKind.ADDS_TO: "加在这一项之上",
    RelationKind.INCLUDES: "已经包含这一项",
    RelationKind.SUPERSEDES: "取代了这一项",
    RelationKind.NOT_WITH: "不能和这一项同时享受",
}


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award: its line's name, the figure, when it runs and can be claimed, and under which conditions."""

    line: str
    text: str
    spans: tuple[str, ...]
    note: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another benefit and how this one stands to it."""

    words: str
    benefit: Benefit


@dataclass(frozen=True, slots=True)
class BenefitPage:
    """Everything the page says."""

    benefit: Benefit
    place: str
    full_place: str
    who: str
    category: str
    force: str
    paid: str
    valid: str
    rules: tuple[RuleLine, ...]
    awards: tuple[AwardLine, ...]
    cited: tuple[Cited, ...]
    related: tuple[Related, ...]
    terms: tuple[Term, ...]
    edition: int
    published: date


def benefit_page(catalogue: Catalogue, benefit: Benefit, as_of: date) -> BenefitPage:
    """The page of a benefit that is in force. Raises LookupError if it is not."""
    issue = catalogue.edition_of(benefit.id)
    if issue is None:
        raise LookupError(f"no edition of {benefit.id!r} is in force")
    facts, place = catalogue.facts(), place_name(benefit.region)
    return BenefitPage(
        benefit=benefit,
        place=place,
        full_place=full_place_name(benefit.region),
        who=label(benefit.subject),
        category=label(benefit.category),
        force=label(benefit.force),
        paid=paid_to(benefit.recipient, benefit.force),
        valid=valid_words(benefit.valid),
        rules=rules(benefit.conditions, benefit, facts, place),
        awards=tuple(_award(award, benefit, facts, place) for award in benefit.awards),
        cited=cited([benefit], catalogue, as_of),
        related=tuple(_related(benefit, catalogue)),
        terms=terms_of(benefit),
        edition=issue.number,
        published=issue.effective,
    )


def _award(award: Award, benefit: Benefit, facts: Mapping[str, Fact], place: str) -> AwardLine:
    text = award_words(award)
    return AwardLine(
        award.line, text, tuple(award_spans(award, facts)), award.note, rules(award.when, benefit, facts, place)
    )


def _related(benefit: Benefit, catalogue: Catalogue) -> Iterator[Related]:
    for relation in benefit.relations:
        other = catalogue.benefit(relation.to)
        if other:
            since = f"（从{day_words(relation.since)}起）" if relation.since else ""
            yield Related(f"{_RELATIONS[relation.kind]}{since}", other)
