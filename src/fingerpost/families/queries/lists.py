"""The families of a group, and finding one among them.

A list shows little: first letters, years, a centre. Whoever is looking for somebody by name or number sees the names of
those who are found, since that is what they need to see.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.rules.table import ALLOWS, OPENS
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.operations import Who, record_read
from fingerpost.base import postcode
from fingerpost.base.encrypted import indexes_of
from fingerpost.base.identifiers import ALPHABET, LENGTH
from fingerpost.base.privacy import masked
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Child,
    ChildMembership,
    Contact,
    Family,
    FamilyWorker,
    Registration,
)
from fingerpost.families.queries.facts import actor, called, facts, near_to, with_facts
from fingerpost.families.rules.contacts import kept_number
from fingerpost.families.rules.names import sought
from fingerpost.families.rules.seeing import Part, sight
from fingerpost.families.vocabulary import ChildState, FamilyState
from fingerpost.places.models.dated import valid_on

PAGE = 25
SHORTEST = 2  # letters of a name
THIS = OuterRef("pk")


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family in a list. years: of the children's births; expected: babies. Names are masked unless sought."""

    reference: str
    adults: tuple[str, ...]
    children: tuple[str, ...]
    years: tuple[int, ...]
    expected: int
    centre_id: int | None
    since: date
    restricted: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list. verdict: why it may be seen, or why there is nothing."""

    verdict: Verdict
    total: int = 0
    page: int = 1
    pages: int = 1
    lines: tuple[FamilyLine, ...] = ()


def may_look_by_home(viewer: Viewer, on: date) -> bool:
    """Whether somebody finds families by where they live: whoever may not see an address does not learn it so."""
    return bool(_groups(viewer, on, Capability.SEE_FAMILY_FULL))


def families_of_group(*, viewer: Viewer, on: date, page: int = 1, by: Who | None = None) -> Listed:
    """The families of the groups where the viewer works, the newest first."""
    return _listed(viewer, on, page, Asked("list families", by or actor(viewer, on)))


def find_families(*, viewer: Viewer, on: date, text: str, page: int = 1, by: Who | None = None) -> Listed:
    """Families of those groups by reference, telephone number, e-mail address, a part of a name, or by postcode.

    By postcode only those whose addresses the viewer may see.
    """
    how, condition = _sought(text, viewer, on)
    asked = Asked(f"find families by {how}", by or actor(viewer, on), condition, clear=True)
    return _listed(viewer, on, page, asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the record will say was asked for, by whom, and whether the names are what they need to see."""

    what: str
    by: Who
    condition: Q = field(default_factory=Q)
    clear: bool = False


def _listed(viewer: Viewer, on: date, page: int, asked: Asked) -> Listed:
    families = within_reach(viewer, on).filter(asked.condition)
    total = families.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    rows = with_people(families, on).order_by("-entered_on", "-pk")[(page - 1) * PAGE : page * PAGE]
    seen = [(row, sight(viewer, facts(row), on)) for row in rows]
    lines = tuple(line_of(row, clear=asked.clear) for row, each in seen if each.shows(Part.NAMES))
    verdict = seen[0][1].verdict if seen else may(Capability.SEE_FAMILY_BASIC, viewer.postings, on)
    references = [line.reference for line in lines]
    record_read(asked.what, kind="family", references=references, by=asked.by, because=verdict.reason)
    return Listed(verdict, total, page, pages, lines)


def _groups(viewer: Viewer, on: date, sees: Capability = Capability.SEE_FAMILY_BASIC) -> set[str]:
    """The groups at which a posting of the viewer lets them see families, or the whole of them."""
    return {
        posting.place.within_group
        for posting in viewer.standing(on)
        if sees in ALLOWS[posting.role] and OPENS[posting.role] is Desk.CENTRE
    }


def within_reach(viewer: Viewer, on: date) -> QuerySet[Family]:
    """What a list may be made of; the rules are asked again for each line."""
    return open_or_closed(viewer, on).filter(state=FamilyState.OPEN)


def open_or_closed(viewer: Viewer, on: date, near: Collection[int] | None = None) -> QuerySet[Family]:
    """The families of the groups where the viewer works, also those that are no longer with us.

    near: those that the viewer stands near as a private person, where they were asked for already.
    """
    told = viewer.actor(on)
    here = Registration.objects.told(told).filter(valid_on(on), group__slug__in=_groups(viewer, on))
    named = FamilyWorker.objects.told(told).filter(valid_on(on), user__reference=viewer.user)
    families = Family.objects.told(told).filter(pk__in=here.values("family"))
    open_to_me = families.filter(Q(restricted=False) | Q(pk__in=named.values("family")))
    return open_to_me.exclude(pk__in=near_to(viewer.user) if near is None else near)


def with_people(families: QuerySet[Family], on: date) -> QuerySet[Family]:
    """Families with what a line of a list shows of them."""
    adults = AdultMembership.objects.told("within reach").filter(valid_on(on), family=THIS).order_by("pk")
    children = ChildMembership.objects.told("within reach").filter(valid_on(on), family=THIS).order_by("pk")
    adult = JSONObject(given="adult__given_name", family="adult__family_name")
    child = JSONObject(
        given="child__given_name", family="child__family_name", born="child__date_of_birth", state="child__state"
    )
    centres = Registration.objects.told("within reach").filter(valid_on(on), family=THIS)
    return with_facts(families, on).annotate(
        list_adults=ArraySubquery(adults.values_list(adult)),
        list_children=ArraySubquery(children.values_list(child)),
        list_centres=ArraySubquery(centres.order_by("-valid_from").values("centre_id")),
    )


def line_of(row: Any, *, clear: bool) -> FamilyLine:
    """A family that was read with its people, as a list shows it."""
    children = [each for each in row.list_children if each["state"] == ChildState.BORN]
    return FamilyLine(
        reference=row.reference,
        adults=_names(Adult, row.list_adults, clear=clear),
        children=_names(Child, children, clear=clear),
        years=tuple(sorted(masked(Child, "date_of_birth", each["born"]) for each in children)),
        expected=sum(each["state"] == ChildState.EXPECTED for each in row.list_children),
        centre_id=next(iter(row.list_centres), None),
        since=row.entered_on,
        restricted=row.restricted,
    )


def _names(model: type[Adult | Child], people: Iterable[dict[str, str]], *, clear: bool) -> tuple[str, ...]:
    """In full for whoever looks for somebody; else as the model declares that a list shows them."""
    fields = (("given_name", "given"), ("family_name", "family"))
    names = (
        " ".join(each[key] if clear else masked(model, field, each[key]) for field, key in fields).strip()
        for each in people
    )
    return tuple(name for name in names if name)


def _sought(text: str, viewer: Viewer, on: date) -> tuple[str, Q]:
    """What a typed text is, and the condition that finds it."""
    text, told = text.strip(), viewer.actor(on)
    compact = text.replace(" ", "").replace("-", "").lower()
    if number := kept_number(text):
        return "number", _contact(number, told, on)
    if "@" in text:
        return "address", _contact(text, told, on)
    if len(compact) == LENGTH and set(compact) <= set(ALPHABET):
        if compact.isalpha():  # one reference in fifty has no digit, and may be a name
            return "name", called(compact) | _named(text, viewer, on)
        return "reference", called(compact)
    if (typed := postcode.read(text)) and typed.whole:
        return "postcode", _home(typed.compact, viewer, on)
    return "name", _named(text, viewer, on)


def _contact(value: str, told: str, on: date) -> Q:
    found = Contact.objects.told(told).filter(indexes_of(Contact)[0].matching(value), valid_on(on))
    members = AdultMembership.objects.told(told).filter(valid_on(on), adult__in=found.values("adult"))
    return Q(pk__in=members.values("family"))


def _home(compact: str, viewer: Viewer, on: date) -> Q:
    """A hidden address is found by nobody, another by whoever may see it."""
    told, groups = viewer.actor(on), _groups(viewer, on, Capability.SEE_FAMILY_FULL)
    found = Address.objects.told(told).filter(indexes_of(Address)[0].matching(compact), valid_on(on), hidden=False)
    whole = Registration.objects.told(told).filter(valid_on(on), group__slug__in=groups)
    return Q(pk__in=found.values("family")) & Q(pk__in=whole.values("family"))


def _named(text: str, viewer: Viewer, on: date) -> Q:
    """Everybody within reach whose names have each of the words in them."""
    words = sought(text).split()
    if not words or max(map(len, words)) < SHORTEST:
        return Q(pk__in=[])
    return Q(pk__in=_with_names(words, viewer, on))


@machinery(Machinery.FAMILIES)
def _with_names(words: list[str], viewer: Viewer, on: date) -> list[int]:
    """The numbers of those families. Row by row the second lock would ask of each name first whether it can be seen;
    so they are compared here, and the lock is on what is read of the families that were found.
    """
    told, near = viewer.actor(on), within_reach(viewer, on).values("pk")
    adults = AdultMembership.objects.told(told).filter(_each(words, "adult"), valid_on(on), family__in=near)
    children = ChildMembership.objects.told(told).filter(_each(words, "child"), valid_on(on), family__in=near)
    return list(adults.values_list("family", flat=True).union(children.values_list("family", flat=True)))


def _each(words: Iterable[str], person: str) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(**{f"{person}__sought__contains": word})
    return condition
