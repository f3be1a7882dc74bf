from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benefits.editions.publishing import Signature, in_force, publish, withdraw
from benefits.models import Award, Benefit, Edition, Fact, Publication
from benefits.records import read_benefit
from benefits.seeding import FOUNDING, Report, SeedingConflictError, seed
from tests.racing import overtaken
from tests.records.conftest import TODAY, rewrite

FILE = "benefits/370100-jinan.yaml"


def number_in_force(on: date = TODAY) -> int | None:
    edition = in_force("benefit", "money", on)
    return edition.payload["awards"][0]["number"] if edition else None


def officer_changes_money_to(number: int, *, publishing: bool) -> None:
    Award.objects.filter(benefit="money").update(number=number)
    if publishing:
        record = read_benefit(Benefit.objects.with_parts().get(id="money"))
        publish(record, by="li", reason="标准调整", from_date=TODAY)


def test_seeding_publishes_everything_from_the_founding_day(seeded: Report) -> None:
    assert seeded == Report(documents=1, questions=4, benefits=2, published=7, withdrawn=0, kept=())
    assert number_in_force(FOUNDING) == 600


def test_seeding_again_makes_no_edition(seeded: Report, folder: Path) -> None:
    before = Edition.objects.count(), Publication.objects.count()
    assert seed(folder, today=TODAY).published == 0
    assert (Edition.objects.count(), Publication.objects.count()) == before


def test_a_changed_fixture_makes_one_edition(seeded: Report, folder: Path) -> None:
    rewrite(folder / FILE, "number: 600,", "number: 650,")
    assert seed(folder, today=TODAY).published == 1
    assert number_in_force() == 650
    assert Award.objects.get(benefit="money").number == 650


def test_a_benefit_is_published_with_the_question_it_needs(seeded: Report, folder: Path) -> None:
    with (folder / "questions.yaml").open("a", encoding="utf-8") as file:
        file.write("      - {slug: twins, holder: family, type: yesno, label: 双胞胎, how: event}\n")
    rewrite(folder / FILE, "{if_not: told, note: 按照生育政策生育}", "{fact: twins, if_not: told, note: 双胞胎}")
    assert seed(folder, today=TODAY).published == 2


def test_a_renamed_benefit_is_withdrawn_under_its_old_name(seeded: Report, folder: Path) -> None:
    rewrite(folder / FILE, "id: leave", "id: rest")
    report = seed(folder, today=TODAY)
    assert (report.published, report.withdrawn) == (1, 1)
    assert in_force("benefit", "leave", TODAY) is None
    assert not Benefit.objects.filter(id="leave").exists()
    rewrite(folder / FILE, "id: rest", "id: leave")
    assert seed(folder, today=TODAY).published == 1
    assert in_force("benefit", "leave", TODAY) is not None


def test_a_region_whose_file_is_missing_keeps_its_benefits(seeded: Report, folder: Path) -> None:
    (folder / FILE).unlink()
    report = seed(folder, today=TODAY)
    assert (report.benefits, report.withdrawn) == (0, 0)
    assert number_in_force() == 600


@pytest.mark.parametrize("publishing", [True, False])
def test_what_an_officer_changed_stays_when_the_fixtures_have_not_moved(
    seeded: Report, folder: Path, publishing: bool
) -> None:
    officer_changes_money_to(700, publishing=publishing)
    report = seed(folder, today=TODAY)
    assert (report.published, report.kept) == (0, ())
    assert Award.objects.get(benefit="money").number == 700
    assert number_in_force() == (700 if publishing else 600)


@pytest.mark.parametrize("publishing", [True, False])
def test_what_an_officer_changed_is_named_and_kept_when_the_fixture_moves(
    seeded: Report, folder: Path, publishing: bool
) -> None:
    officer_changes_money_to(700, publishing=publishing)
    rewrite(folder / FILE, "number: 600,", "number: 650,")
    assert seed(folder, today=TODAY).kept == ("money",)
    assert Award.objects.get(benefit="money").number == 700
    report = seed(folder, today=TODAY, overwrite=True)
    assert (report.published, report.kept) == (1, ())
    assert number_in_force() == 650


def test_what_an_officer_withdrew_stays_withdrawn(seeded: Report, folder: Path) -> None:
    withdraw("benefit", "money", Signature(by="li", reason="停发", from_date=TODAY))
    assert seed(folder, today=TODAY + timedelta(days=1)).published == 0
    assert number_in_force() is None


def test_a_document_changes_together_with_what_quotes_it(seeded: Report, folder: Path) -> None:
    rewrite(folder / "documents/plan.txt", "每月发放600元", "每月发放650元")
    rewrite(folder / FILE, "发放600元育儿补贴}", "发放650元育儿补贴}")
    rewrite(folder / "documents/plan.txt", "二、加强组织领导\n各级各部门要高度重视。\n", "")
    assert seed(folder, today=TODAY).published == 2


def test_a_fact_moves_to_another_question_while_its_own_goes(seeded: Report, folder: Path) -> None:
    text = (folder / "questions.yaml").read_text(encoding="utf-8")
    own = text[text.index("  - slug: work\n") : text.index("  - slug: children\n")]
    fact = own[own.index("      - slug: work\n") :]
    (folder / "questions.yaml").write_text(text.replace(own, "") + fact, encoding="utf-8")
    report = seed(folder, today=TODAY)
    assert (report.questions, report.published, report.withdrawn) == (3, 1, 1)
    assert seed(folder, today=TODAY).published == 0
    assert Fact.objects.get(slug="work").question_id == "derived"


def test_a_document_that_an_officers_benefit_quotes_is_not_changed_under_it(seeded: Report, folder: Path) -> None:
    officer_changes_money_to(700, publishing=True)
    rewrite(folder / "documents/plan.txt", "每月发放600元", "每月发放650元")
    rewrite(folder / FILE, "发放600元育儿补贴}", "发放650元育儿补贴}")
    with pytest.raises(SeedingConflictError, match=r"money.*引文"):
        seed(folder, today=TODAY)
    assert number_in_force() == 700


@pytest.mark.django_db
def test_the_command_counts_and_times(folder: Path) -> None:
    out = StringIO()
    call_command("seed", folder, stdout=out)
    assert "Seeded 1 documents, 4 questions and 2 benefits: 7 published, 0 withdrawn, in " in out.getvalue()


@pytest.mark.django_db
def test_the_command_refuses_a_malformed_fixture_with_its_place(folder: Path) -> None:
    rewrite(folder / FILE, "category: cash", "category: money")
    with pytest.raises(CommandError, match=r"(?s)Nothing was changed.*370100-jinan\.yaml, line 8, money, category"):
        call_command("seed", folder)


@pytest.mark.django_db(transaction=True)
def test_what_an_officer_is_saving_is_kept_too(seeded: Report, folder: Path) -> None:
    rewrite(folder / FILE, "number: 600,", "number: 650,")

    def save() -> None:
        Benefit.objects.get(id="money").save()
        officer_changes_money_to(700, publishing=False)

    assert overtaken(save, lambda: seed(folder, today=TODAY)).kept == ("money",)
    assert Award.objects.get(benefit="money").number == 700


@pytest.mark.django_db(transaction=True)
def test_an_id_that_an_officer_is_taking_is_not_seeded_over(seeded: Report, folder: Path) -> None:
    rewrite(folder / FILE, "id: leave", "id: rest")
    taken = {
        "id": "rest",
        "region_id": "371500",
        "title": "聊城的",
        "summary": "别的",
        "category": "leave",
        "subject": "mother",
    }
    with pytest.raises(SeedingConflictError, match="rest"):
        overtaken(lambda: Benefit.objects.create(**taken), lambda: seed(folder, today=TODAY))
    assert Benefit.objects.get(id="rest").region_id == "371500"
