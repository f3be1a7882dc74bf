"""A parent says what is wrong, an officer answers, and the answer stands on the benefit's page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from benefits.editions import catalogue
from benefits.editions.publishing import Signature, withdraw
from benefits.models import Correction, CorrectionState, Deed, Edition
from benefits.pages.correction import MOST_A_DAY
from benefits.today import today
from tests.desk.accounts import Officer
from tests.racing import overtaken

PAGE = "/benefits/money/correction/"
RECEIVED = "/benefits/money/correction/received/"
SCRIPT = "<script>alert(1)</script>{{ 7|add:7 }}"
ANSWERS = {"family": {"residence": "370100"}, "children": [{"birth": "2024-05-01", "relation": "ours"}]}


def send(client: Client, **given: Any) -> Any:
    return client.post(PAGE, {"edition": "1", "text": "现在是每月800元"} | given)


@pytest.fixture
def sent(seeded: object, client: Client) -> Correction:
    send(client, condition="现在住的地方：在济南市", contact="13800000000")
    return Correction.objects.get()


def answer(officer: Officer, row: Correction, **given: Any) -> Any:
    address = reverse("admin:benefits_correction_change", args=[row.pk])
    shown = officer.client.get(address)
    seen = shown.context["adminform"].form.initial.get("seen", "") if shown.status_code == 200 else ""
    return officer.client.post(address, {"state": "answered", "reply": "已核实。", "seen": seen} | given)


# ---------------------------------------------------------------- the parent


@pytest.mark.usefixtures("seeded")
def test_the_page_of_a_benefit_leads_to_the_form(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/benefits/money/").content.decode()
    page = client.get(PAGE).content.decode()
    assert "这条信息不对？" in page
    assert "现在住的地方：在济南市" in page
    assert "把我家的回答一起发去" not in page


def test_what_a_parent_writes_is_kept_with_the_edition_and_the_condition(sent: Correction) -> None:
    assert sent.edition == Edition.objects.get(kind="benefit", key="money")
    assert (sent.condition, sent.text, sent.contact) == ("现在住的地方：在济南市", "现在是每月800元", "13800000000")
    assert (sent.state, sent.answers) == (CorrectionState.NEW, None)


@pytest.mark.usefixtures("seeded")
def test_a_correction_is_thanked_for_after_a_redirect(client: Client) -> None:
    assert send(client).headers["Location"] == RECEIVED
    assert "收到了，谢谢您" in client.get(RECEIVED).content.decode()


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "  "}, "请写一写哪里不对"),
        ({"text": "长" * 1001}, "最多1000个字"),
        ({"contact": "1" * 101}, "最多100个字"),
        ({"condition": "没有这一条"}, "请重新选"),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_written_is_lost(
    client: Client, given: dict[str, str], words: str
) -> None:
    refused = send(client, **({"text": "写了很久的话"} | given))
    assert refused.status_code == 200
    page = refused.content.decode()
    assert words in page
    assert given.get("text", "写了很久的话").strip() in page
    assert not Correction.objects.exists()


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("edition", ["0", "7", "x", "", "99999999999999", "-1"])
def test_an_edition_that_never_was_is_refused(client: Client, edition: str) -> None:
    assert send(client, edition=edition).status_code in (200, 404)
    assert not Correction.objects.exists()


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("text", ["a\0b", SCRIPT, "\u202e乱", "😀" * 300])
def test_strange_text_is_refused_or_kept_as_it_is(client: Client, text: str) -> None:
    answered = send(client, text=text, contact=text[:100])
    assert answered.status_code in (200, 302)
    assert b"<script>alert" not in answered.content
    assert [row.text for row in Correction.objects.all()] in ([], [text])


@pytest.mark.usefixtures("seeded")
def test_a_benefit_that_is_none_has_no_form(client: Client) -> None:
    assert client.get("/benefits/nothing/correction/").status_code == 404
    assert client.post("/benefits/nothing/correction/", {"edition": "1", "text": "x"}).status_code == 404


@pytest.mark.usefixtures("seeded")
def test_what_was_withdrawn_while_its_reader_was_writing_can_still_be_reported(client: Client) -> None:
    withdraw("benefit", "leave", Signature(by="li", reason="废止", from_date=today()))
    withdraw("benefit", "money", Signature(by="li", reason="废止", from_date=today()))
    assert send(client, condition="现在住的地方：在济南市").status_code == 302
    assert Correction.objects.get().condition == "现在住的地方：在济南市"
    assert client.get(RECEIVED).status_code == 200
    assert client.get(PAGE).status_code == 404
    mended = send(client, text="字" * 1001)
    assert mended.status_code == 200
    assert mended.context["title"] == "育儿补贴"
    assert "字" * 1001 in mended.content.decode()


# ---------------------------------------------------------------- the household


def with_answers(client: Client) -> None:
    sealed = signing.dumps({"household": ANSWERS}, salt="benefits.household", compress=True)
    client.cookies[settings.HOUSEHOLD_COOKIE] = sealed


@pytest.mark.usefixtures("seeded")
def test_answers_are_shown_before_they_are_sent_and_only_sent_when_ticked(client: Client) -> None:
    with_answers(client)
    page = client.get(PAGE).content.decode()
    assert "会发去的回答" in page
    assert "济南市" in page
    send(client, text="没有勾")
    send(client, text="勾了", send_answers="on")
    kept = {row.text: row.answers for row in Correction.objects.all()}
    assert kept == {"没有勾": None, "勾了": ANSWERS}


@pytest.mark.usefixtures("seeded")
def test_nothing_is_sent_along_where_there_are_no_answers(client: Client) -> None:
    send(client, send_answers="on")
    assert Correction.objects.get().answers is None


# ---------------------------------------------------------------- too many


@pytest.mark.usefixtures("seeded")
def test_one_address_sends_only_so_many_a_day(client: Client) -> None:
    for number in range(MOST_A_DAY):
        assert send(client, text=f"第{number}条").status_code == 302
    refused = send(client, text="又一条")
    assert "没有收下" in refused.content.decode()
    assert "又一条" in refused.content.decode()
    assert send(Client(REMOTE_ADDR="10.1.2.3"), text="别人的").status_code == 302
    assert Correction.objects.count() == MOST_A_DAY + 1
    with time_machine.travel(today() + timedelta(days=1), tick=True):
        assert send(client, text="第二天").status_code == 302


@pytest.mark.usefixtures("seeded")
def test_no_address_is_kept_and_the_mark_of_the_day_goes_with_the_day(client: Client) -> None:
    send(client)
    first = Correction.objects.get()
    assert len(first.sender) == 64
    assert "127.0.0.1" not in str(first.__dict__)
    with time_machine.travel(today() + timedelta(days=1), tick=True):
        send(client, text="别的话")
    marks = list(Correction.objects.order_by("pk").values_list("sender", flat=True))
    assert marks[0] == ""
    assert marks[1] not in ("", first.sender)


@pytest.mark.usefixtures("seeded")
def test_one_household_has_many_addresses_of_one_network(client: Client) -> None:
    for address in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1"):
        send(Client(REMOTE_ADDR=address), text=f"从{address}来")
    assert len(set(Correction.objects.values_list("sender", flat=True))) == 2


@pytest.mark.usefixtures("seeded")
def test_pressed_twice_it_is_kept_once(client: Client) -> None:
    assert [send(client).status_code for _ in range(2)] == [302, 302]
    assert Correction.objects.count() == 1


@pytest.mark.usefixtures("seeded")
def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(client: Client) -> None:
    assert send(client, website="http://x").status_code == 302
    assert not Correction.objects.exists()


def test_a_forged_request_is_refused(seeded: object) -> None:
    assert Client(enforce_csrf_checks=True).post(PAGE, {"edition": "1", "text": "x"}).status_code == 403
    assert not Correction.objects.exists()


# ---------------------------------------------------------------- the officers


def test_it_arrives_in_the_list_of_its_region_and_nowhere_else(
    sent: Correction, editor: Officer, reviewer: Officer, stranger: Officer
) -> None:
    listed = reverse("admin:benefits_correction_changelist")
    page = reverse("admin:benefits_correction_change", args=[sent.pk])
    for officer in (editor, reviewer):
        assert "现在是每月800元" in officer.client.get(listed).content.decode()
        assert "13800000000" in officer.client.get(page).content.decode()
    assert "现在是每月800元" not in stranger.client.get(listed).content.decode()
    assert stranger.client.get(page).status_code == 302
    answer(stranger, sent)
    sent.refresh_from_db()
    assert sent.state == CorrectionState.NEW


def test_who_only_reads_does_not_answer(sent: Correction, auditor: Officer, county_editor: Officer) -> None:
    for officer in (auditor, county_editor):
        assert answer(officer, sent).status_code == 403
    sent.refresh_from_db()
    assert sent.state == CorrectionState.NEW


def test_the_answer_is_signed_and_stands_on_the_public_page(sent: Correction, editor: Officer, client: Client) -> None:
    assert answer(editor, sent, reply=f"已核实，是每月600元。\n{SCRIPT}").status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.replied_by) == (CorrectionState.ANSWERED, "jinan-editor")
    page = client.get("/benefits/money/").content.decode()
    assert "已核实，是每月600元。<br>" in page
    assert "<script>alert" not in page
    assert "14" not in page.split("已核实")[1][:40]
    assert sent.text not in page
    assert "已核实" not in client.get("/benefits/leave/").content.decode()
    assert Deed.objects.filter(what="answered", account="jinan-editor", region="370100").exists()


def test_taken_up_again_the_answer_is_shown_no_more(sent: Correction, editor: Officer, client: Client) -> None:
    answer(editor, sent)
    assert "已核实。" in client.get("/benefits/money/").content.decode()
    answer(editor, sent, state="taken_up", reply="")
    assert "已核实。" not in client.get("/benefits/money/").content.decode()


@pytest.mark.parametrize("state", ["answered", "declined"])
def test_it_is_not_closed_without_an_answer(sent: Correction, editor: Officer, state: str) -> None:
    refused = answer(editor, sent, state=state, reply="  ")
    assert "就要写答复" in refused.content.decode()
    sent.refresh_from_db()
    assert sent.state == CorrectionState.NEW


def test_the_second_of_two_officers_is_told_and_loses_nothing(
    sent: Correction, editor: Officer, second_editor: Officer
) -> None:
    address = reverse("admin:benefits_correction_change", args=[sent.pk])
    seen = second_editor.client.get(address).context["adminform"].form.initial["seen"]
    answer(editor, sent, reply="第一个答复。")
    told = second_editor.client.post(address, {"state": "answered", "reply": "第二个答复。", "seen": seen})
    page = told.content.decode()
    assert "别人刚处理过这一条" in page
    assert "第一个答复。" in page
    assert "第二个答复。" in page
    assert Correction.objects.get().reply == "第一个答复。"
    again = told.context["adminform"].form["seen"].value()
    assert (
        second_editor.client.post(address, {"state": "answered", "reply": "第二个答复。", "seen": again}).status_code
        == 302
    )
    assert Correction.objects.get().reply == "第二个答复。"


def test_what_a_parent_wrote_is_shown_as_text_and_never_changed(editor: Officer, client: Client) -> None:
    with_answers(client)
    send(client, text=SCRIPT, contact=SCRIPT, send_answers="on")
    row = Correction.objects.get()
    address = reverse("admin:benefits_correction_change", args=[row.pk])
    for page in (editor.client.get(address), editor.client.get(reverse("admin:benefits_correction_changelist"))):
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()
    assert "现在住的地方：" in editor.client.get(address).content.decode()
    answer(editor, row, text="改了家长的话", contact="")
    row.refresh_from_db()
    assert (row.text, row.contact, row.state) == (SCRIPT, SCRIPT, CorrectionState.ANSWERED)
    with pytest.raises(IntegrityError, match="is not changed"), transaction.atomic():
        Correction.objects.filter(pk=row.pk).update(text="改了")


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"text": " \n"}, "correction_says_something"),
        ({"state": "lost"}, "correction_(state_known|closed_with_reply)"),
        ({"state": "answered"}, "correction_closed_with_reply"),
        ({"state": "new", "replied_by": "li"}, "correction_closed_with_reply"),
    ],
)
@pytest.mark.usefixtures("seeded")
def test_the_database_refuses_a_correction_that_cannot_be(broken: dict[str, str], constraint: str) -> None:
    row = Correction(**({"edition": Edition.objects.get(kind="benefit", key="money"), "text": "x"} | broken))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()


def test_nobody_adds_or_deletes_corrections_in_the_admin(sent: Correction, chief: Officer) -> None:
    assert chief.client.get(reverse("admin:benefits_correction_add")).status_code == 403
    delete = reverse("admin:benefits_correction_delete", args=[sent.pk])
    assert chief.client.post(delete, {"post": "yes"}).status_code == 403
    assert Correction.objects.exists()


# ---------------------------------------------------------------- in every process


def test_a_watched_process_shows_answers_without_asking_the_database(
    sent: Correction, editor: Officer, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answer(editor, sent)
    client.get("/benefits/money/")
    catalogue.watch()
    try:
        client.get("/benefits/money/")
        with django_assert_num_queries(0):
            assert "已核实。" in client.get("/benefits/money/").content.decode()
        Correction.objects.update(reply="改过的答复。", replied_at=Correction.objects.get().created)
        catalogue.look()
        with django_assert_num_queries(0):
            assert "改过的答复。" in client.get("/benefits/money/").content.decode()
    finally:
        catalogue.unwatch()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_right(seeded: object) -> None:
    def one(number: int) -> int:
        try:
            status: int = send(Client(), text=f"同时的第{number}条").status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(one, range(MOST_A_DAY + 6)))
    assert statuses.count(302) == MOST_A_DAY
    assert Correction.objects.count() == MOST_A_DAY


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_being_saved_is_not_overwritten(
    sent: Correction, editor: Officer, second_editor: Officer
) -> None:
    address = reverse("admin:benefits_correction_change", args=[sent.pk])
    shown = second_editor.client.get(address).context["adminform"].form.initial["seen"]
    late = {"state": "answered", "reply": "第二个答复。", "seen": shown}
    told = overtaken(
        lambda: answer(editor, sent, reply="第一个答复。"), lambda: second_editor.client.post(address, late)
    )
    assert "别人刚处理过这一条" in told.content.decode()
    sent.refresh_from_db()
    assert sent.reply == "第一个答复。"
