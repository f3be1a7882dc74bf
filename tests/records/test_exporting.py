from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benefits.content.exporting import benefits_as_yaml, questions_as_yaml
from benefits.content.schema import load_benefits, load_questions
from benefits.editions.publishing import in_force
from benefits.models import Award, Benefit, Citation
from benefits.today import today

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("path", sorted((FIXTURES / "benefits").glob("*.yaml")), ids=lambda path: path.stem)
def test_an_exported_region_is_read_back_the_same(path: Path, tmp_path: Path) -> None:
    benefits = load_benefits(path)
    assert benefits
    written = tmp_path / "out.yaml"
    written.write_text(benefits_as_yaml(benefits[0].region, benefits), encoding="utf-8")
    assert load_benefits(written) == benefits


def test_exported_questions_are_read_back_the_same(tmp_path: Path) -> None:
    questions = load_questions(FIXTURES / "questions.yaml")
    written = tmp_path / "out.yaml"
    written.write_text(questions_as_yaml(questions), encoding="utf-8")
    assert load_questions(written) == questions


def test_a_benefit_of_another_region_is_not_exported_with_these() -> None:
    benefits = load_benefits(next((FIXTURES / "benefits").glob("*.yaml")))
    with pytest.raises(ValueError, match="not a benefit of region 000000"):
        benefits_as_yaml("000000", benefits)


def exported(*arguments: str) -> str:
    out = StringIO()
    call_command("export", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("seeded")
class TestCommands:
    def test_export_writes_what_officers_work_on_or_what_parents_see(self) -> None:
        Award.objects.filter(benefit="money").update(number=700)
        assert "number: 700" in exported("370100")
        assert "number: 600" in exported("370100", "--published")
        assert exported("questions") == exported("questions", "--published")

    def test_export_refuses_a_region_that_does_not_exist(self) -> None:
        with pytest.raises(CommandError, match="no region has code '999999'"):
            exported("999999")

    def test_publish_makes_an_edition_of_what_has_changed(self) -> None:
        Award.objects.filter(benefit="money").update(number=700)
        out = StringIO()
        call_command("publish", "benefit", "money", "leave", "--by", "li", "--reason", "调整", stdout=out)
        assert out.getvalue() == "benefit money: edition 2\n1 published, 1 in force already.\n"

    def test_publish_refuses_what_is_wrong_or_missing(self) -> None:
        Citation.objects.filter(benefit="money").update(quote="别的话")
        signature = ["--by", "li", "--reason", "调整"]
        with pytest.raises(CommandError, match=r"(?s)Nothing was published.*money.*引文"):
            call_command("publish", "benefit", "money", *signature)
        with pytest.raises(CommandError, match="no benefit 'nothing'"):
            call_command("publish", "benefit", "nothing", *signature)
        Benefit.objects.create(id="new", region_id="370100", title="新", summary="新", category="cash")
        with pytest.raises(CommandError, match="new is not complete: a benefit cites"):
            call_command("publish", "benefit", "new", *signature)
        edition = in_force("benefit", "money", today())
        assert edition is not None
        assert edition.number == 1
