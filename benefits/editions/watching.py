"""Looks for something at intervals, in the background, and never lets the database keep it waiting."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction

logger = logging.getLogger(__name__)


class Watcher:
    """A background thread that calls ``look`` every so many seconds, until stopped or the process ends.

    A look that the database does not answer within two seconds is given up, and tried again at the
    next turn; what was known before stays in use meanwhile.
    """

    def __init__(self, look: Callable[[], object], seconds: float) -> None:
        self._look, self._seconds = look, seconds
        self._end = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="catalogue watcher", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        """Whether it looks; false in a process that was forked from the one that started it."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End it, and wait until it has."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._end.wait(self._seconds):
                self._look_once()
        finally:
            connection.close()

    def _look_once(self) -> None:
        close_old_connections()
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL statement_timeout = '2s'")
                self._look()
        # Whatever fails, the next look may succeed.
        except Exception as error:
            self._note(error)
        else:
            self._failing = False

    def _note(self, error: Exception) -> None:
        if not isinstance(error, DatabaseError):
            logger.exception("The catalogue could not be renewed")
        elif not self._failing:
            logger.warning("The database does not answer; the catalogue is served as it is")
        self._failing = True
        connection.close()
