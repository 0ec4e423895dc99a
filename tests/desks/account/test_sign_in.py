"""Signing in with a password, and with a code by e-mail; what the door tells a stranger, and what it does not."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from tests.factories.accounts import PASSWORD, make_posting, make_user
from tests.factories.door import add_app, by_password, code_in_mail, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wealdmoor(county):
    """The pages name the authority."""


def is_signed_in(client: Client) -> bool:
    return bool(client.get(reverse("account:home")).status_code == 200)


def test_a_password_opens_the_account(client):
    answer = by_password(client, make_user())
    assert answer.headers["Location"] == reverse("account:home")
    assert is_signed_in(client)


def test_capitals_in_an_address_make_no_difference(client):
    user = make_user()
    answer = client.post(reverse("account_login"), {"login": user.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302


def test_a_wrong_password_says_the_same_as_an_unknown_address(client):
    wrong = by_password(client, make_user(), "not the lantern")
    unknown = client.post(
        reverse("account_login"), {"login": "nobody@wealdmoor.example", "password": "not the lantern"}
    )
    assert words(wrong) == words(unknown)
    assert "do not go together" in words(wrong)


def words(answer) -> str:
    """The page without what differs by itself: the form's secret and the address that was typed."""
    return re.sub(r'(value|content)="[^"]*"', "", answer.content.decode())


def test_after_signing_in_one_is_where_one_wanted_to_go(client):
    answer = by_password(client, make_user(), next=reverse("mfa_index"))
    assert answer.headers["Location"] == reverse("mfa_index")


def test_nobody_is_sent_to_another_site(client):
    answer = by_password(client, make_user(), next="https://elsewhere.example/")
    assert answer.headers["Location"] == reverse("account:home")


def test_a_closed_account_stays_closed(client):
    answer = by_password(client, make_user(is_active=False))
    assert not is_signed_in(client)
    assert answer.headers["Location"] == reverse("account_inactive")


def test_signing_out_takes_a_button(client):
    by_password(client, make_user())
    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_second_factor_is_asked_for_where_there_is_one(client):
    user = make_user()
    secret = add_app(user)
    assert by_password(client, user).headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_signed_in(client)


def test_a_wrong_code_opens_nothing(client):
    user = make_user()
    add_app(user)
    by_password(client, user)
    assert "not right" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert not is_signed_in(client)


def test_a_code_is_good_once(client):
    user = make_user()
    code = code_of(add_app(user))
    for sign_in in (client, Client()):
        by_password(sign_in, user)
        answer = sign_in.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.status_code == 200
    assert not is_signed_in(sign_in)


def test_a_parent_signs_in_with_a_code_and_no_password(client):
    parent = make_user(password=None)
    make_posting(Role.PARENT, user=parent)
    answer = client.post(reverse("account_request_login_code"), {"email": parent.email})
    assert answer.headers["Location"] == reverse("account_confirm_login_code")
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert client.get(reverse("family:desk")).status_code == 200


def test_a_wrong_code_from_a_mail_opens_nothing(client):
    parent = make_user(password=None)
    client.post(reverse("account_request_login_code"), {"email": parent.email})
    for _ in range(3):
        answer = client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    assert answer.status_code == 302, "after three tries another code has to be asked for"
    assert "wrong code too often" in client.get(answer.headers["Location"]).content.decode()
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert not is_signed_in(client)


OF_EACH_ANSWER = ("Content-Length", "ETag", "Expires")  # the length of the address itself, and the second it was sent


@pytest.mark.parametrize(
    ("name", "field"),
    [("account_login", "login"), ("account_request_login_code", "email"), ("account_reset_password", "email")],
)
@pytest.mark.parametrize("known", [{}, {"password": None}, {"is_active": False}])
def test_no_way_in_tells_whether_an_address_is_known(name, field, known):
    """Neither by its page, nor by where it leads, nor by its cookies and headers: every answer has one shape."""
    shapes = []
    for email in (make_user(**known).email, "nobody@wealdmoor.example"):
        browser = Client()
        answer = browser.post(reverse(name), {field: email, "password": "not the lantern"})
        then = browser.get(answer.headers["Location"]) if answer.status_code == 302 else answer
        page = words(then).replace(email, "")
        headers = {key: value for key, value in answer.headers.items() if key not in OF_EACH_ANSWER}
        shapes.append((answer.status_code, headers, sorted(browser.cookies), page))
    assert shapes[0] == shapes[1]


def test_an_unknown_address_gets_a_mail_and_the_same_page(client):
    known, unknown = Client(), Client()
    user = make_user()
    pages = []
    for browser, email in ((known, user.email), (unknown, "nobody@wealdmoor.example")):
        answer = browser.post(reverse("account_request_login_code"), {"email": email}, follow=True)
        pages.append(words(answer).replace(email, ""))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[user.email], ["nobody@wealdmoor.example"]]
    assert "no account" in mail.outbox[1].body


def test_tries_are_counted_for_an_address_together_with_the_client(client):
    user = make_user()
    for _ in range(6):
        answer = by_password(client, user, "guessed")
    assert "too many tries" in answer.content.decode()
    assert by_password(client, user).status_code == 200, "from here even the right password has to wait"
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    by_password(elsewhere, user)
    assert is_signed_in(elsewhere), "the owner, elsewhere, is not locked out"


def test_the_owners_own_browser_is_not_locked_out_by_a_neighbour(client):
    """Behind one address of a council sit the owner and whoever guesses."""
    user = make_user()
    by_password(client, user)
    client.post(reverse("account_logout"))
    for _ in range(6):
        by_password(Client(), user, "guessed")
    by_password(client, user)
    assert is_signed_in(client)


def test_a_browser_known_for_one_address_counts_for_no_other(client):
    by_password(client, make_user())
    client.post(reverse("account_logout"))
    other = make_user()
    for _ in range(6):
        by_password(client, other, "guessed")
    fresh = Client()
    assert "too many" in by_password(fresh, other).content.decode()


def test_a_stolen_form_is_no_use():
    strict = Client(enforce_csrf_checks=True)
    assert by_password(strict, make_user()).status_code == 403


def test_a_get_counts_no_try(client):
    client.get(reverse("account_login"))
    assert tries() == 0
    by_password(client, make_user(), "guessed")
    assert tries() > 0


def tries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cache_entry")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("account_login", ["Write your e-mail address.", "Write your password."]),
        ("account_request_login_code", ["Write your e-mail address."]),
        ("account_reset_password", ["Write your e-mail address."]),
    ],
)
def test_what_is_missing_is_said_in_words(client, name, sentences):
    page = client.post(reverse(name)).content.decode()
    assert all(sentence in page for sentence in sentences)
    assert "This field is required" not in page


def test_a_wrong_code_for_a_new_password_leads_to_another_and_says_why(client):
    client.post(reverse("account_reset_password"), {"email": make_user().email})
    for _ in range(3):
        answer = client.post(reverse("account_confirm_password_reset_code"), {"code": "AAAAAA"})
    assert "wrong code too often" in client.get(answer.headers["Location"]).content.decode()


def test_a_forgotten_password_is_chosen_anew_by_a_code(client):
    user = make_user()
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_mail()})
    chosen = {"password1": "four ponies in the rain", "password2": "four ponies in the rain"}
    answer = client.post(reverse("account_complete_password_reset"), chosen, follow=True)
    assert "password is changed" in answer.content.decode()
    by_password(client, user, "four ponies in the rain")
    assert is_signed_in(client)


def test_a_new_password_ends_every_session(client):
    user = make_user()
    elsewhere = Client()
    by_password(elsewhere, user)
    by_password(client, user)
    new = "four ponies in the rain"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize("weak", ["short", "1q2w3e4r5t6y", "robinmarsh12"])
def test_a_weak_password_is_not_taken(client, weak):
    by_password(client, make_user(email="robinmarsh@wealdmoor.example"))
    data = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post(reverse("account_change_password"), data).status_code == 200


def test_nobody_makes_an_account_alone(client):
    assert "by invitation" in client.get(reverse("account_signup")).content.decode()
    assert client.post(reverse("account_signup"), {"email": "me@example.org"}).status_code == 405


def on_record() -> list[tuple[str, str, str]]:
    return list(Event.objects.order_by("pk").values_list("operation", "subject_reference", "why"))


def test_signing_in_is_on_record_and_so_is_failing_to(client):
    user = make_user()
    by_password(client, user, "guessed")
    by_password(client, user)
    assert on_record() == [("fail to sign in", user.reference, ""), ("sign in", user.reference, "password")]


def test_what_a_stranger_typed_is_not_kept(client):
    client.post(reverse("account_login"), {"login": "nobody@wealdmoor.example", "password": "my secret"})
    assert on_record() == [("fail to sign in", "unknown", "")]
    assert "nobody@" not in str(list(Event.objects.values()))


def test_a_new_password_is_on_record(client):
    user = make_user()
    by_password(client, user)
    new = "four ponies in the rain"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert on_record()[-1] == ("change sign-in", user.reference, "password changed")
