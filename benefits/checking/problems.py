"""What is wrong with a record, and what a record may refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from benefits.content.yamlfile import Loc, spelled
from benefits.documents.official import OfficialDocument
from benefits.rules.facts import Fact

Found = Iterator[tuple[Loc, str]]
"""Fields of a record and what is wrong with each."""


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
    """What records may refer to: documents by slug, facts by slug, codes of regions, ids of benefits.

    ``drafts`` are the slugs of documents that are written but not published, and so not among them yet.
    """

    documents: Mapping[str, OfficialDocument] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    regions: Collection[str] = ()
    benefits: Collection[str] = ()
    drafts: Collection[str] = ()


def below(loc: Loc, found: Found) -> Found:
    """What was found in a part of a record, as fields of the record."""
    return ((loc + inner, message) for inner, message in found)


def check_region(code: str, around: Surroundings) -> Found:
    """Whether a region exists."""
    if code not in around.regions:
        yield ("region",), f"没有区划代码 {code}；请改正代码"


def check_fact_exists(slug: str, around: Surroundings) -> Found:
    """Whether a fact that is named, if one is, exists."""
    if slug and slug not in around.facts:
        yield (), f"没有编号为 {slug} 的事实；请改正编号，问它的问题还是草稿的先提交审核"


def check_range(number: float, most: int, least: int = 0) -> Found:
    """Whether a number lies between two others."""
    if not least <= number <= most:
        yield (), f"要在 {least} 到 {most} 之间"
