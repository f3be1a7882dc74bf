"""A draft that rests on drafts: the page names them, and hands them in along with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from benefits.documents import split
from benefits.models import Benefit, Citation, Document, Proposal
from benefits.records import read_benefit, read_document, write_benefit, write_document, write_questions
from benefits.rules.facts import Fact, FactType, Form, Holder, Question
from benefits.rules.model import Condition
from benefits.rules.terms import Operator
from tests.desk import steps
from tests.desk.accounts import Officer

MONEY = steps.submit_address("benefit", ["money"])


def links(page: Any, section: str = "needed") -> list[tuple[str, str]]:
    """The links of a section: where each leads, and its words."""
    found = html.fromstring(page.content.decode()).xpath(f"//section[@id='{section}']//a")
    return [(one.get("href"), one.text_content()) for one in found]


def rest_on_drafts() -> None:
    """Let money read a fact of a new question, and quote a new document."""
    fact = Fact("married", Holder.FAMILY, FactType.YESNO, "已婚")
    write_questions([Question("married", 15, "家庭", "结婚了吗？", Form.CHECKS, (fact,))])
    plan = read_document(Document.objects.get(pk="plan"))
    write_document(replace(plan, slug="new-plan", title="济南市补充通知"))
    money = read_benefit(Benefit.objects.with_parts().get(pk="money"))
    cited = replace(money.citations[0], document="new-plan")
    asked = Condition("married", Operator.IS, True)
    write_benefit(replace(money, citations=(cited,), conditions=(*money.conditions, asked)))


def test_the_drafts_that_a_benefit_needs_are_named_and_handed_in_with_it(
    question_editor: Officer, question_reviewer: Officer
) -> None:
    rest_on_drafts()
    page = question_editor.client.get(MONEY)
    assert "没有编号为 married 的事实" in steps.said(page)
    assert "文件 new-plan 还没有发布，要和它一起送审" in steps.said(page)
    *records, (together, words) = links(page)
    assert sorted(records) == [
        ("/admin/benefits/document/new-plan/change/", "济南市补充通知（new-plan）"),
        ("/admin/benefits/question/married/change/", "结婚了吗？（married）"),
    ]
    assert words == "和它们一起提交审核"
    address = MONEY.partition("?")[0] + together
    shown = question_editor.client.get(address)
    assert links(shown) == []
    assert "还不能发布" not in steps.said(shown)
    done = question_editor.client.post(address, {"reason": "新规定", "wanted": ""}, follow=True)
    assert "已送审 3 项" in steps.said(done)
    steps.approve(question_reviewer.client, *Proposal.objects.open())
    assert set(Proposal.objects.values_list("kind", "state")) == {
        (kind, "approved") for kind in ("benefit", "document", "question")
    }


def test_what_an_account_may_not_hand_in_is_left_to_those_who_may(editor: Officer) -> None:
    rest_on_drafts()
    page = editor.client.get(MONEY)
    assert "结婚了吗？（married）：要由能改问题的编辑先提交审核" in steps.said(page)
    assert links(page)[-1][0].endswith("with=document%3Anew-plan")
    refused = editor.client.post(f"{MONEY}&with=question:married", {"reason": "新规定", "wanted": ""})
    assert refused.status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "needed"),
    [
        ("高度重视", "十分重视", []),
        ("600元", "700元", ["/admin/benefits/document/plan/change/"]),
    ],
    ids=["unrelated", "quoted"],
)
def test_a_published_document_goes_along_only_if_its_change_is_needed(
    editor: Officer, old: str, new: str, needed: Sequence[str]
) -> None:
    plan = read_document(Document.objects.get(pk="plan"))
    write_document(replace(plan, split=split(plan.split.text.replace(old, new))))
    cited = Citation.objects.get(benefit="money")
    Citation.objects.filter(pk=cited.pk).update(quote=cited.quote.replace(old, new))
    Benefit.objects.filter(pk="money").update(title="育儿津贴")
    assert [address for address, _ in links(editor.client.get(MONEY))][:1] == needed
