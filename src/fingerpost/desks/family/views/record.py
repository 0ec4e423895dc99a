"""What we hold about a parent and their family, for the parent to read and put right (UK GDPR, articles 15 and 16).

What would endanger the other parent or a child is not here, and nothing on the page depends on there being any.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.family import changing, wording
from fingerpost.places.queries import authority, centres_on, picture_day
from fingerpost.registration.queries import current
from fingerpost.registration.queries.wording import languages


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def record(request: HttpRequest) -> HttpResponse:
    """The parent's own details, and of each family what is theirs to read, with ways to change what is theirs."""
    ours, on = authority(), clock.today()
    page = {
        "held": changing.seat(),
        "families": changing.families_of(request),
        "centres": {card.id: card for card in centres_on(ours, picture_day(ours, on))},
        "languages": languages(current(ours).form),
        "saved": changing.was_saved(request),
        "said": wording,
    }
    return render(request, "family/record.html", page)
