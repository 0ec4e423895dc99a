"""Services near you: what the centres offer by the areas of the core menu, what others offer, and where to ask for
older children ("The Family Information Service page has information about services for older children")."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public.menu import AreaOffered, Offer, menu_offered, offer_of
from fingerpost.directory.queries import services_by_others
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import GroupCard, authority, groups_on, picture_day


@require_safe
@open_to(Audience.ANYONE)
def offers(request: HttpRequest) -> HttpResponse:
    """What a chosen group offers, and everything that others do."""
    ours, today = authority(), clock.today()
    groups = groups_on(ours, picture_day(ours, today))
    asked = request.GET.get("group", "")
    chosen = next((group for group in groups if group.slug == asked), None)
    page = {
        "groups": [("", _("Choose a group of centres")), *((group.slug, group.name) for group in groups)],
        "chosen": chosen,
        "unknown": bool(asked) and chosen is None,
        "menu": _menu(chosen, today),
        "others": _others(ours, today),
    }
    return render(request, "public/services.html", page)


def _menu(chosen: GroupCard | None, today: date) -> list[AreaOffered]:
    return menu_offered(chosen.id, today) if chosen else []


def _others(ours: LocalAuthority, today: date) -> list[tuple[str, list[Offer]]]:
    """What other organisations offer, by what kind of organisation it is."""
    entries = services_by_others(ours.pk, today)
    kinds = [kind for kind in OrganisationKind if any(entry.provider_kind == kind for entry in entries)]
    return [(str(kind.label), [offer_of(entry) for entry in entries if entry.provider_kind == kind]) for kind in kinds]
