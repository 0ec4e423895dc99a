"""48 weeks: "Children's centres provide services for a minimum of 48 weeks per year", centre by centre.

Nothing here is about people, so the desk is open to anyone until those who work for the county can sign in.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.coverage import CentreYear, open_weeks_by_centre
from fingerpost.timetable.rules import MINIMUM_WEEKS

FIRST_YEAR, YEARS_AHEAD = 2015, 1
SORTS = ("forecast", "name", "group", "delivered")
A_WEEK = 7
# A spreadsheet takes what begins with one of these for something to work out
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """A centre's year as the table shows it. `gaps` names the weeks without anything, by the day they begin."""

    name: str
    slug: str
    group: str
    delivered: int
    forecast: int
    short: int
    gaps: str


@require_safe
@open_to(Audience.ANYONE)
def desk(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The county's desk begins with its oldest promise."""
    return redirect("county:weeks")


@require_safe
@open_to(Audience.ANYONE)
def weeks(request: HttpRequest) -> HttpResponse:
    """Each centre's weeks of a year against 48, shortfalls on top."""
    today = clock.today()
    year, problem = read_year(request.GET.get("year", ""), today)
    sort = request.GET.get("sort", SORTS[0])
    sort = sort if sort in SORTS else SORTS[0]
    lines = in_order([_line(each) for each in open_weeks_by_centre(authority(), year, today)], sort)
    page: dict[str, Any] = {
        "lines": lines,
        "short": sum(line.short > 0 for line in lines),
        "minimum": MINIMUM_WEEKS,
        "weeks_in_year": date(year, 12, 28).isocalendar().week,
        "sort": sort,
        "year": year,
        "year_options": [(str(each), str(each)) for each in reversed(years(today))],
        "problem": problem,
        "over": year < today.isocalendar().year,
    }
    return render(request, "county/weeks.html", page)


@require_safe
@open_to(Audience.ANYONE)
def weeks_csv(request: HttpRequest) -> HttpResponse:
    """The same table for a spreadsheet."""
    today = clock.today()
    year, _problem = read_year(request.GET.get("year", ""), today)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="weeks-{year}.csv"'
    response.write("\ufeff")  # so that a spreadsheet reads names with accents as they are
    writer = csv.writer(response)
    writer.writerow([_("Centre"), _("Group"), _("Year"), _("Delivered"), _("Forecast"), _("Short of 48"), _("Gaps")])
    for each in open_weeks_by_centre(authority(), year, today):
        line = _line(each)
        cells = [safe_cell(line.name), safe_cell(line.group), year, line.delivered, line.forecast, line.short]
        writer.writerow([*cells, "; ".join(monday.isoformat() for monday in each.weeks.gaps)])
    return response


def read_year(text: str, today: date) -> tuple[int, str]:
    """The year that is asked for, or this one and a sentence that says why."""
    if not text:
        return today.isocalendar().year, ""
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in years(today):
        return int(text), ""
    sentence = _("We have no figures for “{year}”. Choose a year from {first} to {last}.")
    known = years(today)
    return today.isocalendar().year, sentence.format(year=text[:20], first=known[0], last=known[-1])


def years(today: date) -> range:
    """The years that can be chosen: since the first groups, and next year's plan."""
    return range(FIRST_YEAR, today.isocalendar().year + YEARS_AHEAD + 1)


def safe_cell(text: str) -> str:
    """A text that a spreadsheet shows as it is."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _line(each: CentreYear) -> Line:
    return Line(
        name=each.centre.name,
        slug=each.centre.slug,
        group=each.centre.group_name,
        delivered=each.weeks.delivered,
        forecast=each.weeks.forecast,
        short=max(0, MINIMUM_WEEKS - each.weeks.forecast),
        gaps=gaps_in_words(each.weeks.gaps),
    )


def gaps_in_words(mondays: Sequence[date]) -> str:
    """Weeks by the Monday they begin on, those that follow each other together: `6 April; 3 to 24 August`."""
    runs: list[list[date]] = []
    for monday in mondays:
        if runs and (monday - runs[-1][-1]).days == A_WEEK:
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return "; ".join(_run(run) for run in runs)


def _run(run: Sequence[date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return f"{first.day} {MONTHS[first.month]}"
    start = str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month]}"
    return _("{first} to {last}").format(first=start, last=f"{last.day} {MONTHS[last.month]}")


def in_order(lines: list[Line], sort: str) -> list[Line]:
    """The table in the order asked for; those that tie stand by name."""
    keys = {
        "forecast": lambda line: (line.forecast, line.name),
        "delivered": lambda line: (line.delivered, line.name),
        "name": lambda line: (line.name, ""),
        "group": lambda line: (line.group, line.name),
    }
    return sorted(lines, key=keys[sort])
