"""The page that says what may no longer be true in a region, and lets a reviewer confirm what is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from benefits.desk.freshness import Freshness, freshness
from benefits.editions.publishing import Signature, publish, verify
from benefits.models import Benefit, Correction, Deed, Document, Edition, Publication
from benefits.records import read_benefit, read_document
from benefits.rules.model import Citation, Validity
from benefits.rules.terms import Status
from benefits.today import today
from tests.desk.accounts import Officer

PAGE = reverse("admin:benefits_freshness", args=["370100"])
REGIONS = reverse("admin:benefits_freshness_regions")
A_YEAR = timedelta(days=366)


def money() -> Any:
    return read_benefit(Benefit.objects.with_parts().get(id="money"))


def published(record: Any) -> None:
    publish(record, by="li", reason="试", from_date=today())


def named(concerns: list[Any]) -> list[str]:
    return [one.record.key for one in concerns]


def found(on: date | None = None) -> Freshness:
    return freshness("370100", on or today())


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("days", "words"), [(-1, "到期"), (0, "还有0天"), (90, "还有90天"), (91, None)])
def test_a_benefit_past_its_end_or_within_ninety_days_of_it_is_named(days: int, words: str | None) -> None:
    published(replace(money(), valid=Validity(until=today() + timedelta(days=days))))
    ending = found().ending
    assert named(ending) == (["money"] if words else [])
    assert words is None or words in ending[0].why


@pytest.mark.usefixtures("seeded")
def test_an_award_that_ends_is_named_with_its_line() -> None:
    award = replace(money().awards[0], valid=Validity(until=today()))
    published(replace(money(), awards=(award,)))
    assert "“基础”" in found().ending[0].why


@pytest.mark.usefixtures("seeded")
def test_a_document_older_than_two_years_is_named_while_it_is_in_force() -> None:
    assert named(found(date(2024, 12, 30)).old) == []
    assert named(found(date(2024, 12, 31)).old) == ["plan"]
    document = read_document(Document.objects.get(pk="plan"))
    published(replace(document, status=Status.DRAFT))
    assert named(found().old) == []


@pytest.mark.usefixtures("seeded")
def test_an_old_document_that_was_confirmed_rests_for_a_year() -> None:
    verify("document", "plan", Signature(by="wang", reason="核实", from_date=today()))
    assert named(found().old) == []
    assert named(found(today() + A_YEAR).old) == ["plan"]


@pytest.mark.usefixtures("seeded")
def test_what_nobody_confirmed_for_a_year_is_named_until_it_is() -> None:
    later = today() + A_YEAR
    assert named(found().unconfirmed) == []
    assert set(named(found(later).unconfirmed)) == {"plan", "leave", "money"}
    with time_machine.travel(later - timedelta(days=10), tick=True):
        verify("benefit", "money", Signature(by="wang", reason="核实", from_date=today()))
    assert set(named(found(later).unconfirmed)) == {"plan", "leave"}
    record = next(one for one in found(later).records if one.key == "money")
    assert (record.verified_by, record.verified_on) == ("wang", later - timedelta(days=10))


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.EXPIRED])
def test_a_benefit_is_named_when_the_document_it_rests_on_no_longer_holds(status: Status) -> None:
    county = read_benefit(Benefit.objects.with_parts().get(id="county-money"))
    above = Citation(document="plan", clause="一1", quote="每孩每月发放600元育儿补贴")
    published(replace(county, citations=(*county.citations, above)))
    assert freshness("370102", today()).replaced == []
    published(replace(read_document(Document.objects.get(pk="plan")), status=status))
    assert named(freshness("370102", today()).replaced) == ["county-money"]
    assert "济南市实施方案" in freshness("370102", today()).replaced[0].why


@pytest.mark.usefixtures("seeded")
def test_a_citation_without_text_is_named() -> None:
    published(replace(money(), citations=(*money().citations, Citation(document="plan", article="第三条"))))
    assert [one.why for one in found().without_text] == ["引用第三条，没有收录原文，也没有官方网址"]


def test_corrections_that_wait_are_listed(editor: Officer) -> None:
    edition = Edition.objects.get(kind="benefit", key="money")
    Correction.objects.create(edition=edition, text="<b>不是600</b>")
    other = Edition.objects.get(kind="benefit", key="other-money")
    Correction.objects.create(edition=other, text="聊城的事")
    page = editor.client.get(PAGE).content.decode()
    assert "&lt;b&gt;不是600" in page
    assert "聊城的事" not in page


def test_a_reviewer_confirms_with_one_click_and_is_named(reviewer: Officer) -> None:
    assert "对照原文核实过" in reviewer.client.get(PAGE).content.decode()
    done = reviewer.client.post(PAGE, {"kind": "benefit", "key": "money"}, follow=True).content.decode()
    assert "“育儿补贴”对照原文核实过" in done
    assert f"{today():%Y-%m-%d}，jinan-reviewer" in done
    row = Publication.objects.latest("number")
    assert (row.action, row.by, row.edition.key) == ("verified", "jinan-reviewer", "money")
    assert Deed.objects.filter(what="verified", key="money", account="jinan-reviewer", region="370100").exists()


def test_who_does_not_review_confirms_nothing(
    editor: Officer, auditor: Officer, stranger: Officer, county_editor: Officer
) -> None:
    rows = Publication.objects.count()
    for officer in (editor, auditor, stranger, county_editor):
        assert officer.client.post(PAGE, {"kind": "benefit", "key": "money"}).status_code == 403
    assert "对照原文核实过</button>" not in editor.client.get(PAGE).content.decode()
    assert stranger.client.get(PAGE).status_code == 403
    assert Publication.objects.count() == rows


@pytest.mark.parametrize(("kind", "key", "status"), [("benefit", "other-money", 403), ("question", "work", 403)])
def test_what_is_of_another_region_is_not_confirmed_here(reviewer: Officer, kind: str, key: str, status: int) -> None:
    rows = Publication.objects.count()
    assert reviewer.client.post(PAGE, {"kind": kind, "key": key}).status_code == status
    assert Publication.objects.count() == rows


@pytest.mark.parametrize("key", ["nothing", "", "a\0b", "<script>"])
def test_what_is_not_published_is_said_to_be_gone(reviewer: Officer, key: str) -> None:
    told = reviewer.client.post(PAGE, {"kind": "benefit", "key": key}, follow=True)
    assert "已经撤回" in told.content.decode()


def test_the_regions_of_an_account_are_listed(editor: Officer, stranger: Officer) -> None:
    assert "历下区" in editor.client.get(REGIONS).content.decode()
    assert stranger.client.get(REGIONS).headers["Location"].endswith("/freshness/371500/")


def test_a_place_that_is_none_is_not_found(editor: Officer) -> None:
    assert editor.client.get(reverse("admin:benefits_freshness", args=["999999"])).status_code == 404


def test_the_page_of_a_region_takes_few_queries(editor: Officer, django_assert_max_num_queries: Any) -> None:
    editor.client.get(PAGE)
    with django_assert_max_num_queries(12):
        editor.client.get(PAGE)
