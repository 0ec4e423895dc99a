"""Opening a record in need: who may, what is told to whom, what is on record, who reviews it, and when it is over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Opening
from fingerpost.families.operations import break_glass, escalate_openings, link_adult, restrict_family, review_opening
from fingerpost.families.queries import family_for
from fingerpost.families.queries.glass import opening_for, to_review, waiting_openings
from fingerpost.places.models import LocalAuthority
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.families import TODAY, make_family, named
from tests.factories.places import make_group, some_group

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHY = "Tobi Okoye was brought to us alone"


def person(role: Role, at=None, name: str = "Robin"):
    return viewer_of(make_posting(role, at, make_user(name)).user, on=TODAY)


@pytest.fixture(autouse=True)
def _policy(county):
    LocalAuthority.objects.update(glass_hours=4, glass_review_hours=24)
    from fingerpost.places.queries import forget

    forget()


@pytest.fixture
def vale(county):
    return make_group("Vale group")


@pytest.fixture
def family(vale):
    """A family of another group than Robin's."""
    return make_family(group=vale)


@pytest.fixture
def robin(county):
    return person(Role.OUTREACH_WORKER)


@pytest.fixture
def lead(vale):
    return person(Role.GROUP_LEAD, vale, "Lee")


def see(viewer, family, now=NOW):
    return family_for(viewer=viewer, reference=family.reference, on=TODAY, now=now)


def opened(viewer, family, now=NOW, why=WHY) -> Opening:
    return break_glass(reference=family.reference, by=viewer, why=why, now=now)


def review(opening, by, outcome=Outcome.IN_ORDER, note="I rang Robin.", now=NOW) -> Opening:
    return review_opening(reference=opening.reference, outcome=outcome, note=note, by=by, now=now)


def own(family, user: User) -> None:
    """From now on the user is an adult of the family."""
    adult = named(family, "Amara").reference
    link_adult(reference=family.reference, adult=adult, user=user, by=CONSOLE, on=TODAY)


def test_the_record_opens_for_the_hours_that_the_authority_set(robin, family, lead):
    assert not see(robin, family).family
    opened(robin, family)
    seen = see(robin, family)
    assert seen.family
    assert "You opened this record" in seen.verdict.reason
    assert see(robin, family, NOW + timedelta(hours=3, minutes=59)).family
    assert not see(robin, family, NOW + timedelta(hours=4)).family


def test_what_only_those_close_to_a_family_see_stays_closed(robin, family, lead):
    opened(robin, family)
    record = see(robin, family).family
    assert record
    assert not any(note.kind == "safeguarding" for note in record.notes)


def test_nobody_else_sees_through_it_and_no_other_record_is_open(robin, family, lead, vale):
    opened(robin, family)
    assert not see(person(Role.OUTREACH_WORKER, name="Sam"), family).family
    assert not see(robin, make_family(group=vale)).family


def test_it_is_on_record_with_its_reason_and_without_names(robin, family, lead):
    opened(robin, family)
    event = Event.objects.get(operation="break glass")
    assert (event.verb, event.subject_reference, event.actor) == ("broke-glass", family.reference, robin.user)
    assert event.why == "[left out] [left out] was brought to us alone"
    see(robin, family)
    look = Event.objects.filter(operation="open family").latest("id")
    assert "You opened this record without leave" in look.because


def test_the_leads_of_both_groups_are_told_and_the_mail_says_nothing(
    robin, family, lead, django_capture_on_commit_callbacks
):
    mine = person(Role.GROUP_LEAD, some_group(), "Mo")
    with django_capture_on_commit_callbacks(execute=True):
        opened(robin, family)
    assert len(mail.outbox) == 2
    said = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert not [word for word in ("Robin", "Okoye", family.reference, robin.user, "http") if word in said]
    assert [waiting_openings(each, now=NOW, on=TODAY) for each in (lead, mine, robin)] == [1, 1, 0]


def test_where_no_lead_is_data_protection_is_told_at_once(robin, family, django_capture_on_commit_callbacks):
    officer = person(Role.DATA_PROTECTION_OFFICER, name="Olive")
    with django_capture_on_commit_callbacks(execute=True):
        assert opened(robin, family).escalated_at == NOW
    assert len(mail.outbox) == 1
    assert waiting_openings(officer, now=NOW, on=TODAY) == 1


def test_opening_again_while_it_is_open_is_the_same_opening(robin, family, lead):
    assert opened(robin, family) == opened(robin, family, NOW + timedelta(hours=1))


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.WEBSITE_EDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_who_may_not_is_refused_and_that_is_on_record(role, family):
    with pytest.raises(Refused):
        opened(person(role), family)
    assert Event.objects.filter(operation="break glass", verb="refused").count() == 1
    assert not Opening.objects.told("a test").exists()


def test_without_a_reason_nothing_opens(robin, family):
    with pytest.raises(Refused, match="Write down why"):
        opened(robin, family, why="  ")
    assert not Opening.objects.told("a test").exists()


def test_where_the_authority_switched_it_off_nobody_may(robin, family, lead):
    opened(robin, family)
    LocalAuthority.objects.update(glass_hours=0)
    from fingerpost.places.queries import forget

    forget()
    assert not see(robin, family).family
    with pytest.raises(Refused, match="Here nobody may"):
        opened(robin, family)


def test_ones_own_family_is_never_opened(robin, family):
    own(family, User.objects.told("a test").get(reference=robin.user))
    with pytest.raises(Refused, match="a colleague has to look after it"):
        opened(robin, family)


def test_a_reference_that_leads_nowhere_is_refused(robin):
    with pytest.raises(Refused, match="There is no family"):
        break_glass(reference="2222222222", by=robin, why=WHY, now=NOW)


def test_a_restricted_family_is_opened_by_its_manager_and_not_by_a_worker(robin, county):
    family = make_family(group=county.group)
    restrict_family(reference=family.reference, why="A threat", workers=[make_user("Sam")], by=CONSOLE, on=TODAY)
    with pytest.raises(Refused):
        opened(robin, family)
    manager = person(Role.CENTRE_MANAGER, county.centres[0], "Morgan")
    opened(manager, family)
    assert see(manager, family).family


def test_a_review_is_kept_and_on_record(robin, family, lead):
    review(opened(robin, family), lead)
    (row,) = to_review(lead, now=NOW, on=TODAY)
    shown = opening_for(lead, row.reference, now=NOW, on=TODAY)
    assert shown
    assert (row.outcome, row.why, shown.why, shown.note) == (Outcome.IN_ORDER, "", WHY, "I rang Robin.")
    event = Event.objects.get(operation="review opening")
    assert (event.subject_reference, event.actor, event.why) == (row.reference, lead.user, "in-order")
    assert see(robin, family).family


def test_what_is_passed_on_closes_at_once(robin, family, lead):
    review(opened(robin, family), lead, Outcome.PASSED_ON, now=NOW + timedelta(hours=1))
    assert not see(robin, family, NOW + timedelta(hours=1)).family


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outcome": "fine"}, "Choose what came of it"),
        ({"note": " "}, "Write down how you know"),
    ],
)
def test_half_a_review_is_refused(robin, family, lead, change, says):
    opening = opened(robin, family)
    with pytest.raises(Refused, match=says):
        review(opening, lead, **change)
    assert waiting_openings(lead, now=NOW, on=TODAY) == 1


def test_who_does_not_lead_may_not_review_nor_see_it(robin, family, lead):
    opening = opened(robin, family)
    stranger = person(Role.GROUP_LEAD, make_group("Dale group"), "Dana")
    assert opening_for(stranger, opening.reference, now=NOW, on=TODAY) is None
    for viewer in (robin, stranger):
        with pytest.raises(Refused, match="Somebody else has to review this"):
            review(opening, viewer)


def test_an_unknown_opening_cannot_be_reviewed(lead):
    with pytest.raises(Refused, match="There is no such opening"):
        review_opening(reference="2222222222", outcome=Outcome.ASKED, note="x", by=lead, now=NOW)


def test_what_no_lead_reviews_in_time_goes_to_data_protection(robin, family, lead, django_capture_on_commit_callbacks):
    officer = person(Role.DATA_PROTECTION_OFFICER, name="Olive")
    opening = opened(robin, family)
    assert waiting_openings(officer, now=NOW, on=TODAY) == 0
    late = NOW + timedelta(hours=24)
    with django_capture_on_commit_callbacks(execute=True):
        assert [escalate_openings(by="watch", now=late) for _ in range(2)] == [1, 0]
    assert len(mail.outbox) == 1
    (row,) = to_review(officer, now=late, on=TODAY)
    assert row.overdue
    assert Event.objects.filter(operation="escalate opening", subject_reference=opening.reference).exists()
    review(opening, officer, now=late)
    assert waiting_openings(officer, now=late, on=TODAY) == 0
