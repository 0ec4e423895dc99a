"""What is unusual about a look to whoever knows families: one's own name or home, and a family of another group."""

from datetime import UTC, datetime

import pytest

from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.models import UnusualAccess
from fingerpost.audit.operations import Who, record_read
from fingerpost.audit.rules.unusual import Look
from fingerpost.base import clock
from fingerpost.families.operations import link_adult, list_unusual_looks
from fingerpost.families.queries.looking import circumstances
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.families import TODAY, make_family, named
from tests.factories.places import make_group

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def family(county):
    return make_family(group=county.group)


def looked(family, posting) -> Look:
    (look,) = circumstances([Look(posting.user.reference, family.reference, NOON, 1, posting.reference)])
    return look


def test_an_ordinary_look_is_neither(county, family):
    look = looked(family, make_posting(Role.OUTREACH_WORKER, county.centres[0]))
    assert (look.own, look.outside) == (False, False)


def test_a_family_of_another_group_is_outside(family):
    assert looked(family, make_posting(Role.GROUP_LEAD, make_group("Vale group"))).outside


def test_the_county_has_no_outside(family):
    assert not looked(family, make_posting(Role.SAFEGUARDING_LEAD)).outside


def test_ones_own_last_name_is_listed(family):
    assert looked(family, make_posting(Role.OUTREACH_WORKER, user=make_user("Ade", family_name="OKOYE"))).own


def test_the_home_of_ones_own_family_is_listed_for_another_family_there(county, family):
    worker = make_posting(Role.OUTREACH_WORKER, county.centres[0])
    neighbour = make_family(group=county.group)
    adult = named(family, "Amara").reference
    link_adult(reference=family.reference, adult=adult, user=worker.user, by=CONSOLE, on=TODAY)
    assert looked(neighbour, worker).own


def test_parents_who_read_their_own_page_are_not_listed(family):
    own = Look("2222222222", family.reference, NOON, 1, desk=Desk.FAMILY)
    work = Look("2222222222", family.reference, NOON, 2, desk=Desk.CENTRE)
    assert [look.entry for look in circumstances([own, work])] == [2]


def test_a_record_that_is_no_family_any_more_says_nothing(family):
    (look,) = circumstances([Look("2222222222", "3333333333", NOON)])
    assert (look.own, look.outside) == (False, False)


def test_what_was_found_is_listed_for_review(county, family):
    posting = make_posting(Role.GROUP_LEAD, make_group("Vale group"))
    by = Who(posting.user.reference, posting.reference, "centre")
    record_read("open family", kind="family", references=[family.reference], by=by, because="Your group.")
    assert list_unusual_looks(first=TODAY, last=TODAY, by="watch", now=clock.now()) == 1
    assert UnusualAccess.objects.told("a test").get().kind == "outside"
