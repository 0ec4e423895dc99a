"""Deciding to tell an organisation, or not to: each exit of each operation, with what is on record of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection

from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.operations import restrict_family
from fingerpost.sharing.models import Agreement, Decision, Share, ShareNotice
from fingerpost.sharing.operations import (
    NewRefusal,
    decide_second,
    end_agreement,
    end_share,
    end_what_is_over,
    mark_read,
    refuse_to_share,
    share_family,
)
from fingerpost.sharing.vocabulary import DecisionState, Ended, LegalBasis, Notice, Tier
from tests.factories.accounts import CONSOLE, make_user
from tests.factories.county import County
from tests.factories.families import TODAY, later, make_family, named, viewer_with
from tests.factories.sharing import (
    Told,
    acting,
    agrees,
    make_agreement,
    make_organisation,
    make_share,
    make_told,
    of_mother,
)

pytestmark = pytest.mark.django_db
UNTOLD = "He would learn of it from her post."


@pytest.fixture
def told(county: County) -> Told:
    return make_told(county.group)


def shares() -> Any:
    return Share.objects.told("a test")


def notices(kind: Notice) -> list[bool]:
    return sorted(ShareNotice.objects.told("a test").filter(kind=kind).values_list("for_centre", flat=True))


def on_record(operation: str) -> int:
    return Event.objects.filter(operation=operation).count()


def refused(said: str, operation: Any, **given: Any) -> None:
    with pytest.raises(Refused, match=said):
        operation(**given)


def test_what_a_mother_agreed_to_is_shared_until_a_day_and_both_are_on_record(told):
    row = make_share(told.family, told.visitors, told.worker)
    share = shares().get()
    assert (row.state, row.article_six, row.article_nine) == (DecisionState.SHARED, "6(1)(e)", "9(2)(h)")
    assert (share.valid_from, share.valid_to, share.decision_id) == (TODAY, date(2027, 11, 24), row.pk)
    assert notices(Notice.BEGAN) == [False]
    event = Event.objects.get(operation="share family")
    assert (event.subject_reference, event.actor) == (told.family.reference, told.worker.user)
    assert {row.reference, told.visitors.reference} <= set(event.others)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "nowhere"}, "Choose an organisation"),
        ({"purpose": "nonsense"}, "Choose what it is for"),
        ({"adults": frozenset(), "children": frozenset()}, "Choose whom it is about"),
        ({"necessity": "Needed"}, "why this is needed"),
        ({"why_untold": UNTOLD}, "Who agreed knows of it"),
        ({"adults": frozenset({"somebody"})}, "who belong to this family"),
        ({"purpose": "work"}, "does not need this kind of partner"),
        ({"tier": Tier.MORE}, "did not agree"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_a_sentence_and_writes_nothing(told, changes, said):
    refused(
        said,
        share_family,
        reference=told.family.reference,
        decision=replace(of_mother(told.family, told.visitors), **changes),
        **acting(told.worker),
    )
    assert not Decision.objects.told("a test").exists()


def test_without_an_agreement_nothing_is_shared_as_a_routine(told):
    other = make_organisation(name="Another trust")
    refused("no agreement", make_share, family=told.family, organisation=other, by=told.worker)
    make_share(told.family, other, told.worker, basis=LegalBasis.SAFEGUARDING)
    assert shares().count() == 1


def test_without_consent_it_needs_another_basis(told):
    agrees(told.mum, told.family, given=False)
    refused("did not agree", make_share, family=told.family, organisation=told.visitors, by=told.worker)
    row = make_share(told.family, told.visitors, told.worker, basis=LegalBasis.DUTY)
    assert (row.article_six, row.article_nine) == ("6(1)(c)", "9(2)(g)")


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.WEBSITE_EDITOR])
def test_only_who_supports_families_decides(told, county, role):
    with pytest.raises(Refused):
        make_share(told.family, told.visitors, viewer_with(role, county.group))


def test_nothing_of_a_family_for_named_workers_is_shared(told):
    lead = viewer_with(Role.SAFEGUARDING_LEAD)
    restrict_family(reference=told.family.reference, why="A refuge", workers=[make_user()], by=lead, on=TODAY)
    given = {"family": told.family, "organisation": told.visitors, "by": lead, "basis": LegalBasis.DUTY}
    refused("named workers only", make_share, **given)


def untold(told: Told, by: Viewer) -> Decision:
    return make_share(told.family, told.visitors, by, basis=LegalBasis.SAFEGUARDING, why_untold=UNTOLD)


def test_where_the_family_is_not_told_a_second_person_decides(told, county):
    row = untold(told, told.worker)
    assert (row.state, shares().count(), on_record("ask to share family")) == (DecisionState.WAITS, 0, 1)
    lead = viewer_with(Role.GROUP_LEAD, county.group)
    decide_second(decision=row.reference, agree=True, **acting(lead))
    row.refresh_from_db()
    assert (row.state, row.second_by, shares().count()) == (DecisionState.SHARED, lead.user, 1)
    assert on_record("agree to share family") == 1
    refused("decided already", decide_second, decision=row.reference, agree=False, **acting(lead))


def test_the_second_person_may_object(told, county):
    row = untold(told, told.worker)
    decide_second(decision=row.reference, agree=False, **acting(viewer_with(Role.CENTRE_MANAGER, county.group)))
    row.refresh_from_db()
    assert (row.state, shares().count(), on_record("object to share family")) == (DecisionState.REFUSED, 0, 1)


def test_the_second_person_is_another_one_and_leads(told, county):
    lead = viewer_with(Role.GROUP_LEAD, county.group)
    row = untold(told, lead)
    refused("cannot be the second person", decide_second, decision=row.reference, agree=True, **acting(lead))
    colleague = viewer_with(Role.OUTREACH_WORKER, county.group)
    refused("role does not include", decide_second, decision=row.reference, agree=True, **acting(colleague))
    refused("no decision", decide_second, decision="nothing", agree=True, **acting(lead))


def not_to(told: Told) -> NewRefusal:
    return NewRefusal(
        organisation=told.visitors.reference, purpose="early_help", why="It would do more harm than good."
    )


def test_not_to_share_is_decided_and_recorded_as_well(told):
    refusal = NewRefusal(
        organisation=told.visitors.reference, purpose="early_help", why="It would do more harm than good."
    )
    row = refuse_to_share(reference=told.family.reference, refusal=refusal, **acting(told.worker))
    assert (row.state, row.necessity.shown(), shares().count()) == (DecisionState.REFUSED, refusal.why, 0)
    assert on_record("refuse to share family") == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "nowhere"}, "Choose an organisation"),
        ({"purpose": "nonsense"}, "Choose what it is for"),
        ({"why": "No"}, "why it is not told"),
    ],
)
def test_a_refusal_says_whom_what_for_and_why(told, changes, said):
    refusal = NewRefusal(
        organisation=told.visitors.reference, purpose="early_help", why="It would do more harm than good."
    )
    given = {"reference": told.family.reference, "refusal": replace(refusal, **changes), **acting(told.worker)}
    refused(said, refuse_to_share, **given)


def test_a_worker_ends_a_share_and_both_sides_are_told(told):
    make_share(told.family, told.visitors, told.worker)
    share = shares().get().reference
    refused("Choose why", end_share, share=share, why="withdrawn", **acting(told.worker))
    end_share(share=share, why=Ended.NOT_NEEDED, **acting(told.worker))
    assert (shares().get().ended_why, notices(Notice.ENDED), on_record("end share")) == (
        Ended.NOT_NEEDED,
        [False, True],
        1,
    )
    refused("ended already", end_share, share=share, why=Ended.NOT_NEEDED, **acting(told.worker))


def test_what_is_over_ends_and_what_ends_soon_is_said_once(told):
    make_share(told.family, told.visitors, told.worker)
    day, now = date(2027, 11, 14), acting(told.worker)["now"]
    assert end_what_is_over(by="end-shares", on=day, now=now) == (0, 1)
    assert end_what_is_over(by="end-shares", on=day, now=now) == (0, 0)
    assert end_what_is_over(by="end-shares", on=day + timedelta(days=11), now=now) == (1, 0)
    assert (shares().get().ended_why, notices(Notice.ENDS_SOON)) == (Ended.OVER, [False, True])
    assert on_record("end shares") == 2


def test_an_organisation_reads_its_notices_and_nobody_else_does(told):
    make_share(told.family, told.visitors, told.worker)
    share = shares().get().reference
    stranger = viewer_with(Role.PARTNER_WORKER, make_organisation(name="Another trust"))
    refused("no such share", mark_read, share=share, **acting(stranger))
    mark_read(share=share, **acting(told.visitor))
    assert ShareNotice.objects.told("a test").get().read_at is not None


def test_a_newer_agreement_ends_the_one_before(told):
    make_agreement(told.visitors, later(10))
    rows = Agreement.objects.order_by("valid_from")
    assert [(row.valid_from, row.valid_to) for row in rows] == [(TODAY, later(9)), (later(10), None)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "nowhere"}, "no organisation"),
        ({"purposes": ()}, "Choose purposes"),
        ({"purposes": ("work",)}, "Choose purposes"),
        ({"gateway": " "}, "Write the law"),
        ({"review_on": TODAY}, "day of review"),
    ],
)
def test_an_agreement_that_says_too_little_is_refused(told, changes, said):
    with pytest.raises(Refused, match=said):
        make_agreement(told.visitors, **changes)


def test_an_agreement_ends_once(told):
    row = Agreement.objects.get()
    end_agreement(reference=row.reference, by=CONSOLE.name, on=later(5))
    row.refresh_from_db()
    assert row.valid_to == later(4)
    refused("no agreement that holds", end_agreement, reference=row.reference, by=CONSOLE.name, on=later(5))


@pytest.mark.parametrize(
    "words",
    [
        "update sharing_decision set purpose = 'work'",
        "update sharing_decision set state = 'waits'",
        "update sharing_share set valid_to = valid_to + 1",
    ],
)
def test_the_database_keeps_decisions_as_they_were_made(told, words):

    make_share(told.family, told.visitors, told.worker)
    with pytest.raises(DatabaseError, match="stays as it was made"), machinery(Machinery.FAMILIES):
        connection.cursor().execute(words)


def test_two_families_do_not_mix(told, county):
    other = make_family(county.group)
    agrees(named(other, "Amara"), other)
    hers = of_mother(other, told.visitors)
    given = {"reference": told.family.reference, "decision": hers, **acting(told.worker)}
    refused("who belong to this family", share_family, **given)
