from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from benefits.forms import Answer, ChecksForm, ChildForm, ItemsForm, PlacesForm, field_name, form_class
from benefits.questionnaire.page import Item, Page
from benefits.rules.household import Household
from tests.questionnaire.questions import FACTS, QUESTIONS, both_parents, page

TODAY = date(2026, 6, 1)
CHILDREN = ({"birth": date(2021, 3, 4)}, {"birth": date(2024, 5, 1)}, {"birth": date(2024, 5, 1)})


pytestmark = pytest.mark.usefixtures("some_places")


def answers(form: ItemsForm) -> dict[tuple[str, str], object]:
    assert form.is_valid(), form.problems
    return {(one.fact, one.person): one.value for one in form.answers()}


def items(slug: str, *persons: str, household: Household | None = None, posted: str | None = None) -> ItemsForm:
    asked = page(slug, *persons)
    kind = form_class(asked, one_by_one=False, picking=False)
    return kind(asked, household or both_parents(), TODAY, None if posted is None else QueryDict(posted))


# ---------------------------------------------------------------- one choice or date of each person


def test_each_person_answers_for_itself() -> None:
    form = items("work", "mother", "father", posted="work-mother=employee&work-father=unsure")
    assert answers(form) == {("work", "mother"): "employee", ("work", "father"): "unsure"}


@pytest.mark.parametrize(
    ("posted", "problems"),
    [
        ("", [("work-mother", "妈妈：请选一项。"), ("work-father", "爸爸：请选一项。")]),
        ("work-mother=none", [("work-father", "爸爸：请选一项。")]),
        ("work-mother=none&work-father=king", [("work-father", "爸爸：请从列出的里面选一项。")]),
        ("work-mother=none&work-father=%00", [("work-father", "爸爸：请从列出的里面选一项。")]),
    ],
)
def test_an_error_leads_to_the_first_control_of_its_person(posted: str, problems: list[tuple[str, str]]) -> None:
    assert items("work", "mother", "father", posted=posted).problems == problems


def test_the_last_of_a_doubled_field_counts() -> None:
    form = items("parents", "family", posted="parents-family=both&parents-family=mother")
    assert answers(form) == {("parents", "family"): "mother"}


def test_not_sure_is_refused_where_the_question_does_not_offer_it() -> None:
    assert not items("parents", "family", posted="parents-family=unsure").is_valid()


def test_a_date_is_asked_in_three_parts_and_shown_again_as_it_was_typed() -> None:
    form = items(
        "age_date", "mother", posted="age_date-mother-year=1960&age_date-mother-month=2&age_date-mother-day=30"
    )
    assert form.problems == [("age_date-mother-year", "妈妈：1960年2月没有30日，请看看日期是不是填错了。")]
    parts = form.rows[0].parts
    assert (parts.year, parts.month, parts.day, parts.unsure) == ("1960", "2", "30", False)


def test_what_was_answered_before_is_chosen_again() -> None:
    household = Household({"parents": "both"}, {"work": "public", "age_date": date(1960, 2, 3)}, {"work": "unsure"})
    chosen = {
        row.who: [choice.value for choice, is_chosen in row.options if is_chosen]
        for row in items("work", "mother", "father", household=household).rows
    }
    assert chosen == {"妈妈": ["public"], "爸爸": ["unsure"]}
    assert items("age_date", "mother", household=household).rows[0].parts.year == "1960"


def test_a_yes_or_no_answered_before_is_chosen_again() -> None:
    household = both_parents(all_here=False)
    options = items("all_here", "family", household=household).rows[0].options
    assert [(choice.value, chosen) for choice, chosen in options] == [("yes", False), ("no", True), ("unsure", False)]


def test_a_field_of_a_child_is_marked_by_its_birth_and_so_never_answers_for_another() -> None:
    household = Household(children=CHILDREN)
    names = [field_name(household, Item(FACTS["care"], f"child:{index}")) for index in range(3)]
    birth = Item(FACTS["difficult"], "birth:1")
    first, twin, other = (name.rpartition("-")[2] for name in names)
    assert names == [f"care-child-0-{first}", f"care-child-1-{twin}", f"care-child-2-{twin}"]
    assert field_name(household, birth) == f"difficult-birth-1-{twin}"
    assert first != twin == other
    assert not {"20210304", "20240501", "2024-05-01"} & {first, twin}


# ---------------------------------------------------------------- checkboxes


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        ("renting-family=yes", {"renting"}),
        ("renting-family=yes&buying-family=yes", {"renting", "buying"}),
        ("none=yes", set()),
    ],
)
def test_ticked_is_yes_and_the_rest_is_no(posted: str, expected: set[str]) -> None:
    given = answers(items("housing", "family", posted=posted))
    assert {fact for (fact, _), value in given.items() if value is True} == expected
    assert set(given.values()) <= {True, False}
    assert len(given) == len(QUESTIONS["housing"].facts)


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        ("", "请选出符合的；一样都不符合，就选“以上都没有”。"),
        ("unknown=yes", "请选出符合的；一样都不符合，就选“以上都没有”。"),
        ("none=yes&renting-family=yes", "选了“以上都没有”，就不能再选别的，请去掉一样。"),
    ],
)
def test_nothing_or_both_is_not_an_answer(posted: str, message: str) -> None:
    assert items("housing", "family", posted=posted).problems == [("buying-family", message)]


def test_ticks_are_kept_when_some_are_not_sure() -> None:
    household = both_parents(renting=True, buying=False)
    form = items("housing", "family", household=household, posted="public_rental-family=yes")
    assert isinstance(form, ChecksForm)
    assert form.ticks() == [Answer("renting", "family", None), Answer("public_rental", "family", True)]


def test_one_by_one_each_offers_yes_no_and_not_sure() -> None:
    asked = page("elders", "mother")
    kind = form_class(asked, one_by_one=True, picking=False)
    posted = QueryDict("parent_60-mother=yes&only_child-mother=unsure")
    form = kind(asked, both_parents(), TODAY, posted)
    assert [choice.value for choice in form.rows[0].choices] == ["yes", "no", "unsure"]
    assert form.problems == [("parents_cert-mother", "妈妈：请选一项。")]


@pytest.mark.parametrize(
    ("said", "is_ticked"),
    [({}, False), (dict.fromkeys((fact.slug for fact in QUESTIONS["housing"].facts), False), True)],
)
def test_none_of_these_is_ticked_again_only_if_all_were_no(said: dict[str, bool], is_ticked: bool) -> None:
    form = items("housing", "family", household=both_parents(**said))
    assert isinstance(form, ChecksForm)
    assert form.is_none_ticked is is_ticked


# ---------------------------------------------------------------- places


def test_the_places_already_named_come_first() -> None:
    household = Household({"residence": "370102", "parents": "both"}, {"hukou": "141029"})
    form = items("hukou", "mother", "father", household=household)
    assert [choice.value for choice in form.rows[0].choices] == ["370102", "141029", "elsewhere", "unsure"]
    assert [choice.value for choice in form.rows[1].choices] == ["370102", "141029", "alike", "elsewhere", "unsure"]


def test_what_is_like_the_first_says_what_that_is_where_the_page_asks_several_things() -> None:
    form = items("work_place", "mother", "father")
    labels = [choice.label for row in form.rows for choice in row.choices if choice.value == "alike"]
    assert labels == ["和妈妈一样", "和妈妈的工作单位所在地一样", "和妈妈的工作单位所在地一样"]
    assert [row.legend for row in form.rows][::2] == ["妈妈工作单位在哪里", "妈妈医保在哪里参加"]


def test_a_place_that_is_elsewhere_is_still_to_be_picked() -> None:
    form = items("hukou", "mother", "father", posted="hukou-mother=elsewhere&hukou-father=370102")
    assert answers(form) == {("hukou", "father"): "370102"}
    assert isinstance(form, PlacesForm)
    assert form.elsewhere == ["hukou-mother"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "请选择一个地方。"),
        ("000000", "请至少选到省。"),
        ("999999", "没有找到这个地方，请从列表中重新选择。"),
        ("历下区", "没有找到这个地方，请从列表中重新选择。"),
    ],
)
def test_a_place_that_is_none_is_refused(code: str, message: str) -> None:
    asked = page("residence", "family")
    kind = form_class(asked, one_by_one=False, picking=True)
    form = kind(asked, Household(), TODAY, {"residence-family": code})
    assert form.problems == [("residence-family", message)]


# ---------------------------------------------------------------- a child


def child(posted: str) -> ChildForm:
    return ChildForm(QUESTIONS["children"], TODAY, posted=QueryDict(posted))


@pytest.mark.parametrize(
    ("birth", "is_valid"),
    [
        ((2026, 6, 1), True),
        ((2027, 3, 28), True),
        ((2027, 3, 29), False),
        ((2050, 1, 1), False),
        ((1850, 1, 1), False),
        ((1985, 10, 1), True),
    ],
)
def test_a_due_date_lies_at_most_300_days_ahead(birth: tuple[int, int, int], is_valid: bool) -> None:
    year, month, day = birth
    form = child(f"birth-year={year}&birth-month={month}&birth-day={day}&relation=ours")
    assert form.is_valid() is is_valid
    if is_valid:
        assert form.child() == {"birth": date(*birth), "relation": "ours"}
    else:
        assert [control for control, _ in form.problems] == ["birth-year"]


def test_a_child_is_ours_unless_said_otherwise_and_cannot_have_died_before_its_birth() -> None:
    new = ChildForm(QUESTIONS["children"], TODAY)
    assert [value for value, _, _, chosen in new.relations if chosen] == ["ours"]
    ahead = child("birth-year=2026&birth-month=9&birth-day=1&relation=ours&deceased=yes")
    assert ahead.problems == [("birth-year", "这个日期还没有到，请看看是不是填错了。")]
    past = child("birth-year=2010&birth-month=9&birth-day=1&relation=adopted&deceased=yes")
    assert past.is_valid()
    assert past.child() == {"birth": date(2010, 9, 1), "relation": "adopted", "deceased": True}


def test_a_relation_that_does_not_exist_is_refused() -> None:
    assert child("birth-year=2010&birth-month=9&birth-day=1&relation=neighbour").problems == [
        ("relation", "请从列出的里面选一项。")
    ]


def test_a_page_without_items_has_a_form_without_fields() -> None:
    form = ItemsForm(Page(QUESTIONS["care"], ()), Household(), TODAY, QueryDict(""))
    assert form.is_valid()
    assert form.answers() == []
