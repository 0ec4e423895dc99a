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
from fingerpost.desks.family.choosing import Line, Sheet
from fingerpost.families.queries import OwnFamily
from fingerpost.places.queries import CentreCard, authority, centres_on, picture_day
from fingerpost.registration.operations.pressing import new_token, status_of
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.sharing.operations import Made, choose
from fingerpost.sharing.queries import OwnShare, own_sharing
from fingerpost.sharing.vocabulary import Purpose


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def sharing(request: HttpRequest) -> HttpResponse:
    """What organisations may read, and a button to say no to one of them, or to allow it again."""
    families = changing.families_of(request)
    if not families:
        return changing.nothing(request)
    if request.method != "POST":
        return _show(request, families)
    try:
        changing.press(request, lambda: _choose(request))
    except Refused as refused:
        return _show(request, families, refused.reason, status_of(refused))
    return changing.saved("family:sharing")


def _choose(request: HttpRequest) -> None:
    """Say no to an organisation that stands on the page, or allow one that was said no to. Raises Refused."""
    me = changing.acting(request)
    refused, allowed = request.POST.get("not_with", ""), request.POST.get("allow", "")
    if refused not in {share.with_ for share in _shares(me)} and allowed not in choosing.not_with(me):
        raise Refused(_("You cannot choose this here. Ask your centre."))
    made = Made(purpose=Purpose.NOT_WITH, given=bool(refused), detail=refused or allowed)
    read = version_in_force(authority(), "en", me.on).reference
    choose(made=made, wording=read, now=clock.now(), **me.named())


def _shares(me: Acting) -> tuple[OwnShare, ...]:
    return own_sharing(viewer=me.viewer, on=me.on, by=me.by)


def _show(request: HttpRequest, families: tuple[OwnFamily, ...], problem: str = "", status: int = 200) -> HttpResponse:
    me = changing.acting(request)
    shares, refused = _shares(me), choosing.not_with(me)
    sheet = choosing.sheet(families, me)
    page = {
        "held": changing.seat(),
        "shares": [(share, _takes_back(share, sheet), share.with_ in refused) for share in shares],
        "not_with": refused,
        "centres": _centres(families),
        "token": new_token(),
        "saved": changing.was_saved(request),
        "problem": problem,
        "said": wording,
    }
    return render(request, "family/sharing.html", page, status=status)


def _takes_back(share: OwnShare, sheet: Sheet) -> list[Line]:
    """The choices that a share stands on, and that were said yes to."""
    if not share.choice or not share.stands:
        return []
    purposes = [Purpose.SHARE, *([Purpose.SHARE_MORE] if share.more else [])]
    lines = [sheet.line(choosing.key_of(each, share.choice)) for each in purposes]
    return [line for line in lines if line and line.given]


def _centres(families: tuple[OwnFamily, ...]) -> list[CentreCard]:
    """The parent's centres, to call or to write to."""
    ours, mine = authority(), {number for family in families for number in family.centres}
    return [card for card in centres_on(ours, picture_day(ours, clock.today())) if card.id in mine]
