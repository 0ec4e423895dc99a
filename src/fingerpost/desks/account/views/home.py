"""Your account: which desk you sit at, where you are signed in, how you prove who you are."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fingerpost.accounts.gate import CHOSEN, proved_twice, viewer
from fingerpost.accounts.models import User
from fingerpost.accounts.operations import end_own_sessions
from fingerpost.accounts.queries import Held, held_by
from fingerpost.accounts.rules import may
from fingerpost.accounts.sessions import recently_signed_in, sessions_of
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.account.wording import browser_in_words, moment

DESK_PAGES: Mapping[Desk, str] = {
    Desk.CENTRE: "centre:desk",
    Desk.PARTNER: "partner:desk",
    Desk.PHARMACY: "pharmacy:desk",
    Desk.COUNTY: "county:work",
    Desk.DATA_PROTECTION: "county:data-protection",
    Desk.SYSTEM: "county:system",
    Desk.FAMILY: "family:desk",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One of your postings, and the way to its desk."""

    held: Held
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which you are signed in."""

    key: int
    browser: str
    since: str
    here: bool


@never_cache
@require_safe
@open_to(Audience.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Everything about your account on one page."""
    me, on = viewer(request), clock.today()
    page = {
        "me": request.user,
        "seats": _seats(held_by(me, on)),
        "devices": _devices(request),
        "proved": proved_twice(request),
        "manages": bool(may(Capability.MANAGE_PEOPLE, me.postings, on)),
    }
    return render(request, "account/home.html", page)


def _seats(held: list[Held]) -> list[Seat]:
    """The chosen posting comes first; it is the one that is sat in."""
    return [Seat(each, reverse(DESK_PAGES[each.desk]), place == 0) for place, each in enumerate(held)]


def _devices(request: HttpRequest) -> list[Device]:
    here = request.session.session_key
    found = sessions_of(request.user) if isinstance(request.user, User) else []
    return [_device(session, session.session_key == here) for session in found]


def _device(session: UserSession, here: bool) -> Device:
    return Device(session.pk, browser_in_words(session.user_agent), moment(session.created_at), here)


@require_POST
@open_to(Audience.SIGNED_IN)
def choose(request: HttpRequest) -> HttpResponse:
    """Sit down at one of one's desks."""
    wanted = request.POST.get("posting", "")
    for seat in _seats(held_by(viewer(request), clock.today())):
        if seat.held.reference == wanted:
            request.session[CHOSEN] = wanted
            return redirect(seat.href)
    return redirect("account:home")


@require_POST
@open_to(Audience.SIGNED_IN)
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out elsewhere: in one browser, or in all but this one. Whoever signed in a while ago proves it first."""
    if not recently_signed_in(request):
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('account:home')})}")
    wanted, here = request.POST.get("session", ""), request.session.session_key
    if isinstance(request.user, User):
        others = [each for each in sessions_of(request.user) if each.session_key != here]
        keys = [each.session_key for each in others if wanted in ("others", str(each.pk))]
        if keys:
            end_own_sessions(user=request.user, keys=frozenset(keys))
    return redirect("account:home")
