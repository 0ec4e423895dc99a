"""The running server: throughput beside the empty view's, memory, and as many users as the national service planned."""

import os
import statistics
from collections.abc import Sequence
from random import Random
from urllib.parse import quote

from django.db import connection

from benchmarks.figures import Report
from benchmarks.load import Load, full_speed, users
from benchmarks.server import memory

ROUNDS = 3
EMPTY = ["/healthz"]
STANDING = ["/about/"]  # told for the record: the frame of every page around a few fixed words
HTML_SHARE, JSON_SHARE = 0.40, 0.50  # of the empty view's requests a second
MORE_MEMORY = 150.0  # megabytes
USERS = (400, 525)  # the closed national service's own two load tests
MANY = 6_000
P95_THEIRS, P95_OURS = 200.0, 100.0  # milliseconds
Server = tuple[int, int]


def texts(count: int) -> list[str]:
    """What visitors type: the postcodes of that many of the country's, the same each time."""
    with connection.cursor() as cursor:
        cursor.execute("select code from places_postcode order by md5(code) limit %s", [count])
        return [code for (code,) in cursor.fetchall()]


def paths(path: str, typed: Sequence[str]) -> list[str]:
    return [f"{path}?q={quote(text)}" for text in typed]


def measure_throughput(report: Report, server: Server, typed: Sequence[str], seconds: int) -> None:
    """The three pages in turns, several times, so that what else the machine does falls on all of them."""
    asked = {
        "empty view": EMPTY,
        "standing page": STANDING,
        "JSON": paths("/whats-on.json", typed),
        "HTML": paths("/whats-on/", typed),
    }
    for addresses in asked.values():
        full_speed(server, addresses, seconds)
    rounds = [
        {kind: full_speed(server, addresses, seconds) for kind, addresses in asked.items()} for _ in range(ROUNDS)
    ]
    for kind in asked:
        report.tell(f"{kind}, requests a second", _middle(rounds, kind, "per_second"))
        report.tell(f"{kind}, processor for each", _middle(rounds, kind, "processor"), "ms")
    report.tell("failed requests", sum(one.failed for each in rounds for one in each.values()), at_most=0)
    empty = _middle(rounds, "empty view", "per_second")
    report.tell("JSON beside the empty view", _middle(rounds, "JSON", "per_second") / empty, at_least=JSON_SHARE)
    report.tell("HTML beside the empty view", _middle(rounds, "HTML", "per_second") / empty, at_least=HTML_SHARE)
    slow = full_speed(server, ["/centres/"], seconds)
    report.control("a page without kept pieces in place of the search", found=slow.per_second / empty < HTML_SHARE)
    report.tell("load on the machine, in processes", os.getloadavg()[0])


def _middle(rounds: list[dict[str, Load]], kind: str, what: str) -> float:
    return float(statistics.median(getattr(each[kind], what) for each in rounds))


def measure_users(report: Report, server: Server, typed: Sequence[str], seconds: int) -> None:
    """A closed model: each user waits about a second between pages, most of them searches."""
    mix = Random(5).sample(paths("/whats-on/", typed), min(200, len(typed)))
    mix += paths("/find/", typed[:40]) + paths("/whats-on.json", typed[:20]) + ["/"] * 20
    for count in USERS:
        load = users(server, mix, seconds, count)
        report.tell(f"{count} users, pages a second", load.per_second)
        report.tell(f"{count} users, half of the pages", load.p50, "ms")
        report.tell(f"{count} users, p95 (theirs)", load.p95, "ms", at_most=P95_THEIRS)
        report.tell(f"{count} users, p95 (our goal)", load.p95, "ms", at_most=P95_OURS)
        report.tell(f"{count} users, failed", load.failed, at_most=0)
    crowd = users(server, mix, 10, MANY)
    report.control(f"{MANY:,} users at once", found=crowd.p95 > P95_OURS or crowd.failed > 0)


def measure_memory(report: Report, server: Server, small: Server, typed: Sequence[str], seconds: int) -> None:
    """The same pages on the same server, with the country and with a two-hundredth of it."""
    for one in (server, small):
        full_speed(one, paths("/whats-on/", typed), seconds)
        full_speed(one, paths("/whats-on.json", typed), seconds)
    with_country, without = memory(server[1]), memory(small[1])
    report.tell("memory of the server with the country", with_country, "MB")
    report.tell("memory of the server without", without, "MB")
    report.tell("more memory with the country", with_country - without, "MB", at_most=MORE_MEMORY)
    report.control("memory held against nothing", found=with_country > MORE_MEMORY)
