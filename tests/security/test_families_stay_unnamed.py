"""A family that cannot be mistaken, and what is done with it: found, opened, changed. Nothing else names it."""

import logging
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.base.verdict import Refused
from fingerpost.families import operations
from fingerpost.families.models import Family
from fingerpost.families.rules.entering import NewAdult, NewChild, NewContact, NewHome
from fingerpost.families.vocabulary import Basis, ContactKind, Living, NoteKind
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.door import seated
from tests.factories.families import APART, CARES, TODAY, make_family, named, viewer_with
from tests.house.planting import BORN, EMAIL, FAMILY, GIVEN, NOTE, TELEPHONE, told
from tests.security.test_references_only import log, rows_of

__all__ = ["log"]  # a fixture

pytestmark = pytest.mark.django_db

MOTHER = NewAdult(
    given_name=GIVEN,
    family_name=FAMILY,
    contacts=(NewContact(kind=ContactKind.MOBILE, value=TELEPHONE, preferred=True, safe_to_call=True),),
)
FATHER = NewAdult(given_name=f"{GIVEN}us", living=Living.ELSEWHERE)
CHILD = NewChild(given_name=f"{GIVEN}chen", family_name=FAMILY, date_of_birth=BORN, cares=CARES)
HOME = NewHome(lines=f"7 {FAMILY} Way", postcode="WM1 2AB", safe_to_post=True)
PLANTED = replace(APART, adults=(MOTHER, FATHER), children=(CHILD,), homes=(HOME,))
NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}


@pytest.fixture
def family(county) -> Family:
    return make_family(county.group, PLANTED)


@pytest.fixture
def manager(client: Client, county) -> Client:
    client.raise_request_exception = False
    return seated(client, make_posting(Role.CENTRE_MANAGER).user)


def everything_is_done(family: Family) -> None:
    """Each kind of change, with words of the family's own wherever words are taken."""
    where: dict[str, Any] = {"reference": family.reference}
    mum, dad = named(family, GIVEN), named(family, f"{GIVEN}us")
    mail = NewContact(kind=ContactKind.EMAIL, value=EMAIL)
    operations.add_contact(**where, adult=mum.reference, contact=mail, **NOW)
    operations.write_note(**where, kind=NoteKind.NEEDS, text=NOTE, **NOW)
    operations.move_house(**where, home=replace(HOME, lines=f"9 {FAMILY} Close"), **NOW)
    people: dict[str, Any] = {"kept_from": dad.reference, "about": mum.reference}
    operations.add_restriction(**where, **people, basis=next(iter(Basis)), details=NOTE, **NOW)
    operations.hide_address(**where, residents=[mum.reference], **NOW)
    stranger = viewer_with(Role.PHARMACY_TEAM)
    with pytest.raises(Refused):
        operations.write_note(**where, kind=NoteKind.NEEDS, text=NOTE, by=stranger, on=TODAY)


def test_what_is_done_leaves_references_on_record(family, log):
    everything_is_done(family)
    record = rows_of("audit_event")
    assert family.reference in record
    assert "add contact restriction" in record
    assert not told(record + rows_of("cache_entry") + log.getvalue())


def test_what_is_looked_for_stands_nowhere_but_on_the_page(family, manager, log):
    found = manager.post(reverse("centre:families"), {"q": f"{GIVEN} {FAMILY}"})
    assert GIVEN in found.content.decode(), "the search finds it, and the page shows it"
    opened = manager.get(reverse("centre:family", kwargs={"reference": family.reference}))
    assert FAMILY in opened.content.decode()
    manager.post(reverse("centre:families"), {"q": EMAIL})
    manager.post(reverse("centre:families"), {"q": TELEPHONE})
    record = rows_of("audit_event")
    assert family.reference in record
    assert not told(record + rows_of("cache_entry") + log.getvalue())


def test_a_list_that_nobody_searched_masks_it(family, manager):
    listed = manager.get(reverse("centre:families")).content.decode()
    assert family.reference in listed
    assert not told(listed)


def test_a_page_that_fails_with_the_family_at_hand_names_nobody(family, manager, log, settings, mailoutbox):
    settings.ADMINS = [("", "watch@wealdmoor.example")]
    with patch("fingerpost.desks.centre.views.families.render", side_effect=KeyError(f"{GIVEN} {NOTE}")):
        answer = manager.get(reverse("centre:family", kwargs={"reference": family.reference}))
    assert answer.status_code == 500
    assert "KeyError" in log.getvalue()
    assert len(mailoutbox) == 1
    assert not told(answer.content.decode() + log.getvalue() + mailoutbox[0].message().as_string())


def test_neither_the_database_nor_we_repeat_a_refused_row(family, log):
    """Where rows are locked PostgreSQL keeps their contents to itself, and we log none of what it says."""
    mum = named(family, GIVEN)
    with pytest.raises(IntegrityError) as refused:
        type(mum).objects.told("a test").filter(pk=mum.pk).update(reference=None)
    assert not told(str(refused.value))
    logging.getLogger("fingerpost").error("could not save", exc_info=refused.value)
    assert "NotNullViolation" in log.getvalue()
    assert not told(log.getvalue())
    assert connection.needs_rollback
    connection.set_rollback(False)
