"""How long one stays signed in, where, and how one ends it. A page that is only read writes nothing of it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.operations import end_posting
from fingerpost.accounts.sessions import SEEN_COOKIE
from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.door import by_password, seated

pytestmark = pytest.mark.django_db

AN_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _wealdmoor(county):
    """The pages name the authority."""


def is_signed_in(client: Client) -> bool:
    return bool(client.get(reverse("account:home")).status_code == 200)


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_whoever_is_away_too_long_is_signed_out(client, now, minutes, stays):
    seated(client, make_user())
    with time_machine.travel(now + minutes * MINUTE):
        assert is_signed_in(client) is stays


def test_each_page_begins_the_half_hour_anew(client, now):
    seated(client, make_user())
    for minutes in (20, 40, 60):
        with time_machine.travel(now + minutes * MINUTE):
            assert is_signed_in(client)


def test_after_twelve_hours_one_signs_in_anew_however_busy_one_was(client, now):
    seated(client, make_user())
    for minutes in range(20, 12 * 60, 20):
        with time_machine.travel(now + minutes * MINUTE):
            client.get(reverse("public:about"))
    with time_machine.travel(now + (12 * 60 - 1) * MINUTE):
        assert is_signed_in(client)
    with time_machine.travel(now + (12 * 60 + 1) * MINUTE):
        assert not is_signed_in(client)


def test_a_stolen_session_without_its_other_cookie_is_worth_nothing(client):
    seated(client, make_user())
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert not is_signed_in(thief)
    thief.cookies[SEEN_COOKIE] = "here:forged:forged"
    assert not is_signed_in(thief)


def test_a_page_that_is_read_leaves_the_session_as_it_is(client):
    seated(client, make_user())
    before = list(Session.objects.values())
    client.get(reverse("account:home"))
    assert list(Session.objects.values()) == before


def test_a_post_after_too_long_removes_the_session(client, now):
    seated(client, make_user())
    with time_machine.travel(now + 31 * MINUTE):
        client.post(reverse("account:choose"))
    assert not Session.objects.exists()


def test_a_visitor_without_an_account_gets_no_session(client):
    client.get(reverse("public:home"))
    client.get(reverse("account_login"))
    assert not Session.objects.exists()
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_one_sees_where_one_is_signed_in_and_signs_out_there(client):
    user = make_user()
    elsewhere = Client(
        HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Safari/604"
    )
    by_password(elsewhere, user)
    seated(client, user)
    assert "Safari on iPhone" in client.get(reverse("account:home")).content.decode()
    there = UserSession.objects.get(user_agent__contains="iPhone")
    client.post(reverse("account:end-sessions"), {"session": there.pk})
    assert not is_signed_in(elsewhere)
    assert is_signed_in(client)


def test_one_signs_out_everywhere_else(client):
    user = make_user()
    others = [seated(Client(), user), seated(Client(), user)]
    seated(client, user)
    client.post(reverse("account:end-sessions"), {"session": "others"})
    assert [is_signed_in(other) for other in others] == [False, False]
    assert is_signed_in(client)


def test_nobody_ends_the_session_of_somebody_else(client):
    other = seated(Client(), make_user())
    seated(client, make_user())
    client.post(reverse("account:end-sessions"), {"session": UserSession.objects.order_by("pk").first().pk})
    assert is_signed_in(other)


def test_a_leaver_is_at_the_door_with_the_next_page(client, county):
    posting = make_posting(Role.RECEPTIONIST)
    seated(client, posting.user)
    assert client.get(reverse("centre:desk")).status_code == 200
    end_posting(reference=posting.reference, last_day=county.today - timedelta(days=1), by=CONSOLE, on=county.today)
    assert client.get(reverse("centre:desk")).headers["Location"].startswith(reverse("account_login"))


def test_a_role_that_ends_by_itself_closes_the_desk_that_night(client, county, now):
    posting = make_posting(Role.RECEPTIONIST, valid_to=county.today)
    seated(client, posting.user)
    assert client.get(reverse("centre:desk")).status_code == 200
    with time_machine.travel(now + timedelta(hours=15, minutes=1)):
        seated(client, posting.user)
        assert client.get(reverse("centre:desk")).status_code == 403
