"""Bringing the database up to what the code expects, and only if it is not there yet."""

import hashlib
import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fingerpost.audit.operations.rights import grant_rights
from fingerpost.audit.operations.sealing import seal
from fingerpost.audit.rules.signing import NoKey
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.launch.home import home
from fingerpost.launch.postgres import SERVING
from fingerpost.places.models import Centre


def migrate_if_needed() -> bool:
    """Make or change the tables; whether there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def let_serve() -> None:
    """Give the role that serves its rights on the tables as they are now: it owns none of them."""
    grant_rights(SERVING)


def has_county() -> bool:
    """Whether any centre is loaded, make-believe or real."""
    return Centre.objects.exists()


def is_make_believe() -> bool:
    """Whether the county in this database is one that a try-out made: a council's own is never added to."""
    return bool(settings.FINGERPOST_PRIVATE_DATABASE or _marked().endswith(_database()))


def rolled_forward(today: date) -> bool:
    """Whether this try-out's programme was brought up to this day already."""
    return _marked() == f"{today.isoformat()} {_database()}"


def note_rolled_forward(today: date) -> None:
    """Spare the next start of the same day the work."""
    _mark().write_text(f"{today.isoformat()} {_database()}")


def _mark() -> Path:
    return home() / "rolled-forward"


def _marked() -> str:
    return _mark().read_text() if _mark().is_file() else ""


def _database() -> str:
    # Not the address itself, which has a password in it.
    return hashlib.sha256(os.environ["DATABASE_URL"].encode()).hexdigest()


def seal_the_record() -> str:
    """Seal what was done since the last start; gives what a person must do first, if anything."""
    try:
        seal(now=clock.now())
    except (NoKey, Refused) as problem:
        return str(problem)
    return ""


def close_connections() -> None:
    """Let go of the database before the server's own processes take over."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
