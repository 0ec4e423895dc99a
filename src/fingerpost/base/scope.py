"""The second lock: which rows about people the database itself shows, transaction by transaction.

"What a person may see follows from postings valid now": the queries hold to it, and row-level security stands under
them. A transaction says what it sees by settings of its own, which end with it; one that says nothing sees nobody.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from threading import local
from typing import Any, TypeVar

import psycopg
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

from fingerpost.base.unavailable import come_back

logger = logging.getLogger("django.request")
PREFIX = "fingerpost."
SESSION = f"{PREFIX}session"
MACHINERY = f"{PREFIX}machinery"
# What the policies worked out for one scope, for the rest of a transaction; forgotten whenever something is told.
KEPT = tuple(f"{PREFIX}kept_{each}" for each in ("families", "families_of", "people", "people_of"))

View = TypeVar("View", bound=Callable[..., Any])


class Machinery(StrEnum):
    """What is done for nobody in particular. Each step of it is recorded by the operation that takes it."""

    ACCOUNTS = "accounts"  # who somebody is: at the door before they are known, and for joiners, movers, leavers
    FAMILIES = "families"  # accounts too: to decide who may see a family, and for what concerns two of them at once
    EVERYTHING = "everything"  # commands at the console, never a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one transaction sees of people. Each field is a setting that the policies ask for; empty is nothing.

    user: whose own rows. on: the day that decides what still holds.
    appoints: "role place" of each posting that they may give, or "role *" for anywhere; team: the places, such as
    "centre 7", of those who work beside them. watch: what was unusual.
    groups: whose families they see, or county: those of all.
    lead: restricted families as well. near: families that they stand near as a private person, and never see at work;
    named: restricted ones that they are named for; families: those that a rule opened to them in this transaction,
    with the adults and children in them.
    """

    user: int | None = None
    appoints: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    watch: bool = False
    groups: frozenset[int] = frozenset()
    county: bool = False
    lead: bool = False
    near: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    families: frozenset[int] = frozenset()
    adults: frozenset[int] = frozenset()
    children: frozenset[int] = frozenset()
    on: date | None = None
    machinery: Machinery | None = None

    def settings(self) -> dict[str, str]:
        """The settings as PostgreSQL keeps them."""
        return {PREFIX + field.name: _text(getattr(self, field.name)) for field in fields(self)}


def _text(value: object) -> str:
    """A value as a policy reads it: an array in PostgreSQL's own writing, a day as it is; "" for none."""
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(f'"{each}"' for each in value)) + "}" if value else ""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


class _Ours(local):
    """The connection of a thread, which is the same for as long as the thread is there."""

    connection: BaseDatabaseWrapper | None = None


_ours = _Ours()


def in_transaction() -> bool:
    """Whether this thread is in a transaction of its own, whose rows no other request may see yet.

    A search asks three times, and Django's own way from a thread to its connection is some fifty steps of Python.
    """
    ours = _ours.connection
    if ours is None:
        ours = _ours.connection = connections["default"]
    return ours.in_atomic_block


NOBODY = Scope()
NAMES = tuple(NOBODY.settings())


def tell(scope: Scope) -> None:
    """Say what the rest of this transaction sees."""
    _tell(scope.settings())


def _tell(said: dict[str, str]) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("What is seen is said to one transaction, and ends with it.")
    said = _whole(said)
    words = ", ".join("set_config(%s, %s, true)" for _ in said)
    _run(f"select {words}", [part for pair in said.items() for part in pair])


def _whole(said: dict[str, str]) -> dict[str, str]:
    """What is told, with what follows from it: nothing is worked out yet, and which role asks."""
    if MACHINERY in said:
        hand = _hand()  # asked for whoever looks: where a role is inherited, nobody sees anything
        said = said | {"role": hand if said[MACHINERY] == Machinery.FAMILIES else "none"}
    return said | dict.fromkeys(KEPT, "")


def told() -> dict[str, str]:
    """What this transaction was told."""
    words = ", ".join("coalesce(current_setting(%s, true), '')" for _ in NAMES)
    return dict(zip(NAMES, _run(f"select {words}", list(NAMES)), strict=True))


def _hand() -> str:
    """The role that asks for the machinery of families; "none" where there is no other than the one that serves."""
    settings = connection.settings_dict
    return _hand_of(settings["NAME"], settings["USER"])


# Its own: a role belongs to a whole server, where another installation may be at home too.
_HAND = """
select hand.rolname, pg_has_role(session_user, hand.oid, 'usage')
from pg_roles hand
join pg_auth_members given on given.roleid = hand.oid
join pg_roles me on me.oid = given.member and me.rolname = session_user
where hand.rolname = session_user || '_machinery'
"""


@cache
def _hand_of(_database: str, _user: str) -> str:
    """Looked up once: what a role is given, a service learns at its next start."""
    connection.ensure_connection()
    found = connection.connection.execute(_HAND).fetchone()
    if found is None:
        return "none"
    name, inherited = found
    if inherited:  # every page would see everything, without a word
        raise ImproperlyConfigured(f"What {name} may do must not be inherited: alter role ... noinherit.")
    return str(name)


def _run(words: str, values: list[str]) -> tuple[Any, ...]:
    """Below Django's cursor: this asks nothing of the data, and is no query of a page."""
    connection.ensure_connection()
    row: tuple[Any, ...] = connection.connection.execute(words, values).fetchone()
    return row


@contextmanager
def seen_by(scope: Scope) -> Iterator[None]:
    """One transaction, or part of one, that sees this and no more; afterwards what was seen before."""
    with _told_for_a_while(scope.settings()):
        yield


@contextmanager
def _told_for_a_while(said: dict[str, str]) -> Iterator[None]:
    if not connection.in_atomic_block:
        with transaction.atomic():
            _tell(said)
            yield
        return
    before = told()
    _tell(said)
    try:
        yield
    finally:
        if connection.connection.info.transaction_status is TransactionStatus.INTRANS:
            _tell(before)  # after a refusal of the database, what undoes that undoes what was told


@contextmanager
def machinery(part: Machinery = Machinery.ACCOUNTS) -> Iterator[None]:
    """For what has to be done whoever is looking. A page may have the accounts, and never everything."""
    if part is Machinery.EVERYTHING and _answering.get():
        raise PermissionError("A page never sees everything.")
    if connection.in_atomic_block:
        with seen_by(Scope(machinery=part)):
            yield
        return
    with transaction.atomic():
        _begin(part)
        yield


def _beginning(part: Machinery) -> bytes:
    """That a transaction begins, and all that it sees."""
    return _written(*_whole(Scope(machinery=part).settings()).items())


@cache
def _written(*said: tuple[str, str]) -> bytes:
    words = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in said)
    return f"begin; select {words}".encode()


def _begin(part: Machinery) -> None:
    """Begin the transaction that Django has announced, in one message with what it sees: two would cost twice."""
    connection.ensure_connection()
    words, server = _beginning(part), connection.connection.pgconn
    if server.transaction_status == TransactionStatus.INTRANS:  # it was asked who the machinery is, the first time
        return tell(Scope(machinery=part))
    with connection.wrap_database_errors:
        result = server.exec_(words)
        if server.status != ConnStatus.OK:
            raise psycopg.OperationalError(server.get_error_message())
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result)
    return None


@contextmanager
def wholly(part: Machinery) -> Iterator[None]:
    """For an operation by the machinery, all or nothing: a transaction of its own, or a part of a page's.

    What is told to a transaction ends with it. So one of its own need not be asked what it saw before, nor told again.
    """
    with ExitStack() as both:
        if connection.in_atomic_block:
            both.enter_context(transaction.atomic())
        both.enter_context(machinery(part))
        yield


@contextmanager
def opened(family: int, *, adults: Iterable[int] = (), children: Iterable[int] = ()) -> Iterator[None]:
    """A family that a rule has just opened to whoever is looking, by name; for the records that belong to it.

    Who is in it the database finds out by itself; it is quicker where it is told.
    """
    more = {"families": [family], "adults": adults, "children": children}
    before = told() if connection.in_atomic_block else {}
    with _told_for_a_while({PREFIX + name: _with(before.get(PREFIX + name, ""), new) for name, new in more.items()}):
        yield


def _with(told_before: str, more: Iterable[int]) -> str:
    """An array as PostgreSQL writes it, with more in it."""
    inside = [told_before.strip("{}"), *map(str, more)]
    return "{" + ",".join(filter(None, inside)) + "}"


def this_process_is_machinery() -> None:
    """A command at the console sees everything, on each connection that it opens. A server never says this."""
    if _answering.get():
        raise PermissionError("A page never sees everything.")
    options = connections.settings["default"].setdefault("OPTIONS", {})
    ours = f"-c {PREFIX}machinery={Machinery.EVERYTHING}"
    if ours not in (given := options.get("options", "")):
        options["options"] = f"{given} {ours}".strip()


@contextmanager
def knowing(session_key: str | None) -> Iterator[None]:
    """A session is found by the secret in its browser's cookie, and only by whoever says it."""
    with ExitStack() as stack:
        if not connection.in_atomic_block:
            stack.enter_context(transaction.atomic())
        _tell({SESSION: session_key or ""})
        yield


def at_the_door(view: View) -> View:
    """Declare on a view that it finds out who somebody is, and so must see the accounts of all."""
    view.at_the_door = True  # type: ignore[attr-defined]
    return view


_answering: ContextVar[bool] = ContextVar("answering", default=False)


class PageTransaction(transaction.Atomic):
    """The transaction around a page. What an operation must do whole, it does in one of its own within."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=False, durable=False)


class PageScope:
    """Middleware, within that of sessions: a page of somebody who may be signed in is one transaction.

    A page that is asked for without a session's cookie has none, sees nobody, and pays nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answering = _answering.set(True)
        try:
            return self._in_one_transaction(request)
        except OperationalError:
            logger.exception("The database went away: %s", request.path)
            return come_back()
        finally:
            _answering.reset(answering)

    def _in_one_transaction(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as page:
            request.page = page  # type: ignore[attr-defined]
            if request.session.session_key:
                page.enter_context(PageTransaction())
                _tell_who_came(request)
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _arguments: Any, _named: Any
    ) -> HttpResponse | None:
        """Open the accounts to the pages at the door."""
        if getattr(view, "at_the_door", False):
            if not request.session.session_key:
                request.page.enter_context(PageTransaction())  # type: ignore[attr-defined]
            tell(Scope(machinery=Machinery.ACCOUNTS))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """After the database refused something, nothing of the page is kept, and the page that says so sees nobody."""
        if isinstance(exception, DatabaseError):
            request.page.__exit__(type(exception), exception, exception.__traceback__)  # type: ignore[attr-defined]


def _tell_who_came(request: HttpRequest) -> None:
    """Until their postings are read, somebody sees their own rows."""
    number = str(request.session.get(SESSION_KEY, ""))
    tell(Scope(user=int(number) if number.isdecimal() else None))


def end_transaction(request: HttpRequest) -> None:
    """For what must be a transaction of its own: what the page did so far is kept, and the rest of it sees nobody."""
    request.page.close()  # type: ignore[attr-defined]


def widen(request: HttpRequest, scope: Scope) -> None:
    """Show to a page what the postings of whoever came allow."""
    if getattr(request, "page", None) and connection.in_atomic_block:
        tell(scope)
