"""All that officers do stands in a list that nobody can change."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from benefits.admin.base import DeskAdmin
from benefits.admin.deeds import KINDS
from benefits.admin.editions import ReadOnlyAdmin
from benefits.desk import deeds
from benefits.desk.witness import ACCOUNT
from benefits.models import Award, Benefit, Deed, Did
from tests.desk.accounts import Officer
from tests.desk.forms import fields

LIST = "/admin/benefits/deed/"
MONEY = "/admin/benefits/benefit/money/change/"


def change(editor: Officer, **changed: str) -> Deed:
    sent = fields(editor.client.get(MONEY)) | changed
    assert editor.client.post(MONEY, sent).status_code == 302
    return Deed.objects.filter(what=Did.CHANGED).latest("id")


def listed(one: Officer, **query: str) -> list[Deed]:
    return list(one.client.get(LIST, query).context["cl"].result_list)


def test_a_change_is_written_down_field_by_field_in_chinese(editor: Officer) -> None:
    deed = change(editor, title="育儿补贴（新）", force="planned", **{"awards-0-number": "700"})
    assert (deed.account, deed.kind, deed.key, deed.region_id) == ("jinan-editor", "benefit", "money", "370100")
    assert {"where": "", "field": "标题", "before": "育儿补贴", "after": "育儿补贴（新）"} in deed.detail["changes"]
    assert ("数额", "600", "700") in [(one["field"], one["before"], one["after"]) for one in deed.detail["changes"]]
    force = next(one for one in deed.detail["changes"] if one["field"] == "效力")
    assert (force["before"] != "entitlement", force["after"] != "planned") == (True, True)


def test_saving_without_a_change_is_no_deed(editor: Officer) -> None:
    editor.client.post(MONEY, fields(editor.client.get(MONEY)))
    assert not Deed.objects.filter(what=Did.CHANGED).exists()


def test_deleting_is_written_down(editor: Officer) -> None:
    Benefit.objects.create(id="new", region_id="370100", title="新的", summary="新", category="cash")
    editor.client.post("/admin/benefits/benefit/new/delete/", {"post": "yes"})
    deed = Deed.objects.get(what=Did.DELETED)
    assert (deed.key, deed.detail["note"]) == ("new", "新的")


def test_the_history_of_a_record_is_what_was_done_to_it(editor: Officer) -> None:
    change(editor, title="育儿补贴（新）")
    page = editor.client.get("/admin/benefits/benefit/money/history/").content.decode()
    assert "<del>育儿补贴</del>" in page
    assert "<ins>育儿补贴（新）</ins>" in page


@pytest.mark.parametrize("statement", ["UPDATE benefits_deed SET account = 'another'", "DELETE FROM benefits_deed"])
def test_the_database_refuses_to_change_or_delete_a_deed(editor: Officer, statement: str) -> None:
    assert Deed.objects.exists()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_changes_the_list_by_hand(chief: Officer, admin_client: Any) -> None:
    deed = Deed.objects.latest("id")
    for client in (chief.client, admin_client):
        assert client.post(f"{LIST}{deed.pk}/change/", {"account": "x"}).status_code == 403
        assert client.post(f"{LIST}{deed.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.post(f"{LIST}add/", {"account": "x"}).status_code == 403


def test_each_sees_the_deeds_of_the_regions_it_reads_and_its_own_sign_ins(
    editor: Officer, stranger: Officer, county_editor: Officer, administrator: Officer
) -> None:
    for region in ("370100", "370102", "371500"):
        deeds.record("somebody", Did.CHANGED, "benefit", f"of-{region}", region)
    seen = {
        one.user.username: {deed.key for deed in listed(one)}
        for one in (editor, stranger, county_editor, administrator)
    }
    assert seen == {
        "jinan-editor": {"of-370100", "of-370102", "jinan-editor"},
        "liaocheng-chief": {"of-371500", "liaocheng-chief"},
        "lixia-editor": {"of-370100", "of-370102", "lixia-editor"},
        "jinan-administrator": {"of-370100", "of-370102", "jinan-editor", "lixia-editor", "jinan-administrator"},
    }


def test_the_list_is_filtered_by_what_was_done_and_to_what(chief: Officer) -> None:
    deeds.record("lin", Did.CHANGED, "benefit", "money", "370100")
    assert {deed.what for deed in listed(chief, what__exact="signed_in")} == {"signed_in"}
    assert {deed.kind for deed in listed(chief, kind="benefit")} == {"benefit"}
    page = chief.client.get(LIST).content.decode()
    assert "登录失败" in page
    assert "种类" in page


def test_taking_records_away_is_written_down(editor: Officer, auditor: Officer) -> None:
    for one, place in ((editor, "questions"), (auditor, "370100")):
        assert one.client.get(reverse("admin:benefits_exchange_export"), {"place": place, "file_format": "yaml"})
    told = Deed.objects.filter(what=Did.EXPORTED).order_by("id").values_list("account", "key", "region", "detail__note")
    assert list(told) == [
        ("jinan-editor", "questions", None, "问题（yaml）"),
        ("jinan-auditor", "370100", "370100", "济南市（yaml）"),
    ]


def test_publishing_from_the_command_line_is_written_down(seeded: object) -> None:
    Award.objects.filter(benefit="money").update(number=700)
    call_command("publish", "benefit", "money", "leave", "--by", "li", "--reason", "调整", stdout=StringIO())
    deed = Deed.objects.get(what=Did.PUBLISHED)
    assert (deed.account, deed.kind, deed.key, deed.detail["note"]) == ("li", "benefit", "money", "调整")


def test_every_kind_of_record_that_officers_change_has_a_name_in_the_list() -> None:
    changed = {one.opts.model_name for one in admin.site._registry.values() if _is_changed_by_itself(one)}
    assert {"benefit", "referencehousehold"} < changed
    assert changed - {"user"} | {ACCOUNT} <= set(KINDS)


def _is_changed_by_itself(one: Any) -> bool:
    return isinstance(one, DeskAdmin) and not isinstance(one, ReadOnlyAdmin) and not one.owner
