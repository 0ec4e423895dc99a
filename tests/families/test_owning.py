"""What a parent puts right, operation by operation and exit by exit: theirs alone, and on record."""

from datetime import date
from typing import Any

import pytest

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Address, AdultMembership, Child, Contact
from fingerpost.families.operations import (
    add_own_children,
    add_own_contact,
    add_restriction,
    change_living,
    change_own_contact,
    close_family,
    correct_child_day,
    correct_child_name,
    correct_own_birthday,
    correct_own_language,
    correct_own_name,
    end_own_contact,
    hide_own_home,
    move_own_home,
    record_own_birth,
)
from fingerpost.families.operations.own_children import OwnNewChild
from fingerpost.families.operations.owning import Names
from fingerpost.families.queries import own_family
from fingerpost.families.rules.entering import NewChild, NewContact, NewHome
from fingerpost.families.vocabulary import Basis, ChildState, ContactKind, Living, Relationship, Responsibility
from fingerpost.places.models.dated import valid_on
from tests.factories.accounts import CONSOLE
from tests.factories.families import MOBILE, TODAY, later, make_family, parent_of, viewer_with

A_PLACE = NewHome(lines="3 Canary Row", postcode="WM3 2AB")
MAIL = NewContact(kind=ContactKind.EMAIL, value="amara@home.example", safe_to_email=True, preferred=True)


def new_child(child: NewChild, **more: Any) -> OwnNewChild:
    """A child of whoever adds it."""
    return OwnNewChild(child=child, relationship=Relationship.MOTHER, responsibility=Responsibility.YES, **more)


def me(adult, on: date = TODAY) -> dict[str, Any]:
    viewer = parent_of(adult)
    return {"viewer": viewer, "by": Who(viewer.user, desk="family"), "on": on}


def shown(who: dict[str, Any]):
    (family,) = own_family(viewer=who["viewer"], on=who["on"])
    return family


def addresses(family, on: date = TODAY) -> dict[bool, str]:
    """Where the household is (False), and where an adult of it lives who lives elsewhere (True)."""
    rows = Address.objects.told("a test").filter(valid_on(on), family=family)
    return {bool(row.adult_id): row.lines.shown() for row in rows}


def test_a_name_is_put_right_and_on_record(family, mum):
    who = me(mum)
    correct_own_name(names=Names(" Amy ", "Okoye-Fenn"), **who)
    assert shown(who).me.name == "Amy Okoye-Fenn"
    event = Event.objects.get(operation="correct own name")
    assert (event.actor, event.desk, event.subject_reference) == (who["viewer"].user, "family", family.reference)
    assert event.others == [mum.reference]


@pytest.mark.parametrize("names", [Names("  "), Names("A" * 101), Names("Amy", known_as="A" * 101)])
def test_a_name_that_is_none_is_refused(mum, names):
    with pytest.raises(Refused):
        correct_own_name(names=names, **me(mum))
    assert not Event.objects.filter(operation="correct own name").exists()


def test_a_birthday_is_put_right_or_taken_away(mum):
    who = me(mum)
    correct_own_birthday(born_on=date(1995, 5, 2), **who)
    assert shown(who).me.birthday == date(1995, 5, 2)
    correct_own_birthday(born_on=None, **who)
    assert shown(who).me.birthday is None


def test_nobody_is_born_tomorrow(mum):
    with pytest.raises(Refused, match="future"):
        correct_own_birthday(born_on=later(1), **me(mum))


def test_a_language_is_said(mum):
    who = me(mum)
    correct_own_language(language="pl", interpreter=True, **who)
    assert (shown(who).me.language, shown(who).me.interpreter) == ("pl", True)
    with pytest.raises(Refused):
        correct_own_language(language="A" * 101, interpreter=None, **who)


def test_a_way_to_be_reached_is_added_and_there_is_one_best(mum):
    who = me(mum)
    add_own_contact(contact=MAIL, **who)
    assert [(each.value, each.preferred) for each in shown(who).me.contacts] == [
        ("amara@home.example", True),
        ("07700 900 111", False),
    ]


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        (NewContact(kind=ContactKind.MOBILE, value="07700900111"), "already"),
        (NewContact(kind=ContactKind.MOBILE, value="soon"), "telephone number"),
        (NewContact(kind=ContactKind.EMAIL, value="a@home.example", safe_to_call=True), "takes no"),
    ],
)
def test_a_way_that_is_none_or_known_is_refused(mum, contact, why):
    with pytest.raises(Refused, match=why):
        add_own_contact(contact=contact, **me(mum))


def test_what_is_safe_is_changed_and_what_was_before_stays_dated(mum):
    who = me(mum, on=later(3))
    (old,) = shown(who).me.contacts
    quiet = NewContact(kind=ContactKind.MOBILE, value=MOBILE.value, safe_to_text=True)
    change_own_contact(reference=old.reference, contact=quiet, **who)
    (new,) = shown(who).me.contacts
    assert (new.safe_to_call, new.safe_to_text) == (False, True)
    assert Contact.objects.told("a test").get(reference=old.reference).valid_to == later(2)


def test_a_way_is_ended_once(mum):
    who = me(mum)
    (old,) = shown(who).me.contacts
    end_own_contact(reference=old.reference, **who)
    assert not shown(who).me.contacts
    with pytest.raises(Refused, match="do not have"):
        end_own_contact(reference=old.reference, **who)


def test_nobody_changes_how_another_adult_is_reached(mum, dad):
    hers = Contact.objects.told("a test").get(adult=mum).reference
    who = me(dad)
    with pytest.raises(Refused):
        end_own_contact(reference=hers, **who)
    with pytest.raises(Refused):
        change_own_contact(reference=hers, contact=MAIL, **who)
    assert Contact.objects.told("a test").get(adult=mum).valid_to is None


def test_a_household_moves_together(family, mum):
    who = me(mum, on=later(2))
    move_own_home(home=A_PLACE, everybody=True, **who)
    assert [each.lines for each in shown(who).addresses] == ["3 Canary Row"]
    assert addresses(family, later(1))[False] == "7 Larkspur Way"


def test_who_lives_elsewhere_moves_alone_whatever_they_press(family, dad):
    move_own_home(home=A_PLACE, everybody=True, **me(dad))
    assert addresses(family) == {False: "7 Larkspur Way", True: "3 Canary Row"}


def test_who_moves_away_takes_nothing_from_the_others_and_shows_them_nothing(family, mum, dad):
    change_living(reference=family.reference, person=dad.reference, living=Living.HERE, by=CONSOLE, on=TODAY)
    her, him = me(mum), me(dad)
    move_own_home(home=A_PLACE, everybody=False, **her)
    assert [each.lines for each in shown(her).addresses] == ["3 Canary Row"]
    assert "Canary" not in repr(shown(him))
    assert "7 Larkspur Way" in repr(shown(him))
    member = AdultMembership.objects.told("a test").get(valid_on(TODAY), adult=mum)
    assert member.living == Living.ELSEWHERE


def test_a_secret_address_is_followed_by_a_secret_one(family, mum):
    who = me(mum)
    hide_own_home(**who)
    assert shown(who).addresses[0].hidden
    move_own_home(home=A_PLACE, everybody=True, **who)
    assert shown(who).addresses[0].hidden
    row = Address.objects.told("a test").get(valid_on(TODAY), family=family, adult=None)
    assert row.small_area is None


def test_what_is_secret_in_one_family_is_secret_in_every_other(family, mum, county):
    who, other = me(mum), make_family(county.group)
    AdultMembership.objects.create(family=other, adult=mum, living=Living.ELSEWHERE, valid_from=TODAY)
    hide_own_home(**who)
    move_own_home(home=A_PLACE, everybody=True, **who)
    rows = Address.objects.told("a test").filter(valid_on(TODAY), family__in=[family, other])
    assert [row.hidden for row in rows if row.lines.shown() == "3 Canary Row"] == [True, True]


def test_what_was_lost_nobody_is_asked_to_put_right(mum, tobi):
    Child.objects.told("a test").filter(pk=tobi.pk).update(state=ChildState.DIED, ended_on=TODAY)
    with pytest.raises(Refused):
        correct_child_name(child=tobi.reference, names=Names("Toby"), **me(mum))


def test_hiding_holds_for_who_comes_now_and_then(family, mum, dad):
    him = me(dad)
    change_living(reference=family.reference, person=dad.reference, living=Living.PARTLY, by=CONSOLE, on=TODAY)
    assert "Larkspur" in repr(shown(him))
    hide_own_home(**me(mum))
    assert "Larkspur" not in repr(shown(him))


def test_nobody_hides_a_home_that_is_not_theirs(family, dad):
    Address.objects.told("a test").filter(adult=dad).delete()
    with pytest.raises(Refused, match="no address"):
        hide_own_home(**me(dad))
    assert not Address.objects.told("a test").get(family=family).hidden


def test_an_address_needs_a_postcode(mum):
    with pytest.raises(Refused, match="postcode"):
        move_own_home(home=NewHome(lines="Here", postcode="WM"), everybody=True, **me(mum))


def test_a_child_is_put_right(mum, tobi):
    who = me(mum)
    correct_child_name(child=tobi.reference, names=Names("Toby", "Okoye"), **who)
    correct_child_day(child=tobi.reference, day=date(2024, 3, 1), **who)
    (child,) = shown(who).children
    assert (child.name, child.birthday) == ("Toby Okoye", date(2024, 3, 1))


@pytest.mark.parametrize("change", [{"names": Names("A" * 101)}, {"names": Names(known_as="A" * 101)}])
def test_a_childs_name_is_not_endless(mum, tobi, change):
    with pytest.raises(Refused):
        correct_child_name(child=tobi.reference, **change, **me(mum))


def test_a_child_is_not_born_tomorrow(mum, tobi):
    with pytest.raises(Refused, match="future"):
        correct_child_day(child=tobi.reference, day=later(1), **me(mum))


def test_a_father_without_responsibility_who_lives_elsewhere_changes_nothing(dad, tobi):
    who = me(dad)
    for change, more in ((correct_child_name, {"names": Names("X")}), (correct_child_day, {"day": TODAY})):
        with pytest.raises(Refused):
            change(child=tobi.reference, **more, **who)
    assert Child.objects.told("a test").get(pk=tobi.pk).given_name == "Tobi"


def test_a_child_that_is_kept_from_him_is_answered_like_one_that_is_not_there(family, dad, tobi):
    who = me(dad)
    for row in dad.cares_for.told("a test").all():
        row.responsibility = Responsibility.YES
        row.save()
    correct_child_name(child=tobi.reference, names=Names("Tobi"), **who)
    kept = {"kept_from": dad.reference, "about": tobi.reference, "basis": Basis.COURT_ORDER}
    add_restriction(reference=family.reference, by=CONSOLE, on=TODAY, **kept)
    said = set()
    for reference in (tobi.reference, "2222222222"):
        with pytest.raises(Refused) as refused:
            correct_child_name(child=reference, names=Names("X"), **who)
        said.add(refused.value.reason)
    assert len(said) == 1


def test_twins_on_the_way_are_born_one_by_one(mum):
    who = me(mum)
    new = new_child(NewChild(due_on=later(60)), babies=2)
    one, other = add_own_children(new=new, **who)
    assert one.born_with == other.born_with != ""
    record_own_birth(child=one.reference, born_on=TODAY, names=Names("Ada", "Okoye"), **who)
    children = {child.reference: child for child in shown(who).children}
    assert children[one.reference].name == "Ada Okoye"
    assert children[other.reference].birthday is None
    with pytest.raises(Refused, match="not expected"):
        record_own_birth(child=one.reference, born_on=TODAY, names=Names("Ada"), **who)


def test_a_birth_is_not_tomorrow(mum):
    who = me(mum)
    (baby,) = add_own_children(new=new_child(NewChild(due_on=later(60))), **who)
    with pytest.raises(Refused, match="future"):
        record_own_birth(child=baby.reference, born_on=later(1), names=Names(), **who)


def test_a_twin_of_a_child_we_know_belongs_with_it(mum, tobi):
    twin = NewChild(given_name="Ada", date_of_birth=tobi.date_of_birth)
    (ada,) = add_own_children(new=new_child(twin, twin=True), **me(mum))
    assert ada.born_with == Child.objects.told("a test").get(pk=tobi.pk).born_with != ""


def test_nobody_is_added_twice(mum, tobi):
    again = NewChild(given_name="tobi", family_name="Okoye", date_of_birth=tobi.date_of_birth)
    with pytest.raises(Refused, match="already"):
        add_own_children(new=new_child(again), **me(mum))


def test_a_child_is_added_to_a_home_that_one_lives_in(dad):
    new = new_child(NewChild(given_name="Ada", date_of_birth=TODAY))
    with pytest.raises(Refused, match="home that you live in"):
        add_own_children(new=new, **me(dad))


def test_a_child_is_born_or_expected(mum):
    with pytest.raises(Refused, match="due date"):
        add_own_children(new=new_child(NewChild(given_name="Ada")), **me(mum))


def test_who_is_no_parent_changes_nothing(family):
    viewer = viewer_with(Role.GROUP_LEAD)
    with pytest.raises(Refused):
        correct_own_name(names=Names("Amy"), viewer=viewer, by=Who(viewer.user), on=TODAY)


def test_a_record_that_is_closed_is_changed_by_nobody(family, mum):
    who = me(mum)
    close_family(reference=family.reference, why="moved", by=CONSOLE, on=TODAY)
    with pytest.raises(Refused, match="Ask your centre"):
        correct_own_name(names=Names("Amy"), **who)
