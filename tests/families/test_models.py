"""What the database itself holds to, and what a record shows of itself."""

from datetime import date

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction

from fingerpost.base.encrypted import UNSEEN
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Address, Adult, Child, Contact, ContactRestriction, Family, Note, Registration
from tests.factories.families import TODAY, later, named

NAMES = ("Amara", "Okoye", "Suharto", "Tobi", "Larkspur", "07700")


def refused(constraint: str, act) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_a_record_shows_a_reference_and_never_the_person(family):
    for model in apps.get_app_config("families").get_models():
        for row in model._default_manager.told("a test"):  # type: ignore[attr-defined]
            shown = f"{row} {row!r} {vars(row)!r}" if model in (Address, Contact, Note) else f"{row} {row!r}"
            assert not [name for name in NAMES if name in shown]


def test_nobody_reads_families_without_saying_why(family):
    with pytest.raises(Refused):
        list(Family.objects.all())


def test_what_is_hidden_stands_nowhere_in_the_database(family):
    with connection.cursor() as cursor:
        cursor.execute("select a::text from families_address a union select c::text from families_contact c")
        rows = " ".join(row for (row,) in cursor.fetchall())
    for text in ("Larkspur", "WM12AB", "07700900111"):
        assert text.encode().hex() not in rows
        assert text not in rows


def test_an_address_hides_itself_in_python(family):
    assert str(Address.objects.told("a test").filter(adult=None).get().lines) == UNSEEN


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "closed"}, "family_closed_on_a_day"),
        ({"closed_on": TODAY}, "family_closed_on_a_day"),
        ({"state": "closed", "closed_on": later(-1)}, "family_closed_after_it_came"),
        ({"restricted": True}, "family_restricted_for_a_reason"),
        ({"restricted_why": "Only named workers"}, "family_restricted_for_a_reason"),
    ],
)
def test_a_family_is_what_its_state_says(db, values, constraint):
    refused(constraint, lambda: Family.objects.create(entered_on=TODAY, **values))


@pytest.mark.parametrize(
    "values",
    [
        {"state": "expected"},
        {"state": "expected", "due_on": TODAY, "date_of_birth": TODAY},
        {"state": "born"},
        {"state": "died", "date_of_birth": TODAY},
        {"state": "not-born", "due_on": TODAY},
    ],
)
def test_a_child_is_as_far_as_it_is(db, values):
    refused("child_as_far_as_it_is", lambda: Child.objects.create(**values))


def test_an_adult_has_a_name_and_one_word_is_enough(db):
    refused("adult_has_a_name", lambda: Adult.objects.create(family_name="Marsh"))
    assert Adult.objects.create(given_name="Suharto").name == "Suharto"


def test_a_family_is_with_a_group_once_at_a_time(family, county):
    refused("registration_once", lambda: register(family, county.group, later(3)))


def test_nothing_ends_before_it_began(family, county):
    """A range of days that ends before it begins cannot even be compared."""
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Registration.objects.create(family=family, group=county.group, valid_from=TODAY, valid_to=later(-1))


def register(family: Family, group, since: date) -> None:
    Registration.objects.create(family=family, group=group, valid_from=since)


def test_a_hidden_address_has_no_small_area(family):
    address = Address.objects.told("a test").filter(adult=None).get()
    assert address.small_area_id
    address.hidden = True
    refused("hidden_address_has_no_area", address.save)


def test_a_household_has_one_address_at_a_time(family):
    refused(
        "address_once",
        lambda: Address.objects.create(family=family, lines="Elsewhere", postcode="WM12AB", valid_from=later(9)),
    )


def test_an_email_address_takes_no_calls(mum):
    refused(
        "contact_safe_as_its_kind",
        lambda: Contact.objects.create(
            adult=mum, kind="email", value="a@b.example", safe_to_call=True, valid_from=TODAY
        ),
    )


@pytest.mark.parametrize(
    ("who", "constraint"),
    [
        ((), "contact_restriction_keeps_one_safe"),
        (("about_adult", "about_child"), "contact_restriction_keeps_one_safe"),
        (("about_self",), "contact_restriction_not_from_oneself"),
    ],
)
def test_a_restriction_keeps_one_other_safe(family, who, constraint):
    dad = named(family, "Suharto")
    parties = {"about_adult": named(family, "Amara"), "about_child": named(family, "Tobi"), "about_self": dad}
    about = {name.replace("self", "adult"): parties[name] for name in who}
    refused(
        constraint,
        lambda: ContactRestriction.objects.create(
            family=family, kept_from=dad, basis="asked", valid_from=TODAY, **about
        ),
    )
