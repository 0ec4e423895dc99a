"""Who may see what about a parent, in their own words and on their own word; and "not with this one".

"Be open": what others are told is told to the family too, as far as it endangers nobody. Nothing here is counted.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.family import changing, choosing, wording
from fingerpost.desks.family.changing import Acting
from fingerpost.places.queries import authority, centres_on, picture_day
from fingerpost.registration.operations.pressing import new_token, status_of
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.sharing.operations import Made, choose
from fingerpost.sharing.queries import OwnShare, OwnSharing, own_sharing
from fingerpost.sharing.vocabulary import Purpose


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def sharing(request: HttpRequest) -> HttpResponse:
    """What organisations may read, and a button to say no to one of them, or to allow it again."""
    if request.method != "POST":
        return _show(request)
    try:
        changing.press(request, lambda: _choose(request))
    except Refused as refused:
        return _show(request, refused.reason, status_of(refused))
    return changing.saved("family:sharing")


def _found(me: Acting) -> OwnSharing:
    return own_sharing(viewer=me.viewer, on=me.on, by=me.by)


def _choose(request: HttpRequest) -> None:
    """Say no to an organisation that stands on the page, or allow one that was said no to. Raises Refused."""
    me = changing.acting(request)
    found, refused, allowed = _found(me), request.POST.get("not_with", ""), request.POST.get("allow", "")
    if refused not in {share.with_ for share in found.shares} and allowed not in found.not_with:
        raise Refused(_("You cannot choose this here. Ask your centre."))
    made = Made(purpose=Purpose.NOT_WITH, given=bool(refused), detail=refused or allowed)
    read = version_in_force(authority(), "en", me.on).reference
    choose(made=made, wording=read, now=clock.now(), **me.named())


def _show(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    found = _found(changing.acting(request))
    if not found.known:
        return changing.nothing(request)
    ours = authority()
    cards = centres_on(ours, picture_day(ours, clock.today()))
    page = {
        "held": changing.seat(),
        "shares": [(share, _takes_back(share)) for share in found.shares],
        "not_with": found.not_with,
        "centres": [card for card in cards if card.id in found.centres],
        "token": new_token(),
        "saved": changing.was_saved(request),
        "problem": problem,
        "said": wording,
    }
    return render(request, "family/sharing.html", page, status=status)


def _takes_back(share: OwnShare) -> list[tuple[str, str]]:
    """The choices that a share stands on: the key and what it is called."""
    if not share.stands:
        return []
    return [(choosing.key_of(each, share.choice), f"{each.label}: {share.kind}") for each in share.agreed]
