"""The WSGI application that the server runs. A worker reads places and sessions before it takes its first visitor."""

import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")


def _read_ahead() -> None:
    """What every page needs. A database that is not there yet, or empty, is no reason not to begin."""
    from fingerpost.base import clock
    from fingerpost.places.queries import NoAuthority, authority, centres_on, picture_day
    from fingerpost.timetable.queries.rows import live

    with suppress(DatabaseError, NoAuthority):
        ours = authority()
        centres_on(ours, picture_day(ours, clock.today()))
        live.columns()
    connection.close()


def _keep_for_good() -> None:
    """What is there now stays. Python need not look through it for rubbish, which stops every thread meanwhile."""
    gc.collect()
    gc.freeze()


application = get_wsgi_application()
_read_ahead()
_keep_for_good()
