"""Writes records as the YAML that fixtures are made of: what is written here is read back the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from benefits.content.schema import to_payload
from benefits.rules.facts import Question
from benefits.rules.model import Benefit

_WIDTH = 120


def benefits_as_yaml(region: str, benefits: Sequence[Benefit], documents: Sequence[Mapping[str, Any]] = ()) -> str:
    """A file of the benefits of one region (a code), and of its documents as entries before them.

    Raises ValueError if a benefit is of another region.
    """
    strangers = [benefit.id for benefit in benefits if benefit.region != region]
    if strangers:
        raise ValueError(f"{strangers[0]} is not a benefit of region {region}")
    cited = Counter(citation.document for benefit in benefits for citation in benefit.citations)
    document = cited.most_common(1)[0][0] if cited else ""
    head = {"region": region} | ({"document": document} if document else {})
    listed = {"documents": [_without_region(one) for one in documents]} if documents else {}
    return _dumped(head, flow=False) + _dumped(
        listed | {"benefits": [_entry(benefit, document) for benefit in benefits]}
    )


def questions_as_yaml(questions: Sequence[Question]) -> str:
    """A file of questions with their facts."""
    return _dumped({"questions": [to_payload(question) for question in questions]})


def _without_region(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "region"}


def _entry(benefit: Benefit, document: str) -> dict[str, Any]:
    """The payload without what the head of the file says for all."""
    entry = _without_region(to_payload(benefit))
    for citation in entry["citations"]:
        if citation["document"] == document:
            del citation["document"]
    return entry


def _dumped(content: object, *, flow: bool | None = None) -> str:
    """``flow`` None puts rows that hold no other rows on one line, as people write them."""
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=_WIDTH)
    return text
