"""The second step: adding one, proving one, and what stays closed without."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import PASSWORD, make_posting, make_user
from tests.factories.door import add_app, by_password, code_of, fully, seated

NO_ANSWER = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}'
BROKEN = (
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}'
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wealdmoor(county):
    """The pages name the authority."""


@pytest.fixture
def worker(client):
    """Somebody with a desk, who just signed in with a password alone."""
    user = make_user()
    make_posting(Role.RECEPTIONIST, user=user)
    by_password(client, user)
    return user


def secret_on(page: str) -> str:
    found = re.search(r'<code class="fp-code">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def test_a_password_alone_opens_no_desk(client, worker):
    assert client.get(reverse("centre:desk")).headers["Location"] == reverse("mfa_index")


def test_an_app_that_was_added_opens_the_desk(client, worker, django_capture_on_commit_callbacks):
    page = client.post(reverse("mfa_activate_totp")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret_on(page))})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("centre:desk")).status_code == 200
    assert "authenticator app was added" in mail.outbox[-1].body


def test_a_wrong_first_code_adds_nothing(client, worker):
    client.post(reverse("mfa_activate_totp"))
    assert "not right" in client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_asking_for_the_page_makes_no_secret(client, worker):
    assert "fp-code" not in client.get(reverse("mfa_activate_totp")).content.decode()


def test_the_secret_is_kept_encrypted():
    secret = add_app(make_user())
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_recovery_codes_are_shown_on_a_button_and_work_once(client, worker):
    page = client.post(reverse("mfa_activate_totp")).content.decode()
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret_on(page))})
    assert "fp-code" not in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    shown = client.post(reverse("mfa_view_recovery_codes"), {"do": "show"}).content.decode()
    codes = re.findall(r'<code class="fp-code">(\d+)</code>', shown)
    assert len(set(codes)) == 10
    assert enters(worker, codes[0])
    assert not enters(worker, codes[0])
    assert enters(worker, codes[1])


def enters(user, code: str) -> bool:
    browser = Client()
    by_password(browser, user)
    return bool(browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302)


def test_new_recovery_codes_replace_the_old(client, worker):
    page = client.post(reverse("mfa_activate_totp")).content.decode()
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret_on(page))})
    old, new = (client.post(reverse("mfa_view_recovery_codes"), {"do": do}).content for do in ("show", "new"))
    assert set(re.findall(rb">(\d{8})<", old)).isdisjoint(re.findall(rb">(\d{8})<", new))


def test_whoever_signed_in_a_while_ago_is_asked_again(client, worker, now):
    with time_machine.travel(now.timestamp() + 20 * 60):
        answer = client.get(reverse("mfa_activate_totp"))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
        again = answer.headers["Location"]
        assert client.post(again, {"password": "guessed"}).status_code == 200
        assert client.post(again, {"password": PASSWORD}).headers["Location"] == reverse("mfa_activate_totp")


def test_an_app_is_removed_on_a_button(client, worker):
    fully(Client(), worker)
    client.post(reverse("account_logout"))
    seated(client, worker)
    assert "Remove" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_a_second_step_proved_by_one_person_counts_for_no_other(client):
    """Two people at one counter: what the first proved goes with them."""
    first, second = make_user(), make_user()
    make_posting(Role.RECEPTIONIST, user=second)
    fully(client, first)
    client.post(reverse("account_logout"))
    by_password(client, second)
    assert client.get(reverse("centre:desk")).headers["Location"] == reverse("mfa_index")


def test_a_used_code_stays_used_as_long_as_a_slow_clock_would_be_forgiven(now):
    user = make_user()
    code = code_of(add_app(user))
    assert enters(user, code)
    with time_machine.travel(now.timestamp() + 35):
        assert not enters(user, code)


def test_guessing_codes_is_slowed_down(client):
    user = make_user()
    secret = add_app(user)
    by_password(client, user)
    for _ in range(6):
        answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "too many tries" in answer.content.decode().lower()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 200


@pytest.mark.parametrize("name", ["account:passkey-options", "account:new-passkey-options"])
def test_a_ceremony_begins_by_a_post(client, worker, name):
    assert client.get(reverse(name)).status_code == 405
    assert "challenge" in client.post(reverse(name)).json()["publicKey"]


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_login_webauthn"])
@pytest.mark.parametrize("credential", ["", "{}", "[]", '{"id": "x"}', NO_ANSWER, BROKEN])
def test_a_passkey_that_is_none_is_not_taken(client, worker, name, credential):
    if name == "mfa_login_webauthn":
        client.post(reverse("account_logout"))
    client.post(reverse("account:passkey-options"))
    assert client.post(reverse(name), {"credential": credential}).status_code in (200, 302)
    assert not Authenticator.objects.exists()
