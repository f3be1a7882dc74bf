"""axe finds nothing on any page or state, on a phone; nothing is wider than the phone."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import TODAY
from tests.screenshots.states import State, sealed, states

# One of each kind: the pages that only repeat a form differ in their words alone.
LEFT_OUT = ("results-linqing", "results-luhe", "results-buying", "results-twins", "results-printed", "document-draft")
ONE_OF_EACH_FORM = ("topics", "couple", "care", "hukou", "work_checks", "age_date")


def looked_at(state: State) -> bool:
    kind, _, which = state.name.partition("-")
    if kind == "question" and state.address == f"/check/{which}/":
        return which in ONE_OF_EACH_FORM
    return state.name not in LEFT_OUT


def bring_about(page: Page, state: State, server: LiveServer) -> None:
    page.context.clear_cookies()
    if state.household is not None:
        name, value = sealed(state.household)
        page.context.add_cookies([{"name": name, "value": value, "url": server.url}])
    page.goto(state.address)
    if state.template:
        page.set_content(render_to_string(state.template))
    for selector in state.clicks:
        page.locator(selector).first.click()
        page.locator(".error-summary").wait_for()
    if state.opened:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def test_axe_finds_nothing_and_nothing_is_too_wide(published: None, phone: Page, live_server: LiveServer) -> None:
    wrong: dict[str, list[str]] = {}
    seen = 0
    for state in filter(looked_at, states(TODAY)):
        bring_about(phone, state, live_server)
        found = Axe().run(phone).response
        problems = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
        if phone.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append("wider than the phone")
        seen += bool(found["passes"])
        if problems:
            wrong[state.name] = problems
    assert not wrong
    assert seen > 30
