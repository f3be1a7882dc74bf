"""An officer at the desk, on an office screen: reads what a page says, and clicks on its words."""

from __future__ import annotations

import time
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.browser.officers_day.rules import FACT, HEADING, IN_FORCE, SINCE, Award, Row, Rule
from tests.browser.turning import turn
from tests.desk.accounts import PASSWORD

REASON = "新文件：试县发〔2026〕3号"
_CODE_SECONDS = 30


class Desk:
    """One account's browser. ``wrong`` keeps what the console complained of, a broken policy among it."""

    def __init__(self, page: Page, account: str) -> None:
        self.page, self.account = page, account
        self.wrong: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{self.page.url}: {message.text}")

    @property
    def told(self) -> Locator:
        """What the desk says was done."""
        return self.page.locator(".messagelist")

    def look_over(self) -> None:
        """A view of our own is one that axe accepts, and that fits the screen."""
        heard = len(self.wrong)
        found = Axe().run(self.page).response
        # The policy forbids axe, too, to style what it measures.
        del self.wrong[heard:]
        assert found["passes"]
        problems = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
        assert not problems, (self.page.url, problems)
        assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), self.page.url

    # ------------------------------------------------------------ signing in

    def sign_in(self) -> None:
        """Give the account's name and password."""
        self.page.goto("/admin/")
        self.page.fill("[name=login]", self.account)
        self.page.fill("[name=password]", PASSWORD)
        turn(self.page.locator("input[type=submit]"))

    def give_code(self, secret: str) -> None:
        """Give the six digits that the officer's phone shows."""
        code = format_hotp_value(hotp_value(secret, int(time.time()) // _CODE_SECONDS))
        self.page.fill("[name=code]", code)
        turn(self.page.locator("input[type=submit]"))

    def enrol(self) -> None:
        """Bind a phone, as the first sign-in of a reviewer asks for."""
        expect(self.page.locator(".qr svg")).to_be_visible()
        self.give_code(self.page.inner_text("code.secret"))
        turn(self.page.get_by_role("link", name="记好了，去后台"))

    def turn_to(self, words: str, count: int) -> None:
        """Follow a line of the to-do list on the start page, which says how many there are."""
        self.page.goto("/admin/")
        turn(self.page.locator(".todo").get_by_role("link", name=f"{words} {count} 项"))

    # ------------------------------------------------------------ editing

    def take_in(self, slug: str, title: str, file: Path) -> None:
        """Upload a document of the account's one region; the clauses it is split into are shown."""
        self.page.goto("/admin/benefits/document/add/")
        for name, text in {
            "slug": slug,
            "title": title,
            "number": "试县发〔2026〕3号",
            "issuer": "试验县人民政府",
            "date": "2026-01-05",
        }.items():
            self.page.fill(f"[name={name}]", text)
        self.page.set_input_files("[name=file]", file)
        turn(self.page.locator("[name=_save]"))
        expect(self.page.get_by_role("heading", name="核对条款")).to_be_visible()

    def add_question(self, slug: str) -> None:
        """A question of each parent that asks for one new fact."""
        self.page.goto("/admin/benefits/question/add/")
        for name, text in {
            "heading": HEADING,
            "help": "县妇幼保健院办的、教怎样带孩子的课，上过一次就算。",
            "slug": slug,
            "section": "家里人",
            "order": "115",
            "facts-0-slug": slug,
            "facts-0-label": FACT,
            "facts-0-ask": "上过县妇幼保健院的养育课程吗",
        }.items():
            self.page.fill(f"[name={name}]", text)
        for name, words in {"form": "一件事，逐人回答", "facts-0-holder": "父母各人", "facts-0-type": "是或否"}.items():
            self.page.select_option(f"[name={name}]", label=words)
        turn(self.page.locator("[name=_save]"))
        expect(self.told).to_contain_text("成功添加了")

    def begin(self, document: str, rule: Rule) -> None:
        """Choose a clause and the words to quote, and begin a benefit from them."""
        self.page.goto(f"/admin/benefits/document/{document}/clauses/")
        turn(self.page.locator(".paper-tree a", has_text=rule.clause).first)
        self.page.get_by_label(rule.quote, exact=True).check()
        turn(self.page.get_by_role("button", name="新建福利"))
        expect(self.page.locator("[name=citations-0-quote]")).to_have_value(rule.quote)

    def write(self, rule: Rule) -> None:
        """Fill in the form that was begun."""
        for name, text in {"id": rule.id, "title": rule.title, "summary": rule.summary, "since": SINCE}.items():
            self.page.fill(f"[name={name}]", text)
        for name, words in rule.chosen.items():
            self.page.select_option(f"[name={name}]", label=words)
        if rule.dated:
            self._quote("citations-1", *IN_FORCE)
        for number, row in enumerate(rule.conditions):
            self._ready(f"conditions-{number}-fact", self.page.get_by_text("添加另一个 条件"))
            self._write_row(f"conditions-{number}", row)
        for number, award in enumerate(rule.awards):
            self._ready(f"awards-{number}-number", self.page.get_by_text("添加另一个 给付"))
            self._write_award(f"awards-{number}", award)

    def _ready(self, name: str, more: Locator) -> None:
        if not self.page.locator(f"[name={name}]").count():
            more.click()

    def _quote(self, prefix: str, clause: str, quote: str) -> None:
        """Cite one more clause: its sentences are offered once it is named."""
        self.page.select_option(f"[name={prefix}-document]", index=1)
        self.page.fill(f"[name={prefix}-clause]", clause)
        self.page.locator(f"[name={prefix}-clause]").blur()
        self.page.locator(f"#{prefix}").get_by_label(quote, exact=True).check()
        expect(self.page.locator(f"[name={prefix}-quote]")).to_have_value(quote)

    def _write_award(self, prefix: str, award: Award) -> None:
        self.page.fill(f"[name={prefix}-number]", str(award.number))
        self.page.fill(f"[name={prefix}-unit]", "元")
        if award.period:
            self.page.select_option(f"[name={prefix}-period]", label=award.period)
        block = self.page.locator(f"#{prefix}")
        if award.months:
            block.locator("summary", has_text="发放与申领的时间").click()
            self.page.select_option(f"[name={prefix}-run_at]", label="出生日期或预产期")
            self.page.fill(f"[name={prefix}-run_end]", f"{award.months}个月")
        if award.when:
            block.locator("summary", has_text="只对这项给付的条件").click()
        for number, row in enumerate(award.when):
            self._write_row(f"{prefix}-when-{number}", row)

    def _write_row(self, prefix: str, row: Row) -> None:
        self.page.select_option(f"[name={prefix}-fact]", label=row.fact)
        for name in ("op", "whose", "if_not", "basis"):
            if words := getattr(row, name):
                self.page.select_option(f"[name={prefix}-{name}]", label=words)
        if row.note:
            self.page.fill(f"[name={prefix}-note]", row.note)
        if row.value:
            fields = self.page.locator(".desk-fields", has=self.page.locator(f"[name={prefix}-fact]"))
            self._write_value(fields.locator(".desk-value"), row.value)

    def _write_value(self, shown: Locator, value: str) -> None:
        """The field that follows the fact's type: options, a date, or a number."""
        tag = shown.evaluate("field => field.tagName")
        if tag == "SELECT":
            shown.select_option(label=value)
        elif tag == "FIELDSET":
            for option in value.split("、"):
                shown.get_by_label(option, exact=True).check()
        else:
            shown.fill(value)
            shown.blur()

    def save(self) -> None:
        """Save the form, and be told so."""
        turn(self.page.locator("[name=_save]"))
        expect(self.told).to_contain_text("成功添加了")

    # ------------------------------------------------------------ review

    def submit(self, address: str) -> None:
        """Hand in one record from its own page."""
        self.page.goto(address)
        turn(self.page.get_by_role("link", name="提交审核"))
        self._hand_in()

    def submit_benefits(self, count: int) -> None:
        """Hand in all benefits that were not yet, together."""
        self.turn_to("您改过、还没有送审的福利", count)
        self._take_all(count, "提交审核")
        expect(self.page.locator("#submit")).to_contain_text("提交给审核人")
        self.look_over()
        self._hand_in()

    def _hand_in(self) -> None:
        self.page.fill("[name=reason]", REASON)
        turn(self.page.get_by_role("button", name="提交审核"))
        expect(self.told).to_contain_text("等另一位审核人审核")

    def open_review(self, words: str, count: int) -> None:
        """Open the review of all that a line of the to-do list counts."""
        self.turn_to(words, count)
        self._take_all(count, "一起审核")
        expect(self.page.locator("#decide")).to_be_visible()

    def _take_all(self, count: int, action: str) -> None:
        """Tick all lines of the list, of which there are so many, and do one thing with them."""
        self.page.check("#action-toggle")
        expect(self.page.locator(".action-counter")).to_have_text(f"选中了 {count} 个中的 {count} 个")
        self.page.select_option("[name=action]", label=action)
        turn(self.page.locator("button[name=index]"))

    # ------------------------------------------------------------ corrections

    def answer(self, said: str, reply: str) -> None:
        """Find what a parent wrote, and answer it."""
        self.turn_to("家长反映，还没有答复", 1)
        turn(self.page.get_by_role("link", name=said))
        self.page.select_option("[name=state]", label="已答复")
        self.page.fill("[name=reply]", reply)
        turn(self.page.locator("[name=_save]"))
        expect(self.told).to_contain_text("成功修改了")
