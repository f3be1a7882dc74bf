"""The embedded server, on a folder of the test's own and in processes of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.config.commands import python

pytestmark = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "config.postgres",
    reason="DATABASE_URL names another server",
)

CONNECT = "import django; django.setup(); from django.db import connection; print(connection.pg_version)"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder short enough for a socket's path; its server is stopped at the end."""
    parent = Path(tempfile.mkdtemp(prefix="yuhuicha-"))
    yield parent / "data"
    command("stop", parent / "data")
    shutil.rmtree(parent)


def command(word: str, folder: Path) -> str:
    outcome = python("-m", "config.postgres", word, POSTGRES_FOLDER=str(folder))
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout


def connect(folder: Path) -> subprocess.CompletedProcess[str]:
    return python("-c", CONNECT, POSTGRES_FOLDER=str(folder), DJANGO_SETTINGS_MODULE="config.settings")


@pytest.mark.parametrize(
    "arguments",
    [
        ["manage.py", "check"],
        ["manage.py", "collectstatic", "--no-input", "--dry-run"],
        ["-c", "import config.wsgi"],
    ],
)
def test_what_needs_no_database_starts_none(arguments: list[str], folder: Path) -> None:
    outcome = python(*arguments, POSTGRES_FOLDER=str(folder), SECRET_KEY="x")
    assert outcome.returncode == 0, outcome.stderr
    assert not folder.exists()


def test_the_first_connection_starts_postgresql_16_which_outlives_the_process(folder: Path) -> None:
    assert connect(folder).stdout.startswith("16")
    started = (folder / "postmaster.pid").read_text()
    assert connect(folder).stdout.startswith("16")
    assert (folder / "postmaster.pid").read_text() == started


def test_processes_that_start_together_share_one_server(folder: Path) -> None:
    environ = os.environ | {"POSTGRES_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", CONNECT],
            cwd=settings.BASE_DIR,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    outcomes = [process.communicate(timeout=120) for process in processes]
    assert [output[:2] for output, _ in outcomes] == ["16"] * 3, outcomes


def test_a_path_too_long_for_a_socket_works(folder: Path) -> None:
    long = folder / ("folder" * 20)
    long.parent.mkdir()
    assert connect(long).stdout.startswith("16")
    assert connect(long).stdout.startswith("16")
    assert command("stop", long) == "PostgreSQL stopped\n"


def test_a_path_with_a_space_is_refused_with_the_remedy(folder: Path) -> None:
    outcome = connect(folder / "my data")
    assert outcome.returncode != 0
    assert "the path has a space" in outcome.stderr
    assert not folder.exists()


def test_stop_ends_the_server_once(folder: Path) -> None:
    assert command("start", folder) == f"PostgreSQL answers in {folder}\n"
    assert command("stop", folder) == "PostgreSQL stopped\n"
    assert command("stop", folder) == "PostgreSQL was not running\n"


def test_a_killed_server_is_started_again(folder: Path) -> None:
    command("start", folder)
    os.kill(int((folder / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    assert connect(folder).stdout.startswith("16")


def test_an_unknown_word_is_answered_with_the_usage() -> None:
    outcome = python("-m", "config.postgres", "restart")
    assert outcome.returncode == 2
    assert "start|stop" in outcome.stderr
