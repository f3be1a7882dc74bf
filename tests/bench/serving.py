"""How many pages are served for each empty page of the same size behind the same middleware."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from statistics import median
from time import perf_counter, sleep
from typing import Final

import django
from django.http import HttpResponse

from benefits.households import cookie
from benefits.rules.facts import Form
from benefits.rules.household import Household
from benefits.today import today
from tests.bench import content
from tests.bench.database import ROOT, manage, production
from tests.bench.measuring import Line

WORKERS: Final = 2
CLIENTS: Final = 4
HOUSEHOLDS: Final = 1_000
SLICES: Final = 25
SECONDS_TO_START: Final = 30
LEAST_SHARES: Final = {"question step": 1 / 5, "results page": 1 / 8}


@dataclass(frozen=True)
class Ask:
    """One request: an address, and the cookie of a family."""

    path: str
    cookie: str = ""

    def to_bytes(self) -> bytes:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        return f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n".encode()


def lines(url: str) -> Iterator[Line]:
    """Serve the seeded database, and hold both pages against empty ones."""
    os.environ.update(production(url))
    django.setup()
    manage(url, "collectstatic", "--no-input", "--verbosity", "0")
    on = today()
    steps = list(islice(_steps(on), HOUSEHOLDS))
    with _gunicorn(url) as port:
        for name, asks in (("question step", steps), ("results page", list(_results(on)))):
            yield _compared(port, name, asks)


def _compared(port: int, name: str, asks: Sequence[Ask]) -> Line:
    with ThreadPoolExecutor(CLIENTS) as clients:
        size = int(median(_fetch(port, asks[::20])))
        empty = Ask(f"/bench/empty/{size}/")
        shares, rates = [], []
        for number in range(-1, SLICES):
            part = asks[max(number, 0) :: SLICES]
            page, blank = (_rate(clients, port, slice_) for slice_ in (part, [empty] * len(part)))
            # The first slice only warms both workers.
            if number >= 0:
                shares.append(page / blank)
                rates.append(page)
    share, least = median(shares), LEAST_SHARES[name]
    return Line(
        f"{name}, {len(asks)} households, {size / 1024:.0f} kB",
        f"{share:.2f} of an empty page ({median(rates):.0f} a second)",
        f"at least {least:.3f}",
        share >= least,
    )


# ---------------------------------------------------------------- families


def _cookie(household: Household) -> str:
    response = HttpResponse()
    cookie.save(response, cookie.Visit(household))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in response.cookies.items())


def _results(on: date) -> Iterator[Ask]:
    for household in content.families(HOUSEHOLDS, on):
        yield Ask("/results/", _cookie(household))


def _steps(on: date) -> Iterator[Ask]:
    """The question that comes next, for families that have got so far and no further."""
    plan, questions = content.plan(), content.questions()
    for family in content.families(HOUSEHOLDS, on):
        for question, household in content.steps(plan, questions, family, on):
            # The list of children is a page of another kind, and who has said nothing has no cookie.
            if question.form is not Form.CHILDREN and household.family:
                yield Ask(f"/check/{question.slug}/", _cookie(household))


# ---------------------------------------------------------------- a server and its clients


@contextmanager
def _gunicorn(url: str) -> Iterator[int]:
    """The port of a gunicorn on 127.0.0.1, with production's settings and so many workers."""
    port = _free_port()
    started = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(WORKERS)}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--log-level", "warning", "config.wsgi"],
        cwd=ROOT,
        env=production(url) | started,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = perf_counter() + SECONDS_TO_START
    while perf_counter() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise TimeoutError(f"gunicorn did not answer within {SECONDS_TO_START} seconds")


def _rate(clients: ThreadPoolExecutor, port: int, asks: Sequence[Ask]) -> float:
    """Requests a second, by so many clients with a connection each."""
    start = perf_counter()
    shares = [asks[number::CLIENTS] for number in range(CLIENTS)]
    list(clients.map(_fetch, [port] * CLIENTS, shares))
    return len(asks) / (perf_counter() - start)


def _fetch(port: int, asks: Sequence[Ask]) -> list[int]:
    """The sizes of the answers. Raises RuntimeError for one that is not 200."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        return [_answer(connection, ask) for ask in asks]


def _answer(connection: socket.socket, ask: Ask) -> int:
    connection.sendall(ask.to_bytes())
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{ask.path} was answered {head.splitlines()[0].decode()}")
    size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    left = size - len(body)
    while left > 0:
        left -= len(connection.recv(65536))
    return size
