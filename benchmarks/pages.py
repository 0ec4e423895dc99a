"""How often each page asks the database, at its first visit and at its next."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Report
from fingerpost.base import clock
from fingerpost.desks.public.whereabouts import _remembered
from fingerpost.places.models import Centre
from fingerpost.places.queries import authority, centres_on, forget, groups_on, picture_day
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.rows import live

MOST = 10
HOST = "127.0.0.1"


def addresses(text: str) -> dict[str, str]:
    """The pages to visit."""
    ours = authority()
    day = picture_day(ours, clock.today())
    centre, group = centres_on(ours, day)[0], groups_on(ours, day)[0]
    reference = Session.objects.filter(series__centre_id=centre.id).exclude(venue__kind="family_home")[0].reference
    return {
        "home": "/",
        "find": f"/find/?q={text}",
        "what's on": f"/whats-on/?q={text}",
        "what's on, nothing found": f"/whats-on/?q={text}&category=work&age=6&within=0.1",
        "what's on, map": f"/whats-on/?q={text}&view=map",
        "what's on, everywhere": "/whats-on/?days=31&page=40",
        "what's on, data": f"/whats-on.json?q={text}",
        "what's on, calendar": f"/whats-on.ics?q={text}",
        "centres": "/centres/",
        "centre": f"/centres/{centre.slug}/",
        "centre, calendar": f"/centres/{centre.slug}/calendar.ics",
        "group": f"/groups/{group.slug}/",
        "session": f"/sessions/{reference}/",
        "services": "/services/",
        "county": "/county/",
    }


def measure(report: Report, text: str) -> None:
    """Visit each page twice; the first time on a worker that has just begun and has read ahead, as workers do."""
    for name, address in addresses(text).items():
        begin_anew()
        first, status = queries(address)
        again, _ = queries(address)
        if status == 404:
            report.console.print(f"  – {name}: no such page")
            continue
        report.tell(f"{name}, queries at the first visit", first, at_most=MOST)
        report.tell(f"{name}, queries at the next", again, at_most=MOST)
    report.control("a page that asks once too often", found=_asked(_too_much) > MOST)


def begin_anew() -> None:
    """As a worker: nothing is known but what it reads before its first visitor (wsgi.py)."""
    live.forget()
    forget()
    _remembered.cache_clear()
    ours = authority()
    centres_on(ours, picture_day(ours, clock.today()))
    live.columns()


def queries(address: str) -> tuple[int, int]:
    """How many queries a page takes, and its status."""
    with CaptureQueriesContext(connection) as asked:
        status = Client(headers={"host": HOST}).get(address).status_code
    return len(asked), status


def _asked(visit: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        visit()
    return len(asked)


def _too_much() -> None:
    for _ in range(MOST + 1):
        Centre.objects.exists()
