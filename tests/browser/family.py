"""A family on a phone: taps what the pages offer, with JavaScript or without."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

FIRST_CHOICE = ""
"""Stands for whatever stands first."""


class Family:
    """Goes through the questionnaire by tapping on words."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")

    def leave(self, control: Locator) -> None:
        """Tap a control, and wait for the page that it leads to, under another heading."""
        before = self.heading.inner_text()
        control.click()
        expect(self.heading).not_to_have_text(before)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is whole: a new one with its scripts, or a swapped one with htmx at work on it."""
        self.page.wait_for_load_state()
        expect(self.page.locator(".htmx-request, .htmx-settling")).to_have_count(0)

    def start(self) -> None:
        self.page.goto("/")
        self.leave(self.page.get_by_role("link", name="开始查"))

    def pick(self, *places: str) -> None:
        """Step down to a place, and choose it."""
        for place in places[:-1]:
            self.page.locator("a.picker-step", has_text=re.compile(f"^{place}$")).click()
            expect(self.page.locator(".picker-trail [aria-current]")).to_have_text(place)
            self.settle()
        self.leave(self.page.get_by_role("button", name=places[-1], exact=True))

    def go_on(self) -> None:
        self.leave(self.page.get_by_role("button", name="继续", exact=True))

    def choose(self, choice: str, who: str = "") -> None:
        """Tap a choice, of one person where the page asks several."""
        field = self.page.locator("fieldset", has=self.page.locator("legend", has_text=who)) if who else self.page
        field.locator("label.choice", has_text=choice).first.click()

    def add_child(self, year: int, month: int, day: int) -> None:
        """Fill in the form of a child that the page offers, and ask for one more."""
        self.write_birth(year, month, day)
        self.page.get_by_role("button", name="添加，再填一个孩子").click()
        expect(self.page.get_by_label("年", exact=True)).to_have_value("")
        self.settle()

    def write_birth(self, year: int, month: int, day: int) -> None:
        for name, number in (("年", year), ("月", month), ("日", day)):
            self.page.get_by_label(name, exact=True).fill(str(number))

    def children_done(self) -> None:
        self.leave(self.page.get_by_role("button", name="没有别的孩子了，继续"))

    def answer_the_rest(self, answers: Mapping[str, str]) -> int:
        """Answer every page until the results, by heading; what is not named gets the first choice.

        Returns how many pages that took.
        """
        for pages in range(20):
            if not self.page.locator("form.question-form").count():
                expect(self.page).to_have_url(re.compile("/results/"))
                return pages
            heading = self.heading.inner_text().replace("\n", "")
            self._answer(answers.get(heading, FIRST_CHOICE))
            self.go_on()
        raise AssertionError("the questions never ended")

    def _answer(self, choice: str) -> None:
        for field in self.page.locator("form.question-form fieldset").all():
            field.locator("label.choice", has_text=choice).first.click()
