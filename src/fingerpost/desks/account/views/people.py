"""Colleagues: whom you look after, who is invited, who leaves. For managers, leads and the county."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fingerpost.accounts.adapter import mail_to
from fingerpost.accounts.gate import proved_twice, viewer
from fingerpost.accounts.models import ThePlace
from fingerpost.accounts.operations import Person, end_posting, invite, withdraw_invitation
from fingerpost.accounts.queries import colleagues, name_of, open_invitations, roles_to_give
from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability, Role
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.account import wording

ONE_DAY = timedelta(days=1)

Options = dict[str, tuple[Role, ThePlace]]


@never_cache
@require_safe
@open_to(Audience.SIGNED_IN)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whose role you may give or take away, and who is invited."""
    if answer := _turned_away(request):
        return answer
    return _list(request)


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    me, on = viewer(request), clock.today()
    page = {
        "people": colleagues(me, on),
        "invited": open_invitations(me, clock.now(), on),
        "problem": problem,
        "day": wording.day,
        "moment": wording.moment,
    }
    return render(request, "account/people.html", page, status=400 if problem else 200)


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    """Names and addresses of colleagues are personal: a second factor here as at the desks."""
    may(Capability.MANAGE_PEOPLE, viewer(request).postings, clock.today()).require()
    return None if proved_twice(request) else redirect("mfa_index")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def invite_colleague(request: HttpRequest) -> HttpResponse:
    """Ask who, as what and where; send the invitation."""
    if answer := _turned_away(request):
        return answer
    me, on = viewer(request), clock.today()
    options = _options(me, on)
    problem = ""
    if request.method == "POST":
        try:
            return _send(request, me, options)
        except Refused as refused:
            problem = refused.reason
    page = {"options": _choices(options, on), "given": request.POST, "problem": problem}
    return render(request, "account/invite.html", page, status=400 if problem else 200)


def _options(me: Viewer, on: date) -> Options:
    """What may be offered, by a key that says only its place in the list."""
    return {f"{number}": option for number, option in enumerate(roles_to_give(me, on))}


def _choices(options: Options, on: date) -> list[tuple[str, str]]:
    named = [(key, f"{name_of(at, on)}: {role.label}") for key, (role, at) in options.items()]
    return [("", _("Choose")), *sorted(named, key=lambda choice: choice[1])]


def _send(request: HttpRequest, me: Viewer, options: Options) -> HttpResponse:
    role, at = options.get(request.POST.get("role", ""), (None, None))
    if role is None or at is None:
        raise Refused(_("Choose what they will do, and where."))
    person = Person(
        email=request.POST.get("email", ""),
        given_name=request.POST.get("given_name", "")[:100],
        family_name=request.POST.get("family_name", "")[:100],
    )
    invitation, token = invite(person=person, role=role, at=at, by=me, now=clock.now())
    link = request.build_absolute_uri(reverse("account:invitation", kwargs={"token": token}))
    context = {"invitation": invitation, "link": link, "role": role.label, "place": name_of(at, clock.today())}
    mail_to("invitation", invitation.email, context)
    return redirect("account:people")


@require_POST
@open_to(Audience.SIGNED_IN)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take an invitation back."""
    if answer := _turned_away(request):
        return answer
    try:
        withdraw_invitation(reference=request.POST.get("invitation", ""), by=viewer(request), now=clock.now())
    except Refused as refused:
        return _list(request, refused.reason)
    return redirect("account:people")


@require_POST
@open_to(Audience.SIGNED_IN)
def leave(request: HttpRequest) -> HttpResponse:
    """Somebody leaves: their role ends after today, or with yesterday if it must be at once."""
    if answer := _turned_away(request):
        return answer
    on = clock.today()
    last_day = on - ONE_DAY if request.POST.get("when") == "now" else on
    try:
        end_posting(reference=request.POST.get("posting", ""), last_day=last_day, by=viewer(request), on=on)
    except Refused as refused:
        return _list(request, refused.reason)
    return redirect("account:people")
