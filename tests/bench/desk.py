"""How long the officers' lists take with the benefits of a whole country, and an export of all fixtures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any, Final

import django
from django.db import connection

from tests.bench.database import manage, production
from tests.bench.measuring import Line

BENEFITS: Final = 70_000
TIMES: Final = 5
MOST_QUERIES: Final = 10
LIST_SECONDS: Final = 0.3
SEARCH_SECONDS: Final = 0.5
EXPORT_SECONDS: Final = 3.0

_COPIES: Final = """
CREATE TEMPORARY TABLE copies AS
    SELECT one.id AS old, one.id || '-' || copy AS id,
        places.codes[1 + abs(hashtext(one.id || copy) % cardinality(places.codes))] AS place
    FROM benefits_benefit AS one
        CROSS JOIN generate_series(1, {times}) AS copy
        CROSS JOIN (SELECT array_agg(code) AS codes FROM regions_region WHERE level = 'county') AS places
"""
"""Every record once in each of so many places."""


def lines(url: str) -> Iterator[Line]:
    """Export the seeded records, then multiply them and open the lists."""
    os.environ.update(production(url))
    django.setup()
    yield _exported()
    _multiply()
    manage(url, "collectstatic", "--no-input", "--verbosity", "0")
    from tests.desk.accounts import officer  # noqa: PLC0415 - once settings are known

    client = officer("of-the-bench", "editor:000000").client
    for what, address, most in _PAGES:
        yield from _opened(client, what, address, most)


_PAGES: Final = [
    ("list of benefits", "/admin/benefits/benefit/", LIST_SECONDS),
    ("list of benefits, page 700", "/admin/benefits/benefit/?p=700", LIST_SECONDS),
    ("list of a province's benefits", "/admin/benefits/benefit/?region=370000", LIST_SECONDS),
    ("list of benefits that are cash", "/admin/benefits/benefit/?category=cash", LIST_SECONDS),
    ("search for two characters (育儿)", "/admin/benefits/benefit/?q=%E8%82%B2%E5%84%BF", SEARCH_SECONDS),
    ("search for one character (孕)", "/admin/benefits/benefit/?q=%E5%AD%95", SEARCH_SECONDS),
    ("search for a rare word (失业金)", "/admin/benefits/benefit/?q=%E5%A4%B1%E4%B8%9A%E9%87%91", SEARCH_SECONDS),
    ("search for nothing that is there", "/admin/benefits/benefit/?q=%E9%BE%99%E5%87%A4%E8%83%8E", SEARCH_SECONDS),
]


def _seconds(work: Callable[[], object]) -> float:
    """The median time of a few turns, as an officer waits for it."""
    work()
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken)


def _queries(work: Callable[[], object]) -> int:
    made: list[str] = []

    def noting(execute: Any, sql: str, *arguments: Any) -> Any:
        made.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(noting):
        work()
    return len(made)


def _exported() -> Line:
    from benefits.admin.exchange import as_workbook, as_yaml  # noqa: PLC0415 - once settings are known
    from benefits.models import Benefit  # noqa: PLC0415

    places = list(Benefit.objects.order_by().values_list("region", flat=True).distinct())
    count = Benefit.objects.count()
    made = _seconds(lambda: [as_workbook(place) for place in places])
    taken = max(made, _seconds(lambda: [as_yaml(place) for place in places]))
    return Line(f"export of {count} records", f"{taken:.2f} s", f"{EXPORT_SECONDS:g} s", taken < EXPORT_SECONDS)


def _opened(client: Any, what: str, address: str, most: float) -> Iterator[Line]:

    def work() -> None:
        response = client.get(address, secure=True, SERVER_NAME="127.0.0.1")
        assert response.status_code == 200, response.status_code

    count = _queries(work)
    taken = _seconds(work)
    yield Line(what, f"{taken * 1000:.0f} ms", f"{most * 1000:.0f} ms", taken < most)
    yield Line(f"{what}: queries", str(count), str(MOST_QUERIES), count <= MOST_QUERIES)


def _multiply() -> None:
    """As many benefits as the country may have, with their rows, each published."""
    from benefits.models import Award, Benefit, Citation, Condition, Edition, Relation  # noqa: PLC0415

    times = -(-BENEFITS // Benefit.objects.count())
    with connection.cursor() as cursor:
        cursor.execute(_COPIES.format(times=times))
        cursor.execute(_copied(Benefit, {"id": "copies.id", "region_id": "copies.place"}, "id"))
        for model in (Citation, Relation):
            cursor.execute(_copied(model, {"benefit_id": "copies.id"}, "benefit_id"))
        cursor.execute(_copied(Award, {"benefit_id": "copies.id"}, "benefit_id"))
        cursor.execute(_copied(Condition, {"benefit_id": "copies.id", "award_id": "NULL"}, "benefit_id"))
        payload = "one.payload || jsonb_build_object('id', copies.id, 'region', copies.place)"
        cursor.execute(_copied(Edition, {"key": "copies.id", "region_id": "copies.place", "payload": payload}, "key"))
        cursor.execute(
            "INSERT INTO benefits_publication (action, edition_id, effective, at, by, approved_by, reason) "
            "SELECT 'published', id, '2000-01-01', now(), 'bench', '', 'bench' FROM benefits_edition "
            "WHERE id NOT IN (SELECT edition_id FROM benefits_publication)"
        )
        cursor.execute("ANALYZE")


def _copied(model: type, changed: dict[str, str], key: str) -> str:
    """The rows of a table again, of the copies."""
    meta = model._meta  # type: ignore[attr-defined]
    columns = [one.column for one in meta.concrete_fields if one.column != "id" or "id" in changed]
    values = ", ".join(changed.get(column, f'one."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    only = " AND one.kind = 'benefit'" if meta.model_name == "edition" else ""
    return (
        f'INSERT INTO "{meta.db_table}" ({names}) SELECT {values} FROM "{meta.db_table}" AS one '  # noqa: S608 - our own names
        f"JOIN copies ON copies.old = one.{key}{only}"
    )
