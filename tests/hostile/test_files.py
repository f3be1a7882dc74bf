"""Files made to harm the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benefits.content.yamlfile import MalformedFixtureError, read_yaml
from tests.hostile.conftest import Browse

ABYSS = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * ABYSS + "]" * ABYSS,
        "[" * ABYSS,
        "{a: " * ABYSS,
        "- " * ABYSS + "x",
        "\n".join(" " * depth + "a:" for depth in range(3000)),
    ],
    ids=["closed", "open", "groups", "dashes", "indented"],
)
def test_nesting_without_end_is_refused_by_line_and_does_not_end_the_process(tmp_path: Path, text: str) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedFixtureError, match=r"deep\.yaml, line \d+: too deeply nested"):
        read_yaml(path)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("&a [*a]", "another place"),
        ('!!python/object/apply:os.system ["true"]', "must be a group"),
        ("children: [" + "{birth: 2024-05-01}, " * 200 + "]", "200 children"),
        ('family: {residence: "999999"}', "no place has the code"),
        ("children: [{birth: 2026-06-31}]", "there is no day"),
        ("family: {topic_housing: .nan}", "read otherwise"),
        ('family: {"<script>": 1}', "unknown key"),
        ("[" * ABYSS, "too deeply nested"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_household_made_to_harm_is_refused(browse: Browse, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "household.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("assess", str(path), "--as-of", "2026-06-01")
