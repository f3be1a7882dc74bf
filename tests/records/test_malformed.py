from __future__ import annotations

from pathlib import Path

import pytest

from benefits.content.yamlfile import MalformedFixtureError
from benefits.models import Edition, Publication
from benefits.seeding import SeedingConflictError, seed
from regions.models import Region
from tests.records.conftest import TODAY, rewrite

BENEFITS, QUESTIONS, DOCUMENTS = "benefits/370100-jinan.yaml", "questions.yaml", "documents/documents.yaml"

MISTAKES = [
    # file, text, its replacement, line, record, field, what the message says
    (BENEFITS, "title: 育儿补贴", "title: no", 5, "money", "title", "bare no"),
    (BENEFITS, "title: 育儿补贴", "title: 600", 5, "money", "title", "quotation marks"),
    (BENEFITS, "title: 育儿补贴", "titel: 育儿补贴", 5, "money", "titel", "unknown key"),
    (BENEFITS, "    title: 育儿补贴\n", "", 4, "money", "title", "is missing"),
    (BENEFITS, "category: cash", "category: money", 8, "money", "category", "'cash'"),
    (BENEFITS, "since: 2023-01-01", "since: 2023-02-30", 11, "money", "valid.since", "a date that exists"),
    (BENEFITS, "since: 2023-01-01", "since: 2023-1-1", 11, "money", "valid.since", "2023-01-01"),
    (BENEFITS, "clause: 一1,", "clause: 一7,", 14, "money", "citations[1].clause", "相近的有：一"),
    (
        BENEFITS,
        "发放600元育儿补贴}",
        "发放700元育儿补贴}",
        14,
        "money",
        "citations[1].quote",
        "每孩每月发放600元育儿补贴",
    ),
    (BENEFITS, "fact: birth_order", "fact: birth_oder", 18, "money", "conditions[3].fact", "birth_oder"),
    (BENEFITS, "value: 2}", "value: two}", 18, "money", "conditions[3]", "two"),
    (BENEFITS, "op: on_or_after", "op: at_least", 17, "money", "conditions[2]", "at_least"),
    (BENEFITS, 'value: "2023-01-01"', 'value: "9999-12-31"', 17, "money", "conditions[2]", "2199-12-31"),
    (BENEFITS, "op: on_or_after, ", "", 17, "money", "conditions[2]", "operator"),
    (BENEFITS, "{if_not: told, note: 按照生育政策生育}", "{if_not: told}", 19, "money", "conditions[4]", "note"),
    (BENEFITS, "number: 600,", "number: 0600,", 21, "money", "awards[1].number", "plain number"),
    (BENEFITS, "number: 600,", 'number: "600",', 21, "money", "awards[1].number", "a whole number"),
    (BENEFITS, "end: 36 months", "end: 3 years", 21, "money", "awards[1].run", "36 months"),
    (BENEFITS, "{at: birth, start", "{at: work, start", 21, "money", "awards[1].run.at", "不是日期"),
    (BENEFITS, "id: leave", "id: Leave", 22, "Leave", "", "lower-case"),
    (BENEFITS, "    title: 产假\n", "    title: 产假\n    title: 产假\n", 24, "leave", "title", "second time"),
    (BENEFITS, "to: money", "to: nothing", 36, "leave", "relations[1].to", "没有编号为 nothing 的福利"),
    (BENEFITS, 'region: "370100"', "region: 370100", 1, "", "region", "quotation marks"),
    (BENEFITS, 'region: "370100"', 'region: "370199"', 4, "money", "region", "没有区划代码 370199"),
    (BENEFITS, "document: plan", "document: plain", 14, "money", "citations[1].document", "没有编号为 plain 的文件"),
    (BENEFITS, "document: plan", "documents: plan", 2, "", "documents", "unknown key"),
    (BENEFITS, "benefits:", "benefits: [", 4, "", "", "not YAML"),
    (QUESTIONS, "form: one", "form: many", 14, "work", "form", "'one'"),
    (
        QUESTIONS,
        "type: choice\n        label: 工作情况",
        "type: yesno\n        label: 工作情况",
        16,
        "work",
        "facts[1]",
        "options",
    ),
    (QUESTIONS, "{value: none,", "{value: no,", 20, "work", "facts[1].options[2].value", "bare no"),
    (QUESTIONS, "slug: birth_order", "slug: birth", 41, "derived", "facts[1]", "taken by"),
    (QUESTIONS, "slug: birth_order", "slug: birth_rank", 41, "derived", "facts[1].how", "birth_rank"),
    (QUESTIONS, "label: 没有工作}", 'label: ""}', 20, "work", "facts[1].options[2]", "值和名称"),
    (QUESTIONS, "order: 20", "order: 20000000000", 11, "work", "order", "之间"),
    (BENEFITS, "{if_not: told, note", "{fact: luck, if_not: told, note", 19, "money", "conditions[4].fact", "luck"),
    (
        BENEFITS,
        "run: {at: birth, start: 0 months, end: 36 months}",
        "claim: {at: luck, by: 2024-01-01}",
        21,
        "money",
        "awards[1].claim.at",
        "luck",
    ),
    (
        BENEFITS,
        "period: month, run",
        "cap: {number: 9000000000, period: year}, run",
        21,
        "money",
        "awards[1].cap.number",
        "之间",
    ),
    (DOCUMENTS, "date: 2022-12-31", "date: 0001-01-01", 1, "plan", "", "1900-01-01"),
    (DOCUMENTS, "status: in_force", "status: valid", 7, "plan", "status", "'in_force'"),
    (DOCUMENTS, "file: plan.txt", "file: ../plan.txt", 1, "plan", "", "bare name"),
    (DOCUMENTS, 'source_url: ""', 'source_url: "javascript:alert(1)"', 1, "plan", "", "http"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "old", "new", "line", "record", "where", "said"), MISTAKES)
def test_a_mistake_is_named_by_file_line_record_and_field_and_nothing_is_written(
    folder: Path, file: str, old: str, new: str, line: int, record: str, where: str, said: str
) -> None:
    rewrite(folder / file, old, new)
    with pytest.raises(MalformedFixtureError) as caught:
        seed(folder, today=TODAY)
    places = {(one.file, one.line, one.record, one.where): one.message for one in caught.value.mistakes}
    assert said in places[str(folder / file), line, record, where]
    assert not Publication.objects.exists()
    assert not Region.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("questions.yaml", b"\xff\xfe", "not UTF-8"),
        ("documents/plan.txt", b"", "holds no text"),
        ("documents/plan.txt", b"\xe6\x96\x87\x00", "NUL"),
        ("benefits/other.yaml", BENEFITS.encode(), "must have the keys"),
        ("benefits/other.yaml", b"- &a [*a]", "refers to another place"),
        ("benefits/other.yaml", b"benefits: &a\n  - x: *a", "refers to another place"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(folder: Path, name: str, content: bytes, said: str) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(MalformedFixtureError, match=said):
        seed(folder, today=TODAY)


@pytest.mark.django_db
def test_a_missing_text_is_refused_by_name(folder: Path) -> None:
    (folder / "documents/plan.txt").unlink()
    with pytest.raises(MalformedFixtureError, match=r"plan\.txt.*cannot be read"):
        seed(folder, today=TODAY)


@pytest.mark.django_db
def test_all_mistakes_of_all_files_are_named_at_once(folder: Path) -> None:
    rewrite(folder / BENEFITS, "category: cash", "category: money")
    rewrite(folder / BENEFITS, "category: leave", "category: holiday")
    rewrite(folder / QUESTIONS, "form: one", "form: many")
    with pytest.raises(MalformedFixtureError) as caught:
        seed(folder, today=TODAY)
    assert [mistake.record for mistake in caught.value.mistakes] == ["work", "money", "leave"]


@pytest.mark.django_db
def test_one_file_may_not_hold_an_id_twice(folder: Path) -> None:
    rewrite(folder / BENEFITS, "      - {kind: not_with, to: money}", "      - {kind: not_with, to: other}")
    rewrite(folder / BENEFITS, "id: leave", "id: money")
    with pytest.raises(MalformedFixtureError, match=r"line 22, money: id 'money' is taken by .*line 4"):
        seed(folder, today=TODAY)


@pytest.mark.django_db
def test_two_files_may_not_hold_one_id(folder: Path) -> None:
    (folder / "benefits/copy.yaml").write_text((folder / BENEFITS).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(MalformedFixtureError, match="'money' is taken by"):
        seed(folder, today=TODAY)


def test_a_fact_that_is_still_read_stays(seeded: object, folder: Path) -> None:
    rewrite(folder / QUESTIONS, "slug: birth_order, holder", "slug: mother_order, holder")
    (folder / BENEFITS).unlink()
    editions = Edition.objects.count()
    with pytest.raises(SeedingConflictError, match="birth_order"):
        seed(folder, today=TODAY)
    assert Edition.objects.count() == editions
