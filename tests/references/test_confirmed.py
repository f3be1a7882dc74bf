"""What the reference households are told is what somebody last confirmed, and any change of it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from benefits.checking.content import Content
from benefits.content.yamlfile import MalformedFixtureError
from benefits.references.confirmed import Change, Outcomes, changes, outcomes, read_confirmed, write_confirmed
from benefits.references.expectations import told_by
from benefits.references.families import Reference
from benefits.references.report import Report
from tests.references.places import FIXTURES

MONEY = "jinan-childrearing-600"


def changed(content: Content, number: int | None, since: str = "") -> Content:
    """The content with another amount, or another first birthday, in one record."""
    old = content.by_id[MONEY]
    new = replace(old, awards=(replace(old.awards[0], number=number or old.awards[0].number),))
    if since:
        rows = tuple(replace(row, value=since) if row.op == "on_or_after" else row for row in new.conditions)
        new = replace(new, conditions=rows)
    return replace(content, benefits=tuple(new if one is old else one for one in content.benefits))


@pytest.fixture(scope="module")
def now(content: Content, references: list[Reference]) -> Outcomes:
    return outcomes(told_by(content.plan, references))


def test_what_the_households_are_told_was_confirmed(
    now: Outcomes, content: Content, references: list[Reference]
) -> None:
    unconfirmed = changes(read_confirmed(FIXTURES / "confirmed.yaml"), now)
    assert not unconfirmed, Report(content, references, [], unconfirmed).text()


@pytest.mark.parametrize(
    ("number", "since", "counts_differ"), [(601, "", False), (None, "2022-12-31", True)], ids=["amount", "verdict"]
)
def test_a_change_of_one_record_shows_as_that_record_alone(
    number: int | None, since: str, counts_differ: bool, now: Outcomes, content: Content, references: list[Reference]
) -> None:
    after = outcomes(told_by(changed(content, number, since).plan, references))
    (change,) = changes(now, after)
    assert change.benefit == MONEY
    assert change.confirmed
    assert change.now
    assert change.confirmed.seal != change.now.seal
    assert (str(change.confirmed) != str(change.now)) is counts_differ


def test_what_is_written_reads_back_the_same(tmp_path: Path, now: Outcomes) -> None:
    path = tmp_path / "confirmed.yaml"
    assert read_confirmed(path) == {}
    write_confirmed(path, now)
    assert read_confirmed(path) == now
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(now) + 2


def test_records_that_are_new_or_gone_show(now: Outcomes) -> None:
    less = {name: outcome for name, outcome in now.items() if name != MONEY}
    assert changes(less, now) == [Change(MONEY, None, now[MONEY])]
    assert changes(now, less) == [Change(MONEY, now[MONEY], None)]


def test_a_malformed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "confirmed.yaml"
    path.write_text('jinan-leave-pay: {eligible: many, seal: "123456789012"}\n', encoding="utf-8")
    with pytest.raises(MalformedFixtureError, match=r"line 1, confirmed, jinan-leave-pay\.eligible"):
        read_confirmed(path)


def test_the_command_is_content_with_the_fixtures_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_households")
    assert "0条不同" in capsys.readouterr().out
