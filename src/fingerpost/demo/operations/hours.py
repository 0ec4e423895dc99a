"""When the make-believe centres are open: invented hours, since the register holds none."""

from datetime import date

from fingerpost.demo.operations.setting import BY, Seat, Setting
from fingerpost.demo.rules.drawing import draw
from fingerpost.demo.rules.hours import ALWAYS, standing_hours, summer_hours
from fingerpost.demo.rules.seasons import Season, seasons_around
from fingerpost.places.models import OpeningHours
from fingerpost.places.operations.hours import set_opening_hours
from fingerpost.places.vocabulary import PremisesState


def open_doors(county: Setting) -> None:
    """Give each centre that has a door hours all the year, and summer hours in the summers around the day."""
    summers = [season for season in seasons_around(county.today) if season.key == "holiday"]
    given = set(OpeningHours.objects.values_list("centre_id", "valid_from"))
    for seat in county.seats:
        if seat.card.state != PremisesState.CLOSED:
            _open_door(county, seat, summers, given)


def _open_door(county: Setting, seat: Seat, summers: list[Season], given: set[tuple[int, date]]) -> None:
    standing = standing_hours(draw(county.reference("hours", seat.number)))
    spans = [season.days for season in summers if (seat.centre.pk, season.days.first) not in given]
    lines = [line for span in spans for line in summer_hours(standing, span.first, span.last)]
    if (seat.centre.pk, ALWAYS) not in given:
        lines += standing
    if lines:
        set_opening_hours(seat.centre, lines, by=BY)
