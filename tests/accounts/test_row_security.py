"""With every filter of the application taken away, the database still shows nobody a row that is not theirs to see.

As many people are drawn as PEOPLE asks for: few here, ten thousand in `make soak`.
"""

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from fingerpost.accounts.models import Invitation, Posting, User
from fingerpost.accounts.queries import scope_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.base.scope import NOBODY, machinery, seen_by
from tests.accounts.row_oracle import invitations_seen, postings_seen, users_seen
from tests.factories.accounts import make_posting
from tests.factories.crowd import TODAY, Country, Crowd, draw_crowd, make_country

PEOPLE = int(os.environ.get("PEOPLE", "60"))
AT_ONCE = 30

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db]


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def rows(table: str, column: str = "id") -> set[Any]:
    """What a query without any filter finds."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table}")
        return {number for (number,) in cursor.fetchall()}


def crowds(country: Country) -> Iterator[Crowd]:
    """One crowd after the other, until enough people were drawn; each is forgotten again."""
    for number in range(0, PEOPLE, AT_ONCE):
        with transaction.atomic():
            yield draw_crowd(country, random.Random(number), min(AT_ONCE, PEOPLE - number))
            transaction.set_rollback(True)


def test_everybody_sees_what_a_second_statement_of_the_rules_says(country):
    shown = hidden = 0
    for crowd in crowds(country):
        for me in crowd.users:
            with seen_by(scope_of(me, crowd.of(me), TODAY)):
                seen = rows("accounts_posting")
                assert seen == postings_seen(country, crowd, me)
                assert rows("accounts_user") == users_seen(country, crowd, me)
                assert rows("accounts_invitation") == invitations_seen(country, crowd, me)
                assert rows("account_emailaddress", "user_id") == rows("mfa_authenticator", "user_id") == {me.pk}
            shown, hidden = shown + len(seen), hidden + len(crowd.postings) - len(seen)
    assert min(shown, hidden) > PEOPLE, "the draw hardly ever shows, or hides, anything"


def test_the_comparison_sees_a_lock_that_is_left_open(country):
    crowd = draw_crowd(country, random.Random(1), AT_ONCE)
    with machinery():
        assert rows("accounts_posting") != postings_seen(country, crowd, crowd.users[0])


TABLES = (
    "accounts_user",
    "accounts_posting",
    "accounts_invitation",
    "account_emailaddress",
    "mfa_authenticator",
)


def test_who_was_told_nothing_sees_nobody(country):
    draw_crowd(country, random.Random(1), AT_ONCE)
    assert all(rows(table) for table in TABLES)
    with seen_by(NOBODY):
        assert not any(rows(table) for table in TABLES)


def lead(country: Country) -> tuple[User, list[Posting]]:
    posting = make_posting(Role.GROUP_LEAD, country.groups[0])
    return posting.user, [posting]


def refused(words: str, *values: Any) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        connection.cursor().execute(words, values)


GIVE = """
insert into accounts_posting (reference, user_id, role, place_kind, centre_id, valid_from)
values (%s, %s, %s, 'centre', %s, %s)
"""


def test_a_lead_gives_a_role_at_home_and_not_elsewhere_nor_to_themselves(country):
    me, held = lead(country)
    other = draw_crowd(country, random.Random(1), 1).users[0]
    at_home, elsewhere = country.centres[0].pk, country.centres[2].pk
    with seen_by(scope_of(me, held, TODAY)):
        connection.cursor().execute(GIVE, ["allowed", other.pk, "receptionist", at_home, TODAY])
        refused(GIVE, "elsewhere", other.pk, "receptionist", elsewhere, TODAY)
        refused(GIVE, "too-high", other.pk, "group_lead", at_home, TODAY)
        refused(GIVE, "oneself", me.pk, "receptionist", at_home, TODAY)


def test_a_colleague_is_seen_and_not_changed(country):
    me, held = lead(country)
    draw_crowd(country, random.Random(1), AT_ONCE)
    with seen_by(scope_of(me, held, TODAY)), connection.cursor() as cursor:
        assert len(rows("accounts_user")) > 1
        cursor.execute("update accounts_user set password = 'mine now' returning id")
        assert cursor.fetchall() == [(me.pk,)]
        cursor.execute("delete from mfa_authenticator")
        assert cursor.rowcount == 0
    assert len(rows("mfa_authenticator")) == AT_ONCE


def test_ones_own_address_is_not_given_to_somebody_else(country):
    me, held = lead(country)
    other = draw_crowd(country, random.Random(1), 1).users[0]
    with seen_by(scope_of(me, held, TODAY)):
        refused("update account_emailaddress set user_id = %s", other.pk)


def test_an_invitation_elsewhere_is_refused(country):
    me, held = lead(country)
    crowd = draw_crowd(country, random.Random(1), AT_ONCE)
    with seen_by(scope_of(me, held, TODAY)):
        theirs = Invitation.objects.told("a test").filter(pk__in=[row.pk for row in crowd.invitations]).first()
        assert theirs
        refused(
            "update accounts_invitation set centre_id = %s, group_id = null, place_kind = 'centre'",
            country.centres[2].pk,
        )
