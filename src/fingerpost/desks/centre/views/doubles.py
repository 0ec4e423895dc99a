"""Families who may have been entered twice: the list, two records side by side, making them one, and taking apart.

"Old and doubled records that could not be removed" were held against centres. A person decides, after comparing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.centre import wording
from fingerpost.desks.centre.pressing import press, typed
from fingerpost.desks.centre.views.families import LONGEST, page_asked
from fingerpost.families.operations import decide_double, merge_families, say_same, unmerge_families
from fingerpost.families.queries import FamilyLine, find_families
from fingerpost.families.queries.pairs import (
    PairOpened,
    Side,
    may_say_same,
    merger_for,
    pair_for,
    pairs_that_wait,
)
from fingerpost.families.queries.records import AdultRow, ChildRow, Made
from fingerpost.families.vocabulary import PairState
from fingerpost.registration.operations.pressing import new_token, status_of

DECIDED_HERE = (PairState.NOT_SAME, PairState.RELATED, PairState.OPEN)
PERSON = "is-"  # and the reference of a person of the second record: the name of a question


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs of records that wait for a person, the likeliest first."""
    by, number = who(request, Desk.CENTRE), page_asked(request)
    listed = pairs_that_wait(viewer=viewer(request), on=clock.today(), page=number, by=by)
    if not listed.verdict:
        raise PermissionDenied(listed.verdict.reason)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "listed": listed,
        "said": wording,
        "page_address": lambda at: f"{reverse('centre:doubles')}?page={at}",
    }
    return render(request, "centre/doubles.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def same_as(request: HttpRequest, reference: str) -> HttpResponse:
    """Find the record that somebody believes to be of the same family, and lay it beside this one."""
    me, on = viewer(request), clock.today()
    verdict = may_say_same(viewer=me, reference=reference, on=on)
    if verdict is None:
        raise Http404
    if not verdict:
        raise PermissionDenied(verdict.reason)
    chosen, problem, status = typed(request, "other"), "", 400
    if chosen:
        try:
            pair = press(request, lambda: say_same(reference=reference, other=chosen, by=me, on=on).reference)
        except Refused as refused:
            problem, status = refused.reason, status_of(refused)
        else:
            return redirect("centre:double", reference=pair)
    sought = typed(request, "q").strip()[:LONGEST]
    listed = find_families(viewer=me, text=sought, on=on, by=who(request, Desk.CENTRE)) if sought else None
    lines = [line for line in listed.lines if line.reference != reference] if listed else []
    page = {
        "held": held_at(request, Desk.CENTRE),
        "reference": reference,
        "sought": sought,
        "chosen": chosen,
        "found": [(line.reference, _called_in_short(line), _children_in_short(line)) for line in lines],
        "more": bool(listed and listed.pages > 1),
        "problem": problem or (_("Type a name, a number or a reference first.") if _asked_nothing(request) else ""),
        "token": new_token(),
    }
    return render(request, "centre/same_as.html", page, status=status if page["problem"] else 200)


def _asked_nothing(request: HttpRequest) -> bool:
    return request.method == "POST" and not request.POST.get("q", "").strip()


def _called_in_short(line: FamilyLine) -> str:
    return _("{reference}: {names}").format(reference=line.reference, names=", ".join(line.adults))


def _children_in_short(line: FamilyLine) -> str:
    children, years = ", ".join(line.children), ", ".join(map(str, line.years))
    return _("{children}, born in {years}").format(children=children, years=years) if years else _("No child is born.")


@dataclass(frozen=True, slots=True)
class Line:
    """What two records say to one question. person: whether it begins a new person."""

    what: str
    answers: list[tuple[str, ...]]
    person: bool = False

    @property
    def differs(self) -> bool:
        one, other = ([each.casefold() for each in answer] for answer in self.answers)
        return one != other


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def double(request: HttpRequest, reference: str) -> HttpResponse:
    """Two records side by side, and what somebody who compared them decides."""
    if request.method != "POST":
        return _compare(request, _pair(request, reference))
    if request.POST.get("decision") == PairState.SAME and _pair(request, reference).joining:
        return redirect("centre:merge", reference=reference)
    try:
        press(request, lambda: _decide(request, reference))
    except Refused as refused:
        return _compare(request, _pair(request, reference), refused.reason, status_of(refused))
    return redirect("centre:doubles")


def _decide(request: HttpRequest, reference: str) -> str:
    """Write down what somebody found. Raises Refused."""
    _pair(request, reference)  # the look is on record, and 404 where it is not theirs
    decided = request.POST.get("decision", "")
    if decided not in DECIDED_HERE:
        raise Refused(_("Choose what you found."))
    decide_double(reference=reference, state=PairState(decided), by=viewer(request), on=clock.today())
    return decided


def _pair(request: HttpRequest, reference: str) -> PairOpened:
    pair = pair_for(viewer=viewer(request), reference=reference, on=clock.today(), by=who(request, Desk.CENTRE))
    if pair is None:
        raise Http404
    return pair


def _compare(request: HttpRequest, pair: PairOpened, problem: str = "", status: int = 200) -> HttpResponse:
    page = {
        "held": held_at(request, Desk.CENTRE),
        "pair": pair,
        "lines": [*_of_records(pair), *_of_people(pair)],
        "choices": list(_choices(pair)),
        "token": new_token(),
        "problem": problem,
        "said": wording,
    }
    return render(request, "centre/double.html", page, status=status)


def _choices(pair: PairOpened) -> Iterator[tuple[str, str]]:
    if pair.joining:
        yield PairState.SAME.value, _("The same family: go on and make them one record")
    yield PairState.NOT_SAME.value, _("Not the same family")
    yield PairState.RELATED.value, _("Two homes of one child, or relatives: keep both records")
    yield PairState.OPEN.value, _("Not sure: leave it on the list")


def _of_records(pair: PairOpened) -> Iterator[Line]:
    sides = pair.one, pair.other
    yield Line(_("Registered with"), [side.groups for side in sides])
    yield Line(_("With us since"), [(wording.day(side.entered_on),) for side in sides])
    if any(side.addresses for side in sides):
        yield Line(_("Address"), [tuple(_addresses(side)) for side in sides])


def _addresses(side: Side) -> Iterator[str]:
    for home in side.addresses:
        if not home.adult and not home.until:
            yield f"{home.lines}, {home.postcode}" if home.lines else _("Hidden from you")
        if not home.adult and not home.until and home.hidden:
            yield _("Hidden address")


def _of_people(pair: PairOpened) -> Iterator[Line]:
    """Everybody beside whom they may be; who is on one record only, beside nobody."""
    theirs: dict[str, AdultRow | ChildRow] = {pair.same.get(each.reference, ""): each for each in pair.other.people}
    for mine in pair.one.people:
        yield from _of_two(mine, theirs.get(mine.reference))
    for other in pair.other.people:
        if other.reference not in pair.same:
            yield from _of_two(None, other)


Row = AdultRow | ChildRow


def _of_two(one: Row | None, other: Row | None) -> Iterator[Line]:
    kind = _("Child") if isinstance(one or other, ChildRow) else _("Parent or carer")
    yield Line(kind, [_name(one), _name(other)], person=True)
    yield Line(_("Born"), [_born(one), _born(other)])
    if any(ways := [_ways(one), _ways(other)]):
        yield Line(_("Phone and e-mail"), ways)
    if any(lives := [_lives(one), _lives(other)]):
        yield Line(_("Lives"), lives)


def _name(row: Row | None) -> tuple[str, ...]:
    return (wording.named(row.name, row.known_as) or _("No name yet"),) if row else ()


def _born(row: Row | None) -> tuple[str, ...]:
    if row is None:
        return ()
    if row.birthday:
        return (wording.day(row.birthday),)
    if isinstance(row, ChildRow) and row.due_on:
        return (_("due on {day}").format(day=wording.day(row.due_on)),)
    return (str(row.year),) if row.year else ()


def _ways(row: Row | None) -> tuple[str, ...]:
    return tuple(sorted(way.value for way in row.contacts)) if isinstance(row, AdultRow) else ()


def _lives(row: Row | None) -> tuple[str, ...]:
    said = wording.lives(row.living) if row else ""
    return (said,) if said else ()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Check before two records are made one: which stays, and who is whom."""
    if request.method != "POST":
        return _check(request, _to_join(request, reference))
    try:
        kept = press(request, lambda: _join(request, reference))
    except Refused as refused:
        return _check(request, _to_join(request, reference), refused.reason, status_of(refused))
    return redirect("centre:family", reference=kept)


def _to_join(request: HttpRequest, reference: str) -> PairOpened:
    pair = _pair(request, reference)
    if not pair.may_decide:
        raise PermissionDenied(pair.may_decide.reason)
    return pair


def _join(request: HttpRequest, reference: str) -> str:
    """Make one record of two; the reference that stays. Raises Refused."""
    pair, keep = _to_join(request, reference), typed(request, "keep")
    same = _same(request, pair)
    if keep == pair.other.reference:
        same = {one: other for other, one in same.items()}
    merge_families(pair=reference, keep=keep, same=same, by=viewer(request), on=clock.today())
    return keep


def _same(request: HttpRequest, pair: PairOpened) -> dict[str, str]:
    """Who of the second record is whom of the first: as it was answered; before that, as it was found."""
    if request.method != "POST":
        return pair.same
    answers = {each.reference: request.POST.get(PERSON + each.reference, "") for each in pair.other.people}
    return {other: one for other, one in answers.items() if one}


def _check(request: HttpRequest, pair: PairOpened, problem: str = "", status: int = 200) -> HttpResponse:
    older = min((pair.one, pair.other), key=lambda side: side.entered_on)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "pair": pair,
        "records": [(side.reference, _called(side), _hint(side)) for side in (pair.one, pair.other)],
        "keep": request.POST.get("keep", older.reference),
        "questions": list(_questions(pair, _same(request, pair))),
        "token": new_token(),
        "problem": problem,
    }
    return render(request, "centre/merge.html", page, status=status)


def _called(side: Side) -> str:
    names = ", ".join(adult.name for adult in side.adults)
    return _("{reference}: {names}").format(reference=side.reference, names=names)


def _hint(side: Side) -> str:
    return ". ".join([", ".join(side.groups), *_addresses(side)])


Question = tuple[str, str, list[tuple[str, str]], str]


def _questions(pair: PairOpened, same: Mapping[str, str]) -> Iterator[Question]:
    """For each person of the second record: who of the first they are."""
    for person in pair.other.people:
        of_kind: tuple[Row, ...] = pair.one.children if isinstance(person, ChildRow) else pair.one.adults
        options = [("", _("Nobody: comes over"))] + [(each.reference, _person(each)) for each in of_kind]
        label = _("{person} is the same as").format(person=_person(person))
        yield PERSON + person.reference, label, options, same.get(person.reference, "")


def _person(row: Row) -> str:
    born = ", ".join(_born(row))
    return f"{row.name or _('No name yet')} ({born})" if born else row.name or _("No name yet")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def merged(request: HttpRequest, reference: str) -> HttpResponse:
    """Take two records apart again, for a reason."""
    problem, status = "", 200
    if request.method == "POST":
        try:
            return redirect("centre:family", reference=press(request, lambda: _take_apart(request, reference)))
        except Refused as refused:
            problem, status = refused.reason, status_of(refused)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "made": _made(request, reference),
        "why": typed(request, "why"),
        "token": new_token(),
        "problem": problem,
        "said": wording,
    }
    return render(request, "centre/merged.html", page, status=status)


def _made(request: HttpRequest, reference: str) -> Made:
    made = merger_for(viewer=viewer(request), reference=reference, on=clock.today())
    if made is None:
        raise Http404
    return made


def _take_apart(request: HttpRequest, reference: str) -> str:
    """Make two records of one again; the reference of the one that stayed. Raises Refused."""
    made = _made(request, reference)
    unmerge_families(merger=reference, why=typed(request, "why"), by=viewer(request), on=clock.today())
    return made.family
