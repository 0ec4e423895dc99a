"""The families of the make-believe county: a crowd drawn by number, and a few that show what matters most."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Command
from fingerpost.base.postcode import spaced
from fingerpost.demo.operations.setting import BY, Seat, Setting, told
from fingerpost.demo.rules.drawing import draw
from fingerpost.demo.rules.households import Cast, family_of
from fingerpost.demo.rules.known import known_families
from fingerpost.families.models import Family
from fingerpost.families.operations import (
    add_restriction,
    enter_families,
    link_adult,
    move_house,
    restrict_family,
    write_note,
)
from fingerpost.families.operations.entering import Arrival
from fingerpost.families.rules.entering import NewFamily, NewHome
from fingerpost.families.vocabulary import Basis, NoteKind
from fingerpost.places.models import Postcode
from fingerpost.places.queries.snapshot import picture_day, snapshot

PER_CENTRE = 12
LONGEST_KNOWN = 900  # days
KNOWN_FOR = 190  # days: longer than anything about them was shared
CONSOLE = Command(BY)
NOWHERE = "ZZ993WZ"  # what the health service writes where no postcode is known


def make_families(county: Setting, people: Sequence[User]) -> None:
    """Enter them all, unless there is any family already: what stands is left as it is."""
    if Family.objects.told(BY).exists():
        return
    homes = _postcodes(county)
    arrivals = [each for cluster in county.clusters for seat in cluster.seats for each in _crowd(county, seat, homes)]
    enter_families(arrivals=arrivals, by=CONSOLE, on=county.today)
    _make_known(county, {user.name: user for user in people}, homes)


def _postcodes(county: Setting) -> dict[int, list[str]]:
    """Where people live whom each centre serves: real postcodes, by the centre's number."""
    reach = snapshot(county.authority, picture_day(county.authority, county.today), fresh=True).reach
    rows = Postcode.objects.filter(small_area_code__in=reach).order_by("code").values_list("code", "small_area_code")
    homes: dict[int, list[str]] = {}
    for code, area in rows:
        homes.setdefault(reach[area], []).append(code)
    return homes


def _crowd(county: Setting, seat: Seat, homes: dict[int, list[str]]) -> Iterable[Arrival]:
    """The families of a centre."""
    near = homes.get(seat.centre.pk)
    for number in range(PER_CENTRE if near else 0):
        luck = draw(county.seed, "family", seat.number, number)
        origins = told("families")
        names = luck.choices(origins, [origin["share"] for origin in origins])[0]
        family = family_of(Cast(luck, county.today, spaced(luck.choice(near or [])), names))
        yield _arrival(county, seat, family, luck.randrange(3, LONGEST_KNOWN), number)


def _arrival(county: Setting, seat: Seat, family: NewFamily, days: int, number: int) -> Arrival:
    group = next(cluster.group for cluster in county.clusters if seat in cluster.seats)
    since = county.today - timedelta(days=days)
    return Arrival(family=_made(county, family, seat.number, number), group=group, centre=seat.centre, since=since)


def _made(county: Setting, family: NewFamily, *parts: object) -> NewFamily:
    """The family with references that are the same each time that it is made."""
    adults = tuple(
        replace(adult, reference=county.reference("adult", *parts, place)) for place, adult in enumerate(family.adults)
    )
    children = tuple(
        replace(
            child,
            reference=county.reference("child", *parts, place),
            born_with=county.reference("twins", *parts) if child.born_with else "",
        )
        for place, child in enumerate(family.children)
    )
    return replace(family, adults=adults, children=children, reference=county.reference("family", *parts))


def _make_known(county: Setting, people: Mapping[str, User], homes: dict[int, list[str]]) -> None:
    """Those that are shown by name, the colleague's own at the group where the colleague works."""
    ours, theirs = county.clusters[0].seats[0], county.clusters[min(1, len(county.clusters) - 1)].seats[0]
    for key, seat in (
        ("apart", ours),
        ("colleague", theirs),
        ("restricted", ours),
        ("kinship", ours),
        ("again", ours),  # the same family, entered twice
        ("expecting", ours),
        ("five", ours),
    ):
        near = homes.get(seat.centre.pk) or [NOWHERE]
        family = _made(county, known_families(county.today, spaced(near[0]), spaced(near[-1]))[key], key)
        enter_families(arrivals=[_known_arrival(county, seat, family)], by=CONSOLE, on=county.today)
        for name, user in people.items():
            _link(county, family, name, user)
    safe = homes.get(ours.centre.pk) or [NOWHERE]
    _show_hiding(county, safe[len(safe) // 2])
    _show_restriction(county, people["Tomasz Fairmeadow"])


def _known_arrival(county: Setting, seat: Seat, family: NewFamily) -> Arrival:
    return replace(_arrival(county, seat, family, KNOWN_FOR, 0), family=family)


def _link(county: Setting, family: NewFamily, name: str, user: User) -> None:
    """Let the personas who are parents see their own family."""
    for adult in family.adults:
        if f"{adult.given_name} {adult.family_name}" == name:
            link_adult(reference=family.reference, adult=adult.reference, user=user, by=CONSOLE, on=county.today)


def _show_hiding(county: Setting, postcode: str) -> None:
    """A mother who had to move away from her child's father, to an address that he must not learn."""
    family, mother = county.reference("family", "apart"), county.reference("adult", "apart", 0)
    father, child = county.reference("adult", "apart", 1), county.reference("child", "apart", 0)
    home = NewHome(lines="Flat 2, 88 Sparrow Close", postcode=spaced(postcode), hidden=True)
    move_house(reference=family, home=home, residents=[mother], by=CONSOLE, on=county.today)
    add_restriction(
        reference=family,
        kept_from=father,
        about=mother,
        basis=Basis.COURT_ORDER,
        details="Non-molestation order, for a year. He may see Clementine at the contact centre on Saturdays.",
        by=CONSOLE,
        on=county.today,
    )
    text = "Mild asthma; carries a blue inhaler."
    write_note(reference=family, kind=NoteKind.HEALTH, text=text, child=child, by=CONSOLE, on=county.today)


def _show_restriction(county: Setting, worker: User) -> None:
    """A family that only one worker, and the safeguarding lead, may open."""
    family, why = county.reference("family", "restricted"), "Known to somebody who works at the centre."
    restrict_family(reference=family, why=why, workers=[worker], by=CONSOLE, on=county.today)
    text = "Do not say at the desk that she comes here."
    write_note(reference=family, kind=NoteKind.SAFEGUARDING, text=text, by=CONSOLE, on=county.today)
