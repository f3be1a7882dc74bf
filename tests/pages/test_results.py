"""What the results say of real families, from the published fixtures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from benefits.editions.catalogue import Catalogue
from benefits.results.drawing import Results
from benefits.results.shown import Group, Shown
from benefits.rules.household import Household
from benefits.rules.terms import Category, Kind, Recipient
from benefits.words.readings import OPEN
from tests.pages.conftest import Alone, Draw, Look
from tests.pages.families import (
    APART,
    BEGUN,
    BUYING,
    EMPLOYED,
    EVERYBODY,
    FIRST,
    JINAN,
    LINQING,
    LUHE,
    NO_TOPICS,
    NOWHERE,
    SECOND,
    XIANGNING,
    couple,
)

PLACES_LEFT_OPEN = (
    *("anchor", "who", "figures", "terms", "unsettled", "because", "when", "related"),
    *("notes", "on_day", "lines", "why_here"),
)


ENDED_IN = (("luhe", LUHE), ("jinan", JINAN))


def card(page: Results, benefit: str, who: str = "") -> Shown:
    every = (*page.shown, *page.withheld.shown)
    found = [one for one in every if one.benefit.id == benefit and (not who or who in one.who)]
    assert len(found) == 1, [one.who for one in found]
    return found[0]


def test_a_second_child_gets_600_a_month_with_the_months_due_and_left(draw: Draw) -> None:
    shown = card(draw(JINAN), "jinan-childrearing-600", "二宝")
    assert shown.group == Group.CAN
    assert shown.figures[0].text == "每月600元"
    assert shown.figures[0].progress == "到2026年6月已满26个月，还可领10个月，共约6000元"
    assert shown.when == ("2024年5月1日至2027年4月30日",)


def test_the_first_child_does_not_and_is_told_why(draw: Draw) -> None:
    shown = card(draw(JINAN), "jinan-childrearing-600", "大宝")
    assert shown.group == Group.NOT
    assert [line.sentence for line in shown.failed] == [
        "出生日期：2020年3月1日，6岁3个月（要求：2023年1月1日以后（含当天））",
        "第几孩：第1孩（要求：至少第2孩）",
    ]


def test_leave_that_both_parents_have_alike_is_one_card(draw: Draw) -> None:
    shown = card(draw(JINAN), "jinan-parental-leave-10")
    assert (shown.group, shown.who, shown.figures[0].text) == (Group.CAN, "妈妈、爸爸", "每人每年不少于10天")


def test_leave_that_is_over_says_from_when_to_when(draw: Draw, alone: Alone) -> None:
    shown = card(draw(JINAN), "jinan-maternity-leave-158", "二宝")
    assert (shown.group, shown.when) == (Group.ENDED, ("2024年5月1日至2024年10月5日",))
    whole = next(one for one in alone(JINAN, "jinan-maternity-leave-158") if "二宝" in one.who)
    assert (whole.group, whole.when, whole.figures[0].text) == (shown.group, shown.when, "每次生育158天")


def test_what_was_over_before_the_rule_began_says_so(draw: Draw) -> None:
    shown = card(draw(JINAN), "jinan-maternity-leave-158", "大宝")
    assert [line.sentence for line in shown.failed] == ["这条规定从2022年12月31日起才实行，那时已经过了可以享受的时间"]


def test_a_loan_names_its_ceiling(draw: Draw) -> None:
    shown = card(draw(BUYING), "jinan-hpf-loan-2nd")
    assert shown.group == Group.CAN
    assert shown.figures[0].text == "一次贷款最多90万元"


def test_the_sums_name_the_cards_they_add_up(draw: Draw, look: Look) -> None:
    page = draw(JINAN)
    assert [(one.heading, one.text) for one in page.totals] == [
        ("现在每月", "600元"),
        ("今年全年", "7200元"),
        ("今年的假期", "至少20天"),
    ]
    shares = {share.anchor for one in page.totals for share in one.shares}
    assert shares <= set(look("/results/", JINAN).ids)


def test_money_to_institutions_and_loans_enter_no_sum(draw: Draw) -> None:
    page = draw(BUYING)
    summed = {share.title for one in page.totals for share in one.shares}
    told = [one for one in page.shown if one.benefit.recipient is Recipient.INSTITUTION and one.group == Group.CAN]
    assert told
    assert {one.face.paid for one in told} == {"补给机构，降低您的费用，不发给家庭"}
    assert not summed & {one.benefit.title for one in told}
    assert card(page, "jinan-hpf-loan-2nd").benefit.title not in summed


def test_money_that_enters_no_sum_says_so_on_its_card(draw: Draw, look: Look) -> None:
    loan = card(draw(BUYING), "jinan-hpf-loan-2nd")
    assert [figure.apart for figure in loan.figures] == [True]
    assert [figure.apart for figure in card(draw(BUYING), "jinan-childrearing-600", "二宝").figures] == [False]
    assert "一次贷款最多90万元 没有算进上面的合计" in look("/results/", BUYING).text
    assert "没有算进上面的合计" not in look(loan.face.own_href, BUYING).text


def test_topics_not_ticked_are_offered(draw: Draw, look: Look) -> None:
    asides = {one.label: one for one in draw(JINAN).withheld.asides}
    assert len(asides["住房"].rights) >= 4
    assert asides["住房"].href == "/check/topics/"
    assert f"住房（{len(asides['住房'].rights)}）" in look("/results/withheld/", JINAN).text


def test_what_is_over_in_any_case_is_over_whatever_was_ticked(draw: Draw) -> None:
    shown = card(draw(couple("371581", FIRST, SECOND | {"birth": date(2022, 5, 1)})), "linqing-home-purchase-coupon")
    assert shown.group == Group.ENDED
    assert "2023年12月31日" in shown.when[0]


def test_a_topic_not_ticked_takes_away_only_what_hangs_on_it_alone(draw: Draw) -> None:
    leave = "luhe-statutory-leaves"
    unsaid = {slug: answer for slug, answer in EMPLOYED.items() if slug != "work"}
    both, elder = (replace(couple("441523", *children), father=unsaid) for children in ([FIRST, SECOND], [FIRST]))
    # For a child of two the father's work alone decides; with one of six there is but the leave to care for parents.
    shown = card(draw(both), leave, "爸爸")
    assert [question.text for question in shown.questions] == ["工作情况（爸爸）"]
    assert not [one for one in draw(elder).shown if one.benefit.id == leave]
    left_out = {one.label: [right.text for right in one.rights] for one in draw(elder).withheld.asides}
    assert shown.benefit.title in left_out["照顾自己的父母"]
    assert shown.benefit.title not in {right.text for one in draw(both).withheld.asides for right in one.rights}


def test_nothing_is_asked_about_what_is_over(draw: Draw) -> None:
    lone = Household(NO_TOPICS | {"residence": "370102", "all_here": True}, children=(FIRST, SECOND))
    over = draw(lone).of(Group.ENDED)
    assert [one for one in over if one.card.finding.missing]
    assert not [one for one in over if one.questions or one.gaps]


def test_what_an_unticked_topic_settles_says_so(alone: Alone) -> None:
    (shown,) = alone(JINAN, "jinan-childrearing-plus-200")
    lines = shown.failed
    assert "低保：否（没有选“家庭困难”）" in [one.sentence.partition("（要求")[0] for one in lines[0].alternatives]


def test_the_same_right_in_two_documents_is_one_card_with_both_clauses(draw: Draw) -> None:
    page = draw(XIANGNING)
    ids = {one.benefit.id for one in page.shown if "parental-leave-15" in one.benefit.id}
    assert len(ids) == 1
    shown = card(page, ids.pop())
    assert {one.source.slug for one in shown.face.cited} == {"linfen-2023", "xiangning-2023-10"}
    assert [one.text for one in page.totals if one.heading == "今年的假期"] == ["至少30天"]


def test_a_years_sum_keeps_to_the_most_that_a_school_year_gives(draw: Draw) -> None:
    page = draw(couple("141029", FIRST, SECOND | {"birth": date(2024, 9, 1), "care": "inclusive"}))
    # At least from June to December: nobody asked since when the child goes there.
    told = [(one.heading, one.text) for one in page.totals]
    assert told[:2] == [("现在每月", "83至100元"), ("今年全年", "约583至1000元")]


def test_a_draft_decides_nothing(draw: Draw) -> None:
    page = draw(LUHE)
    assert "还是征求意见稿，没有生效" in page.unheld
    assert not page.of(Group.CAN)
    assert not page.of(Group.CONFIRM)
    assert not page.totals
    assert page.of(Group.HOPED)
    assert {one.source.status for card in page.of(Group.HOPED) for one in card.face.cited} == {"征求意见稿"}


def test_a_draft_has_never_given_what_it_would_have_given_in_time(draw: Draw, look: Look) -> None:
    ended = {place: next(one for one in draw(home).sections if one.group == Group.ENDED) for place, home in ENDED_IN}
    assert ended["luhe"].hint == "征求意见稿没有生效，这些从来没有发过、办过；就算照它写的，时间也过了。"
    assert ended["jinan"].hint == "以前可以，现在过了时间。"
    texts = {place: look("/results/", home).text for place, home in ENDED_IN}
    assert ["陆河县，征求意见稿，" in texts["luhe"], "济南市，征求意见稿" in texts["jinan"]] == [True, False]


def test_days_on_which_a_text_is_silent_follow_those_on_which_it_grants(draw: Draw) -> None:
    born = SECOND | {"birth": date(2025, 3, 1), "difficult": False}
    # Twelve months without a doubt, then a gap until the birth is three years ago.
    (said,) = card(draw(couple("370102", FIRST, born)), "jinan-employee-delivery-100", "二宝").when
    assert said == "到2026年2月28日为止条件都符合，2026年3月1日至2028年2月29日要再确认"


def test_what_comes_with_the_birth_says_from_when(draw: Draw) -> None:
    upcoming = [one for one in draw(LINQING).of(Group.LATER) if one.benefit.kind is Kind.BENEFIT]
    assert upcoming
    days = {one.benefit.id: one.when for one in upcoming}
    assert all(when and re.search(r"20\d\d年\d+月\d+日", when[0]) for when in days.values()), days
    assert any("2026年10月10日" in line for when in days.values() for line in when)


def test_a_family_in_two_places_reads_whose_rule_each_card_is(draw: Draw, look: Look) -> None:
    page = draw(APART)
    ours = {one.face.place for one in page.of(Group.CAN)}
    assert {"济南市", "临清市"} <= ours
    assert card(page, "jinan-parental-leave-10", "妈妈").group == Group.CAN
    assert card(page, "jinan-parental-leave-10", "爸爸").group == Group.NOT
    assert card(page, "jinan-childrearing-600", "二宝").group == Group.NOT
    assert card(page, "jinan-parental-leave-10", "妈妈").why_here == "济南市的规定，看工作单位所在地"
    text = look("/results/", APART).text
    assert "济南市的规定，看工作单位所在地" in text
    assert "家庭具有本地户籍：否（要求：是）" in look("/results/withheld/", APART).text


def test_a_region_without_documents_says_so_and_names_the_hotline(draw: Draw, look: Look) -> None:
    assert not list(draw(NOWHERE).shown)
    text = look("/results/", NOWHERE).text
    assert "东城区和上级的文件都还没有收录" in text
    assert "12345" in text


def test_a_district_is_told_that_its_citys_rules_apply(draw: Draw) -> None:
    assert "下面是济南市的规定，在您那里同样适用" in draw(JINAN).unheld
    assert draw(XIANGNING).unheld == ""


def test_open_verdicts_name_what_is_missing_and_where_it_is_asked(draw: Draw, look: Look) -> None:
    page = draw(BEGUN)
    unsettled = page.of(Group.CONFIRM)
    assert unsettled
    assert all(one.questions or one.gaps for one in unsettled)
    addresses = {question.href for one in unsettled for question in one.questions}
    assert "/check/children/" in addresses
    look("/results/", BEGUN)
    assert {address: look(address).status for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_list_with_much_unsettled_shows_names_shelf_by_shelf(draw: Draw, look: Look) -> None:
    crowded = next(one for one in draw(BEGUN).sections if one.group == Group.CONFIRM)
    assert crowded.crowded
    html = look("/results/", BEGUN).html
    confirm = html[html.index('id="confirm"') : html.index('id="hoped"')]
    assert confirm.count('<details class="fold shelf-fold">') == len(crowded.shelves)
    assert confirm.count('<details class="card card--folded"') == sum(
        len(shelf.cards) for shelf in crowded.shelves if not shelf.folded
    )
    assert not any(section.crowded for section in draw(BUYING).sections)


def test_a_gap_names_whom_to_ask(draw: Draw, look: Look) -> None:
    fourth = couple("370102", *({**SECOND, "birth": SECOND["birth"].replace(year=year)} for year in range(2021, 2025)))
    shown = card(draw(fourth), "jinan-childrearing-600", "四宝")
    assert shown.group == Group.CONFIRM
    assert shown.gaps == ("只写了二孩、三孩，四孩及以后没有写",)
    assert "只写了二孩、三孩，四孩及以后没有写。请问市卫生健康委，或拨打12345。" in look("/results/", fourth).text


def test_unclear_answers_are_named_as_such(draw: Draw) -> None:
    unsure = couple("370102", SECOND).with_answer("work", "mother", "unsure")
    line = next(one for one in card(draw(unsure), "jinan-parental-leave-10", "妈妈").lines if one.mark == OPEN)
    assert line.value == "您选了不清楚"


@pytest.mark.parametrize("household", EVERYBODY.values(), ids=EVERYBODY)
def test_every_card_is_in_its_place_and_says_what_it_must(draw: Draw, household: Household) -> None:
    page = draw(household)
    assert all(one.failed and not one.when for one in page.withheld.shown)
    for section in page.sections:
        for shelf in section.shelves:
            assert {one.benefit.category for one in shelf.cards} == {shelf.icon}
            for one in shelf.cards:
                assert one.group == section.group
                assert one.face.cited
                assert one.lines or one.form == "row", one.anchor
                assert one.when or not one.failed, one.anchor
                if section.group == Group.ENDED:
                    assert one.when, one.anchor


def test_shelves_come_money_first(draw: Draw) -> None:
    order = [category.value for category in Category]
    icons = [shelf.icon for shelf in draw(JINAN).sections[0].shelves if not shelf.folded]
    assert icons == sorted(icons, key=order.index)


@pytest.mark.parametrize("household", EVERYBODY.values(), ids=EVERYBODY)
def test_the_page_is_whole(look: Look, household: Household) -> None:
    sheet = look("/results/", household)
    assert sheet.status == 200
    assert len(sheet.ids) == len(set(sheet.ids))
    assert sheet.fragments() <= set(sheet.ids)
    assert "style" not in sheet.attributes
    assert sheet.inline_scripts == 0
    assert "no-store" in sheet.headers["Cache-Control"]


def test_every_quotation_leads_to_its_words_in_the_document(look: Look) -> None:
    links = [link for link in look("/results/", JINAN).links if link.startswith("/documents/") and "#" in link]
    assert len(links) > 20
    for link in dict.fromkeys(links):
        address, _, anchor = link.partition("#")
        sheet = look(address)
        assert anchor in sheet.ids, link
        assert sheet.marked, link


@pytest.mark.parametrize("household", [JINAN, LUHE, LINQING, APART], ids=["jinan", "luhe", "linqing", "apart"])
def test_what_stands_in_a_row_has_a_page_with_every_condition(draw: Draw, look: Look, household: Household) -> None:
    rows = {one.face.own_href for one in draw(household).shown if one.form == "row"}
    assert rows
    for address in sorted(rows):
        sheet = look(address, household)
        assert (sheet.status, len(sheet.ids), sheet.inline_scripts) == (200, len(set(sheet.ids)), 0), address
        assert "依据" in sheet.text, address
        assert 'class="line line--' in sheet.html, address


def test_a_benefit_by_itself_is_the_general_page_for_whom_it_is_not_assessed(look: Look) -> None:
    assert look("/results/jinan-holiday-care/").headers["Location"] == "/benefits/jinan-holiday-care/"
    assert look("/results/linfen-tax-deduction-3/", JINAN).headers["Location"] == "/benefits/linfen-tax-deduction-3/"


def test_an_official_term_is_explained_where_it_comes_first_and_only_there(look: Look) -> None:
    asked = re.findall(r"什么是“(.+?)”", look("/results/", BUYING).text)
    assert "住房公积金" in asked
    assert len(asked) == len(set(asked))


def test_a_day_stays_on_one_line(look: Look) -> None:
    html = look("/results/", JINAN).html
    assert '<dd><span class="nowrap">2024年5月1日</span>至<span class="nowrap">2027年4月30日</span></dd>' in html
    assert '，<span class="nowrap">2022年12月31日</span>' in html


def test_one_card_asks_what_is_missing_of_both_parents(draw: Draw) -> None:
    cards = [one for one in draw(BEGUN).of(Group.CONFIRM) if one.benefit.id == "jinan-parental-leave-10"]
    assert [one.who for one in cards] == ["妈妈、爸爸"]
    assert "工作情况（妈妈、爸爸）" in [question.text for question in cards[0].questions]


def test_without_a_place_the_questions_begin(look: Look) -> None:
    sheet = look("/results/")
    assert (sheet.status, sheet.headers["Location"]) == (302, "/check/")


def test_a_warm_process_asks_the_database_at_most_twice(
    look: Look, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    look("/results/", JINAN)
    with django_assert_max_num_queries(2):
        look("/results/", JINAN)


def test_no_answer_enters_what_is_kept_between_requests(held: Catalogue, draw: Draw) -> None:
    ours, theirs = card(draw(JINAN), "jinan-leave-pay").face, card(draw(BUYING), "jinan-leave-pay").face
    assert ours is theirs
    assert "宝" not in ours.mould("open").fill(**dict.fromkeys(PLACES_LEFT_OPEN, ""))


def test_why_a_place_counts_is_said_in_one_sentence_for_all(draw: Draw) -> None:
    at_work = {**APART.father, "work_place": "370102"}
    shown = card(draw(replace(APART, father=at_work)), "jinan-parental-leave-10")
    assert shown.who == "妈妈、爸爸"
    assert shown.because == "按济南市的规定，因为妈妈工作单位在济南市，爸爸工作单位在济南市"


def test_a_right_looked_at_alone_says_whose_rule_it_is_even_where_it_is_refused(alone: Alone) -> None:
    told = {one.group: one.why_here for one in alone(JINAN, "jinan-childrearing-600")}
    assert set(told) == {Group.CAN, Group.NOT}
    assert len(set(told.values())) == 1
    assert "济南市的规定，看" in told[Group.NOT]
