"""Many rows at once are written as one by one: numbered, encrypted, found, and under the same policies."""

from typing import Any

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from fingerpost.base import bulk
from fingerpost.base.encrypted import indexes_of
from fingerpost.base.scope import NOBODY, seen_by
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Care,
    Child,
    ChildMembership,
    Compared,
    Contact,
    Family,
    FamilyKey,
    Registration,
)
from fingerpost.families.vocabulary import ContactKind
from tests.factories.families import TODAY, make_family, named
from tests.factories.places import some_group

WRITTEN = (Family, Adult, Child, AdultMembership, ChildMembership, Care, Contact, Address, Registration, Compared)


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Also a few rows are copied."""
    monkeypatch.setattr(bulk, "FEW", 0)


@pytest.mark.django_db
def test_rows_point_to_each_other_and_texts_are_encrypted_and_found(at_once):
    (adults,) = bulk.numbers({Adult: 3})
    bulk.write(Adult, [{"id": adult, "given_name": f"Zoë {adult}", "date_of_birth": TODAY} for adult in adults])
    mail = {"kind": ContactKind.EMAIL, "value": "a\tb\\@x.example", "valid_from": TODAY}
    bulk.write(Contact, [{"adult_id": adult, **mail} for adult in adults])
    found = Contact.objects.told("a test").filter(indexes_of(Contact)[0].matching("A\tb\\@x.example"))
    assert [each.value.shown() for each in found] == ["a\tb\\@x.example"] * 3
    assert {each.adult_id for each in found} == set(adults)
    assert Adult.objects.told("a test").get(pk=adults[0]).sought == f"zoe {adults[0]}"


@pytest.mark.django_db
def test_a_family_comes_in_the_same_way(at_once, county):
    family = make_family(county.group)
    assert named(family, "Tobi").cared_for_by.told("a test").count() == 2


DRAWN = {"id", "reference", "family_id", "adult_id", "child_id"}


def rows_of(model: Any) -> list[tuple[Any, ...]]:
    """What stands in a table, without what is drawn or counted."""
    fields = [field for field in model._meta.local_concrete_fields if field.attname not in DRAWN]
    return [
        tuple(getattr(row, field.attname) for field in fields) for row in model.objects.told("a test").order_by("pk")
    ]


@pytest.mark.django_db
def test_many_rows_are_as_few_would_be(monkeypatch, county):
    make_family(county.group)
    few = {model: rows_of(model) for model in WRITTEN}
    Family.objects.told("a test").delete()
    Adult.objects.told("a test").delete()
    Child.objects.told("a test").delete()
    monkeypatch.setattr(bulk, "FEW", 0)
    make_family(county.group)
    assert all(few.values())
    assert {model: rows_of(model) for model in WRITTEN} == few


@pytest.mark.django_db
def test_numbers_are_read_as_they_were_written_and_only_by_whoever_sees_them():
    assert [each.tolist() for each in bulk.read_numbers(FamilyKey, "key", "family_id")] == [[], []]
    columns = {"key": np.array([-(2**63), 2**63 - 1]), "family_id": np.array([7, 8])}
    bulk.write_numbers(FamilyKey, **columns)
    assert [each.tolist() for each in bulk.read_numbers(FamilyKey, *columns)] == [[-(2**63), 2**63 - 1], [7, 8]]
    with transaction.atomic(), seen_by(NOBODY):
        assert not len(bulk.read_numbers(FamilyKey, "key")[0])


@pytest.mark.django_db
def test_the_policies_hold(at_once):
    family, group = make_family(), some_group()
    with seen_by(NOBODY), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        bulk.write(Registration, [{"family_id": family.pk, "group_id": group.pk, "valid_from": TODAY}])
    assert Family.objects.told("a test").count() == 1
