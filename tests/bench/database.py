"""A database of its own on the checkout's PostgreSQL, or on the one DATABASE_URL names, and dropped afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config import environment
from config.postgres import embedded

ROOT: Final = Path(__file__).resolve().parents[2]


@contextmanager
def scratch() -> Iterator[str]:
    """The URL of an empty database."""
    url = os.environ.get("DATABASE_URL") or _embedded()
    name = f"bench_{os.getpid()}"
    with _connected(url) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with _connected(url) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _embedded() -> str:
    folder = embedded.socket_folder(Path(os.environ.get("POSTGRES_FOLDER") or ROOT / ".postgres").resolve())
    return f"postgres://{embedded.USER}@/{embedded.DATABASE}?host={quote(str(folder))}"


def _connected(url: str) -> psycopg.Connection[Any]:
    given = environment.database(url)
    return psycopg.connect(
        dbname=given["NAME"],
        user=given["USER"],
        password=given["PASSWORD"],
        host=given["HOST"],
        port=given["PORT"] or None,
        autocommit=True,
    )


def production(url: str) -> dict[str, str]:
    """The environment of a production process on that database."""
    return dict(os.environ) | {
        "DATABASE_URL": url,
        "DEBUG": "0",
        "SECRET_KEY": "only-of-the-bench",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }


def manage(url: str, *arguments: str) -> None:
    """Run a management command; raises CalledProcessError if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=production(url), check=True, stdout=subprocess.DEVNULL)
