"""Unusual looks at families' records, for review: "many records, own name or address, out of hours, a family outside
one's group". A look listed is no guilt; somebody looks into each and says what came of it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.queries import people_on_record, seats_on_record
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.operations import record_read
from fingerpost.audit.operations.unusual import review_access
from fingerpost.audit.queries.unusual import Listed, listed, unusual_access
from fingerpost.audit.vocabulary import Outcome, Unusual
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.county import wording
from fingerpost.desks.county.forms import PeriodForm, ReviewForm
from fingerpost.families.operations import list_unusual_looks

REVIEW = "review of unusual access"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.DATA_PROTECTION)
def unusual(request: HttpRequest) -> HttpResponse:
    """The list, the open ones on top; or look at some days again."""
    if request.method != "POST":
        return _list(request, PeriodForm(initial={"first": clock.today(), "last": clock.today()}))
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=400)
    by = who(request, Desk.DATA_PROTECTION)
    new = list_unusual_looks(**form.cleaned_data, by=by, because=_because(request), now=clock.now())
    return _list(request, form, new=new)


def _list(request: HttpRequest, form: PeriodForm, status: int = 200, **more: Any) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in Unusual.values else ""
    number = request.GET.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    me, on = viewer(request), clock.today()
    because = _because(request)
    rows, pages = listed(me.actor(on), page=max(1, page), kind=kind)
    _looked(request, "list unusual access", [row.reference for row in rows], because)
    context = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "rows": rows,
        "seats": seats_on_record([row.posting for row in rows if row.posting], me, on),
        "page": min(max(1, page), pages),
        "pages": pages,
        "kind": kind,
        "kinds": Unusual.choices,
        "form": form,
        "moment": wording.moment,
        "new": None,
    }
    return render(request, "county/unusual.html", context | more, status=status)


def _because(request: HttpRequest) -> str:
    verdict = may(Capability.SEE_AUDIT, viewer(request).postings, clock.today())
    verdict.require()
    return verdict.reason


def _looked(request: HttpRequest, what: str, references: list[str], because: str) -> None:
    by = who(request, Desk.DATA_PROTECTION)
    record_read(what, kind="unusual access", references=references, by=by, because=because, why=REVIEW)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.DATA_PROTECTION)
def unusual_one(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them: who, what and when, and what came of it."""
    because, me = _because(request), viewer(request)
    access = unusual_access(me.actor(clock.today()), reference)
    if access is None:
        raise Http404
    if request.method != "POST":
        return _one(request, access, ReviewForm(initial={"outcome": access.outcome or "", "note": access.note}))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _one(request, access, form, status=400)
    try:
        by = who(request, Desk.DATA_PROTECTION)
        review_access(reference=reference, **form.cleaned_data, by=by, now=clock.now(), because=because)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _one(request, access, form, status=400)
    return redirect("county:unusual")


def _one(request: HttpRequest, access: Listed, form: ReviewForm, status: int = 200) -> HttpResponse:
    me, on, because = viewer(request), clock.today(), _because(request)
    people = [each for each in (access.who, access.reviewed_by) if each]
    _looked(request, "see unusual access", [access.reference, *people], because)
    names = people_on_record(people, me, on)
    page = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "access": access,
        "names": names,
        "seat": seats_on_record([access.posting], me, on).get(access.posting, ""),
        "own": access.who == me.user,
        "form": form,
        "outcomes": Outcome.choices,
        "moment": wording.moment,
    }
    return render(request, "county/unusual_one.html", page, status=status)
