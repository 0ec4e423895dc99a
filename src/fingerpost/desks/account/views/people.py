"""Colleagues: whom you look after, who is invited, who leaves. For managers, leads and the county."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fingerpost.accounts.adapter import mail_to
from fingerpost.accounts.gate import proved_twice, viewer
from fingerpost.accounts.models import ThePlace
from fingerpost.accounts.operations import Person, end_posting, invite, withdraw_invitation
from fingerpost.accounts.queries import Colleague, acting, colleagues, name_of, open_invitations, roles_to_give
from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability, Role
from fingerpost.audit.operations import record_read
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
    found = colleagues(me, on)
    _note_look(request, found, on)
    page = {
        "people": found,
        "invited": open_invitations(me, clock.now(), on),
        "problem": problem,
        "day": wording.day,
        "moment": wording.moment,
    }
    return render(request, "account/people.html", page, status=400 if problem else 200)


def _note_look(request: HttpRequest, found: list[Colleague], on: date) -> None:
    """Addresses and last days of colleagues are looked at by whoever manages them: that is on record."""
    me = viewer(request)
    by = replace(acting(me, on), address=get_adapter(request).get_client_ip(request))
    because = may(Capability.MANAGE_PEOPLE, me.postings, on).reason
    references = [each.posting for each in found]
    record_read("see colleagues", kind="posting", references=references, by=by, because=because)


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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody leaves: tonight, on a day to come, or at once. Asked on a page of its own, for it cannot be undone."""
    if answer := _turned_away(request):
        return answer
    leaver = _leaver(viewer(request), reference)
    problem = ""
    if request.method == "POST":
        try:
            return _end(request, reference)
        except Refused as refused:
            problem = refused.reason
    page = {"leaver": leaver, "given": request.POST, "problem": problem}
    return render(request, "account/leave.html", page, status=400 if problem else 200)


def _leaver(me: Viewer, reference: str) -> Colleague:
    """Whose role that is, among those that the viewer may take away."""
    for colleague in colleagues(me, clock.today()):
        if colleague.posting == reference and colleague.may_end:
            return colleague
    raise Http404


def _end(request: HttpRequest, reference: str) -> HttpResponse:
    on = clock.today()
    end_posting(reference=reference, last_day=_last_day(request.POST, on), by=viewer(request), on=on)
    return redirect("account:people")


def _last_day(given: Mapping[str, str], on: date) -> date:
    """The last day on which the role holds. At once means that it held until yesterday."""
    when = given.get("when", "")
    if when not in ("now", "tonight", "day"):
        raise Refused(_("Choose when."))
    if when != "day":
        return on - ONE_DAY if when == "now" else on
    try:
        last_day = date(*(int(given.get(f"last-{part}", "")) for part in ("year", "month", "day")))
    except (ValueError, OverflowError) as problem:
        raise Refused(_("Write the last day as a day, a month and a year, like 24 11 2026.")) from problem
    if last_day < on:
        raise Refused(_("That day is over. Choose today or a day to come."))
    return last_day
