"""From a document to a benefit, and from a parent's correction to its answer, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from benefits.documents import split
from benefits.models import Appointment, Clause, Correction, Document, Edition
from benefits.records import write_clauses
from tests.browser.turning import turn
from tests.desk.accounts import signed_in
from tests.desk.conftest import folder, seeded
from tests.documents.uploads.making import PLAN, word_of

__all__ = ["folder", "seeded"]

WIDE, NARROW = ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844)


@pytest.fixture
def chief(transactional_db: None, seeded: object) -> User:
    """Edits and approves for 济南."""
    user = User.objects.create_user("jinan-chief", is_staff=True)
    for role in ("editor", "reviewer"):
        Appointment.objects.create(account=user, region_id="370100", role=role)
    return user


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def desk(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, chief: User) -> Iterator[Page]:
    """An officer's screen."""
    session = signed_in(chief).cookies[settings.SESSION_COOKIE_NAME].value
    with browser.new_context(base_url=live_server.url, viewport=WIDE, java_script_enabled=request.param) as context:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        yield context.new_page()


def test_a_document_becomes_clauses_and_a_clause_a_benefit(desk: Page, tmp_path: Path) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(word_of(PLAN))
    desk.goto("/admin/benefits/document/add/?region=370100")
    desk.fill("[name=slug]", "county-plan-2024")
    desk.fill("[name=title]", "某县实施方案")
    desk.fill("[name=issuer]", "某县人民政府")
    desk.set_input_files("[name=file]", file)
    turn(desk.locator("[name=_save]"))
    expect(desk.get_by_role("heading", name="核对条款")).to_be_visible()

    turn(desk.locator(".paper-tree a", has_text="二第1段"))
    desk.click("summary:has-text('调整这一条')")
    turn(desk.locator("button[value=merge]"))
    expect(desk.locator(".messagelist")).to_contain_text("一字不少")
    expect(desk.locator(".paper-tree")).not_to_contain_text("二第1段")

    turn(desk.locator(".paper-tree a", has_text="一1"))
    desk.get_by_label("本县户籍二孩家庭，每孩每月发放300元育儿补贴。", exact=True).check()
    turn(desk.get_by_role("button", name="新建福利"))
    expect(desk.locator("[name=title]")).to_have_value("发放育儿补贴")
    expect(desk.locator("[name=citations-0-quote]")).to_have_value("本县户籍二孩家庭，每孩每月发放300元育儿补贴。")

    desk.goto("/admin/benefits/document/county-plan-2024/coverage/?show=waiting")
    waiting = desk.locator("tr.paper-waiting")
    before = waiting.count()
    turn(waiting.first.locator("button").first)
    expect(waiting).to_have_count(before - 1)


def test_a_parent_reports_what_is_wrong_and_reads_the_answer(
    desk: Page, browser: Browser, live_server: LiveServer
) -> None:
    with browser.new_context(base_url=live_server.url, viewport=NARROW, java_script_enabled=False) as context:
        phone = context.new_page()
        phone.goto("/benefits/money/")
        turn(phone.get_by_text("这条信息不对？"))
        phone.fill("[name=text]", "现在是每月800元")
        phone.select_option("[name=condition]", index=1)
        turn(phone.get_by_role("button", name="发送"))
        expect(phone.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()

        desk.goto("/admin/benefits/correction/")
        turn(desk.get_by_role("link", name="现在是每月800元"))
        desk.select_option("[name=state]", "answered")
        desk.fill("[name=reply]", "已核实，从下月起是每月800元。")
        turn(desk.locator("[name=_save]"))

        phone.goto("/benefits/money/")
        expect(phone.locator("#replies")).to_contain_text("从下月起是每月800元")
        assert phone.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("desk", [True], indirect=True, ids=["with JavaScript"])
def test_axe_finds_nothing_on_these_pages(desk: Page) -> None:
    edition = Edition.objects.get(kind="benefit", key="money")
    Correction.objects.create(edition=edition, text="一处不对")
    wrong: dict[str, list[str]] = {}
    for address in (
        "/admin/benefits/document/plan/clauses/",
        "/admin/benefits/document/plan/clauses/?clause=s1-1",
        "/admin/benefits/document/plan/coverage/",
        "/admin/benefits/document/freshness/",
        "/admin/benefits/document/freshness/370100/",
        "/benefits/money/correction/",
        "/benefits/money/correction/received/",
    ):
        desk.goto(address)
        desk.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        # The trail above a page is the stock admin's.
        found = Axe().run(desk, {"exclude": [[".breadcrumbs"]]}).response
        problems = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
        if desk.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append("wider than the screen")
        if problems or not found["passes"]:
            wrong[address] = problems
    assert not wrong


@pytest.mark.parametrize("desk", [False], indirect=True, ids=["without JavaScript"])
def test_a_clause_chosen_far_down_shows_its_panel_and_its_text(desk: Page) -> None:
    lines = "".join(f"{number}.第{number}项。本市户籍家庭可以申请第{number}项补助。\n" for number in range(1, 60))
    tree = split(f"一、主要措施\n{lines}")
    with transaction.atomic():
        long = Document.objects.create(
            slug="long", region_id="370100", title="很长的文件", issuer="某局", source=tree.text
        )
        write_clauses(long, tree)
        Clause.objects.filter(document=long).update(doubts=["括号不成对"])
    desk.goto("/admin/benefits/document/long/clauses/")
    for anchor in ("s1-58", "s1-31"):
        turn(desk.locator(f".paper-tree a[href^='?clause={anchor}#']"))
        expect(desk.locator("#panel-heading")).to_be_in_viewport()
        for words in ("疑点已对照原件核对", "从这一条新建福利", "调整这一条"):
            expect(desk.get_by_text(words)).to_be_in_viewport()
        expect(desk.locator(f"#text-{anchor}")).to_be_in_viewport()
