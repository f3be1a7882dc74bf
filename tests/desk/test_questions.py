"""Questions and facts are made and changed in forms, without code, and reach the parents by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from benefits.editions.catalogue import Catalogue
from benefits.editions.publishing import UnpublishableError, publish
from benefits.models import Benefit, Condition, Fact, Question, TakenAs
from benefits.records import read_benefit, read_question
from benefits.today import today
from tests.desk.accounts import Officer
from tests.desk.forms import errors, fields, save

QUESTION = "/admin/benefits/question/{}/change/"
FACT = "/admin/benefits/fact/{}/change/"
ADD = "/admin/benefits/question/add/"

pytestmark = pytest.mark.usefixtures("seeded")


def add(client: Client, question: dict[str, str], fact: dict[str, str]) -> Any:
    """Make a question with one fact."""
    page = client.get(ADD)
    sent = fields(page) | question | {f"facts-0-{name}": value for name, value in fact.items()}
    return client.post(ADD, sent)


def publish_all(*rows: Question | Benefit) -> None:
    for row in rows:
        record = read_question(row) if isinstance(row, Question) else read_benefit(row)
        publish(record, by="editor", approved_by="reviewer", reason="试试", from_date=today())


@pytest.mark.parametrize(
    ("holder", "fact", "row", "place"),
    [
        (
            "mother",
            {"type": "yesno", "label": "住过院", "said": "住院", "changeable": "on"},
            {"op": "is", "value": "是"},
            "mother",
        ),
        (
            "child",
            {"type": "choice", "label": "上哪种园", "choices": "public 公办园\nprivate 民办园 | 收费高一些"},
            {"op": "in", "value": "公办园、民办园"},
            "",
        ),
        ("family", {"type": "date", "label": "买房那天"}, {"op": "on_or_after", "value": "2024-01-01"}, "family"),
        ("family", {"type": "number", "label": "老人数"}, {"op": "at_least", "value": "2"}, "family"),
    ],
    ids=["yes or no", "choice", "date", "number"],
)
def test_a_new_fact_with_its_question_is_used_in_a_condition_and_asked_of_parents(
    question_editor: Officer, holder: str, fact: dict[str, str], row: dict[str, str], place: str
) -> None:
    client = question_editor.client
    question = {
        "slug": "new",
        "order": "15",
        "section": "新的",
        "heading": "新的问题？",
        "form": "one",
        "why": "新规定要看。",
    }
    made = add(client, question, {"slug": "newly", "holder": holder, "how": "asked", "ask": "怎样", **fact})
    assert made.status_code == 302
    said = Fact.objects.get(slug="newly")
    assert (said.said, said.changeable) == (fact.get("said", ""), "changeable" in fact)
    condition = {f"conditions-4-{name}": value for name, value in {"fact": "newly", "whose": place, **row}.items()}
    assert save(client, "/admin/benefits/benefit/money/change/", condition).status_code == 302
    publish_all(Question.objects.get(slug="new"), Benefit.objects.get(id="money"))
    catalogue = Catalogue.at(None, today())
    assert [(one.slug, one.why) for one in catalogue.questions()][1] == ("new", "新规定要看。")
    plan = catalogue.plan_for(["370100"])
    assert "newly" in {row.condition.fact for entry in plan.entries for row in entry.rows if row.condition}


def test_options_are_typed_one_a_line_and_shown_again_as_typed(question_editor: Officer) -> None:
    shown = fields(question_editor.client.get(QUESTION.format("work")))
    assert shown["facts-0-choices"] == "employee 在单位上班\nnone 没有工作"
    changes = {"facts-0-choices": "none 没有工作\nemployee 在单位上班\nfree 自己干 | 没有单位"}
    assert save(question_editor.client, QUESTION.format("work"), changes).status_code == 302
    options = Fact.objects.get(slug="work").options.all()
    assert [(one.value, one.label, one.help) for one in options] == [
        ("none", "没有工作", ""),
        ("employee", "在单位上班", ""),
        ("free", "自己干", "没有单位"),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"facts-0-choices": "none 没有工作"},
            "选项 employee 还有 3 项福利的条件在用（county-leave、leave、other-leave）",
        ),
        ({"facts-0-choices": ""}, "要列出选项"),
        ({"facts-0-type": "yesno"}, "其他类型不列"),
        ({"facts-0-choices": "在单位上班"}, "要写成“值 名称”"),
        ({"facts-0-choices": "employee 上班\nemployee 没有工作"}, "两个选项的值相同"),
        ({"heading": ""}, "必填"),
    ],
)
def test_a_mistake_in_a_question_is_said_and_nothing_is_saved(
    question_editor: Officer, changes: dict[str, str], said: str
) -> None:
    before = read_question(Question.objects.get(slug="work"))
    assert said in errors(save(question_editor.client, QUESTION.format("work"), changes))
    assert read_question(Question.objects.get(slug="work")) == before


def test_a_fact_that_conditions_read_is_not_deleted(question_editor: Officer) -> None:
    page = save(question_editor.client, QUESTION.format("work"), {"facts-0-DELETE": "on"})
    assert page.status_code == 200
    assert Fact.objects.filter(slug="work").exists()
    assert Condition.objects.filter(fact="work").exists()


def test_the_id_of_a_fact_stays(question_editor: Officer) -> None:
    assert save(question_editor.client, QUESTION.format("work"), {"facts-0-slug": "job"}).status_code == 302
    assert [fact.slug for fact in Question.objects.get(slug="work").facts.all()] == ["work"]


def test_values_that_follow_are_typed_as_people_write_them(question_editor: Officer) -> None:
    follows = {"taken_as-0-fact": "birth_order", "taken_as-0-among": "1、2", "taken_as-0-value": "没有工作"}
    assert save(question_editor.client, FACT.format("work"), follows).status_code == 302
    rule = TakenAs.objects.get(owner="work")
    assert (rule.among, rule.value) == ([1, 2], "none")
    assert fields(question_editor.client.get(FACT.format("work")))["taken_as-0-among"] == "1、2"
    said = errors(save(question_editor.client, FACT.format("work"), {"taken_as-0-value": "学生"}))
    assert "employee（在单位上班）" in said


@pytest.fixture
def topics(seeded: object) -> None:
    """Two topics of the family."""
    question = Question.objects.create(slug="topics", order=12, section="话题", heading="哪些？", form="checks")
    for slug, name in (("one", "甲"), ("two", "乙")):
        Fact.objects.create(slug=slug, question=question, holder="family", type="yesno", label=name)
    Fact.objects.filter(slug="two").update(topic="one")


def test_topics_lead_in_no_circle_and_are_the_familys(question_editor: Officer, topics: None) -> None:
    assert "绕了一圈" in errors(save(question_editor.client, FACT.format("one"), {"topic": "two"}))
    assert "不能用在这里" in errors(save(question_editor.client, FACT.format("one"), {"topic": "work"}))
    Fact.objects.filter(slug="one").update(topic="two")
    with pytest.raises(UnpublishableError, match="绕了一圈"):
        publish_all(Question.objects.get(slug="topics"))


@pytest.mark.parametrize(
    ("otherwise", "rules", "said"),
    [
        (False, [("one", [False], True)], "前面已经视为别的值"),
        (None, [("one", [True], True), ("one", [True, False], False)], "前面已经视为别的值"),
        (None, [("two", [True], True)], "回到自己"),
        (False, [("one", [False], False)], ""),
    ],
    ids=["topic and inference", "two inferences", "circle", "agreement"],
)
def test_inferences_that_disagree_are_not_published(
    topics: None, otherwise: object, rules: list[tuple[str, list[bool], bool]], said: str
) -> None:
    Fact.objects.filter(slug="two").update(otherwise=otherwise)
    for fact, among, value in rules:
        TakenAs.objects.create(owner_id="two", fact_id="one" if fact == "two" else fact, among=among, value=value)
        if fact == "two":
            TakenAs.objects.create(owner_id="one", fact_id="two", among=among, value=value)
    if not said:
        publish_all(Question.objects.get(slug="topics"))
        return
    with pytest.raises(UnpublishableError, match=said):
        publish_all(Question.objects.get(slug="topics"))


def test_a_change_of_a_fact_is_one_of_its_question(question_editor: Officer) -> None:
    before = Question.objects.get(slug="work").changed
    assert save(question_editor.client, FACT.format("work"), {"label": "工作"}).status_code == 302
    after = Question.objects.get(slug="work")
    assert after.changed > before
    assert after.changed_by == question_editor.user.username


def test_a_fact_that_code_reads_is_told_on_its_own_page_what_it_must_stay(question_editor: Officer) -> None:
    assert save(question_editor.client, FACT.format("residence"), {"how": "event"}).status_code == 302
    said = question_editor.client.get(QUESTION.format("residence")).content.decode()
    assert "已保存，但还不能发布" in said
    assert "程序直接用到这项事实，来源要是" in said


def test_two_officers_on_one_question_lose_nothing(question_editor: Officer, chief: Officer) -> None:
    opened = fields(chief.client.get(QUESTION.format("work")))
    assert save(question_editor.client, QUESTION.format("work"), {"heading": "您做什么工作？"}).status_code == 302
    page = chief.client.post(QUESTION.format("work"), opened | {"help": "按现在的填。"})
    assert "还没有保存" in errors(page)
    assert chief.client.post(QUESTION.format("work"), fields(page)).status_code == 302
    saved = Question.objects.get(slug="work")
    assert (saved.heading, saved.help) == ("您做什么工作？", "按现在的填。")


@pytest.mark.parametrize("role", ["editor", "reviewer", "auditor", "county_editor"])
def test_who_has_no_right_to_the_questions_changes_none(request: Any, question_editor: Officer, role: str) -> None:
    other: Officer = request.getfixturevalue(role)
    sent = fields(question_editor.client.get(QUESTION.format("work"))) | {"heading": "别的"}
    assert other.client.post(QUESTION.format("work"), sent).status_code == 403
    assert other.client.post(ADD, {"slug": "x"}).status_code == 403
    assert other.client.post(FACT.format("work"), {"label": "x"}).status_code == 403
    assert Question.objects.get(slug="work").heading == "现在的工作情况是？"
