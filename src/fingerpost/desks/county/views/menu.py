"""The core menu, group by group: "Each group of children's centres supports young children and their families by
offering a core menu of services in the following areas". Where a group offers nothing, it shows.

Nothing here is about people, so the page is open to anyone until those who work for the county can sign in.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.coverage import AHEAD, menu_by_group


@require_safe
@open_to(Audience.ANYONE)
def menu(request: HttpRequest) -> HttpResponse:
    """Groups by areas: how many services and coming sessions, what is missing; only those with gaps if asked."""
    table = menu_by_group(authority(), clock.today())
    with_gaps = [group for group in table.groups if group.gaps]
    only_gaps = request.GET.get("show") == "gaps"
    page = {
        "areas": table.areas,
        "groups": with_gaps if only_gaps else table.groups,
        "total": len(table.groups),
        "with_gaps": len(with_gaps),
        "gaps": sum(group.gaps for group in table.groups),
        "only_gaps": only_gaps,
        "weeks_ahead": AHEAD.days // 7,
    }
    return render(request, "county/menu.html", page)
