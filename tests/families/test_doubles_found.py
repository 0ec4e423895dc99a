"""Families entered twice are found in the database by the keys they share, as the rules find them in memory."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.db.models import F

from benchmarks.synthetic_families import Maker
from fingerpost.families import operations
from fingerpost.families.models import Compared, Family, FamilyKey, PossibleDouble
from fingerpost.families.operations.entering import Arrival
from fingerpost.families.queries.doubles import doubles_among, likely_doubles, members_of, numbers_of
from fingerpost.families.rules.comparing import as_compared, read, written
from fingerpost.families.rules.entering import NewAdult, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.vocabulary import ContactKind, PairState, Sign
from tests.factories.accounts import CONSOLE
from tests.factories.families import APART, HOME, MOBILE, MOTHER, TOBI, TODAY, make_family, named
from tests.factories.places import make_group

AGAIN = replace(
    APART,
    adults=(replace(MOTHER, family_name="Okoye-Bell", date_of_birth=None), APART.adults[1]),
    children=(replace(TOBI, given_name="Toby", date_of_birth=date(2024, 3, 12)),),
)


def pairs() -> list[PossibleDouble]:
    return list(PossibleDouble.objects.told("a test").order_by("pk"))


def told(family: Family) -> str:
    return str(Compared.objects.told("a test").get(family=family).told.shown())


def keys(family: Family) -> set[int]:
    return set(FamilyKey.objects.told("a test").filter(family=family).values_list("key", flat=True))


def in_step(family: Family) -> bool:
    """What is kept for comparing is what the family's own records say."""
    text = written(members_of([family.pk], on=TODAY)[family.pk].household)
    return told(family) == text and keys(family) == set(numbers_of(read(text)))


def test_a_family_that_is_entered_again_waits_for_a_person_with_the_reasons(family, county):
    again = make_family(make_group("Vale group"), AGAIN)
    (pair,) = pairs()
    assert {pair.one_id, pair.other_id} == {family.pk, again.pk}
    assert {Sign.PHONE, Sign.GIVEN, Sign.STREET} <= set(pair.signs)
    assert (pair.state, pair.found_on) == (PairState.OPEN, TODAY)


def test_before_it_is_entered_a_family_is_asked_about(family):
    (found,) = likely_doubles(AGAIN, on=TODAY)
    assert (found.other, found.bits > 3) == (family.pk, True)
    assert not likely_doubles(AGAIN, on=TODAY, but=[family.pk])


def test_strangers_are_not_found(family):
    stranger = replace(APART, adults=(NewAdult(given_name="Wilfred", family_name="Oatenshaw"),), children=(), homes=())
    assert not likely_doubles(stranger, on=TODAY)


def test_a_hidden_address_is_compared_with_none(county):
    hidden = make_family(county.group, homes=(replace(HOME, hidden=True),))
    assert "larkspur" not in told(hidden)
    neighbour = replace(APART, adults=(replace(MOTHER, given_name="Ama", contacts=()),), children=(), homes=(HOME,))
    assert not {Sign.STREET, Sign.POSTCODE} & {
        sign for found in likely_doubles(neighbour, on=TODAY) for sign in found.signs
    }


CHANGES = [
    lambda family: operations.add_adult(
        reference=family.reference, adult=NewAdult(given_name="Rosa"), by=CONSOLE, on=TODAY
    ),
    lambda family: operations.add_child(
        reference=family.reference, child=NewChild(given_name="Ife", date_of_birth=TODAY), by=CONSOLE, on=TODAY
    ),
    lambda family: operations.move_house(
        reference=family.reference, home=NewHome(lines="2 Rose Court", postcode="WM2 2AB"), by=CONSOLE, on=TODAY
    ),
    lambda family: operations.hide_address(
        reference=family.reference, residents=[named(family, "Amara").reference], by=CONSOLE, on=TODAY
    ),
    lambda family: operations.add_contact(
        reference=family.reference,
        adult=named(family, "Suharto").reference,
        contact=NewContact(kind=ContactKind.EMAIL, value="Suharto@home.example"),
        by=CONSOLE,
        on=TODAY,
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_compared_keeps_step_with_every_change(family, change):
    assert in_step(family)
    before = keys(family)
    change(family)
    assert in_step(family)
    assert keys(family) != before


def test_a_family_is_found_by_what_was_entered_later(family, county):
    other = make_family(county.group, replace(AGAIN, adults=(NewAdult(given_name="Rosa"),), children=(), homes=()))
    assert not pairs()
    rosa = named(other, "Rosa").reference
    operations.add_contact(reference=other.reference, adult=rosa, contact=MOBILE, by=CONSOLE, on=TODAY)
    operations.add_child(reference=other.reference, child=replace(TOBI, cares=()), by=CONSOLE, on=TODAY)
    assert [pair.state for pair in pairs()] == [PairState.OPEN]


def test_what_was_alike_before_an_address_was_hidden_is_not_told_any_more(family):
    again = make_family(family=AGAIN)
    assert Sign.STREET in pairs()[0].signs
    mother = named(again, "Amara").reference
    operations.hide_address(reference=again.reference, residents=[mother], by=CONSOLE, on=TODAY)
    assert not {Sign.STREET, Sign.POSTCODE} & {sign for pair in pairs() for sign in pair.signs}


def test_what_was_decided_is_not_asked_again(family):
    again = make_family(family=AGAIN)
    PossibleDouble.objects.told("a test").update(state=PairState.NOT_SAME, decided_by="a test", decided_on=TODAY)
    operations.add_contact(
        reference=again.reference,
        adult=named(again, "Amara").reference,
        contact=NewContact(kind=ContactKind.EMAIL, value="amara@home.example"),
        by=CONSOLE,
        on=TODAY,
    )
    assert [pair.state for pair in pairs()] == [PairState.NOT_SAME]


def test_many_at_once_are_found_as_one_by_one(county):
    other = NewFamily(adults=(NewAdult(given_name="Wilfred", family_name="Oatenshaw"),))
    family = [APART, AGAIN, other]
    arrivals = [Arrival(family=each, group=county.group) for each in family]
    entered = operations.enter_families(arrivals=arrivals, by=CONSOLE, on=TODAY)
    found = {frozenset((pair.one_id, pair.other_id)) for pair in pairs()}
    one_by_one = {
        frozenset((each.pk, pair.other))
        for each, new in zip(entered, family, strict=True)
        for pair in likely_doubles(new, on=TODAY, mine=each.pk)
    }
    assert found == one_by_one
    assert frozenset(each.pk for each in entered[:2]) in found
    assert {
        frozenset((each.one, each.other)) for each in doubles_among([each.pk for each in entered], on=TODAY)
    } == found


@pytest.mark.parametrize("number", range(20))
def test_what_was_written_down_is_read_as_it_was(number):
    household = Maker(number).family()
    assert read(written(household)) == household


def test_a_family_as_it_comes_in_is_compared_as_it_is_kept(family):
    assert members_of([family.pk], on=TODAY)[family.pk].household == as_compared(APART)


def test_all_are_compared_anew_after_an_upgrade_or_a_change_of_keys(family, county):
    again = make_family(county.group, AGAIN)
    FamilyKey.objects.told("a test").update(key=F("key") + 1)
    Compared.objects.told("a test").filter(family=again).delete()
    PossibleDouble.objects.told("a test").delete()
    assert operations.compare_everybody(by="find-doubles", on=TODAY) == 1
    assert in_step(family)
    assert in_step(again)
    assert len(pairs()) == 1


def test_after_many_came_in_postgresql_counts_them_before_they_are_compared(county, monkeypatch):
    monkeypatch.setattr("fingerpost.families.operations.doubles.MANY", 2)
    arrivals = [Arrival(family=each, group=county.group) for each in (APART, AGAIN)]
    operations.enter_families(arrivals=arrivals, by=CONSOLE, on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where relname = 'families_familykey'")
        assert cursor.fetchone() == (FamilyKey.objects.told("a test").count(),)


@pytest.mark.parametrize("few", [0, 200])
def test_a_pair_that_somebody_decided_stays_decided_when_many_are_compared(few, family, county, monkeypatch):
    monkeypatch.setattr("fingerpost.base.bulk.FEW", few)
    make_family(county.group, AGAIN)
    (pair,) = pairs()
    PossibleDouble.objects.told("a test").update(state=PairState.RELATED, decided_on=TODAY, decided_by="somebody")
    third = make_family(county.group, AGAIN)
    assert operations.compare_everybody(by="find-doubles", on=TODAY) == 3
    first, *others = pairs()
    assert (first.pk, first.state) == (pair.pk, PairState.RELATED)
    assert [(each.state, third.pk in (each.one_id, each.other_id)) for each in others] == [(PairState.OPEN, True)] * 2
