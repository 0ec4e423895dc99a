"""Each change to a family: who may, what it does, what it refuses with which sentence, and its entry on record."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.vocabulary import Verb
from fingerpost.base.verdict import Refused
from fingerpost.families import operations
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Child,
    Contact,
    ContactRestriction,
    Family,
    FamilyWorker,
    Registration,
)
from fingerpost.families.operations.entering import Arrival
from fingerpost.families.queries import facts_of, family_for
from fingerpost.families.rules.entering import NewAdult, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.vocabulary import Basis, ChildState, ContactKind, Living, NoteKind
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.families import APART, MOTHER, TODAY, later, make_family, named, viewer_with
from tests.factories.places import make_group, make_small_area

NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}
MAIL = NewContact(kind=ContactKind.EMAIL, value="amara@home.example", safe_to_email=True)
ROSE = NewHome(lines="2 Rose Court", postcode="WM2 2AB")
SECRET = replace(ROSE, hidden=True)


def refuses(sentence: str, act, **values) -> None:
    with pytest.raises(Refused, match=sentence):
        act(**(NOW | values))


def home_of(family: Family) -> Address:
    return Address.objects.told("a test").get(family=family, adult=None, valid_to=None)


def test_a_receptionist_enters_a_family_of_her_own_group(county):
    viewer = viewer_with(Role.RECEPTIONIST)
    family = operations.enter_family(family=APART, group=county.group, by=viewer, on=TODAY)
    event = Event.objects.get(operation="enter family")
    assert (event.subject_reference, event.actor, event.counts) == (family.reference, viewer.user, {"families": 1})
    assert event.because == "Your role allows this: Centre receptionist."


@pytest.mark.parametrize("role", [Role.WEBSITE_EDITOR, Role.PARENT, Role.COUNTY_MANAGER, Role.SAFEGUARDING_LEAD])
def test_others_enter_none(county, role):
    refuses("role", operations.enter_family, family=APART, group=county.group, by=viewer_with(role))


def test_nobody_enters_a_family_at_another_group(county):
    viewer = viewer_with(Role.RECEPTIONIST)
    refuses("another place", operations.enter_family, family=APART, group=make_group("Vale"), by=viewer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"adults": (), "children": (), "homes": ()}, "at least one"),
        ({"adults": (NewAdult(given_name=" "), MOTHER)}, "One word is enough"),
        ({"adults": (replace(MOTHER, date_of_birth=later(1)), MOTHER)}, "in the future"),
        ({"adults": (replace(MOTHER, date_of_birth=date(1890, 1, 1)), MOTHER)}, "120 years"),
        ({"children": (NewChild(given_name="Tobi"),)}, "date of birth or"),
        ({"children": (NewChild(due_on=later(310)),)}, "ten months"),
        ({"homes": (replace(ROSE, postcode="WM2"),)}, "whole postcode"),
        ({"homes": (replace(ROSE, lines=" "),)}, "first line"),
        ({"homes": (replace(ROSE, of=5),)}, "not in this family"),
        ({"adults": (replace(MOTHER, contacts=(replace(MAIL, value="amara"),)), MOTHER)}, "e-mail address, like"),
        ({"adults": (replace(MOTHER, contacts=(replace(MAIL, safe_to_text=True),)), MOTHER)}, "takes no text"),
        ({"adults": (replace(MOTHER, contacts=(replace(MAIL, kind=ContactKind.MOBILE),)), MOTHER)}, "telephone number"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(county, changes, sentence):
    refuses(sentence, operations.enter_family, family=replace(APART, **changes), group=county.group)
    assert not Family.objects.told("a test").exists()


def test_many_are_entered_or_none(county):
    wrong = NewFamily(adults=())
    arrivals = [Arrival(family=each, group=county.group) for each in (APART, wrong)]
    refuses("at least one", operations.enter_families, arrivals=arrivals)
    assert not Family.objects.told("a test").exists()


def test_many_families_cost_no_more_statements_than_one(county, django_assert_max_num_queries):
    arrivals = [Arrival(family=APART, group=county.group) for _ in range(50)]
    with django_assert_max_num_queries(26):
        assert len(operations.enter_families(arrivals=arrivals, **NOW)) == 50


def test_a_further_adult_and_twins(family):
    gran = NewAdult(given_name="Ngozi", contacts=(MAIL,))
    operations.add_adult(reference=family.reference, adult=gran, **NOW)
    for _ in range(2):
        operations.add_child(reference=family.reference, child=NewChild(due_on=later(60), born_with="twins"), **NOW)
    opened = family_for(viewer=viewer_with(Role.OUTREACH_WORKER), reference=family.reference, on=TODAY).family
    assert opened
    assert [adult.name for adult in opened.adults] == ["Amara Okoye", "Suharto", "Ngozi"]
    assert [child.state for child in opened.children].count(ChildState.EXPECTED) == 2


def test_a_due_date_becomes_a_birth(family):
    child = operations.add_child(reference=family.reference, child=NewChild(due_on=later(3)), **NOW)
    born: dict[str, Any] = {"child": child.reference, "born_on": TODAY, "given_name": "Ada"}
    operations.record_birth(reference=family.reference, **born, **NOW)
    assert Child.objects.told("a test").get(pk=child.pk).state == ChildState.BORN
    refuses("not expected any more", operations.record_birth, reference=family.reference, **born)


@pytest.mark.parametrize("born", [True, False])
def test_after_a_loss_no_machine_writes(family, born):
    new = NewChild(date_of_birth=later(-9)) if born else NewChild(due_on=later(60))
    child = operations.add_child(reference=family.reference, child=new, **NOW)
    operations.record_loss(reference=family.reference, child=child.reference, ended_on=TODAY, **NOW)
    kept = Child.objects.told("a test").get(pk=child.pk)
    assert kept.state == (ChildState.DIED if born else ChildState.NOT_BORN)
    assert Family.objects.told("a test").get(pk=family.pk).quiet_from == TODAY


def test_moving_house_keeps_where_they_lived(family, mum, dad):
    operations.move_house(reference=family.reference, home=ROSE, by=CONSOLE, on=later(30))
    rows = Address.objects.told("a test").filter(family=family, adult=None).order_by("valid_from")
    assert [(row.lines.shown(), row.valid_to) for row in rows] == [
        ("7 Larkspur Way", later(29)),
        ("2 Rose Court", None),
    ]


def test_an_address_that_was_wrong_all_day_is_put_right(family):
    operations.move_house(reference=family.reference, home=ROSE, **NOW)
    assert home_of(family).lines.shown() == "2 Rose Court"


@pytest.mark.parametrize("residents", [None, [], ["2222222222"]])
def test_moving_to_a_hidden_address_asks_who_lives_there(family, residents):
    refuses(".", operations.move_house, reference=family.reference, home=SECRET, residents=residents)


def test_hiding_takes_effect_at_once(family, mum, dad):
    operations.change_living(reference=family.reference, person=dad.reference, living=Living.HERE, **NOW)
    operations.hide_address(reference=family.reference, residents=[mum.reference], **NOW)
    assert (home_of(family).hidden, home_of(family).small_area) == (True, None)
    his = AdultMembership.objects.told("a test").get(adult=dad, valid_to=None)
    assert his.living == Living.ELSEWHERE


def test_the_small_area_follows_from_the_postcode(family, county):
    area = home_of(family).small_area
    assert area
    make_small_area()
    operations.move_house(reference=family.reference, home=ROSE, **NOW)
    assert home_of(family).small_area not in (None, area)


def test_ways_to_reach_somebody_come_and_go(family, mum):
    added = operations.add_contact(reference=family.reference, adult=mum.reference, contact=MAIL, **NOW)
    refuses("already", operations.add_contact, reference=family.reference, adult=mum.reference, contact=MAIL)
    operations.end_contact(reference=family.reference, contact=added.reference, by=CONSOLE, on=later(1))
    assert Contact.objects.told("a test").get(pk=added.pk).valid_to == TODAY


def restriction(family, kept_from, about, **values) -> ContactRestriction:
    given: dict[str, Any] = {"kept_from": kept_from.reference, "about": about.reference, "basis": Basis.POLICE}
    return operations.add_restriction(reference=family.reference, **given, **(NOW | values))


def test_a_restriction_stands_once_and_ends_with_the_day_for_a_reason(family, mum, dad):
    row = restriction(family, dad, mum)
    with pytest.raises(Refused, match="already"):
        restriction(family, dad, mum)
    ending: dict[str, Any] = {"reference": family.reference, "restriction": row.reference}
    refuses("why", operations.withdraw_restriction, why=" ", **ending)
    operations.withdraw_restriction(why="The order was lifted", **ending, **NOW)
    assert ContactRestriction.objects.told("a test").get().valid_to == TODAY


@pytest.mark.parametrize(("who", "about"), [("mum", "mum"), ("stranger", "stranger"), ("mum", "nobody")])
def test_a_restriction_is_between_two_and_about_this_family(family, mum, county, who, about):
    other = make_family(county.group)
    people = {"mum": mum.reference, "stranger": named(other, "Tobi").reference, "nobody": "2222222222"}
    given: dict[str, Any] = {"kept_from": people[who], "about": people[about], "basis": Basis.ASKED}
    refuses(".", operations.add_restriction, reference=family.reference, **given)


def test_only_those_closest_withdraw_a_restriction(family, mum, dad):
    row = restriction(family, dad, mum)
    ending: dict[str, Any] = {"reference": family.reference, "restriction": row.reference, "why": "He asked nicely"}
    refuses("role", operations.withdraw_restriction, by=viewer_with(Role.CENTRE_MANAGER), **ending)
    operations.withdraw_restriction(by=viewer_with(Role.SAFEGUARDING_LEAD), on=TODAY, **ending)


def test_a_restricted_family_is_opened_again_by_those_closest(family):
    worker = make_posting(Role.OUTREACH_WORKER).user
    operations.restrict_family(reference=family.reference, why="A threat", workers=[worker], **NOW)
    refuses("already", operations.restrict_family, reference=family.reference, why="Again", workers=[worker])
    lifting: dict[str, Any] = {"reference": family.reference, "why": "It is over"}
    refuses("named", operations.lift_family_restriction, by=viewer_with(Role.CENTRE_MANAGER), **lifting)
    operations.name_worker(reference=family.reference, worker=make_user(), by=viewer_of(worker, on=TODAY), on=TODAY)
    operations.lift_family_restriction(by=viewer_of(worker, on=TODAY), on=TODAY, **lifting)
    assert not facts_of([family.reference], on=TODAY)[family.reference].restricted
    assert FamilyWorker.objects.told("a test").count() == 2


def test_a_restriction_needs_a_reason_and_a_worker(family):
    refuses("name at least one", operations.restrict_family, reference=family.reference, why="A threat", workers=[])


def test_nobody_links_themselves_to_a_family(family, mum):
    worker = make_posting(Role.RECEPTIONIST).user
    linking: dict[str, Any] = {"reference": family.reference, "adult": mum.reference, "user": worker}
    refuses("Nobody can link", operations.link_adult, by=viewer_of(worker, on=TODAY), **linking)
    operations.link_adult(**linking, **NOW)
    refuses("linked already", operations.link_adult, **linking)
    assert facts_of([family.reference], on=TODAY)[family.reference].adults == {worker.reference}


def test_a_family_may_be_with_two_groups(family, county):
    vale = make_group("Vale")
    operations.register_with(reference=family.reference, group=vale, **NOW)
    assert facts_of([family.reference], on=TODAY)[family.reference].groups == {county.group.slug, vale.slug}
    refuses("already", operations.register_with, reference=family.reference, group=vale)


def test_a_family_that_left_is_not_changed(family):
    operations.close_family(reference=family.reference, why="moved", **NOW)
    refuses("no longer with us", operations.move_house, reference=family.reference, home=ROSE)


def test_a_note_on_safety_is_for_those_closest(family, tobi):
    note: dict[str, Any] = {"reference": family.reference, "text": "Take care", "child": tobi.reference}
    operations.write_note(kind=NoteKind.HEALTH, by=viewer_with(Role.OUTREACH_WORKER), on=TODAY, **note)
    refuses("role", operations.write_note, kind=NoteKind.SAFEGUARDING, by=viewer_with(Role.OUTREACH_WORKER), **note)


@pytest.mark.parametrize("role", [Role.DATA_PROTECTION_OFFICER, Role.WEBSITE_EDITOR, Role.PARENT])
def test_who_sees_or_does_not_see_a_family_and_must_not_change_it(family, role):
    refuses(".", operations.move_house, reference=family.reference, home=ROSE, by=viewer_with(role))


def test_another_group_changes_nothing(family):
    viewer = viewer_with(Role.GROUP_LEAD, make_group("Vale"))
    refuses("another group", operations.move_house, reference=family.reference, home=ROSE, by=viewer)
    refuses("no family with", operations.move_house, reference="2222222222", home=ROSE)


def test_every_operation_leaves_one_entry_and_no_name(family, mum, dad):
    before = Event.objects.filter(verb=Verb.WROTE).count()
    operations.add_contact(reference=family.reference, adult=mum.reference, contact=MAIL, **NOW)
    operations.move_house(reference=family.reference, home=SECRET, residents=[mum.reference], **NOW)
    restriction(family, dad, mum, details="Bail until March")
    events = Event.objects.filter(verb=Verb.WROTE).order_by("pk")[before:]
    assert [event.operation for event in events] == ["add contact", "move house", "add contact restriction"]
    assert not [word for word in ("Amara", "Rose", "home.example", "March") if word in repr([vars(e) for e in events])]


def test_an_adult_of_one_word_is_found_and_shown(family):
    assert Adult.objects.told("a test").get(given_name="Suharto").sought == "suharto"
    assert Registration.objects.told("a test").count() == 1
