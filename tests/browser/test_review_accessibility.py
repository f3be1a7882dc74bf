"""axe finds nothing on the pages of review, on an officer's screen; nothing is wider than it, with JavaScript or without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from benefits.checking.content import from_fixtures
from benefits.households import cookie
from benefits.households.cookie import Visit
from benefits.models import Award, Proposal
from benefits.records import read_benefit
from benefits.references.families import read_references
from benefits.references.stored import seed_references
from benefits.review.drafts import draft_rows
from benefits.review.proposing import Draft, submit
from tests.browser.conftest import FIXTURES
from tests.browser.turning import turn
from tests.desk.accounts import Officer, officer, signed_in

KEY = "jinan-childrearing-600"
SIZE: ViewportSize = {"width": 1366, "height": 768}


@pytest.fixture
def reviewer(published: None) -> Officer:
    """A reviewer who also edits, and a proposal of another that breaks expectations."""
    seed_references(FIXTURES / "households", from_fixtures(FIXTURES))
    editor = officer("editor", "editor:370100")
    Award.objects.filter(benefit=KEY).update(number=700)
    (row,) = draft_rows("benefit", [KEY])
    submit(editor.user, [Draft(read_benefit(row), "editor")], reason="标准提高")
    Award.objects.filter(benefit="jinan-maternity-leave-158").update(number=90)
    return officer("reviewer", "reviewer:370100", "editor:370100+")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def screen(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, reviewer: Officer
) -> Iterator[Page]:
    """The reviewer's browser, in which a family was just checked."""
    with browser.new_context(
        base_url=live_server.url, viewport=SIZE, java_script_enabled=request.param, locale="zh-CN"
    ) as context:
        session = signed_in(reviewer.user).cookies[settings.SESSION_COOKIE_NAME].value
        held = {settings.SESSION_COOKIE_NAME: session, settings.HOUSEHOLD_COOKIE: _family()}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in held.items()])
        yield context.new_page()


def _family() -> str:
    content = from_fixtures(FIXTURES)
    reference = next(one for one in read_references(FIXTURES / "households", content) if one.slug == "jinan-marrying")
    response = HttpResponse()
    cookie.save(response, Visit(reference.household))
    return response.cookies[settings.HOUSEHOLD_COOKIE].value


STOCK = ["admin:index", "admin:benefits_benefit_changelist", "admin:benefits_question_add", "admin:benefits_fact_add"]
"""Of the stock admin: its start page, a list, and forms with rows as entries and in tables."""


def addresses() -> list[str]:
    (proposal,) = Proposal.objects.open()
    return [
        f"{reverse('admin:benefits_proposal_review')}?id={proposal.pk}",
        f"{reverse('admin:benefits_benefit_submit')}?id=jinan-maternity-leave-158",
        f"{reverse('admin:benefits_benefit_withdraw')}?id={KEY}",
        reverse("admin:benefits_edition_of", args=["benefit", KEY]),
        reverse("admin:benefits_referencehousehold_keep"),
        *map(reverse, STOCK),
    ]


def test_review_keeps_to_the_policy_and_is_accessible_on_the_screen(
    screen: Page, request: pytest.FixtureRequest
) -> None:
    console: list[str] = []
    # Only the first visits are listened to: the policy forbids axe, too, to style what it measures.
    screen.on("console", lambda message: console.append(message.text))
    for address in addresses():
        answer = screen.goto(address)
        assert answer
        assert answer.status == 200, address
        expect(screen.locator("#content h1")).to_be_visible()
    assert not [text for text in console if "Content Security Policy" in text]
    if "without" in request.node.name:
        return
    wrong: dict[str, list[str]] = {}
    for address in addresses():
        screen.goto(address)
        wrong[address] = _found(screen)
    assert not {address: problems for address, problems in wrong.items() if problems}


def _found(screen: Page) -> list[str]:
    screen.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(screen).response
    problems = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
    if screen.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append("wider than the screen")
    return problems


def test_a_reviewer_approves_with_and_without_javascript(screen: Page) -> None:
    screen.goto(addresses()[0])
    screen.fill("[name=acknowledged]", "新文件提高了标准")
    turn(screen.locator("[name=approve]"))
    expect(screen.locator(".messagelist")).to_contain_text("已批准，发布 1 项")
    screen.goto(f"/benefits/{KEY}/")
    expect(screen.locator("main")).to_contain_text("每月700元")
