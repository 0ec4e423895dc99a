"""The shortlist: what a parent means to go to, without an account. Print it, mail it to yourself, pass it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import session_facts as facts
from fingerpost.desks.public import shortlist as keeping
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.one_session import sessions_for_public


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    reference: str
    href: str
    words: facts.Words
    notice: str
    over: bool
    kept: bool


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.ANYONE)
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show the list of this browser, or the one that a link names; a form puts sessions on it and takes them off."""
    if request.method == "POST":
        return _change(request)
    shared = keeping.references(request.GET.get("s", ""))
    return render(request, "public/shortlist.html", _page(request, shared, clock.now()))


def _change(request: HttpRequest) -> HttpResponse:
    if not keeping.from_own_page(request):
        raise PermissionDenied
    kept = keeping.kept(request)
    for reference in request.POST.getlist("add")[: keeping.MOST]:
        kept = keeping.with_one_more(kept, reference)
    for reference in request.POST.getlist("remove")[: keeping.MOST]:
        kept = keeping.without(kept, reference)
    back = keeping.own_path(request, request.POST.get("next", ""), reverse("public:shortlist"))
    response = HttpResponseRedirect(back)
    keeping.remember(response, kept, secure=request.is_secure())
    return response


def _page(request: HttpRequest, shared: tuple[str, ...], now: datetime) -> dict[str, Any]:
    kept = keeping.kept(request)
    wanted = shared or kept
    sessions = sessions_for_public(wanted) if wanted else []
    entries = [_entry(session, session.reference in kept, now) for session in sessions]
    found = {entry.reference for entry in entries}
    return {
        "shared": bool(shared),
        "bad_link": bool(request.GET.get("s")) and not shared,
        "coming": [entry for entry in entries if not entry.over],
        "past": [entry for entry in entries if entry.over],
        "gone": [reference for reference in wanted if reference not in found],
        "missing": [entry.reference for entry in entries if not entry.kept],
        "full": len(kept) >= keeping.MOST,
        "most": keeping.MOST,
        **_passing_on(request, sessions, now),
    }


def _entry(session: Session, kept: bool, now: datetime) -> Entry:
    return Entry(
        reference=session.reference,
        href=reverse("public:session", args=[session.reference]),
        words=facts.in_words(session, now.date()),
        notice=session.notice,
        over=facts.is_over(session, now),
        kept=kept,
    )


def _passing_on(request: HttpRequest, sessions: Sequence[Session], now: datetime) -> dict[str, str]:
    """One link that shows this list to anyone, and the list as a text."""
    named = ",".join(session.reference for session in sessions)
    link = request.build_absolute_uri(f"{reverse('public:shortlist')}?s={named}")
    lines = [_lines(session, now) for session in sessions]
    text = "\n\n".join([*lines, gettext("The whole list: {link}").format(link=link)])
    return {
        "named": named,
        "link": link,
        "text": text,
        "mail_link": facts.mail_link(gettext("My shortlist"), text),
        "text_link": facts.text_link(text),
    }


def _lines(session: Session, now: datetime) -> str:
    words = facts.in_words(session, now.date())
    lines = [words.title, words.off, f"{words.day}, {words.time}", words.where]
    return "\n".join(line for line in lines if line)
