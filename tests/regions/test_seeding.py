from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from regions.models import Region
from regions.readings import readings
from regions.seeding import Counts, MalformedRegionsError, seed_regions

GOOD = "code,name,level\n000000,中国,country\n370000,山东省,province\n370100,济南市,prefecture\n"

MALFORMED = [
    ("", "line 1: the header must be code,name,level"),
    ("code,name\n000000,中国\n", "line 1: the header must be code,name,level"),
    (GOOD + "37010,历下区,county\n", "line 5, code: '37010' is not a code; write six digits"),
    (GOOD + "370100,济南市,prefecture\n", "line 5, code: 370100 stands on line 4 already; remove"),
    (GOOD + "370102,历下区\n", "line 5: 2 fields; write code, name and level"),
    (GOOD + "370102,历下区,county,x\n", "line 5: 4 fields; write code, name and level"),
    (GOOD + "370102,,county\n", "line 5, name: '' is not a name; write 2 to 40 Chinese"),
    (GOOD + "370102,历下 区,county\n", "line 5, name: '历下 区' is not a name"),
    (
        GOOD + "370102,历下区,district\n",
        "line 5, level: 'district' does not fit code 370102; write",
    ),
    (GOOD + "370102,历下区,province\n", "write county or correct the code"),
    (
        GOOD + "141029,乡宁县,county\n",
        "line 5, code: province 140000 of 141029 is missing; add its",
    ),
    (GOOD.replace("000000,中国,country\n", ""), "add the line 000000,中国,country"),
    (GOOD + '370102,"历下区,county\n', "not a CSV file"),
    (GOOD.replace("山东省", "山\x00东省"), "is not a name; write 2 to 40 Chinese"),
]


def table() -> list[tuple[str, str, str, str]]:
    return list(Region.objects.values_list("code", "name", "level", "readings"))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "regions.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_seeding_the_projects_file_twice_changes_nothing(regions_file: Path) -> None:
    assert seed_regions(regions_file) == Counts(added=3217, changed=0, unchanged=0, kept=0)
    before = table()
    assert seed_regions(regions_file) == Counts(added=0, changed=0, unchanged=3217, kept=0)
    assert table() == before


@pytest.mark.django_db
def test_a_changed_name_is_taken_over_with_its_readings(written: Path) -> None:
    seed_regions(written)
    written.write_text(GOOD.replace("济南市", "长清市"), encoding="utf-8")
    assert seed_regions(written) == Counts(added=0, changed=1, unchanged=2, kept=0)
    region = Region.objects.get(code="370100")
    assert (region.name, region.readings.split()[0]) == ("长清市", "zhang/chang")


@pytest.mark.django_db
def test_regions_missing_from_the_file_stay(written: Path) -> None:
    seed_regions(written)
    written.write_text(GOOD.replace("370100,济南市,prefecture\n", ""), encoding="utf-8")
    assert seed_regions(written) == Counts(added=0, changed=0, unchanged=2, kept=1)
    assert Region.objects.filter(code="370100").exists()


@pytest.mark.django_db
def test_a_byte_order_mark_and_windows_line_ends_are_accepted(written: Path) -> None:
    written.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert seed_regions(written).added == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "message"), MALFORMED)
def test_a_malformed_file_is_refused_whole(written: Path, text: str, message: str) -> None:
    seed_regions(written)
    before = table()
    written.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedRegionsError) as refused:
        seed_regions(written)
    assert message in str(refused.value)
    assert str(refused.value).startswith(str(written))
    assert table() == before


def test_a_file_in_another_encoding_is_refused(written: Path) -> None:
    written.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(MalformedRegionsError, match="save the file as UTF-8"):
        seed_regions(written)


def test_only_the_first_problems_are_listed(written: Path) -> None:
    wrong = "".join(f"3701{number:02},区,county\n" for number in range(1, 31))
    written.write_text(GOOD + wrong, encoding="utf-8")
    with pytest.raises(MalformedRegionsError) as refused:
        seed_regions(written)
    assert str(refused.value).endswith(": 20 more problems")


@pytest.mark.django_db
def test_the_command_seeds_the_projects_file_and_counts() -> None:
    out = StringIO()
    call_command("seed_regions", stdout=out)
    assert out.getvalue().startswith("Regions: 3217 added, 0 changed, 0 unchanged, 0 kept")


@pytest.mark.django_db
def test_the_command_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.csv: cannot be read"):
        call_command("seed_regions", str(tmp_path / "absent.csv"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "name", "level", "readings", "constraint"),
    [
        ("37010x", "济南市", "county", "ji", "region_code_is_six_digits"),
        ("370100", "济南市", "county", "ji", "region_level_fits_code"),
        ("000000", "中国", "province", "zhong", "region_level_fits_code"),
        ("370000", "山东省", "prefecture", "shan", "region_level_fits_code"),
        ("370100", "济南市", "city", "ji", "region_level_fits_code"),
        ("370100", "", "prefecture", "ji", "region_has_a_name"),
        ("370100", "济南市", "prefecture", "", "region_has_readings"),
    ],
)
def test_the_database_refuses_impossible_regions(
    code: str, name: str, level: str, readings: str, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Region.objects.create(code=code, name=name, level=level, readings=readings)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("长清区", "zhang/chang qing qu/ou"),
        ("吕梁市", "lv/lu/lyu liang shi/fu"),
        ("乐亭县", "lao/le/yue ting xian"),  # a name the dictionary of phrases knows
        (
            "\U00030001\U00030001县",
            "\U00030001 \U00030001 xian",
        ),  # characters the dictionary lacks stand for themselves
    ],
)
def test_each_character_keeps_all_its_readings_likeliest_first(name: str, expected: str) -> None:
    assert readings(name) == expected
