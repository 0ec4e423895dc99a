"""A real browser, and what is held against every page it visits."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, ViewportSize, sync_playwright

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds


def chromium() -> str | None:
    """The Chromium to drive: the one named, the machine's, or (None) the one that Playwright installed."""
    return os.environ.get("CHROMIUM") or which("chromium")


@contextmanager
def started_chromium() -> Iterator[Browser]:
    """A headless Chromium for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened_page(
    browser: Browser,
    address: str,
    size: ViewportSize,
    *,
    javascript: bool = True,
    locale: str = "en-GB",
    also: str = "",
) -> Iterator[Page]:
    """A page of a visitor who has never been here. It fails afterwards if anything on it went wrong unseen.

    also: a second address of ours.
    """
    context = browser.new_context(
        base_url=address,
        viewport=size,
        java_script_enabled=javascript,
        locale=locale,
        timezone_id="Europe/London",
        has_touch=size is PHONE,
        is_mobile=size is PHONE,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"Script error: {error}"))
    page.on("request", lambda request: _watch(request.url, (address, also or address), troubles))
    page.on("response", lambda response: _judge(response, troubles))
    page.on("console", lambda message: _listen(message.text, troubles))
    yield page
    context.close()
    assert not troubles, troubles


def _watch(url: str, homes: tuple[str, ...], troubles: list[str]) -> None:
    if not url.startswith((*homes, "data:", "blob:", "about:")):
        troubles.append(f"Asked somebody else: {url}")


def _judge(response: Response, troubles: list[str]) -> None:
    if response.status >= 500:
        troubles.append(f"{response.status} {response.url}")


def _listen(text: str, troubles: list[str]) -> None:
    if "Content Security Policy" in text:
        troubles.append(text)


def assert_accessible(page: Page) -> None:
    """No violation that axe can find, and nothing to scroll sideways for. Axe is a script: without scripts it rests."""
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        results = Axe().run(page)
        assert not results.violations_count, f"{page.url}\n{results.generate_report()}"
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room, f"{page.url} is {width} wide in a window of {room}"


def reach(page: Page, name: str, *, presses: int = 60) -> None:
    """Press Tab until the thing with this accessible name (or the start of it) has the focus."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).startswith(name):
            return
    raise AssertionError(f"{name!r} cannot be reached with the keyboard on {page.url}")


NAME_OF_FOCUS = """() => {
    const focused = document.activeElement;
    const label = focused.labels && focused.labels.length ? focused.labels[0].textContent : "";
    return (focused.getAttribute("aria-label") || label || focused.textContent || focused.value || "").trim();
}"""
