"""Opening a season."""

from datetime import date

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.timetable.operations import add_programme
from fingerpost.timetable.rules import Span
from tests.factories.places import make_group
from tests.timetable.planning import BY, last_event

pytestmark = pytest.mark.django_db
SPRING = Span(date(2027, 1, 1), date(2027, 4, 11))


def test_a_programme_is_opened_and_recorded():
    group = make_group("Moorside")
    programme = add_programme(group=group, name=" Spring 2027 ", days=SPRING, by=BY)
    assert (programme.name, programme.starts_on, programme.ends_on) == ("Spring 2027", SPRING.first, SPRING.last)
    assert last_event().subject_reference == f"{group.register_number}/spring-2027"


@pytest.mark.parametrize(
    ("name", "days", "says"),
    [
        (" ", SPRING, "such as Autumn 2027"),
        ("Spring", Span(SPRING.last, SPRING.first), "before the first day"),
        ("Spring", Span(date(2027, 1, 1), date(2028, 6, 1)), "a year at most"),
    ],
)
def test_a_programme_that_cannot_be_is_refused(name, days, says):
    with pytest.raises(Refused, match=says):
        add_programme(group=make_group(), name=name, days=days, by=BY)


def test_a_group_uses_a_name_once():
    group = make_group("Moorside")
    add_programme(group=group, name="Spring 2027", days=SPRING, by=BY)
    with pytest.raises(Refused, match="Moorside already has"):
        add_programme(group=group, name="Spring 2027", days=SPRING, by=BY)
    add_programme(group=make_group("Hillside"), name="Spring 2027", days=SPRING, by=BY)
