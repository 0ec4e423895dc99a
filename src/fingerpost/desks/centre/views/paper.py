"""Paper forms on the centre desk: what came is taken in, and keyed in beside its picture, hands on the keyboard.

"You can also print out and send us a paper form."
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.operations import Who
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.uploads import host_of_pictures, sent_files, show_pictures_from, takes_a_file
from fingerpost.base.verdict import Refused
from fingerpost.desks.centre import wording
from fingerpost.desks.centre.pressing import press
from fingerpost.places.queries import authority, centres_on, picture_day
from fingerpost.registration.operations import add_pages, save_answers, send_form, take_in
from fingerpost.registration.operations.pressing import new_token
from fingerpost.registration.operations.scanning import Came
from fingerpost.registration.queries.filled import Filled
from fingerpost.registration.queries.scans import Keying, Page, form_to_key, waiting
from fingerpost.registration.rules.checking import problems
from fingerpost.registration.rules.keying import answers_of, boxes, people
from fingerpost.registration.vocabulary import FormState, Repeats

LETTERS = 60_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
@takes_a_file
def paper(request: HttpRequest) -> HttpResponse:
    """The paper forms that wait, and a box to send in another."""
    me = _allowed(request)
    problem = ""
    if request.method == "POST":
        try:
            return redirect("centre:keying", reference=_take_in(request, me))
        except Refused as refused:
            problem = refused.reason
    page = {
        "held": held_at(request, Desk.CENTRE),
        "waiting": waiting(viewer=me, on=clock.today()),
        "problem": problem,
        "said": wording,
        "token": new_token(),
    }
    return render(request, "centre/paper.html", page)


def _take_in(request: HttpRequest, me: Viewer) -> str:
    on = clock.today()
    posting = next(each for each in me.standing(on) if may(Capability.REGISTER_FAMILY, [each], on))
    contents, by, now = sent_files(request, "file"), who(request, Desk.CENTRE), clock.now()
    came = Came(contents=contents, authority=authority(), group=posting.place.within_group)
    return press(request, lambda: take_in(came=came, now=now, by=by), contents)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def keying(request: HttpRequest, reference: str) -> HttpResponse:
    """One form: its pages, and a box for every question in the order of the paper."""
    me = _allowed(request)
    on, by = clock.today(), who(request, Desk.CENTRE)
    because = may(Capability.REGISTER_FAMILY, me.postings, on).reason
    found = form_to_key(reference, viewer=me, on=on, by=by, because=because)
    if found is None:
        raise Http404
    if request.method == "POST" and found.filled.state is FormState.DRAFT:
        return _save(request, found)
    return _show(request, found, found.filled)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
@takes_a_file
def pages(request: HttpRequest, reference: str) -> HttpResponse:
    """Further pages for a paper form that is being keyed in, or waits in the inbox."""
    me, by = _allowed(request), who(request, Desk.CENTRE)
    because = may(Capability.REGISTER_FAMILY, me.postings, clock.today()).reason
    found = form_to_key(reference, viewer=me, on=clock.today(), by=by, because=because)
    if found is None:
        raise Http404
    way_back = "centre:keying" if found.filled.state is FormState.DRAFT else "centre:form"
    problem = ""
    if request.method == "POST":
        try:
            _add(request, reference, by)
        except Refused as refused:
            problem = refused.reason
        else:
            return redirect(way_back, reference=reference)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "reference": reference,
        "many": len(found.pages),
        "way_back": way_back,
        "problem": problem,
        "token": new_token(),
    }
    return render(request, "centre/paper_pages.html", page, status=400 if problem else 200)


def _add(request: HttpRequest, reference: str, by: Who) -> None:
    contents, now = sent_files(request, "file"), clock.now()
    press(request, lambda: str(add_pages(reference=reference, contents=contents, now=now, by=by)), contents)


def _save(request: HttpRequest, found: Keying) -> HttpResponse:
    """Keep what was keyed in, right or wrong; and send it where that was asked and nothing is missing."""
    by, now, reference = who(request, Desk.CENTRE), clock.now(), found.filled.reference
    posted = {name: str(value)[:LETTERS] for name, value in request.POST.items()}
    adults, children = _people(request, found.filled)
    typed = answers_of(found.filled.form, posted, adults, children)
    try:
        filled = save_answers(reference=reference, typed=typed, now=now, by=by)
        if "send" not in request.POST or problems(filled.filling(now.date())):
            return _show(request, found, filled, complain="send" in request.POST)
        send_form(reference=reference, now=now, by=by)
    except Refused as refused:
        kept = replace(found.filled, answers={**found.filled.answers, **typed})
        return _show(request, found, kept, problem=refused.reason)
    return redirect("centre:paper")


def _show(
    request: HttpRequest, found: Keying, filled: Filled, *, complain: bool = False, problem: str = ""
) -> HttpResponse:
    adults, children = _people(request, filled)
    complaints = {each.path: each.sentence for each in problems(filled.filling(clock.today()))} if complain else {}
    page = {
        "held": held_at(request, Desk.CENTRE),
        "filled": filled,
        "pages": addresses(request, found.pages),
        "shown": bool(host_of_pictures(request)),
        "boxes": list(boxes(filled.form, filled.answers, adults, children)),
        "adults": adults,
        "children": children,
        "centres": [("", _("Choose a centre")), *_centres()],
        "complaints": complaints,
        "problem": problem,
        "saved": request.method == "POST" and not problem,
        "open": filled.state is FormState.DRAFT,
    }
    response = render(request, "centre/keying.html", page)
    show_pictures_from(response, request)
    return response


def _people(request: HttpRequest, filled: Filled) -> tuple[int, int]:
    """For how many adults and children there are boxes."""
    asked = request.POST or request.GET
    return (
        people(filled.answers, Repeats.ADULTS, asked.get("adults", "2")),
        people(filled.answers, Repeats.CHILDREN, asked.get("children", "2")),
    )


def addresses(request: HttpRequest, pages: Iterable[Page]) -> list[tuple[Page, str]]:
    """Each page with where it is: on the host of pictures, or here, to be downloaded."""
    host = host_of_pictures(request)
    before = f"{request.scheme}://{host}" if host else ""
    return [(page, before + reverse("public:scan", args=[page.ticket])) for page in pages]


def _allowed(request: HttpRequest) -> Viewer:
    me = viewer(request)
    verdict = may(Capability.REGISTER_FAMILY, me.postings, clock.today())
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return me


def _centres() -> list[tuple[str, Any]]:
    ours = authority()
    return [(card.slug, card.name) for card in centres_on(ours, picture_day(ours, clock.today()))]
