"""The families that are shared with an organisation: "the minimum amount of information will be shared".

A share is asked for by its own reference, never by a family's, and what is typed into the search is sent in the body of
a form: a name has no place in an address or a server's log. A share that ended and one that never was look the same.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.partner import wording
from fingerpost.registration.operations import pressing
from fingerpost.registration.operations.pressing import new_token
from fingerpost.sharing.operations import mark_read
from fingerpost.sharing.queries import share_for, shared_with
from fingerpost.sharing.vocabulary import Nature

LONGEST = 100  # letters of what is looked for
MOST_PAGES = 10_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PARTNER)
def families(request: HttpRequest) -> HttpResponse:
    """What stands today, with what is new and what ended; or those whom what was typed finds."""
    typed = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST]
    by = who(request, Desk.PARTNER)
    listed = shared_with(viewer=viewer(request), on=clock.today(), by=by, text=typed, page=_page_asked(request))
    page = {
        "held": held_at(request, Desk.PARTNER),
        "listed": listed,
        "sought": typed,
        "asked": request.method == "POST",
        "token": new_token(),
        "said": wording,
        "page_address": lambda number: f"{reverse('partner:families')}?page={number}",
    }
    return render(request, "partner/families.html", page)


def _page_asked(request: HttpRequest) -> int:
    """Which page is asked for; the first of what was looked for, and where that is no number a list could have."""
    typed = request.GET.get("page", "") if request.method != "POST" else ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_PAGES)) else 1


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PARTNER)
def family(request: HttpRequest, reference: str) -> HttpResponse:
    """One share: exactly what its purpose needs. Its button says that somebody here has read it."""
    if request.method == "POST":
        return _read(request, reference)
    shared = share_for(viewer=viewer(request), reference=reference, on=clock.today(), by=who(request, Desk.PARTNER))
    if shared is None:
        return _gone(request)
    page = {
        "held": held_at(request, Desk.PARTNER),
        "shared": shared,
        "thought": shared.nature is not Nature.FACT,
        "token": new_token(),
        "said": wording,
    }
    return render(request, "partner/family.html", page)


def _read(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody has read it: back to the list, also of a share that ended."""
    me, now = viewer(request), clock.now()

    def act() -> str:
        mark_read(share=reference, by=me, who=who(request, Desk.PARTNER), on=clock.today(), now=now)
        return "read"

    try:
        pressing.press(request.POST, scope=f"{me.user} {request.path}", now=now, act=act)
    except Refused:
        return _gone(request)
    return redirect("partner:families")


def _gone(request: HttpRequest) -> HttpResponse:
    """What ended, what is somebody else's and what never was are answered alike."""
    return render(request, "partner/not_shared.html", {"held": held_at(request, Desk.PARTNER)}, status=404)
