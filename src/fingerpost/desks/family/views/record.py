"""What we hold about a parent and their family, for the parent to read (UK GDPR, article 15).

What would endanger the other parent or a child is not here, and nothing on the page depends on there being any.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import viewer, who
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.family import wording
from fingerpost.families.queries import own_family
from fingerpost.places.queries import authority, centres_on, picture_day


@dataclass(frozen=True, slots=True)
class Seat:
    """What the head of the page says of whoever is signed in."""

    role: Role
    place: str


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def record(request: HttpRequest) -> HttpResponse:
    """The parent's own details, and of each family what is theirs to read."""
    ours, on = authority(), clock.today()
    page = {
        "held": Seat(Role.PARENT, ours.name),
        "families": own_family(viewer=viewer(request), on=on, by=who(request, Desk.FAMILY)),
        "centres": {card.id: card for card in centres_on(ours, picture_day(ours, on))},
        "said": wording,
    }
    return render(request, "family/record.html", page)
