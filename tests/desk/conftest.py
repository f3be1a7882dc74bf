"""A small country with two cities and a county, each with records, and officers of every role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benefits.editions import catalogue
from benefits.seeding import Report, seed
from regions.directory import hold_directory
from tests.desk.accounts import Officer, officer
from tests.records import conftest as records

MARK = "外地机密"
"""Stands in the other city's document."""

CITY, COUNTY, OTHER_CITY = "370100", "370102", "371500"

_REGIONS = records.REGIONS.replace("371500,", "370102,历下区,county\n371500,")
_DOCUMENTS = records.DOCUMENTS + "".join(
    records.DOCUMENTS.replace("plan", f"{name}-plan").replace("济南市", place).replace(CITY, code)
    for name, place, code in (("other", "聊城市", OTHER_CITY), ("county", "历下区", COUNTY))
)


def _benefits(name: str, code: str) -> str:
    """The city's benefits as another region's, under other ids."""
    text = records.BENEFITS.replace(CITY, code).replace("document: plan", f"document: {name}-plan")
    return (
        text.replace("id: money", f"id: {name}-money")
        .replace("id: leave", f"id: {name}-leave")
        .replace("to: money", f"to: {name}-money")
    )


FILES = {
    "regions.csv": _REGIONS,
    "documents/documents.yaml": _DOCUMENTS,
    "documents/plan.txt": records.PLAN,
    "documents/other-plan.txt": records.PLAN.replace("济南市", "聊城市").replace("各级各部门", f"{MARK}各级各部门"),
    "documents/county-plan.txt": records.PLAN.replace("济南市", "历下区"),
    "questions.yaml": records.QUESTIONS,
    "benefits/370100-jinan.yaml": records.BENEFITS,
    "benefits/371500-liaocheng.yaml": _benefits("other", OTHER_CITY),
    "benefits/370102-lixia.yaml": _benefits("county", COUNTY),
}
"""Benefits money and leave of the document plan in 济南 (370100); other-money, other-leave and other-plan in 聊城
(371500); county-money, county-leave and county-plan in 历下区 (370102), a county of 济南."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The fixtures as files, to be changed by a test."""
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def seeded(db: None, folder: Path) -> Iterator[Report]:
    """The fixtures, seeded and published; see FILES."""
    hold_directory(None)
    yield seed(folder, today=records.TODAY)
    hold_directory(None)
    catalogue.forget()


@pytest.fixture
def editor(seeded: Report) -> Officer:
    """Edits for 济南, nothing else."""
    return officer("jinan-editor", "editor:370100")


@pytest.fixture
def second_editor(seeded: Report) -> Officer:
    """Edits for 济南 too."""
    return officer("jinan-editor-2", "editor:370100")


@pytest.fixture
def reviewer(seeded: Report) -> Officer:
    """Approves for 济南, edits nothing."""
    return officer("jinan-reviewer", "reviewer:370100")


@pytest.fixture
def chief(seeded: Report) -> Officer:
    """Edits and approves for 济南, the questions included."""
    return officer("jinan-chief", "editor:370100+", "reviewer:370100+")


@pytest.fixture
def question_editor(seeded: Report) -> Officer:
    """Edits for 济南, the questions included."""
    return officer("questions-editor", "editor:370100+")


@pytest.fixture
def question_reviewer(seeded: Report) -> Officer:
    """Approves for 济南, the questions included."""
    return officer("questions-reviewer", "reviewer:370100+")


@pytest.fixture
def auditor(seeded: Report) -> Officer:
    """Reads 济南, changes nothing."""
    return officer("jinan-auditor", "auditor:370100")


@pytest.fixture
def administrator(seeded: Report) -> Officer:
    """Keeps the accounts of 济南."""
    return officer("jinan-administrator", "administrator:370100")


@pytest.fixture
def stranger(seeded: Report) -> Officer:
    """Edits and approves for another city, 聊城."""
    return officer("liaocheng-chief", "editor:371500", "reviewer:371500")


@pytest.fixture
def county_editor(seeded: Report) -> Officer:
    """Edits for a county of 济南."""
    return officer("lixia-editor", "editor:370102")


@pytest.fixture
def nobody(seeded: Report) -> Officer:
    """Belongs to the staff and is appointed to nothing."""
    return officer("nobody")
