"""How long somebody stays signed in, without a page that only reads ever writing.

The session stands in the database. When its browser was last seen stands in a signed cookie beside it: a stolen
session without the cookie is worth nothing, and an old cookie only ends the session sooner.
"""

import time
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from fingerpost.accounts.models import User
from fingerpost.base.headers import cookie_name, keep_nowhere
from fingerpost.base.read_only import SAFE_METHODS
from fingerpost.base.scope import knowing

SEEN_COOKIE = "fingerpost-seen"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, each of which is seen only by whoever says its key."""

    def load(self) -> dict[str, Any]:
        with knowing(self.session_key):
            loaded: dict[str, Any] = super().load()
            return loaded

    def exists(self, session_key: str) -> bool:
        with knowing(session_key):
            return bool(super().exists(session_key))

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        with knowing(self.session_key):
            super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        with knowing(session_key or self.session_key):
            super().delete(session_key)


class SessionLimits:
    """Middleware: signs out who was away too long or has been here too long; a GET saves no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_in = is_signed_in(request)
        over = came_in and not (_seen_lately(request) and _not_too_long(request))
        if over:
            _forget(request)
        response = self.get_response(request)
        if request.method in SAFE_METHODS:
            request.session.modified = False
        if over and not is_signed_in(request):
            response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
            response.delete_cookie(cookie_name(SEEN_COOKIE), samesite="Lax")
        elif is_signed_in(request):
            _note_seen(request, response)
        if came_in:
            keep_nowhere(response, gone=not is_signed_in(request))
        return response


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the session is somebody's. A visitor without a session's cookie costs no query."""
    has_session = bool(request.session.session_key or settings.SESSION_COOKIE_NAME in request.COOKIES)
    return has_session and SESSION_KEY in request.session


def _forget(request: HttpRequest) -> None:
    """Treat the visitor as a stranger. A POST may also remove the session; a GET leaves it to `clearsessions`."""
    if request.method in SAFE_METHODS:
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    else:
        request.session.flush()
    request.user = AnonymousUser()


def _signer(request: HttpRequest) -> TimestampSigner:
    return TimestampSigner(salt=f"seen {request.session.session_key}")


def _seen_lately(request: HttpRequest) -> bool:
    try:
        _signer(request).unsign(
            request.COOKIES.get(cookie_name(SEEN_COOKIE), ""), max_age=settings.SESSION_IDLE_MINUTES * 60
        )
    except BadSignature:
        return False
    return True


def _not_too_long(request: HttpRequest) -> bool:
    return time.time() - signed_in_at(request) < float(settings.SESSION_COOKIE_AGE)


def signed_in_at(request: HttpRequest) -> float:
    """When the person of this session proved who they are, in seconds since 1970; never, if nothing says so."""
    records = get_authentication_records(request, request.user) if isinstance(request.user, User) else []
    return min((float(record["at"]) for record in records), default=0.0)


def recently_signed_in(request: HttpRequest) -> bool:
    """Whether the person proved who they are minutes ago, by signing in or when asked again."""
    records = get_authentication_records(request, request.user) if isinstance(request.user, User) else []
    latest = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - latest < float(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def _note_seen(request: HttpRequest, response: HttpResponse) -> None:
    response.set_cookie(
        cookie_name(SEEN_COOKIE),
        _signer(request).sign("here"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def sessions_of(user: User) -> list[UserSession]:
    """Where somebody is signed in now, the newest first. Two queries."""
    found = list(UserSession.objects.filter(user_id=user.pk).order_by("-created_at"))
    store = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    keys = [session.session_key for session in found]
    live = set(store.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
    return [session for session in found if session.session_key in live]


def end(sessions: Iterable[UserSession]) -> int:
    """Sign somebody out where they are signed in; how many sessions ended."""
    ending = list(sessions)
    for session in ending:
        session.end()
    return len(ending)
