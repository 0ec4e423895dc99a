"""How soon an edit shows, on every worker of a running server."""

import http.client
import json
import time
from collections.abc import Sequence
from math import inf
from unittest.mock import patch
from urllib.parse import urlencode

from benchmarks.figures import Report, percentile
from benchmarks.server import HERE
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries import live as live_module

SOON = 1.0  # seconds
IN_A_ROW = 12  # answers over new connections: both workers have answered


def measure(report: Report, port: int, text: str, edits: int) -> None:
    """Change a session's notice and ask until every answer has it."""
    reference = first_reference(port, text)
    seconds = [_until_seen(port, text, reference, f"Change {number}") for number in range(edits)]
    report.tell(f"an edit shows on every worker, slowest of {edits}", max(seconds), "s", at_most=SOON)
    report.tell("an edit shows, half of them", percentile(seconds, 50), "s")
    report.control("a worker that does not look", found=not _seen_by_a_sleeper(reference))


def answers(port: int, text: str) -> dict[str, str]:
    """The notices of the sessions near a place, by reference."""
    connection = http.client.HTTPConnection(HERE, port, timeout=10)
    connection.request("GET", "/whats-on.json?" + urlencode({"q": text}))
    results = json.loads(connection.getresponse().read())["results"]
    connection.close()
    return {one["session"]["reference"]: one["session"]["notice"] for one in results}


def busy(port: int, texts: Sequence[str]) -> str:
    """The first text near which something is on."""
    return next(text for text in texts if answers(port, text))


def first_reference(port: int, text: str) -> str:
    return next(iter(answers(port, text)))


def _until_seen(port: int, text: str, reference: str, notice: str) -> float:
    Session.objects.filter(reference=reference).update(notice=notice)
    committed = last_stale = time.monotonic()
    row = 0
    while row < IN_A_ROW and time.monotonic() - committed < 10:
        asked = time.monotonic()
        fresh = answers(port, text).get(reference) == notice
        row = row + 1 if fresh else 0
        last_stale = last_stale if fresh else asked
    return last_stale - committed


def _seen_by_a_sleeper(reference: str) -> bool:
    """Whether a worker that never looks at the feed has an edit after a second. It must not."""
    with patch.object(live_module, "LOOK_AFTER", inf):
        sleeper: live_module.Live[object] = live_module.Live()
        before = sleeper.columns()
        Session.objects.filter(reference=reference).update(notice="Change unheard")
        time.sleep(SOON)
        return sleeper.columns() is not before
