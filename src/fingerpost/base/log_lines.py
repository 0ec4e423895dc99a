"""What the service says about itself: on standard error, and by e-mail to whoever looks after it. References only.

An exception's own words often hold what somebody typed: `KeyError: 'Ottoline'`, or the row that PostgreSQL refused. So
of an exception we tell its kind and where in the code it was raised, and of the database's complaints their number,
table and rule. Each event is one line, in UTC, and nobody can put a line of their own into it.
"""

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from logging import LogRecord
from pathlib import Path
from types import TracebackType

import psycopg
import psycopg_pool
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mail_admins

from fingerpost.base.encryption import LostKey, NoKeys
from fingerpost.base.read_only import WriteRefused
from fingerpost.base.telling import left_out
from fingerpost.base.unavailable import NotSetUp

PACKAGES = Path(__file__).resolve().parents[2]
FRAMES = 12  # where it was raised, and how our own code came there
NOWHERE = traceback.FrameSummary("nowhere", 0, "")
# Classes of PostgreSQL's complaints whose first line names tables, rules and resources, and never a value.
WITHOUT_VALUES = ("08", "23", "40", "53", "55", "57", "58")
# Kinds that speak of the installation and never of people.
OF_US = (ImproperlyConfigured, ImportError, LostKey, NoKeys, NotSetUp, WriteRefused, psycopg_pool.PoolTimeout)


class OneLine(logging.Formatter):
    """When, how bad, which part, what; then the exception, if there was one."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: LogRecord) -> str:
        raised = record.exc_info[1] if record.exc_info else None
        said = f"{self.formatTime(record)} {record.levelname} {record.name} {_message(record, raised)}"
        return in_one_line(left_out(said)) + (f" | {in_one_line(told(raised))}" if raised else "")


def _message(record: LogRecord, raised: BaseException | None) -> str:
    """The line's own words, without those of any exception: Django repeats them here and there."""
    if isinstance(record.args, tuple) and any(isinstance(part, BaseException) for part in record.args):
        said = str(record.msg) % tuple(_kind(part) if isinstance(part, BaseException) else part for part in record.args)
    else:
        said = record.getMessage()
    return said.replace(str(raised), _kind(raised)) if raised and str(raised) else said


def in_one_line(text: str) -> str:
    """The text with everything that moves the cursor, the line or the direction written out."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def told(raised: BaseException) -> str:
    """An exception and what it came from, by their kinds and places."""
    return " from ".join(_one(each) for each in _chain(raised))


def _chain(raised: BaseException | None) -> Iterator[BaseException]:
    while raised is not None:
        yield raised
        raised = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)


def _one(raised: BaseException) -> str:
    return f"{_kind(raised)} at {_places(raised.__traceback__)}"


def _kind(raised: BaseException) -> str:
    kind = type(raised)
    return f"{kind.__module__}.{kind.__qualname__}{_complaint(raised)}"


def _complaint(raised: BaseException) -> str:
    """What it says itself, where that can name nobody."""
    if isinstance(raised, OF_US):
        return f" ({raised})"
    return _of_postgresql(raised) if isinstance(raised, psycopg.Error) else ""


def _of_postgresql(raised: psycopg.Error) -> str:
    """The number of the complaint, its table and the rule that was broken; or why there is no connection."""
    if not raised.sqlstate:
        return f" ({raised})" if isinstance(raised, psycopg.OperationalError) else ""
    diagnosis = raised.diag
    said = diagnosis.message_primary if raised.sqlstate.startswith(WITHOUT_VALUES) else ""
    parts = [raised.sqlstate, diagnosis.table_name, diagnosis.constraint_name, said]
    return f" ({', '.join(str(part) for part in parts if part)})"


def _places(raised_in: TracebackType | None) -> str:
    innermost, *outer = reversed(traceback.extract_tb(raised_in)) if raised_in else [NOWHERE]
    shown = [innermost, *(frame for frame in outer if "site-packages" not in frame.filename)][:FRAMES]
    return " < ".join(f"{_file(frame.filename)}:{frame.lineno} {frame.name}" for frame in shown)


def _file(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(PACKAGES):
        return str(path.relative_to(PACKAGES))
    return name.rpartition("site-packages/")[2]


class ToStandardError(logging.StreamHandler):  # type: ignore[type-arg]  # to whatever standard error is at the time
    """Where systemd and containers collect it."""

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 - Python's name
        """What cannot be written is not shown either, as Python would."""
        sys.stderr.write(f"A line of {record.name} could not be written: {record.pathname}:{record.lineno}\n")


class ToAdministrators(logging.Handler):
    """The same line by e-mail to ADMINS, if there are any: Django's own would send the page's form and cookies."""

    def emit(self, record: LogRecord) -> None:
        if settings.ADMINS:
            subject = left_out(in_one_line(f"{record.levelname} {record.name}"))
            mail_admins(subject, self.format(record), fail_silently=True)


def say_no_more(kind: type[BaseException], raised: BaseException, trace: TracebackType | None) -> None:
    """`sys.excepthook` of the console command, which timers run and whose words are collected too."""
    if settings.DEBUG or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, raised, trace)
    else:
        sys.stderr.write(in_one_line(f"This went wrong: {told(raised)}") + "\n")
