"""Take the pictures of the README from a running demonstration.

    make run                                        # in one window
    .venv/bin/python -m scripts.screenshots         # in another; PORT and CHROMIUM are honoured

Pictures are small on purpose: a phone at its own size, in few colours.
"""

import os
import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.browser import DESKTOP, PHONE, started_chromium

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
COLOURS = 128


class Picture(NamedTuple):
    """A page to show, and the size of the window to show it in."""

    name: str
    address: str
    size: ViewportSize


PICTURES = (
    Picture("home-phone", "/", PHONE),
    Picture("find-phone", "/find/?q=AL1+3LD", PHONE),
    Picture("whats-on-phone", "/whats-on/?q=AL1+3LD", PHONE),
    Picture("centre-desktop", "/centres/st-albans/", DESKTOP),
)


def take(browser: Browser, home: str, picture: Picture) -> bytes:
    """The first screen of a page, as PNG. Raises where the page does not answer with itself."""
    page = browser.new_page(base_url=home, viewport=picture.size, locale="en-GB")
    answer = page.goto(picture.address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{home}{picture.address} does not answer. Is the demonstration running?")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    png = page.screenshot()
    page.close()
    return png


def reduced(png: bytes) -> Image.Image:
    """The same picture in fewer colours: a third of the size, and the eye does not see it."""
    return Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS)


def main() -> int:
    home = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with started_chromium() as browser:
        for picture in PICTURES:
            reduced(take(browser, home, picture)).save(FOLDER / f"{picture.name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
