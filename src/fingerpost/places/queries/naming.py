"""Every name by which a place or a centre of an authority was ever known."""

from collections.abc import Iterable, Iterator, Sequence

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import CentreListing, LocalAuthority, PlaceName, Premises
from fingerpost.places.queries.cards import CentreCard
from fingerpost.places.rules.names import Name, NameIndex
from fingerpost.places.rules.tidying import own_name
from fingerpost.places.vocabulary import PlaceNameKind

TOWN, DISTRICT, VILLAGE, CENTRE, SHORT = 5, 4, 3, 2, 1  # which is meant where names are the same


def names_of(authority: LocalAuthority, cards: Sequence[CentreCard]) -> NameIndex:
    """Places, districts, and centres by their names of any time and their local codes."""
    return NameIndex([*_places(authority), *_districts(cards), *_centres(authority)])


def _places(authority: LocalAuthority) -> Iterator[Name]:
    for name, kind, easting, northing in PlaceName.objects.filter(authority=authority).values_list(
        "name", "kind", "easting", "northing"
    ):
        yield Name(name, "place", GridPoint(easting, northing), TOWN if kind == PlaceNameKind.TOWN else VILLAGE)


def _districts(cards: Iterable[CentreCard]) -> Iterator[Name]:
    """A district lies where its centres lie."""
    points: dict[str, list[GridPoint]] = {}
    for card in cards:
        points.setdefault(card.district, []).append(card.point)
    for name, near in points.items():
        if name:
            easting, northing = (sum(getattr(at, axis) for at in near) // len(near) for axis in ("easting", "northing"))
            yield Name(name, "place", GridPoint(easting, northing), DISTRICT)


def _centres(authority: LocalAuthority) -> Iterator[Name]:
    places = {
        centre: GridPoint(easting, northing)
        for centre, easting, northing in Premises.objects.filter(centre__authority=authority)
        .order_by("valid_from")
        .values_list("centre_id", "building__easting", "building__northing")
    }
    rows = CentreListing.objects.filter(centre__authority=authority).order_by("-valid_from")
    for centre, code, name in rows.values_list("centre_id", "centre__local_code", "name"):
        if centre in places:
            yield Name(name, "centre", places[centre], CENTRE, centre)
            for short in {own_name(name), code} - {"", name}:
                yield Name(short, "centre", places[centre], SHORT, centre)
