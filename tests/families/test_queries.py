"""What those at work see of families: lists, searches and records, and what is put on record."""

from dataclasses import replace
from typing import Any

import pytest

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.vocabulary import Verb
from fingerpost.families.models import Care, Family
from fingerpost.families.operations import (
    add_restriction,
    hide_address,
    link_adult,
    restrict_family,
    write_note,
)
from fingerpost.families.queries import families_of_group, family_for, find_families
from fingerpost.families.rules.entering import NewChild
from fingerpost.families.vocabulary import Basis, NoteKind, Responsibility
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.families import APART, MOTHER, TODAY, make_family, named, viewer_with
from tests.factories.places import make_group

NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}


def opened(family, role: Role, at=None) -> Any:
    return family_for(viewer=viewer_with(role, at), reference=family.reference, on=TODAY)


def registered(family) -> Any:
    """The group that a family is with."""
    return family.registrations.told("a test").get().group


def reads() -> list[Event]:
    return list(Event.objects.filter(verb=Verb.READ).order_by("pk"))


def test_a_list_shows_first_letters_and_years(family):
    listed = families_of_group(viewer=viewer_with(Role.RECEPTIONIST), on=TODAY)
    (line,) = listed.lines
    assert (line.adults, line.children, line.years) == (("A… O…", "S…"), ("T… O…",), (2024,))
    assert listed.verdict.allowed


def test_a_list_is_on_record_with_each_reference_and_the_reason(family, county):
    other = make_family(county.group)
    families_of_group(viewer=viewer_with(Role.RECEPTIONIST), on=TODAY)
    (event,) = reads()
    assert {event.subject_reference, *event.others} == {family.reference, other.reference}
    assert event.because == "Your role allows this: Centre receptionist."


def test_another_group_sees_nothing_of_it(family):
    viewer = viewer_with(Role.GROUP_LEAD, make_group("Vale group"))
    assert families_of_group(viewer=viewer, on=TODAY).lines == ()
    assert find_families(viewer=viewer, text="Okoye", on=TODAY).lines == ()
    answer = family_for(viewer=viewer, reference=family.reference, on=TODAY)
    assert answer.family is None
    assert "another group" in answer.verdict.reason


def test_a_refusal_is_on_record(family):
    opened(family, Role.GROUP_LEAD, make_group("Vale group"))
    event = Event.objects.get(verb=Verb.REFUSED)
    assert (event.subject_reference, "another group" in event.because) == (family.reference, True)


@pytest.mark.parametrize(
    "text", ["okoye", "TOBI ok", "Amará", "07700900111", "+44 7700 900111", "suharto", "REFERENCE"]
)
def test_a_family_is_found_and_named_by_what_somebody_says_at_the_desk(family, text):
    text = text.replace("REFERENCE", family.reference.upper())
    (line,) = find_families(viewer=viewer_with(Role.RECEPTIONIST), text=text, on=TODAY).lines
    assert line.adults[0] == "Amara Okoye"


@pytest.mark.parametrize(("text", "found"), [("ABCDE FGHJK", "Tobi Okoye"), ("bartbradce", "Bartbradce")])
def test_a_reference_without_a_digit_is_found_and_so_is_a_name_like_one(county, text, found):
    family = make_family(county.group)
    Family.objects.told("a test").filter(pk=family.pk).update(reference="abcdefghjk")
    make_family(county.group, children=(NewChild(given_name="Bartbradce", date_of_birth=TODAY),))
    (line,) = find_families(viewer=viewer_with(Role.RECEPTIONIST), text=text, on=TODAY).lines
    assert line.children == (found,)


@pytest.mark.parametrize("text", ["", "o", "okoye marsh", "07700900112", "wm9 2ab", "x@y.example", "%", "\x00'"])
def test_what_is_not_there_is_not_found(family, text):
    assert find_families(viewer=viewer_with(Role.RECEPTIONIST), text=text, on=TODAY).total == 0


@pytest.mark.parametrize("text", ["wm1 2ab", " WM12AB "])
def test_whoever_sees_addresses_finds_a_family_by_its_postcode(family, text):
    (line,) = find_families(viewer=viewer_with(Role.OUTREACH_WORKER), text=text, on=TODAY).lines
    assert line.reference == family.reference


def test_reception_does_not_learn_who_lives_at_a_postcode(family):
    answer = find_families(viewer=viewer_with(Role.RECEPTIONIST), text="WM1 2AB", on=TODAY)
    assert (answer.total, answer.lines, answer.verdict.allowed) == (0, (), True)


def test_seeing_addresses_in_one_group_finds_nobody_in_another_by_postcode(family, county):
    user = make_posting(Role.RECEPTIONIST, county.group).user
    vale = make_family(make_group("Vale group"))
    make_posting(Role.OUTREACH_WORKER, registered(vale), user=user)
    (line,) = find_families(viewer=viewer_of(user, on=TODAY), text="WM1 2AB", on=TODAY).lines
    assert line.reference == vale.reference


def test_nobody_is_found_by_a_hidden_address(family, mum):
    hide_address(reference=family.reference, residents=[mum.reference], **NOW)
    assert find_families(viewer=viewer_with(Role.OUTREACH_WORKER), text="WM1 2AB", on=TODAY).total == 0


def test_reception_sees_the_basics(family):
    shown = opened(family, Role.RECEPTIONIST).family
    assert shown.adults[0].contacts[0].value == "07700 900 111"
    assert (shown.adults[0].year, shown.adults[0].birthday) == (1994, None)
    assert (shown.addresses, shown.notes) == ((), ())
    assert shown.children[0].carers[0].responsibility is None


def test_outreach_sees_all_but_what_is_hidden(family, mum):
    write_note(reference=family.reference, kind=NoteKind.HEALTH, text="Asthma", **NOW)
    write_note(reference=family.reference, kind=NoteKind.SAFEGUARDING, text="A danger", **NOW)
    hide_address(reference=family.reference, residents=[mum.reference], **NOW)
    shown = opened(family, Role.OUTREACH_WORKER).family
    assert shown.children[0].carers[0].responsibility is Responsibility.YES
    assert [note.text for note in shown.notes] == ["Asthma"]
    assert [(each.hidden, each.lines) for each in shown.addresses if not each.adult] == [(True, "")]


def test_the_safeguarding_lead_sees_what_is_hidden(family, mum):
    write_note(reference=family.reference, kind=NoteKind.SAFEGUARDING, text="A danger", **NOW)
    hide_address(reference=family.reference, residents=[mum.reference], **NOW)
    shown = opened(family, Role.SAFEGUARDING_LEAD).family
    assert shown.addresses[0].lines or shown.addresses[1].lines
    assert [note.text for note in shown.notes] == ["A danger"]


def test_whoever_answers_the_telephone_is_warned(family, mum, dad):
    add_restriction(
        reference=family.reference,
        kept_from=dad.reference,
        about=mum.reference,
        basis=Basis.COURT_ORDER,
        details="Until March",
        **NOW,
    )
    (warned,) = opened(family, Role.RECEPTIONIST).family.warnings
    assert (warned.kept_from, warned.about, warned.details) == ("Suharto", "Amara Okoye", "")
    assert opened(family, Role.SAFEGUARDING_LEAD).family.warnings[0].details == "Until March"


def test_the_warning_stands_on_the_other_family_too(family, mum, county):
    other = make_family(county.group, adults=(replace(MOTHER, given_name="Kofi"),), children=(), homes=())
    add_restriction(
        reference=family.reference,
        kept_from=named(other, "Kofi").reference,
        about=mum.reference,
        basis=Basis.ASKED,
        **NOW,
    )
    assert opened(other, Role.RECEPTIONIST).family.warnings[0].about == "Amara Okoye"


def test_a_restricted_family_is_for_named_workers(family):
    worker = make_posting(Role.OUTREACH_WORKER).user
    restrict_family(reference=family.reference, why="A threat", workers=[worker], **NOW)
    stranger = viewer_with(Role.CENTRE_MANAGER)
    assert families_of_group(viewer=stranger, on=TODAY).total == 0
    assert "Only the workers named" in family_for(viewer=stranger, reference=family.reference, on=TODAY).verdict.reason
    named_worker = viewer_of(worker, on=TODAY)
    assert families_of_group(viewer=named_worker, on=TODAY).total == 1
    assert family_for(viewer=named_worker, reference=family.reference, on=TODAY).family


def test_a_worker_does_not_open_their_own_family(family, mum):
    worker = make_posting(Role.OUTREACH_WORKER).user
    link_adult(reference=family.reference, adult=mum.reference, user=worker, **NOW)
    me = viewer_of(worker, on=TODAY)
    assert families_of_group(viewer=me, on=TODAY).total == 0
    assert "a colleague has to" in family_for(viewer=me, reference=family.reference, on=TODAY).verdict.reason


@pytest.mark.parametrize("way", ["kept away", "a parent elsewhere"])
def test_a_worker_who_stands_near_a_family_finds_no_such_family(family, mum, tobi, county, way):
    """Whoever is kept from somebody learns not even that there is a record."""
    worker = make_posting(Role.GROUP_LEAD, county.group).user
    other = make_family(county.group, adults=(replace(MOTHER, given_name="Kofi", contacts=()),), children=(), homes=())
    kofi = named(other, "Kofi")
    link_adult(reference=other.reference, adult=kofi.reference, user=worker, **NOW)
    if way == "kept away":
        add_restriction(
            reference=family.reference, kept_from=kofi.reference, about=tobi.reference, basis=Basis.ASKED, **NOW
        )
    else:
        Care.objects.create(adult=kofi, child=tobi, relationship="father", valid_from=TODAY)
    me = viewer_of(worker, on=TODAY)
    answer = family_for(viewer=me, reference=family.reference, on=TODAY)
    assert not answer.found
    assert answer.verdict == family_for(viewer=me, reference="2222222222", on=TODAY).verdict
    assert find_families(viewer=me, text="Okoye", on=TODAY).total == 0


def test_a_list_asks_as_often_of_many_families_as_of_few(family, county, django_assert_num_queries):
    viewer = viewer_with(Role.RECEPTIONIST)
    for _ in range(30):
        make_family(county.group, family=APART)
    with django_assert_num_queries(4):
        listed = families_of_group(viewer=viewer, on=TODAY, page=2)
    assert (listed.total, listed.pages, len(listed.lines)) == (31, 2, 6)


def test_a_record_takes_few_questions(family, django_assert_num_queries):
    viewer = viewer_with(Role.RECEPTIONIST)
    with django_assert_num_queries(5):
        family_for(viewer=viewer, reference=family.reference, on=TODAY)


def test_somebody_without_a_role_sees_nothing(family):
    me = viewer_of(make_user(), on=TODAY)
    assert families_of_group(viewer=me, on=TODAY).lines == ()
    assert family_for(viewer=me, reference=family.reference, on=TODAY).family is None
