from __future__ import annotations

import pytest

from benefits.desk.roles import UNLIMITED, Appointed, Rights, rights

JINAN, LIXIA, SHANDONG, LIAOCHENG, CHINA = "370100", "370102", "370000", "371500", "000000"
QUESTIONS = None


def held(*appointments: str) -> Rights:
    parts = [one.removesuffix("+").split(":") for one in appointments]
    marks = [one.endswith("+") for one in appointments]
    return rights(Appointed(role, region, mark) for (role, region), mark in zip(parts, marks, strict=True))


READS = [
    ("editor:370100", [JINAN, LIXIA, SHANDONG, CHINA, QUESTIONS], [LIAOCHENG, "410000"]),
    ("auditor:370102", [LIXIA, JINAN, SHANDONG, CHINA, QUESTIONS], ["370103", LIAOCHENG]),
    ("reviewer:000000", [JINAN, LIXIA, LIAOCHENG, CHINA, QUESTIONS], []),
    ("administrator:370000", [JINAN, LIAOCHENG, SHANDONG, CHINA], ["410000"]),
]


@pytest.mark.parametrize(("appointment", "seen", "hidden"), READS)
def test_an_account_reads_its_region_and_those_above_and_below(
    appointment: str, seen: list[str | None], hidden: list[str | None]
) -> None:
    mine = held(appointment)
    assert [place for place in seen if not mine.can_read(place)] == []
    assert [place for place in hidden if mine.can_read(place)] == []


OWN = [
    # appointment, writes, reviews
    ("editor:370100", {JINAN}, set()),
    ("editor:370100+", {JINAN, QUESTIONS}, set()),
    ("reviewer:370100", set(), {JINAN}),
    ("reviewer:370100+", set(), {JINAN, QUESTIONS}),
    ("auditor:370100", set(), set()),
    ("administrator:370100", set(), set()),
    ("editor:000000", {CHINA}, set()),
]


@pytest.mark.parametrize(("appointment", "writes", "reviews"), OWN)
def test_an_account_changes_and_approves_exactly_where_it_is_appointed(
    appointment: str, writes: set[str | None], reviews: set[str | None]
) -> None:
    mine = held(appointment)
    places = [JINAN, LIXIA, SHANDONG, LIAOCHENG, CHINA, QUESTIONS]
    assert {place for place in places if mine.can_write(place)} == writes
    assert {place for place in places if mine.can_review(place)} == reviews


@pytest.mark.parametrize(
    ("appointment", "region", "may"),
    [
        ("administrator:370100", JINAN, True),
        ("administrator:370100", LIXIA, True),
        ("administrator:370100", SHANDONG, False),
        ("administrator:370100", QUESTIONS, False),
        ("administrator:000000", LIAOCHENG, True),
        ("administrator:000000", QUESTIONS, True),
        ("editor:370100", JINAN, False),
    ],
)
def test_an_administrator_keeps_the_accounts_of_its_region_and_its_divisions(
    appointment: str, region: str | None, may: bool
) -> None:
    assert held(appointment).can_administer(region) is may


def test_several_appointments_add_up() -> None:
    mine = held("editor:370102", "reviewer:371500")
    assert (mine.can_write(LIXIA), mine.can_review(LIXIA)) == (True, False)
    assert (mine.can_write(LIAOCHENG), mine.can_review(LIAOCHENG)) == (False, True)
    assert mine.can_read(JINAN)


@pytest.mark.parametrize(
    ("appointments", "needed"),
    [
        (["editor:370100"], False),
        (["auditor:370100"], False),
        ([], False),
        (["editor:370100", "reviewer:370102"], True),
    ],
)
def test_who_approves_or_keeps_accounts_needs_a_second_factor(appointments: list[str], needed: bool) -> None:
    assert held(*appointments).second_factor is needed
    assert UNLIMITED.second_factor


def test_without_an_appointment_nothing_is_read_and_nothing_changed() -> None:
    mine = held()
    for place in (JINAN, CHINA, QUESTIONS):
        assert not any(rule(place) for rule in (mine.can_read, mine.can_write, mine.can_review, mine.can_administer))
