"""Accounts are kept by administrators of their regions, who thereby get no right to any record."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from benefits.models import Appointment, Deed
from tests.desk.accounts import PASSWORD, Officer, officer
from tests.desk.forms import errors, fields

LIST = "/admin/auth/user/"
ADD = f"{LIST}add/"


def page_of(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def appointment(number: int, role: str, region: str, **more: str) -> dict[str, str]:
    given = {"region": region, "role": role} | more
    return {f"appointments-{number}-{name}": value for name, value in given.items()}


def new_account(client: Client, name: str, role: str, region: str, **more: str) -> Any:
    sent = fields(client.get(ADD)) | {"username": name, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(ADD, sent | appointment(0, role, region, **more))


def test_an_administrator_makes_an_account_that_can_sign_in(administrator: Officer) -> None:
    assert new_account(administrator.client, "lin", "editor", "370102").status_code == 302
    made = User.objects.get(username="lin")
    assert (made.is_staff, made.is_superuser, made.check_password(PASSWORD)) == (True, False, True)
    assert [str(one) for one in made.appointments.all()] == ["历下区 编辑"]
    deed = Deed.objects.get(what="added", key="lin")
    assert deed.account == "jinan-administrator"
    assert "历下区 编辑" in str(deed.detail)
    assert PASSWORD not in str(deed.detail)


@pytest.mark.parametrize(
    ("role", "region", "more"),
    [("editor", "371500", {}), ("editor", "370000", {}), ("editor", "000000", {}), ("mayor", "370100", {})],
)
def test_nobody_is_appointed_to_a_region_of_other_administrators(
    administrator: Officer, role: str, region: str, more: dict[str, str]
) -> None:
    assert errors(new_account(administrator.client, "lin", role, region, **more))
    assert not User.objects.filter(username="lin").exists()


def test_an_account_without_an_appointment_is_not_made(administrator: Officer) -> None:
    sent = fields(administrator.client.get(ADD)) | {"username": "lin", "password1": PASSWORD, "password2": PASSWORD}
    assert administrator.client.post(ADD, sent).status_code == 200
    assert not User.objects.filter(username="lin").exists()


def test_only_the_whole_countrys_administrator_gives_the_right_to_the_questions(administrator: Officer) -> None:
    new_account(administrator.client, "lin", "editor", "370100", questions="on")
    assert not Appointment.objects.get(account__username="lin").questions
    country = officer("of-the-country", "administrator:000000")
    new_account(country.client, "shen", "editor", "370100", questions="on")
    assert Appointment.objects.get(account__username="shen").questions


def test_an_administrator_cannot_appoint_itself(administrator: Officer) -> None:
    page = administrator.client.get(page_of(administrator.user))
    assert page.status_code == 200
    sent = {"username": "x", "is_active": "on"} | appointment(0, "editor", "370100")
    sent |= {"appointments-TOTAL_FORMS": "1", "appointments-INITIAL_FORMS": "0"}
    assert administrator.client.post(page_of(administrator.user), sent).status_code == 403
    assert [one.role for one in administrator.user.appointments.all()] == ["administrator"]


def test_an_administrator_writes_and_approves_no_records(administrator: Officer) -> None:
    for address in ("/admin/benefits/benefit/money/change/", "/admin/benefits/benefit/add/"):
        assert administrator.client.post(address, {"title": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["editor", "chief", "auditor", "nobody"])
def test_others_see_no_accounts(name: str, stranger: Officer, request: pytest.FixtureRequest) -> None:
    one: Officer = request.getfixturevalue(name)
    for address in (LIST, ADD, page_of(stranger.user), f"{LIST}{stranger.user.pk}/password/"):
        for got in (one.client.get(address, follow=True), one.client.post(address, {"username": "x"}, follow=True)):
            assert "liaocheng-chief" not in got.content.decode(), address
    assert not User.objects.filter(username="x").exists()


def test_an_administrator_changes_no_account_that_also_serves_elsewhere_or_for_the_questions(
    administrator: Officer, stranger: Officer
) -> None:
    both = officer("both", "editor:370100", "reviewer:371500")
    asker = officer("asker", "editor:370100+")
    for account, status in ((both, 200), (asker, 200), (stranger, 302)):
        assert administrator.client.get(page_of(account.user)).status_code == status
        administrator.client.post(page_of(account.user), {"is_active": ""})
        password = {"password1": "stolen password 1", "password2": "stolen password 1"}
        administrator.client.post(f"{LIST}{account.user.pk}/password/", password)
        for action in ("end_all_sessions", "reset_second_factor"):
            administrator.client.post(LIST, {"action": action, "_selected_action": [account.user.pk]})
        account.user.refresh_from_db()
        assert account.user.is_active
        assert account.user.check_password(PASSWORD)
        assert account.client.get("/admin/").status_code == 200


def test_an_account_for_the_questions_is_changed_by_the_whole_countrys_administrator_alone(
    administrator: Officer, admin_client: Client
) -> None:
    asker = officer("asker", "editor:370100+").user
    held = Appointment.objects.get(account=asker)
    country = officer("of-the-country", "administrator:000000").client
    for client, role, status in (
        (administrator.client, "reviewer", 403),
        (country, "reviewer", 302),
        (admin_client, "editor", 302),
    ):
        sent = fields(admin_client.get(page_of(asker))) | {"appointments-0-role": role}
        assert client.post(page_of(asker), sent).status_code == status
        held.refresh_from_db()
        assert (held.role == role, held.questions) == (status == 302, True)


def test_a_superuser_is_out_of_an_administrators_reach(administrator: Officer) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    country = officer("of-the-country", "administrator:000000")
    for one in (administrator, country):
        assert "root" not in one.client.get(LIST).content.decode()
        one.client.post(
            f"{LIST}{root.pk}/password/", {"password1": "stolen password 1", "password2": "stolen password 1"}
        )
    root.refresh_from_db()
    assert root.check_password(PASSWORD)


def test_switching_off_changing_the_password_and_the_second_factor_are_written_down(administrator: Officer) -> None:
    lin = officer("lin", "editor:370100")
    Authenticator.objects.create(user=lin.user, type="totp", data={})
    administrator.client.post(LIST, {"action": "reset_second_factor", "_selected_action": [lin.user.pk]})
    assert not Authenticator.objects.filter(user=lin.user).exists()
    new = {"password1": "a new and long password", "password2": "a new and long password"}
    administrator.client.post(f"{LIST}{lin.user.pk}/password/", new)
    sent = fields(administrator.client.get(page_of(lin.user)))
    sent.pop("is_active")
    administrator.client.post(page_of(lin.user), sent)
    lin.user.refresh_from_db()
    assert (lin.user.is_active, lin.user.check_password(new["password1"])) == (False, True)
    deeds = Deed.objects.filter(account="jinan-administrator", key="lin").order_by("id")
    assert [deed.what for deed in deeds] == ["second_factor", "password", "changed"]
    assert deeds[2].detail["changes"] == [{"where": "", "field": "有效", "before": "是", "after": "否"}]


def test_accounts_are_never_deleted(administrator: Officer, admin_client: Client) -> None:
    lin = officer("lin", "editor:370100")
    for client in (administrator.client, admin_client):
        assert client.post(f"{LIST}{lin.user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="lin").exists()
