"""`python -m benchmarks`: measure everything on a make-believe country; exits with 1 if a limit is missed.

`--share 200` makes the country smaller, `--only search,pages` leaves the rest out, `soak` compares every answer of
10,000 with brute force and keeps the users on the pages for ten minutes.
"""

import argparse
import sys
from datetime import date

from benchmarks import country
from benchmarks.figures import Report

PARTS = ("search", "identity", "pages", "freshness", "throughput", "memory", "users", "browser")
ON_A_SERVER = frozenset({"freshness", "throughput", "memory", "users", "browser"})


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("kind", nargs="?", choices=["bench", "soak", "lighthouse"], default="bench")
    parser.add_argument("--only", type=lambda text: set(text.split(",")), default=set(PARTS))
    parser.add_argument("--share", type=int, default=1, help="make the country smaller by this")
    parser.add_argument("--questions", type=int, default=10_000, help="searches to time")
    parser.add_argument("--compared", type=int, help="searches to compare with brute force")
    parser.add_argument("--seconds", type=int, help="how long each load lasts")
    parser.add_argument("--today", type=date.fromisoformat, default=None)
    asked = parser.parse_args(words)
    soak = asked.kind == "soak"
    asked.compared = asked.compared or (10_000 if soak else 1_000)
    asked.seconds = asked.seconds or (300 if soak else 10)
    return asked


def main(words: list[str]) -> int:
    asked = arguments(words)
    report = Report()
    if asked.kind == "soak":
        asked.only = {"identity", "users"} if asked.only == set(PARTS) else asked.only
    with country.postgres() as url:
        if asked.kind == "lighthouse":
            _seen_by_lighthouse(report, url)
            return report.summary()
        report.heading("The country")
        country.fill(report, asked.today or date.today(), asked.share)  # noqa: DTZ011 - the day where this runs
        _collect_static_files()
        _inside(report, asked)
        if asked.only & ON_A_SERVER:
            _served(report, asked, url)
    return report.summary()


def _seen_by_lighthouse(report: Report, url: str) -> None:
    """Pages of the make-believe county."""
    from benchmarks import lighthouse
    from benchmarks.server import running

    pages = country.fill_county()
    with running(url) as server:
        report.heading("Lighthouse")
        lighthouse.measure(report, server[0], pages)


def _collect_static_files() -> None:
    """Pages name their styles by what these contain."""
    from fingerpost.launch.static_files import collect_if_changed

    collect_if_changed()


def _inside(report: Report, asked: argparse.Namespace) -> None:
    """What is measured in this process."""
    from benchmarks import pages, searching, serving
    from fingerpost.base import clock

    where = searching.setting(asked.today or clock.today())
    if "search" in asked.only:
        report.heading(f"Search, {asked.questions:,} of them")
        searching.measure_latency(report, where, asked.questions)
    if "identity" in asked.only:
        report.heading("The same as brute force")
        searching.measure_identity(report, where, asked.compared)
    if "pages" in asked.only:
        report.heading("Queries of each page")
        pages.measure(report, serving.texts(1)[0])


def _served(report: Report, asked: argparse.Namespace, url: str) -> None:
    """What is measured on a running server."""
    from benchmarks import browsing, freshness, serving
    from benchmarks.server import running

    typed = serving.texts(1_000)
    with running(url) as server:
        if "freshness" in asked.only:
            report.heading("From an edit to every worker")
            freshness.measure(report, server[0], freshness.busy(server[0], typed), edits=20)
        if "browser" in asked.only:
            report.heading("In a browser")
            browsing.measure_weight(report, server[0])
            browsing.measure_paint(report, server[0], serving.paths("/whats-on/", typed[:20]))
        if "throughput" in asked.only:
            report.heading("Requests a second")
            serving.measure_throughput(report, server, typed, asked.seconds)
        if "memory" in asked.only:
            report.heading("Memory")
            with running(country.small_one(url, asked.today)) as small:
                serving.measure_memory(report, server, small, typed, asked.seconds)
        if "users" in asked.only:
            report.heading("Users who read")
            serving.measure_users(report, server, typed, max(30, asked.seconds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
