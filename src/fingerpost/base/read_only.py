"""A GET cannot write: the database connection refuses anything but reads while one is answered.

One thing is let through: a new entry in the record. That somebody looked at a family is on record, or nothing is shown.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

READING = re.compile(
    r"^\s*(select|with|explain|show|fetch|declare|close|savepoint|release|rollback|begin|set\s+transaction)\b",
    re.IGNORECASE,
)
# As Django writes it: one row, its values apart from the statement, and nothing behind it.
_VALUE = r"(?:%s|DEFAULT|::|[a-z]+|\(\d+\)|\[\]|, )"
_RECORDING = re.compile(
    rf'INSERT INTO "audit_event" \([a-z_", ]+\) VALUES \({_VALUE}+\)(?: RETURNING [a-z_.", ]+)?'  # noqa: S608 - a pattern
)
_WRITING = re.compile(r"\b(insert|update|delete|merge)\b", re.IGNORECASE)
_SEVERAL = re.compile(r";\s*\S")
_CAN_HIDE_A_WRITE = ("with", "expl")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class WriteRefused(RuntimeError):
    """A page that only reads tried to write."""


def is_read(sql: str) -> bool:
    """Whether a statement only reads."""
    if not READING.match(sql) or _SEVERAL.search(sql):
        return False
    return not (sql.lstrip()[:4].lower() in _CAN_HIDE_A_WRITE and _WRITING.search(sql))


def _refuse_writes(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not (is_read(sql) or _RECORDING.fullmatch(sql)):
        raise WriteRefused("This request only reads; it may not change the database.")
    return execute(sql, params, many, context)


class ReadOnlyGets:
    """Middleware: wraps the database connection while a safe method is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with connections["default"].execute_wrapper(_refuse_writes):
            return self.get_response(request)
