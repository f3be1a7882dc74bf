from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from benefits.editions import catalogue
from benefits.models import Appointment, ReferenceHousehold
from benefits.seeding import seed
from regions.directory import hold_directory
from tests.browser.conftest import FIXTURES, TODAY
from tests.browser.officers_day.desk import Desk
from tests.desk.accounts import PASSWORD

REGIONS = """\
code,name,level
000000,中国,country
990000,试验省,province
990100,试验市,prefecture
990101,试验县,county
"""
COUNTY = "990101"
FAMILY = "试验县，大宝2022年生，二宝2026年2月1日出生"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EDITOR, REVIEWER = "shiyan-editor", "shiyan-reviewer"


@pytest.fixture
def county(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A county without documents, the questions of the fixtures, and two accounts that may edit and review there."""
    shutil.copy(FIXTURES / "questions.yaml", tmp_path)
    (tmp_path / "regions.csv").write_text(REGIONS, encoding="utf-8")
    cache.clear()
    with time_machine.travel(f"{TODAY.isoformat()}T12:00:00+08:00"):
        hold_directory(None)
        catalogue.forget()
        seed(tmp_path, today=TODAY)
        _keep_family()
        # The editor bound a phone long ago; the reviewer signs in for the first time.
        TOTP.activate(_officer(EDITOR), SECRET)
        _officer(REVIEWER)
        yield
    cache.clear()
    hold_directory(None)
    catalogue.forget()


def _officer(name: str) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    for role in ("editor", "reviewer"):
        Appointment.objects.create(account=user, region_id=COUNTY, role=role, questions=True)
    return user


def _keep_family() -> None:
    household = {
        "family": {"residence": COUNTY, "all_here": True, "parents": "both"},
        "mother": {},
        "father": {},
        "children": [{"birth": "2022-03-04", "relation": "ours"}, {"birth": "2026-02-01", "relation": "ours"}],
    }
    ReferenceHousehold.objects.create(
        slug="shiyan-second-child", title=FAMILY, region_id=COUNTY, as_of=TODAY, household=household
    )


@pytest.fixture
def desks(browser: Browser, live_server: LiveServer, county: None) -> Iterator[tuple[Desk, Desk]]:
    """The editor's and the reviewer's office screens; neither may meet an error in the console."""
    with ExitStack() as screens:
        contexts = [
            screens.enter_context(
                browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768}, locale="zh-CN")
            )
            for _ in (EDITOR, REVIEWER)
        ]
        editor, reviewer = (
            Desk(context.new_page(), name) for context, name in zip(contexts, (EDITOR, REVIEWER), strict=True)
        )
        yield editor, reviewer
        assert not editor.wrong + reviewer.wrong
