"""An officer edits a benefit with a real browser: rows follow their facts, and the panel follows the rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from benefits.models import Condition
from tests.browser.turning import turn
from tests.desk.accounts import officer

ADDRESS = "/admin/benefits/benefit/jinan-childrearing-600/change/"


@pytest.fixture
def office(browser: Browser, live_server: LiveServer, published: None) -> Iterator[Page]:
    """A signed-in editor's page on an office screen."""
    account = officer("browser-editor", "editor:370100+")
    with browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768}) as context:
        cookies = account.client.cookies
        context.add_cookies(
            [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies.items()]
        )
        yield context.new_page()


@pytest.fixture
def desk(office: Page) -> Iterator[Page]:
    """The same, which must not meet the content security policy, nor a mistake in a script."""
    said: list[str] = []
    office.on("console", lambda message: said.append(message.text))
    office.on("pageerror", lambda error: said.append(f"Content Security Policy, or a mistake: {error}"))
    yield office
    assert not [text for text in said if "Content Security Policy" in text]


def test_rows_follow_their_facts_and_the_panel_follows_the_rows(desk: Page) -> None:
    desk.goto(ADDRESS)
    row = desk.locator("#conditions-5")
    row.locator("[name$=-fact]").select_option("work")
    row.locator("[name$=-op]").select_option("in")
    row.get_by_label("没工作，正在领失业金").check()
    expect(row.locator("[name$=-value]")).to_have_value("unemployed_ui")
    expect(desk.locator("#panel-content")).to_contain_text("没工作，正在领失业金")
    row.locator("[name$=-fact]").select_option("birth")
    row.locator("[name$=-op]").select_option("under")
    row.locator(".desk-span input").fill("24")
    row.locator(".desk-span select").select_option("个月")
    expect(desk.locator("#panel-content")).to_contain_text("未满24个月")
    row.locator("[name$=-op]").select_option("on_or_after")
    row.locator("input[type=date]").fill("2024-05-01")
    row.locator("input[type=date]").dispatch_event("change")
    desk.locator("#awards-0 .desk-when summary").click()
    desk.locator("#awards-0 .desk-add").click()
    added = desk.locator("#awards-0-when-1")
    added.locator("[name$=-fact]").select_option("dibao")
    added.locator(".desk-value").select_option("是")
    turn(desk.locator("[name=_continue]"))
    expect(desk.locator(".messagelist")).to_contain_text("成功")
    last = Condition.objects.filter(benefit="jinan-childrearing-600", award=None).last()
    assert last is not None
    assert (last.fact_id, last.op, last.value) == ("birth", "on_or_after", "2024-05-01")
    own = Condition.objects.get(award__benefit="jinan-childrearing-600")
    assert (own.fact_id, own.value) == ("dibao", True)


def test_a_quotation_is_picked_from_the_clause(desk: Page) -> None:
    desk.goto(ADDRESS)
    entry = desk.locator("#citations-2")
    entry.locator("[name$=-document]").select_option("jinan-2022")
    entry.locator("[name$=-clause]").fill("二（四）12")
    entry.locator("[name$=-clause]").dispatch_event("change")
    sentence = entry.locator("fieldset.desk-sentences input").first
    sentence.check()
    expect(entry.locator("[name$=-quote]")).not_to_have_value("")
    picked = entry.locator("[name$=-quote]").input_value()
    assert picked in (sentence.get_attribute("value") or "")


@pytest.mark.parametrize("address", [ADDRESS, "/admin/benefits/benefit/exchange/"])
def test_axe_finds_nothing_on_our_own_pages(office: Page, address: str) -> None:
    office.goto(address)
    office.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(office, context="#content").response
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]] == []
    assert office.evaluate("document.documentElement.scrollWidth <= innerWidth")
