"""Start, benefit, document, region and error pages, which anybody may read."""

from __future__ import annotations

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.views.defaults import server_error
from jinja2 import UndefinedError
from pytest_django import DjangoAssertNumQueries

from benefits.editions.catalogue import Catalogue
from benefits.models import Publication
from benefits.models.editions import EditionKind
from tests.pages.conftest import Look
from tests.pages.families import JINAN
from tests.pages.looking import Sheet

READABLE = ("/", "/benefits/jinan-childrearing-600/", "/documents/jinan-2022/", "/regions/370102/")
ABSENT = ("/benefits/nothing/", "/documents/nothing/", "/regions/999999/", "/regions/jinan/", "/nothing/")


@pytest.mark.parametrize("address", READABLE)
def test_a_page_is_whole_and_has_no_inline_style_or_script(look: Look, address: str) -> None:
    sheet = look(address)
    assert sheet.status == 200
    assert len(sheet.ids) == len(set(sheet.ids))
    assert sheet.fragments() <= set(sheet.ids)
    assert "style" not in sheet.attributes
    assert sheet.inline_scripts == 0


@pytest.mark.parametrize("address", READABLE)
def test_a_warm_process_asks_the_database_at_most_twice(
    look: Look, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    look(address)
    with django_assert_max_num_queries(2):
        look(address)


@pytest.mark.parametrize("address", ABSENT)
def test_an_address_that_leads_nowhere_says_so_in_chinese(look: Look, address: str) -> None:
    sheet = look(address)
    assert sheet.status == 404
    assert "没有这一页" in sheet.text


@pytest.mark.parametrize("address", READABLE)
def test_a_page_that_is_only_read_takes_no_post(client: Client, held: Catalogue, address: str) -> None:
    sheet = Sheet(client.post(address))
    assert sheet.status == 405
    assert "这一页不能这样打开" in sheet.text


# ---------------------------------------------------------------- start


def test_the_start_page_says_what_for_whom_and_at_what_cost(look: Look) -> None:
    sheet = look("/")
    for said in ("您家能享受哪些福利", "给谁用", "不花钱", "也不用注册", "不保存", "开始查", "临清市", "征求意见稿"):
        assert said in sheet.text
    assert "/check/" in sheet.links


def test_who_has_begun_can_go_on_or_begin_afresh(look: Look) -> None:
    sheet = look("/", JINAN)
    assert "接着查" in sheet.text
    assert "/answers/" in sheet.links
    assert 'action="/restart/"' in sheet.html


# ---------------------------------------------------------------- benefits


def published_ids() -> list[str]:
    log = Publication.objects.of_kind(EditionKind.BENEFIT).as_of()
    return sorted(log.values_list("edition__key", flat=True))


def test_every_benefit_has_a_page_with_its_title_its_words_and_their_place(held: Catalogue, look: Look) -> None:
    ids = published_ids()
    assert len(ids) >= 319
    for slug in ids:
        benefit = held.benefit(slug)
        assert benefit is not None
        sheet = look(f"/benefits/{slug}/")
        assert sheet.status == 200, slug
        assert benefit.title in sheet.text, slug
        for citation in benefit.citations:
            if citation.clause:
                assert " ".join(citation.quote.split()) in sheet.text, slug
        assert any(link.startswith("/documents/") and "#" in link for link in sheet.links), slug


def test_a_benefits_page_answers_who_what_how_much_and_when(look: Look) -> None:
    text = look("/benefits/jinan-childrearing-600/").text
    for said in (
        "每个孩子每月600元",
        "从2023年1月1日起",
        "出生日期或预产期： 2023年1月1日以后（含当天）",
        "第几孩： 至少第2孩",
        "市卫生健康委",
        "二（四）12",
        "2022年12月31日",
        "现行有效",
        "请向主管部门核实现行标准",
        "我们的理解",
    ):
        assert said in text, said


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("slug", ["linqing-2023-5", "linfen-2023", "luhe-draft", "jinan-2022", "xiangning-2023-10"])
def test_a_document_page_loses_no_clause(held: Catalogue, look: Look, slug: str) -> None:
    document = held.document(slug)
    assert document is not None
    sheet = look(f"/documents/{slug}/")
    shown = "".join(sheet.text.split())
    for clause in document.split.walk():
        assert clause.anchor in sheet.ids
        assert "".join(clause.source.split()) in shown, clause.label
    assert not sheet.marked


def test_quoted_words_are_marked_where_a_card_leads(look: Look) -> None:
    sheet = look("/documents/jinan-2022/?q=jinan-childrearing-600")
    assert sheet.marked == [
        "本市户籍按照生育政策于2023年1月1日以后出生的二孩、三孩家庭,每孩每月发放600元育儿补贴",
        "直至孩子3周岁",
    ]


@pytest.mark.parametrize("query", ["nothing", "xiangning-birth-grant", "<script>", "\x00", "惠" * 400])
def test_a_strange_quotation_marks_nothing(look: Look, client: Client, query: str) -> None:
    sheet = Sheet(client.get("/documents/jinan-2022/", {"q": query}))
    assert (sheet.status, sheet.marked, sheet.inline_scripts) == (200, [], 0)


# ---------------------------------------------------------------- regions


def test_a_district_has_its_citys_documents(look: Look) -> None:
    sheet = look("/regions/370102/")
    assert "历下区自己的文件还没有收录" in sheet.text
    assert "/documents/jinan-2022/" in sheet.links
    assert "/benefits/jinan-childrearing-600/" in sheet.links


def test_a_place_without_any_documents_names_the_hotline(look: Look) -> None:
    text = look("/regions/110101/").text
    assert "上级的文件也还没有收录" in text
    assert "12345" in text


# ---------------------------------------------------------------- errors


def test_a_form_that_lay_too_long_is_refused_gently(held: Catalogue) -> None:
    sheet = Sheet(Client(enforce_csrf_checks=True).post("/restart/"))
    assert sheet.status == 403
    assert "这一页放得太久了" in sheet.text


def test_a_fault_of_ours_is_owned() -> None:
    sheet = Sheet(server_error(RequestFactory().get("/")))
    assert sheet.status == 500
    assert "我们这边出了点问题" in sheet.text
    assert "12345" in sheet.text


# ---------------------------------------------------------------- templates


def test_a_card_template_escapes_and_refuses_what_it_is_not_given() -> None:
    engine = engines["jinja2"]
    assert engine.from_string("{{ title }}").render({"title": "<b>惠</b>"}) == "&lt;b&gt;惠&lt;/b&gt;"
    with pytest.raises(UndefinedError, match="nothing"):
        engine.from_string("{{ nothing }}").render({})


def test_a_benefits_own_page_explains_its_official_terms(look: Look) -> None:
    text = look("/benefits/jinan-maternity-allowance/").text
    assert "什么是“生育津贴”？" in text
    assert "代替休假期间的工资" in text
