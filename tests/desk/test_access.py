"""Nobody reads or changes another region's records, whichever address of the desk is asked, and with whatever is sent.

The addresses are those that the site itself lists, so that a page made later is tried as well.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, ForeignKey, Model, TextField
from django.test import Client
from django.urls import URLPattern, URLResolver

from benefits.desk.scopes import region_of, region_path
from benefits.models import Award, Benefit, Citation, Condition, Deed
from tests.desk.accounts import Officer, officer
from tests.desk.conftest import CITY, COUNTY, MARK, OTHER_CITY
from tests.desk.forms import fields

_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
_NAMED = re.compile(r"\(\?P<\w+>[^)]*\)")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Each refusal would be logged with a traceback, which takes longer than to refuse."""
    logger = logging.getLogger("django.request")
    logger.disabled = True
    yield
    logger.disabled = False


# ---------------------------------------------------------------- all addresses


def _patterns(patterns: Iterable[Any], before: str = "/admin/") -> Iterator[str]:
    for one in patterns:
        here = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            yield here


def addresses() -> list[str]:
    """Every address of the desk, with one place for whatever it takes."""
    found = {_NAMED.sub("<x>", _PARAMETER.sub("<x>", one)) for one in _patterns(admin.site.get_urls())}
    return sorted(one for one in found if "(.*)" not in one and "(?P" not in one)


def filled(address: str, keys: Iterable[object]) -> Iterator[str]:
    """The address with each of the keys in all its places."""
    if "<x>" not in address:
        yield address
        return
    for key in keys:
        yield address.replace("<x>", str(key))


def placed_models() -> list[type[Model]]:
    """The models whose records belong to regions, and are not regions, accounts or deeds."""
    from django.apps import apps  # noqa: PLC0415

    models = [model for model in apps.get_app_config("benefits").get_models() if hasattr(model, "region_path")]
    return [one for one in models if region_path(one) and one.__name__ not in ("Appointment", "Deed")]


def rows_of(region: str) -> list[Model]:
    return [row for model in placed_models() for row in model._default_manager.all() if region_of(row) == region]


def keys_of(region: str, address: str) -> list[object]:
    """The keys of the region's records that an address may be asked with: of its model, and one named by each other."""
    keys = []
    for model in placed_models():
        own = f"/{model._meta.model_name}/" in address
        rows = [row.pk for row in model._default_manager.all() if region_of(row) == region]
        keys += rows[: 3 if own else 1] if own or isinstance(model._meta.pk, CharField) else []
    return list(dict.fromkeys(keys))


def snapshot() -> list[str]:
    """A checksum of every table of ours but the list of deeds."""
    from django.apps import apps  # noqa: PLC0415

    models = [one for one in apps.get_app_config("benefits").get_models() if one is not Deed]
    tables = [model._meta.db_table for model in models]
    one = "SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return [row[0] for row in cursor.fetchall()]


def mark(rows: Iterable[Model]) -> int:
    """Put the mark into every text that the database lets have it; how many there were."""
    done = 0
    for row in rows:
        for field in row._meta.concrete_fields:
            if not isinstance(field, CharField | TextField) or field.primary_key or field.choices:
                continue
            value = f"{MARK}{getattr(row, field.attname)}"
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    done += type(row)._default_manager.filter(pk=row.pk).update(**{field.attname: value})
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            except IntegrityError:
                continue
    return done


@pytest.fixture
def marked(seeded: object) -> None:
    """The other city's texts all hold the mark; editions and the log cannot be changed and have no secrets."""
    assert mark(rows_of(OTHER_CITY)) > 20


def text(response: Any) -> str:
    return response.content.decode(errors="replace") if not response.streaming else ""


# ---------------------------------------------------------------- reading


def test_there_are_addresses_to_try() -> None:
    found = addresses()
    assert len(found) > 50
    assert "/admin/benefits/benefit/<x>/change/" in found
    assert "/admin/autocomplete/" in found


WHO_READS_ELSEWHERE = ["editor", "chief", "auditor", "administrator", "nobody"]


@pytest.mark.parametrize("name", WHO_READS_ELSEWHERE)
def test_no_address_shows_anything_of_another_region(marked: None, name: str, request: pytest.FixtureRequest) -> None:
    one: Officer = request.getfixturevalue(name)
    leaks = []
    for pattern in addresses():
        for address in filled(pattern, keys_of(OTHER_CITY, pattern)):
            if MARK in text(one.client.get(address, follow=True)):
                leaks.append(address)  # noqa: PERF401 - nested too deep for one expression
    assert leaks == []


def test_its_own_officers_see_the_mark_on_these_pages(marked: None, stranger: Officer) -> None:
    seen = [
        address
        for pattern in addresses()
        for address in filled(pattern, ["other-money", "other-plan"])
        if MARK in text(stranger.client.get(address, follow=True))
    ]
    assert len(seen) > 5


def references() -> Iterator[tuple[type[Model], str]]:
    """Every foreign key of the project's own records."""
    for model in placed_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                yield model, field.name


@pytest.mark.parametrize("name", WHO_READS_ELSEWHERE)
def test_no_autocompletion_finds_or_counts_another_regions_records(
    marked: None, name: str, request: pytest.FixtureRequest
) -> None:
    one: Officer = request.getfixturevalue(name)
    for model, field in references():
        asked: dict[str, str] = {
            "app_label": "benefits",
            "model_name": str(model._meta.model_name),
            "field_name": field,
        }
        for term in (MARK, "other", OTHER_CITY, "聊城"):
            got = one.client.get("/admin/autocomplete/", asked | {"term": term})
            if got.status_code == 200:
                assert got.json() == {"results": [], "pagination": {"more": False}}, (model, field, term)
            else:
                assert got.status_code in (302, 403)


FILTERS = ["region__code__exact", "document__slug__exact", "benefit__region__code__exact", "edition__region__exact"]


def test_filters_and_searches_neither_list_nor_count_another_regions_records(marked: None, editor: Officer) -> None:
    lists = [one for one in addresses() if re.fullmatch(r"/admin/\w+/\w+/", one)]
    for address in lists:
        plain = text(editor.client.get(address, follow=True))
        assert "聊城" not in plain, address
        for query in [{"q": MARK}, {"q": "other-"}, *({name: OTHER_CITY} for name in FILTERS)]:
            got = editor.client.get(address, query, follow=True)
            if got.context and "cl" in got.context:
                listed = [region_of(row) for row in got.context["cl"].result_list if hasattr(row, "region_path")]
                assert OTHER_CITY not in listed, (address, query)


def test_what_does_not_exist_and_what_is_elsewhere_are_answered_alike(seeded: object, editor: Officer) -> None:
    pairs = [("benefit", "other-money", "no-such-money"), ("document", "other-plan", "no-such-plan")]
    for name, elsewhere, nowhere in pairs:
        for page in ("change", "delete", "history"):
            answers = []
            for key in (elsewhere, nowhere):
                got = editor.client.get(f"/admin/benefits/{name}/{key}/{page}/", follow=True)
                answers.append((got.status_code, got.redirect_chain, text(got).replace(key, "KEY")))
            assert answers[0][:2] == answers[1][:2]
            assert _without_tokens(answers[0][2]) == _without_tokens(answers[1][2])


def _without_tokens(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", html)


# ---------------------------------------------------------------- changing


def payloads(page: Any) -> list[dict[str, Any]]:
    """What a form of the page would send with its texts changed, and what pages with buttons take."""
    generic = {
        "post": "yes",
        "action": "delete_selected",
        "reason": "试试",
        "comment": "试试",
        "effective": "2027-01-01",
        "_save": "1",
        "confirm": "yes",
        "text": "一、改了\n",
    }
    found = [generic]
    if page.status_code == 200 and b"<form" in page.content:
        try:
            sent = fields(page)
        except StopIteration:
            return found
        found.append(
            sent
            | {name: f"改{sent[name]}" for name in ("title", "heading", "label", "summary", "name") if name in sent}
        )
    return found


ACTIONS = sorted({name for one in admin.site._registry.values() for _, name, _ in one._get_base_actions()})  # type: ignore[attr-defined]

WRONG = {
    CITY: ["reviewer", "auditor", "administrator", "county_editor", "stranger", "nobody"],
    COUNTY: ["editor", "reviewer", "auditor", "administrator", "stranger"],
    OTHER_CITY: ["editor", "chief", "auditor", "administrator", "county_editor"],
}
"""For the records of each region, who writes none of them."""


@pytest.mark.parametrize("region", WRONG)
def test_no_address_lets_the_wrong_person_change_a_record(
    seeded: object, admin_client: Client, region: str, request: pytest.FixtureRequest
) -> None:
    people: list[Officer] = [request.getfixturevalue(name) for name in WRONG[region]]
    before = snapshot()
    for pattern in addresses():
        for address in filled(pattern, keys_of(region, pattern)) if "<x>" in pattern else []:
            for sent in payloads(admin_client.get(address)):
                for one in people:
                    one.client.post(address, sent)
        assert snapshot() == before, f"somebody changed something of {region} by posting to {pattern}"


@pytest.mark.parametrize("region", WRONG)
def test_no_action_of_a_list_is_done_by_the_wrong_person(
    seeded: object, region: str, request: pytest.FixtureRequest
) -> None:
    # The city's reviewer may confirm its records in the list.
    names = [name for name in WRONG[region] if (region, name) != (CITY, "reviewer")]
    people: list[Officer] = [request.getfixturevalue(name) for name in names]
    before = snapshot()
    lists = [pattern for pattern in addresses() if re.fullmatch(r"/admin/benefits/\w+/", pattern)]
    for address in lists:
        keys = keys_of(region, address)
        for action in ACTIONS:
            for one in people:
                sent = {"action": action, "_selected_action": keys, "reason": "试试", "post": "yes"}
                one.client.post(address, sent)
        assert snapshot() == before, (address, region)


def test_the_right_person_changes_and_deletes_by_the_same_pages(seeded: object, editor: Officer) -> None:
    address = "/admin/benefits/benefit/money/change/"
    sent = fields(editor.client.get(address)) | {"title": "改了"}
    assert editor.client.post(address, sent).status_code == 302
    assert Benefit.objects.get(pk="money").title == "改了"


def test_an_action_on_records_of_which_some_are_not_ones_own_touches_none(seeded: object, editor: Officer) -> None:
    Benefit.objects.filter(pk__in=["leave", "county-leave"]).update(title="改过的")
    sent = {"action": "delete_selected", "_selected_action": ["leave", "county-leave"], "post": "yes"}
    said = text(editor.client.post("/admin/benefits/benefit/", sent, follow=True))
    assert "1 项不归您的账号处理" in said
    assert Benefit.objects.filter(pk__in=["leave", "county-leave"]).count() == 2


# ---------------------------------------------------------------- smuggling through one's own page


SMUGGLED: list[tuple[str, Any]] = [
    ("region", OTHER_CITY),
    ("region", COUNTY),
    ("region", "370000"),
    ("conditions-0-id", lambda: Condition.objects.filter(benefit="other-money").first()),
    ("citations-0-id", lambda: Citation.objects.filter(benefit="other-money").first()),
    ("citations-0-document", "other-plan"),
    ("citations-0-document", "county-plan"),
    ("awards-0-id", lambda: Award.objects.filter(benefit="other-money").first()),
    ("relations-0-to", "other-money"),
]


@pytest.mark.parametrize(("field", "value"), SMUGGLED, ids=lambda value: value if isinstance(value, str) else "row")
def test_nothing_of_another_region_is_smuggled_in_by_ones_own_form(
    marked: None, editor: Officer, field: str, value: Any
) -> None:
    address = "/admin/benefits/benefit/money/change/"
    own = fields(editor.client.get(address))
    foreign = value if isinstance(value, str) else str(value().pk)
    sent = own | {field: foreign}
    if field == "relations-0-to":
        sent |= {"relations-0-kind": "not_with", "relations-TOTAL_FORMS": "1"}
    before = snapshot()
    theirs = [row.__dict__ for row in rows_of(OTHER_CITY) if row.__dict__.pop("_state")]
    page = editor.client.post(address, sent)
    assert MARK not in text(page)
    # A row's number that is not one of the form's own is as good as none: the row is a new one.
    assert page.status_code == 302 if field.endswith("-id") else snapshot() == before
    assert [row.__dict__ for row in rows_of(OTHER_CITY) if row.__dict__.pop("_state")] == theirs


def test_a_new_record_cannot_be_put_into_another_region(seeded: object, editor: Officer) -> None:
    address = "/admin/benefits/document/add/"
    page = editor.client.get(address, follow=True)
    sent = {"slug": "mine", "title": "方案", "issuer": "市政府", "status": "in_force", "region": OTHER_CITY}
    before = snapshot()
    editor.client.post(page.redirect_chain[-1][0] if page.redirect_chain else address, sent)
    assert snapshot() == before


def test_a_fact_in_use_elsewhere_is_not_deleted_and_names_nobodys_records(
    marked: None, question_editor: Officer
) -> None:
    page = question_editor.client.post("/admin/benefits/fact/work/delete/", {"post": "yes"})
    assert "其他地区的记录" in text(page)
    assert MARK not in text(page)
    assert "other-" not in text(page)


def test_questions_change_only_by_those_with_the_right(seeded: object, editor: Officer, chief: Officer) -> None:
    address = "/admin/benefits/question/work/change/"
    sent = fields(chief.client.get(address)) | {"heading": "现在上班吗？"}
    before = snapshot()
    assert editor.client.post(address, sent).status_code == 403
    assert snapshot() == before
    assert chief.client.post(address, sent).status_code == 302
    assert snapshot() != before


def test_an_account_without_a_second_factor_reaches_no_address(seeded: object) -> None:
    one = officer("late", "editor:370100", "reviewer:370100")
    browser = Client()
    browser.force_login(one.user)
    for pattern in addresses():
        for address in filled(pattern, ["money"]):
            got = browser.get(address)
            assert got.status_code in (301, 302, 404) or "jsi18n" in address, address
            assert "育儿补贴" not in text(got)
