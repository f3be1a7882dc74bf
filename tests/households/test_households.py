"""The household format: what is read, what is refused and why, and that what is written is read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefits.content.schema import load_questions
from benefits.households.format import HouseholdError, dump, json_schema, load, parse, salvage
from benefits.rules.facts import Fact, How
from benefits.rules.household import Household
from tests.rules.strategies import households, vocabularies

ROOT = Path(__file__).parents[2]
FACTS: dict[str, Fact] = {
    fact.slug: fact for question in load_questions(ROOT / "fixtures" / "questions.yaml") for fact in question.facts
}
TODAY = date(2026, 3, 1)
FAMILY = {
    "family": {"residence": "370102", "all_here": True, "parents": "both", "purchase_date": "2023-05-01"},
    "mother": {"work": "employee", "work_break": False},
    "father": {"work": "unsure"},
    "children": [{"birth": "2024-05-01", "difficult": True}, {"birth": "2020-02-29", "relation": "adopted"}],
}


def problems(mapping: object, **bounds: Any) -> list[str]:
    """What keeps a household from being read."""
    with pytest.raises(HouseholdError) as caught:
        parse(mapping, FACTS, **bounds)
    return str(caught.value).splitlines()


# ---------------------------------------------------------------- what is read


def test_answers_become_values_of_their_types() -> None:
    read = parse(FAMILY, FACTS, as_of=TODAY)
    assert read.family == {
        "residence": "370102",
        "all_here": True,
        "parents": "both",
        "purchase_date": date(2023, 5, 1),
    }
    assert read.mother == {"work": "employee", "work_break": False}
    assert read.father == {"work": "unsure"}
    assert [child["birth"] for child in read.children or ()] == [date(2024, 5, 1), date(2020, 2, 29)]


def test_an_empty_household_has_answered_nothing() -> None:
    assert parse({}, FACTS) == Household()


def test_no_children_is_not_the_same_as_not_yet_said() -> None:
    assert parse({"children": []}, FACTS).children == ()
    assert parse({"family": {}}, FACTS).children is None


def test_what_is_written_is_read_again() -> None:
    read = parse(FAMILY, FACTS)
    assert parse(dump(read), FACTS) == read
    assert dump(parse(dump(read), FACTS)) == dump(read)


def test_nothing_is_written_of_what_was_not_answered() -> None:
    assert dump(Household()) == {}
    assert dump(Household(children=())) == {"children": []}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_household_survives_writing_and_reading(data: st.DataObject) -> None:
    facts = data.draw(vocabularies())
    household = data.draw(households(facts))
    # Nobody who enters answers can leave open where to look.
    said = {slug: value for slug, value in household.family.items() if (slug, value) != ("residence", "unsure")}
    household = replace(household, family=said)
    assert parse(dump(household), facts) == household


@pytest.mark.parametrize("fact", [fact.slug for fact in FACTS.values() if fact.how is How.ASKED])
def test_every_asked_fact_can_be_answered_with_unsure_or_says_why_not(fact: str) -> None:
    homes = {"family": "family", "parent": "father", "mother": "mother", "child": "child", "birth": "child"}
    home = homes[FACTS[fact].holder]
    mapping = {"children": [{"birth": "2024-05-01", fact: "unsure"}]} if home == "child" else {home: {fact: "unsure"}}
    if fact in ("residence", "birth", "relation", "deceased"):
        assert problems(mapping)
    else:
        assert "unsure" in str(dump(parse(mapping, FACTS)))


# ---------------------------------------------------------------- what is refused

REFUSED = [
    ([], "household: must be a group with the keys family, mother, father, children"),
    ({"famly": {}}, "famly: unknown key; known are family, mother, father, children"),
    ({"family": None}, "family: must be a group of keys"),
    ({"family": {"residense": "370100"}}, "family.residense: unknown key; did you mean residence?"),
    ({"family": {"work": "none"}}, "family.work: is a fact of a parent; write it under mother or father"),
    ({"father": {"work_break": True}}, "father.work_break: is a fact of a mother; write it under mother"),
    ({"family": {"difficult": True}}, "family.difficult: is a fact of a birth; write it under children"),
    ({"children": [{"birth": "2024-05-01", "birth_order": 2}]}, "children[1].birth_order: is never answered (derived)"),
    ({"family": {"rights_violated": True}}, "family.rights_violated: is never answered (event); leave it out"),
    ({"family": {"all_here": None}}, "family.all_here: has no value; leave the key out if it is unanswered"),
    ({"family": {"all_here": "yes"}}, "family.all_here: 'yes' is not true or false, or unsure"),
    ({"family": {"all_here": 1}}, "family.all_here: 1 is not true or false, or unsure"),
    ({"family": {"parents": True}}, "family.parents: true is not one of both, mother, father, or unsure"),
    ({"mother": {"work": "emploee"}}, "mother.work: 'emploee' is not one of employee, public"),
    ({"family": {"residence": 370100}}, "family.residence: 370100 is not a region code of six digits"),
    ({"family": {"residence": "3701"}}, "family.residence: '3701' is not a region code of six digits"),
    ({"family": {"residence": "３７０１００"}}, "family.residence: '３７０１００' is not a region code"),
    ({"family": {"purchase_date": "31.5.2023"}}, "family.purchase_date: '31.5.2023' is not a date such as"),
    ({"family": {"purchase_date": "20230531"}}, "family.purchase_date: '20230531' is not a date such as"),
    ({"children": {}}, "children: must be a list of children"),
    ({"children": ["2024-05-01"]}, "children[1]: must be a group of keys"),
    ({"children": [{"relation": "ours"}]}, "children[1]: needs the date of birth, or the due date (birth)"),
    ({"children": [{"birth": "unsure"}]}, "children[1].birth: 'unsure' is not a date such as"),
    ({"children": [{"birth": "2024-06-31"}]}, "children[1].birth: there is no day 2024-06-31"),
    (
        {"children": [{"birth": "1899-12-31"}]},
        "children[1].birth: 1899-12-31 is not possible; give a day from 1900-01-01",
    ),
    ({"children": [{"birth": "2050-01-01"}]}, "children[1].birth: 2050-01-01 is not possible"),
    ({"children": [{"birth": "2024-05-01"}] * 16}, "children: 16 children; at most 15 can be entered"),
]


@pytest.mark.parametrize(("mapping", "message"), REFUSED, ids=[message.partition(";")[0] for _, message in REFUSED])
def test_what_is_refused_is_named_with_the_way_to_mend_it(mapping: object, message: str) -> None:
    (only,) = problems(mapping, as_of=TODAY)
    assert only.startswith(message)


def test_all_problems_are_named_at_once() -> None:
    mapping = {"family": {"residence": "x", "nope": 1}, "children": [{}, {"birth": "2024-13-01"}], "extra": 1}
    assert len(problems(mapping)) == 5


@pytest.mark.parametrize(("birth", "accepted"), [("2026-12-26", True), ("2026-12-27", False)])
def test_a_due_date_lies_at_most_300_days_ahead(birth: str, accepted: bool) -> None:
    mapping = {"children": [{"birth": birth}]}
    if accepted:
        assert parse(mapping, FACTS, as_of=TODAY).children
    else:
        assert problems(mapping, as_of=TODAY) == [
            f"children[1].birth: {birth} is not possible; give a day from 1900-01-01 to 2026-12-26"
        ]


def test_places_must_exist_where_places_are_known() -> None:
    (only,) = problems({"family": {"residence": "370199"}}, known_region={"370100"}.__contains__)
    assert only == "family.residence: no place has the code 370199"


def test_a_hostile_value_is_cut_short() -> None:
    (only,) = problems({"family": {"residence": "9" * 100_000}})
    assert len(only) < 250


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FACTS, "x"]) | st.text(), inner),
    max_leaves=8,
)
MAPPINGS = st.one_of(
    JSON, st.dictionaries(st.sampled_from(("family", "mother", "father", "children")), JSON | st.lists(JSON))
)


@settings(max_examples=300, deadline=None)
@given(MAPPINGS)
def test_anything_at_all_is_read_or_refused(mapping: object) -> None:
    kept = salvage(mapping, FACTS, as_of=TODAY)
    try:
        read = parse(mapping, FACTS, as_of=TODAY)
    except HouseholdError:
        read = kept
    assert kept == read
    assert parse(dump(read), FACTS, as_of=TODAY) == read


def test_what_is_still_right_survives_a_change_of_the_questions() -> None:
    mapping = FAMILY | {
        "mother": {"work": "employee", "retired_fact": True},
        "children": [{"birth": "x"}, {"birth": "2024-05-01"}],
    }
    kept = salvage(mapping, FACTS, as_of=TODAY)
    assert dump(kept) == {
        "family": FAMILY["family"],
        "mother": {"work": "employee"},
        "father": {"work": "unsure"},
        "children": [{"birth": "2024-05-01", "relation": "ours"}],
    }


# ---------------------------------------------------------------- files


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "household.yaml"


def test_a_file_is_read_as_people_write_it(written: Path) -> None:
    written.write_text(
        'family: {residence: "370102", all_here: true}\nchildren:\n  - birth: 2024-05-01\n  - {birth: "2020-02-29"}\n',
        encoding="utf-8",
    )
    assert dump(load(written, FACTS)) == {
        "family": {"residence": "370102", "all_here": True},
        "children": [{"birth": "2024-05-01", "relation": "ours"}, {"birth": "2020-02-29", "relation": "ours"}],
    }


def test_problems_of_a_file_name_its_lines_in_order(written: Path) -> None:
    written.write_text(
        "family:\n  residence: 370102\n  topc_housing: true\nmother:\n  work: idle\nchildren:\n"
        "  - birth: 2024-05-01\n    relation: theirs\n  - birth: 2024-02-30\nuncle: {}\n",
        encoding="utf-8",
    )
    with pytest.raises(HouseholdError) as caught:
        load(written, FACTS)
    assert [(problem.line, problem.where) for problem in caught.value.problems] == [
        (2, "family.residence"),
        (3, "family.topc_housing"),
        (5, "mother.work"),
        (8, "children[1].relation"),
        (9, "children[2].birth"),
        (10, "uncle"),
    ]
    assert str(caught.value).startswith(f"{written}, line 2, family.residence: 370102 is not a region code")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("family: {all_here: yes}\n", "line 1, family.all_here: YAML reads a bare yes as true or false"),
        ("family: {all_here: true, all_here: false}\n", "the key stands here a second time"),
        ("family: [\n", "not YAML"),
        ("", "must be a group with the keys"),
        ("- 1\n", "must be a group with the keys"),
        ("family: &a {all_here: true}\nmother: *a\n", "write the value out"),
    ],
)
def test_a_file_that_is_no_household_is_refused(written: Path, text: str, message: str) -> None:
    written.write_text(text, encoding="utf-8")
    with pytest.raises(HouseholdError) as caught:
        load(written, FACTS)
    assert message in str(caught.value)


def test_the_household_of_a_reference_file_is_read_with_its_lines(written: Path) -> None:
    text = "title: t\nas_of: 2026-03-01\nhousehold:\n  family: {all_here: true}\n  mother: {work: employee}\n"
    written.write_text(text, encoding="utf-8")
    assert dump(load(written, FACTS)) == {"family": {"all_here": True}, "mother": {"work": "employee"}}
    written.write_text(text.replace("employee", "idle"), encoding="utf-8")
    with pytest.raises(HouseholdError, match=r"line 5, household\.mother\.work: 'idle' is not one of"):
        load(written, FACTS)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(HouseholdError, match=r"missing\.yaml, line 1: cannot be read"):
        load(tmp_path / "missing.yaml", FACTS)


# ---------------------------------------------------------------- the schema


def test_the_schema_words_every_fact_as_it_is_asked() -> None:
    schema = json_schema(FACTS)
    parts = schema["properties"]
    worded = {
        slug: value
        for part in (*(parts[name] for name in ("family", "mother", "father")), parts["children"]["items"])
        for slug, value in part["properties"].items()
    }
    assert set(worded) == {fact.slug for fact in FACTS.values() if fact.how is How.ASKED}
    assert all(value["title"] == FACTS[slug].label for slug, value in worded.items())
