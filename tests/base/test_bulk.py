"""Many rows at once are written as one by one: numbered, encrypted, found, and under the same policies."""

import pytest
from django.db import DatabaseError, transaction

from fingerpost.base import bulk
from fingerpost.base.encrypted import indexes_of
from fingerpost.base.scope import NOBODY, seen_by
from fingerpost.families.models import Adult, Contact, Family, Registration
from fingerpost.families.vocabulary import ContactKind
from tests.factories.families import TODAY, make_family, named
from tests.factories.places import some_group


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Also a few rows are copied."""
    monkeypatch.setattr(bulk, "FEW", 0)


@pytest.mark.django_db
def test_rows_point_to_each_other_and_texts_are_encrypted_and_found(at_once):
    adults = [Adult(given_name=f"Zoë {number}", date_of_birth=TODAY) for number in range(3)]
    bulk.write(Adult, adults)
    mail = [
        Contact(adult=adult, kind=ContactKind.EMAIL, value="a\tb\\@x.example", valid_from=TODAY) for adult in adults
    ]
    bulk.write(Contact, mail)
    found = Contact.objects.told("a test").filter(indexes_of(Contact)[0].matching("A\tb\\@x.example"))
    assert [each.value.shown() for each in found] == ["a\tb\\@x.example"] * 3
    assert {each.adult_id for each in found} == {adult.pk for adult in adults}
    assert Adult.objects.told("a test").get(pk=adults[0].pk).sought == "zoe 0"


@pytest.mark.django_db
def test_a_family_comes_in_the_same_way(at_once, county):
    family = make_family(county.group)
    assert named(family, "Tobi").cared_for_by.told("a test").count() == 2


@pytest.mark.django_db
def test_the_policies_hold(at_once):
    family, group = make_family(), some_group()
    with seen_by(NOBODY), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        bulk.write(Registration, [Registration(family=family, group=group, valid_from=TODAY)])
    assert Family.objects.told("a test").count() == 1
