"""Lighthouse on the public pages, on a slow phone: `make lighthouse`. Needs npm and Debian's Chromium."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.browsing import CHROMIUM, FLAGS
from benchmarks.figures import Report
from benchmarks.server import HERE

VERSION = "13.0.1"
LEAST = 95.0
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def measure(report: Report, port: int, pages: dict[str, str]) -> None:
    """Lighthouse's scores of each page, with its own phone and its own slow line."""
    if shutil.which("npx") is None:
        raise SystemExit("npx is not installed: apt install npm")
    for name, path in pages.items():
        # A page of somebody's own postcode asks search engines to stay away, on purpose: that score is not asked for.
        kept = CATEGORIES[:-1] if "?" in path else CATEGORIES
        scores = _scores(f"http://{HERE}:{port}{path}")
        for category in kept:
            report.tell(f"{name}, {category}", scores[category], at_least=LEAST)


def _scores(address: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "report.json"
        command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json"]
        flags = f"--chrome-flags=--headless {' '.join(FLAGS)}"
        environment = os.environ | {"CHROME_PATH": CHROMIUM}
        subprocess.run(
            [*command, f"--output-path={told}", flags, f"--only-categories={','.join(CATEGORIES)}"],
            env=environment,
            check=True,
        )
        categories = json.loads(told.read_text())["categories"]
    return {name: 100.0 * (categories[name]["score"] or 0) for name in CATEGORIES}
