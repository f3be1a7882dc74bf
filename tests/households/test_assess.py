"""manage.py assess and household_schema: what they print, and how they fail."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from benefits.editions import catalogue
from benefits.households.format import json_schema

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

JINAN = """
family: {residence: "370102", parents: both, all_here: true, topic_housing: true, topic_hardship: false}
mother: {work: employee, hpf: true, insurance: maternity}
father: {work: employee}
children:
  - {birth: 2024-05-01, difficult: false}
  - {birth: 2019-03-02}
"""


def run(folder: Path, text: str, *arguments: str) -> str:
    """What the command prints for a household file."""
    file = folder / "household.yaml"
    file.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("assess", str(file), *arguments, stdout=out)
    return out.getvalue()


def told(folder: Path, text: str, as_of: str) -> dict[str, Any]:
    """The data that the command prints."""
    printed: dict[str, Any] = json.loads(run(folder, text, "--as-of", as_of, "--json"))
    return printed


@pytest.fixture
def jinan(tmp_path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """A 济南 family with a second child born 2024-05-01, on 1 November 2025, by benefit and subject."""
    findings = told(tmp_path, JINAN, "2025-11-01")["findings"]
    return {(one["benefit"], one["subject"]): one for one in findings}


Findings = dict[tuple[str, str], dict[str, Any]]


def test_the_second_child_gets_600_a_month_with_the_months_due_and_left(jinan: Findings) -> None:
    found = jinan["jinan-childrearing-600", "child:0"]
    (amount,) = found["amounts"]
    assert found["verdict"] == "eligible"
    assert (amount["low"], amount["unit"], amount["period"]) == (600, "元", "month")
    assert amount["months"] == {"first": "2024-05-01", "last": "2027-04-30", "total": 36, "due": 19, "left": 17}
    assert amount["left"] == [10200, 10200]


def test_maternity_leave_has_ended_with_its_date(jinan: Findings) -> None:
    found = jinan["jinan-maternity-leave-158", "birth:1"]
    assert (found["verdict"], found["window"]["closed_on"]) == ("ended", "2024-10-05")
    assert found["missing"] == found["gaps"] == []


def test_every_condition_comes_with_the_values_it_read_and_its_outcome(jinan: Findings) -> None:
    conditions = jinan["jinan-childrearing-600", "child:0"]["conditions"]
    by_fact = {(row["fact"], row["op"]): row for row in conditions}
    born = by_fact["birth", "on_or_after"]
    assert (born["value"], born["readings"], born["outcome"]) == (
        "2023-01-01",
        [{"person": "child:0", "value": "2024-05-01"}],
        "yes",
    )
    assert by_fact["birth_order", "at_least"]["readings"] == [{"person": "child:0", "value": 2}]
    assert {row["outcome"] for row in conditions if row["fact"] is None} == {"told"}


def test_every_finding_cites_its_clause_and_document(jinan: Findings) -> None:
    citations = [citation for found in jinan.values() for citation in found["citations"]]
    assert all(citation["title"] and (citation["clause"] or citation["article"]) for citation in citations)
    assert {"clause": "二（四）12", "status": "in_force"}.items() <= jinan["jinan-childrearing-600", "child:0"][
        "citations"
    ][0].items()


def test_undetermined_says_what_is_missing_or_which_gap_there_is(jinan: Findings) -> None:
    undetermined = [found for found in jinan.values() if found["verdict"] == "undetermined"]
    settled = [found for found in jinan.values() if found["verdict"] != "undetermined"]
    assert undetermined
    assert all(found["missing"] or found["gaps"] for found in undetermined)
    assert not any(found["missing"] or found["gaps"] for found in settled)


def test_data_is_the_same_every_time_and_complete(tmp_path: Path) -> None:
    first, again = (run(tmp_path, JINAN, "--as-of", "2026-03-01", "--json") for _ in range(2))
    assert first == again
    printed = json.loads(first)
    assert (printed["as_of"], printed["places"]) == ("2026-03-01", ["000000", "370000", "370100", "370102"])
    assert printed["household"]["mother"] == {"work": "employee", "hpf": True, "insurance": "maternity"}


def test_text_begins_with_what_the_family_can_have_and_names_clauses(tmp_path: Path) -> None:
    text = run(tmp_path, JINAN, "--as-of", "2026-03-01")
    assert text.startswith("按2026年3月1日的情况，共")
    verdicts = [line[1 : line.index("】")] for line in text.splitlines() if line.startswith("【")]
    assert list(dict.fromkeys(verdicts)) == ["可以享受", "需要再确认", "以后可以", "已截止", "不符合"]
    card = text[text.index("产假158天 — ") :].partition("\n\n")[0]
    assert "时间：2024年5月1日至2024年10月5日" in text
    assert "出处：《济南市优化生育政策促进人口长期均衡发展实施方案》（2022年12月31日，现行有效）二（四）11" in card


def test_a_county_also_gets_its_citys_benefits(tmp_path: Path) -> None:
    printed = told(tmp_path, 'family: {residence: "141029"}\n', "2026-03-01")
    assert {"141000", "141029"} <= {one["region"] for one in printed["findings"]}


def test_a_place_without_documents_gets_nothing_but_an_answer(tmp_path: Path) -> None:
    text = run(tmp_path, 'family: {residence: "110101"}\n', "--as-of", "2026-03-01")
    assert text.startswith("按2026年3月1日的情况，共0项")
    assert "东城区" in text


def test_today_in_shanghai_is_the_day_unless_one_is_given(tmp_path: Path) -> None:
    with time_machine.travel("2026-02-28T17:00:00+00:00", tick=False):
        assert json.loads(run(tmp_path, "{}", "--json"))["as_of"] == "2026-03-01"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("family: {residense: x}\n", "line 1, family.residense: unknown key; did you mean residence?"),
        ('family: {residence: "000000"}\n', "family.residence: 000000 is the whole country; name a province at least"),
        ("family: {residence: unsure}\n", "family.residence: 'unsure' is not a region code of six digits"),
        ('family: {residence: "370199"}\n', "line 1, family.residence: no place has the code 370199"),
        ("children:\n  - birth: 2027-01-01\n", "line 2, children[1].birth: 2027-01-01 is not possible"),
        ("family: [", "not YAML"),
    ],
)
def test_a_household_with_mistakes_is_refused_by_name_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CommandError) as caught:
        run(tmp_path, text, "--as-of", "2026-03-01")
    assert message in str(caught.value)
    assert caught.value.returncode != 0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.yaml, line 1: cannot be read"):
        call_command("assess", str(tmp_path / "nowhere.yaml"))


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "1.3.2026"])
def test_a_day_that_does_not_exist_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(CommandError, match="is not a day: write it like 2026-03-01"):
        run(tmp_path, "{}", "--as-of", day)


def test_before_anything_was_published_there_is_nothing_to_assess(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nothing is published as of 1999-12-31"):
        run(tmp_path, "{}", "--as-of", "1999-12-31")


def test_the_schema_printed_is_that_of_the_questions_in_force() -> None:
    out = io.StringIO()
    call_command("household_schema", stdout=out)
    assert json.loads(out.getvalue()) == json_schema(catalogue.catalogue(date(2026, 6, 1)).facts())
