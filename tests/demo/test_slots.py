"""When and where there is room."""

from datetime import time
from random import Random

from fingerpost.demo.operations.setting import patterns
from fingerpost.demo.rules.slots import Rooms, later

BY_KEY = {pattern.key: pattern for pattern in patterns()}
HALL = [("community", "hall")]


def book(rooms: Rooms, key: str, venues=HALL):
    return rooms.book(BY_KEY[key], venues, Random(1))


def test_a_room_takes_one_group_at_a_time():
    rooms = Rooms()
    slots = [book(rooms, "play-in-the-hall") for _ in range(12)]
    taken = [(slot.weekday, slot.starts) for slot in slots if slot]
    assert len(taken) == len(set(taken)) == 10  # five days, two times: then there is no room left
    assert slots[10:] == [None, None]


def test_there_is_time_to_tidy_up_between_two_groups():
    rooms = Rooms()
    first = book(rooms, "dads-saturday")
    rooms.taken["hall", 5].append((later(first.ends, 15), time(23)))
    assert all(book(rooms, "dads-saturday") is None for _ in range(3))


def test_the_next_venue_is_taken_where_the_first_is_full():
    rooms = Rooms()
    venues = [*HALL, ("room", "playroom")]
    slots = [book(rooms, "sunny-saturday", venues) for _ in range(2)]
    assert [slot.venue for slot in slots] == ["hall", "playroom"]


def test_what_takes_no_room_is_always_free():
    rooms = Rooms()
    assert all(book(rooms, "home-visits", [("home", "home")]) for _ in range(20))


def test_a_craft_week_takes_its_room_for_five_days():
    rooms = Rooms()
    book(rooms, "craft-week")
    assert {weekday for _venue, weekday in rooms.taken if rooms.taken["hall", weekday]} == {0, 1, 2, 3, 4}
