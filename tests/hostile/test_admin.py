"""What officers paste by mistake, and who tries the admin without being one."""

from __future__ import annotations

import random

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from benefits.models import Benefit, Citation, Document, Edition, Proposal
from tests.desk import steps
from tests.desk.accounts import signed_in
from tests.desk.forms import errors, fields
from tests.hostile.conftest import Browse

pytestmark = pytest.mark.usefixtures("published", "db", "today")

CHANCE = random.Random(7)  # noqa: S311 - nothing secret
JUNK = {
    "spaces": " \n\t\u3000\n",
    "marks": "\u202e\u200f\ufeff\u200b",
    "script": "<script>alert(1)</script>\n一、<img src=x onerror=alert(1)>\n（一）{{ 7|add:7 }}",
    "numbers": "一、\n二、\n（一）\n1.\n1.\n第一条\n第一条\n一、",
    "random": "".join(
        chr(CHANCE.choice((CHANCE.randrange(32, 127), CHANCE.randrange(0x4E00, 0x9FFF)))) for _ in range(3000)
    ),
    "one line": "育" * 100_000,
    "many lines": "一、补贴\n" * 2000,
    "too many clauses": "一、补贴\n" * 5001,
    "too many lines": "一、补\n" * 20_000,
    "brackets": "（" * 5000 + "）" * 2500,
    "nul": "一、补\0贴",
    "control": "一、补\x01\x1b贴\r\r\n",
}


@pytest.fixture
def officer(browse: Browse) -> Client:
    """An officer's browser, which shows a failure as its user sees it."""
    browser = browse()
    return signed_in(User.objects.create_superuser("of-the-test"), browser)


@pytest.fixture
def second(browse: Browse) -> Client:
    """Another officer's browser, to approve."""
    return signed_in(User.objects.create_superuser("second-of-the-test"), browse())


def act(client: Client, name: str, action: str, *keys: str) -> str:
    address = reverse(f"admin:benefits_{name}_changelist")
    done = client.post(address, {"action": action, "_selected_action": keys, "reason": "试试"}, follow=True)
    assert done.status_code == 200
    return done.content.decode()


@pytest.mark.parametrize("text", JUNK.values(), ids=JUNK)
def test_junk_pasted_as_a_document_is_refused_at_its_field_or_shown_as_the_text_it_is(
    officer: Client, second: Client, browse: Browse, text: str
) -> None:
    data = {"slug": "junk", "region": "371500", "title": "<b>方案</b>", "issuer": "<i>某府</i>", "status": "in_force"}
    data |= {"text": text, "clauses-TOTAL_FORMS": "0", "clauses-INITIAL_FORMS": "0"}
    saved = officer.post(reverse("admin:benefits_document_add"), data)
    if saved.status_code == 200:
        assert "text" in saved.context["adminform"].form.errors
        assert not Document.objects.filter(slug="junk").exists()
        return
    assert saved.status_code == 302
    steps.publish(officer, second, "document", "junk")
    shown = browse().get("/documents/junk/")
    assert shown.status_code in (200, 404)
    assert b"<script>alert" not in shown.content
    assert b"<img src=x" not in shown.content
    assert b"<b>" not in shown.content


def test_a_benefit_with_a_broken_quotation_is_not_published_and_the_page_stays(officer: Client, browse: Browse) -> None:
    broken = Citation.objects.filter(benefit__region_id="370100").order_by("benefit_id", "pk").first()
    assert broken
    Citation.objects.filter(pk=broken.pk).update(quote="这里没有这样的话")
    Benefit.objects.filter(pk=broken.benefit_id).update(title="不该出现的名字")
    editions = Edition.objects.count()
    said = steps.said(steps.submit(officer, "benefit", broken.benefit_id))
    assert f"{broken.benefit_id}：第1条引用的引文" in said
    assert not Proposal.objects.exists()
    assert Edition.objects.count() == editions
    assert "不该出现的名字" not in browse().get(f"/benefits/{broken.benefit_id}/").content.decode()


@pytest.mark.parametrize("key", ["nothing", "<script>alert(1)</script>", "x" * 5000, "' OR 1=1"], ids=repr)
def test_actions_on_records_that_do_not_exist_change_nothing(officer: Client, key: str) -> None:
    editions = Edition.objects.count()
    assert "<script>alert" not in act(officer, "benefit", "submit_selected", key)
    assert officer.get(steps.submit_address("benefit", [key])).status_code == 404
    assert officer.get(reverse("admin:benefits_benefit_changelist"), {"q": key}).status_code in (200, 302)
    assert officer.get(reverse("admin:benefits_benefit_change", args=[key]), follow=True).status_code == 200
    assert Edition.objects.count() == editions


def test_whoever_is_not_signed_in_sees_the_login_alone(browse: Browse) -> None:
    for name in ("benefit", "document", "question", "edition", "publication"):
        for address in (
            f"/admin/benefits/{name}/",
            f"/admin/benefits/{name}/add/",
            f"/admin/benefits/{name}/x/change/",
        ):
            for got in (browse().get(address), browse().post(address, {"action": "submit_selected", "reason": "x"})):
                assert got.status_code == 302
                assert got.headers["Location"].startswith("/admin/login/?next=/admin/")
    led = browse().get("/admin/login/?next=https://evil.example/", follow=True)
    assert led.status_code == 200
    assert "evil" not in str(led.redirect_chain)
    assert b"evil" not in led.content


@pytest.mark.parametrize("count", ["9" * 5000, "٩" * 5000, "-1", "x"], ids=lambda count: count[:2])
@pytest.mark.parametrize("name", ["INITIAL_FORMS", "TOTAL_FORMS"])
def test_a_count_of_rows_that_is_none_is_refused_on_its_page(officer: Client, name: str, count: str) -> None:
    for kind, key, rows in (("benefit", "jinan-childrearing-600", "conditions"), ("question", "parents", "facts")):
        address = f"/admin/benefits/{kind}/{key}/change/"
        sent = fields(officer.get(address)) | {f"{rows}-{name}": count, "version": "stale"}
        assert "还没有保存" in errors(officer.post(address, sent))


@pytest.mark.parametrize(
    "address",
    [
        "benefit/?region__code__exact=%00",
        "benefit/?kind=%00",
        "benefit/?id__regex=(",
        "benefit/?changed__year=99999999999",
        "benefit/%00/change/",
        "fact/?how__exact=%00",
    ],
)
def test_an_address_that_asks_for_nothing_there_can_be_is_refused_in_chinese(officer: Client, address: str) -> None:
    refused = officer.get(f"/admin/benefits/{address}")
    assert refused.status_code == 400
    assert "没能读懂" in refused.content.decode()


def test_an_action_on_a_name_that_no_record_can_have_is_refused_in_chinese(officer: Client) -> None:
    data = {"action": "submit_selected", "_selected_action": "a\0b", "reason": "试试"}
    refused = officer.post(reverse("admin:benefits_benefit_changelist"), data)
    assert refused.status_code == 400
    assert "没能读懂" in refused.content.decode()
