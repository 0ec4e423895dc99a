"""What is offered, by whom, and whether it still stands."""

from datetime import date

import pytest

from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.directory.models import Service
from fingerpost.directory.operations import Offer, add_service, add_services, confirm_service, confirm_services
from fingerpost.directory.queries import by_area, services_by_others, services_of_group, to_be_confirmed
from fingerpost.directory.vocabulary import ConfirmedBy, Level
from fingerpost.partners.vocabulary import OrganisationKind
from tests.factories.places import make_group, wealdmoor
from tests.factories.timetable import make_organisation, make_service, make_term

pytestmark = pytest.mark.django_db
BY = "a test"
TODAY = date(2026, 11, 22)


@pytest.fixture
def group():
    return make_group("Moorside")


def add(**values) -> Service:
    return add_service(authority=wealdmoor(), offer=Offer(**({"name": "Stay and play"} | values)), by=BY)


def test_a_service_is_entered_with_its_terms(group):
    make_term("bookstart")
    service = add(group=group, terms=("core-menu/bookstart",), level=Level.TARGETED)
    assert [term.key for term in service.terms.all()] == ["bookstart"]
    assert (Event.objects.get().operation, Event.objects.get().subject_reference) == ("add service", service.reference)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": " "}, "name"),
        ({"group": None}, "one of the two"),
        ({"youngest": 12, "oldest": 6}, "youngest"),
        ({"terms": ("core-menu/nothing",)}, "no"),
        ({"confirmed_on": TODAY}, "by whom"),
        ({"confirmed_by": ConfirmedBy.GROUP}, "which day"),
    ],
)
def test_a_service_that_says_too_little_is_refused(group, values, says):
    with pytest.raises(Refused, match=says):
        add(**({"group": group} | values))
    assert not Service.objects.exists()


def test_a_service_has_one_provider(group):
    with pytest.raises(Refused, match="one of the two"):
        add(group=group, organisation=make_organisation())


def test_many_are_entered_at_once_or_none(group):
    offers = [Offer(name="Play", group=group), Offer(name="", group=group)]
    with pytest.raises(Refused):
        add_services(authority=wealdmoor(), offers=offers, by=BY, reference="file")
    assert not Service.objects.exists()
    add_services(authority=wealdmoor(), offers=offers[:1], by=BY, reference="file")
    assert Event.objects.get().counts == {"services": 1}


def test_a_service_is_confirmed_in_a_role(group):
    service = confirm_service(service=add(group=group), on=TODAY, role=ConfirmedBy.CENTRE, by=BY)
    (entry,) = services_of_group(group.pk, TODAY)
    assert entry.freshness.confirmed_on == service.last_confirmed_on == TODAY
    assert (entry.freshness.overdue, entry.confirmed_by) == (False, "the centre")


def test_a_service_is_not_confirmed_backwards(group):
    service = make_service(last_confirmed_on=TODAY)
    with pytest.raises(Refused, match="since then"):
        confirm_service(service=service, on=date(2026, 1, 1), role=ConfirmedBy.CENTRE, by=BY)


def test_many_confirmations_only_go_forward():
    old, new = make_service(), make_service(last_confirmed_on=TODAY)
    earlier = date(2026, 5, 1)
    assert confirm_services(confirmed=[(old, earlier), (new, earlier)], by=BY, reference="list") == 1
    assert Service.objects.get(pk=new.pk).last_confirmed_on == TODAY


def test_a_group_sees_its_own_by_name_and_by_level(group):
    make_service("Baby group", group=group)
    make_service("A family worker", group=group, level=Level.TARGETED)
    make_service("Elsewhere", group=make_group("Hillside"))
    assert [entry.name for entry in services_of_group(group.pk, TODAY)] == ["A family worker", "Baby group"]
    assert [entry.name for entry in services_of_group(group.pk, TODAY, level=Level.TARGETED)] == ["A family worker"]


def test_others_are_found_by_kind_and_by_age():
    childcare = make_organisation(OrganisationKind.CHILDCARE)
    make_service("Pre-school", organisation=childcare, youngest=24, oldest=60)
    make_service("Sports", organisation=make_organisation(OrganisationKind.VOLUNTARY), youngest=60, oldest=144)
    make_service("Stay and play")
    every = [entry.name for entry in services_by_others(wealdmoor().pk, TODAY)]
    nearby = services_by_others(wealdmoor().pk, TODAY, kinds=[OrganisationKind.CHILDCARE])
    older = services_by_others(wealdmoor().pk, TODAY, over_fives=True)
    assert every == ["Pre-school", "Sports"]
    assert [(entry.name, entry.provider) for entry in nearby] == [("Pre-school", childcare.name)]
    assert [entry.name for entry in older] == ["Sports"]


def test_an_entry_stands_under_the_area_of_its_item(group):
    area = make_term("parenting")
    item = make_term("bookstart", parent=area)
    make_service("Bookstart", group=group).terms.add(item)
    (entry,) = services_of_group(group.pk, TODAY)
    assert (entry.areas, entry.items) == (("parenting",), ("Bookstart",))
    assert by_area([entry]) == {"parenting": [entry]}


def test_what_nobody_confirmed_for_a_year_comes_longest_ago_first():
    make_service("Fresh", last_confirmed_on=TODAY)
    make_service("Old", last_confirmed_on=date(2025, 1, 1))
    make_service("Never")
    assert [entry.name for entry in to_be_confirmed(wealdmoor().pk, TODAY)] == ["Never", "Old"]


def test_a_list_takes_two_queries(group, django_assert_num_queries):
    for number in range(5):
        make_service(f"Service {number}", group=group).terms.add(make_term(f"term-{number}"))
    with django_assert_num_queries(2):
        services_of_group(group.pk, TODAY)
