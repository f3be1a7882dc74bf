"""What a family does not get: why, what would change it, and what is better left unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from benefits.editions.catalogue import Catalogue
from benefits.questionnaire.interview import places
from benefits.results.shown import Group, Refusal
from benefits.rules.assess import Finding, Verdict, assess
from benefits.rules.facts import FactType, How
from benefits.rules.household import Household
from benefits.rules.terms import Operator
from benefits.rules.values import Known
from benefits.words import persons
from benefits.words.changes import change
from benefits.words.places import place_name
from benefits.words.readings import Failures, Reader
from benefits.words.rulebook import Rulebook
from tests.pages.conftest import Draw, Look
from tests.pages.families import APART, EVERYBODY, FIRST, JINAN, SECOND, couple
from tests.pages.looking import Sheet
from tests.questionnaire.family import TODAY

LOST = {"birth": date(1994, 5, 1), "relation": "ours", "deceased": True}
BEREAVED = couple("370102", LOST, topic_fp=True, fp_special="died")
UNNAMED = replace(BEREAVED, children=())
"""Who says that there is no child, and later that the only one has died."""
BUYING_ALONE = couple(
    *("370102", LOST), topic_fp=True, fp_special="died", topic_housing=True, buying=True, purchase_place="370102"
)


def refusal(draw: Draw, household: Household, benefit: str, who: str) -> Refusal:
    found = [
        one
        for one in draw(household).withheld.refusals
        if any(shown.benefit.id == benefit and who in shown.who for shown in one.cards)
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("household", "benefit", "who", "said", "topics"),
    [
        (JINAN, "jinan-childrearing-600", "大宝", "出生日期、第几孩改变不了", []),
        (JINAN, "jinan-care-fee-400", "二宝", "如果二宝平时在普惠托育机构，就可以享受", []),
        (APART, "jinan-childrearing-600", "二宝", "如果二宝和一位家长的户口在济南市，就可以享受", []),
        (APART, "jinan-parental-leave-10", "爸爸", "如果爸爸工作单位在济南市，就可以享受", []),
        (
            *(JINAN, "jinan-preschool-aid", "二宝", "如果二宝满36个月（3周岁），可能就可以享受"),
            ["家庭困难", "孩子残疾、出生缺陷、孤儿、困境"],
        ),
        (JINAN, "jinan-maternity-leave-158", "大宝", "", []),
    ],
)
def test_a_refusal_says_what_would_change_it(
    draw: Draw, household: Household, benefit: str, who: str, said: str, topics: list[str]
) -> None:
    found = refusal(draw, household, benefit, who)
    assert (found.change.text, [one.text for one in found.topics]) == (said, topics)


def test_every_refusal_says_why(draw: Draw) -> None:
    for household in (*EVERYBODY.values(), BEREAVED):
        left = draw(household).withheld
        assert sum(len(one.cards) for one in left.refusals) == len(left.shown)
        assert {one.group for one in left.shown} <= {Group.NOT}
        assert all(line.label for one in left.refusals for line in one.failed)
        assert all(one.failed for one in left.refusals)


def test_what_only_a_topic_not_ticked_keeps_away_is_counted_with_the_topic(draw: Draw, look: Look) -> None:
    left = draw(JINAN).withheld
    asides = {one.label: {right.text for right in one.rights} for one in left.asides}
    assert "计划生育特殊家庭一次性扶助金" in asides["独生子女父母、农村双女户等计划生育家庭"]
    assert "不孕不育防治（含辅助生殖技术）" in asides["准备怀孕"]
    assert "婚前、孕前保健和结婚登记一站式服务" in asides["准备怀孕"] & asides["准备登记结婚或刚登记"]
    assert not [one for one in left.refusals if one.topics and not one.change.possible]
    sheet = look("/results/withheld/", JINAN)
    for label, rights in asides.items():
        assert f"{label}（{len(rights)}）" in sheet.text
    assert {right.href for one in left.asides for right in one.rights} <= set(sheet.links)


def test_what_is_left_out_is_one_step_away_with_htmx_and_without(look: Look, client: Client) -> None:
    sheet = look("/results/", JINAN)
    assert "/results/withheld/" in sheet.links
    assert "您没有选：" in sheet.text
    assert "不孕不育防治" not in sheet.text
    whole, part = (Sheet(client.get("/results/withheld/", headers=head)) for head in ({}, {"HX-Request": "true"}))
    assert "不孕不育防治" in whole.text
    assert set(part.ids) < set(whole.ids)
    # What comes into a page takes the focus, and a page of its own does not.
    assert ['id="withheld" tabindex="-1" autofocus' in one.html for one in (whole, part)] == [False, True]


def test_what_can_be_changed_comes_first(draw: Draw) -> None:
    possible = [one.change.possible for one in draw(JINAN).withheld.refusals]
    assert possible == sorted(possible, reverse=True)
    assert any(possible)


def promised(held: Catalogue, household: Household) -> Iterator[tuple[Finding, Household]]:
    """Each refused finding that one answer would turn, with the family that gives this answer instead."""
    plan = held.plan_for(places(household))
    reader = Reader(household, Rulebook(held.facts(), place_name), persons.names(household), TODAY)
    for finding in assess(plan, household, TODAY):
        if finding.verdict is Verdict.INELIGIBLE and "，就可以享受" in change(finding, reader).text:
            changed = _changed(finding, reader, household)
            if changed:
                yield finding, changed


def _changed(finding: Finding, reader: Reader, household: Household) -> Household | None:
    sheet = reader.rulebook.sheet(finding.entry)
    failures = Failures(sheet, finding)
    rows = [number for clause in (*sheet.own, *failures.nearest) if failures.has(clause) for number in clause.rows]
    fact, condition = sheet.rules[rows[0]].fact, finding.shown[rows[0]].condition
    if len(rows) == 1 and fact and fact.slug == "hukou_here":
        here = [("child_hukou", person) for person, _ in finding.traces[rows[0]].readings]
        for slug, person in [*here, ("hukou", household.parents[0])]:
            household = household.with_answer(slug, person, finding.benefit.region)
        return household
    if len(rows) != 1 or fact is None or condition is None or fact.how is not How.ASKED:
        return None
    wanted: Known = True
    if fact.type is FactType.REGION:
        assert condition.op is Operator.HERE
        wanted = finding.benefit.region
    elif fact.type is FactType.CHOICE:
        value = condition.value
        wanted = str(value[0] if isinstance(value, tuple) else value)
    for person, _ in finding.traces[rows[0]].readings:
        household = household.with_answer(fact.slug, person, wanted)
    return household


def test_what_a_refusal_promises_comes_true(held: Catalogue) -> None:
    kept = 0
    for household in EVERYBODY.values():
        for finding, changed in promised(held, household):
            plan = held.plan_for({*places(household), *places(changed)})
            after = {(one.benefit.id, one.subject): one.verdict for one in assess(plan, changed, TODAY)}
            verdict = after[finding.benefit.id, finding.subject]
            assert verdict is Verdict.ELIGIBLE, (finding.benefit.id, finding.subject, verdict)
            kept += 1
    assert kept >= 10


HERSELF = couple("370102", FIRST, {"birth": date(2026, 10, 10), "relation": "ours"}).with_answer(
    "insurance", "mother", "flexible_employee"
)


def test_a_birth_still_to_come_is_no_reason_beside_another(draw: Draw) -> None:
    found = refusal(draw, HERSELF, "jinan-employee-delivery-100", "二宝")
    # Her own insurance is not her employer's; for her husband's she would have to be without work and insurance.
    assert {line.label for line in found.failed} == {"妈妈的医保和生育保险", "妈妈的工作情况"}
    said = [line.sentence for one in draw(HERSELF).withheld.refusals for line in one.failed]
    assert not [one for one in said if re.search("(预产期|预计).*要求：(未满|到现在不到|已经出生)", one)]
    assert not [one for one in draw(HERSELF).withheld.refusals if "满0天" in one.change.text]


def test_what_a_draft_or_a_plan_would_bring_is_no_promise(draw: Draw) -> None:
    away = couple("441523", FIRST, SECOND, all_here=False)
    for person, place in (("mother", "441523"), ("father", "440305")):
        for slug in ("hukou", "insured_place", "work_place"):
            away = away.with_answer(slug, person, place)
    said = refusal(draw, away, "luhe-statutory-leaves", "爸爸").change.text
    assert said == "如果爸爸工作单位在陆河县，就符合征求意见稿写的条件，不过它还没有生效"
    assert not [one for one in draw(away).withheld.refusals if "可以享受" in one.change.text]


def test_what_is_refused_in_several_places_names_the_place(draw: Draw, look: Look) -> None:
    apart, here = (look("/results/withheld/", household).text for household in (APART, JINAN))
    assert "二孩、三孩育儿补贴每孩每月600元 （大宝、二宝 · 济南市）" in apart or "600元 （二宝 · 济南市）" in apart
    assert "· 济南市" not in here
    # What is about a loss that nobody has named is not offered for moving house.
    assert "唯一的孩子已经离世" not in apart
    titles = [right.text for one in draw(APART).withheld.asides for right in one.rights]
    assert titles
    assert all(title.endswith(("（济南市）", "（临清市）")) for title in titles)


def test_a_reason_is_told_in_words_that_people_use(draw: Draw) -> None:
    said = [line for one in draw(couple("371581")).withheld.refusals for line in one.failed]
    assert "这一项是给家里有孩子的家庭的" in [line.label for line in said]
    assert not [one for line in said for one in line.alternatives if one.label == "这一项是给家里有孩子的家庭的"]
    labels = [
        row.label
        for one in draw(couple("371581", FIRST, SECOND)).withheld.refusals
        for line in one.failed
        for row in (line, *line.alternatives)
    ]
    assert any("是第几孩" in label or "是夫妻共同的第几孩" in label for label in labels)
    assert not [label for label in labels if "的第几孩" in label.replace("共同的第几孩", "") or "的和爸爸" in label]


def test_a_parent_for_whom_nobody_checks_is_named_once(draw: Draw) -> None:
    family = replace(JINAN, family={**JINAN.family, "parents": "mother", "couple": "divorced"}, father={})
    (said,) = [
        [line.sentence for line in one.failed]
        for one in draw(family).withheld.refusals
        if any(shown.benefit.id == "jinan-paternity-leave-15" and "二宝" in shown.who for shown in one.cards)
    ]
    assert said[0] == "要看爸爸的情况，这次没有为爸爸查"
    assert not [one for one in said if "家里没有" in one]


# ---------------------------------------------------------------- parents who have lost a child


def test_parents_who_lost_their_child_are_not_told_what_others_have_for_theirs(draw: Draw, look: Look) -> None:
    left = draw(BEREAVED).withheld
    assert left.spared
    refused = " ".join(line.sentence for one in left.refusals for line in one.failed)
    assert "出生这次" not in " ".join(shown.who for shown in left.shown)
    assert "家里有孩子" not in refused
    assert "任一孩子" not in refused
    assert "只给家里有孩子的家庭的，没有列在这里" in look("/results/withheld/", BEREAVED).text


@pytest.mark.parametrize("family", [BEREAVED, UNNAMED, BUYING_ALONE], ids=["named", "unnamed", "buying"])
def test_parents_who_lost_a_child_are_not_advised_to_have_another(draw: Draw, family: Household) -> None:
    page = draw(family)
    assert page.withheld.spared
    assert not [one.change.text for one in page.withheld.refusals if one.change.text]
    assert "准备怀孕" not in {one.label for one in page.withheld.asides}
    assert not [one for one in page.topics if "怀孕" in one.text or "结婚" in one.text]
    reasons = [line.sentence for one in page.withheld.refusals for line in one.failed]
    assert reasons
    assert not [said for said in reasons if re.search("孩子的|共同子女|未成年|家里有孩子|准备怀孕", said)]


def test_others_without_children_read_what_there_is_for_those_who_plan_one(draw: Draw) -> None:
    page = draw(couple("370102"))
    planning = {right.text for one in page.withheld.asides if one.label == "准备怀孕" for right in one.rights}
    assert "不孕不育防治（含辅助生殖技术）" in planning
    assert any("准备怀孕" in one.text for one in page.topics)
    assert not page.withheld.spared


def test_parents_of_a_living_child_read_of_it_as_others_do(draw: Draw) -> None:
    left = draw(couple("370102", LOST | {"birth": date(2018, 5, 1)}, FIRST, SECOND)).withheld
    assert "二孩、三孩育儿补贴每孩每月600元" in [shown.benefit.title for shown in left.shown]
    assert not any("大宝出生" in shown.who for shown in left.shown)
