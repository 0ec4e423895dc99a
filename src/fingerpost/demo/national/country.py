"""The whole make-believe country, in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from string import ascii_uppercase
from typing import Final, TypeVar

from django.db import connection, transaction

from fingerpost.audit.operations import record
from fingerpost.base.verdict import Refused
from fingerpost.demo.national.sessions import make_series, make_services, make_sessions, session_rows
from fingerpost.demo.national.sites import english_spots, make_postcodes, make_sites
from fingerpost.places.models import LocalAuthority

Row = TypeVar("Row")
Progress = Callable[[str], None]  # told what is being made


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make. `letters` are the postcode areas' first letters; `share` the part of postcodes to keep."""

    authorities: int
    sites: int
    services: int
    series: int
    sessions: int
    letters: str
    share: float


WITHOUT_POSTCODES: Final = "QVXJZ"  # no English postcode begins with these
ENGLAND: Final = Size(
    authorities=152,
    sites=2_846,
    services=100_000,
    series=40_000,
    sessions=500_000,
    letters="".join(letter for letter in ascii_uppercase if letter not in WITHOUT_POSTCODES),
    share=0.05,
)


def scaled(share: int) -> Size:
    """England at a scale of one to so many, with the postcodes of a few letters only when it is small."""
    if share == 1:
        return ENGLAND
    return Size(
        authorities=max(1, ENGLAND.authorities // share),
        sites=ENGLAND.sites // share,
        services=ENGLAND.services // share,
        series=ENGLAND.series // share,
        sessions=ENGLAND.sessions // share,
        letters="F",
        share=min(1.0, 10 / share),
    )


def silent(_what: str) -> None:
    """Say nothing."""


@transaction.atomic
def make(*, seed: int, today: date, progress: Progress = silent, size: Size = ENGLAND) -> dict[str, int]:
    """Fill an empty database; gives how much was made. The year began a quarter ago, as a service's has.

    Raises Refused where an authority stands already: the country is for measuring, not for mixing in.
    """
    if LocalAuthority.objects.exists():
        raise Refused("The national set needs a database of its own. This one already has a local authority in it.")
    random = Random(seed)  # noqa: S311 - make-believe
    first_day = today - timedelta(days=today.weekday(), weeks=13)
    progress("Postcodes")
    spots = english_spots(random, size.letters, size.share)
    make_postcodes(spots)
    progress("Centres and linked sites")
    sites = make_sites(random, random.sample(spots, size.sites), size.authorities)
    progress("Services")
    make_services(random, sites, size.services)
    series = make_series(random, sites, first_day, size.series, size.sessions)
    make_sessions(_watched(session_rows(random, series), "Sessions", size.sessions, progress))
    made = {"sites": size.sites, "services": size.services, "sessions": size.sessions, "postcodes": len(spots)}
    record("make country", kind="country", reference="make-believe", by="demo --national", counts=made)
    transaction.on_commit(_tell_the_planner)
    return made


def _watched(rows: Iterable[Row], what: str, total: int, progress: Progress) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % 10_000 == 0:
            progress(f"{what}: {done:,} of {total:,}")
        yield row


def _tell_the_planner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("analyze")
