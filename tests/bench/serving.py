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
from functools import partial
from itertools import islice
from statistics import median
from time import perf_counter, sleep
from typing import Final
from urllib.parse import urlencode

import django
from django.conf import settings
from django.http import HttpResponse

from benefits.households import cookie
from benefits.questionnaire.page import Page
from benefits.rules.facts import Form
from benefits.rules.household import Household
from benefits.rules.values import UNSURE
from benefits.today import today
from tests.bench import content
from tests.bench.database import ROOT, manage, production
from tests.bench.measuring import Line

WORKERS: Final = 2
CLIENTS: Final = 4
HOUSEHOLDS: Final = 1_000
SLICES: Final = 25
SECONDS_TO_START: Final = 30
TOKEN: Final = "a" * 32
"""Against forged requests: any, as long as the cookie and the form have the same."""

_END: Final = b"\r\n"
BLANKS: Final = 4
"""How many empty pages are fetched for each page that is measured, so that both take about as long."""

_HEAD: Final = "Host: 127.0.0.1\r\nConnection: close\r\n"
"""A connection for each request, as proxies make them: connections that are kept may all end up with one worker."""

LEAST_SHARES: Final = {"question step": 1 / 5, "results page": 1 / 8}


@dataclass(frozen=True)
class Ask:
    """One request: an address, the cookie of a family, and for an answer the form that is sent."""

    path: str
    cookie: str = ""
    form: str = ""

    def to_bytes(self) -> bytes:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        if not self.form:
            return f"GET {self.path} HTTP/1.1\r\n{_HEAD}{cookie}\r\n".encode()
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(self.form)}\r\n"
        return f"POST {self.path} HTTP/1.1\r\n{_HEAD}{kind}{cookie}\r\n{self.form}".encode()


def lines(url: str) -> Iterator[Line]:
    """Serve the seeded database, and hold both pages against empty ones."""
    os.environ.update(production(url))
    django.setup()
    manage(url, "collectstatic", "--no-input", "--verbosity", "0")
    on = today()
    steps = list(islice(_steps(on), HOUSEHOLDS))
    with _gunicorn(url) as port:
        for name, asks in (("question step", [shown for shown, _ in steps]), ("results page", list(_results(on)))):
            yield _compared(port, name, asks)
        yield _answered(port, steps)


def _answered(port: int, steps: Sequence[tuple[Ask, Ask]]) -> Line:
    """What a whole step costs: its answer sent, and the next page shown."""
    shares = []
    with ThreadPoolExecutor(CLIENTS) as clients:
        for number in range(-1, SLICES):
            part = steps[max(number, 0) :: SLICES]
            shown, sent = (_rate(clients, port, [pair[which] for pair in part]) for which in (0, 1))
            if number >= 0:
                shares.append(1 + shown / sent)
    return Line("question step, POST + GET", f"{median(shares):.1f} times the GET alone")


def _compared(port: int, name: str, asks: Sequence[Ask]) -> Line:
    with ThreadPoolExecutor(CLIENTS) as clients:
        size = int(median(_fetch(port, asks[::20])))
        empty = Ask(f"/bench/empty/{size}/")
        shares, rates = [], []
        for number in range(-1, SLICES):
            part = asks[max(number, 0) :: SLICES]
            page, blank = (_rate(clients, port, slice_) for slice_ in (part, [empty] * (BLANKS * len(part))))
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


def _steps(on: date) -> Iterator[tuple[Ask, Ask]]:
    """The question that comes next, shown and answered, for families that have got so far and no further."""
    plan, questions = content.plan(), content.questions()
    for family in content.families(HOUSEHOLDS, on):
        for page, household in content.steps(plan, questions, family, on):
            # The list of children is a page of another kind, and who has said nothing has no cookie.
            if page.question.form is not Form.CHILDREN and household.family:
                path, sealed = f"/check/{page.question.slug}/", _cookie(household)
                sent = urlencode([("csrfmiddlewaretoken", TOKEN), *_filled(page, household, family)])
                yield Ask(path, sealed), Ask(path, f"{sealed}; {settings.CSRF_COOKIE_NAME}={TOKEN}", sent)


def _filled(page: Page, household: Household, family: Household) -> Iterator[tuple[str, str]]:
    """The page's form as the family sends it."""
    # Forms need Django's apps, which are there only once it is known which database is measured.
    from benefits.forms import field_name  # noqa: PLC0415
    from benefits.forms.fields import NO, YES  # noqa: PLC0415

    ticked = False
    for item in page.items:
        name = field_name(household, item)
        value = (family.answers_of(item.person) or {}).get(item.fact.slug, UNSURE)
        yield "asked", name
        if isinstance(value, date):
            yield from ((f"{name}-{part}", str(getattr(value, part))) for part in ("year", "month", "day"))
        elif page.question.form is not Form.CHECKS:
            yield name, {True: YES, False: NO}.get(value, str(value))  # type: ignore[call-overload]
        elif value is True:
            ticked = True
            yield name, YES
    if page.question.form is Form.CHECKS and not ticked:
        yield "none", YES


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
    """Requests a second, by so many clients at a time."""
    start = perf_counter()
    shares = [asks[number::CLIENTS] for number in range(CLIENTS)]
    list(clients.map(_fetch, [port] * CLIENTS, shares))
    return len(asks) / (perf_counter() - start)


def _fetch(port: int, asks: Sequence[Ask]) -> list[int]:
    """The sizes of the answers. Raises RuntimeError for one that is not whole, or neither a page nor, to a form, a 302."""
    return [_answer(port, ask) for ask in asks]


def _answer(port: int, ask: Ask) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(ask.to_bytes())
        got = b"".join(iter(partial(connection.recv, 65536), b""))
    head, _, body = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 302" if ask.form else b"HTTP/1.1 200"):
        raise RuntimeError(f"{ask.path} was answered {head.partition(_END)[0].decode()!r}")
    size = int(head.lower().partition(b"content-length:")[2].partition(_END)[0])
    if len(body) != size:
        raise RuntimeError(f"{ask.path} was answered {len(body)} of {size} bytes")
    return size
