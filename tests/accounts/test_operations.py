"""Joiners, movers and leavers: what is checked, what is done, what is on record, and who is signed out."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError

from fingerpost.accounts.models import Invitation, Posting, User
from fingerpost.accounts.operations import (
    INVITATION_DAYS,
    Person,
    accept_invitation,
    end_own_sessions,
    end_posting,
    enter_user,
    invite,
    move,
    start_posting,
    withdraw_invitation,
)
from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.rules.tokens import token_hash
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from tests.factories.accounts import CONSOLE, PASSWORD, make_posting, make_user, some_centre, some_place
from tests.factories.places import make_centre, make_group, wealdmoor

pytestmark = pytest.mark.django_db

ROBIN = Person(email=" Robin@Wealdmoor.example ", given_name="Robin", family_name="Marsh")
TODAY = date(2026, 11, 24)


def manager(at=None) -> Viewer:
    user = make_user("Morgan")
    make_posting(Role.CENTRE_MANAGER, at or some_centre(), user)
    return viewer_of(user, on=TODAY)


def invited(now: datetime, **values) -> tuple[Invitation, str]:
    given: dict[str, Any] = {"person": ROBIN, "role": Role.RECEPTIONIST, "at": some_centre(), "by": CONSOLE, "now": now}
    return invite(**(given | values))


def events() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("operation", flat=True))


def signed_in(user: User) -> UserSession:
    """A session of somebody, as signing in leaves it."""
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=user, session_key=store.session_key, ip="127.0.0.1", user_agent="A browser")


def test_an_invitation_keeps_the_hash_of_its_token(now):
    invitation, token = invited(now)
    assert invitation.token_hash == token_hash(token)
    assert invitation.email == "robin@wealdmoor.example"
    assert invitation.expires_at == now + timedelta(days=INVITATION_DAYS)
    assert events() == ["invite"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"person": Person(email="nowhere", given_name="Robin")}, "e-mail address"),
        ({"person": Person(email="r@w.example", given_name=" ")}, "name"),
        ({"role": Role.PHARMACY_TEAM}, "is not a role at a place of this kind"),
    ],
)
def test_what_cannot_be_offered_is_refused(now, change, sentence):
    with pytest.raises(Refused, match=sentence):
        invited(now, **change)
    assert not events()


def test_nobody_invites_themselves_to_another_role(now):
    oak = some_centre()
    morgan = manager(oak)
    email = User.objects.told("a test").get().email
    with pytest.raises(Refused, match="their own role"):
        invited(now, by=morgan, at=oak, person=Person(email=email, given_name="Morgan"))


def test_a_manager_invites_to_their_own_centre_only(now):
    oak, elm = some_centre(), make_centre("Elm")
    assert invited(now, by=manager(oak), at=oak)
    with pytest.raises(Refused, match="at another place"):
        invited(now, by=manager(oak), at=elm)


def test_an_accepted_invitation_makes_an_account_and_a_posting(now):
    _, token = invited(now)
    user = accept_invitation(token=token, password=PASSWORD, now=now)
    assert user.check_password(PASSWORD)
    assert (user.email, user.name) == ("robin@wealdmoor.example", "Robin Marsh")
    assert EmailAddress.objects.get(user=user).verified
    assert viewer_of(user, on=TODAY).standing(TODAY)[0].role is Role.RECEPTIONIST
    assert events() == ["invite", "accept invitation"]


def test_an_invitation_gives_a_further_role_to_an_account(now):
    user = make_user(email="robin@wealdmoor.example")
    _, token = invited(now)
    assert accept_invitation(token=token, password="", now=now) == user
    user.refresh_from_db()
    assert user.check_password(PASSWORD), "the password stays as it was"


@pytest.mark.parametrize("password", ["short", "1q2w3e4r5t6y", "robin@wealdmoor.example"])
def test_a_weak_password_is_refused(now, password):
    _, token = invited(now)
    with pytest.raises(Refused):
        accept_invitation(token=token, password=password, now=now)
    assert not User.objects.filter(email="robin@wealdmoor.example").exists()


def test_a_long_password_needs_no_digits_or_capitals(now):
    _, token = invited(now)
    user = accept_invitation(token=token, password="a lantern on the moor", now=now)
    assert user.has_usable_password()


def test_an_invitation_works_once(now):
    _, token = invited(now)
    accept_invitation(token=token, password=PASSWORD, now=now)
    with pytest.raises(Refused, match="used already"):
        accept_invitation(token=token, password=PASSWORD, now=now)


def test_an_invitation_ends_by_itself(now):
    _, token = invited(now)
    with pytest.raises(Refused, match="too old"):
        accept_invitation(token=token, password=PASSWORD, now=now + timedelta(days=INVITATION_DAYS))


def test_an_unknown_token_opens_nothing(now):
    with pytest.raises(Refused, match="not valid"):
        accept_invitation(token="guessed", password=PASSWORD, now=now)


def test_a_closed_account_is_not_opened_by_an_invitation(now):
    make_user(email="robin@wealdmoor.example", is_active=False)
    _, token = invited(now)
    with pytest.raises(Refused, match="closed"):
        accept_invitation(token=token, password=PASSWORD, now=now)


def test_an_invitation_to_a_role_that_one_has_stays_open(now):
    held = make_posting(Role.RECEPTIONIST, user=make_user(email="robin@wealdmoor.example"))
    invitation, token = invited(now, at=held.place)
    with pytest.raises(Refused, match="already"):
        accept_invitation(token=token, password=PASSWORD, now=now)
    invitation.refresh_from_db()
    assert invitation.used_at is None


def test_a_withdrawn_invitation_opens_nothing(now):
    invitation, token = invited(now)
    withdraw_invitation(reference=invitation.reference, by=CONSOLE, now=now)
    with pytest.raises(Refused, match="not valid"):
        accept_invitation(token=token, password=PASSWORD, now=now)
    assert events() == ["invite", "withdraw invitation"]


def test_what_is_no_longer_open_cannot_be_withdrawn(now):
    invitation, _ = invited(now)
    withdraw_invitation(reference=invitation.reference, by=CONSOLE, now=now)
    with pytest.raises(Refused, match="no longer open"):
        withdraw_invitation(reference=invitation.reference, by=CONSOLE, now=now)


def test_only_who_may_appoint_withdraws(now):
    invitation, _ = invited(now, at=make_centre("Elm"))
    with pytest.raises(Refused, match="another place"):
        withdraw_invitation(reference=invitation.reference, by=manager(make_centre("Ash")), now=now)


def test_accounts_are_entered_at_the_console_only():
    user = enter_user(person=ROBIN, password=None, by=CONSOLE, on=TODAY)
    assert not user.has_usable_password()
    assert events() == ["enter user"]
    with pytest.raises(Refused, match="already"):
        enter_user(person=ROBIN, password=None, by=CONSOLE, on=TODAY)
    with pytest.raises(Refused, match="by invitation"):
        enter_user(person=ROBIN, password=None, by=manager(), on=TODAY)


@pytest.mark.parametrize(
    ("person", "password", "sentence"),
    [
        (Person(email="nowhere", given_name="Robin"), None, "e-mail address"),
        (Person(email="r@w.example", given_name=" "), None, "name"),
        (ROBIN, "short", "too short"),
    ],
)
def test_what_is_no_account_is_not_entered(person, password, sentence):
    with pytest.raises(Refused, match=sentence):
        enter_user(person=person, password=password, by=CONSOLE, on=TODAY)
    assert not User.objects.told("a test").exists()


def test_a_posting_starts():
    posting = start_posting(
        user=make_user(), role=Role.PARENT, at=wealdmoor(), starts=TODAY, by=CONSOLE, on=TODAY, ends=TODAY
    )
    assert (posting.place_kind, posting.authority) == (PlaceKind.COUNTY, wealdmoor())
    assert events() == ["start posting"]


def test_the_same_posting_does_not_start_twice():
    old = make_posting(Role.RECEPTIONIST)
    given: dict[str, Any] = {"user": old.user, "role": Role.RECEPTIONIST, "at": old.place, "by": CONSOLE, "on": TODAY}
    with pytest.raises(Refused, match="already"):
        start_posting(**given, starts=TODAY)
    with pytest.raises(Refused, match="before the day it began"):
        start_posting(**given, starts=TODAY, ends=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("role", "sentence"), [(Role.GROUP_LEAD, "not a role at a place"), (Role.CENTRE_MANAGER, "may not give")]
)
def test_a_posting_that_may_not_be_given_does_not_start(role, sentence):
    oak = some_centre()
    with pytest.raises(Refused, match=sentence):
        start_posting(user=make_user(), role=role, at=oak, starts=TODAY, by=manager(oak), on=TODAY)
    assert not events()


def test_nobody_gives_themselves_a_role():
    user = make_user()
    make_posting(Role.COUNTY_MANAGER, user=user)
    given: dict[str, Any] = {
        "user": user,
        "role": Role.SAFEGUARDING_LEAD,
        "at": wealdmoor(),
        "starts": TODAY,
        "on": TODAY,
    }
    with pytest.raises(Refused, match="their own role"):
        start_posting(**given, by=viewer_of(user, on=TODAY))


def test_an_ended_posting_signs_its_holder_out_at_once():
    posting = make_posting(Role.RECEPTIONIST)
    session = signed_in(posting.user)
    end_posting(reference=posting.reference, last_day=TODAY - timedelta(days=1), by=CONSOLE, on=TODAY)
    assert not UserSession.objects.filter(pk=session.pk).exists()
    assert not SessionStore().exists(session.session_key)
    assert Event.objects.get(operation="end posting").counts == {"sessions ended": 1}


@pytest.mark.parametrize("began", [TODAY, TODAY + timedelta(days=3)])
def test_a_role_given_by_mistake_is_taken_back_before_its_first_day_is_over(began):
    posting = make_posting(Role.RECEPTIONIST, valid_from=began)
    session = signed_in(posting.user)
    end_posting(reference=posting.reference, last_day=TODAY - timedelta(days=1), by=CONSOLE, on=TODAY)
    assert not viewer_of(posting.user, on=TODAY).standing(TODAY)
    assert not viewer_of(posting.user, on=began).standing(began)
    assert not UserSession.objects.filter(pk=session.pk).exists()


def test_a_posting_that_ends_tonight_does_not_sign_out_today():
    posting = make_posting(Role.RECEPTIONIST)
    session = signed_in(posting.user)
    end_posting(reference=posting.reference, last_day=TODAY, by=CONSOLE, on=TODAY)
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_whoever_keeps_a_role_at_the_desk_stays_signed_in():
    posting = make_posting(Role.RECEPTIONIST)
    make_posting(Role.WEBSITE_EDITOR, user=posting.user)
    session = signed_in(posting.user)
    end_posting(reference=posting.reference, last_day=TODAY - timedelta(days=1), by=CONSOLE, on=TODAY)
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_whoever_keeps_a_role_at_another_desk_is_signed_out_all_the_same():
    posting = make_posting(Role.RECEPTIONIST)
    make_posting(Role.PARENT, user=posting.user)
    session = signed_in(posting.user)
    end_posting(reference=posting.reference, last_day=TODAY - timedelta(days=1), by=CONSOLE, on=TODAY)
    assert not UserSession.objects.filter(pk=session.pk).exists()


@pytest.mark.parametrize(
    ("reference", "last_day", "sentence"),
    [("unknown", TODAY, "no such role"), (None, date(2026, 1, 1), "before the day it began")],
)
def test_an_end_that_makes_no_sense_is_refused(reference, last_day, sentence):
    posting = make_posting(Role.RECEPTIONIST)
    with pytest.raises(Refused, match=sentence):
        end_posting(reference=reference or posting.reference, last_day=last_day, by=CONSOLE, on=TODAY)


def test_an_ended_posting_is_not_made_longer():
    posting = make_posting(Role.RECEPTIONIST, valid_to=date(2026, 10, 1))
    with pytest.raises(Refused, match="sooner"):
        end_posting(reference=posting.reference, last_day=TODAY, by=CONSOLE, on=TODAY)


def test_nobody_ends_a_role_that_they_may_not_give():
    posting = make_posting(Role.CENTRE_MANAGER)
    with pytest.raises(Refused, match="may not give or take away"):
        end_posting(reference=posting.reference, last_day=TODAY, by=manager(), on=TODAY)


def test_nobody_ends_their_own_role():
    posting = make_posting(Role.COUNTY_MANAGER)
    with pytest.raises(Refused, match="their own role"):
        end_posting(reference=posting.reference, last_day=TODAY, by=viewer_of(posting.user, on=TODAY), on=TODAY)


def test_a_mover_is_not_taken_from_a_colleague_who_was_not_asked():
    """The new place is the lead's, the old one is not: nothing happens, neither here nor there."""
    lead, group = make_user("Lindsey"), make_group("Moor")
    make_posting(Role.GROUP_LEAD, group, lead)
    old = make_posting(Role.RECEPTIONIST, make_centre("Far Elm", group=make_group("Vale")))
    here = make_centre("Oak", group=group)
    with pytest.raises(Refused, match="another place"):
        move(
            reference=old.reference,
            role=Role.RECEPTIONIST,
            at=here,
            starts=TODAY,
            by=viewer_of(lead, on=TODAY),
            on=TODAY,
        )
    assert [each.pk for each in Posting.objects.told("a test").filter(user=old.user)] == [old.pk]


def test_a_mover_changes_place_between_two_days():
    old = make_posting(Role.RECEPTIONIST)
    new = move(
        reference=old.reference, role=Role.OUTREACH_WORKER, at=make_centre("Elm"), starts=TODAY, by=CONSOLE, on=TODAY
    )
    old.refresh_from_db()
    assert (old.valid_to, new.valid_from) == (TODAY - timedelta(days=1), TODAY)
    assert events() == ["start posting", "end posting", "move"]


def test_a_mover_who_may_not_be_taken_keeps_everything_as_it_was():
    old = make_posting(Role.RECEPTIONIST)
    with pytest.raises(Refused):
        move(reference=old.reference, role=Role.GROUP_LEAD, at=old.place, starts=TODAY, by=CONSOLE, on=TODAY)
    old.refresh_from_db()
    assert old.valid_to is None


def test_one_signs_oneself_out_elsewhere():
    user = make_user()
    here, there = signed_in(user), signed_in(user)
    other = signed_in(make_user())
    keys = frozenset({there.session_key, other.session_key})
    assert end_own_sessions(user=user, keys=keys) == 1
    assert set(UserSession.objects.values_list("pk", flat=True)) == {here.pk, other.pk}


@pytest.mark.parametrize(
    "values",
    [
        {"place_kind": PlaceKind.GROUP},
        {"authority": "wealdmoor"},
        {"centre": None},
        {"role": Role.PHARMACY_TEAM},
        {"valid_to": date(2020, 1, 1)},
    ],
)
def test_the_database_holds_to_one_fitting_place(values):
    at = some_place(Role.RECEPTIONIST)
    if "authority" in values:
        values = {"authority": wealdmoor()}
    given: dict[str, Any] = {
        "user": make_user(),
        "role": Role.RECEPTIONIST,
        "place_kind": PlaceKind.CENTRE,
        "centre": at,
    }
    with pytest.raises(IntegrityError):
        Posting.objects.create(**(given | {"valid_from": TODAY} | values))


def test_the_same_role_is_not_held_twice_at_a_time():
    posting = make_posting(Role.RECEPTIONIST)
    with pytest.raises(IntegrityError):
        make_posting(Role.RECEPTIONIST, posting.place, posting.user)


def test_an_address_is_one_account_however_it_is_written():
    with pytest.raises(IntegrityError):
        make_user(email="Robin@Wealdmoor.example")


def test_a_group_lead_looks_after_the_centres_of_the_group(now):
    group, centre = make_group("Moor"), None
    centre = make_centre("Elm", group=group)
    lead = make_user()
    make_posting(Role.GROUP_LEAD, group, lead)
    assert invited(now, by=viewer_of(lead, on=TODAY), role=Role.CENTRE_MANAGER, at=centre)


def broken(*_arguments: Any, **_named: Any) -> None:
    raise RuntimeError("The record cannot be written.")


OPERATIONS = {
    "invite": lambda now, held, _: invited(now),
    "withdraw": lambda now, held, open_: withdraw_invitation(reference=open_[0].reference, by=CONSOLE, now=now),
    "accept": lambda now, held, open_: accept_invitation(token=open_[1], password=PASSWORD, now=now),
    "enter": lambda now, held, _: enter_user(
        person=Person(email="new@w.example", given_name="New"), password=None, by=CONSOLE, on=TODAY
    ),
    "start": lambda now, held, _: start_posting(
        user=held.user, role=Role.WEBSITE_EDITOR, at=held.place, starts=TODAY, by=CONSOLE, on=TODAY
    ),
    "end": lambda now, held, _: end_posting(reference=held.reference, last_day=TODAY, by=CONSOLE, on=TODAY),
    "move": lambda now, held, _: move(
        reference=held.reference, role=Role.WEBSITE_EDITOR, at=held.place, starts=TODAY, by=CONSOLE, on=TODAY
    ),
    "end sessions": lambda now, held, _: end_own_sessions(
        user=held.user, keys=frozenset(UserSession.objects.values_list("session_key", flat=True))
    ),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_cannot_be_put_on_record_does_not_happen(now, monkeypatch, operation):
    held = make_posting(Role.RECEPTIONIST)
    signed_in(held.user)
    waiting = invited(now)
    before = everything()
    monkeypatch.setattr("fingerpost.accounts.operations.record", broken)
    with pytest.raises(RuntimeError, match="cannot be written"):
        OPERATIONS[operation](now, held, waiting)
    assert everything() == before


def everything() -> list[list[Any]]:
    """All that the operations change."""
    people = [model.objects.told("a test") for model in (User, Posting, Invitation)]
    return [list(rows.order_by("pk").values()) for rows in (*people, UserSession.objects.all(), EmailAddress.objects)]
