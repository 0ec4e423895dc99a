"""What timers do on a server, `make run` does by itself: it seals the record, watches looks, writes checkpoints, and
once a day forgets what need not be kept and ends the shares whose time is over."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from fingerpost.audit.operations.sealing import seal, write_checkpoint
from fingerpost.audit.queries import checkpoints
from fingerpost.audit.rules.signing import NoKey
from fingerpost.base import clock
from fingerpost.base.verdict import Refused

EVERY_SECONDS = 60.0
CHECKPOINT_EVERY = timedelta(days=1)
DAILY = ("forget_drafts", "forget_scans", "close_grown", "end_shares")


class Upkeep:
    """Called often, it does its work once a minute. What goes wrong is said once, and tried again."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said: set[str] = set()
        self._due = time.monotonic() + EVERY_SECONDS
        self._tidied: date | None = None

    def if_due(self) -> bool:
        """Whether the minute was over and the work was tried."""
        if time.monotonic() < self._due:
            return False
        self._due = time.monotonic() + EVERY_SECONDS
        self._try()
        return True

    def _try(self) -> None:
        try:
            seal(now=clock.now())
            call_command("watch", stdout=io.StringIO())
            checkpoint_if_due()
            self._tidy()
        except DatabaseError:
            pass  # stopped just now, or started anew: the next minute tells
        except (NoKey, Refused, OSError) as problem:
            self._once(str(problem))
        finally:
            connection.close()

    def _tidy(self) -> None:
        """Once a day, and on the first minute after a start."""
        if self._tidied != (today := clock.today()):
            for command in DAILY:
                call_command(command, stdout=io.StringIO())
            self._tidied = today

    def _once(self, problem: str) -> None:
        if problem not in self._said:
            self._said.add(problem)
            self._say(problem)


def checkpoint_if_due() -> bool:
    """Write down outside the database how far the record goes, once a day; whether it was."""
    last, now = checkpoints.last_checkpoint(), clock.now()
    if not settings.AUDIT_CHECKPOINTS or (last and now - last.at < CHECKPOINT_EVERY):
        return False
    file = checkpoints.kept_at()
    return bool(file and write_checkpoint(file, now=now))
