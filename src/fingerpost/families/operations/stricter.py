"""Where two records of one family say different things, what keeps people safer holds for both."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.base.encryption import ring
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Address, Adult, AdultMembership, Child, Contact, Family, FamilyWorker
from fingerpost.families.operations.changes import Changes
from fingerpost.families.queries.doubles import DOUBLES
from fingerpost.families.rules.names import sought
from fingerpost.families.vocabulary import SAFE, ChildState, Living
from fingerpost.places.models.dated import valid_on

# A later state of a child's life says more than an earlier one.
LATER = (ChildState.EXPECTED, ChildState.BORN, ChildState.NOT_BORN, ChildState.DIED)


def hold_the_stricter(changes: Changes, kept: Family, gone: Family, adults: Mapping[int, int], on: date) -> None:
    """Restricted, quiet, hidden, unsafe: if either record says so, the kept one does."""
    _of_the_family(changes, kept, gone)
    _of_the_home(changes, kept, gone, adults, on)
    _of_the_ways_to_reach(changes, adults, on)


def _of_the_family(changes: Changes, kept: Family, gone: Family) -> None:
    if gone.restricted and not kept.restricted and gone.restricted_why is not None:
        place = Family._meta.get_field("restricted_why").place_of(kept)
        why = ring().encrypt(gone.restricted_why.shown(), place)
        changes.set(kept, restricted="true", restricted_why=f"\\x{why.hex()}")
    quiet = [day for day in (kept.quiet_from, gone.quiet_from) if day]
    if quiet:
        changes.set(kept, quiet_from=str(min(quiet)))
    changes.set(kept, entered_on=str(min(kept.entered_on, gone.entered_on)))


def _of_the_home(changes: Changes, kept: Family, gone: Family, adults: Mapping[int, int], on: date) -> None:
    homes = Address.objects.told(DOUBLES).filter(valid_on(on), adult=None)
    theirs, ours = list(homes.filter(family=gone)), list(homes.filter(family=kept))
    hidden = any(home.hidden for home in (*theirs, *ours))
    for home in ours:
        if hidden:
            changes.set(home, hidden="true", small_area_id=None)
        if theirs and not all(each.safe_to_post for each in theirs):
            changes.set(home, safe_to_post="false")
    if hidden:
        _live_elsewhere(changes, kept, gone, adults, on)


def _live_elsewhere(changes: Changes, kept: Family, gone: Family, adults: Mapping[int, int], on: date) -> None:
    """Whoever lives elsewhere by one of the records does so by the kept one: its address is hidden."""
    members = AdultMembership.objects.told(DOUBLES).filter(valid_on(on))
    away = members.filter(family=gone, living=Living.ELSEWHERE, adult__in=adults).values_list("adult", flat=True)
    for row in members.filter(family=kept, adult__in=[adults[number] for number in away]):
        changes.set(row, living=Living.ELSEWHERE.value)


def _of_the_ways_to_reach(changes: Changes, adults: Mapping[int, int], on: date) -> None:
    """A number that is on both records is safe only where both say so."""
    ways = Contact.objects.told(DOUBLES).filter(valid_on(on))
    for gone, kept in adults.items():
        theirs = {bytes(row.value_index): row for row in ways.filter(adult=gone) if row.value_index}
        for row in ways.filter(adult=kept):
            if other := theirs.get(bytes(row.value_index or b"")):
                unsafe = {flag: "false" for flag in SAFE if getattr(row, flag) and not getattr(other, flag)}
                if unsafe:
                    changes.set(row, **unsafe)


def workers_who_stay(changes: Changes, kept: Family, gone: Family, on: date) -> frozenset[tuple[str, int]]:
    """Of a restricted family only those workers are named afterwards whom each restricted record named.

    Answers with the rows that stay with the other record. Raises Refused if nobody is left.
    """
    if not (kept.restricted or gone.restricted):
        return frozenset()
    rows = FamilyWorker.objects.told(DOUBLES).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    ours, theirs = list(rows.filter(family=kept)), list(rows.filter(family=gone))
    sides = [{row.user_id for row in side} for side, family in ((ours, kept), (theirs, gone)) if family.restricted]
    allowed = set.intersection(*sides)
    if not allowed:
        raise Refused(_("No worker is named on both records. Name one on both first."))
    for row in ours:
        if row.user_id not in allowed:
            changes.point(row, family_id=gone.pk)
    return frozenset((row._meta.db_table, row.pk) for row in theirs if row.user_id not in allowed) | frozenset(
        (row._meta.db_table, row.pk) for row in ours
    )


def of_one_person(changes: Changes, *, kept: Adult | Child, gone: Adult | Child) -> None:
    """What one record leaves open about somebody, and the other says; and the later of two states of a child's life."""
    names = ("given_name", "family_name", "known_as")
    told = {name: getattr(kept, name) or getattr(gone, name) for name in names}
    changes.set(kept, **told, sought=sought(*told.values()))
    if isinstance(kept, Adult) and isinstance(gone, Adult):
        _of_one_adult(changes, kept, gone)
    elif isinstance(kept, Child) and isinstance(gone, Child) and _is_later(gone, kept):
        days = {name: getattr(gone, name) for name in ("date_of_birth", "due_on", "ended_on")}
        changes.set(kept, state=gone.state, **{name: str(day) if day else None for name, day in days.items()})


def _of_one_adult(changes: Changes, kept: Adult, gone: Adult) -> None:
    if not kept.date_of_birth and gone.date_of_birth:
        changes.set(kept, date_of_birth=str(gone.date_of_birth))
    if gone.language and not kept.language:
        changes.set(kept, language=gone.language)
    if gone.interpreter and not kept.interpreter:
        changes.set(kept, interpreter="true")
    if gone.user_id and not kept.user_id:
        changes.set(gone, user_id=None)
        changes.set(kept, user_id=gone.user_id)


def _is_later(one: Child, other: Child) -> bool:
    return LATER.index(ChildState(one.state)) > LATER.index(ChildState(other.state))
