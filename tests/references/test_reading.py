"""Files of reference households: what is wrong in them is named, and what differs is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benefits.checking.content import Content
from benefits.content.yamlfile import MalformedFixtureError
from benefits.references.expectations import assess_references, narrowed, told_by
from benefits.references.families import read_reference
from benefits.references.report import Report

HOUSEHOLD = """title: 济南，二宝2024年5月1日出生
as_of: 2026-11-22
household:
  family: {residence: "370102", all_here: true, parents: both}
  mother: {work: employee}
  children:
    - {birth: "2019-03-02"}
    - {birth: "2024-05-01"}
expect:
  - benefit: jinan-childrearing-600
    subject: child:1
    verdict: eligible
    amount: 600
    months: {total: 36, due: 31, left: 5}
    clause: 二（四）12
    because: 2023年1月1日以后出生的二孩。
  - benefit: jinan-childrearing-600
    subject: child:0
    verdict: ineligible
    clause: 二（四）12
    because: 第一个孩子。
"""

MISTAKES = [
    ("title: 济南，二宝2024年5月1日出生", 'title: ""', 1, "", "title must not be empty"),
    ("as_of: 2026-11-22", "as_of: 2026-02-30", 2, "as_of", "a date that exists"),
    ("as_of:", "asof:", 2, "asof", "unknown key"),
    ('residence: "370102"', 'residence: "379999"', 4, "household.family.residence", "no place has the code"),
    ('residence: "370102"', "residence: 370102", 4, "household.family.residence", "region code"),
    ("mother: {work: employee}", "mother: {work: employed}", 5, "household.mother.work", "one of employee"),
    ("mother: {work", "mother: {wrok", 5, "household.mother.wrok", "did you mean work?"),
    ('birth: "2019-03-02"', 'birth: "2029-03-02"', 7, "household.children[1].birth", "is not possible"),
    (
        "benefit: jinan-childrearing-600\n    subject: child:1",
        "benefit: jinan-childrearing-60\n    subject: child:1",
        10,
        "expect[1].benefit",
        "did you mean jinan-childrearing-600?",
    ),
    ("subject: child:1", "subject: child", 10, "expect[1]", "must be family"),
    ("verdict: eligible", "verdict: entitled", 12, "expect[1].verdict", "'eligible'"),
    ("amount: 600", 'amount: "600"', 13, "expect[1].amount", "must be a whole number"),
    ("due: 31", "due: 30", 14, "expect[1].months", "add up to total 36"),
    (
        "clause: 二（四）12\n    because: 2023",
        "clause: 二（四）99\n    because: 2023",
        15,
        "expect[1].clause",
        "二（四）99",
    ),
    ("because: 第一个孩子。", 'because: ""', 17, "expect[2]", "because must not be empty"),
    ("verdict: ineligible", "verdict: ineligible\n    gap: true", 17, "expect[2]", "this one is not"),
    ("verdict: ineligible", "verdict: ineligible\n    ends_on: 2026-01-01", 17, "expect[2]", "no days"),
    ("subject: child:0", "subject: child:1", 17, "expect[2]", "expected twice"),
]


@pytest.mark.parametrize(("old", "new", "line", "where", "said"), MISTAKES)
def test_a_mistake_in_a_household_is_named_by_line_and_field(
    tmp_path: Path, content: Content, old: str, new: str, line: int, where: str, said: str
) -> None:
    path = tmp_path / "family.yaml"
    assert HOUSEHOLD.count(old) == 1
    path.write_text(HOUSEHOLD.replace(old, new), encoding="utf-8")
    with pytest.raises(MalformedFixtureError) as caught:
        read_reference(path, content)
    places = {(one.file, one.line, one.where): one.message for one in caught.value.mistakes}
    assert said in places[str(path), line, where]


DIFFERENCES = [
    ("verdict: ineligible", "verdict: eligible", "verdict", "eligible", "ineligible"),
    ("amount: 600", "amount: 601", "amount", "601", "600"),
    ("due: 31, left: 5", "due: 30, left: 6", "months", "36, 30, 6", "36, 31, 5"),
    ("amount: 600", "amount: 600\n    amount_to: 800", "amount_to", "800", "600"),
    ("amount: 600", "amount: 600\n    ends_on: 2027-05-01", "ends_on", "2027-05-01", "2027-04-30"),
    ("amount: 600", "amount: 600\n    apply_by: 2027-05-01", "apply_by", "2027-05-01", "—"),
    ("subject: child:0", "subject: child:7", "subject", "child:7", "child:0, child:1"),
]


@pytest.mark.parametrize(("old", "new", "field", "expected", "actual"), DIFFERENCES)
def test_what_differs_is_shown_with_both_values(
    tmp_path: Path, content: Content, old: str, new: str, field: str, expected: str, actual: str
) -> None:
    path = tmp_path / "family.yaml"
    path.write_text(HOUSEHOLD.replace(old, new), encoding="utf-8")
    reference = read_reference(path, content)
    outcomes = assess_references(content.plan, [reference])
    (difference,) = (one for outcome in outcomes for one in outcome.differences if one.field == field)
    assert (difference.expected, difference.actual) == (expected, actual)
    text = Report(content, [reference], outcomes).text()
    assert f"预期 {expected}" in text
    assert f"实际 {actual}" in text


def test_the_command_ends_with_1_and_names_file_clause_and_reason_if_anything_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "family.yaml").write_text(HOUSEHOLD.replace("amount: 600", "amount: 601"), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("check_households", path=tmp_path)
    assert ended.value.code == 1
    said = capsys.readouterr().out
    for part in ("family.yaml，第10行", "jinan-childrearing-600 · child:1 · 二（四）12", "2023年1月1日以后", "2条预期"):
        assert part in said


def test_the_command_says_as_data_what_it_says_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "family.yaml").write_text(HOUSEHOLD, encoding="utf-8")
    call_command("check_households", path=tmp_path, json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["households"], said["expectations"], said["different"]) == (1, 2, [])
    assert said["expected"]["ineligible"] == 1
    assert "jinan-childrearing-600" not in said["unmentioned"]


def test_a_folder_without_households_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no households"):
        call_command("check_households", path=tmp_path)


@pytest.mark.django_db
def test_households_can_be_held_against_what_is_published(tmp_path: Path) -> None:
    (tmp_path / "family.yaml").write_text(HOUSEHOLD, encoding="utf-8")
    with pytest.raises(CommandError, match="Nothing is published"):
        call_command("check_households", path=tmp_path, published=True)


def test_what_a_change_does_to_the_households_shows_when_two_plans_are_compared(
    tmp_path: Path, content: Content
) -> None:
    path = tmp_path / "family.yaml"
    path.write_text(HOUSEHOLD, encoding="utf-8")
    reference = read_reference(path, content)
    before = told_by(narrowed(content.plan, {"jinan-childrearing-600"}), [reference])
    money = content.by_id["jinan-childrearing-600"]
    raised = replace(money, awards=(replace(money.awards[0], number=700),))
    after = told_by(replace(content, benefits=(raised,)).plan, [reference])
    ((key, told),) = after.items() - before.items()
    assert key == ("family", "jinan-childrearing-600", "child:1")
    assert told.amounts[0][1:3] == (700, 700)
