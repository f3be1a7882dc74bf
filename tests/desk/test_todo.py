"""The start page tells each account what waits for it, and leads there."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from benefits.desk.permissions import rights_of
from benefits.desk.todo import WAITING, Entry, entries
from benefits.models import Benefit, Correction, Edition, Proposal
from benefits.today import today
from regions.directory import directory
from tests.desk.accounts import Officer
from tests.desk.forms import fields

MONEY = "/admin/benefits/benefit/money/change/"


def waits(one: Officer) -> dict[str, int]:
    """What waits for the account, but for what may be out of date."""
    found = entries(one.user.username, rights_of(one.user), today())
    return {entry.words: entry.count for entry in found if "快到期" not in entry.words}


def change_money(editor: Officer) -> None:
    sent = fields(editor.client.get(MONEY)) | {"title": "育儿补贴（新）"}
    assert editor.client.post(MONEY, sent).status_code == 302


def propose(key: str, region: str, by: str, state: str = "in_review") -> Proposal:
    decided = (
        {} if state == "in_review" else {"decided_by": "somebody", "decided": "2026-11-22T00:00Z", "comment": "改"}
    )
    return Proposal.objects.create(
        kind="benefit",
        key=key,
        region_id=region,
        payload=Edition.objects.get(kind="benefit", key=key, number=1).payload,
        by=by,
        submitted_by=by,
        reason="新标准",
        state=state,
        **decided,
    )


def test_nothing_waits_at_first(editor: Officer, reviewer: Officer) -> None:
    assert waits(editor) == waits(reviewer) == {}


def test_a_change_waits_until_it_is_handed_in(editor: Officer, second_editor: Officer) -> None:
    change_money(editor)
    assert waits(editor) == {"您改过、还没有送审的福利": 1}
    assert waits(second_editor) == {}
    listed = editor.client.get("/admin/benefits/benefit/?mine=benefits").context["cl"].result_list
    assert [row.pk for row in listed] == ["money"]
    propose("money", "370100", "jinan-editor")
    assert waits(editor) == {"您送审的，等别人审核": 1}


def test_what_is_handed_in_waits_for_reviewers_of_that_region_who_did_not_write_it(
    editor: Officer, reviewer: Officer, chief: Officer, stranger: Officer, auditor: Officer
) -> None:
    propose("money", "370100", "jinan-editor")
    propose("leave", "370100", "jinan-chief")
    assert waits(reviewer) == {"等您审核": 2}
    assert waits(chief)["等您审核"] == 1
    assert "等您审核" not in {*waits(stranger), *waits(auditor), *waits(editor)}


def test_what_was_sent_back_waits_for_its_author_until_it_is_handed_in_again(editor: Officer) -> None:
    propose("money", "370100", "jinan-editor", "sent_back")
    assert waits(editor) == {"被退回，等您改": 1}
    propose("money", "370100", "jinan-editor")
    assert waits(editor) == {"您送审的，等别人审核": 1}


def test_what_parents_wrote_waits_for_the_editors_of_that_region(editor: Officer, county_editor: Officer) -> None:
    edition = Edition.objects.get(key="money", number=1)
    Correction.objects.create(edition=edition, text="金额不对")
    assert waits(editor) == {"家长反映，还没有答复": 1}
    assert waits(county_editor) == {}


@pytest.mark.parametrize("name", ["editor", "reviewer", "chief", "auditor", "administrator", "nobody", "stranger"])
def test_every_entry_of_the_start_page_leads_to_a_page_of_just_what_it_counts(
    name: str, request: pytest.FixtureRequest
) -> None:
    one: Officer = request.getfixturevalue(name)
    Benefit.objects.filter(region="370100").update(changed_by=one.user.username)
    propose("money", "370100", "somebody-else")
    propose("leave", "370100", one.user.username)
    propose("county-money", "370102", "somebody-else")
    propose("other-money", "371500", one.user.username, "sent_back")
    propose("other-leave", "371500", one.user.username, "sent_back")
    propose("other-leave", "371500", "somebody-else")
    for key in ("money", "county-money", "other-money"):
        written = {"edition": Edition.objects.get(key=key, number=1), "text": "金额不对"}
        Correction.objects.create(**written)
        Correction.objects.create(**written, state="answered", reply="是的", replied_by="li", replied_at=timezone.now())
    page = one.client.get("/admin/")
    html = page.content.decode()
    for entry in page.context["todo"]:
        assert isinstance(entry, Entry)
        shown = one.client.get(entry.address)
        assert shown.status_code == 200, entry
        if "cl" in shown.context:
            assert (shown.context["cl"].result_count, "mine=" in entry.address) == (entry.count, True), entry
    assert bool(page.context["todo"]) is not ("现在没有等您做的" in html)
    assert "signed_in" not in html
    assert re.search("您最近做的.*登录", html, re.DOTALL)


@pytest.mark.parametrize("name", ["benefit", "document", "question", "proposal", "correction"])
def test_a_list_that_is_filtered_by_anothers_line_is_whole(chief: Officer, name: str) -> None:
    propose("money", "370100", "jinan-chief")
    whole = chief.client.get(f"/admin/benefits/{name}/").context["cl"].result_count
    own = {line for line, (_, model, _) in WAITING.items() if model._meta.model_name == name}
    for line in {*WAITING, "nonsense"} - own:
        assert chief.client.get(f"/admin/benefits/{name}/?mine={line}").context["cl"].result_count == whole


def test_what_the_account_did_last_is_named_by_title_and_led_to(editor: Officer) -> None:
    change_money(editor)
    done = re.search("您最近做的.*", editor.client.get("/admin/").content.decode(), re.DOTALL)
    assert done
    assert f'修改：<a href="{MONEY}">育儿补贴（新）</a>' in done[0]
    assert "登录</li>" in done[0]


def test_the_start_page_takes_few_queries(chief: Officer, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert chief.client.get("/admin/").status_code == 200


LISTS = [
    *(f"benefits/{name}" for name in ("benefit", "document", "clause", "question", "fact", "edition", "publication")),
    *(f"benefits/{name}" for name in ("proposal", "correction", "deed")),
    "auth/user",
    "regions/region",
]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_at_most_ten_queries(
    chief: Officer, administrator: Officer, name: str, django_assert_max_num_queries: object
) -> None:
    one = administrator if name == "auth/user" else chief
    # The directory of regions is read once for each process.
    directory()
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert one.client.get(f"/admin/{name}/").status_code == 200
