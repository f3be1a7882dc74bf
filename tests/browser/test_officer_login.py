from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

PASSWORD = "a long password of the test"


@pytest.fixture
def officer(transactional_db: None) -> User:
    return User.objects.create_superuser("officer", password=PASSWORD)


def log_in(page: Page, officer: User) -> None:
    page.goto("/admin/")
    page.fill("[name=username]", officer.username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


def test_an_officer_logs_in_without_breaking_the_content_security_policy(phone: Page, officer: User) -> None:
    console: list[str] = []
    phone.on("console", lambda message: console.append(message.text))
    log_in(phone, officer)
    assert phone.locator("#user-tools").is_visible()
    assert not [text for text in console if "Content Security Policy" in text]


def test_an_officer_logs_in_without_javascript(phone_without_js: Page, officer: User) -> None:
    log_in(phone_without_js, officer)
    assert phone_without_js.locator("#user-tools").is_visible()
    assert phone_without_js.viewport_size == {"width": 390, "height": 844}
