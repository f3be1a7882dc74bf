"""No single-field corruption of a fixture changes a verdict in silence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import pytest

from benefits.checking.content import Content, from_fixtures
from benefits.content.yamlfile import read_yaml
from benefits.references.expectations import narrowed, told_by
from benefits.references.families import Reference, read_reference, read_references
from tests.corruption.corrupting import corrupted, dice
from tests.corruption.folders import GROUPS, Folder, folder_of, records_of
from tests.corruption.noticing import Telling, changed, helpful, noticed, refusal, touched
from tests.references.places import FIXTURES, HOUSEHOLDS

TIMES: Final = 60
REFUSED, HARMLESS, NOTICED = "refused", "harmless", "noticed"


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[-1])
def test_a_corrupted_record_is_refused_or_noticed_or_changes_no_verdict(
    group: tuple[str, ...], tmp_path: Path, references: list[Reference]
) -> None:
    random = dice(group[0])
    folder = folder_of(group, tmp_path / "fixtures")
    before = from_fixtures(folder.path)
    told = told_by(before.plan, references)
    names = [f"benefits/{name}.yaml" for name in group]
    fates = Counter(
        _fate_of_record(folder, random.choice(names), random, before, references, told) for _ in range(TIMES)
    )
    # Slips make words and keys that do not exist, so most are refused.
    assert fates[REFUSED] > TIMES / 2
    assert 0 < fates[HARMLESS] < TIMES / 2


def _fate_of_record(
    folder: Folder, name: str, random: Random, before: Content, references: list[Reference], told: Telling
) -> str:
    records = records_of(name)
    number = random.randrange(len(records))
    corruption = corrupted(records[number], random)
    with folder.with_record(name, number, corruption.data):
        after, mistakes = refusal(lambda: from_fixtures(folder.path))
    if after is None:
        # Where an id was misspelt, it is the records that name it which are refused.
        assert all(map(helpful, mistakes)), mistakes
        return REFUSED
    benefits = touched(before, after)
    now = told_by(narrowed(after.plan, benefits), references)
    if now == {key: one for key, one in told.items() if key[1] in benefits}:
        return HARMLESS
    assert noticed(after, references, benefits, now), f"{records[number]['id']}: {corruption} changed a verdict unseen"
    return NOTICED


def test_a_corrupted_question_is_refused_or_noticed_or_changes_no_verdict(
    tmp_path: Path, content: Content, references: list[Reference]
) -> None:
    random = dice("questions")
    for name in ("benefits", "documents", "regions.csv"):
        (tmp_path / name).symlink_to(FIXTURES / name)
    told = told_by(content.plan, references)
    fates = Counter(_fate_of_question(Folder(tmp_path), random, told) for _ in range(TIMES // 4))
    assert fates[REFUSED]
    assert fates[HARMLESS]


def _fate_of_question(folder: Folder, random: Random, told: Telling) -> str:
    questions = read_yaml(FIXTURES / "questions.yaml").data["questions"]
    number = random.randrange(len(questions))
    corruption = corrupted(questions[number], random)
    folder.write("questions.yaml", {"questions": [*questions[:number], corruption.data, *questions[number + 1 :]]})
    after, mistakes = refusal(lambda: from_fixtures(folder.path))
    read, more = refusal(lambda: read_references(FIXTURES / "households", after)) if after else (None, mistakes)
    if after is None or read is None:
        assert all(map(helpful, more)), more
        return REFUSED
    now = told_by(after.plan, read)
    if now == told:
        return HARMLESS
    assert changed(now, set(after.by_id)), f"{corruption} changed a verdict unseen"
    return NOTICED


def test_a_corrupted_household_is_refused_or_noticed_or_changes_no_verdict(
    tmp_path: Path, content: Content, references: list[Reference]
) -> None:
    random = dice("households")
    told = told_by(content.plan, references)
    fates = Counter(_fate_of_household(Folder(tmp_path), random, content, told) for _ in range(TIMES))
    assert fates[REFUSED] > TIMES / 3
    assert fates[HARMLESS]
    assert fates[NOTICED]


def _fate_of_household(folder: Folder, random: Random, content: Content, told: Telling) -> str:
    path = random.choice(HOUSEHOLDS)
    corruption = corrupted(read_yaml(path).data, random)
    written = folder.write(path.name, corruption.data)
    after, mistakes = refusal(lambda: read_reference(written, content))
    if after is None:
        assert all(one.file == str(written) and helpful(one) for one in mistakes), mistakes
        return REFUSED
    now = {key: one for key, one in told.items() if key[0] != path.stem} | told_by(content.plan, [after])
    if now == told:
        return HARMLESS
    assert changed(now, set(content.by_id)), f"{path.stem}: {corruption} changed a verdict unseen"
    return NOTICED
