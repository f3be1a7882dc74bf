"""A split document as JSON and back."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from benefits.documents import from_payload, to_payload
from tests.documents.sources import SLUGS, document


@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_survives_json(slug: str) -> None:
    assert from_payload(json.loads(json.dumps(to_payload(document(slug))))) == document(slug)


def test_clauses_name_their_parents() -> None:
    parents = {row["anchor"]: row["parent"] for row in to_payload(document("jinan-2022"))["clauses"]}
    assert (parents["s2-4-12"], parents["s2-4"], parents["s2"]) == ("s2-4", "s2", None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parent": "s9"}, "s2-4-12"),
        ({"anchor": "s2"}, "s2"),
        ({"parent": "s2-4-12"}, "s2-4-12"),
        ({"kind": "chorus"}, "kind"),
        ({"text": None}, "text"),
        ({"page": 3}, "page"),
    ],
)
def test_a_malformed_payload_is_refused_by_name(change: dict[str, Any], message: str) -> None:
    payload = copy.deepcopy(to_payload(document("jinan-2022")))
    row = next(row for row in payload["clauses"] if row["anchor"] == "s2-4-12")
    row.update(change)
    with pytest.raises(ValueError, match=message):
        from_payload(payload)
