"""Families on a phone, from the first page to their list, with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.family import Family

JOB = {"大人现在做什么工作？": "在企业等单位上班"}


def card(page: Page, title: str) -> Locator:
    """The card of a benefit on the results."""
    return page.locator("article", has=page.get_by_role("heading", name=title)).first


def settle(family: Family, *places: str, topic: str = "以上都没有") -> None:
    """Say where the family lives, what it is about, and that both parents are there."""
    family.start()
    family.pick(*places)
    family.choose(topic)
    family.go_on()
    family.choose("爸爸妈妈两人")
    family.go_on()


def test_a_mother_of_two_in_jinan_reads_what_she_gets_until_when_and_where_it_says_so(any_phone: Page) -> None:
    family = Family(any_phone)
    settle(family, "山东省", "济南市", "历下区", topic="要买房")
    family.add_child(2021, 3, 4)
    family.add_child(2024, 5, 1)
    family.children_done()
    family.choose("是")
    family.go_on()
    pages = family.answer_the_rest(JOB)
    assert 5 + pages <= 12

    money = card(any_phone, "二孩、三孩育儿补贴每孩每月600元")
    expect(money).to_contain_text("二宝")
    expect(money).to_contain_text("还可领10个月，共约6000元")
    expect(card(any_phone, "育儿假每人每年不少于10天")).to_contain_text("每人每年不少于10天")
    expect(card(any_phone, "二孩家庭公积金贷款最高60万元、90万元")).to_contain_text("60万元")

    any_phone.get_by_role("link", name="看是哪些、为什么、怎样能改变").click()
    expect(any_phone.locator("#withheld")).to_contain_text("大宝")
    expect(any_phone.locator("#withheld")).to_contain_text("改变不了")
    any_phone.goto("/results/")

    money.locator('a[href*="/documents/"]').first.click()
    expect(any_phone.locator("mark").first).to_contain_text("每孩每月发放600元育儿补贴")


def test_a_family_in_xiangning_expecting_its_second_child_comes_to_its_list(any_phone: Page) -> None:
    family = Family(any_phone)
    settle(family, "山西省", "临汾市", "乡宁县")
    family.add_child(2022, 1, 15)
    family.add_child(2026, 9, 1)
    expect(any_phone.locator(".help")).to_contain_text("大宝（2022年1月15日出生）、二宝（预产期2026年9月1日）")
    family.children_done()
    family.choose("是")
    family.go_on()
    assert 5 + family.answer_the_rest(JOB) <= 12
    expect(any_phone.locator("main")).to_contain_text("乡宁县")


def test_a_family_registered_elsewhere_finds_the_place_by_search(any_phone: Page) -> None:
    family = Family(any_phone)
    settle(family, "山东省", "济南市", "历下区")
    family.add_child(2021, 3, 4)
    family.add_child(2024, 5, 1)
    family.children_done()
    family.choose("否")
    family.go_on()
    expect(family.heading).to_have_text("家里人的户口在哪里？")
    family.choose("别的地方", "妈妈")
    family.choose("和住的地方一样", "爸爸")
    family.choose("和妈妈一样", "大宝")
    family.choose("和妈妈一样", "二宝")
    any_phone.get_by_role("button", name="继续", exact=True).click()
    search = any_phone.get_by_role("searchbox")
    search.fill("xiangning")
    any_phone.get_by_role("button", name="查找").click()
    family.leave(any_phone.get_by_role("button", name=re.compile("乡宁县")))
    any_phone.goto("/answers/")
    row = any_phone.locator(".summary-row", has_text="妈妈：户籍地")
    expect(row).to_contain_text("山西省 临汾市 乡宁县")
    expect(any_phone.locator(".summary-row", has_text="二宝：孩子户籍地")).to_contain_text("乡宁县")


def test_a_wrong_date_is_told_and_mended_and_twins_are_one_tap(any_phone: Page) -> None:
    family = Family(any_phone)
    settle(family, "山东省", "济南市", "历下区")
    family.write_birth(2024, 6, 31)
    any_phone.get_by_role("button", name="就这一个孩子，继续").click()
    expect(any_phone.locator(".error-summary")).to_contain_text("2024年6月没有31日")
    any_phone.locator(".error-summary a").click()
    expect(any_phone.locator("#birth-year")).to_be_focused()
    family.write_birth(2024, 6, 30)
    any_phone.get_by_role("button", name="添加，再填一个孩子").click()
    family.leave(any_phone.get_by_role("link", name="看看、修改名单"))
    any_phone.get_by_role("button", name=re.compile("同一天还有一个宝宝")).click()
    expect(any_phone.locator(".child-name")).to_have_count(2)
    family.leave(any_phone.get_by_role("link", name=re.compile("删除.*二宝")))
    family.leave(any_phone.get_by_role("button", name="删除", exact=True))
    expect(any_phone.locator(".child-name")).to_have_text(["孩子（2024年6月30日出生）"])


def test_back_and_reload_lose_nothing(any_phone: Page) -> None:
    family = Family(any_phone)
    settle(family, "山东省", "济南市", "历下区")
    any_phone.go_back()
    expect(family.heading).to_have_text("这次为家里的谁查？")
    expect(any_phone.locator("header")).to_be_visible()
    expect(any_phone.get_by_label("爸爸妈妈两人")).to_be_checked()
    any_phone.reload()
    expect(any_phone.get_by_label("爸爸妈妈两人")).to_be_checked()
    family.choose("只有妈妈")
    family.go_on()
    expect(family.heading).to_have_text("您家有哪些孩子？")
    any_phone.go_back()
    expect(any_phone.get_by_label("只有妈妈")).to_be_checked()
    any_phone.go_forward()
    expect(family.heading).to_have_text("您家有哪些孩子？")


def test_an_answer_is_changed_from_the_answers_and_leads_back_to_them(any_phone: Page) -> None:
    family = Family(any_phone)
    settle(family, "山东省", "济南市", "历下区")
    family.leave(any_phone.get_by_role("link", name="看看已经答的"))
    expect(family.heading).to_have_text("看看您的回答")
    family.leave(any_phone.get_by_role("link", name=re.compile("修改.*为谁查")))
    family.choose("只有爸爸")
    family.leave(any_phone.get_by_role("button", name="保存修改"))
    expect(family.heading).to_have_text("看看您的回答")
    expect(any_phone.locator(".summary-row", has_text="为谁查")).to_contain_text("只有爸爸")


def test_focus_goes_to_each_new_question_and_to_what_is_wrong(published: None, phone: Page) -> None:
    family = Family(phone)
    settle(family, "山东省", "济南市", "历下区")
    expect(family.heading).to_be_focused()
    phone.goto("/check/parents/")
    family.choose("只有妈妈")
    family.go_on()
    expect(family.heading).to_be_focused()
    phone.get_by_role("button", name="就这一个孩子，继续").click()
    expect(phone.locator(".error-summary")).to_be_focused()


def test_the_pages_keep_to_the_content_security_policy(published: None, phone: Page) -> None:
    console: list[str] = []
    phone.on("console", lambda message: console.append(message.text))
    family = Family(phone)
    settle(family, "山东省", "济南市", "历下区")
    family.add_child(2024, 5, 1)
    family.children_done()
    family.choose("是")
    family.go_on()
    family.answer_the_rest(JOB)
    assert [text for text in console if "Content Security Policy" in text or "rror" in text] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(published: None, phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    family = Family(phone)
    settle(family, "山东省", "济南市", "历下区")
    family.add_child(2024, 5, 1)
    for address in (
        "/",
        "/check/residence/",
        "/check/topics/",
        "/check/children/",
        "/check/children/add/",
        "/answers/",
    ):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_page_that_could_not_be_sent_says_so_and_is_sent_again(published: None, phone: Page) -> None:
    family = Family(phone)
    settle(family, "山东省", "济南市", "历下区")
    phone.goto("/check/parents/")
    family.choose("只有妈妈")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="继续", exact=True).click()
    told = phone.get_by_role("alert")
    expect(told).to_contain_text("这一页没有送出去")
    expect(phone.get_by_role("button", name="再试一次")).to_be_focused()
    expect(phone.get_by_label("只有妈妈")).to_be_checked()
    phone.context.set_offline(False)
    family.leave(phone.get_by_role("button", name="再试一次"))
    expect(family.heading).to_have_text("您家有哪些孩子？")
    expect(told).to_be_hidden()


def test_a_server_that_fails_is_told_and_nothing_is_lost(published: None, phone: Page) -> None:
    family = Family(phone)
    settle(family, "山东省", "济南市", "历下区")
    phone.route("**/check/children/**", lambda route: route.fulfill(status=502, body="bad gateway"))
    family.write_birth(2024, 5, 1)
    phone.get_by_role("button", name="就这一个孩子，继续").click()
    expect(phone.get_by_role("alert")).to_contain_text("这一页没有送出去")
    expect(phone.get_by_label("年", exact=True)).to_have_value("2024")
    phone.unroute("**/check/children/**")
    family.leave(phone.get_by_role("button", name="再试一次"))
    expect(family.heading).to_contain_text("都在济南市吗")
