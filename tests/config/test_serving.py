"""gunicorn with the production settings, as a process of its own."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from tests.config.commands import python

SECONDS_TO_START = 90
SECONDS_TO_LOG = 20
LISTENING = re.compile(r"Listening at: http://127\.0\.0\.1:(\d+)")


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


class Server(NamedTuple):
    port: int
    log: Path

    def get(self, path: str, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as response:
                return Answer(response.status, response.headers, response.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    production = {"DEBUG": "0", "SECRET_KEY": "of-the-test", "ALLOWED_HOSTS": "127.0.0.1"}
    collected = python("manage.py", "collectstatic", "--no-input", **production)
    assert collected.returncode == 0, collected.stderr
    log = tmp_path_factory.mktemp("gunicorn") / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"],
            cwd=settings.BASE_DIR,
            env=os.environ | production | {"BIND": "127.0.0.1:0"},
            stdout=output,
            stderr=output,
        )
        try:
            yield Server(port_in(log), log)
        finally:
            process.terminate()
            process.wait(timeout=90)


def port_in(log: Path) -> int:
    """The free port that the system gave the server: one chosen beforehand might be taken by then."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if told := LISTENING.search(log.read_text()):
            return int(told[1])
        time.sleep(0.1)
    pytest.fail(f"gunicorn did not start: {log.read_text()}")


def test_pages_are_served_with_secure_cookies(server: Server) -> None:
    page = server.get("/accounts/login/")
    assert page.status == 200
    assert "Secure" in page.headers["Set-Cookie"]


def test_static_files_are_hashed_compressed_and_kept_for_ever(server: Server) -> None:
    html = server.get("/accounts/login/").body.decode()
    address = re.search(r"/static/admin/css/base\.[0-9a-f]{12}\.css", html)
    assert address
    style = server.get(address[0], **{"Accept-Encoding": "gzip"})
    assert (style.status, style.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in style.headers["Cache-Control"]


def test_an_unknown_host_is_refused(server: Server) -> None:
    assert server.get("/accounts/login/", Host="evil.example").status == 400


def test_the_log_holds_the_path_and_nothing_of_the_visitor(server: Server) -> None:
    server.get("/accounts/login/?q=secret-query", Cookie="household=secret-cookie", **{"User-Agent": "secret-agent"})
    deadline = time.monotonic() + SECONDS_TO_LOG
    while "GET /accounts/login/ 200" not in server.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    log = server.log.read_text()
    assert "GET /accounts/login/ 200" in log
    assert "secret" not in log
