from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from benefits.editions import catalogue
from benefits.editions.catalogue import Catalogue
from benefits.editions.publishing import Signature, publish, verify, withdraw
from benefits.editions.recent import Recent
from benefits.editions.watching import Watcher
from benefits.models import Benefit as BenefitRow
from benefits.models import Edition, Publication
from benefits.records import read_benefit
from benefits.rules.model import Benefit
from benefits.rules.terms import Status
from benefits.seeding import FOUNDING, seed
from tests.records.conftest import TODAY

SIGNED = Signature(by="li", reason="试", from_date=TODAY)


def with_number(number: int, *, from_date: date = TODAY) -> None:
    money: Benefit = read_benefit(BenefitRow.objects.with_parts().get(id="money"))
    changed = replace(money, awards=(replace(money.awards[0], number=number),))
    publish(changed, by="li", reason="标准调整", from_date=from_date)


def number(served: Catalogue) -> int | float | None:
    money = served.benefit("money")
    return money.awards[0].number if money else None


@pytest.fixture
def served(seeded: object) -> Catalogue:
    """What this process serves of the seeded records."""
    catalogue.forget()
    return catalogue.catalogue(TODAY)


def test_everything_that_parents_see_is_there(served: Catalogue) -> None:
    assert served.version == Publication.objects.latest_version()
    assert [benefit.id for benefit in served.benefits_for(["370102"])] == ["leave", "money"]
    assert [question.slug for question in served.questions()] == ["residence", "work", "children", "derived"]
    assert set(served.facts()) == {"residence", "work", "birth", "relation", "deceased", "birth_order"}
    assert [document.slug for document in served.documents_for("370102")] == ["plan"]
    plan = served.document("plan")
    assert plan is not None
    assert plan.status is Status.IN_FORCE
    clause = plan.clause("一1")
    assert clause is not None
    assert "600元" in clause.text


def test_a_place_elsewhere_has_nothing(served: Catalogue) -> None:
    assert served.benefits_for(["371500"]) == ()
    assert served.documents_for("371500") == ()
    assert served.plan_for(["371500"]).entries == ()


@pytest.mark.parametrize("id_", ["", "nothing", "residence"])
def test_what_is_not_published_is_not_there(served: Catalogue, id_: str) -> None:
    assert served.benefit(id_) is None
    assert served.document(id_) is None
    assert served.edition_of(id_) is None
    assert served.edition_of_document(id_) is None


def test_a_plan_is_compiled_once_for_the_places_that_have_benefits(served: Catalogue) -> None:
    plan = served.plan_for(["370102"])
    assert [entry.benefit.id for entry in plan.entries] == ["leave", "money"]
    assert served.plan_for(["370103", "371500"]) is plan


def test_a_change_of_working_records_is_not_seen(served: Catalogue) -> None:
    BenefitRow.objects.filter(id="money").update(title="别的标题")
    benefit = catalogue.catalogue(TODAY).benefit("money")
    assert benefit is not None
    assert benefit.title == "育儿补贴"


def test_a_publication_is_seen_and_an_earlier_version_can_be_had(served: Catalogue) -> None:
    assert number(served) == 600
    with_number(700)
    now = catalogue.catalogue(TODAY)
    assert number(now) == 700
    assert number(Catalogue.at(served.version, TODAY)) == 600
    issue = now.edition_of("money")
    assert issue is not None
    assert (issue.number, issue.effective, issue.verified_at) == (2, TODAY, None)


def test_a_withdrawn_benefit_is_gone(served: Catalogue) -> None:
    assert served.benefit("leave") is not None
    withdraw("benefit", "leave", SIGNED)
    assert catalogue.catalogue(TODAY).benefit("leave") is None


def test_a_verification_is_shown_with_its_time(served: Catalogue) -> None:
    assert served.edition_of("money")
    row = verify("benefit", "money", SIGNED)
    issue = catalogue.catalogue(TODAY).edition_of("money")
    assert issue is not None
    assert issue.verified_at == row.at


def test_a_publication_from_a_later_day_comes_with_that_day(served: Catalogue) -> None:
    later = TODAY + timedelta(days=30)
    with_number(700, from_date=later)
    days = [TODAY, later - timedelta(days=1), later, TODAY]
    assert [number(catalogue.catalogue(day)) for day in days] == [600, 600, 700, 600]


def test_what_was_seeded_holds_on_any_earlier_day(served: Catalogue) -> None:
    assert number(Catalogue.at(None, FOUNDING)) == 600
    assert Catalogue.at(None, FOUNDING - timedelta(days=1)).benefit("money") is None


def test_what_has_not_moved_is_taken_over(served: Catalogue) -> None:
    held = served.document("plan"), served.questions(), served.plan_for(["371500"])
    with_number(700)
    now = catalogue.catalogue(TODAY)
    assert now is not served
    assert now.questions() is held[1]
    assert now.plan_for(["371500"]) is held[2]
    plan = now.plan_for(["370102"])
    assert {entry.benefit.id: entry.benefit.awards[0].number for entry in plan.entries} == {"leave": 60, "money": 700}


def test_a_log_that_was_rolled_back_is_forgotten(served: Catalogue) -> None:
    ghost = Catalogue(served.version + 1000, TODAY, date.min, date.max)
    ghost._questions = ()
    assert len(ghost.succeeded(TODAY).questions()) == 4


def test_the_process_that_publishes_sees_it_as_soon_as_it_is_committed(
    served: Catalogue, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    served.questions()
    with django_capture_on_commit_callbacks(execute=True):
        with_number(700)
    held = catalogue._held
    assert held is not None
    assert held.version > served.version


def test_no_more_values_are_kept_than_there_is_room_for() -> None:
    recent: Recent[str, int] = Recent(2)
    for value, key in enumerate("abc"):
        recent.put(key, value)
        recent.get("a")
    assert [key for key, _ in recent.items()] == ["c", "a"]


# ---------------------------------------------------------------- in a server


@pytest.fixture
def watched(transactional_db: None, folder: Path) -> Iterator[Catalogue]:
    """What a server's process serves, which looks for newer versions in the background."""
    catalogue.forget()
    seed(folder, today=TODAY)
    with time_machine.travel(datetime.combine(TODAY, datetime.min.time())):
        catalogue.watch()
        loaded = catalogue.catalogue(TODAY)
        loaded.plan_for(["370102"])
        yield loaded
        catalogue.unwatch()
    catalogue.forget()


def test_a_loaded_region_is_served_without_a_query(
    watched: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        served = catalogue.catalogue(TODAY)
        assert served.plan_for(["370102"]).entries
        assert served.questions()
        assert served.document("plan")
        assert served.edition_of("money")


def test_what_another_process_publishes_is_seen_by_the_next_look(watched: Catalogue) -> None:
    # Rows alone, as another process leaves them: nothing tells this one.
    old = Edition.objects.get(kind="benefit", key="money")
    payload = old.payload | {"title": "新的标题"}
    new = Edition.objects.create(kind="benefit", key="money", number=2, region=old.region, payload=payload)
    Publication.objects.create(action="published", edition=new, effective=TODAY, by="li", reason="试")
    # Parents see it within two seconds: the looks are one apart, and a look is short unless the machine is busy.
    assert catalogue.SECONDS_BETWEEN_LOOKS <= 1
    deadline = time.monotonic() + 20
    while (money := catalogue.catalogue(TODAY).benefit("money")) and money.title != "新的标题":
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def locked_log(transactional_db: None) -> Iterator[None]:
    """A database in which nobody can read the log."""
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE benefits_publication IN ACCESS EXCLUSIVE MODE")
            locked.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert locked.wait(10)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
    yield
    done.set()
    thread.join()
    connection.close()


def test_what_is_loaded_is_served_while_the_database_does_not_answer(
    watched: Catalogue, request: pytest.FixtureRequest
) -> None:
    catalogue.unwatch()
    request.getfixturevalue("locked_log")
    assert catalogue.catalogue(TODAY) is watched
    assert watched.plan_for(["370102"]).entries
    catalogue.forget()
    with pytest.raises(OperationalError):
        catalogue.catalogue(TODAY)


def test_a_watcher_goes_on_after_a_failure(transactional_db: None) -> None:
    looks: list[int] = []
    done = threading.Event()

    def look() -> None:
        looks.append(len(looks))
        with connection.cursor() as cursor:
            # The first look waits for longer than any look may.
            cursor.execute("SELECT pg_sleep(%s)", [9 if len(looks) == 1 else 0])
        done.set()

    watcher = Watcher(look, 0.01)
    assert done.wait(8)
    watcher.stop()
    assert len(looks) > 1
    assert not watcher.is_alive()
