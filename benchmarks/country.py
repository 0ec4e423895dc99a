"""A PostgreSQL of the benchmark's own with the make-believe country in it, thrown away afterwards."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
from django.conf import settings
from django.db import connection

from benchmarks.figures import Report

SMALL = "fingerpost_small"
MAKING_LIMIT = 90.0  # seconds
SIZE_LIMIT = 2_000.0  # megabytes


@contextmanager
def postgres() -> Iterator[str]:
    """A server with an empty database; DATABASE_URL leads to it. One that is given is used, and must be empty."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")
    os.environ.setdefault("FINGERPOST_TRY_OUT", "1")
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="fingerpost-bench-") as folder, _private(folder) as url:
        os.environ["DATABASE_URL"] = url
        yield url
        let_go()


def _private(folder: str) -> AbstractContextManager[str]:
    from fingerpost.launch.postgres import PrivatePostgres

    return PrivatePostgres(Path(folder) / "postgres").in_use()


def let_go() -> None:
    """Close this process's connections, so that the server can stop."""
    if settings.configured:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own


def fill(report: Report, today: date, share: int) -> None:
    """Make the tables and the country, at a scale of one to so many."""
    django.setup()
    from django.core.management import call_command

    from fingerpost.demo import national
    from fingerpost.places.models import LocalAuthority

    call_command("migrate", verbosity=0, interactive=False)
    if LocalAuthority.objects.exists():
        report.console.print("  The country is there already.")
        return
    started = time.perf_counter()
    made = national.make(seed=1, today=today, size=national.scaled(share))
    report.tell("making the country", time.perf_counter() - started, "s", at_most=MAKING_LIMIT)
    report.tell("sessions made", made["sessions"])
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database()) / 1e6")
        report.tell("size of the database", float(cursor.fetchone()[0]), "MB", at_most=SIZE_LIMIT)


def fill_county() -> dict[str, str]:
    """Make the county of the try-out; gives the pages to look at."""
    django.setup()
    from fingerpost.base import clock
    from fingerpost.launch.static_files import collect_if_changed
    from fingerpost.places.queries import authority, centres_on, picture_day

    for words in (["migrate", "--verbosity", "0"], ["demo"]):  # commands see everything; this process serves pages
        subprocess.run([sys.executable, "-m", "fingerpost.launch.cli", *words], check=True)
    collect_if_changed()
    ours = authority()
    centre = centres_on(ours, picture_day(ours, clock.today()))[0]
    typed = centre.postcode_shown.replace(" ", "+")
    return {
        "home": "/",
        "find": "/find/",
        "find, answered": f"/find/?q={typed}",
        "what's on": "/whats-on/",
        "what's on, near a place": f"/whats-on/?q={typed}",
        "centre": f"/centres/{centre.slug}/",
    }


def small_one(url: str, today: date | None) -> str:
    """A database beside, with a country of a two-hundredth, made by a process of its own; gives its address."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = %s", [SMALL])
        if cursor.fetchone() is None:
            cursor.execute(f"create database {SMALL}")
    words = [sys.executable, "-m", "benchmarks", "--share", "200", "--only", "nothing"]
    day = ["--today", today.isoformat()] if today else []
    environment = os.environ | {"DATABASE_URL": named(url, SMALL)}
    subprocess.run([*words, *day], env=environment, check=True, stdout=subprocess.DEVNULL)
    return named(url, SMALL)


def named(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
