"""Looks that are put before the data-protection officer, on paper."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fingerpost.audit.rules.unusual import Limits, Look, out_of_hours, unusual
from fingerpost.audit.vocabulary import Unusual

TUESDAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - the time where the centres are
LIMITS = Limits(records=3, within=timedelta(minutes=10))
LOOK = Look(who="anna", record="f1", at=TUESDAY)


def looks(*minutes: int, who: str = "anna", again: bool = False) -> list[Look]:
    return [Look(who, "f1" if again else f"f{n}", TUESDAY + timedelta(minutes=m)) for n, m in enumerate(minutes)]


@pytest.mark.parametrize(
    ("look", "kinds"),
    [
        (LOOK, []),
        (replace(LOOK, own=True), [Unusual.OWN]),
        (replace(LOOK, outside=True), [Unusual.OUTSIDE]),
        (replace(LOOK, broke_glass=True), [Unusual.BROKE_GLASS]),
        (replace(LOOK, at=TUESDAY.replace(hour=23)), [Unusual.OUT_OF_HOURS]),
        (replace(LOOK, own=True, outside=True), [Unusual.OUTSIDE, Unusual.OWN]),
    ],
)
def test_one_look(look, kinds):
    assert [finding.kind for finding in unusual([look], LIMITS)] == kinds


@pytest.mark.parametrize(
    ("at", "out"),
    [
        (TUESDAY.replace(hour=6, minute=59), True),
        (TUESDAY.replace(hour=7), False),
        (TUESDAY.replace(hour=19, minute=59), False),
        (TUESDAY.replace(hour=20), True),
        (TUESDAY + timedelta(days=4), True),  # a Saturday
    ],
)
def test_hours(at, out):
    assert out_of_hours(at, Limits()) is out


@pytest.mark.parametrize(
    ("seen", "times"),
    [
        (looks(0, 1, 2), 0),
        (looks(0, 1, 2, 3), 1),
        (looks(0, 1, 2, 3, 4, 5), 1),  # one run is told once
        (looks(0, 4, 8, 12), 0),  # never four in ten minutes
        (looks(0, 1, 2, 3, again=True), 0),  # the same record
        (looks(0, 1) + looks(0, 1, who="ben"), 0),
        (looks(0, 1, 2, 3, 60, 61, 62, 63), 2),
    ],
)
def test_many_records_in_a_short_time(seen, times):
    assert sum(finding.kind == Unusual.MANY for finding in unusual(seen, LIMITS)) == times


def test_findings_come_in_the_order_of_time():
    later = replace(LOOK, own=True, at=TUESDAY + timedelta(hours=1))
    assert [finding.at for finding in unusual([later, replace(LOOK, own=True)], LIMITS)] == [TUESDAY, later.at]
