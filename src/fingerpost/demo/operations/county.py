"""The make-believe county from nothing, and rolled forward. Made again with the same seed and day, nothing changes."""

from datetime import date

from django.utils.translation import gettext

from fingerpost.base.verdict import Refused
from fingerpost.demo.operations.closures import close_ahead, close_at_short_notice, move_out
from fingerpost.demo.operations.families import make_families
from fingerpost.demo.operations.forms import make_forms
from fingerpost.demo.operations.happenings import let_happen
from fingerpost.demo.operations.hours import open_doors
from fingerpost.demo.operations.offers import make_services
from fingerpost.demo.operations.organisations import make_organisations
from fingerpost.demo.operations.people import make_people
from fingerpost.demo.operations.programme import make_season
from fingerpost.demo.operations.setting import BY, Progress, setting
from fingerpost.demo.operations.sharing import make_sharing
from fingerpost.demo.operations.venues import make_venues
from fingerpost.demo.rules.seasons import seasons_around
from fingerpost.directory.operations import load_taxonomies
from fingerpost.places.models import LocalAuthority
from fingerpost.places.operations.authority import load_authority, shipped
from fingerpost.places.operations.postcodes import load_postcodes

SEED = 2016


def quietly(_step: str) -> None:
    """Say nothing of the steps."""


def make(*, today: date, seed: int = SEED, progress: Progress = quietly) -> LocalAuthority:
    """Load the first county that the product ships, and fill it. Refuses beside a council's own records."""
    if LocalAuthority.objects.filter(is_demonstration=False).exists():
        raise Refused(gettext("This database holds a council's own records. Make-believe must not be mixed into them."))
    progress("The county: its areas, groups and centres")
    authority = load_authority(shipped()[0], today=today, by=BY)
    progress("Its postcodes")
    load_postcodes(authority, by=BY)
    extend(authority=authority, today=today, seed=seed, progress=progress)
    return authority


def extend(*, authority: LocalAuthority, today: date, seed: int = SEED, progress: Progress = quietly) -> None:
    """Fill the seasons around a day that are not filled yet. What stands is left as it is, also where it was edited."""
    progress("What can be offered")
    load_taxonomies(by=BY)
    county = setting(authority, seed, today)
    partners = make_organisations(county)
    services = make_services(county, partners)
    progress("Where it is held")
    venues = make_venues(county)
    open_doors(county)
    close_ahead(county)
    progress("Who works there")
    people = make_people(county, partners)
    progress("The families")
    make_families(county, people)
    make_forms(county)
    make_sharing(county, partners, people)
    for season in seasons_around(today):
        progress(f"{season.name}")
        make_season(county, season, venues, services, partners)
        move_out(county, season)
    progress("What happened since")
    close_at_short_notice(county)
    let_happen(county)
