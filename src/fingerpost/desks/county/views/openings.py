"""Records opened in need, on the data-protection desk: all of them are seen once no lead reviewed them in time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import record_read
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.county import wording
from fingerpost.families.operations import review_opening
from fingerpost.families.queries.glass import Opened, opening_for, to_review

LEADS = "review of a record opened in need"


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def openings(request: HttpRequest) -> HttpResponse:
    """Records that were opened in need, that no lead reviewed in time."""
    me, on = viewer(request), clock.today()
    rows = to_review(me, now=clock.now(), on=on)
    _looked(request, rows)
    page = {"held": held_at(request, Desk.DATA_PROTECTION), "rows": rows, "moment": wording.moment}
    return render(request, "county/openings.html", page)


def _looked(request: HttpRequest, rows: list[Opened]) -> None:
    references, by = [row.reference for row in rows], who(request, Desk.DATA_PROTECTION)
    because = str(held_at(request, Desk.DATA_PROTECTION).role.label)
    record_read("see openings", kind="opening", references=references, by=by, because=because, why=LEADS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.DATA_PROTECTION)
def opening(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them: the reason that was given, and what came of it."""
    me, on, now = viewer(request), clock.today(), clock.now()
    opened = opening_for(me, reference, now=now, on=on)
    if opened is None:
        raise Http404
    if request.method != "POST":
        _looked(request, [opened])
        return _review(request, opened)
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "")
    try:
        review_opening(
            reference=reference, outcome=outcome, note=note, by=me, now=now, who=who(request, Desk.DATA_PROTECTION)
        )
    except Refused as refused:
        return _review(request, opened, refused.reason)
    return redirect("county:openings")


def _review(request: HttpRequest, opened: Opened, problem: str = "") -> HttpResponse:
    page = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "opened": opened,
        "outcomes": Outcome.choices,
        "outcome": request.POST.get("outcome", opened.outcome or ""),
        "note": request.POST.get("note", opened.note),
        "problem": problem,
        "moment": wording.moment,
    }
    return render(request, "county/opening.html", page, status=400 if problem else 200)
