from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from benefits.checking.content import Content, from_fixtures, published
from benefits.households import cookie
from benefits.households.cookie import Visit
from benefits.models import (
    Award,
    Citation,
    Document,
    Edition,
    Proposal,
    Publication,
    ReferenceExpectation,
    ReferenceHousehold,
)
from benefits.references.families import Reference, read_references
from benefits.references.stored import as_written, reference_as_yaml, seed_references, stored_references
from benefits.rules.household import Household
from benefits.seeding import Report
from benefits.today import today
from tests.desk import forms, steps
from tests.desk.accounts import Officer

FAMILY = Household({"residence": "370102"}, children=({"birth": date(2019, 3, 2)}, {"birth": date(2024, 5, 1)}))

EXPECTATION = """title: 济南，二宝2024年5月1日出生
as_of: 2026-11-22
household:
  family: {residence: "370102"}
  children: [{birth: "2019-03-02"}, {birth: "2024-05-01"}]
expect:
  - {benefit: money, subject: "child:1", verdict: eligible, amount: 600, clause: 一1, because: 第二个孩子，2023年以后出生。}
  - {benefit: money, subject: "child:0", verdict: ineligible, clause: 一1, because: 第一个孩子。}
"""


@pytest.fixture
def guarded(seeded: Report, folder: Path) -> Content:
    """A household that expects 600 a month, seeded from its file."""
    (folder / "households").mkdir()
    (folder / "households" / "jinan-two.yaml").write_text(EXPECTATION, encoding="utf-8")
    content = from_fixtures(folder)
    assert seed_references(folder / "households", content) == []
    return content


def handed_in(editor: Officer, number: int) -> Proposal:
    Award.objects.filter(benefit="money").update(number=number)
    steps.submit(editor.client, "benefit", "money")
    (proposal,) = steps.waiting("money")
    return proposal


# ---------------------------------------------------------------- guarding


def test_a_broken_expectation_is_shown_and_keeps_it_from_being_published(
    guarded: Content, editor: Officer, reviewer: Officer
) -> None:
    proposal = handed_in(editor, 700)
    assert "和预期不符：1 条" in steps.said(reviewer.client.get(steps.review_address([proposal])))
    refused = steps.said(steps.approve(reviewer.client, proposal))
    assert "有参照家庭的结果和预期不符" in refused
    assert "数额应当是600，现在是700" in refused
    assert Edition.objects.filter(key="money").count() == 1


def test_with_a_reason_it_is_published_and_the_reason_is_logged(
    guarded: Content, editor: Officer, reviewer: Officer
) -> None:
    proposal = handed_in(editor, 700)
    steps.approve(reviewer.client, proposal, acknowledged="新文件提高了标准，预期随后改")
    row = Publication.objects.latest("number")
    assert row.reason.endswith("与参照家庭的预期不符，仍然发布：新文件提高了标准，预期随后改")
    proposal.refresh_from_db()
    assert proposal.acknowledged == "新文件提高了标准，预期随后改"


def test_an_expectation_that_was_not_met_before_stands_in_nobodys_way(
    guarded: Content, editor: Officer, reviewer: Officer
) -> None:
    ReferenceExpectation.objects.filter(subject="child:1").update(amount=999)
    assert "已批准" in steps.said(steps.approve(reviewer.client, handed_in(editor, 700)))


def test_a_household_out_of_use_guards_nothing(guarded: Content, editor: Officer, reviewer: Officer) -> None:
    ReferenceHousehold.objects.update(active=False)
    assert "已批准" in steps.said(steps.approve(reviewer.client, handed_in(editor, 700)))


def test_withdrawing_is_guarded_as_well(guarded: Content, reviewer: Officer) -> None:
    address = f"{reverse('admin:benefits_benefit_withdraw')}?id=leave"
    assert "核对了 1 个有关的参照家庭" in steps.said(reviewer.client.get(address))
    address = f"{reverse('admin:benefits_benefit_withdraw')}?id=money"
    refused = steps.said(reviewer.client.post(address, {"reason": "停发"}))
    assert "有参照家庭的结果会和预期不符" in refused
    done = reviewer.client.post(address, {"reason": "停发", "acknowledged": "文件废止"}, follow=True)
    assert "已撤回 1 项" in steps.said(done)


# ---------------------------------------------------------------- keeping


def checked(client: Client, household: Household) -> None:
    """Give a browser the cookie of a check."""
    from django.http import HttpResponse  # noqa: PLC0415

    response = HttpResponse()
    cookie.save(response, Visit(household, reached=40))
    client.cookies[settings.HOUSEHOLD_COOKIE] = response.cookies[settings.HOUSEHOLD_COOKIE].value


GIVEN = {"slug": "jinan-new", "title": "济南，两个孩子", "region": "370100", "as_of": "2026-11-22"}


def test_the_family_just_checked_is_kept_with_its_answers_alone(seeded: Report, editor: Officer) -> None:
    address = reverse("admin:benefits_referencehousehold_keep")
    assert "还没有自查" in steps.said(editor.client.get(address))
    checked(editor.client, FAMILY)
    assert "2024年5月1日" in steps.said(editor.client.get(address))
    page = editor.client.post(address, GIVEN, follow=True)
    assert "已留作参照" in steps.said(page)
    row = ReferenceHousehold.objects.get(pk="jinan-new")
    assert row.household["children"][1] == {"birth": "2024-05-01", "relation": "ours"}
    assert set(row.household) == {"family", "children"}
    assert (row.region_id, row.changed_by) == ("370100", editor.user.username)


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("reviewer", {}, False),
        ("auditor", {}, False),
        ("stranger", {}, False),
        ("editor", {"region": "371500"}, False),
        ("editor", {"slug": "Not A Slug"}, False),
        ("editor", {"as_of": "gestern"}, False),
        ("editor", {}, True),
    ],
)
def test_who_keeps_a_household_for_which_region(
    request: pytest.FixtureRequest, name: str, given: dict[str, str], kept: bool
) -> None:
    account: Officer = request.getfixturevalue(name)
    checked(account.client, FAMILY)
    account.client.post(reverse("admin:benefits_referencehousehold_keep"), GIVEN | given)
    assert ReferenceHousehold.objects.exists() is kept


def test_keeping_never_overwrites_another_family(guarded: Content, editor: Officer) -> None:
    checked(editor.client, FAMILY)
    page = editor.client.post(reverse("admin:benefits_referencehousehold_keep"), GIVEN | {"slug": "jinan-two"})
    assert "已经有这个编号了" in steps.said(page)


def save(account: Officer, **values: Any) -> Any:
    address = reverse("admin:benefits_referencehousehold_change", args=["jinan-two"])
    return forms.save(account.client, address, values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"expectations-0-verdict": "ineligible"}, "不符合的没有数额和日期"),
        ({"expectations-0-clause": "九9"}, "这项福利引用的文件里没有这一条"),
        ({"expectations-0-because": ""}, "必填"),
        ({"expectations-0-subject": "child:7"}, "选择一个有效的选项"),
        ({"expectations-1-subject": "child:1"}, "重复数据"),
        ({"expectations-0-gap": "true"}, "只有“需要再确认”"),
    ],
)
def test_a_mistaken_expectation_is_said_beside_its_field(
    guarded: Content, editor: Officer, values: dict[str, str], said: str
) -> None:
    assert said in forms.errors(save(editor, **values))


def test_what_is_expected_is_changed_in_forms_and_held_against_what_is_told(guarded: Content, editor: Officer) -> None:
    assert save(editor, **{"expectations-0-amount": "650"}).status_code == 302
    row = ReferenceHousehold.objects.get(pk="jinan-two")
    assert row.changed_by == editor.user.username
    page = editor.client.get(reverse("admin:benefits_referencehousehold_change", args=["jinan-two"]))
    assert "数额应当是650，现在是600" in steps.said(page)


def test_what_is_expected_of_others_or_of_a_document_being_changed_keeps_no_household_from_being_saved(
    guarded: Content, editor: Officer
) -> None:
    said = {"verdict": "ineligible", "clause": "一1", "because": "不住在那里"}
    ReferenceExpectation.objects.create(
        reference_id="jinan-two", benefit_id="other-money", subject="family", position=2, **said
    )
    draft = Document.objects.create(slug="draft", region_id="370100", title="修订稿", issuer="济南市人民政府")
    Citation.objects.filter(benefit="money").update(document=draft, clause=None, quote="", article="一2")
    assert save(editor, title="济南的一家").status_code == 302
    row = ReferenceHousehold.objects.get(pk="jinan-two")
    assert (row.title, row.expectations.filter(benefit="other-money").count()) == ("济南的一家", 1)


def test_of_two_officers_on_one_household_the_second_is_told_and_neither_loses_anything(
    guarded: Content, editor: Officer, second_editor: Officer
) -> None:
    address = reverse("admin:benefits_referencehousehold_change", args=["jinan-two"])
    opened = forms.fields(second_editor.client.get(address))
    first = {"title": "济南，两个孩子", "expectations-0-amount": "650", "expectations-1-DELETE": "on"}
    assert save(editor, **first).status_code == 302
    page = second_editor.client.post(address, opened | {"title": "济南的一家", "expectations-0-because": "每月发钱"})
    assert "还没有保存" in forms.errors(page)
    moved = {(one.field, one.before, one.now, one.mine) for one in page.context["moved"]}
    title = ("说明", opened["title"], "济南，两个孩子", "济南的一家")
    assert moved == {title, ("数额", "600", "650", ""), ("整行", "第一个孩子。", "（删去了）", "")}
    assert second_editor.client.post(address, forms.fields(page)).status_code == 302
    row = ReferenceHousehold.objects.get(pk="jinan-two")
    assert row.title == "济南的一家"
    assert [(one.amount, one.because) for one in row.expectations.all()] == [(650, "每月发钱")]


def test_a_household_kept_is_checked_with_again(guarded: Content, auditor: Officer) -> None:
    answer = auditor.client.post(reverse("admin:benefits_referencehousehold_check", args=["jinan-two"]))
    assert answer.headers["Location"] == reverse("benefits:answers")
    assert "2024年5月1日" in steps.said(auditor.client.get(reverse("benefits:answers")))


# ---------------------------------------------------------------- files


def test_what_the_files_say_is_written_once_and_what_officers_change_is_theirs(guarded: Content, folder: Path) -> None:
    households = folder / "households"
    (households / "jinan-two.yaml").write_text(EXPECTATION.replace("二宝", "小宝"), encoding="utf-8")
    assert seed_references(households, guarded) == []
    assert ReferenceHousehold.objects.get().title == "济南，小宝2024年5月1日出生"
    ReferenceHousehold.objects.update(title="我改的")
    (households / "jinan-two.yaml").write_text(EXPECTATION, encoding="utf-8")
    assert seed_references(households, guarded) == ["jinan-two"]
    assert ReferenceHousehold.objects.get().title == "我改的"
    (households / "jinan-two.yaml").unlink()
    seed_references(households, guarded)
    assert ReferenceHousehold.objects.count() == 1


def test_a_household_that_its_file_no_longer_holds_goes_unless_officers_changed_it(
    guarded: Content, folder: Path
) -> None:
    (folder / "households" / "jinan-two.yaml").unlink()
    seed_references(folder / "households", guarded)
    assert not ReferenceHousehold.objects.exists()


def test_what_is_exported_is_read_back_the_same(guarded: Content, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    call_command("export", "households", folder=out)
    (reference,) = read_references(out, published(today()))
    (stored,) = stored_references(guarded.facts)
    assert as_written(reference) == as_written(stored)
    assert (out / "jinan-two.yaml").read_text(encoding="utf-8") == reference_as_yaml(stored)


def test_all_fixtures_stand_for_the_same_families_in_the_database(db: None) -> None:
    fixtures = Path(__file__).parents[2] / "fixtures"
    content = from_fixtures(fixtures)
    for reference in read_references(fixtures / "households", content):
        assert as_written(_through_rows(reference, content)) == as_written(reference), reference.slug


def _through_rows(reference: Reference, content: Content) -> Reference:
    """The household as rows that were never saved, and back."""
    from benefits.households.format import dump, salvage  # noqa: PLC0415
    from benefits.references import stored  # noqa: PLC0415

    row = ReferenceHousehold(
        slug=reference.slug, title=reference.title, as_of=reference.as_of, household=dump(reference.household)
    )
    rows = [stored._row(row, place, one) for place, one in enumerate(reference.expectations)]
    household = salvage(row.household, content.facts)
    expectations = tuple(map(stored._expectation, rows))
    return Reference(row.slug, row.title, row.as_of, household, expectations, reference.source)
