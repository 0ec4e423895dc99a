"""What a parent reads of their own family, from the database to the page's values: nothing that endangers anybody."""

from dataclasses import replace
from typing import Any

import pytest

from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.families.models import AdultMembership, ContactRestriction
from fingerpost.families.operations import (
    add_contact,
    add_restriction,
    change_living,
    hide_address,
    move_house,
    write_note,
)
from fingerpost.families.queries import own_family
from fingerpost.families.rules.entering import NewContact, NewHome
from fingerpost.families.vocabulary import Basis, ContactKind, Living, NoteKind
from tests.factories.accounts import CONSOLE
from tests.factories.families import TODAY, make_family, parent_of, viewer_with

NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}
SECRETS = ("3 Canary Row", "WM3 2AB", "canary@home.example", "canary note", "Canary order")


def own(viewer: Viewer):
    (family,) = own_family(viewer=viewer, on=TODAY)
    return family


@pytest.fixture
def fled(family, mum, dad, tobi):
    """The mother moved to a hidden address; the father must not learn where she is."""
    home = NewHome(lines=SECRETS[0], postcode=SECRETS[1], hidden=True)
    move_house(reference=family.reference, home=home, residents=[mum.reference], **NOW)
    mail = NewContact(kind=ContactKind.EMAIL, value=SECRETS[2], safe_to_email=True)
    add_contact(reference=family.reference, adult=mum.reference, contact=mail, **NOW)
    write_note(reference=family.reference, kind=NoteKind.SAFEGUARDING, text=SECRETS[3], **NOW)
    return family


def keep_apart(family, kept_from, about) -> ContactRestriction:
    return add_restriction(
        reference=family.reference,
        kept_from=kept_from.reference,
        about=about.reference,
        basis=Basis.COURT_ORDER,
        details=SECRETS[4],
        **NOW,
    )


def test_a_mother_sees_her_home_her_child_and_who_belongs_to_the_family(family, mum):
    shown = own(parent_of(mum))
    assert shown.addresses[0].lines == "7 Larkspur Way"
    assert [child.name for child in shown.children] == ["Tobi Okoye"]
    assert (shown.others, shown.groups) == (("Suharto",), ("Moorside group",))
    assert shown.me.contacts[0].value == "07700 900 111"


def test_a_father_who_lives_elsewhere_sees_what_is_his(family, dad):
    shown = own(parent_of(dad))
    assert [each.lines for each in shown.addresses] == ["Flat 9, Thornbury Court"]
    assert [child.name for child in shown.children] == ["Tobi Okoye"]
    assert (shown.others, shown.groups, shown.centres) == ((), (), ())
    assert not shown.reference, "it is the mother's household's"


def test_a_father_never_sees_where_they_went(fled, dad, mum, tobi):
    viewer = parent_of(dad)
    before = own(viewer)
    keep_apart(fled, dad, mum)
    after = own(viewer)
    assert not [secret for secret in SECRETS if secret in repr((before, after))]
    assert after == before, "the page tells that there is a restriction"
    keep_apart(fled, dad, tobi)
    assert own(viewer).children == ()


def test_the_restriction_holds_even_where_nobody_wrote_that_he_moved_out(fled, dad, mum):
    viewer = parent_of(dad)
    change_living(reference=fled.reference, person=dad.reference, living=Living.HERE, **NOW)
    assert SECRETS[0] in repr(own(viewer))
    keep_apart(fled, dad, mum)
    assert not [secret for secret in SECRETS if secret in repr(own(viewer))]


def test_hiding_an_address_shuts_out_whoever_is_not_named(family, mum, dad):
    viewer = parent_of(dad)
    change_living(reference=family.reference, person=dad.reference, living=Living.PARTLY, **NOW)
    assert "Larkspur" in repr(own(viewer))
    hide_address(reference=family.reference, residents=[mum.reference], **NOW)
    assert "Larkspur" not in repr(own(viewer))


def test_a_parent_of_two_families_reads_both(family, mum, tobi, county):
    other = make_family(county.group)
    viewer = parent_of(mum)
    AdultMembership.objects.create(family=other, adult=mum, living="elsewhere", valid_from=TODAY)
    first, second = own_family(viewer=viewer, on=TODAY)
    assert (first.reference, second.reference) == (family.reference, ""), "she does not live in the second"
    assert [child.name for child in second.children] == []


def test_the_look_is_on_record(family, mum):
    own(parent_of(mum))
    event = Event.objects.get(operation="open own family")
    assert (event.subject_reference, event.because) == (family.reference, "This is your own family.")


def test_nobody_reads_it_who_is_no_parent(family):
    with pytest.raises(Refused):
        own_family(viewer=viewer_with(Role.GROUP_LEAD), on=TODAY)


def test_a_parent_without_a_family_here_reads_nothing(family, mum):
    viewer = parent_of(mum)
    assert own_family(viewer=replace(viewer, user="2222222222"), on=TODAY) == ()


def test_it_takes_few_questions(family, mum, django_assert_num_queries):
    viewer = parent_of(mum)
    with django_assert_num_queries(4):
        own(viewer)
