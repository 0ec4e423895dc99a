"""The families of a group, as its staff see them: "be clear about who is supporting the family and what everyone is
doing" begins with finding the family. Whoever looks is told why they may, and the look is on record.

What is typed into the search is sent in the body of a form: a name has no place in an address or a server's log.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.centre import wording
from fingerpost.families.queries import Listed, Opened, families_of_group, family_for, find_families
from fingerpost.families.queries.glass import may_open_in_need
from fingerpost.families.queries.lists import may_look_by_home
from fingerpost.families.vocabulary import ChildState
from fingerpost.places.queries import authority, centres_on, picture_day

LONGEST = 100  # letters of what is looked for
MOST_PAGES = 10_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def families(request: HttpRequest) -> HttpResponse:
    """The families of the viewer's group, the newest first; or those that what was typed finds."""
    me, on = viewer(request), clock.today()
    sought = request.POST.get("q", "").strip()[:LONGEST]
    by = who(request, Desk.CENTRE)
    listed = find_families(viewer=me, text=sought, on=on, by=by) if sought else _page(request, me)
    if not listed.verdict:
        raise PermissionDenied(listed.verdict.reason)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "listed": listed,
        "sought": sought,
        "asked": request.method == "POST",
        "by_home": may_look_by_home(me, on),
        "centres": centre_names(),
        "said": wording,
        "page_address": lambda number: f"{reverse('centre:families')}?page={number}",
    }
    return render(request, "centre/families.html", page)


def _page(request: HttpRequest, me: Viewer) -> Listed:
    return families_of_group(viewer=me, on=clock.today(), page=page_asked(request), by=who(request, Desk.CENTRE))


def page_asked(request: HttpRequest) -> int:
    """Which page of a list is asked for; the first, where that is no number that a list could have."""
    typed = request.GET.get("page", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_PAGES)) else 1


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def family(request: HttpRequest, reference: str) -> HttpResponse:
    """A family's record; or why it is not open to the viewer, and what they can do; or that there is none."""
    me = viewer(request)
    on, by = clock.today(), who(request, Desk.CENTRE)
    opened = family_for(viewer=me, reference=reference, on=on, by=by, now=clock.now())
    if opened.family is None:
        return _closed(request, opened, reference)
    if opened.family.reference != reference:  # a record that is part of this one now
        return redirect("centre:family", reference=opened.family.reference)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "verdict": opened.verdict,
        "family": opened.family,
        "may_confirm": opened.may_confirm,
        "may_change": opened.may_change,
        "centres": centre_names(),
        "said": wording,
        "expected": ChildState.EXPECTED,
    }
    return render(request, "centre/family.html", page)


def _closed(request: HttpRequest, opened: Opened, reference: str) -> HttpResponse:
    me = viewer(request)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "verdict": opened.verdict,
        "in_need": may_open_in_need(me, reference, clock.today()) if opened.found else None,
        "found": opened.found,
        "reference": reference,
    }
    return render(request, "centre/family_closed.html", page, status=403 if opened.found else 404)


def centre_names() -> dict[int, str]:
    """The names of the county's centres, by number."""
    ours = authority()
    return {card.id: card.name for card in centres_on(ours, picture_day(ours, clock.today()))}
