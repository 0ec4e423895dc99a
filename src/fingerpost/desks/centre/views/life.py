"""The life of a record on the centre desk: who turns five, whom somebody should ask, who left; and each way out.

"Only kept for as long as is necessary": nothing here is sent to a family. Somebody calls, as is safe for them.
"""

from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.centre import wording
from fingerpost.desks.centre.pressing import press, typed
from fingerpost.desks.centre.views.families import centre_names, page_asked
from fingerpost.families.operations import close_family, confirm_family, hand_over_family, reopen_family
from fingerpost.families.queries.life import LifeOpened, families_to_check, life_of
from fingerpost.families.vocabulary import Check, Leaving
from fingerpost.places.queries import authority, groups_on, picture_day
from fingerpost.registration.operations.pressing import new_token, status_of
from fingerpost.registration.rules.answers import day as day_of

LETTERS: Final = 20  # of a number in a date
PARTS: Final = ("day", "month", "year")


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def checks(request: HttpRequest) -> HttpResponse:
    """The families of the viewer's groups that somebody should look at, of one kind."""
    asked = request.GET.get("list", "")
    check = Check(asked) if asked in Check.values else Check.FIVE
    by, number = who(request, Desk.CENTRE), page_asked(request)
    listed = families_to_check(viewer=viewer(request), on=clock.today(), check=check, page=number, by=by)
    if not listed.verdict:
        raise PermissionDenied(listed.verdict.reason)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "listed": listed,
        "check": check,
        "centres": centre_names(),
        "said": wording,
        "page_address": lambda at: f"{reverse('centre:checks')}?list={check.value}&page={at}",
    }
    return render(request, "centre/checks.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def life(request: HttpRequest, reference: str) -> HttpResponse:
    """One record: is it still right, does the family leave, go to another group, or come back?"""
    if request.method != "POST":
        return _show(request, reference)
    try:
        decided = press(request, lambda: _decide(request, reference))
    except Refused as refused:
        return _show(request, reference, refused.reason, status_of(refused))
    if decided == "hand-over":  # the record is not theirs any more
        return redirect("centre:families")
    return redirect("centre:family", reference=reference)


def _opened(request: HttpRequest, reference: str) -> LifeOpened:
    opened = life_of(viewer=viewer(request), reference=reference, on=clock.today(), by=who(request, Desk.CENTRE))
    if opened is None:
        raise Http404
    return opened


def _decide(request: HttpRequest, reference: str) -> str:
    """Do what was decided, and say what it was. Raises Refused."""
    if _opened(request, reference).reference != reference:
        raise Refused(_("This record is part of another one now. Look at that one first."))
    acting: dict[str, Any] = {"reference": reference, "by": viewer(request), "on": clock.today()}
    decided = typed(request, "decision")
    match decided:
        case "confirm":
            confirm_family(**acting)
        case "close":
            close_family(why=typed(request, "why"), day=_day(request), **acting)
        case "hand-over":
            hand_over_family(group=typed(request, "group"), authority=authority(), **acting)
        case "reopen":
            reopen_family(**acting)
        case _:
            raise Refused(_("Choose what becomes of this record."))
    return decided


def _day(request: HttpRequest) -> date | None:
    """The day that was typed; None where none was, which means today. Raises Refused."""
    parts = [typed(request, f"since-{part}").strip()[:LETTERS] for part in PARTS]
    if not any(parts):
        return None
    if (found := day_of(parts)) is None:
        raise Refused(_("Write the day as numbers, like 27 3 2024."))
    return found


def _show(request: HttpRequest, reference: str, problem: str = "", status: int = 200) -> HttpResponse:
    opened = _opened(request, reference)
    if opened.reference != reference:  # a record that is part of this one now
        return redirect("centre:life", reference=opened.reference)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "life": opened,
        "over": bool(opened.ends and opened.ends <= clock.today()),
        "groups": [("", _("Choose a group")), *_other_groups(opened)],
        "reasons": Leaving.choices,
        "decision": request.POST.get("decision", ""),
        "why": typed(request, "why"),
        "group": typed(request, "group"),
        "since": {part: typed(request, f"since-{part}") for part in PARTS},
        "token": new_token(),
        "problem": problem,
        "said": wording,
    }
    return render(request, "centre/life.html", page, status=status)


def _other_groups(opened: LifeOpened) -> list[tuple[str, str]]:
    ours = authority()
    cards = groups_on(ours, picture_day(ours, clock.today()))
    return [(card.slug, card.name) for card in cards if card.slug not in opened.groups]
