"""Fixtures for all tests: a database per process, strict templates, and a phone's browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.template import Engine
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.desk.accounts import signed_in
from tests.templates import UndefinedVariable

_BROWSER_TESTS = Path(__file__).parent / "browser"
_CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_PHONE_WIDTH = 390
_PHONE_HEIGHT = 844

# Root needs no sandbox; the rest keeps Chromium from calling home.
_CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
]

# How long an example takes says more of the machine, and of what else it does, than of the code.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

# Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_BROWSER_TESTS):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Name the test database after the process, so that two runs at once never share one."""
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; a server's thread that still holds a session at the end must not keep it from being dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_fast() -> None:
    """Hundreds of accounts are made; production's hashes take a quarter of a second each on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def undefined_template_variables_fail() -> None:
    Engine.get_default().string_if_invalid = UndefinedVariable()


@pytest.fixture
def admin_client(admin_user: User) -> Client:
    """A browser in which a superuser has signed in, and shown a second factor."""
    return signed_in(admin_user)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a phone; relative addresses lead to the live server."""
    with _phone(browser, live_server, javascript=True) as context:
        yield context.new_page()


@pytest.fixture
def phone_without_js(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """As `phone`, with JavaScript off."""
    with _phone(browser, live_server, javascript=False) as context:
        yield context.new_page()


def _phone(browser: Browser, server: LiveServer, *, javascript: bool) -> BrowserContext:
    return browser.new_context(
        base_url=server.url,
        viewport={"width": _PHONE_WIDTH, "height": _PHONE_HEIGHT},
        java_script_enabled=javascript,
        has_touch=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
