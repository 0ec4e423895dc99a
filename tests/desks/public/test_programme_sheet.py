"""The sheet for the fridge door: what is on each weekday, how often, where and how to come."""

from datetime import date, time

import pytest

from fingerpost.desks.public.programme_sheet import (
    by_weekday,
    place_line,
    season_days,
    ways_to_come,
    when_it_is_on,
)
from fingerpost.places.models import Venue
from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Series
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language

TODAY = date(2026, 11, 24)


def series(title: str = "Stay and play", **values) -> Series:
    """A series that is not saved: every Tuesday at ten, from September to Christmas."""
    venue = values.pop("venue", Venue(kind=VenueKind.VILLAGE_HALL, name="Village hall", town="Wealdmoor"))
    defaults = {
        "title": title,
        "category": Category.PLAY,
        "rule": "FREQ=WEEKLY;BYDAY=TU",
        "first_on": date(2026, 9, 1),
        "last_on": date(2026, 12, 18),
        "starts_at": time(10),
        "ends_at": time(11, 30),
        "youngest": 0,
        "oldest": 60,
    }
    return Series(venue=venue, **(defaults | values))


def lines(*these: Series) -> list[tuple[str, list[str]]]:
    return [(day.name, [line.title for line in day.lines]) for day in by_weekday(these, TODAY)]


def test_a_day_runs_by_the_clock():
    late, early = series("Late", starts_at=time(15), ends_at=time(16)), series("Early")
    assert lines(late, early) == [("Tuesday", ["Early", "Late"])]


def test_what_meets_on_two_days_stands_under_both():
    assert lines(series(rule="FREQ=WEEKLY;BYDAY=FR,MO")) == [
        ("Monday", ["Stay and play"]),
        ("Friday", ["Stay and play"]),
    ]


def test_what_meets_every_day_stands_under_all_of_them():
    assert len(lines(series(rule="FREQ=DAILY"))) == 7


def test_named_dates_stand_under_their_weekdays():
    dates = [date(2026, 11, 28), date(2026, 12, 2), date(2026, 12, 5)]
    assert [day for day, _ in lines(series(rule="", extra_dates=dates))] == ["Wednesday", "Saturday"]


def test_what_is_over_or_in_a_family_home_is_left_out():
    home = Venue(kind=VenueKind.FAMILY_HOME, name="Home visit")
    assert lines(series(last_on=date(2026, 11, 23)), series(venue=home)) == []


def test_a_line_says_all_that_a_family_asks():
    booked = series(
        access=Access.BOOK,
        how_to_book="Ring the centre.",
        price_pence=200,
        price_unit="per family",
        concession="free with Healthy Start",
        audiences=[Audience.DADS],
        languages=[Language.POLISH],
    )
    (day,) = by_weekday([booked], TODAY)
    (line,) = day.lines
    assert line.time == "10am to 11:30am"
    assert (line.access, line.how, line.booking) == ("book", "Book a place", "Ring the centre.")
    assert line.price == "£2 per family (free with Healthy Start)"
    assert line.who == "Up to 5 years. Dads and male carers. Polish"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Every Tuesday"),
        ({"term_time_only": True}, "Every Tuesday in term time"),
        ({"first_on": date(2026, 12, 1)}, "Every Tuesday, from 1 December"),
        ({"rule": "", "extra_dates": [date(2026, 11, 3), date(2026, 12, 5)]}, "On 5 December"),
        ({"rule": "", "extra_dates": [date(2026, 11, 3)]}, ""),
    ],
)
def test_how_often_it_is_on(values, said):
    assert when_it_is_on(series(**values), TODAY) == said


@pytest.mark.parametrize(
    ("name", "town", "home", "said"),
    [
        ("Village hall", "Wealdmoor", "", "Village hall, Wealdmoor"),
        ("Oak Tree", "Wealdmoor", "Oak Tree", ""),
        ("Playroom, Oak Tree", "Wealdmoor", "Oak Tree", "Playroom"),
        ("Wealdmoor library", "Wealdmoor", "Oak Tree", "Wealdmoor library"),
        ("Online", "", "", "Online"),
    ],
)
def test_a_place_is_said_no_longer_than_needed(name, town, home, said):
    assert place_line(name, town, home) == said


def test_a_season_is_said_by_its_days():
    assert season_days(date(2026, 9, 1), date(2026, 12, 18)) == "1 September to 18 December"


def test_only_the_ways_that_are_used_are_explained():
    days = by_weekday([series(access=Access.REFERRAL), series(access=Access.DROP_IN)], TODAY)
    assert ways_to_come(days) == [Access.DROP_IN, Access.REFERRAL]
