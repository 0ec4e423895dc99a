"""The inbox of the centre desk: registration forms that were sent, and what a person decides about each.

"Register for a children's centre online": nobody is registered by a machine. Somebody reads the form, looks whether the
family is known already, and accepts it, asks the family something, or hands it to the group whose it is.
"""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.uploads import host_of_pictures, show_pictures_from
from fingerpost.base.verdict import Refused
from fingerpost.desks.centre import wording
from fingerpost.desks.centre.pressing import press, typed
from fingerpost.desks.centre.views.paper import addresses
from fingerpost.places.queries import authority, centres_on, groups_on, picture_day
from fingerpost.registration.operations import accept_form, hand_over_form, record_try, return_form
from fingerpost.registration.operations.pressing import new_token, status_of
from fingerpost.registration.queries.inbox import FormOpened, form_for, forms_that_wait
from fingerpost.registration.vocabulary import FormState, Need, Show, Tried

KINDS: Final = {Need.CALL: "stop", Need.DOUBLE: "look", Need.NEW: "calm"}


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def forms(request: HttpRequest) -> HttpResponse:
    """The forms that wait, the most pressing first; all of them, or those that were asked for."""
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in Show.values else Show.ALL
    by = who(request, Desk.CENTRE)
    inbox = forms_that_wait(viewer=viewer(request), on=clock.today(), by=by, authority=authority(), show=show)
    if not inbox.verdict:
        raise PermissionDenied(inbox.verdict.reason)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "inbox": inbox,
        "waiting": [line for line in inbox.lines if not line.returned],
        "returned": [line for line in inbox.lines if line.returned],
        "centres": _centres(),
        "kinds": KINDS,
        "double": Need.DOUBLE,
        "show": show,
        "all": Show.ALL,
        "said": wording,
    }
    return render(request, "centre/forms.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def form(request: HttpRequest, reference: str) -> HttpResponse:
    """One form: what the family said, whom it may be, and what becomes of it."""
    if request.method != "POST":
        return _show(request, reference)
    return _decide(request, reference)


def _decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Do what was decided once, however often the button was pressed."""
    try:
        family = press(request, lambda: _act(request, reference))
    except Refused as refused:
        return _show(request, reference, refused.reason, status=status_of(refused))
    if family:
        return redirect("centre:family", reference=family)
    stays = request.POST.get("decision") == "call"
    return redirect("centre:form", reference=reference) if stays else redirect("centre:forms")


def _act(request: HttpRequest, reference: str) -> str:
    """What was decided; the reference of the family that came of it, or "". Raises Refused."""
    if _opened(request, reference) is None:  # also where it is, and is not theirs
        raise Refused(_("There is no form with this reference."))
    acting: dict[str, Any] = {"reference": reference, "by": viewer(request), "on": clock.today(), "now": clock.now()}
    match request.POST.get("decision"):
        case "accept":
            return accept_form(**acting).reference
        case "ask":
            return_form(question=typed(request, "question"), **acting)
        case "call":
            record_try(result=typed(request, "result"), note=typed(request, "note"), **acting)
        case "hand-over":
            hand_over_form(group=typed(request, "group"), **acting)
        case _:
            raise Refused(_("Choose what becomes of this form."))
    return ""


def _opened(request: HttpRequest, reference: str) -> FormOpened | None:
    by = who(request, Desk.CENTRE)
    return form_for(viewer=viewer(request), reference=reference, on=clock.today(), by=by, authority=authority())


def _show(request: HttpRequest, reference: str, problem: str = "", status: int = 200) -> HttpResponse:
    opened = _opened(request, reference)
    if opened is None:
        raise Http404
    if opened.family:
        return redirect("centre:family", reference=opened.family)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "form": opened,
        "centre": _centres().get(opened.centre, ""),
        "groups": [("", _("Choose a group")), *_other_groups(opened.group)],
        "token": new_token(),
        "decision": request.POST.get("decision", ""),
        "question": typed(request, "question"),
        "group": typed(request, "group"),
        "result": request.POST.get("result", ""),
        "results": Tried.choices,
        "note": typed(request, "note"),
        "pages": addresses(request, opened.pages),
        "shown": bool(host_of_pictures(request)),
        "calls": opened.state in {FormState.SENT, FormState.RETURNED},
        "problem": problem,
        "kinds": KINDS,
        "said": wording,
    }
    response = render(request, "centre/form.html", page, status=status)
    show_pictures_from(response, request)
    return response


def _centres() -> dict[str, str]:
    """The names of the county's centres, by their short names."""
    ours = authority()
    return {card.slug: card.name for card in centres_on(ours, picture_day(ours, clock.today()))}


def _other_groups(mine: str) -> list[tuple[str, str]]:
    ours = authority()
    cards = groups_on(ours, picture_day(ours, clock.today()))
    return [(card.slug, card.name) for card in cards if card.slug != mine]
