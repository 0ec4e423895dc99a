"""The forms of the demonstration: one of each kind in the inbox, and no more when it is made again."""

from datetime import date

import pytest

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.demo.operations.families import make_families
from fingerpost.demo.operations.forms import make_forms
from fingerpost.demo.operations.organisations import make_organisations
from fingerpost.demo.operations.people import make_people
from fingerpost.demo.operations.setting import Setting, setting
from fingerpost.demo.rules.forms import forms_that_came
from fingerpost.families.queries import actor
from fingerpost.registration.models import FilledForm
from fingerpost.registration.queries.inbox import forms_that_wait
from fingerpost.registration.queries.scans import waiting
from fingerpost.registration.rules.checking import problems
from fingerpost.registration.vocabulary import Show
from tests.demo.invented import make_wealdmoor
from tests.factories.accounts import make_posting, make_user
from tests.factories.forms import filling

TODAY = date(2026, 11, 24)


@pytest.fixture
def county(db) -> Setting:
    return setting(make_wealdmoor(), 2016, TODAY)


def test_each_could_be_sent():
    forms = [each for each in forms_that_came(TODAY, "brook-lane", "WM1 2AB") if each.sent]
    assert not [found for each in forms for found in problems(filling({k: list(v) for k, v in each.answers.items()}))]


def test_one_of_each_kind_waits_and_no_more_when_made_again(county, mailoutbox):
    make_families(county, make_people(county, make_organisations(county)))
    for _ in range(2):
        make_forms(county)
    user = make_user("Kit")
    make_posting(Role.GROUP_LEAD, county.clusters[0].group, user=user)
    me = viewer_of(user, on=TODAY)
    inbox = forms_that_wait(viewer=me, on=TODAY, by=actor(me, TODAY), authority=county.authority)
    counts = dict(inbox.counts)
    assert (counts[Show.ALL], counts[Show.LATE], counts[Show.CALL]) == (6, 1, 1)
    assert counts[Show.DOUBLE] == 1
    assert [line.returned for line in inbox.lines].count(True) == 1
    assert len(waiting(viewer=me, on=TODAY)) == 1
    assert not mailoutbox
    assert county.reference("form", "late") in {line.reference for line in inbox.lines}
    assert FilledForm.objects.told("a test").count() == 7
