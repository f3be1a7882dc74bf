"""How records stand to one another: one card for one right, no money seen twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benefits.rules.amounts import amounts
from benefits.rules.assess import Finding, assess
from benefits.rules.cards import Card, cards
from benefits.rules.household import Household
from benefits.rules.model import Benefit
from tests.rules.making import benefit, child, household, plan_of, row

DAY = date(2024, 6, 1)
BUYING, RENTING = row("buying", "is", value=True), row("renting", "is", value=True)


def record(slug: str, kind: str = "", to: str = "", **keys: Any) -> Benefit:
    """A record in at most one relation; a figure makes it an award."""
    since = {"since": keys.pop("since")} if "since" in keys else {}
    number = keys.pop("number", None)
    if number is not None:
        keys["awards"] = [{"number": number, "unit": "元", "line": keys.pop("line", "基础")}]
    return benefit(id=slug, relations=[{"kind": kind, "to": to, **since}] if kind else [], **keys)


def found(*records: Benefit, home: Household | None = None, day: date = DAY) -> list[Finding]:
    return assess(plan_of(*records), home or household(family={"buying": True, "renting": False}), day)


def shown(*records: Benefit, home: Household | None = None, day: date = DAY) -> dict[str, Card]:
    return {card.finding.benefit.id: card for card in cards(found(*records, home=home, day=day))}


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.benefit.id for finding in findings]


# ---------------------------------------------------------------- restates


def test_a_restatement_stands_on_the_card_of_what_it_restates() -> None:
    by_id = shown(record("city"), record("county", "restates", "city"))
    assert list(by_id) == ["city"]
    assert ids(by_id["city"].joined) == ["county"]


def test_restatements_of_restatements_stand_on_one_card() -> None:
    by_id = shown(record("a"), record("b", "restates", "a"), record("c", "restates", "b"))
    assert {slug: sorted(ids(card.joined)) for slug, card in by_id.items()} == {"a": ["b", "c"]}


def test_two_records_that_restate_each_other_still_make_one_card() -> None:
    assert len(shown(record("a", "restates", "b"), record("b", "restates", "a"))) == 1


def test_what_applies_where_its_restatement_does_not_keeps_a_card_of_its_own() -> None:
    by_id = shown(record("city", conditions=[RENTING]), record("county", "restates", "city"))
    assert {slug: (card.finding.verdict.value, ids(card.joined)) for slug, card in by_id.items()} == {
        "city": ("ineligible", []),
        "county": ("eligible", []),
    }


def test_the_better_verdict_is_shown_on_a_joint_card() -> None:
    by_id = shown(record("city", conditions=[row("dibao", "is", value=True)]), record("county", "restates", "city"))
    assert {slug: card.finding.verdict.value for slug, card in by_id.items()} == {"county": "eligible"}
    assert ids(by_id["county"].joined) == ["city"]


def test_cards_are_joined_subject_by_subject() -> None:
    records = record("a", subject="each_child"), record("b", "restates", "a", subject="each_child")
    made = cards(found(*records, home=household(child("2024-05-01"), child("2020-05-01"))))
    assert [(card.finding.subject, ids(card.joined)) for card in made] == [("child:0", ["b"]), ("child:1", ["b"])]


@pytest.mark.parametrize("kind", ["restates", "adds_to", "includes", "not_with"])
def test_a_relation_to_a_record_that_is_not_held_changes_nothing(kind: str) -> None:
    by_id = shown(record("a", kind, "elsewhere", number=1))
    assert (by_id["a"].joined, by_id["a"].included, by_id["a"].not_with) == ((), (), ())


def test_a_restatement_raises_no_questions_but_what_it_restates_does() -> None:
    plan = plan_of(record("a"), record("b", "restates", "a"))
    assert {entry.benefit.id: entry.asks for entry in plan.entries} == {"a": True, "b": False}


# ---------------------------------------------------------------- adds_to


def test_added_lines_join_the_other_figure_and_its_card() -> None:
    by_id = shown(record("host", number=600), record("extra", "adds_to", "host", number=200, line="增加"))
    assert list(by_id) == ["host"]
    assert {one.line: one.high for one in amounts(by_id["host"].finding)} == {"增加": 200, "基础": 600}
    assert ids(by_id["host"].joined) == ["extra"]


def test_an_added_line_must_meet_its_own_record() -> None:
    extra = record("extra", "adds_to", "host", number=200, line="增加", conditions=[RENTING])
    assert [one.line for one in amounts(shown(record("host", number=600), extra)["host"].finding)] == ["基础"]


def test_an_added_line_on_the_same_line_comes_first() -> None:
    by_id = shown(record("host", number=600), record("extra", "adds_to", "host", number=700))
    assert [one.high for one in amounts(by_id["host"].finding)] == [700]


def test_added_lines_alone_do_not_make_the_host_apply() -> None:
    host = benefit(id="host", awards=[{"number": 600, "unit": "元", "when": [RENTING]}])
    by_id = shown(host, record("extra", "adds_to", "host", number=200, line="增加"))
    assert by_id["host"].finding.verdict.value == "ineligible"
    assert by_id["extra"].finding.verdict.value == "eligible"


# ---------------------------------------------------------------- includes


def test_what_a_figure_contains_is_hidden_while_it_applies() -> None:
    by_id = shown(record("whole", "includes", "part", number=158), record("part", number=98))
    assert {slug: ids(card.included) for slug, card in by_id.items()} == {"whole": ["part"]}


def test_what_a_figure_contains_is_shown_where_it_does_not_apply() -> None:
    by_id = shown(record("whole", "includes", "part", conditions=[RENTING]), record("part"))
    assert {slug: card.finding.verdict.value for slug, card in by_id.items()} == {
        "whole": "ineligible",
        "part": "eligible",
    }


# ---------------------------------------------------------------- not_with


def test_of_two_that_exclude_each_other_the_better_counts() -> None:
    by_id = shown(record("small", "not_with", "large", number=100), record("large", number=200))
    assert {slug: (card.lesser, ids(card.not_with)) for slug, card in by_id.items()} == {
        "large": (False, ["small"]),
        "small": (True, ["large"]),
    }


def test_of_two_equals_exactly_one_counts() -> None:
    by_id = shown(record("a", "not_with", "b", number=100), record("b", "not_with", "a", number=100))
    assert [card.lesser for card in by_id.values()] == [False, True]


def test_what_does_not_apply_excludes_nothing() -> None:
    by_id = shown(record("a", number=100), record("b", "not_with", "a", number=200, conditions=[RENTING]))
    assert (by_id["a"].lesser, by_id["a"].not_with) == (False, ())


# ---------------------------------------------------------------- supersedes

SINCE = date(2025, 12, 22)


@pytest.mark.parametrize(
    ("day", "verdict", "last"),
    [
        (date(2025, 12, 21), "eligible", date(2025, 12, 21)),
        (date(2025, 12, 22), "ended", date(2025, 12, 21)),
    ],
)
def test_a_superseded_record_ends_the_day_before(day: date, verdict: str, last: date) -> None:
    by_id = shown(record("old"), record("new", "supersedes", "old", since=SINCE, valid={"since": SINCE}), day=day)
    old = by_id["old"]
    assert (old.finding.verdict.value, old.finding.ends_on, old.superseded_by) == (verdict, last, "new")
    assert by_id["new"].finding.verdict.value == ("upcoming" if verdict == "eligible" else "eligible")


def test_the_earliest_of_several_supersessions_counts() -> None:
    later = record("later", "supersedes", "old", since=date(2026, 1, 1))
    by_id = shown(record("old"), later, record("newer", "supersedes", "old", since=SINCE))
    assert (by_id["old"].finding.ends_on, by_id["old"].superseded_by) == (date(2025, 12, 21), "newer")


def test_a_record_that_would_have_ended_sooner_keeps_its_own_end() -> None:
    old = record("old", valid={"until": date(2024, 12, 31)})
    by_id = shown(old, record("new", "supersedes", "old", since=SINCE))
    assert by_id["old"].finding.ends_on == date(2024, 12, 31)


def test_a_record_superseded_before_it_began_never_applies() -> None:
    old = record("old", valid={"since": date(2026, 1, 1)})
    for day in (DAY, date(2026, 1, 1), date(2030, 1, 1)):
        by_id = shown(old, record("new", "supersedes", "old", since=SINCE), day=day)
        assert by_id["old"].finding.verdict.value == "ineligible"


# ---------------------------------------------------------------- what no record may say


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        ({"kind": "supersedes", "to": "other"}, "needs the day"),
        ({"kind": "restates", "to": "other", "since": SINCE}, "nothing else"),
        ({"kind": "restates", "to": "b"}, "to itself"),
        ({"kind": "restates", "to": "Other!"}, "lower-case"),
    ],
)
def test_a_relation_that_makes_no_sense_is_refused(relation: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        benefit(relations=[relation])
