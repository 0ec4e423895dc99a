"""What may be shared with whom: the register of agreements, and the table of what each purpose needs.

"It will be shared securely": whoever is told something has agreed how it is kept, and anybody may read what was agreed.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import wording
from fingerpost.sharing.queries import agreements, what_may_be_told


@require_safe
@open_to(Audience.ANYONE)
def register(request: HttpRequest) -> HttpResponse:
    """The agreements that hold today."""
    page = {"agreements": agreements(clock.today()), "table": what_may_be_told(), "said": wording}
    return render(request, "public/sharing.html", page)


@require_safe
@open_to(Audience.ANYONE)
def what_we_may_tell(request: HttpRequest) -> HttpResponse:
    """The table: each purpose with whom, on what it may stand, how long, and exactly which details."""
    table = what_may_be_told()
    rows = [(each.label, each.six, each.nine, each.second) for each in table.bases]
    return render(request, "public/what_we_may_tell.html", {"table": table, "rows": rows})
