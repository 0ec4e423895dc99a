"""Each choice by itself: what was said and in which words, agreed to on reading them, and taken back in one press.

"This gives permission to share information": permission that cannot be taken back is none (UK GDPR, article 7).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.family import changing, choosing, wording
from fingerpost.desks.family.choosing import Line, Sheet
from fingerpost.families.queries import OwnFamily
from fingerpost.places.queries import authority
from fingerpost.registration.operations.pressing import new_token, status_of
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.sharing.operations import Made, choose


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def choices(request: HttpRequest) -> HttpResponse:
    """Every choice, with what the parent said to it."""
    families = changing.families_of(request)
    if not families:
        return changing.nothing(request)
    page = {
        "held": changing.seat(),
        "groups": _grouped(choosing.sheet(families, changing.acting(request))),
        "token": new_token(),
        "saved": changing.was_saved(request),
        "said": wording,
    }
    return render(request, "family/choices.html", page)


def _grouped(sheet: Sheet) -> list[tuple[str, str, list[Line]]]:
    """The choices under what they have in common, child by child."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in sheet.lines:
        found.setdefault((line.heading, line.child_name), []).append(line)
    return [(heading, child, lines) for (heading, child), lines in found.items()]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def choice(request: HttpRequest, key: str) -> HttpResponse:
    """One choice with its words, to say yes to; or taken back, from here or from the list."""
    families = changing.families_of(request)
    if not families:
        return changing.nothing(request)
    if request.method != "POST":
        return _show(request, families, key)
    try:
        changing.press(request, lambda: _choose(request, families, key))
    except Refused as refused:
        return _show(request, families, key, said=refused.reason, status=status_of(refused))
    return changing.saved("family:choices")


def _choose(request: HttpRequest, families: tuple[OwnFamily, ...], key: str) -> None:
    """Write down what was pressed. Whoever says yes has read the words that hold now. Raises Refused."""
    me = changing.acting(request)
    sheet = choosing.sheet(families, me)
    line, pressed = sheet.line(key), request.POST.get("given")
    given = pressed == "yes"
    if line is None or pressed not in ("yes", "no") or (given and not line.may_agree):
        raise Refused(_("You cannot choose this here. Ask your centre."))
    if given and request.POST.get("wording", "") != sheet.published.reference:
        raise Refused(_("The words have changed since you read them. Read them again before you say yes."))
    ours = authority()
    read = line.said.wording if line.said and not given else version_in_force(ours, "en", me.on).reference
    made = Made(purpose=line.purpose, given=given, detail=line.detail, child=line.child)
    choose(made=made, wording=read, now=clock.now(), **me.named())


def _show(
    request: HttpRequest, families: tuple[OwnFamily, ...], key: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    sheet = choosing.sheet(families, changing.acting(request))
    line = sheet.line(key)
    if line is None:
        raise Http404
    page = {
        "held": changing.seat(),
        "line": line,
        "published": sheet.published,
        "token": new_token(),
        "problem": said,
        "said": wording,
    }
    return render(request, "family/choice.html", page, status=status)
