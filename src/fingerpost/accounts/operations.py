"""Joiners, movers and leavers: each change of who may do what is checked, done whole, and put on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from fingerpost.accounts.models import PLACE_FIELDS, Invitation, Posting, ThePlace, User
from fingerpost.accounts.queries import acting, facts, open_invitation, place_of
from fingerpost.accounts.rules import Command, Doer, may_appoint, may_be_held
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.rules.tokens import new_token, token_hash
from fingerpost.accounts.sessions import end, sessions_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.operations import Who, record
from fingerpost.base.identifiers import new_reference
from fingerpost.base.scope import machinery
from fingerpost.base.verdict import Refused

INVITATION_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as they are entered."""

    email: str
    given_name: str
    family_name: str = ""
    reference: str = ""


@transaction.atomic
def invite(*, person: Person, role: Role, at: ThePlace, by: Doer, now: datetime) -> tuple[Invitation, str]:
    """Offer somebody a role. Returns the invitation and the token for its link, which is kept nowhere else."""
    on = localdate(now)
    because = _check_appointment(role, at, by, on, person.email)
    token = new_token()
    invitation = Invitation.objects.create(
        email=_address(person.email),
        given_name=_given_name(person),
        family_name=person.family_name.strip(),
        role=role,
        token_hash=token_hash(token),
        invited_by=by.actor(on),
        invited_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
        **_seat(at, on),
    )
    reference, who = invitation.reference, acting(by, on)
    record("invite", kind="invitation", reference=reference, by=who, why=role.value, because=because)
    return invitation, token


@transaction.atomic
def accept_invitation(*, token: str, password: str, now: datetime) -> User:
    """Take up an offered role, with a new account or the one that the address has. Works once.

    Whoever has an account proves it by signing in: their password is not asked for and not changed here.
    """
    invitation = open_invitation(token, now=now, locked=True)
    user = User.objects.filter(email=invitation.email).first() or _new_user(invitation, password)
    if not user.is_active:
        raise Refused(_("This account is closed. Ask whoever invited you."))
    posting = _give(user, Role(invitation.role), invitation.place, localdate(now), None)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    why = f"invitation {invitation.reference}"
    record("accept invitation", kind="posting", reference=posting.reference, by=Who(user.reference), why=why)
    return user


@transaction.atomic
def withdraw_invitation(*, reference: str, by: Doer, now: datetime) -> Invitation:
    """Take an offer back before it was taken up."""
    on = localdate(now)
    found = Invitation.objects.told(by.actor(on)).filter(reference=reference, used_at=None, withdrawn_at=None)
    invitation = found.select_for_update().first()
    if invitation is None:
        raise Refused(_("This invitation is no longer open."))
    may_appoint(by, Role(invitation.role), place_of(invitation.place, on), on).require()
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record("withdraw invitation", kind="invitation", reference=reference, by=acting(by, on))
    return invitation


@transaction.atomic
def enter_user(*, person: Person, password: str | None, by: Doer, on: date) -> User:
    """Make an account without a role. Without a password it is signed in to by code, passkey or single sign-on."""
    if not isinstance(by, Command):
        raise Refused(_("Accounts are made by invitation."))
    email = _address(person.email)
    if User.objects.filter(email=email).exists():
        raise Refused(_("There is an account with this e-mail address already."))
    user = _enter(person, email, password)
    record("enter user", kind="user", reference=user.reference, by=acting(by, on))
    return user


@transaction.atomic
def start_posting(
    *, user: User, role: Role, at: ThePlace, starts: date, by: Doer, on: date, ends: date | None = None
) -> Posting:
    """Give somebody a role at a place, from a day on."""
    because = _check_appointment(role, at, by, on, user.email)
    posting = _give(user, role, at, starts, ends)
    reference, who = posting.reference, acting(by, on)
    record("start posting", kind="posting", reference=reference, by=who, why=role.value, because=because)
    return posting


@transaction.atomic
def end_posting(*, reference: str, last_day: date, by: Doer, on: date) -> Posting:
    """Take a role away after a day. If that leaves no role at its desk today, the person is signed out everywhere."""
    posting = _standing(reference, by, on)
    verdict = may_appoint(by, Role(posting.role), place_of(posting.place, on), on, posting.user.reference)
    verdict.require()
    _end(posting, last_day, on)
    with machinery():  # their other roles and their sessions are not the manager's to see
        ended = 0 if _has_desk(posting, on) else end(sessions_of(posting.user))
    counts = {"sessions ended": ended}
    who, because = acting(by, on), verdict.reason
    record("end posting", kind="posting", reference=reference, by=who, counts=counts, because=because)
    return posting


@transaction.atomic
def move(*, reference: str, role: Role, at: ThePlace, starts: date, by: Doer, on: date) -> Posting:
    """Let somebody change to another role or place: the old posting ends the day before the new one begins."""
    old = _standing(reference, by, on)
    new = start_posting(user=old.user, role=role, at=at, starts=starts, by=by, on=on)
    end_posting(reference=reference, last_day=max(starts - timedelta(days=1), old.valid_from), by=by, on=on)
    record("move", kind="user", reference=old.user.reference, by=acting(by, on), why=f"{reference} to {new.reference}")
    return new


@transaction.atomic
def end_own_sessions(*, user: User, keys: frozenset[str]) -> int:
    """Sign oneself out elsewhere; how many sessions ended."""
    chosen = [session for session in sessions_of(user) if session.session_key in keys]
    counts = {"sessions ended": end(chosen)}
    record("end own sessions", kind="user", reference=user.reference, by=Who(user.reference), counts=counts)
    return len(chosen)


def _end(posting: Posting, last_day: date, on: date) -> None:
    """A role that is taken back at once, before its first day is over, counts as over since the day before.

    When it really began and ended is on record.
    """
    at_once = last_day == on - timedelta(days=1)
    if last_day < posting.valid_from and not at_once:
        raise Refused(_("A role cannot end before the day it began."))
    if posting.valid_to and posting.valid_to < last_day:
        raise Refused(_("This role ends sooner already."))
    posting.valid_from, posting.valid_to = min(posting.valid_from, last_day), last_day
    _keep(posting)


@transaction.atomic
def end_all_sessions(*, whose: str | None, by: Doer, on: date) -> int:
    """Sign somebody out everywhere, by their address, or with None everybody; how many sessions ended."""
    user = None if whose is None else User.objects.filter(email=whose.strip().lower()).first()
    if whose is not None and user is None:
        raise Refused(_("Nobody signs in with this e-mail address."))
    if not isinstance(by, Command):
        raise Refused(_("This is done at the console."))
    kept = UserSession.objects.filter(user=user) if user else UserSession.objects.all()
    counts = {"sessions ended": end(kept)}
    record(
        "end all sessions", kind="user", reference=user.reference if user else "all", by=acting(by, on), counts=counts
    )
    return counts["sessions ended"]


def _check_appointment(role: Role, at: ThePlace, by: Doer, on: date, email: str) -> str:
    """Why the role may be given. Refused if it may not."""
    place = place_of(at, on)
    may_be_held(role, place.kind).require()
    whom = User.objects.filter(email=email.strip().lower()).values_list("reference", flat=True).first()
    verdict = may_appoint(by, role, place, on, whom or "")
    verdict.require()
    return verdict.reason


def _give(user: User, role: Role, at: ThePlace, starts: date, ends: date | None) -> Posting:
    posting = Posting(user=user, role=role, valid_from=starts, valid_to=ends, **_seat(at, starts))
    if ends and ends < starts:
        raise Refused(_("A role cannot end before the day it began."))
    return _keep(posting)


def _keep(posting: Posting) -> Posting:
    try:
        with transaction.atomic():
            posting.save()
    except IntegrityError as problem:
        if "posting_once_at_a_time" not in str(problem):
            raise
        raise Refused(_("This person has this role here at that time already.")) from problem
    return posting


def _seat(at: ThePlace, on: date) -> Mapping[str, object]:
    kind = place_of(at, on).kind
    return {"place_kind": kind, PLACE_FIELDS[kind]: at}


def _standing(reference: str, by: Doer, on: date) -> Posting:
    found = Posting.objects.told(by.actor(on)).select_for_update(of=("self",)).filter(reference=reference)
    posting = found.select_related("user", *set(PLACE_FIELDS.values())).first()
    if posting is None:
        raise Refused(_("There is no such role."))
    return posting


def _has_desk(ended: Posting, on: date) -> bool:
    """Whether the person may still sit today at the desk of a posting that was just ended."""
    desk = OPENS[Role(ended.role)]
    rows = Posting.objects.told("joiner, mover, leaver").filter(user=ended.user).select_related(*PLACE_FIELDS.values())
    return any(OPENS[Role(row.role)] is desk and facts(row, on).holds(on) for row in rows)


def _new_user(invitation: Invitation, password: str) -> User:
    person = Person(email=invitation.email, given_name=invitation.given_name, family_name=invitation.family_name)
    return _enter(person, invitation.email, password)


def _enter(person: Person, email: str, password: str | None) -> User:
    user = User(
        reference=person.reference or new_reference(),
        email=email,
        given_name=_given_name(person),
        family_name=person.family_name.strip(),
    )
    if password is not None:
        _check_password(password, user)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem


def _address(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as problem:
        raise Refused(_("Write an e-mail address, like name@example.com.")) from problem
    return email


def _given_name(person: Person) -> str:
    name = person.given_name.strip()
    if not name:
        raise Refused(_("Write the person’s name."))
    return name
