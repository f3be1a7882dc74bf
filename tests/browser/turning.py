"""Turning from page to page."""

from __future__ import annotations

from playwright.sync_api import Locator


def turn(control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there with its scripts: a click alone does not."""
    with control.page.expect_navigation():
        control.click()
