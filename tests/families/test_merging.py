"""Two records are made one and taken apart again: nothing is lost, and the stricter side holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.families import operations
from fingerpost.families.models import Address, Adult, Child, Contact, Family, PossibleDouble
from fingerpost.families.queries import facts_of, family_for, find_families
from fingerpost.families.queries.doubles import likely_doubles
from fingerpost.families.rules.entering import NewAdult, NewChild, NewContact, NewHome
from fingerpost.families.vocabulary import Basis, ContactKind, Living, NoteKind, PairState
from tests.factories.accounts import CONSOLE, make_user
from tests.factories.families import APART, HOME, MOBILE, MOTHER, TOBI, TODAY, later, make_family, named, viewer_with
from tests.factories.places import make_group

NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}
AMARA = replace(MOTHER, date_of_birth=None, contacts=(replace(MOBILE, safe_to_call=False, safe_to_text=True),))
IFE = NewChild(given_name="Ife", family_name="Okoye", date_of_birth=date(2026, 3, 1))
ALONE = replace(
    APART,
    adults=(AMARA,),
    children=(replace(TOBI, cares=TOBI.cares[:1]), IFE),
    homes=(replace(HOME, safe_to_post=False),),
)
"""The mother again, with a baby who came since, and without the father."""

TABLES = [
    "families_family",
    "families_adult",
    "families_child",
    "families_adultmembership",
    "families_childmembership",
    "families_care",
    "families_contact",
    "families_address",
    "families_note",
    "families_contactrestriction",
    "families_registration",
    "families_familyworker",
    "families_compared",
    "families_familykey",
    "families_possibledouble",
]


def dump() -> dict[str, list[str]]:
    """Every row about families, as PostgreSQL writes it."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"select t::text from {table} t order by 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


@pytest.fixture
def again(family) -> Family:
    """The family, entered again at another group."""
    return make_family(make_group("Vale group"), ALONE)


def the_pair() -> PossibleDouble:
    return PossibleDouble.objects.told("a test").get()


def merged(kept: Family, gone: Family, **changes: Any) -> Any:
    same = {named(gone, name).reference: named(kept, name).reference for name in ("Amara", "Tobi")}
    return operations.merge_families(
        **{"pair": the_pair().reference, "keep": kept.reference, "same": same, **NOW} | changes
    )


def taken_apart(merger: Any, **changes: Any) -> None:
    operations.unmerge_families(**{"merger": merger.reference, "why": "They are sisters", **NOW} | changes)


def members(family: Family, who: type[Adult] | type[Child]) -> set[str]:
    rows = who.objects.told("a test").filter(memberships__family=family, memberships__valid_to=None)
    return {row.given_name for row in rows}


def test_everybody_and_everything_is_on_the_kept_record(family, again):
    merged(family, again)
    assert members(family, Adult) == {"Amara", "Suharto"}
    assert members(family, Child) == {"Tobi", "Ife"}
    assert facts_of([family.reference], on=TODAY)[family.reference].groups == {"moorside-group", "vale-group"}


def test_the_old_reference_leads_to_the_record(family, again, county):
    merged(family, again)
    viewer = viewer_with(Role.OUTREACH_WORKER, county.centres[0])
    opened = family_for(viewer=viewer, reference=again.reference, on=TODAY).family
    assert opened
    assert opened.reference == family.reference
    found = find_families(viewer=viewer, text=again.reference, on=TODAY)
    assert [line.reference for line in found.lines] == [family.reference]
    operations.close_family(reference=again.reference, why="moved", **NOW)
    family.refresh_from_db()
    assert family.closed_on == TODAY


def test_the_reference_of_a_person_leads_to_them_too(family, again):
    old = named(again, "Amara")
    merged(family, again)
    mail = NewContact(kind=ContactKind.EMAIL, value="amara@home.example")
    contact = operations.add_contact(reference=again.reference, adult=old.reference, contact=mail, **NOW)
    assert contact.adult == named(family, "Amara")


def test_it_is_on_record_with_both_references(family, again):
    merger = merged(family, again)
    taken_apart(merger)
    first, second = Event.objects.filter(subject_reference=family.reference).order_by("pk")[1:]
    assert (first.operation, again.reference in first.others) == ("merge families", True)
    assert (second.operation, second.why) == ("take families apart", "They are sisters")


def test_taken_apart_both_records_are_as_they_were_to_the_byte(family, again):
    note: dict[str, Any] = {"kind": NoteKind.SAFEGUARDING, "text": "A threat"}
    operations.write_note(reference=again.reference, child=named(again, "Ife").reference, **note, **NOW)
    operations.restrict_family(reference=again.reference, why="A threat", workers=[make_user()], **NOW)
    operations.record_loss(reference=again.reference, child=named(again, "Ife").reference, ended_on=TODAY, **NOW)
    before = dump()
    taken_apart(merged(family, again))
    assert dump() == before


def test_the_stricter_side_holds(family, again):
    worker = make_user()
    operations.restrict_family(reference=again.reference, why="A threat", workers=[worker], **NOW)
    operations.record_loss(reference=again.reference, child=named(again, "Ife").reference, ended_on=TODAY, **NOW)
    merged(family, again)
    family.refresh_from_db()
    assert (family.restricted, family.restricted_why.shown(), family.quiet_from) == (True, "A threat", TODAY)
    assert facts_of([family.reference], on=TODAY)[family.reference].workers == {worker.reference}
    (mobile,) = Contact.objects.told("a test").filter(adult=named(family, "Amara"))
    assert (mobile.safe_to_call, mobile.safe_to_text) == (False, False)
    home = Address.objects.told("a test").get(family=family, adult=None)
    assert home.safe_to_post is False


def test_a_hidden_address_hides_that_of_the_kept_record(family, again):
    operations.hide_address(reference=again.reference, residents=[named(again, "Amara").reference], **NOW)
    merged(family, again)
    home = Address.objects.told("a test").get(family=family, adult=None)
    assert (home.hidden, home.small_area_id) == (True, None)


def test_of_two_restricted_records_only_a_worker_named_on_both_is_named(family, again):
    both, one = make_user("Kit", email="kit@x.example"), make_user("Ash", email="ash@x.example")
    operations.restrict_family(reference=family.reference, why="A threat", workers=[both, one], **NOW)
    operations.restrict_family(reference=again.reference, why="A threat", workers=[both], **NOW)
    before = dump()
    merger = merged(family, again)
    assert facts_of([family.reference], on=TODAY)[family.reference].workers == {both.reference}
    taken_apart(merger)
    assert dump() == before


def refused(sentence: str, kept: Family, gone: Family, **changes: Any) -> None:
    before = dump()
    with pytest.raises(Refused, match=sentence):
        merged(kept, gone, **changes)
    assert dump() == before


def test_parents_who_live_apart_are_not_made_one_household(family):
    father = NewAdult(given_name="Suharto", contacts=(replace(MOBILE, value="07700 900 222"),))
    away = make_family(family=replace(APART, adults=(father,), children=(replace(TOBI, cares=()),), homes=(AWAY,)))
    pair = the_pair()
    tobi = {named(away, "Tobi").reference: named(family, "Tobi").reference}
    with pytest.raises(Refused, match="two homes of one child"):
        operations.merge_families(pair=pair.reference, keep=family.reference, same=tobi, **NOW)


AWAY = NewHome(lines="Flat 9, Thornbury Court", postcode="WM2 2AB")


def test_whoever_is_kept_from_somebody_on_one_record_keeps_the_records_apart(family, again):
    operations.add_restriction(
        reference=family.reference,
        kept_from=named(family, "Suharto").reference,
        about=named(family, "Amara").reference,
        basis=Basis.POLICE,
        **NOW,
    )
    refused("must not learn", family, again)


def test_a_hidden_address_and_an_adult_on_one_record_keep_them_apart(family, again):
    operations.change_living(
        reference=family.reference, person=named(family, "Suharto").reference, living=Living.HERE, **NOW
    )
    operations.hide_address(reference=again.reference, residents=[named(again, "Amara").reference], **NOW)
    refused("An address is hidden", family, again)


def test_who_is_whom_is_said_of_people_of_the_two_records(family, again):
    strangers = {named(again, "Amara").reference: named(family, "Tobi").reference}
    refused("Nobody can be two people", family, again, same=strangers)
    refused("not in this family", family, again, same={"2222222222": named(family, "Tobi").reference})
    refused("which of the two", family, again, keep="2222222222")


def test_whoever_may_not_change_both_records_decides_nothing(family, again, county):
    viewer = viewer_with(Role.OUTREACH_WORKER, county.centres[0])
    refused("another group", family, again, by=viewer)
    with pytest.raises(Refused, match="another group"):
        operations.decide_double(reference=the_pair().reference, state=PairState.NOT_SAME, by=viewer, on=TODAY)


def test_it_is_undone_once_and_for_a_reason(family, again):
    merger = merged(family, again)
    with pytest.raises(Refused, match="Write down why"):
        taken_apart(merger, why=" ")
    taken_apart(merger)
    with pytest.raises(Refused, match="nothing to undo"):
        taken_apart(merger)


def test_the_later_merger_is_undone_first(family, again):
    first = merged(again, family)
    third = make_family(family=replace(ALONE, children=ALONE.children[:1]))
    pair = PossibleDouble.objects.told("a test").get(one=again, other=third, state=PairState.OPEN)
    same = {named(again, name).reference: named(third, name).reference for name in ("Amara", "Tobi")}
    second = operations.merge_families(pair=pair.reference, keep=third.reference, same=same, **NOW)
    with pytest.raises(Refused, match="Undo that first"):
        taken_apart(first)
    assert facts_of([family.reference], on=TODAY)[family.reference].groups
    taken_apart(second)
    taken_apart(first)


def test_a_merged_record_is_found_as_no_double(family, again):
    assert len(likely_doubles(ALONE, on=TODAY)) == 2
    merged(family, again)
    assert [found.other for found in likely_doubles(ALONE, on=TODAY)] == [family.pk]


def in_it(family: Family, who: str) -> str:
    """The reference of somebody who belongs to the family."""
    kind = Adult if who == "Amara" else Child
    rows = kind.objects.told("a test").filter(memberships__family=family, given_name=who)
    return str(rows.distinct().get().reference)


def note(family: Family, who: str) -> None:
    about: dict[str, Any] = {"adult" if who == "Amara" else "child": in_it(family, who)}
    operations.write_note(reference=family.reference, kind=NoteKind.NEEDS, text=f"A pram for {who}", **about, **NOW)


def mail(family: Family, who: str) -> None:
    value = NewContact(kind=ContactKind.EMAIL, value=f"{who}@home.example".lower())
    operations.add_contact(reference=family.reference, adult=in_it(family, "Amara"), contact=value, **NOW)


def partly(family: Family, who: str) -> None:
    living: dict[str, Any] = {"reference": family.reference, "person": in_it(family, who), "living": Living.PARTLY}
    operations.change_living(**living, by=CONSOLE, on=later(3))


def house(family: Family, who: str) -> None:
    home = NewHome(lines=f"2 {who} Court", postcode="WM2 2AB")
    operations.move_house(reference=family.reference, home=home, by=CONSOLE, on=later(3))


EDITS = st.lists(
    st.tuples(st.sampled_from([note, mail, partly, house]), st.sampled_from(["Amara", "Tobi", "Ife"])), max_size=4
)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_what_is_entered_in_between_is_lost_on_neither_side(county, edits):
    from django.db import transaction

    with transaction.atomic():
        family, again = make_family(county.group), make_family(make_group("Vale group"), ALONE)
        before = dump()
        merger = merged(family, again)
        for edit, who in dict.fromkeys(edits):
            try:
                edit(family, who)
            except Refused:
                continue
        rows = {table: len(found) for table, found in dump().items() if table not in DERIVED}
        taken_apart(merger, on=later(4))
        after = dump()
        assert {table: len(found) for table, found in after.items() if table not in DERIVED} == rows
        assert members(again, Child) == {"Tobi", "Ife"}
        assert members(family, Child) == {"Tobi"}
        assert not edits or after != before
        if not edits:
            assert after == before
        transaction.set_rollback(True)


DERIVED = {"families_compared", "families_familykey", "families_possibledouble"}
