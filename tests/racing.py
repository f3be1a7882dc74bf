"""Two who write at once, on two connections, one of whom has to wait for the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")

_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def overtaken(first: Callable[[], object], second: Callable[[], T]) -> T:
    """What comes of ``second``, which begins after ``first`` has written and before that is committed.

    The first commits as soon as the second waits for it, or has ended without waiting.
    """

    def apart() -> T:
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            done = pool.submit(apart)
            while not (done.done() or _is_waited_for()):
                pass
        return done.result()


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        row = cursor.fetchone()
    return bool(row and row[0])
