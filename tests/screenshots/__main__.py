"""Pictures of every page and state, on a phone and on a desk: `make screenshots`, then look at screenshots/.

Uses the development database as `make run` leaves it, and a server of its own on 127.0.0.1.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()

from benefits.today import today  # noqa: E402 - needs Django's settings
from tests.screenshots.states import State, sealed, states  # noqa: E402 - needs Django's settings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "screenshots"
WIDTHS = {390: 844, 1280: 900}
PORT = int(os.environ.get("SCREENSHOTS_PORT", "8799"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@contextmanager
def server() -> Iterator[str]:
    """A development server for as long as the pictures take."""
    address = f"http://127.0.0.1:{PORT}"
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{PORT}", "--noreload"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(PORT, process)
            yield address
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], tries: int = 100) -> None:
    """Until the server listens. Raises RuntimeError if it does not."""
    for _ in range(tries):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"no server on port {port}: run `make run` once, and see that the port is free")


def context_of(browser: Browser, address: str, width: int, state: State) -> BrowserContext:
    """A browser of that width, with the state's answers."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": WIDTHS[width]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    if state.household is not None:
        name, value = sealed(state.household)
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def bring_about(page: Page, state: State) -> None:
    """Open the state's page and do what makes the state."""
    page.goto(state.address)
    if state.template:
        page.set_content(render_to_string(state.template))
    for selector in state.clicks:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    if state.opened:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    if state.printed:
        page.emulate_media(media="print")


def take(browser: Browser, address: str, width: int, state: State) -> str:
    """One picture; what is wrong with the page at first sight, blank if nothing."""
    with context_of(browser, address, width, state) as context:
        page = context.new_page()
        bring_about(page, state)
        page.screenshot(path=FOLDER / str(width) / f"{state.name}.png", full_page=True)
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return f"{state.name} at {width} px is {too_wide} px too wide" if too_wide > 0 else ""


def main(wanted: list[str]) -> int:
    """Take the pictures whose names contain one of the words, all without words. Fails if a page is too wide."""
    chosen = [state for state in states(today()) if not wanted or any(word in state.name for word in wanted)]
    problems = []
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for state in chosen:
            problems += [problem for width in WIDTHS if (problem := take(browser, address, width, state))]
        browser.close()
    print(f"{len(chosen)} pages and states at {' and '.join(map(str, WIDTHS))} px are in {FOLDER}/")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
