"""What the texts give to the reference households, worked out by hand, is what the rules say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benefits.checking.content import Content
from benefits.references.expectations import assess_references
from benefits.references.families import Reference, read_reference
from benefits.references.report import Report
from benefits.rules.assess import Verdict
from tests.references.places import HOUSEHOLDS


@pytest.mark.parametrize("path", HOUSEHOLDS, ids=lambda path: path.stem)
def test_a_reference_household_is_told_what_the_texts_give_it(path: Path, content: Content) -> None:
    reference = read_reference(path, content)
    report = Report(content, [reference], assess_references(content.plan, [reference]))
    assert not report.different, report.text()


def test_there_are_enough_households_and_most_expectations_are_not_of_what_they_get(
    references: list[Reference],
) -> None:
    verdicts = Counter(one.verdict for reference in references for one in reference.expectations)
    assert len(references) >= 60
    assert verdicts.total() >= 600
    assert verdicts.total() - verdicts[Verdict.ELIGIBLE] >= verdicts.total() / 3
