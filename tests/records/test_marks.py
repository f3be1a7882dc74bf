"""A mark that a clause grants nothing is about its words: it goes with them, and comes back with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection

from benefits.documents import split
from benefits.models import Clause, Document, NothingGranted
from benefits.records import prune_clauses, read_document, write_document
from tests.records.conftest import PLAN

LAST = "二第1段"
pytestmark = pytest.mark.usefixtures("seeded")


def rewritten(text: str) -> None:
    """Bring the document to another text, as an earlier edition or a file does."""
    document = replace(read_document(Document.objects.get(slug="plan")), split=split(text))
    write_document(document)
    prune_clauses(document)


def marked() -> NothingGranted:
    clause = Clause.objects.get(document="plan", label=LAST)
    return NothingGranted.objects.create(document=clause.document, clause=clause, reason="部门的工作", by="li")


@pytest.mark.parametrize(
    ("after", "label"),
    [(PLAN, LAST), (PLAN.replace("\n二、", "\n二、一般要求\n照办。\n三、"), "三第1段")],
    ids=["where it was", "elsewhere"],
)
def test_a_mark_waits_while_its_clause_is_gone(after: str, label: str) -> None:
    mark = marked()
    rewritten(PLAN.replace("各级各部门要高度重视。\n", ""))
    mark.refresh_from_db()
    assert (mark.clause, mark.words) == (None, "各级各部门要高度重视。")
    rewritten(after)
    mark.refresh_from_db()
    assert mark.clause is not None
    assert (mark.clause.label, mark.words, mark.reason, mark.by) == (label, "", "部门的工作", "li")


def test_a_mark_moves_along_with_a_clause_that_gets_another_name() -> None:
    mark = marked()
    rewritten(PLAN.replace("\n二、", "\n二、一般要求\n照办。\n三、"))
    mark.refresh_from_db()
    assert mark.clause is not None
    assert mark.clause.label == "三第1段"


def test_a_clause_whose_words_have_changed_is_not_marked_for_its_old_ones() -> None:
    mark = marked()
    rewritten(PLAN.replace("各级各部门要高度重视。\n", ""))
    rewritten(PLAN.replace("高度重视", "每月发放100元"))
    mark.refresh_from_db()
    assert mark.clause is None
    assert not NothingGranted.objects.filter(clause__isnull=False).exists()


def test_a_mark_is_of_a_clause_of_its_own_document() -> None:
    clause = Clause.objects.get(document="plan", label=LAST)
    other = Document.objects.create(slug="other", region_id="370100", title="另一份", issuer="某局")
    NothingGranted.objects.create(document=other, clause=clause, reason="没有", by="li")
    with pytest.raises(IntegrityError, match="of_same_document"):
        connection.check_constraints()
