"""The catalogue as a whole: clean, every clause accounted for, and what was looked at shown with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benefits.audit.audit import audit
from benefits.audit.coverage import check_coverage, excuses, read_coverage, read_exceptions
from benefits.audit.flaws import Code
from benefits.audit.report import CHECKS, Report
from benefits.checking.content import Content
from benefits.content.yamlfile import MalformedFixtureError
from tests.audit.test_flaws import AS_OF
from tests.references.places import FIXTURES

COVERAGE = FIXTURES / "coverage"


def test_the_catalogue_is_clean_and_every_clause_is_accounted_for(content: Content) -> None:
    found = audit(content, COVERAGE, AS_OF)
    assert not found.flaws, Report(found).text()
    assert found.records == len(content.benefits) >= 319
    assert [one.document for one in found.covered] == [document.slug for document in content.documents]
    assert all(one.clauses == one.cited + one.listed for one in found.covered)
    text = Report(found).text()
    assert all(reason in text for _, reason in found.excused)
    assert len(Report(found).data()["excused"]) == len(found.excused) == len(read_exceptions(COVERAGE))


def test_every_kind_of_flaw_has_its_row_in_the_table() -> None:
    assert set(CHECKS) == set(Code)


def copy_of(folder: Path) -> Path:
    for path in COVERAGE.glob("*.yaml"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_clause_that_nobody_accounts_for_is_found(tmp_path: Path, content: Content) -> None:
    path = copy_of(tmp_path) / "jinan-2022.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('  "三（四）": ', '  "三（九）": ').replace('"三（三）"', '"二（四）12"'), encoding="utf-8"
    )
    document = content.by_slug["jinan-2022"]
    _, flaws = check_coverage(document, content.benefits, read_coverage(tmp_path)["jinan-2022"])
    assert {flaw.name for flaw in flaws} == {
        ("uncited-clause", "jinan-2022", "三（三）"),
        ("uncited-clause", "jinan-2022", "三（四）"),
        ("coverage", "jinan-2022", "三（九）"),
        ("coverage", "jinan-2022", "二（四）12"),
    }


def test_an_exception_that_excuses_nothing_is_found(tmp_path: Path, content: Content) -> None:
    path = copy_of(tmp_path) / "exceptions.yaml"
    extra = "- {code: overlap, record: jinan-leave-pay, about: jinan-iit-under3, reason: 已经改了}\n"
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    found = audit(content, tmp_path, AS_OF)
    assert [flaw.name for flaw in found.flaws] == [("exception", "jinan-leave-pay", "jinan-iit-under3")]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("jinan-2022.yaml", 'document: jinan-2022\nnothing: {"三（四）": ""}', "say why"),
        ("jinan-2022.yaml", "document: jinan\nnothing: {}", "the name of the file"),
        ("jinan-2022.yaml", "document: jinan-2022\nnohting: {}", "unknown key"),
        ("exceptions.yaml", "- {code: overlap, record: a, about: b, reason: ''}", "say why"),
        ("exceptions.yaml", "- {code: overlaps, record: a, about: b, reason: c}", "overlap"),
    ],
)
def test_a_malformed_list_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(MalformedFixtureError, match=said):
        _ = read_coverage(tmp_path), read_exceptions(tmp_path)


def test_excuses_are_read_again_when_their_file_is_another(tmp_path: Path) -> None:
    assert excuses(tmp_path) == {}
    file = tmp_path / "exceptions.yaml"
    for reason in ("看过", "又看过一次"):
        file.write_text(f"- {{code: overlap, record: a, about: b, reason: {reason}}}", encoding="utf-8")
        assert excuses(tmp_path) == {("overlap", "a", "b"): reason}
    assert excuses(tmp_path) is excuses(tmp_path)


def test_the_command_prints_a_table_and_data(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_catalogue", json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["flaws"] == []
    assert {one["document"] for one in said["documents"]} == {path.stem for path in COVERAGE.glob("*-*.yaml")}


@pytest.mark.django_db
def test_the_command_can_check_what_is_published() -> None:
    with pytest.raises(CommandError, match="no records"):
        call_command("check_catalogue", published=True)
