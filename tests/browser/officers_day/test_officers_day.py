"""The officer's whole day: from a new document to what a parent is told, and from a parent's doubt to its answer."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from benefits.models import Edition, Proposal
from tests.browser.family import Family
from tests.browser.officers_day.conftest import FAMILY, SECRET
from tests.browser.officers_day.desk import Desk
from tests.browser.officers_day.rules import ALLOWANCE, COURSE, HEADING, NURSERY, RULES, Rule
from tests.browser.turning import turn

MEASURES = Path(__file__).parent / "measures.txt"
DOCUMENT = "shiyan-measures"
QUESTION = "nurture_course"
TITLE = "试验县人民政府关于促进养育支持的若干措施"
HANDED_IN = 2 + len(RULES)
DOUBT, REPLY = "我们两个人都上过课，是不是能领两次？", "按家庭发，一个家庭只补助一次。"


def test_a_document_becomes_what_a_parent_is_told_and_a_parents_doubt_is_answered(
    desks: tuple[Desk, Desk], phone: Page, phone_without_js: Page
) -> None:
    editor, reviewer = desks
    editor.sign_in()
    expect(editor.page).to_have_url("/accounts/2fa/authenticate/")
    editor.give_code(SECRET)
    expect(editor.page.locator("#user-tools")).to_contain_text(editor.account)
    editor.look_over()

    write_records(editor)
    hand_in(editor)
    is_refused_its_own(editor)

    reviewer.sign_in()
    reviewer.enrol()
    review_and_approve(reviewer)

    for page in (phone, phone_without_js):
        reads_what_is_new(page)
    report(phone)
    editor.answer(DOUBT, REPLY)
    for page in (phone, phone_without_js):
        page.goto(f"/benefits/{COURSE.id}/")
        expect(page.locator("#replies")).to_contain_text(REPLY)


def write_records(editor: Desk) -> None:
    """The document, a question for what it asks of parents, and three benefits."""
    editor.take_in(DOCUMENT, TITLE, MEASURES)
    editor.look_over()
    editor.add_question(QUESTION)
    for rule in RULES:
        editor.begin(DOCUMENT, rule)
        editor.write(rule)
        editor.page.click("#look")
        panel = editor.page.locator("#panel-content")
        expect(panel).to_contain_text("这条规则是说")
        remarks = panel.locator(".desk-remarks li")
        expect(remarks).to_have_count(len(unpublished(rule)))
        expect(remarks).to_contain_text(unpublished(rule))
        if rule is COURSE:
            editor.look_over()
        editor.save()
    editor.page.goto(f"/admin/benefits/document/{DOCUMENT}/coverage/")
    for rule in RULES:
        expect(editor.page.locator("main")).to_contain_text(rule.title)
    editor.look_over()


def unpublished(rule: Rule) -> list[str]:
    """All that the checks still remark: what the record refers to is not submitted yet."""
    document = [f"文件 {DOCUMENT} 还没有发布，要和它一起送审"] * (2 if rule.dated else 1)
    question = [f"没有编号为 {QUESTION} 的事实"] if rule is COURSE else []
    return document + question


def hand_in(editor: Desk) -> None:
    """Submit all of it for review."""
    editor.submit(f"/admin/benefits/document/{DOCUMENT}/change/")
    editor.submit(f"/admin/benefits/question/{QUESTION}/change/")
    editor.submit_benefits(len(RULES))
    assert Proposal.objects.open().count() == HANDED_IN


def is_refused_its_own(editor: Desk) -> None:
    """Whoever wrote it finds no button to approve it, and is refused if it makes one."""
    editor.open_review("您送审的，等别人审核", HANDED_IN)
    expect(editor.page.locator("#decide")).to_contain_text("请另一位审核人审核")
    expect(editor.page.locator("button[name=approve]")).to_have_count(0)
    editor.page.evaluate("document.querySelector('button[name=take_back]').name = 'approve'")
    turn(editor.page.locator("button[name=approve]"))
    expect(editor.told).to_contain_text("请另一位审核人审核")
    assert Proposal.objects.open().count() == HANDED_IN
    assert not Edition.objects.filter(kind="benefit").exists()


def review_and_approve(reviewer: Desk) -> None:
    """See the difference, what it does to families, the checks and the citations beside their clauses; approve."""
    reviewer.open_review("等您审核", HANDED_IN)
    content = reviewer.page.locator("#content-main")
    for rule in RULES:
        item = content.locator(f"#benefit-{rule.id}")
        expect(item.locator(".desk-changes")).to_contain_text(rule.summary)
        expect(item.locator("mark")).to_have_text(rule.quotes)
        expect(item).to_contain_text("没有发现问题")
    gained = content.locator("#effects details", has_text="得到")
    expect(gained).to_contain_text(FAMILY)
    expect(gained).to_contain_text(ALLOWANCE.title)
    expect(content.locator("#effects")).to_contain_text("问题一共多")
    reviewer.look_over()
    turn(reviewer.page.get_by_role("button", name="批准"))
    expect(reviewer.told).to_contain_text("家长现在就能看到")


def reads_what_is_new(page: Page) -> None:
    """A parent of two answers the county's questions, the new one among them, and reads the clause in the document."""
    family = Family(page)
    family.start()
    family.pick("试验省", "试验市", "试验县")
    family.choose("爸爸妈妈两人")
    family.go_on()
    family.add_child(2022, 3, 4)
    family.add_child(2026, 2, 1)
    family.children_done()
    family.choose("是")
    family.go_on()
    expect(family.heading).to_have_text(HEADING)
    family.choose("是", "妈妈")
    family.choose("否", "爸爸")
    family.go_on()
    expect(family.heading).to_have_text("您家的福利清单")
    money = card(page, ALLOWANCE)
    expect(money).to_contain_text("二宝")
    expect(money).to_contain_text("每月300元")
    page.get_by_role("link", name="看是哪些、为什么、怎样能改变").click()
    expect(page.locator("#withheld")).to_contain_text(NURSERY.title)
    page.goto("/results/")
    course = card(page, COURSE)
    expect(course).to_contain_text("一次性200元")
    course.locator("a[href^='/documents/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("mark")).to_have_text(COURSE.quotes)
    page.go_back()
    expect(family.heading).to_have_text("您家的福利清单")


def card(page: Page, rule: Rule) -> Locator:
    """The card of a benefit on the results."""
    return page.locator("article", has=page.get_by_role("heading", name=rule.title)).first


def report(page: Page) -> None:
    """Say on the benefit's card that something is not right."""
    course = card(page, COURSE)
    course.locator("summary").first.click()
    course.get_by_role("link", name="这条信息不对？").click()
    page.fill("[name=text]", DOUBT)
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
