"""Break-glass: a worker who may not see a record opens it for hours, with a written reason; the lead reviews it."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import record_read
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.families.operations import break_glass, review_opening
from fingerpost.families.queries.glass import Opened, may_open_in_need, opening_for, to_review

LEADS = "review of a record opened in need"


def moment(at: datetime) -> str:
    """`24 Nov 2026, 09:05`, on the clocks of the place that the service is run in."""
    return date_format(localtime(at), "j M Y, H:i")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def in_need(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why you need a record that you may not see, and open it."""
    me, why = viewer(request), request.POST.get("why", "")
    if request.method != "POST":
        return _ask(request, reference)
    try:
        break_glass(reference=reference, by=me, why=why, now=clock.now(), who=who(request, Desk.CENTRE))
    except Refused as refused:
        return _ask(request, reference, refused.reason, status=400)
    return redirect("centre:family", reference=reference)


def _ask(request: HttpRequest, reference: str, problem: str = "", status: int = 200) -> HttpResponse:
    me, on = viewer(request), clock.today()
    allowed = may_open_in_need(me, reference, on)
    if allowed is None:
        raise Http404
    page = {
        "held": held_at(request, Desk.CENTRE),
        "reference": reference,
        "allowed": allowed,
        "why": request.POST.get("why", ""),
        "problem": problem,
    }
    return render(request, "centre/glass.html", page, status=status if allowed else 403)


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def reviews(request: HttpRequest) -> HttpResponse:
    """Records that were opened in need, for the leads of the groups concerned."""
    me, on = viewer(request), clock.today()
    rows = to_review(me, now=clock.now(), on=on)
    _looked(request, rows)
    page = {"held": held_at(request, Desk.CENTRE), "rows": rows, "moment": moment}
    return render(request, "centre/openings.html", page)


def _looked(request: HttpRequest, rows: list[Opened]) -> None:
    references, by = [row.reference for row in rows], who(request, Desk.CENTRE)
    because = str(held_at(request, Desk.CENTRE).role.label)
    record_read("see openings", kind="opening", references=references, by=by, because=because, why=LEADS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def review(request: HttpRequest, reference: str) -> HttpResponse:
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
        review_opening(reference=reference, outcome=outcome, note=note, by=me, now=now, who=who(request, Desk.CENTRE))
    except Refused as refused:
        return _review(request, opened, refused.reason)
    return redirect("centre:openings")


def _review(request: HttpRequest, opened: Opened, problem: str = "") -> HttpResponse:
    page = {
        "held": held_at(request, Desk.CENTRE),
        "opened": opened,
        "outcomes": Outcome.choices,
        "outcome": request.POST.get("outcome", opened.outcome or ""),
        "note": request.POST.get("note", opened.note),
        "problem": problem,
        "moment": moment,
    }
    return render(request, "centre/opening.html", page, status=400 if problem else 200)
