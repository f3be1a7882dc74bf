from __future__ import annotations

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from benefits.desk.permissions import can_review, can_write
from benefits.models import Appointment, Deed
from regions.models import Region

pytestmark = pytest.mark.usefixtures("seeded")


def create(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_officer", *arguments, stdout=out)
    return out.getvalue()


def test_an_account_is_made_with_its_appointments_and_a_password_that_works() -> None:
    said = create("lin", "370100:editor", "370102:reviewer+questions", "--generate")
    user = User.objects.get(username="lin")
    password = re.search(r"密码: (\S+)", said)
    assert password
    assert user.check_password(password[1])
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert [can_write(user, region) for region in ("370100", "370102", None)] == [True, False, False]
    assert [can_review(user, region) for region in ("370100", "370102", None)] == [False, True, True]
    assert "济南市 编辑" in said
    assert "绑定手机验证器" in said
    deed = Deed.objects.get(key="lin")
    assert (deed.account, deed.what) == ("manage.py create_officer", "added")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lin", "370100"], "write REGION:ROLE"),
        (["lin", "370100:mayor"], "roles: editor, reviewer, auditor, administrator"),
        (["lin", "济南:editor"], "write REGION:ROLE"),
        (["lin", "999999:editor"], "no region has the code 999999"),
        (["lin", "370100:auditor+questions"], "only editors and reviewers"),
        (["l i n", "370100:editor"], "合法的用户名"),
        (["", "370100:editor"], "此字段"),
        (["taken", "370100:editor"], "已存在"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_made(arguments: list[str], said: str) -> None:
    User.objects.create_user("taken")
    with pytest.raises(CommandError, match=re.escape(said)):
        create(*arguments, "--generate")
    assert not Appointment.objects.exists()
    assert User.objects.count() == 1


def test_without_a_terminal_no_password_is_asked_for() -> None:
    with pytest.raises(CommandError, match="--generate"):
        create("lin", "370100:editor")


def test_demonstration_accounts_exist_in_development_only(settings: Settings) -> None:
    Region.objects.create(code="141029", name="乡宁县", level="county", readings="xiang ning xian")
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo_officers")
    assert not User.objects.exists()
    settings.DEBUG = True
    out = io.StringIO()
    for _ in range(2):
        call_command("demo_officers", "--address", "http://127.0.0.1:8000", stdout=out)
    assert User.objects.count() == 5
    assert not User.objects.filter(is_superuser=True).exists()
    assert "http://127.0.0.1:8000/admin/" in out.getvalue()
    assert can_review(User.objects.get(username="xiangning-reviewer"), "141029")
