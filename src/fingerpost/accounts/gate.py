"""The one door: nobody comes to a view that does not say that it is for them.

Sign-in is required by default. A desk needs a posting that opens it today, and, where it shows other people's
personal data, a second factor that was proved in this very session.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import Held, arrived, held_by
from fingerpost.accounts.rules import Viewer, opens
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import Who, origin
from fingerpost.base import clock
from fingerpost.base.audience import Audience, audience_of
from fingerpost.base.scope import Scope, widen
from fingerpost.base.verdict import Refused

logger = logging.getLogger("fingerpost.security")

REFUSALS = {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
CHOSEN = "posting"  # in the session: the posting that somebody chose to act in
SECOND_FACTOR = "second_factor"  # in the session: who proved one, at home or by adding one just now


class Gate:
    """Middleware, beside the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSALS:
            _log_refusal(request, response.status_code)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _arguments: Any, _named: Any
    ) -> HttpResponse | None:
        """Let in, send to where one can be let in, or turn away."""
        audience = audience_of(view)
        if audience is Audience.ANYONE:
            return None
        if not isinstance(request.user, User):
            return to_sign_in(request)
        if audience is None:
            raise PermissionDenied
        return self._at_the_desk(request, audience)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a rule refused, wherever in the view: the page says the reason."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "403.html", {"exception": exception.reason}, status=403)

    def _at_the_desk(self, request: HttpRequest, audience: Audience) -> HttpResponse | None:
        if not audience.is_desk:
            return None
        verdict = opens(Desk(audience.value), viewer(request).postings, clock.today())
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if audience.needs_second_factor and not proved_twice(request):
            return redirect("mfa_index")
        return None


def _log_refusal(request: HttpRequest, status: int) -> None:
    """Who was refused what, from which network: by references, for whoever watches over the service."""
    page = request.resolver_match.view_name if request.resolver_match else "no page"
    who = request.user.reference if isinstance(request.user, User) else "a stranger"
    network = origin(get_adapter(request).get_client_ip(request)) or "nowhere"
    logger.warning("refused with %s: %s %s, by %s, from %s", status, request.method, page, who, network)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the door, and back here afterwards."""
    wanted = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return redirect(reverse("account_login") + query)


def hold_back(request: HttpRequest, action: str, *, about: str = "") -> None:
    """Count a try. Raises Refused where there were more of them than the settings allow.

    action: a key of `ACCOUNT_RATE_LIMITS`. about: what is counted beside the client, such as the address of a mail.
    """
    if not ratelimit.consume(request, action=action, key=about):
        raise Refused(_("There were too many tries. Wait a few minutes, then try again."))


def viewer(request: HttpRequest) -> Viewer:
    """Who is looking, with their postings: read once a request."""
    found: Viewer | None = getattr(request, "viewer", None)
    if found is None:
        if not isinstance(request.user, User):
            raise Refused("Nobody is signed in.")
        found, scope = arrived(request.user, chosen=request.session.get(CHOSEN, ""), on=clock.today())
        request.viewer = found  # type: ignore[attr-defined]
        if proved_twice(request):  # without a second step the database shows people nothing but their own
            widen(request, _widened(scope, found))
    return found


def held_at(request: HttpRequest, desk: Desk) -> Held:
    """The posting that opens a desk to whoever is looking; the gate let nobody in without one."""
    return next(each for each in held_by(viewer(request), clock.today()) if each.desk is desk)


def who(request: HttpRequest, desk: Desk) -> Who:
    """Whom the record names as acting or looking at a desk: user, the posting that opens it, and from where."""
    me = viewer(request)
    opening = [posting for posting in me.standing(clock.today()) if OPENS[posting.role] is desk]
    posting = opening[0].reference if opening else ""
    return Who(me.user, posting, desk.value, get_adapter(request).get_client_ip(request))


def _widened(scope: Scope, viewer: Viewer) -> Scope:
    """What the apps above know of somebody, such as the families that they stand near: each adds its part."""
    for name in settings.SCOPE_WIDENED_BY:
        scope = import_string(name)(scope, viewer)
    return scope


def proved_twice(request: HttpRequest) -> bool:
    """Whether the person proved a second factor in this session: here, or at their own organisation."""
    if not isinstance(request.user, User):
        return False
    if request.session.get(SECOND_FACTOR) == request.user.reference:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def note_second_factor(request: HttpRequest, user: User) -> None:
    """Remember in the session that this person proved a second factor; it counts for nobody else."""
    request.session[SECOND_FACTOR] = user.reference
