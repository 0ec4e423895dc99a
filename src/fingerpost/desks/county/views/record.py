"""The record, searched by the data-protection officer: who looked at or changed what, when and why.

The reason is asked first. It stands in the session of this visit and in the record, never in an address.
"""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.queries import people_on_record, reference_of, seats_on_record
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.operations import record_read
from fingerpost.audit.operations.searching import search
from fingerpost.audit.queries.entries import A_PAGE, MOST_COUNTED, Asked, Entry, how_many
from fingerpost.audit.rules.references import masked
from fingerpost.audit.vocabulary import Verb
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.county import wording
from fingerpost.desks.county.forms import RecordForm
from fingerpost.desks.county.views.weeks import safe_cell

SEARCHES = (
    "record_searches"  # in the session: number, reason and question of each search that can still be gone back to
)
KEPT = 5
MOST_IN_A_FILE = 5_000


@dataclass(frozen=True, slots=True)
class Search:
    """A search of this visit."""

    number: int
    why: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it."""

    entry: Entry
    when: str
    name: str
    seat: str
    desk: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.DATA_PROTECTION)
def record(request: HttpRequest) -> HttpResponse:
    """Ask for the reason, and what to look for."""
    on = clock.today()
    if request.method != "POST":
        return _form(request, RecordForm(initial=_as_last_time(request), find=str))
    form = RecordForm(request.POST, find=lambda email: reference_of(email, viewer(request), on))
    if not form.is_valid():
        return _form(request, form, status=400)
    number = _keep(request, form.asked, masked(form.cleaned_data["why"]))
    return redirect("county:record-found", number=number)


def _over(request: HttpRequest) -> HttpResponse:
    """A search of another visit, or one too many ago: it has to be asked anew, with its reason."""
    return _form(request, RecordForm(initial=_as_last_time(request), find=str), status=404)


def _form(request: HttpRequest, form: RecordForm, status: int = 200) -> HttpResponse:
    page = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "form": form,
        "over": status == 404,
        "earlier": [(each.number, in_words(each.asked), each.why) for each in reversed(_kept(request))],
    }
    return render(request, "county/record.html", page, status=status)


def _as_last_time(request: HttpRequest) -> dict[str, Any]:
    """The reason of the visit's last search: who looks for the same thing in three ways types it once."""
    kept = _kept(request)
    return {"why": kept[-1].why} if kept else {}


def _kept(request: HttpRequest) -> list[Search]:
    return [Search(each["number"], each["why"], _asked(each["asked"])) for each in request.session.get(SEARCHES, [])]


def _asked(said: dict[str, str]) -> Asked:
    days = {name: date.fromisoformat(said[name]) if said[name] else None for name in ("first", "last")}
    return Asked(**said | days | {"verb": Verb(said["verb"]) if said["verb"] else None})  # type: ignore[arg-type]


def _keep(request: HttpRequest, asked: Asked, why: str) -> int:
    """Remember a search for the rest of the visit, without what tells who somebody is."""
    kept = request.session.get(SEARCHES, [])
    number = kept[-1]["number"] + 1 if kept else 1
    said = {name: str(value or "") for name, value in asdict(asked).items()}
    request.session[SEARCHES] = [*kept, {"number": number, "why": why, "asked": said}][-KEPT:]
    return int(number)


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def found(request: HttpRequest, number: int) -> HttpResponse:
    """What was found, a page at a time. Every page that is looked at is itself on record."""
    wanted = _wanted(request, number)
    if wanted is None:
        return _over(request)
    before = _number(request.GET.get("before", ""))
    entries = _search(request, wanted, before=before, limit=A_PAGE + 1)
    total = how_many(wanted.asked)
    page = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "search": wanted,
        "asked": in_words(wanted.asked),
        "lines": _lines(request, entries[:A_PAGE], wanted.why),
        "total": _("more than {number}").format(number=f"{MOST_COUNTED:,}") if total > MOST_COUNTED else f"{total:,}",
        "one": total == 1,
        "older": entries[A_PAGE - 1].number if len(entries) > A_PAGE else None,
        "first": before is None,
        "before": before,
        "named": _named(request),
        "most": MOST_IN_A_FILE,
        "cut": total > MOST_IN_A_FILE,
    }
    return render(request, "county/record_found.html", page)


def _wanted(request: HttpRequest, number: int) -> Search | None:
    return next((each for each in _kept(request) if each.number == number), None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _named(request: HttpRequest) -> bool:
    return request.GET.get("names") == "1"


def _search(request: HttpRequest, wanted: Search, **how: Any) -> list[Entry]:
    """Look, and have it put on record by whom, why they may, and what for."""
    verdict = may(Capability.SEE_AUDIT, viewer(request).postings, clock.today())
    verdict.require()
    by = who(request, Desk.DATA_PROTECTION)
    return search(wanted.asked, by=by, because=verdict.reason, why=wanted.why, **how)


def _lines(request: HttpRequest, entries: list[Entry], why: str) -> list[Line]:
    me, on = viewer(request), clock.today()
    seats = seats_on_record([entry.posting for entry in entries if entry.posting], me, on)
    names = _names(request, {entry.person for entry in entries}, why) if _named(request) else {}
    return [
        Line(
            entry=entry,
            when=wording.moment(entry.at),
            name=names.get(entry.person, ""),
            seat=seats.get(entry.posting, ""),
            desk=str(Desk(entry.desk).label) if entry.desk in Desk.values else entry.desk,
        )
        for entry in entries
    ]


def _names(request: HttpRequest, references: Iterable[str], why: str) -> dict[str, str]:
    """The names behind references: a look at people, and on record as one."""
    me, on = viewer(request), clock.today()
    names = people_on_record(references, me, on)
    because = may(Capability.SEE_AUDIT, me.postings, on).reason
    by = who(request, Desk.DATA_PROTECTION)
    record_read("see names", kind="user", references=sorted(names), by=by, because=because, why=why)
    return names


def in_words(asked: Asked) -> list[tuple[str, str]]:
    """What was asked, as the page and the file say it."""
    said = [
        (_("Person"), asked.person),
        (_("Record"), asked.reference),
        (_("Kind of record"), asked.kind),
        (_("Posting"), asked.posting),
        (_("Desk"), str(Desk(asked.desk).label) if asked.desk else ""),
        (_("Kind of entry"), str(asked.verb.label) if asked.verb else ""),
        (_("From"), asked.first.isoformat() if asked.first else ""),
        (_("To"), asked.last.isoformat() if asked.last else ""),
    ]
    return [(name, value) for name, value in said if value]


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def found_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The same for a spreadsheet, with the reason on top of it."""
    wanted = _wanted(request, number)
    if wanted is None:
        return _over(request)
    entries = _search(request, wanted, limit=MOST_IN_A_FILE, what="export record")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="record-{number}.csv"'
    response.write("\ufeff")  # so that a spreadsheet reads it as it is
    writer = csv.writer(response)
    writer.writerow([_("Reason"), safe_cell(wanted.why)])
    writer.writerows([name, safe_cell(value)] for name, value in in_words(wanted.asked))
    writer.writerow([_("Written"), wording.moment(clock.now())])
    writer.writerow([])
    writer.writerow(_head())
    writer.writerows([safe_cell(cell) for cell in _cells(line)] for line in _lines(request, entries, wanted.why))
    return response


def _head() -> list[str]:
    return [
        _("Number"),
        _("When"),
        _("Kind of entry"),
        _("What"),
        _("Who"),
        _("Name"),
        _("Role"),
        _("Desk"),
        _("Kind of record"),
        _("Records"),
        _("Why they could"),
        _("What for"),
        _("From where"),
    ]


def _cells(line: Line) -> list[str]:
    entry = line.entry
    return [
        str(entry.number),
        entry.at.isoformat(timespec="seconds"),
        str(entry.verb.label),
        entry.operation,
        entry.person,
        line.name,
        line.seat,
        line.desk,
        entry.kind,
        " ".join(entry.references),
        entry.because,
        entry.why,
        entry.origin,
    ]
